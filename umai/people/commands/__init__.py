"""What can be done with people whom we know. Each command checks, writes and journals."""

from umai.people.commands.attaching import (
    LookedAt,
    OpenedFile,
    Upload,
    attach_file,
    attach_signed_form,
    look_at_file,
    open_file,
    open_original,
    redact_file,
    remove_file,
)
from umai.people.commands.circle import break_glass, name_in_circle, shut_out, take_out_of_circle
from umai.people.commands.consenting import (
    ConsentDetails,
    Override,
    note_consent,
    override_consent,
    withdraw_consent,
)
from umai.people.commands.correcting import (
    Meanwhile,
    Revealed,
    correct_individual,
    reveal_record,
    watch_readers,
)
from umai.people.commands.documenting import (
    DocumentDetails,
    Papers,
    correct_document,
    note_document,
    read_document,
    reveal_details,
)
from umai.people.commands.erasing import erase_individual, read_certificate
from umai.people.commands.holding import Newer
from umai.people.commands.households import (
    HomeDetails,
    correct_place,
    live_together,
    read_household,
)
from umai.people.commands.importing import Choices, import_people, reveal_twin
from umai.people.commands.loading import Listed, Loaded, load_people
from umai.people.commands.merging import (
    compare_people,
    merge_people,
    propose_pairs,
    reveal_pair,
    say_not_same,
    undo_merge,
)
from umai.people.commands.printing import FormToPrint, print_consent_form
from umai.people.commands.registering import (
    LIKELY,
    Identity,
    IndividualDetails,
    Likely,
    read_individual,
    register_child,
    reveal_identity,
)
from umai.people.commands.relating import (
    RelationDetails,
    correct_relation,
    end_relation,
    read_relation,
    relate_people,
)
from umai.people.commands.retention import (
    Held,
    ask_erasure,
    lift_hold,
    put_hold,
    take_back_erasure,
    watch_retention,
)
from umai.people.commands.searching import Searched, find_people
from umai.people.commands.staying import watch_stays

__all__ = [
    "LIKELY",
    "Choices",
    "ConsentDetails",
    "DocumentDetails",
    "FormToPrint",
    "Held",
    "HomeDetails",
    "Identity",
    "IndividualDetails",
    "Likely",
    "Listed",
    "Loaded",
    "LookedAt",
    "Meanwhile",
    "Newer",
    "OpenedFile",
    "Override",
    "Papers",
    "RelationDetails",
    "Revealed",
    "Searched",
    "Upload",
    "ask_erasure",
    "attach_file",
    "attach_signed_form",
    "break_glass",
    "compare_people",
    "correct_document",
    "correct_individual",
    "correct_place",
    "correct_relation",
    "end_relation",
    "erase_individual",
    "find_people",
    "import_people",
    "lift_hold",
    "live_together",
    "load_people",
    "look_at_file",
    "merge_people",
    "name_in_circle",
    "note_consent",
    "note_document",
    "open_file",
    "open_original",
    "override_consent",
    "print_consent_form",
    "propose_pairs",
    "put_hold",
    "read_certificate",
    "read_document",
    "read_household",
    "read_individual",
    "read_relation",
    "redact_file",
    "register_child",
    "relate_people",
    "remove_file",
    "reveal_details",
    "reveal_identity",
    "reveal_pair",
    "reveal_record",
    "reveal_twin",
    "say_not_same",
    "shut_out",
    "take_back_erasure",
    "take_out_of_circle",
    "undo_merge",
    "watch_readers",
    "watch_retention",
    "watch_stays",
    "withdraw_consent",
]

"""What can be done at the hotline. Each command checks, writes and journals as one act."""

from umai.hotline.commands.calling_back import (
    MOST_GRANTED,
    Agreement,
    Attempt,
    grant_attempts,
    plan_call_back,
    reveal_number,
    try_call_back,
)
from umai.hotline.commands.changing import Meanwhile
from umai.hotline.commands.consulting import (
    ConsultationChanged,
    ConsultationDetails,
    correct_consultation,
    give_consultation,
)
from umai.hotline.commands.correcting import TOO_LATE, as_version, correct_contact, read_history
from umai.hotline.commands.drafting import discard_draft, expire_drafts, keep_draft
from umai.hotline.commands.emergencies import (
    end_emergency,
    note_first_action,
    pass_alarm_on,
    take_emergency,
)
from umai.hotline.commands.following_up import (
    close_contact,
    hand_over_contact,
    note_follow_up,
    remind_people,
    reopen_contact,
)
from umai.hotline.commands.giving import GivenDetails
from umai.hotline.commands.importing import import_contacts, import_register
from umai.hotline.commands.importing_consultations import import_consultations
from umai.hotline.commands.linking import link_contacts, unlink_contacts
from umai.hotline.commands.opening import link_case, open_case_from_contact
from umai.hotline.commands.recording import (
    ChildDetails,
    ContactDetails,
    QuickContact,
    read_contact,
    record_contact,
    record_quick_contact,
)

__all__ = [
    "MOST_GRANTED",
    "TOO_LATE",
    "Agreement",
    "Attempt",
    "ChildDetails",
    "ConsultationChanged",
    "ConsultationDetails",
    "ContactDetails",
    "GivenDetails",
    "Meanwhile",
    "QuickContact",
    "as_version",
    "close_contact",
    "correct_consultation",
    "correct_contact",
    "discard_draft",
    "end_emergency",
    "expire_drafts",
    "give_consultation",
    "grant_attempts",
    "hand_over_contact",
    "import_consultations",
    "import_contacts",
    "import_register",
    "keep_draft",
    "link_case",
    "link_contacts",
    "note_first_action",
    "note_follow_up",
    "open_case_from_contact",
    "pass_alarm_on",
    "plan_call_back",
    "read_contact",
    "read_history",
    "record_contact",
    "record_quick_contact",
    "remind_people",
    "reopen_contact",
    "reveal_number",
    "take_emergency",
    "try_call_back",
    "unlink_contacts",
]

"""What of a register that comes in is stored already."""

from typing import Any

from django.utils.translation import gettext as _

from umai.foundation.exports.registers import Fault
from umai.foundation.kernel.actor import Actor
from umai.hotline.models import Contact
from umai.hotline.rules import Sorted

AT_ONCE = 5000


def sorted_out(actor: Actor, rows: list[dict[str, Any]]) -> Sorted:
    """Which rows are new, how many are here with the same content, and which differ."""
    stored: dict[str, bytes | memoryview | None] = {}
    for start in range(0, len(rows), AT_ONCE):
        part = [row["reference"] for row in rows[start : start + AT_ONCE]]
        found = Contact.objects.filter(organisation_id=actor.organisation, reference__in=part)
        stored.update(found.values_list("reference", "import_digest"))
    fresh, known, faults = [], 0, []
    for row in rows:
        reference = row["reference"]
        if reference not in stored:
            fresh.append(row)
        elif bytes(stored[reference] or b"") == row["import_digest"]:
            known += 1
        else:
            said = _("“%(text)s” is stored already, with other content.") % {"text": reference}
            faults.append(Fault(row["row"], "reference", said))
    return Sorted(fresh, known, faults)

"""What of a register that comes in is stored already."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from umai.foundation.exports.registers import Fault
from umai.foundation.kernel.actor import Actor
from umai.hotline.models import Consultation, Contact
from umai.hotline.rules import CODE, Sorted

AT_ONCE = 5000


def sorted_out(
    actor: Actor,
    rows: list[dict[str, Any]],
    table: type[Contact] | type[Consultation] = Contact,
) -> Sorted:
    """Which rows are new, how many are here with the same content, and which differ."""
    stored: dict[str, bytes | memoryview | None] = {}
    for part in _parts(row["reference"] for row in rows):
        found = table.objects.filter(organisation_id=actor.organisation, reference__in=part)
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


def consultations_sorted_out(actor: Actor, rows: list[dict[str, Any]]) -> Sorted:
    """The same for consultations. A row whose contact is here is told its id; a code that no
    contact has is a fault, while another name is that of a contact still to be made.
    """
    found = sorted_out(actor, rows, Consultation)
    named = contacts_named(actor, (row["contact"] for row in found.fresh))
    fresh = []
    for row in found.fresh:
        name = row["contact"]
        if name not in named and CODE.fullmatch(name.upper()):
            said = _("No contact here has the code “%(text)s”.") % {"text": name}
            found.faults.append(Fault(row["row"], "contact", said))
        else:
            fresh.append(row | {"contact_id": named.get(name)})
    return Sorted(fresh, found.known, found.faults)


def contacts_named(actor: Actor, names: Iterable[str]) -> dict[str, UUID]:
    """The contacts of the organisation that are named by their code or their reference."""
    known: dict[str, UUID] = {}
    for part in _parts({name for name in names if name}):
        here = Contact.objects.filter(organisation_id=actor.organisation)
        codes = dict(here.filter(code__in=[one.upper() for one in part]).values_list("code", "pk"))
        known |= {one: codes[one.upper()] for one in part if one.upper() in codes}
        known |= dict(here.filter(reference__in=part).values_list("reference", "pk"))
    return known


def _parts(names: Iterable[str]) -> Iterable[list[str]]:
    every = list(names)
    return (every[start : start + AT_ONCE] for start in range(0, len(every), AT_ONCE))

"""What the page of a procedure says beside its steps: matters, and a lawyer's own notes."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from umai.directory import queries as directory
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.ui import moments
from umai.foundation.vocabulary import queries as vocabulary
from umai.legal_aid import permissions, queries, terms
from umai.legal_aid.forms.matters import rule_title
from umai.legal_aid.models import Procedure, ProcedureMatter

Kind = terms.MatterKind
NOTES = 3
ICONS = {
    Kind.HEARING: "gavel",
    Kind.FEE: "receipt",
    Kind.REPRESENTED: "user-check",
    Kind.ADVISED: "message-circle",
}


@dataclass(frozen=True)
class Line:
    """One matter in a few lines: what it is, how it stands, what was said; and what is to note."""

    found: ProcedureMatter
    icon: str
    title: str
    lines: list[str]
    words: list[str]
    sign: str = ""
    tone: str = ""


def part(actor: Actor, row: Procedure) -> dict[str, Any]:
    """The cards beside the steps, after a reading that is written down. A card of notes is there
    only for who has some or may write one.
    """
    keeps = actor.may(permissions.KEEP_PROCEDURE)
    found = list(queries.matters(row))
    ids = {one.agency_id for one in found if one.agency_id}
    language = get_language() or "en"
    agencies = {
        one.pk: directory.name_of(one, language)
        for one in directory.agencies(actor).filter(pk__in=ids)
    }
    key = queries.key_of(row) if found else None
    said = [(one, queries.words_of_matter(one, row, key)) for one in found]
    lines = [_line(actor, one, words, agencies) for one, words in said]
    groups = [(kind.label, [one for one in lines if one.found.kind == kind]) for kind in Kind]
    return {
        "matters": [(label, several) for label, several in groups if several],
        "may_note": keeps,
        "kinds": Kind.choices,
        "notes": list(queries.procedure_notes(actor, row).defer("words_sealed")[:NOTES]),
        "may_write": keeps,
        "may_give": keeps and row.state != terms.State.ENDED and _gives(actor, row),
    }


def _gives(actor: Actor, row: Procedure) -> bool:
    leads = actor.may(permissions.LEAD_PROCEDURES, row.team_id)
    return leads or row.owner_id == actor.person_id


def titles(kind: str, code: str) -> str:
    """What the `what` of a matter is called."""
    if kind == Kind.HEARING:
        return str(dict(terms.HearingKind.choices).get(code, code))
    if kind == Kind.REPRESENTED:
        return str(dict(terms.Represents.choices).get(code, code))
    if kind == Kind.ADVISED:
        return vocabulary.label("topic", code)
    return rule_title(code) if code else pgettext("rule", "No rule named")


def told_fact(kind: str, what: str) -> str:
    """What a fact of the timeline says of a matter."""
    if kind == Kind.HEARING:
        return str(dict(terms.HearingState.choices).get(what, what))
    return titles(kind, what) if kind in Kind.values else ""


def _line(
    actor: Actor, one: ProcedureMatter, said: dict[str, str], agencies: dict[Any, str]
) -> Line:
    today = clock.today(actor.time_zone)
    lines, sign, tone = TOLD[Kind(one.kind)](one, agencies.get(one.agency_id, ""))
    if one.until is not None and one.kind == Kind.REPRESENTED and one.until < today:
        sign, tone = _("Has ended"), "warn"
    words = [said[name] for name in said if said[name]]
    known, title = [line for line in lines if line], titles(one.kind, one.what)
    return Line(one, ICONS[Kind(one.kind)], title, known, words, sign, tone)


def _hearing(one: ProcedureMatter, agency: str) -> tuple[list[str], str, str]:
    state = terms.HearingState(one.state)
    tones = {state.GRANTED: "ok", state.PARTLY: "ok", state.AGAINST: "warn", state.AHEAD: "info"}
    lines = [moments.moment(one.at) if one.at else "", agency]
    if one.moved_to:
        lines.append(_("Adjourned to %(moment)s") % {"moment": moments.moment(one.moved_to)})
    if one.until:
        lines.append(_("Can be appealed until %(day)s") % {"day": moments.day(one.until)})
    if one.until_rule:
        lines.append(f"{one.until_rule} v{one.until_version}")
    return lines, str(state.label), tones.get(state, "")


def _fee(one: ProcedureMatter, _agency: str) -> tuple[list[str], str, str]:
    waiver = terms.Waiver(one.state)
    who = str(dict(terms.Payer.choices).get(one.payer, ""))
    paid = [who, moments.day(one.on) if one.on else ""]
    lines = [_("%(amount)s tenge") % {"amount": f"{one.amount or 0:,}".replace(",", "\u202f")}]
    if one.payer:
        lines.append(_("Paid: %(who)s") % {"who": ", ".join(part for part in paid if part)})
    sign = str(waiver.label) if waiver is not waiver.NONE else ""
    return lines, sign, {waiver.GRANTED: "ok", waiver.REFUSED: "warn"}.get(waiver, "")


def _represented(one: ProcedureMatter, _agency: str) -> tuple[list[str], str, str]:
    lines = [_("Since %(day)s") % {"day": moments.day(one.on)} if one.on else ""]
    if one.paper:
        lines.append(vocabulary.label("document_type", one.paper))
    if one.until:
        lines.append(_("Holds until %(day)s") % {"day": moments.day(one.until)})
    return lines, "", ""


def _advised(one: ProcedureMatter, _agency: str) -> tuple[list[str], str, str]:
    return [moments.day(one.on) if one.on else ""], "", ""


TOLD: dict[Kind, Any] = {
    Kind.HEARING: _hearing,
    Kind.FEE: _fee,
    Kind.REPRESENTED: _represented,
    Kind.ADVISED: _advised,
}

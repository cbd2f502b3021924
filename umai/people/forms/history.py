"""What an act changed, field by field, called as the forms call it. What is sealed is covered."""

from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from umai.foundation.ui.fields import Day, OneOf
from umai.foundation.ui.versions import Difference, in_words
from umai.foundation.vocabulary import queries as vocabulary
from umai.foundation.vocabulary.labels import words_of
from umai.people import commands, queries, terms
from umai.people.forms import details
from umai.people.forms.consent import OverrideForm, WithdrawForm
from umai.people.forms.fields import Line
from umai.people.forms.papers import DESCRIBED, KIN, PAPER, DocumentForm, RelationForm
from umai.people.models import Consent, Document, Individual, Relation

DECIDED = ("state", "override_ground", "override_until", "valid_until")
WHY = {"why_withdrawn": WithdrawForm, "why_overridden": OverrideForm}


class ConsentPast(forms.Form):
    """What can change in a consent after it was noted."""

    state = OneOf(words_of("consent_state"), label=pgettext_lazy("consent", "Answer"))
    override_ground = OneOf(terms.OverrideGround.choices)
    override_until = Day()
    valid_until = Day(label=pgettext_lazy("consent", "Valid until"))
    why_withdrawn = Line()
    why_overridden = Line()

    def __init__(self) -> None:
        super().__init__()
        for name, form in WHY.items():
            self.fields[name].label = form.base_fields["reason"].label
        self.fields["override_ground"].label = OverrideForm.base_fields["ground"].label
        self.fields["override_until"].label = OverrideForm.base_fields["until"].label


def lines(moved: queries.Moved, *, covered: bool) -> Iterator[Difference]:
    """What one row had before an act and after it, where they differ."""
    form, told, sealed, lists = WAYS[moved.table]
    before, after = told(moved.before), told(moved.after)
    for name, field in form().fields.items():
        was, now = before.get(name), after.get(name)
        if name == "version" or (was or None) == (now or None):
            continue
        if covered and name in sealed:
            yield Difference(field.label, _("covered"), _("covered"))
        else:
            words = [_words(field, lists.get(name, ""), one) for one in (was, now)]
            yield Difference(field.label, *words)


def _words(field: forms.Field, list_code: str, value: Any) -> str:
    """Codes of lists keep their words when they are offered no more."""
    if not list_code or not value:
        return in_words(field, value)
    codes = value if isinstance(value, list | tuple) else [value]
    return ", ".join(vocabulary.label(list_code, one) for one in codes)


def _individual(version: queries.Version) -> dict[str, Any]:
    said = version.said
    names = commands.Identity.__dataclass_fields__
    identity = commands.Identity(**{one: said["identity"].get(one, "") for one in names})
    revealed = commands.Revealed(identity, said["contact"], said["health"])
    return details.told(version.row, revealed)


def _document(version: queries.Version) -> dict[str, Any]:
    row = version.row
    plain = {name: getattr(row, name) for name in PAPER}
    return {**version.said["details"], **plain, "seen": row.seen_on is not None}


def _relation(version: queries.Version) -> dict[str, Any]:
    plain = {name: getattr(version.row, name) for name in KIN}
    return {**version.said["details"], **plain}


def _consent(version: queries.Version) -> dict[str, Any]:
    return {**version.said["words"], **{name: getattr(version.row, name) for name in DECIDED}}


Told = Callable[[queries.Version], dict[str, Any]]
# Of each table: the form that names its fields, a version as the form knows it, the fields that are
# sealed, and those that hold codes of lists.
WAYS: dict[type[Any], tuple[Callable[[], forms.Form], Told, frozenset[str], dict[str, str]]] = {
    Individual: (
        details.IndividualForm,
        _individual,
        frozenset(details.SEALED),
        {**details.LISTS, "sex": "sex"},
    ),
    Document: (
        DocumentForm,
        _document,
        frozenset({"number", "issuer", "note"}),
        {"type": "document_type", "state": "document_state"},
    ),
    Relation: (
        RelationForm,
        _relation,
        frozenset({*DESCRIBED, "why_no_contact"}),
        {"kind": "relation", "country": "citizenship"},
    ),
    Consent: (ConsentPast, _consent, frozenset(WHY), {"state": "consent_state"}),
}

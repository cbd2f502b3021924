"""What narrows the lists of referrals, from an address to a question."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from umai.foundation.kernel.actor import Actor
from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Day, Line, OneOf, Pairs, flat
from umai.foundation.vocabulary.labels import words_of
from umai.referrals import permissions, queries, terms
from umai.referrals.forms.referring import needs

WHOSE: Pairs = [("", _("All that I may see")), ("mine", pgettext_lazy("referrals", "My own"))]
EVERY_URGENCY = pgettext_lazy("referrals", "However urgent")


class Narrowing(forms.Form):
    """What every list shares: the words of what narrows it, each to be taken away."""

    def taken_away(self, asked: QueryDict) -> list[tuple[str, str]]:
        """What narrows the list, in words, with the address of the list without it."""
        found = []
        for field in self:
            value = self.cleaned_data.get(field.name)
            if value in (None, "", False):
                continue
            left = asked.copy()
            for name in (field.name, "newer", "older"):
                left.pop(name, None)
            found.append((_words(field, value), f"?{left.urlencode()}"))
        return found


class FilterForm(Narrowing):
    """Each field may stay empty."""

    code = Line(label=_("Code"), max_length=20, widget=widgets.Search({"data-find": ""}))
    whose = OneOf(WHOSE, label=_("Whose"))
    state = OneOf(words_of("referral_status", first=_("All states")), label=_("State"))
    need = OneOf(lambda: [("", gettext("Any need")), *needs()], label=_("What is needed"))
    agency = OneOf([], label=pgettext_lazy("referrals", "Who was asked"))
    urgency = OneOf(
        [("", EVERY_URGENCY), *terms.Urgency.choices], label=pgettext_lazy("referrals", "Urgency")
    )
    due = OneOf([("", _("Whenever due")), ("overdue", _("Overdue"))], label=_("Due"))
    ended = forms.BooleanField(
        label=pgettext_lazy("list of referrals", "Those that have ended"),
        required=False,
        widget=widgets.Toggle(),
    )

    def __init__(self, *typed: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*typed, **options)
        if actor.may(permissions.READ_TEAM_REFERRALS):
            known = [*WHOSE, ("team", _("My team's"))]
            self.fields["whose"].choices = known  # type: ignore[attr-defined]
        agencies = [("", gettext("Any agency")), *queries.agencies_asked(actor)]
        self.fields["agency"].choices = agencies  # type: ignore[attr-defined]

    def chosen(self) -> queries.Chosen:
        """The question. Call it only when the form is valid."""
        return queries.Chosen(**self.cleaned_data)


class InboxForm(Narrowing):
    """What narrows the inbox."""

    state = OneOf(
        [("", _("All states")), *terms.ArrivalState.choices],
        label=_("State"),
    )
    urgency = OneOf(
        [("", EVERY_URGENCY), *terms.Urgency.choices], label=pgettext_lazy("referrals", "Urgency")
    )

    def chosen(self) -> queries.ChosenArrivals:
        """The question. Call it only when the form is valid."""
        return queries.ChosenArrivals(**self.cleaned_data)


NOT_A_DAY = _("Write a day such as 2026-04-16.")


class WaitingForm(forms.Form):
    """Which days, and by what the numbers are divided."""

    first = Day(
        label=pgettext_lazy("days", "From"), required=True, error_messages={"required": NOT_A_DAY}
    )
    last = Day(
        label=_("To, this day included"), required=True, error_messages={"required": NOT_A_DAY}
    )
    by = OneOf(
        [
            ("service", _("Help")),
            ("district", _("District")),
            ("region", _("Region")),
            ("provider", _("Provider")),
        ],
        label=_("Divided by"),
        required=True,
        error_messages={"required": _("Choose by what.")},
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = given.get("first"), given.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day lies before the first. Choose a later one."))
        return given


def _words(field: forms.BoundField, value: Any) -> str:
    if isinstance(field.field, forms.BooleanField):
        return str(field.label)
    if isinstance(field.field, forms.ChoiceField):
        value = dict(flat(list(field.field.choices))).get(value, value)  # type: ignore[arg-type]
    return f"{field.label}: {value}"

"""What is asked when a score is noted."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.cases import queries
from umai.cases.forms.acts import ActForm
from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Day, OneOf, Pairs


def _measures() -> Pairs:
    return [(one.code, one.label) for one in queries.newest_measures().values()]


def _hints() -> dict[str, Any]:
    return {one.code: one.ask for one in queries.newest_measures().values()}


class ScoreForm(ActForm):
    """Which measure, how many points, on which day. The hidden id makes a double click one score.
    """

    id = forms.UUIDField(widget=forms.HiddenInput())
    measure = OneOf(
        _measures,
        label=_("Which measure?"),
        required=True,
        error_messages={"required": _("Choose the measure.")},
        widget=widgets.ChooseOne(),
    )
    score = forms.IntegerField(
        label=pgettext_lazy("measure", "Score"),
        min_value=0,
        max_value=1000,
        widget=widgets.NumberBox(),
        error_messages={"required": _("Write the score."), "invalid": _("Write a whole number.")},
    )
    taken_on = Day(
        label=pgettext_lazy("measure", "On which day?"),
        required=True,
        error_messages={"required": _("Write a day.")},
    )

    def __init__(self, *typed: Any, **options: Any) -> None:
        super().__init__(*typed, **options)
        self.fields["measure"].widget.hints = _hints()

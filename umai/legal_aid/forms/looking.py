"""What narrows the board of procedures, from an address to a question."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.foundation.kernel.actor import Actor
from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Line, OneOf
from umai.foundation.vocabulary.labels import words_of
from umai.legal_aid import queries
from umai.legal_aid.forms.acts import templates

WHOSE = [
    ("", _("All that I may see")),
    ("mine", pgettext_lazy("procedures", "My own")),
    ("team", pgettext_lazy("procedures", "Of my team")),
]


class FilterForm(forms.Form):
    """Each field may stay empty."""

    code = Line(label=_("Code"), max_length=20, widget=widgets.Search({"data-find": ""}))
    whose = OneOf(
        lambda: WHOSE,
        label=_("Whose"),
    )
    lawyer = OneOf([], label=_("Lawyer"))
    template = OneOf(lambda: [("", _("Any procedure")), *templates()], label=_("Procedure"))
    step = OneOf([], label=_("Step"))
    authority = OneOf(
        words_of("agency_type", first=_("Any authority")), label=_("Kind of authority")
    )
    agency = OneOf([], label=_("Waits for"))
    stands = OneOf(
        [
            ("", _("Any state")),
            ("todo", pgettext_lazy("step", "To do")),
            ("waiting", pgettext_lazy("step", "Waits for an authority")),
            ("refused", pgettext_lazy("step", "Refused")),
            ("contested", pgettext_lazy("step", "Refused or appealed")),
            ("paused", pgettext_lazy("procedure", "Paused")),
        ],
        label=_("State"),
    )
    due = OneOf(
        [
            ("", _("Whenever due")),
            ("overdue", _("Overdue")),
            ("soon", pgettext_lazy("procedures", "Due soon, or overdue")),
        ],
        label=_("Due"),
    )
    ended = forms.BooleanField(
        label=pgettext_lazy("list of procedures", "Those that have ended"),
        required=False,
        widget=widgets.Toggle(),
    )

    def __init__(self, *typed: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*typed, **options)
        offered = [("", _("Any lawyer")), *queries.lawyers(actor)]
        self.fields["lawyer"].choices = offered  # type: ignore[attr-defined]
        waited = [
            ("", _("Any authority")),
            (queries.NOT_NAMED, _("Nobody named")),
            *queries.asked_agencies(actor),
        ]
        self.fields["agency"].choices = waited  # type: ignore[attr-defined]
        self._ask_step()

    def _ask_step(self) -> None:
        """Only once a procedure is chosen; with the steps of every version of it."""
        code = self.data.get("template", "")
        known = {
            step: queries.step_title(one, step)
            for (of, _version), one in sorted(queries.templates().items())
            for step in one.steps
            if of == code
        }
        if known:
            steps = [("", _("Any step")), *known.items()]
            self.fields["step"].choices = steps  # type: ignore[attr-defined]
        else:
            del self.fields["step"]

    def chosen(self) -> queries.Chosen:
        """The question. Call it only when the form is valid."""
        return queries.Chosen(**self.cleaned_data)

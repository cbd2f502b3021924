"""The form of the gallery: one field of every kind, with invented answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from umai.foundation.ui import widgets

AGE_WORDS = _("Write the age in years, 0 to 17. You wrote %(typed)s.")


class ExampleForm(forms.Form):
    """Every control, so that each can be seen plain, filled in and with a mistake."""

    birthplace = forms.CharField(
        label=_("Place of birth"),
        help_text=_("As the mother says it; papers come later"),
        required=False,
        widget=widgets.Line(),
    )
    age = forms.CharField(label=_("Age of the child"), widget=widgets.NumberBox(), required=False)
    born_on = forms.DateField(label=_("Date of birth"), required=False, widget=widgets.DayInput())
    call_at = forms.DateTimeField(
        label=_("When to call back"), required=False, widget=widgets.MomentInput()
    )
    phone = forms.CharField(
        label=_("Telephone number"),
        help_text=_("Shown only to the one who calls back"),
        required=False,
        widget=widgets.PhoneInput(width="w12"),
    )
    region = forms.ChoiceField(
        label=_("Region"),
        choices=[
            ("", _("Not recorded")),
            ("79", _("Shymkent (city)")),
            ("61", _("Turkistan region")),
        ],
        error_messages={"required": _("Choose the region")},
        widget=widgets.Choose(),
    )
    told = forms.CharField(label=_("What happened"), required=False, widget=widgets.LongText())
    caller = forms.ChoiceField(
        label=_("Caller"),
        choices=[("child", _("Child")), ("parent", _("Parent")), ("teacher", _("Teacher"))],
        required=False,
        widget=widgets.Picks(keys={"child": "c", "parent": "p"}, wrap="ask"),
    )
    topics = forms.MultipleChoiceField(
        label=_("What about"),
        choices=[("school", _("School")), ("health", _("Health")), ("border", _("Border"))],
        required=False,
        widget=widgets.PickMany(keys={"school": "1", "health": "2", "border": "3"}, wrap="ask"),
    )
    safe = forms.NullBooleanField(
        label=_("Is it safe to call back?"), required=False, widget=widgets.YesNo(wrap="ask")
    )
    risk = forms.ChoiceField(
        label=_("Risk"),
        choices=[("high", _("High")), ("medium", _("Medium")), ("low", _("Low"))],
        required=False,
        widget=widgets.CardChoices(
            hints={
                "high": _("Act within 24 hours"),
                "medium": _("Within 72 hours"),
                "low": _("Within 7 days"),
            }
        ),
    )
    told_whom = forms.MultipleChoiceField(
        label=_("Who may be told?"),
        choices=[("school", _("The school")), ("clinic", _("The clinic"))],
        required=False,
        widget=widgets.ChooseMany(hints={"school": _("Only that the child is enrolled")}),
    )
    agreed = forms.BooleanField(
        label=_("The caller agreed that we keep the story"),
        help_text=_("Without it only the numbers are kept"),
        required=False,
        widget=widgets.Toggle(),
    )

    def clean_age(self) -> str:
        typed: str = self.cleaned_data["age"]
        if typed and not (typed.isdigit() and int(typed) < 18):
            raise forms.ValidationError(AGE_WORDS, params={"typed": typed})
        return typed

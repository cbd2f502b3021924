"""The form of the gallery: one field of every kind, with invented answers."""

from django import forms
from django.utils.translation import pgettext_lazy

from umai.foundation.ui import widgets

AGE_WORDS = pgettext_lazy("gallery", "Write the age in years, 0 to 17. You wrote %(typed)s.")


class ExampleForm(forms.Form):
    """Every control, so that each can be seen plain, filled in and with a mistake."""

    birthplace = forms.CharField(
        label=pgettext_lazy("gallery", "Place of birth"),
        help_text=pgettext_lazy("gallery", "As the mother says it; papers come later"),
        required=False,
        widget=widgets.Line(),
    )
    age = forms.CharField(
        label=pgettext_lazy("gallery", "Age of the child"),
        widget=widgets.NumberBox(),
        required=False,
    )
    born_on = forms.DateField(
        label=pgettext_lazy("gallery", "Date of birth"), required=False, widget=widgets.DayInput()
    )
    call_at = forms.DateTimeField(
        label=pgettext_lazy("gallery", "When to call back"),
        required=False,
        widget=widgets.MomentInput(),
    )
    phone = forms.CharField(
        label=pgettext_lazy("gallery", "Telephone number"),
        help_text=pgettext_lazy("gallery", "Shown only to the one who calls back"),
        required=False,
        widget=widgets.PhoneInput(width="w12"),
    )
    region = forms.ChoiceField(
        label=pgettext_lazy("gallery", "Region"),
        choices=[
            ("", pgettext_lazy("gallery", "Not recorded")),
            ("79", pgettext_lazy("gallery", "Shymkent (city)")),
            ("61", pgettext_lazy("gallery", "Turkistan region")),
        ],
        error_messages={"required": pgettext_lazy("gallery", "Choose the region")},
        widget=widgets.Choose(),
    )
    told = forms.CharField(
        label=pgettext_lazy("gallery", "What happened"), required=False, widget=widgets.LongText()
    )
    caller = forms.ChoiceField(
        label=pgettext_lazy("gallery", "Caller"),
        choices=[
            ("child", pgettext_lazy("gallery", "Child")),
            ("parent", pgettext_lazy("gallery", "Parent")),
            ("teacher", pgettext_lazy("gallery", "Teacher")),
        ],
        required=False,
        widget=widgets.Picks(keys={"child": "c", "parent": "p"}, wrap="ask"),
    )
    topics = forms.MultipleChoiceField(
        label=pgettext_lazy("gallery", "What about"),
        choices=[
            ("school", pgettext_lazy("gallery", "School")),
            ("health", pgettext_lazy("gallery", "Health")),
            ("border", pgettext_lazy("gallery", "Border")),
        ],
        required=False,
        widget=widgets.PickMany(keys={"school": "1", "health": "2", "border": "3"}, wrap="ask"),
    )
    safe = forms.NullBooleanField(
        label=pgettext_lazy("gallery", "Is it safe to call back?"),
        required=False,
        widget=widgets.YesNo(wrap="ask"),
    )
    risk = forms.ChoiceField(
        label=pgettext_lazy("gallery", "Risk"),
        choices=[
            ("high", pgettext_lazy("gallery", "High")),
            ("medium", pgettext_lazy("gallery", "Medium")),
            ("low", pgettext_lazy("gallery", "Low")),
        ],
        required=False,
        widget=widgets.CardChoices(
            hints={
                "high": pgettext_lazy("gallery", "Act within 24 hours"),
                "medium": pgettext_lazy("gallery", "Within 72 hours"),
                "low": pgettext_lazy("gallery", "Within 7 days"),
            }
        ),
    )
    told_whom = forms.MultipleChoiceField(
        label=pgettext_lazy("gallery", "Who may be told?"),
        choices=[
            ("school", pgettext_lazy("gallery", "The school")),
            ("clinic", pgettext_lazy("gallery", "The clinic")),
        ],
        required=False,
        widget=widgets.ChooseMany(
            hints={"school": pgettext_lazy("gallery", "Only that the child is enrolled")}
        ),
    )
    agreed = forms.BooleanField(
        label=pgettext_lazy("gallery", "The caller agreed that we keep the story"),
        help_text=pgettext_lazy("gallery", "Without it only the numbers are kept"),
        required=False,
        widget=widgets.Toggle(),
    )

    def clean_age(self) -> str:
        typed: str = self.cleaned_data["age"]
        if typed and not (typed.isdigit() and int(typed) < 18):
            raise forms.ValidationError(AGE_WORDS, params={"typed": typed})
        return typed

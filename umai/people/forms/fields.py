"""The kinds of answers that the forms about people ask for, each refused in plain words."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from umai.foundation.places import queries as places
from umai.foundation.ui import widgets
from umai.foundation.vocabulary import queries as vocabulary

Pairs = list[tuple[str, Any]]
UNREADABLE = "\N{REPLACEMENT CHARACTER}"


def _forbids_nul(validator: Any) -> bool:
    return type(validator).__name__ == "ProhibitNullCharactersValidator"


class Words(forms.CharField):
    """Words kept as they were typed, or refused; sealed before they are stored."""

    def __init__(self, *, max_length: int = 5000, **options: Any) -> None:
        options = {"required": False, "widget": widgets.LongText(), **options}
        super().__init__(max_length=max_length, **options)
        self.error_messages["max_length"] = _(
            "Write at most %(limit_value)d signs. You wrote %(show_value)d."
        )
        # Our own check below says it more clearly than Django's.
        self.validators = [one for one in self.validators if not _forbids_nul(one)]

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")

    def validate(self, value: Any) -> None:
        torn = any("\ud800" <= sign <= "\udfff" for sign in value)
        if "\0" in value or UNREADABLE in value or torn:
            raise ValidationError(
                _(
                    "There are signs in it that cannot be kept."
                    " Take away what looks like a box and type it anew."
                )
            )
        super().validate(value)


class Line(Words):
    """A few words on one line."""

    def __init__(self, *, max_length: int = 160, **options: Any) -> None:
        super().__init__(max_length=max_length, **{"widget": widgets.Line(), **options})

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split("\n"))


class Day(forms.DateField):
    """A day."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "widget": widgets.DayInput(), **options})
        self.error_messages["invalid"] = _("Write a day such as 2026-04-16.")


class OneOf(forms.ChoiceField):
    """One word of a list."""

    def __init__(self, choices: Callable[[], Pairs] | Pairs, **options: Any) -> None:
        options = {"required": False, "widget": widgets.Choose(), **options}
        super().__init__(choices=choices, **options)
        self.error_messages["invalid_choice"] = _(
            "Choose one of the answers shown. This one is not among them."
        )


class SomeOf(forms.MultipleChoiceField):
    """Any words of a list."""

    def __init__(self, choices: Callable[[], Pairs] | Pairs, **options: Any) -> None:
        options = {"required": False, "widget": widgets.PickMany(), **options}
        super().__init__(choices=choices, **options)
        self.error_messages["invalid_choice"] = _(
            "Choose among the answers shown. One is not among them."
        )


class YesNo(forms.NullBooleanField):
    """Yes, no, or not asked yet."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "widget": widgets.YesNo(wrap="ask"), **options})


def words_of(list_code: str, first: Any = None) -> Callable[[], Pairs]:
    """The choices of a list; `first` are the words of the blank answer, if there is one."""

    def choices() -> Pairs:
        blank: Pairs = [] if first is None else [("", str(first))]
        known = vocabulary.words(list_code)
        return blank + [
            (word.code, word.label()) for word in known if not word.more.get("not_recorded")
        ]

    return choices


def regions_of(first: Any) -> Callable[[], Pairs]:
    """The regions after a blank answer."""
    return lambda: [("", str(first)), *places.region_choices()]


def keep_known(form: forms.BaseForm, lists: dict[str, str]) -> None:
    """Keep answers that are no longer offered, so that correcting one thing loses no other."""
    for name, list_code in lists.items():
        field, told = form.fields[name], form.initial.get(name) or []
        choices: Pairs = list(field.choices)  # type: ignore[attr-defined]
        offered = {str(code) for code, _words in choices}
        every = told if isinstance(told, list | tuple) else [told]
        extra = [
            (str(one), vocabulary.label(list_code, str(one)))
            for one in every
            if str(one) not in offered
        ]
        if extra:
            field.choices = [*choices, *extra]  # type: ignore[attr-defined]

"""The kinds of answers that the forms of every room ask for, each refused in plain words."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from umai.foundation.ui import widgets

Pairs = list[tuple[Any, Any]]
LONGEST = 5000
UNREADABLE = "\N{REPLACEMENT CHARACTER}"


class Words(forms.CharField):
    """Words kept as they were typed, or refused."""

    def __init__(self, *, max_length: int = LONGEST, **options: Any) -> None:
        options = {"required": False, "widget": widgets.LongText(), **options}
        super().__init__(max_length=max_length, **options)
        self.error_messages["max_length"] = _(
            "Write at most %(limit_value)d signs. You wrote %(show_value)d."
        )
        # Our own check below says it more clearly than Django's.
        self.validators = [one for one in self.validators if not _forbids_nul(one)]

    def to_python(self, value: Any) -> str:
        # A browser sends two signs for the end of a line; files and other tools know one.
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


def _forbids_nul(validator: Any) -> bool:
    return type(validator).__name__ == "ProhibitNullCharactersValidator"


class Line(Words):
    """A few words on one line."""

    def __init__(self, *, max_length: int = 300, **options: Any) -> None:
        super().__init__(max_length=max_length, **{"widget": widgets.Line(), **options})

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split("\n"))


class Day(forms.DateField):
    """A day."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "widget": widgets.DayInput(), **options})
        self.error_messages["invalid"] = _("Write a day such as 2026-04-16.")


class OneOf(forms.ChoiceField):
    """One of some choices."""

    def __init__(self, choices: Callable[[], Pairs] | Pairs, **options: Any) -> None:
        options = {"required": False, "widget": widgets.Choose(), **options}
        super().__init__(choices=choices, **options)
        self.error_messages["invalid_choice"] = _(
            "Choose one of the answers shown. This one is not among them."
        )


class SomeOf(forms.MultipleChoiceField):
    """Any of some choices."""

    def __init__(self, choices: Callable[[], Pairs] | Pairs, **options: Any) -> None:
        options = {"required": False, "widget": widgets.PickMany(), **options}
        super().__init__(choices=choices, **options)
        self.error_messages["invalid_choice"] = _(
            "Choose among the answers shown. One is not among them."
        )


def flat(choices: Pairs) -> Pairs:
    """Choices without their groups."""
    found: Pairs = []
    for code, words in choices:
        found += flat(list(words)) if isinstance(words, (list, tuple)) else [(code, words)]
    return found


def keep_known(field: forms.Field, codes: Iterable[str], label: Callable[[str], str]) -> None:
    """Keep answers that are no longer offered, so that correcting one thing loses no other."""
    if not isinstance(field, forms.ChoiceField):
        return
    choices: Pairs = list(field.choices)  # type: ignore[arg-type]
    offered = {str(code) for code, _words in flat(choices)}
    extra = dict.fromkeys(one for one in codes if one and one not in offered)
    if extra:
        field.choices = [*choices, *((one, label(one)) for one in extra)]

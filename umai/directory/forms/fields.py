"""The kinds of answers that the directory asks for, and how each is refused in plain words."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from umai.directory import rules
from umai.foundation.places import queries as places
from umai.foundation.ui import widgets
from umai.foundation.vocabulary import queries as vocabulary

Pairs = list[tuple[Any, Any]]
LONGEST = 5000
UNREADABLE = "\N{REPLACEMENT CHARACTER}"


def _forbids_nul(validator: Any) -> bool:
    return type(validator).__name__ == "ProhibitNullCharactersValidator"


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
        if (
            "\0" in value
            or UNREADABLE in value
            or any("\ud800" <= sign <= "\udfff" for sign in value)
        ):
            raise ValidationError(
                _(
                    "There are signs in it that cannot be kept."
                    " Take away what looks like a box and type it anew."
                )
            )
        super().validate(value)


class Line(Words):
    """A few words on one line."""

    def __init__(self, *, max_length: int = 300, **options: Any) -> None:
        super().__init__(max_length=max_length, **{"widget": widgets.Line(), **options})

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split("\n"))


class Whole(Line):
    """A whole number within bounds; the refusal repeats what was typed."""

    def __init__(self, least: int, most: int, wrong: Any, **options: Any) -> None:
        self.least, self.most, self.wrong = least, most, wrong
        super().__init__(max_length=40, **{"widget": widgets.NumberBox(), **options})

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        good = typed.isascii() and typed.isdigit() and len(typed) < 10
        if not good or not self.least <= int(typed) <= self.most:
            raise ValidationError(self.wrong, params={"typed": typed})
        return int(typed)


class Age(Line):
    """An age in years; a file may have had a part of a year."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=40, **{"widget": widgets.NumberBox(), **options})

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        plain = typed.replace(",", ".")
        if not typed:
            return None
        if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,2})?", plain) or float(plain) > 120:
            words = _("Write the age in years, such as 15. You wrote %(typed)s.")
            raise ValidationError(words, params={"typed": typed})
        return float(plain)


class Website(Line):
    """An address that a browser can open: http or https and nothing else."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=500, **options)
        self.widget.attrs["inputmode"] = "url"

    def clean(self, value: Any) -> str:
        typed: str = super().clean(value)
        if not typed:
            return ""
        whole = typed if "://" in typed else f"https://{typed}"
        if not rules.is_web(whole):
            words = _("%(typed)s is no address of a page. Write one such as https://example.kz.")
            raise ValidationError(words, params={"typed": typed})
        return whole


class Email(Line):
    """An address for mail."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=254, **options)
        self.widget.attrs["inputmode"] = "email"

    def clean(self, value: Any) -> str:
        typed: str = super().clean(value)
        if typed:
            try:
                forms.EmailField().clean(typed)
            except ValidationError:
                words = _("%(typed)s is no mail address. Write one such as info@example.kz.")
                raise ValidationError(words, params={"typed": typed}) from None
        return typed


class Day(forms.DateField):
    """A day."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "widget": widgets.DayInput(), **options})
        self.error_messages["invalid"] = _("Write a day such as 2026-04-16.")


class OneOf(forms.ChoiceField):
    """One word of a list. A code that the list does not offer stays possible where it stands."""

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


class GroupedPicks(widgets.PickMany):
    """Any of many, as pills under the names of their groups."""

    template_name = "directory/widgets/grouped.html"


def words_of(list_code: str, first: Any = None) -> Callable[[], Pairs]:
    """The choices of a list; `first` are the words of the blank answer, if there is one."""

    def choices() -> Pairs:
        blank: Pairs = [] if first is None else [("", str(first))]
        known = vocabulary.words(list_code)
        return blank + [
            (word.code, word.label()) for word in known if not word.more.get("not_recorded")
        ]

    return choices


def needs_by_group() -> list[tuple[str, str, Pairs]]:
    """The needs by field of help: the code and the name of the field, and what belongs to it."""
    found: dict[str, Pairs] = {}
    for word in vocabulary.words("service"):
        found.setdefault(word.group, []).append((word.code, word.label()))
    return [
        (group, vocabulary.label("service_domain", group), known) for group, known in found.items()
    ]


def regions_of(first: Any) -> Callable[[], Pairs]:
    """The regions after a blank answer."""
    return lambda: [("", str(first)), *places.region_choices()]


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

"""The kinds of answers that the hotline's forms ask for, and how each is refused in plain words."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from umai.foundation.kernel import ids
from umai.foundation.ui import fields, widgets
from umai.foundation.vocabulary import queries as vocabulary
from umai.foundation.vocabulary.labels import words_of

LONGEST = 20_000
BOTH = "+"


class Shortlist(widgets.Picks):
    """The answers used most as pills, the rest in a list that opens; one answer in all.

    `first` names the pills and their short words; the long ones stand everywhere else.
    """

    template_name = "hotline/widgets/shortlist.html"

    def __init__(
        self, first: Mapping[str, Any], *, rest: Any = "", rest_key: str = "", **several: Any
    ) -> None:
        super().__init__(**several)
        self.first, self.rest, self.rest_key = dict(first), rest, rest_key

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        marked = [one for one in (data.get(name), data.get(f"{name}_rest")) if one]
        return BOTH.join(dict.fromkeys(marked))

    def format_value(self, value: Any) -> list[str]:
        return str(value or "").split(BOTH)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        known = [option for group in context["widget"]["optgroups"] for option in group[1]]
        marked = self.format_value(value)
        by_code = {option["value"]: option for option in known}
        pills = [
            by_code.pop(code) | {"label": words}
            for code, words in self.first.items()
            if code in by_code
        ]
        context["widget"]["optgroups"] = [(None, [option], 0) for option in pills]
        context["widget"] |= {
            "rest": [one | {"selected": str(one["value"]) in marked} for one in by_code.values()],
            "rest_words": self.rest,
            "rest_key": self.rest_key,
        }
        return context


class OneOf(forms.ChoiceField):
    """One word of a list."""

    def __init__(self, list_code: str, *, blank: bool = False, **options: Any) -> None:
        self.list_code = list_code
        first = _("Not recorded") if blank else None
        super().__init__(choices=words_of(list_code, first), **options)

    def validate(self, value: Any) -> None:
        marked = str(value).split(BOTH)
        if len(marked) > 1:
            labels = [vocabulary.label(self.list_code, code) for code in marked]
            raise forms.ValidationError(
                _("Two answers are marked: %(one)s, and %(two)s. Keep one of them."),
                params={"one": labels[0], "two": labels[1]},
            )
        if value and not self.valid_value(value):
            raise forms.ValidationError(
                _("Choose one of the answers shown. This one is not among them.")
            )
        forms.Field.validate(self, value)


class SomeOf(forms.MultipleChoiceField):
    """Any words of a list."""

    def __init__(self, list_code: str, **options: Any) -> None:
        options = {"required": False, **options}
        super().__init__(choices=words_of(list_code), **options)
        self.error_messages["invalid_choice"] = _(
            "Choose among the answers shown. One is not among them."
        )


class Words(fields.Words):
    """Words kept exactly as they were typed, or refused; sealed before they are stored."""

    def __init__(self, *, max_length: int = LONGEST, **options: Any) -> None:
        super().__init__(max_length=max_length, **{"strip": False, **options})

    def to_python(self, value: Any) -> str:
        return str(forms.CharField.to_python(self, value))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if self.required and not value.strip():
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or "") != (data or "")


class Line(Words):
    """A few words on one line, without the blanks around them."""

    def __init__(self, *, max_length: int = 200, **options: Any) -> None:
        super().__init__(
            max_length=max_length, **{"strip": True, "widget": widgets.Line(), **options}
        )


class Whole(forms.CharField):
    """A whole number within bounds; the refusal repeats what was typed."""

    def __init__(self, least: int, most: int, wrong: Any, **options: Any) -> None:
        self.least, self.most, self.wrong = least, most, wrong
        options = {"required": False, "widget": widgets.NumberBox(), **options}
        super().__init__(max_length=40, **options)

    def clean(self, value: Any) -> int | None:
        typed = super().clean(value).strip()
        if not typed:
            return None
        good = typed.isascii() and typed.isdigit() and self.least <= int(typed) <= self.most
        if not good:
            raise forms.ValidationError(self.wrong, params={"typed": typed})
        return int(typed)


class SpokenCode(forms.CharField):
    """A code that a caller kept, as it was said: spaces, dashes and small letters do not matter."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            max_length=40, **{"required": False, "widget": widgets.Line(width="w10"), **options}
        )

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        code = ids.folded_code(typed)
        if code and (len(code) != 8 or set(code) - set(ids.SPOKEN)):
            raise forms.ValidationError(
                _("A caller's code has eight signs, such as 7KMF-2XWA. You wrote %(typed)s."),
                params={"typed": typed},
            )
        return code


class Moment(forms.DateTimeField):
    """A day and an hour where the person works, also in the nights when the clocks change.

    An hour that comes twice is taken so that a time which begins (`narrow="start"`) or ends
    (`narrow="end"`) there is the shorter one; an hour that does not exist is refused.
    """

    def __init__(self, *, narrow: str, **options: Any) -> None:
        self.narrow = narrow
        super().__init__(**{"widget": widgets.MomentInput(), **options})
        self.error_messages["invalid"] = _("Write a day and an hour, such as 2026-04-16 15:00.")

    def to_python(self, value: Any) -> datetime | None:
        try:
            return super().to_python(value)
        except forms.ValidationError as no:
            if no.code != "ambiguous_timezone":
                raise
        typed = datetime.fromisoformat(str(value).strip())
        here = typed.replace(tzinfo=timezone.get_current_timezone(), fold=self.narrow == "start")
        if here.astimezone(UTC).astimezone(here.tzinfo).replace(tzinfo=None) != typed:
            words = _("The clocks go forward that night and this hour is left out. Choose another.")
            raise forms.ValidationError(words)
        return here

"""The kinds of answers that only the forms about people ask for."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from umai.foundation.kernel import clock
from umai.foundation.ui import fields, widgets
from umai.people import rules


def today() -> date:
    """The day where the person works who fills the form in."""
    return timezone.localtime(clock.now()).date()


class Line(fields.Line):
    """A few words on one line: of a name, of an address."""

    def __init__(self, *, max_length: int = 160, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)


class Born(Line):
    """A birth date as far as it is known; cleaned it is as `rules.born` keeps it, or empty."""

    def __init__(self, **options: Any) -> None:
        options = {"label": _("Born"), "widget": widgets.Line(width="w10"), **options}
        super().__init__(**options)

    def clean(self, value: Any) -> str:
        typed: str = super().clean(value)
        born = rules.typed_born(typed)
        if typed and (born is None or rules.beginning(born) > today()):
            words = _(
                "Write the birth date as 2014-03-09 or the year as 2014. You wrote %(typed)s."
            )
            raise forms.ValidationError(words, params={"typed": typed})
        return born or ""


class About(Line):
    """An age in whole years, where nobody knows the birth date."""

    def __init__(self, **options: Any) -> None:
        options = {"label": _("or age, about"), "widget": widgets.NumberBox(), **options}
        super().__init__(**options)

    def clean(self, value: Any) -> str:
        typed: str = super().clean(value)
        if typed and not (typed.isascii() and typed.isdigit() and int(typed) <= 120):
            words = _("Write the age in whole years, such as 9. You wrote %(typed)s.")
            raise forms.ValidationError(words, params={"typed": typed})
        return typed


class YesNo(forms.NullBooleanField):
    """Yes, no, or not asked yet."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "widget": widgets.YesNo(wrap="ask"), **options})

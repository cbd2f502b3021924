"""What templates say in short: icons, drawings, moments, and the mistakes of a form."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from django import template
from django.forms import BaseForm, BaseFormSet, BoundField
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from umai.foundation.kernel import clock
from umai.foundation.ui import charts, icons, moments, pages, shell

register = template.Library()


@register.simple_tag
def icon(name: str, kind: str = "") -> SafeString:
    """An icon of the Lucide set: `{% icon "phone" %}`, `{% icon "phone" "big" %}`."""
    return icons.icon(str(name), str(kind))


@register.simple_tag
def choice_input(option: Mapping[str, Any]) -> SafeString:
    """The `<input>` of one choice of a radio or check list: drawn here, for a form has hundreds."""
    own = {"type": option["type"], "name": option["name"], "value": str(option["value"])}
    return format_html("<input{}>", flatatt({**own, **option["attrs"]}))


@register.simple_tag
@cache
def mark() -> SafeString:
    """The shanyrak in one quiet colour, for an empty page."""
    return render_to_string("ui/drawings/mark.svg")


@register.simple_tag
@cache
def brand() -> SafeString:
    """The shanyrak as the sign of Umai, beside its name."""
    return render_to_string("ui/drawings/brand.svg")


@register.simple_tag
@cache
def light() -> SafeString:
    """The light that falls through the shanyrak, behind a hero or a gate."""
    return render_to_string("ui/drawings/light.svg")


@register.simple_block_tag
def card(
    content: str,
    title: str,
    *,
    id: str,
    kind: str = "",
    level: int = 2,
    aside: str = "",
    quiet: bool = False,
) -> SafeString:
    """A surface with a heading: `{% card "To do" id="tasks" kind="flush" %} ... {% endcard %}`."""
    words = {"title": title, "id": id, "kind": kind, "level": level, "aside": aside}
    return render_to_string("ui/card.html", {**words, "quiet": quiet, "body": content})


@register.simple_block_tag
def tablewrap(content: str, label: str) -> SafeString:
    """A wide table in a box that scrolls: `{% tablewrap "Contacts" %} ... {% endtablewrap %}`."""
    return render_to_string("ui/table_wrap.html", {"label": label, "body": content})


@register.simple_tag
def bar(count: Any, most: Any, soft: bool = False) -> SafeString:
    """A bar in the cell of a table: `<td class="bar-cell">{% bar row.count most %}</td>`."""
    return charts.bar(count or 0, most or 0, soft=soft)


@register.filter
def moment(value: datetime | None) -> str:
    """A moment in words: "today 08:52"."""
    return moments.moment(value or None)


@register.simple_tag
def when(value: datetime | None) -> SafeString | str:
    """A moment in words inside a `<time>` that machines can read."""
    if not value:
        return moments.moment(None)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), moments.moment(value))


@register.simple_tag
def due(
    at: datetime | date | None,
    done: datetime | None = None,
    pressing: bool = False,
    near: timedelta = moments.PRESSING,
) -> SafeString:
    """A clock in human terms: "in 23 min", "1 day overdue"; never calm while it is `pressing`."""
    if at is None:
        return SafeString("")
    if isinstance(at, datetime):
        state, words = moments.due_state(at, done, clock.now(), near), moments.until(at, done)
    else:
        state, words = moments.due_on_state(at, done), moments.until_day(at, done)
    if pressing and state == "on-time":
        state = "soon"
    return pages.sign("ui/clock.html", state=state, words=words)


@register.filter
def day(value: date | datetime | None, length: str = "") -> str:
    """A day in words; `day:"short"` leaves out the running year, `day:"weekday"` adds its name."""
    if value and length == "weekday":
        return moments.weekday(value)
    return moments.day(value or None, short=length == "short")


@register.filter
def span(value: timedelta | int | None) -> str:
    """A length of time in words; a bare number is seconds."""
    return moments.span(value)


@register.filter
def percent(value: str | Decimal | float | None, places: int = 2) -> str:
    """A share as the language writes it: `"51.98"` becomes "51,98 %" in Russian; none is a dash."""
    if value in (None, ""):
        return "–"
    return f"{number_format(value, decimal_pos=places)}\xa0%"


@register.filter
def initials(name: str) -> str:
    """Up to two letters that stand for a person of the staff."""
    return shell.initials(str(name))


@register.filter
def keycap(key: str) -> str:
    """A key as it is printed on the page: "alt+1" becomes "Alt 1"."""
    return str(key).replace("+", " ").title()


@register.filter
def anchor(field: BoundField) -> str:
    """The id of the control itself, or of its first choice, for a link that leads to it."""
    if field.id_for_label:
        return field.id_for_label
    parts = field.subwidgets
    return (parts[0].id_for_label if parts else "") or field.auto_id


@register.simple_tag
def mistakes(
    form: BaseForm | None = None, formset: "BaseFormSet[Any] | None" = None
) -> list[dict[str, str]]:
    """Every mistake of a form and its formset, in page order, each with where it leads."""
    found: list[dict[str, str]] = []
    if form:
        found.extend(_of(form))
    if formset:
        found.extend({"anchor": "", "words": str(words)} for words in formset.non_form_errors())
        for one in formset.forms:
            found.extend(_of(one))
    return found


def _of(form: BaseForm) -> Iterable[dict[str, str]]:
    for words in form.non_field_errors():
        yield {"anchor": "", "words": str(words)}
    for field in form:
        for words in field.errors:
            yield {"anchor": anchor(field), "words": str(words)}

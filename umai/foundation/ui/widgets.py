"""The controls of a form, drawn as in the gallery. `wrap` is the class of the box around each.

A widget that holds several inputs is a fieldset with a legend, any other a label with a control.
`wrap` is "field" unless told otherwise; "ask" puts the question beside its answers, "ask over"
above them.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

Words = Any
OPTION = '<option value="{}">{}</option>'
SELECTED = '<option value="{}" selected>{}</option>'


class Boxed:
    """What single controls share: the class of the look, the box around label and control."""

    look = "input"
    wrap = "field"

    def __init__(
        self,
        attrs: Mapping[str, Any] | None = None,
        *,
        wrap: str = "",
        width: str = "",
        key: str = "",
    ) -> None:
        own: dict[str, Any] = {"class": f"{self.look} {width}".strip()}
        if key:
            own["data-key"] = key
        super().__init__({**own, **self.usual(), **(attrs or {})})  # type: ignore[call-arg]
        self.wrap = wrap or self.wrap

    def usual(self) -> dict[str, Any]:
        """The attributes this control has unless the form says otherwise."""
        return {}


class Line(Boxed, forms.TextInput):
    """One line of text. `width` is "w2", "w4" or "w10" for short answers."""

    def usual(self) -> dict[str, Any]:
        return {"autocomplete": "off"}


class LongText(Boxed, forms.Textarea):
    """Several lines that grow with what is written."""

    def usual(self) -> dict[str, Any]:
        # A browser may send what it checks for spelling to its maker: these are words of children.
        return {"rows": 4, "autocomplete": "off", "spellcheck": "false"}


class NumberBox(Boxed, forms.TextInput):
    """A whole number, typed. Not a number input: those change under the mouse wheel."""

    def __init__(
        self,
        attrs: Mapping[str, Any] | None = None,
        *,
        wrap: str = "",
        width: str = "w4",
        key: str = "",
    ) -> None:
        super().__init__(attrs, wrap=wrap, width=width, key=key)

    def usual(self) -> dict[str, Any]:
        return {"inputmode": "numeric", "autocomplete": "off"}


class PhoneInput(Boxed, forms.TextInput):
    """A telephone number, which the browser is asked not to remember."""

    input_type = "tel"

    def usual(self) -> dict[str, Any]:
        return {"inputmode": "tel", "autocomplete": "off"}


class DayInput(Boxed, forms.DateInput):
    """A day. The browser shows its own calendar; what travels is an ISO date."""

    input_type = "date"

    def __init__(self, attrs: Mapping[str, Any] | None = None, **boxed: Any) -> None:
        super().__init__(attrs, **{"width": "w10", **boxed})
        self.format = "%Y-%m-%d"


class MomentInput(Boxed, forms.DateTimeInput):
    """A day and an hour in the time zone of the person who types."""

    input_type = "datetime-local"

    def __init__(self, attrs: Mapping[str, Any] | None = None, **boxed: Any) -> None:
        super().__init__(attrs, **{"width": "w12", **boxed})
        self.format = "%Y-%m-%dT%H:%M"


class FileBox(Boxed, forms.FileInput):
    """A file of the person's own machine; `accept` in attrs names the kinds that help."""


class Search(Boxed, forms.TextInput):
    """A field to look for something, with its sign inside."""

    input_type = "search"
    template_name = "ui/widgets/search.html"

    def usual(self) -> dict[str, Any]:
        return {"autocomplete": "off"}


class Choose(Boxed, forms.Select):
    """One of a list that opens."""

    def render(
        self, name: str, value: Any, attrs: Any = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        # Not through a template: its hundreds of options cost more than the queries of a page.
        chosen = self.format_value(value)
        options = format_html_join("", "{}", ((_drawn(one, chosen),) for one in self.choices))
        own = flatatt(self.build_attrs(self.attrs, attrs))
        return format_html('<select name="{}"{}>{}</select>', name, own, options)


def _drawn(choice: tuple[Any, Any], chosen: Sequence[str]) -> SafeString:
    """One option, or a group of them under its name."""
    code, words = choice
    if isinstance(words, (list, tuple)):
        inside = format_html_join("", "{}", ((_drawn(one, chosen),) for one in words))
        return format_html('<optgroup label="{}">{}</optgroup>', code, inside)
    code = "" if code is None else str(code)
    shape = SELECTED if code in chosen else OPTION
    return format_html(shape, code, words)


class SearchSelect(Choose):
    """One of a long list: a plain list, over which a script lays a field to type in."""

    def usual(self) -> dict[str, Any]:
        return {"data-search": ""}


class Toggle(forms.CheckboxInput):
    """One yes that can be left out; the words stand after the box."""

    template_name = "ui/widgets/toggle.html"
    wrap = "field"
    words_inside = True

    def __init__(self, attrs: Mapping[str, Any] | None = None, *, wrap: str = "") -> None:
        super().__init__(dict(attrs or {}))
        self.wrap = wrap or self.wrap


class Several:
    """What lists of choices share: a hint and a key for each choice, by its value."""

    wrap = "field"
    cell = ""

    def __init__(
        self,
        attrs: Mapping[str, Any] | None = None,
        choices: Iterable[tuple[Any, Words]] = (),
        *,
        keys: Mapping[str, str] | None = None,
        hints: Mapping[str, Words] | None = None,
        icons: Mapping[str, str] | None = None,
        wrap: str = "",
    ) -> None:
        super().__init__(attrs, choices)  # type: ignore[call-arg]
        self.keys, self.hints, self.icons = dict(keys or {}), dict(hints or {}), dict(icons or {})
        self.wrap = wrap or self.wrap

    def create_option(self, name: str, value: Any, *rest: Any, **more: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *rest, **more)  # type: ignore[misc]
        code = str(value)
        option["key"], option["hint"] = self.keys.get(code, ""), self.hints.get(code, "")
        option["icon"] = self.icons.get(code, "")
        if option["key"]:
            option["attrs"]["data-key"] = option["key"]
        return option


class Picks(Several, forms.RadioSelect):
    """One of a few, as pills; `keys={"child": "c"}` shows and binds a key."""

    template_name = "ui/widgets/picks.html"


class PickMany(Several, forms.CheckboxSelectMultiple):
    """Any of a few, as pills."""

    template_name = "ui/widgets/picks.html"


class ChooseOne(Several, forms.RadioSelect):
    """One of a few, as a plain list that has room for hints."""

    template_name = "ui/widgets/choices.html"


class ChooseMany(Several, forms.CheckboxSelectMultiple):
    """Any of a few, as a plain list that has room for hints."""

    template_name = "ui/widgets/choices.html"


class CardChoices(Several, forms.RadioSelect):
    """One of a few that matter, as cards; `hints={"high": ...}` says what each means."""

    template_name = "ui/widgets/card_choices.html"


YES_NO: Sequence[tuple[str, Words]] = (("yes", _("Yes")), ("no", _("No")))


class YesNo(Picks):
    """Yes, no, or not answered yet: for a NullBooleanField."""

    def __init__(self, attrs: Mapping[str, Any] | None = None, **several: Any) -> None:
        super().__init__(attrs, **{"choices": YES_NO, **several})

    def format_value(self, value: Any) -> Any:
        return super().format_value({True: "yes", False: "no"}.get(value, value))

    def value_from_datadict(self, data: Any, files: Any, name: str) -> bool | None:
        return {"yes": True, "no": False, "True": True, "False": False}.get(data.get(name))

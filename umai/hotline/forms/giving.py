"""Who helps: what is asked of the directory during a call, and what was given of it."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.directory import queries as directory
from umai.foundation.kernel import clock
from umai.foundation.places import queries as places
from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Pairs
from umai.foundation.vocabulary import queries as vocabulary
from umai.hotline import commands, queries, rules
from umai.hotline.forms.fields import Line, Whole

PREFIX = "help"
PLACE = "~"
MOST = 12
# What the buttons of the panel send: look, give one, take one away.
FIND, GIVE, TAKE = "find", "give", "take"


class Given(forms.Field):
    """Services that were given, each as `service` or `service~place`."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[commands.GivenDetails]:
        typed = list(dict.fromkeys(value or []))
        known = pairs_of(typed)
        if len(known) != len(typed):
            raise forms.ValidationError(
                _("One of the services given cannot be read. Take it away.")
            )
        if len(known) > MOST:
            words = _("At most %(n)d services can be kept with one contact.")
            raise forms.ValidationError(words, params={"n": MOST})
        return [commands.GivenDetails(service_id=one, location_id=at) for one, at in known]


class GivingPart(forms.Form):
    """What was given to the caller from the directory."""

    given = Given(label=_("Given to the caller"), required=False)


def _needs() -> Pairs:
    """What is offered, by fields of work; a whole field can be asked for too."""
    found: list[tuple[Any, Any]] = [("", str(_("Any need")))]
    for group in vocabulary.words("service_domain"):
        every = (group.code, str(_("%(field)s: everything")) % {"field": group.label()})
        known = [one for one in vocabulary.words("service") if one.group == group.code]
        found.append((group.label(), [every, *((one.code, one.label()) for one in known)]))
    return found


def _languages() -> Pairs:
    known = [(one.code, one.label()) for one in vocabulary.words("language")]
    return [("", str(_("Any language"))), *known]


class HelpForm(forms.Form):
    """Who helps: every field may stay empty. It stands inside the form of the call."""

    need = forms.ChoiceField(label=_("What is needed"), choices=_needs, required=False)
    region = forms.ChoiceField(
        label=_("Region"),
        choices=lambda: [("", str(_("Every region"))), *places.region_choices()],
        required=False,
    )
    language = forms.ChoiceField(label=_("Language"), choices=_languages, required=False)
    age = Whole(
        0,
        120,
        _("Write the age in years, such as 15. You wrote %(typed)s."),
        label=_("Age"),
        widget=widgets.NumberBox(width="w2"),
    )
    words = Line(label=_("Name or word"), max_length=200, widget=widgets.Search())
    open_now = forms.BooleanField(
        label=pgettext_lazy("directory", "Open now"), required=False, widget=widgets.Toggle()
    )

    def __init__(self, typed: Mapping[str, Any]) -> None:
        super().__init__(typed, prefix=PREFIX)
        for name in ("need", "region", "language"):
            box = widgets.Choose()
            box.choices = self.fields[name].choices  # type: ignore[attr-defined]
            self.fields[name].widget = box

    def question(self) -> directory.Asked:
        """What is asked. Call it only when the form is valid."""
        said = self.cleaned_data
        return directory.Asked(
            **{name: said[name] for name in ("need", "region", "language", "age", "words")},
            open_at=clock.now() if said["open_now"] else None,
        )


def asked(typed: QueryDict) -> bool:
    """Whether a sent form only looks for help: nothing is to be saved yet."""
    return any(name in typed for name in (FIND, GIVE, TAKE))


def is_open(typed: QueryDict) -> bool:
    """Whether the panel stands open: just asked for, or filled in before."""
    return FIND in typed or f"{PREFIX}-need" in typed


def help_form(typed: QueryDict) -> HelpForm:
    """What is asked; in the beginning what the call has already told."""
    return HelpForm(typed if f"{PREFIX}-need" in typed else _begun(typed))


def _begun(typed: QueryDict) -> dict[str, str]:
    """The topic, the language, the child's age and the region of the call, as a question."""

    def answer(name: str) -> str:
        return typed.get(name) or typed.get(f"{name}_rest") or ""

    language, age = answer("language"), typed.get("child-1-age", "").strip()
    said = {
        "need": rules.need_of(answer("topic")),
        "region": typed.get("region", ""),
        "language": language if vocabulary.word("language", language) else "",
        "age": age if age.isascii() and age.isdigit() else "",
        "open_now": "on",
    }
    return {f"{PREFIX}-{name}": value for name, value in said.items()}


def with_given(typed: QueryDict) -> QueryDict:
    """What was typed, with one service more or less."""
    changed = typed.copy()
    given = [one for one in typed.getlist("given") if one != typed.get(TAKE)]
    fresh = [one for one in typed.getlist(GIVE) if one not in given]
    changed.setlist("given", [*given, *fresh])
    return changed


def pairs_of(codes: Iterable[str]) -> list[queries.Pair]:
    """Services and places from their codes; what cannot be read is left out."""
    found: list[queries.Pair] = []
    for code in codes:
        service, _mark, place = str(code).partition(PLACE)
        try:
            found.append((UUID(service), UUID(place) if place else None))
        except ValueError:
            continue
    return found


def codes_of(pairs: Iterable[queries.Pair]) -> list[str]:
    """The codes of services and places, as the form carries them."""
    return [queries.Given(pair).code for pair in pairs]

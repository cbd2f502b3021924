"""Who does what: which table is asked for, and who is named in it."""

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from umai.directory import commands, queries, rules, terms
from umai.directory.models import Agency
from umai.foundation.kernel.actor import Actor
from umai.foundation.places import queries as places
from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Line, OneOf
from umai.foundation.vocabulary.labels import words_of

MOST = 500


class TableForm(forms.Form):
    """The region, the district and the problem of the table. Nothing wrong can be asked."""

    region = OneOf(places.region_choices, label=_("Region"))
    district = OneOf([], label=_("District"))
    concern = OneOf(
        words_of("protection_concern", _("Every problem")),
        label=pgettext_lazy("directory", "Problem"),
    )

    def __init__(self, asked: QueryDict, *, region: str) -> None:
        asked = asked.copy()
        if asked.get("region") not in places.regions():
            asked["region"] = region or next(iter(places.regions()))
        here = places.districts(str(asked["region"]))
        if asked.get("district") not in dict(here):
            asked["district"] = ""
        super().__init__(asked)
        if here:
            offered = [("", str(_("The whole region"))), *here]
            self.fields["district"].choices = offered  # type: ignore[attr-defined]
        else:
            del self.fields["district"]

    def chosen(self) -> dict[str, str]:
        """Region, district and concern; what is unknown asks nothing."""
        self.full_clean()
        names = ("region", "district", "concern")
        return {name: self.cleaned_data.get(name, "") for name in names}


class GiveForm(forms.Form):
    """Which agency does a step, in a place that the table has already named."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    region = forms.CharField(widget=forms.HiddenInput())
    agency = forms.TypedChoiceField(
        label=_("Agency"),
        coerce=UUID,
        error_messages={
            "required": _("Choose an agency."),
            "invalid_choice": _("Choose an agency of the list. It may have closed meanwhile."),
        },
        widget=widgets.SearchSelect(),
    )
    step = OneOf(
        [("", pgettext_lazy("directory", "Choose")), *terms.Step.choices],
        label=_("What it does"),
        required=True,
        error_messages={"required": _("Choose one of the six steps.")},
    )
    district = OneOf([], label=_("District"))
    concern = OneOf(
        words_of("protection_concern", _("Every problem")),
        label=pgettext_lazy("directory", "Problem"),
    )
    note = Line(
        label=_("What to know"),
        help_text=_("Such as whom to ask for, or when not. It is printed with the table."),
        max_length=200,
    )

    def __init__(self, *typed: Any, actor: Actor, region: str, also: str, **options: Any) -> None:
        super().__init__(*typed, **options)
        known = _agencies(actor, region, also)
        self.fields["agency"].choices = [("", _("Choose an agency")), *known]  # type: ignore[attr-defined]
        here = [("", str(_("The whole region"))), *places.districts(region)]
        self.fields["district"].choices = here  # type: ignore[attr-defined]

    def details(self) -> commands.ResponsibilityDetails:
        """What the command wants to know."""
        said = self.cleaned_data
        same = {
            name: said[name] for name in ("id", "step", "region", "district", "concern", "note")
        }
        return commands.ResponsibilityDetails(agency_id=said["agency"], **same)

    def refuse(self, no: Exception) -> None:
        """Put a refusal at its field."""
        field = getattr(no, "field", None)
        visible = field in self.fields and not self.fields[field].widget.is_hidden
        self.add_error(field if visible else None, str(no))


def _agencies(actor: Actor, region: str, also: str) -> list[tuple[str, str]]:
    """Those that work in the region or all over the country, by name, and one more by its id."""
    working = queries.agencies(actor).filter(state=terms.AgencyState.ACTIVE)
    reach = Q(region=region) | Q(covers__overlap=[region, rules.NATIONWIDE])
    reaching = queries.listing(actor).filter(reach).values("agency_id")
    here = Q(region__in=(region, "")) | Q(pk__in=reaching)
    found = list(working.filter(here).order_by("name_ru", "name_en", "pk")[:MOST])
    found += [one for one in _named(working, also) if one not in found]
    language = get_language() or "en"
    pairs = ((str(one.pk), rules.name_of(one, language)) for one in found)
    return sorted(pairs, key=lambda pair: pair[1].casefold())


def _named(working: Any, agency_id: str) -> list[Agency]:
    try:
        return list(working.filter(pk=UUID(agency_id)))
    except ValueError:
        return []

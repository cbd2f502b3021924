"""Who lives together: the page of a household, and the forms that note and correct."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.pages import page
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import commands, permissions, queries
from umai.people.forms.households import PlaceForm, TogetherForm
from umai.people.models import Individual
from umai.people.views.way import way


@needs(permissions.READ_INDIVIDUAL)
@require_GET
def household(request: ActorRequest, household_id: UUID) -> HttpResponse:
    """Who lives here and who did, by codes. That it was opened is written down."""
    home = commands.read_household(request.actor, household_id)
    words = {
        "home": home,
        "may_correct": request.actor.may(permissions.CORRECT_INDIVIDUAL),
        "crumbs": [(_("Children"), reverse("people:find_people")), (home.household.code, "")],
    }
    return page(request, "people/household.html", words)


@needs(permissions.CORRECT_INDIVIDUAL)
@require_http_methods(["GET", "POST"])
def live_together(request: ActorRequest, individual_id: UUID) -> HttpResponse:
    """Note with whom somebody lives: one of the family who has a record, or a code."""
    one = queries.individual(request.actor, individual_id)
    home = queries.home_of(request.actor, one)
    kin = _kin(request, one, home)
    elder = not kin or kin[0].generation > 0
    form = TogetherForm(request.POST or None, kin=_choices(kin), elder=elder)
    if request.method == "POST" and form.is_valid():
        try:
            made = commands.live_together(request.actor, form.details(one.pk))
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            messages.success(request, _("It is written down."))
            return redirect("people:household", made.pk)
    here = _("Lives together with")
    words = {
        "one": one,
        "form": form,
        "home": home,
        "here": here,
        "crumbs": way(one, here),
    }
    return page(request, "people/live_together.html", words, status=422 if form.errors else 200)


@needs(permissions.CORRECT_INDIVIDUAL)
@require_http_methods(["GET", "POST"])
def correct_place(request: ActorRequest, place_id: UUID) -> HttpResponse:
    """What somebody is in a household, and until when."""
    place = queries.household_place(request.actor, place_id)
    one = queries.individual(request.actor, place.individual_id)
    form = PlaceForm(request.POST or None, initial={"role": place.role})
    if request.method == "POST" and form.is_valid():
        try:
            commands.correct_place(request.actor, place.pk, **form.cleaned_data)
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            messages.success(request, _("It is written down."))
            return redirect("people:household", place.household_id)
    here = _("Place in the household")
    words = {"one": one, "form": form, "here": here, "crumbs": way(one, here)}
    return page(request, "people/correct_place.html", words, status=422 if form.errors else 200)


def _kin(request: ActorRequest, one: Individual, home: queries.Home | None) -> list[queries.Kin]:
    """Those of the family who have records and live elsewhere, the elder first; none forbidden."""
    here = {member.individual.code for member in home.members} if home else set()
    family = queries.family(request.actor, one)
    return [
        kin
        for kin in family.kin
        if kin.code and kin.code not in here and not kin.over and not kin.no_contact
    ]


def _choices(kin: list[queries.Kin]) -> list[tuple[str, str]]:
    """Each by code and relation, once."""
    said = {one.code: f"{one.code}, {vocabulary.label('relation', one.kind)}" for one in kin}
    return list(said.items())

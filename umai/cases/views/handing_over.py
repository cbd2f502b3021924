"""A case goes to another organisation: offered, taken back, taken over or refused."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from umai.cases import commands, permissions, queries
from umai.cases.forms import closing as forms
from umai.cases.forms.acts import Versioned
from umai.cases.models import Case, Handover
from umai.cases.views.acting import Act, ask
from umai.cases.views.moving import leaders, receiver
from umai.cases.views.plans_told import agency_name
from umai.foundation.access import queries as access
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.places import queries as places
from umai.foundation.ui.fields import Pairs
from umai.foundation.ui.pages import page
from umai.people import queries as people
from umai.people import terms as people_terms


@needs(permissions.ASK_TRANSFER)
@require_http_methods(["GET", "POST"])
def offer_handover(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Offer the case to another organisation."""
    actor = request.actor
    case = queries.case(actor, case_id)
    agreed = _agreed(actor, case)
    form = forms.HandoverForm(
        request.POST or None,
        organisations=_organisations(actor),
        agencies=agreed,
        initial={"id": uuid7(), "version": case.version},
    )
    act = Act(
        case,
        form,
        _("Hand the case to another organisation"),
        "cases/offer_handover.html",
        lambda said: commands.offer_handover(actor, case.pk, said["version"], form.details()),
        _("%(code)s is offered. Until it is accepted you answer for it."),
        more={"left": queries.still_open(actor, case), "agreed": agreed},
    )
    return ask(request, act)


@needs(permissions.ASK_TRANSFER)
@require_http_methods(["GET", "POST"])
def withdraw_transfer(request: ActorRequest, transfer_id: UUID) -> HttpResponse:
    """Take an offer back before it is answered."""
    row, case = queries.transfer(request.actor, transfer_id)
    queries.case(request.actor, case.pk)
    form = Versioned(request.POST or None, initial={"version": row.version})
    houses = {one.pk: one.name for one in access.organisations()}
    teams = {one.pk: one.name for one in access.teams(request.actor)}
    act = Act(
        case,
        form,
        _("Take the offer back"),
        "cases/withdraw_transfer.html",
        lambda said: commands.withdraw_transfer(request.actor, row.pk, said["version"]),
        _("The offer of %(code)s is taken back."),
        more={"receiver": receiver(row, teams, houses)},
    )
    return ask(request, act)


@needs(permissions.ANSWER_TRANSFER)
@require_http_methods(["GET", "POST"])
def read_handover(request: ActorRequest, handover_id: UUID) -> HttpResponse:
    """What another organisation offers, and the answer to it."""
    actor = request.actor
    row = commands.read_handover(actor, handover_id)
    form = _answer_form(request, row)
    if request.method == "POST" and form.is_valid():
        try:
            made = _answer(actor, row, form.cleaned_data)
        except Refused as no:
            form.refuse(no)
        else:
            messages.success(request, _("It is answered. The other organisation is told."))
            return redirect("cases:case", made.pk) if made else redirect("cases:offered_transfers")
    words = {"form": form, **_told(actor, row)}
    return page(request, "cases/read_handover.html", words, status=422 if form.errors else 200)


def _answer_form(request: ActorRequest, row: Handover) -> forms.AnswerHandoverForm:
    actor = request.actor
    mine = actor.teams(permissions.ANSWER_TRANSFER)
    here = [one for one in access.teams(actor) if mine is None or one.pk in mine]
    teams = [(str(one.pk), one.name) for one in here]
    able = access.holders(actor, permissions.REGISTER_CASE, mine)
    return forms.AnswerHandoverForm(
        request.POST or None,
        teams=teams,
        people=leaders(actor, able),
        initial={"version": row.version, "team": teams[0][0] if len(teams) == 1 else ""},
    )


def _answer(actor: Actor, row: Handover, said: dict[str, Any]) -> Case | None:
    if said["answer"] != "yes":
        commands.refuse_handover(actor, row.pk, said["version"], said["words"])
        return None
    taking = commands.Taking(team_id=said["team"], owner_id=said["person"], words=said["words"])
    return commands.accept_handover(actor, row.pk, said["version"], taking)


def _told(actor: Actor, row: Handover) -> dict[str, Any]:
    known = places.regions().get(row.region)
    return {
        "row": row,
        "sender": access.organisations().get(pk=row.sender_id).name,
        "region": known.name() if known else "",
        "known": queries.cases(actor).filter(code=row.new_code).exists() if row.new_code else False,
        "crumbs": [
            (_("Cases"), reverse("cases:cases")),
            (_("Handovers"), reverse("cases:offered_transfers")),
            (row.code, ""),
        ],
    }


def _organisations(actor: Actor) -> Pairs:
    others = access.organisations().exclude(pk=actor.organisation)
    return [(str(one.pk), one.name) for one in others]


def _agreed(actor: Actor, case: Case) -> Pairs:
    """The agencies with which the family agreed to share, or a supervisor decided so."""
    child = people.individual(actor, case.individual_id)
    return [
        (str(one.agency_id), agency_name(one.agency))
        for one in people.consents(actor, child)
        if one.scope == people_terms.Scope.NAMED_AGENCY and one.agency and one.holds
    ]

"""A case rests, goes on, or goes to another team; and the card that says so on its page."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from umai.cases import commands, permissions, queries
from umai.cases.forms import closing as forms
from umai.cases.models import Case, Transfer
from umai.cases.views.acting import Act, ask
from umai.foundation.access import queries as access
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.fields import Pairs
from umai.foundation.ui.pages import page


@needs(permissions.HOLD_CASE)
@require_http_methods(["GET", "POST"])
def hold_case(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Let the case rest while the child is safe."""
    case = queries.case(request.actor, case_id)
    return ask(
        request,
        Act(
            case,
            forms.HoldForm(request.POST or None, initial={"version": case.version}),
            _("Put the case on hold"),
            "cases/hold_case.html",
            lambda said: commands.hold_case(
                request.actor,
                case.pk,
                said["version"],
                said["reason"],
                safe=said["safe"],
                safety=said["safety"],
            ),
            _("%(code)s rests. The clock says until when at most."),
        ),
    )


@needs(permissions.RELEASE_CASE)
@require_http_methods(["GET", "POST"])
def release_case(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Take the case up again."""
    case = queries.case(request.actor, case_id)
    return ask(
        request,
        Act(
            case,
            forms.ReleaseForm(request.POST or None, initial={"version": case.version}),
            _("Take the case up again"),
            "cases/release_case.html",
            lambda said: commands.release_case(
                request.actor, case.pk, said["version"], said["words"]
            ),
            _("The work on %(code)s goes on. What rested is due anew."),
        ),
    )


@needs(permissions.ASK_TRANSFER)
@require_http_methods(["GET", "POST"])
def ask_transfer(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Offer the case to another team."""
    actor = request.actor
    case = queries.case(actor, case_id)
    teams = [(str(one.pk), one.name) for one in access.teams(actor) if one.pk != case.team_id]
    begun = {"id": uuid7(), "version": case.version}
    form = forms.TransferForm(request.POST or None, teams=teams, initial=begun)
    return ask(
        request,
        Act(
            case,
            form,
            _("Hand the case to another team"),
            "cases/ask_transfer.html",
            lambda said: commands.ask_transfer(actor, case.pk, said["version"], form.details()),
            _("%(code)s is offered. Until it is accepted you answer for it."),
            more={"left": queries.still_open(actor, case)},
        ),
    )


@needs(permissions.READ_CASE)
@require_GET
def transfer_of(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """The offer that waits, from the case."""
    found = queries.open_transfer(queries.case(request.actor, case_id))
    if found is None:
        raise Http404
    return redirect("cases:read_transfer", found.pk)


@needs(permissions.READ_CASE)
@require_GET
def offered_transfers(request: ActorRequest) -> HttpResponse:
    """What waits for an answer of one's own teams and organisation, and what was offered by us."""
    actor = request.actor
    teams = {one.pk: one.name for one in access.teams(actor)}
    houses = {one.pk: one.name for one in access.organisations()}
    found, sent = queries.offered_transfers(actor), queries.sent_transfers(actor)
    boxes = queries.handovers(actor).filter(answered_at__isnull=True)
    words = {
        "offered": [(one, code, teams.get(one.from_team_id, "")) for one, code in found],
        "handovers": [(one, houses.get(one.sender_id, "")) for one in boxes],
        "sent": [(one, code, receiver(one, teams, houses)) for one, code in sent],
        "crumbs": [(_("Cases"), reverse("cases:cases")), (_("Handovers"), "")],
    }
    return page(request, "cases/offered_transfers.html", words)


@needs(permissions.READ_CASE)
@require_http_methods(["GET", "POST"])
def read_transfer(request: ActorRequest, transfer_id: UUID) -> HttpResponse:
    """What is handed over; who answers for the other team answers here."""
    actor = request.actor
    row, case = commands.read_transfer(actor, transfer_id)
    may = row.answered_at is None and row.asked_by_id != actor.person_id
    may = may and row.to_team_id is not None
    may = may and actor.may(permissions.ANSWER_TRANSFER, row.to_team_id)
    people = _leaders(actor, row) if may else []
    begun = {"version": row.version}
    form = forms.AnswerTransferForm(request.POST or None, people=people, initial=begun)
    if request.method == "POST" and form.is_valid():
        try:
            _answer(actor, row, form.cleaned_data)
        except Refused as no:
            form.refuse(no)
        else:
            messages.success(request, _("It is answered. The other team is told."))
            known = queries.cases(actor).filter(pk=case.pk).exists()
            return redirect("cases:case", case.pk) if known else redirect("cases:cases")
    words = {"form": form, "may": may, **_told(actor, row, case)}
    words["may_withdraw"] = row.answered_at is None and actor.may(permissions.ASK_TRANSFER)
    return page(request, "cases/read_transfer.html", words, status=422 if form.errors else 200)


def _answer(actor: Actor, row: Transfer, said: dict[str, Any]) -> None:
    commands.answer_transfer(
        actor,
        row.pk,
        said["version"],
        accepted=said["answer"] == "yes",
        owner_id=said["person"],
        words=said["words"],
    )


def _leaders(actor: Actor, row: Transfer) -> Pairs:
    teams = {row.to_team_id} if row.to_team_id else set()
    return leaders(actor, access.holders(actor, permissions.REGISTER_CASE, teams))


def leaders(actor: Actor, able: set[UUID]) -> Pairs:
    """Who may lead a case, whoever carries least on top."""
    names, loads = access.names(actor, able), queries.loads(actor, able)
    lightest = sorted(names, key=lambda one: (loads[one].weight, names[one]))  # type: ignore[index]
    return [(str(one), names[one]) for one in lightest]


def receiver(row: Transfer, teams: dict[UUID, str], houses: dict[UUID, str]) -> str:
    """To whom it is offered: a team, or an organisation."""
    to = row.to_team_id or row.to_organisation_id
    return (teams | houses).get(to, "") if to else ""


def _told(actor: Actor, row: Transfer, case: Case) -> dict[str, Any]:
    teams = {one.pk: one.name for one in access.teams(actor)}
    houses = {one.pk: one.name for one in access.organisations()}
    known = queries.cases(actor).filter(pk=case.pk).exists()
    return {
        "row": row,
        "case": case,
        "known": known,
        "crumbs": [
            (_("Cases"), reverse("cases:cases")),
            (_("Handovers"), reverse("cases:offered_transfers")),
            (case.code, ""),
        ],
        "said": queries.opened(row, "words", queries.key_of(case)),
        "sender": teams.get(row.from_team_id, ""),
        "receiver": receiver(row, teams, houses),
        "names": access.names(actor, [row.asked_by_id, row.answered_by_id]),
    }

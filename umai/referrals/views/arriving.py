"""The inbox: what came in, written down or from inside; one act makes a case or a contact of it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from umai.foundation.access import queries as access
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui import paging
from umai.foundation.ui.fields import Pairs
from umai.foundation.ui.pages import page
from umai.people import queries as people
from umai.referrals import commands, exports, permissions, queries, terms
from umai.referrals.forms import acts
from umai.referrals.forms import arriving as forms
from umai.referrals.forms.looking import InboxForm
from umai.referrals.models import Arrival
from umai.referrals.views import lists, told
from umai.referrals.views.acting import Act, address_of, ask, crumb_of, crumbs

WAITING = {"state": terms.ArrivalState.WAITING.value}


@needs(permissions.RECORD_ARRIVAL)
@require_GET
def arrivals(request: ActorRequest) -> HttpResponse:
    """What came in, what is due first on top; those that wait, unless the address asks else."""
    actor = request.actor
    form = InboxForm(request.GET if "state" in request.GET else WAITING)
    valid = form.is_valid()
    found = queries.arrival_rows(actor, form.chosen() if valid else None)
    waits = valid and form.cleaned_data["state"] == terms.ArrivalState.WAITING
    by = "due_at" if waits else "arrived_at"
    cut = paging.cut(request, found, by=by, soonest=waits)
    words = {
        "form": form,
        "mend": _("Nothing is shown until it is mended."),
        "slice": cut,
        "lines": lists.arrival_lines(actor, cut.rows),
        "waits": waits,
        "may_answer": actor.may(permissions.ANSWER_REFERRAL),
        "tabs": lists.sides(actor, "arrivals"),
    }
    return page(request, "referrals/arrivals.html", words)


@needs(permissions.ANSWER_REFERRAL)
@require_GET
def arrival(request: ActorRequest, arrival_id: UUID) -> HttpResponse:
    """One that came in with what it tells. That it was read is written down, on both sides."""
    actor = request.actor
    said = commands.read_arrival(actor, arrival_id)
    row = said.arrival
    waits = row.state == terms.ArrivalState.WAITING
    words = {
        "row": row,
        "said": said,
        "lines": exports.told_lines(said.told),
        "answer": queries.answered_with(actor, row),
        "may_take": not row.taken_as and row.state != terms.ArrivalState.REFUSED,
        "waits": waits,
        "kinds": told.answers_of(row),
        "page": told.page_taken(row),
        "back": told.back_to_sender(row),
        "crumbs": _crumbs((row.code, "")),
    }
    return page(request, "referrals/arrival.html", words)


@needs(permissions.RECORD_ARRIVAL)
@require_http_methods(["GET", "POST"])
def record_arrival(request: ActorRequest) -> HttpResponse:
    """Write down a referral that came by letter, by telephone or with somebody."""
    actor = request.actor
    form = forms.ArrivalForm(
        request.POST or None,
        teams=_teams(actor, permissions.RECORD_ARRIVAL),
        agencies=queries.agencies_by_name(actor),
        ages=queries.age_bands(),
        initial={"id": uuid7(), "urgency": terms.Urgency.ROUTINE},
    )
    reads = actor.may(permissions.ANSWER_REFERRAL)
    act = Act(
        form,
        "referrals/record_arrival.html",
        _("Write down a referral that came in"),
        lambda _said: commands.record_arrival(actor, form.details()),
        lambda made: address_of(made) if reads else reverse("referrals:arrivals"),
        _("It is written down and waits for an answer."),
        _crumbs((_("Write down a referral that came in"), "")),
        reverse("referrals:arrivals"),
    )
    return ask(request, act)


@needs(permissions.ANSWER_REFERRAL)
@require_http_methods(["GET", "POST"])
def take_in_as_case(request: ActorRequest, arrival_id: UUID) -> HttpResponse:
    """Make a case of it by one act."""
    actor = request.actor
    row = queries.arrival(actor, arrival_id)
    teams = _teams(actor, permissions.ANSWER_REFERRAL)
    begun = {"version": row.version}
    form = forms.TakeAsCaseForm(request.POST or None, teams=teams, initial=begun)

    def do(said: dict[str, Any]) -> Arrival:
        taken = form.taken(_child(actor, said["child"]))
        return commands.take_in_as_case(actor, row.pk, said["version"], taken, said["words"])

    return _ask(request, row, form, do, _("Make a case of it"))


@needs(permissions.ANSWER_REFERRAL)
@require_http_methods(["GET", "POST"])
def take_in_as_contact(request: ActorRequest, arrival_id: UUID) -> HttpResponse:
    """Make a contact of it by one act."""
    actor = request.actor
    row = queries.arrival(actor, arrival_id)
    teams = _teams(actor, permissions.ANSWER_REFERRAL)
    begun = {"version": row.version}
    form = forms.TakeAsContactForm(request.POST or None, teams=teams, initial=begun)

    def do(said: dict[str, Any]) -> Arrival:
        return commands.take_in_as_contact(
            actor, row.pk, said["version"], said["team"], said["words"]
        )

    return _ask(request, row, form, do, _("Make a contact of it"))


@needs(permissions.ANSWER_REFERRAL)
@require_http_methods(["GET", "POST"])
def refuse_arrival(request: ActorRequest, arrival_id: UUID) -> HttpResponse:
    """Say no, with a reason."""
    actor = request.actor
    row = queries.arrival(actor, arrival_id)
    form = forms.RefuseArrivalForm(request.POST or None, initial={"version": row.version})

    def do(said: dict[str, Any]) -> Arrival:
        return commands.refuse_arrival(
            actor, row.pk, said["version"], said["reason"], said["words"]
        )

    return _ask(request, row, form, do, _("We do not take it"))


@needs(permissions.ANSWER_REFERRAL)
@require_http_methods(["GET", "POST"])
def answer_arrival(request: ActorRequest, arrival_id: UUID) -> HttpResponse:
    """Tell a sender inside how it goes on: an appointment, begun, done, not done."""
    actor = request.actor
    row = queries.arrival(actor, arrival_id)
    kinds = told.answers_of(row)
    begun = {"version": row.version}
    form = acts.AnswerForm(request.POST or None, kinds=kinds, initial=begun).by_provider()
    if not kinds:
        return redirect(address_of(row))
    act = _act(
        row,
        form,
        lambda _said: commands.answer_arrival(actor, row.pk, form.said()),
        _("Tell the sender how it goes"),
        address_of,
    )
    return ask(request, act)


def _ask(request: ActorRequest, row: Arrival, form: Any, do: Any, here: str) -> HttpResponse:
    """An act that answers it. Once it is answered, a second press leads to its page."""
    if row.taken_as or row.state == terms.ArrivalState.REFUSED:
        return redirect(address_of(row))
    return ask(
        request,
        _act(row, form, do, here, lambda made: told.page_taken(made) or address_of(made)),
    )


def _act(row: Arrival, form: Any, do: Any, here: str, to: Any) -> Act:
    return Act(
        form,
        "referrals/take_in.html",
        here,
        do,
        to,
        _("It is answered."),
        _crumbs(crumb_of(row), (here, "")),
        address_of(row),
        {"row": row},
    )


def _crumbs(*further: tuple[str, str]) -> list[tuple[str, str]]:
    return crumbs((_("Inbox of referrals"), reverse("referrals:arrivals")), *further)


def _teams(actor: Actor, permission: str) -> Pairs:
    mine = actor.teams(permission)
    return [
        (str(one.pk), one.name) for one in access.teams(actor) if mine is None or one.pk in mine
    ]


def _child(actor: Actor, code: str) -> UUID | None:
    """The child of a code, if one was typed. Raises Refused at the field."""
    if not code:
        return None
    found = people.of_code(actor, code.upper())
    if found is None:
        raise Refused(_("No child whom you may know has this code."), "child")
    return UUID(str(found.pk))



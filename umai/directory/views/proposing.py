"""Corrections that a partner proposes, and what a supervisor decides about them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from umai.directory import commands, permissions, queries, rules, terms
from umai.directory.forms.proposing import AcceptForm, DeclineForm, ProposeForm
from umai.directory.models import Agency, Proposal
from umai.foundation.access import queries as access
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.pages import page

BY_HAND = {"hours": gettext_lazy("Opening hours"), "address": gettext_lazy("Address")}


@needs(permissions.PROPOSE_CORRECTION)
@require_http_methods(["GET", "POST"])
def propose_correction(request: ActorRequest, agency_id: UUID) -> HttpResponse:
    """A partner says what is wrong in an entry."""
    agency = queries.agency(request.actor, agency_id)
    form = ProposeForm(request.POST or None, agency=agency)
    if request.method == "POST" and form.is_valid():
        try:
            commands.propose_correction(request.actor, agency.pk, form.details())
        except Refused as no:
            form.refuse(no)
        else:
            messages.success(request, _("Thank you. A colleague looks at it before it stands."))
            return redirect("directory:agency", agency.pk)
    words = {
        "form": form,
        "agency": agency,
        "hours": queries.hours_known(request.actor, [agency])[agency.pk],
        "locations": list(queries.locations_of(request.actor, agency)),
        "crumbs": _crumbs(agency),
    }
    status = 422 if form.errors else 200
    return page(request, "directory/propose_correction.html", words, status=status)


@needs(permissions.DECIDE_PROPOSAL)
@require_http_methods(["GET", "POST"])
def decide_proposal(request: ActorRequest, proposal_id: UUID) -> HttpResponse:
    """What stands and what is proposed, side by side; accepting writes what is marked."""
    proposal = queries.proposal(request.actor, proposal_id)
    form = AcceptForm(request.POST or None, list(proposal.content))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            commands.accept_proposal(
                request.actor, proposal.pk, said["version"], tuple(said["chosen"])
            )
        except Refused as no:
            return _both_sides(request, proposal, refused=str(no), chosen=said["chosen"])
        if set(said["chosen"]) & set(BY_HAND) or proposal.words:
            words = _("Accepted. Now put the words about hours and place in by hand.")
            messages.success(request, words)
            return redirect("directory:decide_proposal", proposal.pk)
        messages.success(request, _("Accepted. It stands in the directory."))
        return redirect("directory:confirm_entries")
    return _both_sides(request, proposal, refused=_amiss(form))


@needs(permissions.DECIDE_PROPOSAL)
@require_POST
def decline_proposal(request: ActorRequest, proposal_id: UUID) -> HttpResponse:
    """Leave the entry as it is, for a written reason."""
    proposal = queries.proposal(request.actor, proposal_id)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _both_sides(request, proposal, decline=form)
    try:
        commands.decline_proposal(request.actor, proposal.pk, form.cleaned_data["reason"])
    except Refused as no:
        return _both_sides(request, proposal, refused=str(no))
    messages.success(request, _("Declined. The entry stays as it is."))
    return redirect("directory:confirm_entries")


def _both_sides(
    request: ActorRequest,
    proposal: Proposal,
    *,
    refused: str = "",
    decline: DeclineForm | None = None,
    chosen: list[str] | None = None,
) -> HttpResponse:
    agency = queries.agency(request.actor, proposal.agency_id)
    proposal.refresh_from_db()
    people = access.names(request.actor, [proposal.proposed_by_id, proposal.decided_by_id])
    words = {
        "proposal": proposal,
        "agency": agency,
        "rows": _rows(agency, proposal, chosen),
        "waits": proposal.state == terms.ProposalState.WAITING,
        "changed": proposal.agency_version != agency.version,
        "proposed_by": people.get(proposal.proposed_by_id, ""),
        "decided_by": people.get(proposal.decided_by_id, ""),
        "refused": refused,
        "decline": decline or DeclineForm(),
        "crumbs": _crumbs(agency),
    }
    status = 422 if refused or (decline and decline.errors) else 200
    return page(request, "directory/decide_proposal.html", words, status=status)


def _rows(agency: Agency, proposal: Proposal, chosen: list[str] | None) -> list[dict[str, Any]]:
    """The proposed fields in the order of the form; all are marked until somebody unmarks one."""
    return [
        {
            "name": name,
            "label": BY_HAND.get(name) or field.label,
            "now": getattr(agency, name, ""),
            "proposed": proposal.content[name],
            "by_hand": name in BY_HAND,
            "marked": chosen is None or name in chosen,
        }
        for name, field in ProposeForm.base_fields.items()
        if name in proposal.content
    ]


def _amiss(form: AcceptForm) -> str:
    """A form that no page of ours has sent."""
    return _("This page was out of date. Look at both sides once more.") if form.errors else ""


def _crumbs(agency: Agency) -> list[tuple[str, str]]:
    return [
        (_("Directory"), reverse("directory:find_help")),
        (
            rules.name_of(agency, get_language() or "en"),
            reverse("directory:agency", args=[agency.pk]),
        ),
    ]

"""A referral goes out: looked at first, sent, waited with, taken back; its letter and its code."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from umai.foundation.files import answers
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.pages import page
from umai.people import permissions as people_permissions
from umai.people.terms import Shareable
from umai.referrals import commands, exports, permissions, queries, rules
from umai.referrals.forms import acts as forms
from umai.referrals.models import Referral
from umai.referrals.views.acting import Act, address_of, ask, crumb_of, crumbs


@needs(permissions.MAKE_REFERRAL)
@require_http_methods(["GET", "POST"])
def send_referral(request: ActorRequest, referral_id: UUID) -> HttpResponse:
    """Exactly what the provider will see, and the button that sends it."""
    actor = request.actor
    row = queries.referral(actor, referral_id)
    if row.state not in rules.BEFORE:
        return redirect(address_of(row))
    if request.method == "GET" and set(row.shared) & rules.NAMING:
        request.prove()  # names are uncovered for the look before sending
    act = Act(
        forms.Versioned(request.POST or None, initial={"version": row.version}),
        "referrals/send_referral.html",
        _("Look at it and send"),
        lambda said: _sent(request, row.pk, said["version"]),
        address_of,
        _("It is sent. The time to answer runs."),
        crumbs(crumb_of(row), (_("Look at it and send"), "")),
        address_of(row),
        _looked(request, row),
    )
    return ask(request, act)


@needs(permissions.MAKE_REFERRAL)
@require_POST
def await_consent(request: ActorRequest, referral_id: UUID) -> HttpResponse:
    """Lay the draft aside until the family has answered."""
    row = queries.referral(request.actor, referral_id)
    try:
        commands.await_consent(request.actor, row.pk, row.version)
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, _("It waits until the family has answered."))
    return redirect(address_of(row))


@needs(permissions.MAKE_REFERRAL)
@require_http_methods(["GET", "POST"])
def revoke_referral(request: ActorRequest, referral_id: UUID) -> HttpResponse:
    """Take it back: the provider opens nothing of it from this moment on."""
    row = queries.referral(request.actor, referral_id)
    act = Act(
        forms.RevokeForm(request.POST or None, initial={"version": row.version}),
        "referrals/revoke_referral.html",
        _("Take the referral back"),
        lambda said: commands.revoke_referral(
            request.actor, row.pk, said["version"], said["reason"], said["words"]
        ),
        address_of,
        _("It is taken back. The provider opens nothing of it any more."),
        crumbs(crumb_of(row), (_("Take the referral back"), "")),
        address_of(row),
        {"row": row},
    )
    return ask(request, act)


@needs(permissions.MAKE_REFERRAL, fresh="POST")
@require_POST
def print_letter(request: ActorRequest, referral_id: UUID) -> HttpResponse:
    """The letter as PDF, with a new code for the provider's door."""
    row = queries.referral(request.actor, referral_id)
    try:
        content = commands.print_letter(request.actor, row.pk, exports.letter)
    except Refused as no:
        messages.error(request, str(no))
        return redirect(address_of(row))
    return answers.attachment(content, "pdf", f"{row.code}-{row.language}")


@needs(permissions.MAKE_REFERRAL)
@require_http_methods(["GET", "POST"])
def give_code(request: ActorRequest, referral_id: UUID) -> HttpResponse:
    """A code for the provider, to be said on the telephone: shown once, on this answer."""
    row = queries.referral(request.actor, referral_id)
    words: dict[str, Any] = {
        "row": row,
        "address": request.build_absolute_uri(reverse("referrals:enter_code")),
        "latest": queries.codes_of(row).filter(ended_at__isnull=True, used_at__isnull=True).first(),
        "crumbs": crumbs(crumb_of(row), (_("A code for the provider"), "")),
    }
    if request.method == "POST":
        try:
            words["given"] = commands.give_code(request.actor, row.pk)
        except Refused as no:
            words["refused"] = str(no)
    status = 422 if "refused" in words else 200
    return page(request, "referrals/give_code.html", words, status=status)


@needs(permissions.MAKE_REFERRAL)
@require_POST
def take_code_back(request: ActorRequest, referral_id: UUID) -> HttpResponse:
    """The code opens nothing any more, and whoever looks is shown out."""
    row = queries.referral(request.actor, referral_id)
    ended = commands.take_code_back(request.actor, row.pk)
    words = _("The code opens nothing any more.") if ended else _("No code was open.")
    messages.success(request, words)
    return redirect(address_of(row))


@needs(people_permissions.REVEAL_IDENTITY, fresh="GET")
@require_GET
def reveal_shared(request: ActorRequest, referral_id: UUID) -> HttpResponse:
    """What the provider sees of it now, names too. That they were shown is written down."""
    seen = commands.reveal_shared(request.actor, referral_id)
    words = {
        "row": seen.referral,
        "lines": exports.told_lines(seen.told),
        "crumbs": crumbs(crumb_of(seen.referral), (_("What the provider sees"), "")),
    }
    return page(request, "referrals/reveal_shared.html", words)


def _sent(request: ActorRequest, referral_id: UUID, version: int) -> Referral:
    """Send it. Pressed twice, it is sent once, and the second press leads to the same page."""
    try:
        return commands.send_referral(request.actor, referral_id, version)
    except commands.Newer as no:
        if no.current.state in rules.BEFORE:
            raise
        return queries.referral(request.actor, referral_id)


def _looked(request: ActorRequest, row: Referral) -> dict[str, Any]:
    """What would go out, or why nothing can go now and what to do about it."""
    actor = request.actor
    agency, service = queries.addressed(actor, row.agency_id, row.service_id) or (None, None)
    sharing = queries.sharing(actor, row.individual_id, row.agency_id, row.service_id)
    basis = queries.basis(actor, row)
    words: dict[str, Any] = {
        "row": row,
        "agency": agency,
        "service": service,
        "sharing": sharing,
        "individual_id": row.individual_id,
        "basis": basis,
        "agreed": basis is not None,
        "may_note_consent": actor.may(people_permissions.NOTE_CONSENT),
        "may_override": actor.may(people_permissions.OVERRIDE_CONSENT),
    }
    if not words["agreed"] or request.method != "GET":
        return words
    return words | _previewed(actor, row)


def _previewed(actor: Actor, row: Referral) -> dict[str, Any]:
    """Exactly what would go out; or why it would be refused."""
    try:
        seen = commands.preview_referral(actor, row.pk)
    except Refused as no:
        return {"refused": str(no)}
    known = {*seen.hidden, *(name for name, said in seen.told.items() if said)}
    return {
        "lines": exports.told_lines(seen.told),
        "hidden": [Shareable(one).label for one in seen.hidden],
        "missing": [Shareable(one).label for one in row.shared if one not in known],
    }

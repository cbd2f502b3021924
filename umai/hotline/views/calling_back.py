"""Call somebody back: agree, dial, note how it went."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from umai.foundation.kernel import clock
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.refusal import Refused
from umai.hotline import commands, permissions, queries, rules, terms
from umai.hotline.forms import aftercare as forms
from umai.hotline.models import Contact
from umai.hotline.views import aftercare


@needs(permissions.CALL_BACK)
@require_http_methods(["GET", "POST"])
def try_call_back(request: ActorRequest, contact_id: UUID) -> HttpResponse:
    """What may be said, the covered number, and how the attempt ended."""
    if request.method == "GET":
        contact = commands.read_contact(request.actor, contact_id)
        form = forms.AttemptForm(initial=forms.begun_attempt(contact.version))
        return _screen(request, contact, form)
    contact = queries.contact(request.actor, contact_id)
    form = forms.AttemptForm(request.POST)
    if form.is_valid():
        try:
            commands.try_call_back(
                request.actor, contact.pk, form.cleaned_data["version"], form.attempt()
            )
        except Refused as no:
            form.refuse(no)
        else:
            return _after(request, contact)
    return _screen(request, contact, form)


@needs(permissions.REVEAL_NUMBER)
@require_http_methods(["GET", "POST"])
def reveal_number(request: ActorRequest, contact_id: UUID) -> HttpResponse:
    """The number in clear, on this answer only: any other page covers it again."""
    reason = forms.RevealForm(request.POST)
    if request.method == "GET" or not reason.is_valid():
        return redirect("hotline:try_call_back", contact_id)
    why = terms.RevealReason(reason.cleaned_data["reason"])
    contact = queries.contact(request.actor, contact_id)
    form = forms.AttemptForm(initial=forms.begun_attempt(contact.version))
    try:
        number = commands.reveal_number(request.actor, contact_id, why)
    except Refused as no:
        return _screen(request, contact, form, refused=str(no), status=422)
    return _screen(request, contact, form, number=number, why=why)


@needs(permissions.CALL_BACK)
@require_http_methods(["GET", "POST"])
def plan_call_back(request: ActorRequest, contact_id: UUID) -> HttpResponse:
    """May we call, when is it safe, may we say who is calling."""
    if request.method == "GET":
        contact = commands.read_contact(request.actor, contact_id)
    else:
        contact = queries.contact(request.actor, contact_id)
    form = forms.PlanForm(
        request.POST or None, masked=queries.masked_number(contact), initial=_agreed(contact)
    )
    if request.method == "POST" and form.is_valid():
        try:
            commands.plan_call_back(
                request.actor, contact.pk, form.cleaned_data["version"], form.agreement()
            )
        except Refused as no:
            form.refuse(no)
        else:
            return aftercare.done(contact, request, _("The call-back of %(code)s is agreed."))
    return aftercare.act(contact, request, "hotline/plan_call_back.html", form)


@needs(permissions.GRANT_ATTEMPTS)
@require_http_methods(["GET", "POST"])
def grant_attempts(request: ActorRequest, contact_id: UUID) -> HttpResponse:
    """More attempts than the rule allows, at a new time and with a reason."""
    contact = queries.contact(request.actor, contact_id)
    form = forms.GrantForm(
        request.POST or None, masked=queries.masked_number(contact), initial=_agreed(contact)
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            commands.grant_attempts(
                request.actor,
                contact.pk,
                said["version"],
                said["more"],
                said["reason"],
                form.agreement(),
            )
        except Refused as no:
            form.refuse(no)
        else:
            return aftercare.done(contact, request, _("More attempts for %(code)s are allowed."))
    return aftercare.act(contact, request, "hotline/grant_attempts.html", form)


def _agreed(contact: Contact) -> dict[str, Any]:
    begun = forms.planned(contact.version, contact.may_call_back, contact.may_say_who)
    known = {"due_at": contact.call_back_due_at, "until": contact.call_back_until}
    return begun | {name: value for name, value in known.items() if value is not None}


def _screen(
    request: ActorRequest,
    contact: Contact,
    form: forms.AttemptForm,
    *,
    status: int = 200,
    **words: Any,
) -> HttpResponse:
    due, until = contact.call_back_due_at, contact.call_back_until
    actor = request.actor
    told = {
        "window": rules.window(due, until, clock.now()),
        "masked": queries.masked_number(contact),
        "safe_time": queries.story(contact)["safe_time"],
        "attempts": queries.attempts_told(contact),
        "may_grant": actor.may(permissions.GRANT_ATTEMPTS, contact.team_id),
        "may_reveal": actor.may(permissions.REVEAL_NUMBER, contact.team_id),
    }
    page = "hotline/try_call_back.html"
    return aftercare.act(contact, request, page, form, status=status, **told, **words)


def _after(request: ActorRequest, contact: Contact) -> HttpResponse:
    now = queries.contact(request.actor, contact.pk)
    last = queries.attempts(now).last()
    if last is not None and last.result == terms.Attempt.REACHED:
        words = _("The call-back of %(code)s is done.")
    elif now.attempts_left == 0:
        words = _("That was the last attempt: the call-back of %(code)s has ended.")
    else:
        words = _("The attempt is noted for %(code)s. Attempts left: {left}.")
        words = words.format(left=now.attempts_left)
    return aftercare.done(contact, request, words)

"""A code for an agency without an account: given by staff, entered at the public door."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from umai.directory import commands, permissions, queries, rules
from umai.directory.forms.proposing import CodeForm, ProposeForm
from umai.foundation.access import throttle
from umai.foundation.kernel.gate import ActorRequest, needs, open_to_everyone
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.pages import page
from umai.foundation.vocabulary import queries as vocabulary

KEPT = "directory_code"
SENT = "directory_sent"
RATES = "10/5m/ip,60/d/ip"


@needs(permissions.INVITE_CORRECTION)
@require_http_methods(["GET", "POST"])
def invite_correction(request: ActorRequest, agency_id: UUID) -> HttpResponse:
    """Give an agency a code. It is shown on this answer and never again."""
    agency = queries.agency(request.actor, agency_id)
    name = rules.name_of(agency, get_language() or "en")
    words = {
        "agency": agency,
        "days": vocabulary.amount("DIR.CODE_VALID"),
        "open_one": queries.open_invitations(request.actor, agency.pk).first(),
        "address": request.build_absolute_uri(reverse("directory:enter_code")),
        "crumbs": [
            (_("Directory"), reverse("directory:find_help")),
            (name, reverse("directory:agency", args=[agency.pk])),
        ],
    }
    if request.method == "POST":
        try:
            words["given"] = commands.invite_correction(request.actor, agency.pk)
        except Refused as no:
            words["refused"] = str(no)
    status = 422 if "refused" in words else 200
    return page(request, "directory/invite_correction.html", words, status=status)


@needs(permissions.INVITE_CORRECTION)
@require_POST
def revoke_invitation(request: ActorRequest, agency_id: UUID) -> HttpResponse:
    """Take the code back."""
    ended = commands.revoke_invitation(request.actor, agency_id)
    words = _("The code opens nothing any more.") if ended else _("No code was open.")
    messages.success(request, words)
    return redirect("directory:agency", agency_id)


@open_to_everyone  # an agency has no account here; its code is the key
@require_http_methods(["GET", "POST"])
def enter_code(request: ActorRequest) -> HttpResponse:
    """The door for an agency that was told a code. Guessing is slowed down and written down."""
    form = CodeForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        if not throttle.may_try(request, "enter_code", RATES):
            form.add_error("code", _("Too many tries. Wait five minutes, then type it once more."))
            status = 429
        elif invited := commands.enter_code(request.actor, form.cleaned_data["code"]):
            request.session[KEPT] = [str(invited.organisation_id), str(invited.invitation.pk)]
            return redirect("directory:propose_with_code")
        else:
            form.add_error("code", _wrong())
    status = 422 if form.errors and status == 200 else status
    return page(request, "directory/enter_code.html", {"form": form}, status=status)


@open_to_everyone  # an agency has no account here; the code that it entered is the key
@require_http_methods(["GET", "POST"])
def propose_with_code(request: ActorRequest) -> HttpResponse:
    """The agency's own entry, public side only, to be put right by the agency itself."""
    if request.method == "POST" and _already(request):
        return redirect("directory:thank_you")
    invited = _invited(request)
    if invited is None and request.method == "GET":
        return redirect("directory:enter_code")
    form = ProposeForm(request.POST or None, agency=invited.agency if invited else None)
    if invited is None:
        form.add_error(None, _over())
    elif request.method == "POST" and form.is_valid():
        try:
            sent = commands.propose_with_code(
                request.actor, invited.organisation_id, invited.invitation.pk, form.details()
            )
        except Refused as no:
            form.refuse(no)
        else:
            return _thanks(request, sent.pk) if sent else redirect("directory:enter_code")
    words = {"form": form, "invited": invited}
    status = 422 if form.errors else 200
    return page(request, "directory/propose_with_code.html", words, status=status)


@open_to_everyone  # after the code there is nobody to recognise
@require_GET
def thank_you(request: ActorRequest) -> HttpResponse:
    """It arrived; nothing of the entry is shown any more."""
    return page(request, "directory/thank_you.html")


def _invited(request: HttpRequest) -> queries.Invited | None:
    """The entry that this browser has opened with a code, if the code still holds."""
    try:
        organisation, invitation = (UUID(one) for one in request.session[KEPT])
    except (KeyError, TypeError, ValueError):
        return None
    return queries.invited(organisation, invitation)


def _already(request: HttpRequest) -> bool:
    """Whether this very form was sent before: a second click says thank you once more."""
    sent = request.session.get(SENT)
    return bool(sent) and request.POST.get("id") == sent


def _thanks(request: HttpRequest, sent: UUID) -> HttpResponse:
    request.session.pop(KEPT, None)
    request.session[SENT] = str(sent)
    return redirect("directory:thank_you")


def _wrong() -> str:
    days = vocabulary.amount("DIR.CODE_VALID")
    words = _(
        "This code opens nothing. Compare it sign by sign. It ends when it is used, and after"
        " %(days)d days; then ask for a new one."
    )
    return words % {"days": days}


def _over() -> str:
    return _(
        "Your code is over and nothing was sent. Ask for a new one; what you wrote still stands on"
        " this page, copy it first."
    )

"""Put a contact right, and look at what it was before."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.pages import page
from umai.foundation.vocabulary import queries as vocabulary
from umai.hotline import commands, permissions, queries, terms
from umai.hotline.forms import correcting, giving, recording
from umai.hotline.models import Contact
from umai.hotline.queries import looking
from umai.hotline.views import aftercare
from umai.hotline.views.giving import beside


@needs(permissions.CORRECT_CONTACT)
@require_http_methods(["GET", "POST"])
def correct_contact(request: ActorRequest, contact_id: UUID) -> HttpResponse:
    """The screen of the call, filled in. Two versions of it are shown side by side."""
    if request.method == "GET":
        contact = commands.read_contact(request.actor, contact_id)
        if queries.correcting(request.actor, contact) == terms.Correcting.NOT:
            messages.error(request, str(commands.TOO_LATE))
            return redirect("hotline:contact", contact.pk)
        return _screen(request, contact, *_forms(contact))
    contact = queries.contact(request.actor, contact_id)
    if giving.asked(request.POST):
        return _screen(request, contact, *_resumed(contact, giving.with_given(request.POST)))
    form, children = _forms(contact, request.POST)
    against = None
    if children.is_valid() & form.is_valid():
        details, said = form.details(children), form.cleaned_data
        try:
            commands.correct_contact(request.actor, said["version"], details, said["reason"])
        except commands.Meanwhile as no:
            against = _conflict(request, contact, form, details, no)
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            return aftercare.done(contact, request, _("%(code)s is corrected."))
    return _screen(request, contact, form, children, against=against)


@needs(permissions.READ_CONTACT)
@require_GET
def contact_history(request: ActorRequest, contact_id: UUID) -> HttpResponse:
    """Who changed what, when and why. That it was opened is written down."""
    contact = commands.read_history(request.actor, contact_id)
    past = queries.history(contact)
    holders = {one.before.get("holder_id") for one in past} | {contact.holder_id}
    names = queries.names(holders | {one.after.get("holder_id") for one in past})
    given = {
        pair for one in past for told in (one.before, one.after) for pair in told.get("given", ())
    }
    names |= queries.given_names(request.actor, given)
    words = {
        "contact": contact,
        "past": [(one, correcting.compared(one.before, one.after, names)) for one in past],
        "began": queries.colleague(request.actor, contact.taken_by_id, contact.team_id),
        "crumbs": [*aftercare.crumbs(contact), (_("History"), "")],
    }
    return page(request, "hotline/contact_history.html", words)


def _forms(contact: Contact, typed: Any = None) -> tuple[correcting.CorrectForm, Any]:
    told = queries.present(contact)
    form = correcting.CorrectForm(typed, contact=contact, told=told)
    return form, correcting.children_of(told, typed)


def _resumed(contact: Contact, typed: QueryDict) -> tuple[correcting.CorrectForm, Any]:
    form, _children = _forms(contact)
    form.show_again(typed)
    return form, correcting.resumed_children(typed)


def _conflict(
    request: ActorRequest,
    contact: Contact,
    form: correcting.CorrectForm,
    details: commands.ContactDetails,
    no: commands.Meanwhile,
) -> dict[str, Any]:
    """Both versions, field by field; the form then saves over the newer one, knowingly."""
    shown = form.cleaned_data["version"]
    commands.read_contact(request.actor, contact.pk)
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["version"] = no.current.version  # type: ignore[index]
    theirs, yours = queries.present(no.current), commands.as_version(details)
    names = queries.given_names(request.actor, {*theirs["given"], *yours["given"]})
    return {
        "lines": correcting.against(queries.past(no.current, shown), theirs, yours, names),
        "steps": aftercare.meanwhile(no.current, str(shown)),
    }


def _screen(
    request: ActorRequest,
    contact: Contact,
    form: correcting.CorrectForm,
    children: recording.Children,
    against: dict[str, Any] | None = None,
) -> HttpResponse:
    late = queries.correcting(request.actor, contact) != terms.Correcting.ALONE
    words = {
        "contact": contact,
        "form": form,
        "children": children,
        "against": against,
        "late": late,
        "correct_until": contact.recorded_at + vocabulary.span("HL.CORRECT"),
        **beside(request.actor, form["given"].value() or [], request.POST),
        "open_parts": {"topics"} if form["other_topics"].value() else set(),
        "emergencies": looking.alarms(request.actor),
        "crumbs": [*aftercare.crumbs(contact), (_("Correct"), "")],
    }
    wrong = against or form.errors or any(one.errors for one in children.forms)
    return page(request, "hotline/correct_contact.html", words, status=422 if wrong else 200)

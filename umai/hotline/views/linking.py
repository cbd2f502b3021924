""""Has called before": link two contacts, take a wrong link away."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from umai.foundation.access import throttle
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.refusal import Refused
from umai.hotline import commands, events, permissions, queries, terms
from umai.hotline.forms import aftercare as forms
from umai.hotline.views import aftercare

# A caller who mixes letters up needs a few tries; who needs more is guessing.
RATES = "8/5m/user"


@needs(permissions.LINK_CONTACTS)
@require_http_methods(["GET", "POST"])
def link_contacts(request: ActorRequest, contact_id: UUID) -> HttpResponse:
    """By the code that the caller kept, or by the code of a contact."""
    contact = queries.contact(request.actor, contact_id)
    form = forms.LinkForm(request.POST or None, initial=aftercare.begun(contact))
    if request.method == "POST" and form.is_valid():
        try:
            _link(request, contact_id, form.cleaned_data)
        except Refused as no:
            form.refuse(no)
        else:
            return aftercare.done(contact, request, _("%(code)s is linked."))
    linked = queries.linked(request.actor, contact)
    return aftercare.act(contact, request, "hotline/link_contacts.html", form, linked=linked)


def _link(request: ActorRequest, contact_id: UUID, said: dict[str, Any]) -> None:
    """Link them, but guess no codes: a few tries, and each that leads nowhere is written down."""
    typed = said["caller_code"]
    if typed and not throttle.may_try(request, "caller_code", RATES):
        words = _("Too many tries. Wait five minutes, then type it once more.")
        raise Refused(words, "caller_code")
    try:
        commands.link_contacts(
            request.actor, contact_id, said["version"], caller_code=typed, code=said["code"]
        )
    except Refused as no:
        if no.field == "caller_code":
            request.to_journal.append((request.actor, events.CALLER_CODE_MISSED, {}))
        raise


@needs(permissions.LINK_CONTACTS)
@require_http_methods(["GET", "POST"])
def unlink_contacts(request: ActorRequest, contact_id: UUID, other_id: UUID) -> HttpResponse:
    """Take a wrong link away; after a day with a reason."""
    contact = queries.contact(request.actor, contact_id)
    other = queries.contact(request.actor, other_id)
    asked = queries.correcting(request.actor, contact) == terms.Correcting.WITH_REASON
    begun = aftercare.begun(contact)
    form = forms.MaybeReasonForm(request.POST or None, asked=asked, initial=begun)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            commands.unlink_contacts(
                request.actor, contact.pk, said["version"], other.pk, said.get("reason", "")
            )
        except Refused as no:
            form.refuse(no)
        else:
            return aftercare.done(contact, request, _("The link of %(code)s is taken away."))
    return aftercare.act(contact, request, "hotline/unlink_contacts.html", form, other=other)

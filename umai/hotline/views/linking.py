""""Has called before": link two contacts, take a wrong link away."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.refusal import Refused
from umai.hotline import commands, permissions, queries, terms
from umai.hotline.forms import aftercare as forms
from umai.hotline.views import aftercare


@needs(permissions.LINK_CONTACTS)
@require_http_methods(["GET", "POST"])
def link_contacts(request: ActorRequest, contact_id: UUID) -> HttpResponse:
    """By the code that the caller kept, or by the code of a contact."""
    contact = queries.contact(request.actor, contact_id)
    form = forms.LinkForm(request.POST or None, initial=aftercare.begun(contact))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            commands.link_contacts(
                request.actor,
                contact.pk,
                said["version"],
                caller_code=said["caller_code"],
                code=said["code"],
            )
        except Refused as no:
            form.refuse(no)
        else:
            return aftercare.done(contact, request, _("%(code)s is linked."))
    linked = queries.linked(request.actor, contact)
    return aftercare.act(contact, request, "hotline/link_contacts.html", form, linked=linked)


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

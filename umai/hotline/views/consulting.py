"""Consultations without a case: the list with its totals, one written down, one put right."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from umai.foundation.kernel import clock
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui import paging, versions
from umai.foundation.ui.pages import page
from umai.hotline import commands, permissions, queries, terms
from umai.hotline.forms import consulting
from umai.hotline.models import Contact
from umai.hotline.queries import looking
from umai.hotline.views import aftercare


@needs(permissions.READ_CONTACT)
@require_GET
def consultations(request: ActorRequest) -> HttpResponse:
    """The consultations one may know of, newest first, by codes; each kind in its own unit."""
    form = consulting.FilterForm(request.GET)
    valid = form.is_valid()
    found = queries.narrowed(request.actor, form.wanted() if valid else None)
    some = paging.cut(request, queries.as_rows(request.actor, found), by="held_on")
    words = {
        "form": form,
        "mend": _("Nothing is shown until it is mended."),
        "slice": some,
        "codes": queries.codes_of_contacts(request.actor, (one.contact_id for one in some.rows)),
        "people": queries.names(one.given_by_id for one in some.rows),
        "figures": _figures(queries.totals(found)),
        "chosen": form.taken_away(request.GET),
        "narrowed": any(form.cleaned_data.values()) or not valid,
        "may_record": request.actor.may(permissions.RECORD_CONTACT),
        "emergencies": looking.alarms(request.actor),
    }
    return page(request, "hotline/consultations.html", words)


@needs(permissions.GIVE_CONSULTATION)
@require_http_methods(["GET", "POST"])
def give_consultation(request: ActorRequest, contact_id: UUID) -> HttpResponse:
    """Write down a consultation that was given after the call, or to a visitor."""
    contact = queries.contact(request.actor, contact_id)
    first = consulting.begun(contact, clock.today(request.actor.time_zone))
    form = consulting.ConsultationForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            commands.give_consultation(request.actor, contact.pk, form.details())
        except Refused as no:
            form.refuse(no)
        else:
            return aftercare.done(
                contact, request, _("The consultation stands with %(code)s.")
            )
    return _asked(request, contact, "hotline/give_consultation.html", form)


@needs(permissions.GIVE_CONSULTATION)
@require_http_methods(["GET", "POST"])
def correct_consultation(request: ActorRequest, consultation_id: UUID) -> HttpResponse:
    """Put right what one wrote down. What stood there is opened, so that is written down."""
    actor = request.actor
    row = queries.own_consultation(actor, consultation_id)
    contact = commands.read_contact(actor, row.contact_id)
    said = consulting.written(row, queries.summary(queries.key_of(contact), row))
    form = consulting.CorrectConsultationForm(request.POST or None, row=row, initial=said)
    words: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            commands.correct_consultation(
                actor, told["version"], form.details(), mistaken=told["mistaken"]
            )
        except commands.ConsultationChanged as no:
            words = {"lines": versions.against(form, said)}
            form.meet(no.current)
            form.refuse(no)
        except Refused as no:
            form.refuse(no)
        else:
            return aftercare.done(contact, request, _("The consultation on %(code)s is corrected."))
    return _asked(request, contact, "hotline/correct_consultation.html", form, **words)


def _asked(
    request: ActorRequest, contact: Contact, template: str, form: Any, **words: Any
) -> HttpResponse:
    told = {
        "contact": contact,
        "form": form,
        "emergency": queries.emergency_of(contact),
        "holder": queries.colleague(request.actor, contact.holder_id, contact.team_id),
        "emergencies": looking.alarms(request.actor),
        "crumbs": aftercare.crumbs(contact),
    }
    return page(request, template, told | words, status=422 if form.errors else 200)


def _figures(totals: dict[str, int]) -> list[dict[str, Any]]:
    """Three numbers that are never added up: their units differ."""
    words = {
        terms.Discipline.PSY: _("psychological consultations"),
        terms.Discipline.LEG: _("legal consultations"),
        terms.Discipline.SOC: _("families with social support"),
    }
    return [{"number": totals[one], "words": said} for one, said in words.items()]

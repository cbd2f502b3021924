"""Somebody is handed on: whom to ask, what they are told, and the draft of it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from umai.cases import queries as cases
from umai.directory import queries as directory
from umai.foundation.access import queries as access
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.ui.fields import Pairs
from umai.foundation.ui.pages import page
from umai.people import permissions as people_permissions
from umai.referrals import commands, permissions, queries, rules, terms
from umai.referrals.forms import referring as forms
from umai.referrals.views.acting import Act, address_of, ask, crumb_of, crumbs

# The page of what a referral is made from: the contact's room is above this one.
PAGES = {
    terms.Source.CASE: "cases:case",
    terms.Source.CONTACT: "hotline:contact",
    terms.Source.VISIT: "hotline:contact",
}


@needs(permissions.MAKE_REFERRAL)
@require_http_methods(["GET", "POST"])
def refer(request: ActorRequest, source: str, source_id: UUID) -> HttpResponse:
    """Hand somebody on: first whom to ask, then what they are told. Nothing is sent here."""
    actor = request.actor
    origin = queries.origin(actor, source, source_id)
    to = queries.addressed(actor, _id(request, "agency"), _id(request, "service"))
    if to is None:
        return _whom(request, origin, source)
    sharing = queries.sharing(actor, origin.individual_id, to[0].pk, to[1] and to[1].pk)
    form = _form(request, sharing, origin.individual_id, {"id": uuid7(), **forms.usual(to[1])})
    answers_id = _id(request, "answers")
    act = Act(
        form,
        "referrals/refer.html",
        _("Refer"),
        lambda _said: commands.draft_referral(actor, origin, form.details(to, answers_id)),
        lambda made: _then(request, made),
        _("It is a draft. Nothing was sent yet."),
        crumbs((origin.code, page_of(origin.source, origin.id)), (_("Refer"), "")),
        page_of(origin.source, origin.id),
        {"origin": origin, "source": source, **_beside(actor, origin.individual_id, sharing, to)},
    )
    return ask(request, act)


@needs(permissions.MAKE_REFERRAL)
@require_http_methods(["GET", "POST"])
def write_referral(request: ActorRequest, referral_id: UUID) -> HttpResponse:
    """Write on a draft."""
    actor = request.actor
    row = queries.referral(actor, referral_id)
    if row.state not in rules.BEFORE:
        return redirect(address_of(row))
    begun = forms.written(commands.read_referral(actor, row.pk)) if request.method == "GET" else {}
    to = queries.addressed(actor, row.agency_id, row.service_id) or (None, None)
    sharing = queries.sharing(actor, row.individual_id, row.agency_id, row.service_id)
    form = _form(request, sharing, row.individual_id, begun)
    act = Act(
        form,
        "referrals/refer.html",
        _("Write on the draft"),
        lambda said: commands.write_referral(
            actor, row.pk, said["version"] or 0, form.details(to, row.answers_id)
        ),
        lambda made: _then(request, made),
        _("It is a draft. Nothing was sent yet."),
        crumbs(crumb_of(row), (_("Write on the draft"), "")),
        address_of(row),
        {"row": row, **_beside(actor, row.individual_id, sharing, to)},
    )
    return ask(request, act)


@needs(permissions.MAKE_REFERRAL)
@require_GET
def refer_to_service(request: ActorRequest, service_id: UUID) -> HttpResponse:
    """From an entry of the directory: whose case or contact is it? Then the page above."""
    actor = request.actor
    service = directory.service(actor, service_id)
    form = forms.CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        code = form.cleaned_data["code"].upper()
        if found := _of_code(actor, code):
            return redirect(f"{found}?service={service.pk}")
        form.add_error("code", _("No case and no contact that you may know has this code."))
    words = {
        "form": form,
        "service": service,
        "agency": directory.agency(actor, service.agency_id),
        "crumbs": crumbs((_("Refer"), "")),
    }
    status = 422 if form.errors else 200
    return page(request, "referrals/refer_to_service.html", words, status=status)


def page_of(source: str, source_id: UUID) -> str:
    """The page of what a referral is made from."""
    return reverse(PAGES[terms.Source(source)], args=[source_id])


def organisations(actor: Actor) -> Pairs:
    """The other organisations that work in Umai."""
    others = access.organisations().exclude(pk=actor.organisation)
    return [(str(one.pk), one.name) for one in others]


def _whom(request: ActorRequest, origin: queries.Origin, source: str) -> HttpResponse:
    """The search of the directory; nothing that is known of the child comes along."""
    asked = request.GET.copy()
    asked.setdefault("region", origin.region)
    form = forms.WhomForm(asked)
    found = directory.Find([])
    if form.is_valid():
        after = request.GET.get("after", "")
        found = directory.find(request.actor, form.question(), now=clock.now(), after=after)
    further = asked.copy()
    further["after"] = found.after
    back = page_of(origin.source, origin.id)
    words = {
        "form": form,
        "origin": origin,
        "source": source,
        "found": found.found,
        "further": f"?{further.urlencode()}" if found.after else "",
        "answers": request.GET.get("answers", ""),
        "back": back,
        "crumbs": crumbs((origin.code, back), (_("Whom to ask?"), "")),
    }
    return page(request, "referrals/whom.html", words, status=200 if form.is_valid() else 422)


def _form(
    request: ActorRequest,
    sharing: queries.Sharing,
    individual_id: UUID | None,
    begun: dict[str, Any],
) -> forms.ReferForm:
    return forms.ReferForm(
        request.POST or None,
        actor=request.actor,
        sharing=sharing,
        organisations=organisations(request.actor),
        registered=individual_id is not None,
        initial=begun,
    )


def _beside(
    actor: Actor, individual_id: UUID | None, sharing: queries.Sharing, to: tuple[Any, Any]
) -> dict[str, Any]:
    agency, service = to
    return {
        "agency": agency,
        "service": service,
        "sharing": sharing,
        "individual_id": individual_id,
        "may_note_consent": actor.may(people_permissions.NOTE_CONSENT),
        "may_override": actor.may(people_permissions.OVERRIDE_CONSENT),
    }


def _then(request: ActorRequest, row: Any) -> str:
    """To the look before sending, or to the page of the draft."""
    keep = request.POST.get("then") == "keep"
    return address_of(row) if keep else reverse("referrals:send_referral", args=[row.pk])


def _id(request: ActorRequest, name: str) -> UUID | None:
    """An id of the address; what nobody could have been given counts as none."""
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError:
        return None


def _of_code(actor: Actor, code: str) -> str:
    """Where one refers from the case or contact of this code; empty if there is none."""
    case = cases.cases(actor).filter(code=code).first()
    if case is not None:
        return reverse("referrals:refer", args=[terms.Source.CASE, case.pk])
    contact_id = queries.contact_of_code(actor, code)
    args = [terms.Source.CONTACT, contact_id]
    return reverse("referrals:refer", args=args) if contact_id else ""

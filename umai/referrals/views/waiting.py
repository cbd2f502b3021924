"""How long people wait, who says no, and what nobody gives: for advocacy; and noting a need."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from umai.foundation.kernel import clock
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.places import queries as places
from umai.foundation.ui.pages import page
from umai.foundation.vocabulary import queries as vocabulary
from umai.referrals import commands, permissions, queries, statistics, terms
from umai.referrals.forms.arriving import UnmetForm
from umai.referrals.forms.looking import WaitingForm
from umai.referrals.views import lists
from umai.referrals.views.acting import Act, ask, crumbs
from umai.referrals.views.referring import page_of


@needs(permissions.COUNT_REFERRALS)
@require_GET
def waiting(request: ActorRequest) -> HttpResponse:
    """Waiting times, refusals and unmet need by service, district, region or provider."""
    actor = request.actor
    today = clock.today(actor.time_zone)
    usual = {"first": today.replace(month=1, day=1), "last": today, "by": "service"}
    form = WaitingForm(request.GET if "first" in request.GET else usual)
    words: dict[str, Any] = {"form": form, "tabs": lists.sides(actor, "waiting")}
    if form.is_valid():
        said = form.cleaned_data
        found = statistics.waiting_times(actor, said["first"], said["last"], said["by"])
        why = statistics.refusals(actor, said["first"], said["last"])
        words |= {
            "first": said["first"],
            "last": said["last"],
            "heading": dict(form.fields["by"].choices)[said["by"]],  # type: ignore[attr-defined]
            "rows": [(_value(said["by"], one.value), one) for one in found],
            "most": most([one.to_service or one.to_accept for one in found]),
            "most_unmet": most([one.unmet for one in found]),
            "refused": _refusals(why, "refused"),
            "unmet": _refusals(why, "unmet"),
            "most_why": most([number for _kind, _reason, number in why]),
            "of_providers": said["by"] == "provider",
        }
    return page(request, "referrals/waiting.html", words, status=422 if form.errors else 200)


@needs(permissions.MAKE_REFERRAL)
@require_http_methods(["GET", "POST"])
def record_unmet_need(request: ActorRequest, source: str, source_id: UUID) -> HttpResponse:
    """Note that a help is needed and not to be had. Nothing is sent."""
    actor = request.actor
    origin = queries.origin(actor, source, source_id)
    form = UnmetForm(request.POST or None, initial={"id": uuid7(), "region": origin.region})
    back = page_of(origin.source, origin.id)
    act = Act(
        form,
        "referrals/record_unmet_need.html",
        _("Help that is not to be had"),
        lambda _said: commands.record_unmet_need(actor, origin, form.details()),
        lambda _made: back,
        _("It is noted and counted."),
        crumbs((origin.code, back), (_("Help that is not to be had"), "")),
        back,
        {"origin": origin},
    )
    return ask(request, act)


def most(numbers: Iterable[float | int | None]) -> float:
    """The greatest of them, for the length of bars."""
    return max((float(one) for one in numbers if one), default=0.0)


def _value(by: str, code: str) -> str:
    """What a row is called."""
    if code == statistics.NOT_RECORDED:
        return _("not recorded")
    if by == "service":
        return vocabulary.label("service", code)
    if by == "region":
        region = places.regions().get(code)
        return region.name() if region else code
    if code == statistics.CONFIDENTIAL:
        return _("Providers that are not shown to everybody")
    return places.district_name(code) if by == "district" else code


def _refusals(found: list[tuple[str, str, int]], kind: str) -> list[tuple[str, int]]:
    """Why, in words, and how often: of one kind."""
    known: Any = terms.RefusalReason if kind == "refused" else terms.UnmetReason
    reasons = dict(known.choices)
    return [
        (str(reasons.get(reason, reason)), number) for one, reason, number in found if one == kind
    ]

"""Whether Umai is well: a word for machines, a page for those who answer for it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from umai.foundation.jobs import health as signs_of
from umai.foundation.jobs import permissions
from umai.foundation.kernel.gate import ActorRequest, needs, open_to_everyone
from umai.foundation.ui.pages import page


@open_to_everyone  # a proxy that asks whether this server answers has no account
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """The server answers, and so does its database: this view runs inside a transaction."""
    return _word(well=True)


@open_to_everyone  # a watcher outside the building has no account and learns one word
@require_safe
def watch(request: HttpRequest) -> HttpResponse:
    """Whether anything that is watched is an alarm. What it is stands on the staff's page only."""
    return _word(well=not any(sign.alarm for sign in signs_of.everywhere()))


@needs(permissions.READ_HEALTH)
@require_safe
def health(request: ActorRequest) -> HttpResponse:
    """Every sign with its rule, the alarms first."""
    signs = [*signs_of.of_organisation(request.actor), *signs_of.of_the_house()]
    signs.sort(key=lambda sign: not sign.alarm)
    words = {
        "signs": signs,
        "alarms": sum(sign.alarm for sign in signs),
        "open": {sign.page for sign in signs if request.actor.may(sign.permission)},
    }
    return page(request, "jobs/health.html", words)


def _word(*, well: bool) -> HttpResponse:
    words = "ok" if well else "not ok"
    return HttpResponse(
        f"{words}\n",
        status=200 if well else 503,
        content_type="text/plain; charset=utf-8",
        headers={"Cache-Control": "no-store"},
    )

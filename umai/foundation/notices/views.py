"""My notices, the on-call roster, and the mail that has not left."""

from collections.abc import Callable
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from umai.foundation.access import queries as access
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.refusal import Refused
from umai.foundation.notices import commands, forms, permissions, queries, terms
from umai.foundation.notices.models import RosterPlace
from umai.foundation.ui import paging
from umai.foundation.ui.pages import page

WAY_BACK = ("newer", "older")


@needs(permissions.READ_NOTICES)
@require_GET
def notices(request: ActorRequest) -> HttpResponse:
    """What waits for me, unread first; then what I have read, newest first."""
    unread = queries.unread(request.actor)
    read = queries.notices(request.actor).filter(read_at__isnull=False)
    first = not any(way in request.GET for way in WAY_BACK)
    slice_ = paging.cut(request, read, by="at")
    waiting = list(unread[: paging.SIZE + 1]) if first else []
    words = {
        "unread_rows": [(one, terms.kind(one.kind)) for one in waiting[: paging.SIZE]],
        "more_unread": len(waiting) > paging.SIZE,
        "read_rows": [(one, terms.kind(one.kind)) for one in slice_.rows],
        "slice": slice_,
    }
    return page(request, "notices/notices.html", words)


@needs(permissions.READ_NOTICES)
@require_GET  # following it is reading it, as with a letter, and twice does no harm
def read_notice(request: ActorRequest, notice_id: UUID) -> HttpResponse:
    """Mark it as read and go where it leads."""
    notice = commands.read_notice(request.actor, notice_id)
    kind = terms.kind(notice.kind)
    if kind.needs and not request.actor.may(kind.needs):
        return redirect(f"{reverse(kind.elsewhere)}?{urlencode({'code': notice.code})}")
    try:
        return redirect(reverse(kind.page, args=[notice.subject_id] if notice.subject_id else []))
    except NoReverseMatch:  # a kind or a page of an older version
        return redirect("notices:notices")


@needs(permissions.READ_NOTICES)
@require_POST
def read_all_notices(request: ActorRequest) -> HttpResponse:
    """Mark everything as read."""
    commands.read_all_notices(request.actor)
    return redirect("notices:notices")


@needs(permissions.RETRY_MAIL)
@require_GET
def outbox(request: ActorRequest) -> HttpResponse:
    """The mail that has not left: for whom, since when, how often it was tried."""
    slice_ = paging.cut(request, queries.stuck_mail(request.actor), by="queued_at")
    names = access.names(request.actor, [one.person_id for one in slice_.rows])
    words = {
        "rows": [(one, names[one.person_id]) for one in slice_.rows],
        "slice": slice_,
        "backlog": queries.backlog(request.actor),
    }
    return page(request, "notices/outbox.html", words)


@needs(permissions.RETRY_MAIL)
@require_POST
def retry_mail(request: ActorRequest) -> HttpResponse:
    """Have it sent again."""
    commands.retry_mail(request.actor)
    messages.success(request, _("It is tried again within a minute."))
    return redirect("notices:outbox")


@needs(permissions.KEEP_ROSTER)
@require_GET
def roster(request: ActorRequest) -> HttpResponse:
    """Who is rung when a child is in danger, team by team, in order."""
    return page(request, "notices/roster.html", {"rosters": queries.rosters(request.actor)})


@needs(permissions.KEEP_ROSTER)
@require_http_methods(["GET", "HEAD", "POST"])
def put_on_roster(request: ActorRequest) -> HttpResponse:
    """Put a colleague at the end of a team's roster."""
    if request.method != "POST":
        form = forms.PlaceForm(request.actor, initial=forms.blank(request.GET.get("team", "")))
        return _put(request, form)
    form = forms.PlaceForm(request.actor, request.POST)
    if form.is_valid():
        try:
            place = commands.put_on_roster(request.actor, form.details())
        except Refused as no:
            form.add_error(no.field, str(no))
        else:
            messages.success(request, _("The roster is changed. Ring the number once to try it."))
            return redirect(_at(place))
    return _put(request, form, status=422)


@needs(permissions.KEEP_ROSTER)
@require_http_methods(["GET", "HEAD", "POST"])
def take_off_roster(request: ActorRequest, place_id: UUID) -> HttpResponse:
    """End somebody's place, after asking once more."""
    place = queries.place(request.actor, place_id)
    if request.method == "POST":
        return _turn(request, place, lambda v: commands.take_off_roster(request.actor, place_id, v))
    words = {
        "place": place,
        "name": access.names(request.actor, [place.person_id])[place.person_id],
        "team": access.teams(request.actor).get(pk=place.team_id).name,
    }
    return page(request, "notices/take_off_roster.html", words)


@needs(permissions.KEEP_ROSTER)
@require_POST
def move_on_roster(request: ActorRequest, place_id: UUID) -> HttpResponse:
    """Let somebody be rung one place earlier or later."""
    place = queries.place(request.actor, place_id)
    up = "down" not in request.POST and "up" in request.POST
    return _turn(
        request, place, lambda v: commands.move_on_roster(request.actor, place_id, v, up=up)
    )


def _put(request: ActorRequest, form: forms.PlaceForm, status: int = 200) -> HttpResponse:
    return page(request, "notices/put_on_roster.html", {"form": form}, status=status)


def _turn(
    request: ActorRequest, place: RosterPlace, act: Callable[[int], RosterPlace]
) -> HttpResponse:
    form = forms.TurnForm(request.POST)
    try:
        act(form.cleaned_data["version"] if form.is_valid() else 0)
    except Refused as no:
        messages.error(request, str(no))
    return redirect(_at(place))


def _at(place: RosterPlace) -> str:
    return f"{reverse('notices:roster')}#team-{place.team_id}"

"""The door of a provider without an account: a code, one referral, its answers, and out again."""

from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from umai.foundation.access import throttle
from umai.foundation.kernel import clock
from umai.foundation.kernel.gate import ActorRequest, View, open_to_everyone
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.foundation.ui.pages import in_public_languages, page
from umai.foundation.vocabulary import queries as vocabulary
from umai.referrals import commands, exports, queries, rules, terms
from umai.referrals.forms import door as forms

KEPT = "referral_door"
RATES = "10/5m/ip,60/d/ip"
TYPED = ("place", "ask_for", "words")


@dataclass(frozen=True)
class Act:
    """Something that a provider can say: the words of its button, its page, and what is asked."""

    name: str
    button: Any
    icon: str
    form: type[forms.DoorForm]
    lead: Any = ""


ACTS = [
    Act("accept", gettext_lazy("We take it on"), "circle-check", forms.AcceptForm),
    Act(
        "refuse",
        gettext_lazy("We cannot take it on"),
        "circle-x",
        forms.RefuseForm,
        gettext_lazy("After this answer the page closes and nothing of it can be opened any more."),
    ),
    Act(
        "begin",
        gettext_lazy("The help has begun"),
        "circle-play",
        forms.BeginForm,
        gettext_lazy("The first visit, lesson or consultation took place."),
    ),
    Act(
        "confirm",
        gettext_lazy("The help was given"),
        "circle-check",
        forms.ConfirmForm,
        gettext_lazy("What was asked for is done, and nothing more is planned."),
    ),
    Act("appoint", gettext_lazy("Give an appointment"), "calendar", forms.AppointForm),
    Act("fail", gettext_lazy("The help was not given"), "circle-x", forms.FailForm),
    Act("feedback", gettext_lazy("Say how it went"), "message-square", forms.FeedbackForm),
]
ASKED = gettext_lazy(
    "Say whether you can take it on. If you cannot, say so soon: then help is looked for elsewhere."
)
NEXT = {
    terms.State.SENT: ASKED,
    terms.State.RECEIVED: ASKED,
    terms.State.ACCEPTED: gettext_lazy(
        "You took it on. Say here, or by telephone, when the help begins or the appointment"
        " changes."
    ),
    terms.State.IN_SERVICE: gettext_lazy("The help has begun. Say here when it was given."),
    terms.State.SERVICE_COMPLETED: gettext_lazy(
        "The help was given, and nothing more is waited for. If you like, say how it went."
    ),
    terms.State.NOT_COMPLETED: gettext_lazy(
        "The help was not given. Whoever sent the referral looks for another way. If you like, say"
        " how it went."
    ),
}
BY_NAME = {one.name: one for one in ACTS}


def at_the_door(view: View) -> View:
    """Whoever entered a code a short while ago comes in; for all others the referral is closed."""

    @wraps(view)
    def wrapped(request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if KEPT not in request.session and request.method == "GET":
            return redirect("referrals:enter_code")
        visitor = _visitor(request)
        if visitor is None:
            return _over(request)
        zone = timezone.override(visitor.actor.time_zone)
        try:
            with scope(visitor.actor.organisation), zone:
                return view(request, visitor, *args, **kwargs)
        except Http404:
            return _over(request)

    return wrapped


@open_to_everyone  # a provider has no account here; the code is the key
@require_http_methods(["GET", "POST"])
@in_public_languages
def enter_code(request: ActorRequest) -> HttpResponse:
    """The address in letters and mails. Guessing is slowed down and written down."""
    form, status = forms.CodeForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        if not throttle.may_try(request, "open_referral", RATES):
            form.add_error("code", _("Too many tries. Wait five minutes, then type it once more."))
            status = 429
        elif visitor := commands.enter_code(request.actor, form.cleaned_data["code"]):
            request.session.cycle_key()
            _keep(request, visitor.actor.organisation, visitor.code_id)
            return redirect("referrals:at_door")
        else:
            form.add_error("code", _wrong())
    status = 422 if form.errors and status == 200 else status
    words = {"form": form, "ring": queries.to_ring()}
    return page(request, "referrals/door/enter_code.html", words, status=status)


@open_to_everyone  # whoever entered a code; every page asks anew whether it still opens anything
@require_GET
@in_public_languages
@at_the_door
def at_door(request: ActorRequest, visitor: queries.Visitor) -> HttpResponse:
    """What was agreed to be told, who sent it, and what can be answered now."""
    shown = commands.shown_to_provider(visitor.actor, visitor.referral_id)
    words = _shown(shown) | {"ring": queries.to_ring(visitor.actor.organisation)}
    return page(request, "referrals/door/at_door.html", words)


@open_to_everyone  # whoever entered a code; the command asks again
@require_http_methods(["GET", "POST"])
@in_public_languages
@at_the_door
def answer_at_door(request: ActorRequest, visitor: queries.Visitor, act: str) -> HttpResponse:
    """One answer: its questions, or what is wrong with them, or back to the referral."""
    if act not in BY_NAME:
        return redirect("referrals:at_door")
    shape = BY_NAME[act].form
    if request.method == "POST":
        form = shape(request.POST)
        if form.is_valid() and _said(visitor, form):
            messages.success(request, _("Thank you. Whoever sent the referral reads it now."))
            gone = form.kind is terms.FactKind.REFUSED
            return redirect("referrals:thank_you" if gone else "referrals:at_door")
        words = {"form": form, "act": BY_NAME[act]}
        return page(request, "referrals/door/answer.html", words, status=422)
    shown = commands.shown_to_provider(visitor.actor, visitor.referral_id)
    if BY_NAME[act] not in _shown(shown)["acts"]:
        return redirect("referrals:at_door")
    form = shape(initial={"version": shown.version})
    words = {"form": form, "act": BY_NAME[act], "appointment_at": shown.appointment_at}
    return page(request, "referrals/door/answer.html", words)


@open_to_everyone  # whoever entered a code may always go
@require_POST
@in_public_languages
@at_the_door
def leave_door(request: ActorRequest, visitor: queries.Visitor) -> HttpResponse:
    """Close the page: this browser opens the referral no more."""
    commands.leave_door(visitor.actor, visitor.code_id)
    request.session.pop(KEPT, None)
    return redirect("referrals:thank_you")


@open_to_everyone  # nothing of the referral is shown any more
@require_GET
@in_public_languages
def thank_you(request: ActorRequest) -> HttpResponse:
    """It arrived, and the page is closed."""
    request.session.pop(KEPT, None)
    return page(request, "referrals/door/thank_you.html")


def _shown(shown: commands.Shown) -> dict[str, Any]:
    """What the page says, all of it from what was agreed to be shown."""
    state = terms.State(shown.state)
    standing = rules.Standing(state, sent=True)
    return {
        "shown": shown,
        "told": exports.told_lines(shown.told),
        "need": vocabulary.label("service", shown.need),
        "urgency": terms.Urgency(shown.urgency).label,
        "state": vocabulary.label("referral_status", shown.state),
        "next": NEXT[state],
        "acts": [one for one in ACTS if standing.allows(one.form.kind, terms.Teller.PROVIDER)],
        "unanswered": state in rules.UNANSWERED,
        "ended": standing.ended,
        "minutes": vocabulary.amount("RF.IDLE_MINUTES"),
    }


def _said(visitor: queries.Visitor, form: forms.DoorForm) -> bool:
    """Whether the answer was taken; else the form says why not and keeps what was typed."""
    try:
        commands.answer_at_door(visitor.actor, visitor.referral_id, form.answer())
    except commands.Newer as newer:
        form.refuse(newer)
        form.meet(newer.current)
        return False
    except Refused as no:
        form.refuse(no)
        return False
    return True


def _keep(request: HttpRequest, organisation_id: UUID, code_id: UUID) -> None:
    seen = int(clock.now().timestamp())
    request.session[KEPT] = [str(organisation_id), str(code_id), seen]


def _kept(request: HttpRequest) -> tuple[UUID, UUID, int] | None:
    try:
        organisation, code, seen = request.session[KEPT]
        return UUID(organisation), UUID(code), int(seen)
    except (KeyError, TypeError, ValueError):
        return None


def _visitor(request: HttpRequest) -> queries.Visitor | None:
    """Who entered a code in this browser, unless nothing was done with it for too long."""
    kept = _kept(request)
    if kept is None:
        return None
    organisation_id, code_id, seen = kept
    idle = clock.now().timestamp() - seen
    if idle > vocabulary.span("RF.IDLE_MINUTES").total_seconds():
        return None
    _keep(request, organisation_id, code_id)
    return queries.visitor(organisation_id, code_id)


def _over(request: HttpRequest) -> HttpResponse:
    """The same page whatever ended it. What was typed meanwhile stands there to be copied."""
    kept = _kept(request)
    request.session.pop(KEPT, None)
    if kept is not None and queries.said_no(kept[0], kept[1]):
        return redirect("referrals:thank_you")
    typed = "\n".join(one for one in (request.POST.get(name, "") for name in TYPED) if one)
    return page(request, "referrals/door/closed.html", {"typed": typed}, status=410)


def _wrong() -> str:
    words = _(
        "This code opens nothing. Compare it sign by sign. A code opens a referral once and ends"
        " after %(days)d days; then ring whoever wrote to you and ask for a new one."
    )
    return words % {"days": vocabulary.amount("RF.CODE_DAYS")}

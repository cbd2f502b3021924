"""The list of referrals, one of them, and those of a case or a contact as a card on its page."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from umai.foundation.access import queries as access
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.ui import paging
from umai.foundation.ui.pages import page
from umai.people import permissions as people_permissions
from umai.referrals import commands, permissions, queries, rules
from umai.referrals.forms import acts
from umai.referrals.forms.looking import FilterForm
from umai.referrals.views import lists, told
from umai.referrals.views.acting import Act, address_of, ask, crumb_of, crumbs
from umai.referrals.views.referring import page_of

SHOWN = 30


@needs(permissions.READ_REFERRAL)
@require_GET
def referrals(request: ActorRequest) -> HttpResponse:
    """The referrals one may know of, what is due first on top; narrowed by the address."""
    actor = request.actor
    form = FilterForm(request.GET, actor=actor)
    valid = form.is_valid()
    chosen = form.chosen() if valid else None
    ended = chosen is not None and chosen.ended
    found = queries.rows(actor, chosen)
    cut = paging.cut(request, found, by="drafted_at" if ended else "due_at", soonest=not ended)
    words = {
        "form": form,
        "mend": _("Nothing is shown until it is mended."),
        "slice": cut,
        "lines": lists.lines(actor, cut.rows),
        "chosen": form.taken_away(request.GET),
        "narrowed": any(form.cleaned_data.values()) or not valid,
        "figures": lists.figures(queries.counted(actor)),
        "tabs": lists.sides(actor, "referrals"),
        "ended": ended,
    }
    return page(request, "referrals/referrals.html", words)


@needs(permissions.READ_REFERRAL)
@require_GET
def referral(request: ActorRequest, referral_id: UUID) -> HttpResponse:
    """One referral with everything that was said. That it was read is written down."""
    actor = request.actor
    read = commands.read_referral(actor, referral_id)
    row = read.referral
    agency, service = queries.asked_of(actor, row)
    names = access.names(actor, [row.owner_id, row.sent_by_id])
    words = {
        "row": row,
        "read": read,
        "agency": agency,
        "service": service,
        "owner": names.get(row.owner_id, ""),
        "steps": told.way(row),
        "entries": told.course(actor, read.course),
        "can": told.can(actor, row),
        "shared": told.shared(row, read),
        "before": row.state in rules.BEFORE,
        "agreed": queries.basis(actor, row) is not None,
        "may_reveal": actor.may(people_permissions.REVEAL_IDENTITY),
        "codes": queries.codes_of(row)[:3],
        "from_page": page_of(row.source, row.source_id),
        "crumbs": crumbs((row.code, "")),
    }
    return page(request, "referrals/referral.html", words)


@needs(permissions.MAKE_REFERRAL)
@require_http_methods(["GET", "POST"])
def note_answer(request: ActorRequest, referral_id: UUID) -> HttpResponse:
    """Write down what the provider, the child or a carer said on the telephone or on paper."""
    row = queries.referral(request.actor, referral_id)
    begun = {"version": row.version, "teller": "provider"}
    # An older page, or a second press of the button: the command says what became of it.
    older = request.method == "POST" and request.POST.get("version") != str(row.version)
    kinds = list(acts.HAPPENED) if older else told.answers(row)
    form = acts.AnswerForm(request.POST or None, kinds=kinds, initial=begun)
    act = Act(
        form,
        "referrals/note_answer.html",
        _("Write down what was said"),
        lambda said: commands.note_answer(request.actor, row.pk, said["version"], form.said()),
        address_of,
        _("It is written down."),
        crumbs(crumb_of(row), (_("Write down what was said"), "")),
        address_of(row),
        {"row": row},
    )
    return ask(request, act)


@needs(permissions.READ_REFERRAL)
@require_GET
def referrals_of(request: ActorRequest, source: str, source_id: UUID) -> HttpResponse:
    """The referrals made from a case or a contact: a card on its page."""
    actor = request.actor
    origin = queries.origin(actor, source, source_id)
    rows = queries.referrals_of_case(actor, source_id)
    if source != "case":
        rows = queries.referrals_from(actor, source_id)
    words = {
        "origin": origin,
        "source": source,
        "lines": lists.lines(actor, list(rows[:SHOWN])),
        "may_refer": actor.may(permissions.MAKE_REFERRAL),
        "back": page_of(origin.source, origin.id),
    }
    return page(request, "referrals/referrals_of.html", words)

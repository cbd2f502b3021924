"""Every child without a certificate of birth, in one column each, and how long it took others."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.ui.pages import page
from umai.legal_aid import permissions, queries, statistics, terms
from umai.legal_aid.forms.boards import BirthsForm
from umai.legal_aid.views import proofs
from umai.legal_aid.views.reading import asked_once, crumbs
from umai.people import permissions as people

SHOWN, ALONE = 12, 120


@needs(permissions.READ_PROCEDURE)
@require_GET
@asked_once
def births(request: ActorRequest) -> HttpResponse:
    """The children whom one may know of, from identified to the certificate in hand."""
    actor = request.actor
    form = BirthsForm(request.GET)
    said = form.cleaned_data if form.is_valid() else None
    found = queries.pipeline(actor, said["whose"], late=said["late"]) if said else {}
    wanted = (said or {}).get("column", "")
    shown = {
        stage: some[: ALONE if wanted else SHOWN]
        for stage, some in found.items()
        if wanted in {"", stage}
    }
    words = {
        "form": form,
        "mend": _("Nothing is shown until it is mended."),
        "columns": columns(actor, request.GET, shown, found),
        "alone": bool(wanted),
        "children": sum(len(some) for some in found.values()),
        "narrowed": any((said or {"": True}).values()),
        "routes": routes(actor),
        "crumbs": crumbs((_("Birth registration"), "")),
    }
    return page(request, "legal_aid/births.html", words)


def columns(
    actor: Actor, asked: Any, shown: dict[Any, list[queries.Child]], found: dict[Any, Any]
) -> list[dict[str, Any]]:
    """The columns with their tickets."""
    told = _tickets(actor, [one for some in shown.values() for one in some])
    return [
        {
            "code": stage.value,
            "title": terms.Stage(stage).label,
            "number": len(found[stage]),
            "more": len(found[stage]) - len(some),
            "url": f"?{urlencode({**asked.dict(), 'column': stage.value})}",
            "tickets": [told[one.individual_id] for one in some],
        }
        for stage, some in shown.items()
    ]


def _tickets(actor: Actor, children: list[queries.Child]) -> dict[Any, dict[str, Any]]:
    """What a ticket says of each child; every question is asked once for all of them."""
    known = proofs.tickets(actor, [one.procedure for one in children if one.procedure])
    ids = [one.individual_id for one in children]
    records = queries.children_of(actor, ids)
    pairs = queries.pairs_of(actor, ids) if actor.may(people.MERGE_PEOPLE) else {}
    keeps = actor.may(permissions.KEEP_PROCEDURE)
    return {
        one.individual_id: {
            "child": one,
            "short": proofs.short(records.get(one.individual_id)),
            "ticket": known.get(one.procedure.pk) if one.procedure else None,
            "pair": pairs.get(one.individual_id),
            "guide": _guide(one) if keeps and one.procedure is None else "",
            "keeps": keeps,
        }
        for one in children
    }


def routes(actor: Actor) -> list[dict[str, Any]]:
    """How long registrations took by route, for who counts procedures; small counts are hidden."""
    if not actor.may(permissions.COUNT_PROCEDURES):
        return []
    found = statistics.registered_births(actor)
    return [
        {
            "words": terms.Route(one).label,
            "spans": [
                {"number": at.number, "this_year": at.this_year, "words": _medians(at)}
                for at in found
                if at.route == one
            ],
        }
        for one in terms.Route
    ]


def _medians(at: statistics.Registered) -> str:
    """Half took less, half took more: from the opening, and from the birth."""
    told = []
    if at.days is not None:
        days = round(at.days)
        told.append(
            ngettext("%(n)d day from opening", "%(n)d days from opening", days) % {"n": days}
        )
    if at.weeks is not None:
        n = round(at.weeks)
        told.append(ngettext("%(n)d week from birth", "%(n)d weeks from birth", n) % {"n": n})
    return ", ".join(told)


def _guide(child: queries.Child) -> str:
    """Where plain questions lead to the right procedure."""
    return f"{reverse('legal_aid:guide')}?{urlencode({'case': child.case})}"

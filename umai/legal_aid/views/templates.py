"""Templates of procedures as pages: all of them, one version, two compared, the rules they name."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.ui.pages import page
from umai.foundation.vocabulary import permissions as reading_lists
from umai.foundation.vocabulary import queries as vocabulary
from umai.legal_aid import permissions, queries, rules, terms, versions
from umai.legal_aid.models import TemplateVersion
from umai.legal_aid.views import shown
from umai.legal_aid.views.reading import crumbs

SOON = timedelta(days=60)
OPEN = (terms.Draft.DRAFT, terms.Draft.PROPOSED)


@needs(permissions.READ_PROCEDURE)
@require_GET
def templates(request: ActorRequest) -> HttpResponse:
    """Every procedure in the version that new ones follow, and how sure we are of it."""
    actor = request.actor
    own = list(queries.template_versions(actor))
    running = queries.running(actor)
    rows = {(row.code, row.number): row for row in own}
    lines = [
        {
            "one": one,
            "title": queries.title_of(code, one.version),
            "steps": len(one.steps),
            "unsure": sum(queries.unsure(step) for step in one.steps.values()),
            "row": rows.get((code, one.version)),
            "running": sorted((n, many) for (own, n), many in running.items() if own == code),
            "open": [row for row in own if row.code == code and row.state in OPEN],
        }
        for code, one in queries.latest().items()
    ]
    waiting = [row for row in own if row.state == terms.Draft.PROPOSED]
    words = {"lines": lines, "names": shown.names_of(actor, own), "waiting": waiting}
    return page(request, "legal_aid/templates.html", words | {"crumbs": way(_("Templates"))})


@needs(permissions.READ_PROCEDURE)
@require_GET
def template_in_force(request: ActorRequest, code: str) -> HttpResponse:
    """The version of a procedure that new ones follow."""
    found = queries.latest().get(code)
    if found is None:
        raise Http404
    return redirect("legal_aid:template", code, found.version)


@needs(permissions.READ_PROCEDURE)
@require_GET
def own_template(request: ActorRequest, version_id: UUID) -> HttpResponse:
    """An own version by its id, as notices lead to it."""
    row = queries.template_versions(request.actor).filter(pk=version_id).first()
    if row is None:
        raise Http404
    return redirect("legal_aid:template", row.code, row.number)


@needs(permissions.READ_PROCEDURE)
@require_GET
def template(request: ActorRequest, code: str, number: int) -> HttpResponse:
    """One version of a procedure: its steps, what they rest on, what can be done with it."""
    actor = request.actor
    one, row = queries.any_version(actor, code, number)
    writing = row is not None and row.state in OPEN
    words = {
        **of(one, row),
        "steps": shown.steps(one),
        "faults": faults(one) if writing else [],
        "writing": writing,
        "lines": shown.version_lines(actor, code),
        "may_edit": actor.may(permissions.EDIT_TEMPLATES),
        "mine": row is not None and actor.person in row.hands,
        "may_read_rules": actor.may(reading_lists.READ_LISTS),
        "names": shown.names_of(actor, [row] if row else []),
        "crumbs": way(f"{code} {versions.version_label(number)}"),
    }
    return page(request, "legal_aid/template.html", words)


@needs(permissions.READ_PROCEDURE)
@require_GET
def compare_templates(request: ActorRequest, code: str, before: int, after: int) -> HttpResponse:
    """Two versions of a procedure side by side: only what differs."""
    old, _row = queries.any_version(request.actor, code, before)
    new, row = queries.any_version(request.actor, code, after)
    here = _("What differs")
    words = {
        **of(new, row),
        "before": before,
        "after": after,
        "differences": shown.differences(old, new),
        "crumbs": way(code, reverse("legal_aid:template", args=[code, after]), here),
    }
    return page(request, "legal_aid/compare_templates.html", words)


@needs(permissions.READ_PROCEDURE)
@require_GET
def template_rules(request: ActorRequest) -> HttpResponse:
    """The rules that procedures name: what is to be confirmed, is switched off, ends soon."""
    found = queries.named_rules(queries.latest().values())
    unsure = [one for one in found if one.row.to_confirm]
    sure = [one for one in found if not one.row.to_confirm]
    words = {
        "groups": [
            ("confirm", _("To be confirmed by a lawyer"), unsure),
            ("sure", _("Confirmed, or seen at the source"), sure),
        ],
        "off": sum(not one.runs for one in found),
        "soon": queries.today() + SOON,
        "may_read_rules": request.actor.may(reading_lists.READ_LISTS),
        "crumbs": way(_("Rules to be confirmed")),
    }
    return page(request, "legal_aid/template_rules.html", words)


def of(one: rules.Template, row: TemplateVersion | None) -> dict[str, Any]:
    """What every page about a version says of it."""
    title = vocabulary.in_language(dict(one.title))
    return {"one": one, "row": row, "title": title, "number": one.version}


def faults(one: rules.Template) -> list[dict[str, str]]:
    """What must be mended before a version can be proposed, each with its step."""
    return [
        {"step": code, "title": shown.leads_to(one, code), "words": words}
        for code, words in queries.faults(one)
    ]


def way(*further: str) -> list[tuple[str, str]]:
    """The way back from a page about templates: words, then an address and the last words."""
    listed = (_("Templates"), reverse("legal_aid:templates"))
    if len(further) == 3:
        return crumbs(listed, (further[0], further[1]), (further[2], ""))
    return crumbs((further[0], "")) if further[0] == listed[0] else crumbs(listed, (further[0], ""))

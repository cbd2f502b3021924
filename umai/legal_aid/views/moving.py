"""A running procedure is moved to another version of its template."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.pages import page
from umai.legal_aid import commands, permissions, queries, rules, versions
from umai.legal_aid.forms.drafting import MoveForm
from umai.legal_aid.models import Procedure
from umai.legal_aid.views import shown
from umai.legal_aid.views.reading import crumbs


@needs(permissions.KEEP_PROCEDURE)
@require_http_methods(["GET", "POST"])
def move_procedure(request: ActorRequest, procedure_id: UUID) -> HttpResponse:
    """Show how another version differs, ask where the procedure goes on, and move it."""
    row = queries.procedure(request.actor, procedure_id)
    offered = queries.may_move_to(request.actor, row)
    if not offered:
        messages.info(request, _("There is no other version of this procedure."))
        return redirect("legal_aid:procedure", row.pk)
    new, old = _chosen(request, row, offered), queries.template_of(row)
    changed = versions.changed(old, new, row.step)
    begun = {"version": row.version, "to_version": new.version}
    form = MoveForm(request.POST or None, one=new, step=row.step, asks=changed, initial=begun)
    if request.method == "POST" and form.is_valid() and _moved(request, row, form):
        return redirect("legal_aid:procedure", row.pk)
    words = {
        **_told(row, old),
        "form": form,
        "new": new,
        "changed": changed,
        "differences": shown.differences(old, new),
        "tabs": [_tab(one, one.version == new.version) for one in offered],
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "legal_aid/move_procedure.html", words, status=status)


def _chosen(
    request: ActorRequest, row: Procedure, offered: list[rules.Template]
) -> rules.Template:
    """The version that was asked for; else the one that new procedures follow."""
    asked = request.POST.get("to_version") or request.GET.get("to", "")
    force = queries.latest()[row.template].version
    known = {str(one.version): one for one in offered}
    return known.get(asked) or known.get(str(force)) or offered[0]


def _moved(request: ActorRequest, row: Procedure, form: MoveForm) -> bool:
    said = {"step": "", **form.cleaned_data}
    try:
        commands.move_procedure(request.actor, row.pk, **said)
    except commands.Newer as no:
        form.meet(no.current)
    except Refused as no:
        form.refuse(no)
    else:
        messages.success(request, _("It is written down."))
        return True
    return False


def _told(row: Procedure, old: rules.Template) -> dict[str, Any]:
    back = reverse("legal_aid:procedure", args=[row.pk])
    here = _("Move to another version")
    return {
        "row": row,
        "here": here,
        "back": back,
        "title": queries.title_of(row.template, row.template_version),
        "now": queries.step_title(old, row.step),
        "crumbs": crumbs((row.code, back), (here, "")),
    }


def _tab(one: rules.Template, current: bool) -> dict[str, Any]:
    words = _("Version %(version)s") % {"version": versions.version_label(one.version)}
    return {"url": f"?to={one.version}", "words": words, "current": current}

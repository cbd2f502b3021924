"""Own versions of procedures are written and decided: a page or a button for each act."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.pages import page
from umai.foundation.ui.versions import Difference, against
from umai.legal_aid import commands, permissions, queries, versions
from umai.legal_aid.forms import drafting
from umai.legal_aid.models import TemplateVersion
from umai.legal_aid.views import shown, templates

ACTS: dict[str, tuple[Any, Callable[..., TemplateVersion]]] = {
    "propose": (gettext_lazy("Propose this version"), commands.propose_template),
    "approve": (gettext_lazy("Approve this version"), commands.approve_template),
    "refuse": (gettext_lazy("Refuse this version"), commands.refuse_template),
    "withdraw": (gettext_lazy("Withdraw this version"), commands.withdraw_template),
}
CHANGES = {"up": -1, "down": 1}


@needs(permissions.EDIT_TEMPLATES)
@require_POST
def draft_template(request: ActorRequest, code: str, number: int) -> HttpResponse:
    """Begin an own version from this one."""
    row = commands.draft_template(request.actor, code, number)
    messages.success(request, _("The draft is made. Nobody follows it before it is approved."))
    return redirect("legal_aid:template", row.code, row.number)


@needs(permissions.EDIT_TEMPLATES)
@require_http_methods(["GET", "POST"])
def edit_template(request: ActorRequest, code: str, number: int) -> HttpResponse:
    """Title, first step, paper and source of a draft."""
    row = queries.template_version(request.actor, code, number)
    one = queries.parsed(row)
    begun = {**drafting.HeadForm.told(one), "version": row.version}
    form = drafting.HeadForm(request.POST or None, one=one, initial=begun)

    def do() -> TemplateVersion:
        known = form.cleaned_data["version"]
        return commands.edit_template(request.actor, code, number, known, form.head())

    words = {"here": _("The whole procedure"), "saved": drafting.HeadForm.told}
    return _ask(request, row, form, do, words)


@needs(permissions.EDIT_TEMPLATES)
@require_http_methods(["GET", "POST"])
def edit_template_step(request: ActorRequest, code: str, number: int, step: str) -> HttpResponse:
    """One step of a draft."""
    row = queries.template_version(request.actor, code, number)
    one = queries.parsed(row)
    if step not in one.steps:
        raise Http404
    begun = {**drafting.TemplateStepForm.told(one.steps[step]), "version": row.version}
    form = drafting.TemplateStepForm(
        request.POST or None, one=one, step=one.steps[step], initial=begun
    )

    def do() -> TemplateVersion:
        known, told = form.cleaned_data["version"], form.details()
        return commands.edit_template_step(request.actor, code, number, known, step, told)

    def saved(now: Any) -> dict[str, Any]:
        found = now.steps.get(step)
        return drafting.TemplateStepForm.told(found) if found else {}

    here = queries.step_title(one, step) or _("A new step")
    return _ask(request, row, form, do, {"here": here, "saved": saved, "step": step})


@needs(permissions.EDIT_TEMPLATES)
@require_POST
def change_template_steps(
    request: ActorRequest, code: str, number: int, step: str, act: str
) -> HttpResponse:
    """Add a step after this one, take it out, list it higher or lower."""
    asked = request.POST.get("version", "")
    version = int(asked) if asked.isascii() and asked.isdigit() else 0
    here = (request.actor, code, number, version)
    back = reverse("legal_aid:template", args=[code, number])
    try:
        if act == "add":
            _row, made = commands.add_template_step(*here, step)
            return redirect("legal_aid:edit_template_step", code, number, made)
        if act == "remove":
            commands.remove_template_step(*here, step)
        elif act in CHANGES:
            commands.shift_template_step(*here, step, CHANGES[act])
        else:
            raise Http404
    except Refused as no:
        messages.error(request, str(no))
    return redirect(back if act == "remove" else f"{back}#{step}")


@needs(permissions.EDIT_TEMPLATES)
@require_http_methods(["GET", "POST"])
def act_on_template(request: ActorRequest, code: str, number: int, act: str) -> HttpResponse:
    """Propose, approve, refuse or withdraw a version; with the reason."""
    row = queries.template_version(request.actor, code, number)
    if act not in ACTS:
        raise Http404
    here, command = ACTS[act]
    begun = {"version": row.version, "enabled_from": queries.today().isoformat()}
    form = drafting.DecisionForm(request.POST or None, act=act, initial=begun)

    def do() -> TemplateVersion:
        return command(request.actor, code, number, **form.cleaned_data)

    base, _row = queries.any_version(request.actor, code, row.based_on)
    differences = shown.differences(base, queries.parsed(row))
    words = {"here": here, "saved": lambda _now: {}, "differences": differences, "decides": True}
    return _ask(request, row, form, do, words)


def _ask(
    request: ActorRequest,
    row: TemplateVersion,
    form: drafting.VersionedForm,
    do: Callable[[], TemplateVersion],
    words: dict[str, Any],
) -> HttpResponse:
    """The form; the act, if it was filled in rightly; both versions if somebody was quicker."""
    back = reverse("legal_aid:template", args=[row.code, row.number])
    done, lines = _tried(request, form, do, words.pop("saved"))
    if done:
        messages.success(request, _("It is written down."))
        return redirect(back)
    one = queries.parsed(row)
    label = f"{row.code} {versions.version_label(row.number)}"
    told = {"form": form, "lines": lines, "back": back, "faults": templates.faults(one)}
    way = {"crumbs": templates.way(label, back, str(words["here"]))}
    status = 422 if request.method == "POST" else 200
    name = "edit_template_step" if "step" in words else "edit_template"
    words = {**templates.of(one, row), **words, **told, **way}
    return page(request, f"legal_aid/{name}.html", words, status=status)


def _tried(
    request: ActorRequest,
    form: drafting.VersionedForm,
    do: Callable[[], TemplateVersion],
    saved: Callable[[Any], dict[str, Any]],
) -> tuple[bool, list[Difference]]:
    """Whether it was done; what somebody else saved beside what was typed, if that was why not."""
    if request.method != "POST" or not form.is_valid():
        return False, []
    try:
        do()
    except commands.Newer as no:
        said = form.cleaned_data
        now = {**said, **saved(queries.parsed(no.current)), "slots": said.get("slots")}
        form.meet(no.current)
        return False, against(form, now)
    except Refused as no:
        form.refuse(no)
        return False, []
    return True, []

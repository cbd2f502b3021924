"""Rules: what they say, how sure we are, who confirmed them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from umai.foundation.kernel import clock
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.ui.pages import page
from umai.foundation.vocabulary import commands, forms, permissions, queries, terms
from umai.foundation.vocabulary.models import Rule
from umai.foundation.vocabulary.views.changes import rule_differences
from umai.foundation.vocabulary.views.frame import frame, names, sent


@needs(permissions.READ_LISTS)
@require_GET
def rules(request: ActorRequest) -> HttpResponse:
    """The rules, by how sure we are of them; the centre's own stand apart."""
    form = forms.RuleFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    found = queries.rule_rows(asked.get("q", ""), asked.get("state", ""))
    shelves = queries.by_confidence(found)
    chosen = asked.get("sure") or next((name for name in shelves if shelves[name]), "L")
    words = {
        "form": form,
        "shelves": _shelf_tabs(request, shelves, chosen),
        "rows": shelves[chosen],
        "chosen": chosen,
        "to_confirm": sum(row.to_confirm for row in found),
        "narrowed": bool(asked.get("q") or asked.get("state")),
    }
    return page(request, "vocabulary/rules.html", frame(request.actor, "rules") | words)


@needs(permissions.READ_LISTS)
@require_GET
def rule(request: ActorRequest, code: str) -> HttpResponse:
    """One rule with all its versions, newest first."""
    words = _told(request, queries.rule_versions(code))
    return page(request, "vocabulary/rule.html", frame(request.actor, "rules") | words)


@needs(permissions.EDIT_LISTS)
@require_http_methods(["GET", "POST"])
def edit_rule(request: ActorRequest, code: str) -> HttpResponse:
    """Write a new version of a rule; the old one stays for what runs under it."""
    versions = queries.rule_versions(code)
    form = forms.RuleForm(request.POST) if request.POST else forms.RuleForm.of(versions[0])
    saved, overtaken = sent(form, lambda: _edit(request, code, form))
    if saved:
        return _to_rule(request, saved, _("Version %(n)d is written.") % {"n": saved.version})
    seen = rule_differences(versions[0], form.details()) if overtaken else []
    if overtaken:
        form.carry_on_from(versions[0].version)
    words = {"form": form, "differences": seen} | _told(request, versions)
    return _asked(request, "vocabulary/edit_rule.html", words)


@needs(permissions.EDIT_LISTS)
@require_http_methods(["GET", "POST"])
def confirm_rule(request: ActorRequest, code: str) -> HttpResponse:
    """Write down which lawyer confirmed the newest version, and when."""
    versions = queries.rule_versions(code)
    day = clock.today(request.actor.time_zone)
    form = forms.ConfirmRuleForm(
        request.POST or None, initial={"verified_on": day, "version": versions[0].version}
    )
    saved, _overtaken = sent(
        form, lambda: commands.confirm_rule(request.actor, code, **form.cleaned_data)
    )
    if saved:
        return _to_rule(request, saved, _("The confirmation is written down."))
    return _asked(
        request, "vocabulary/confirm_rule.html", {"form": form} | _told(request, versions)
    )


@needs(permissions.EDIT_LISTS)
@require_http_methods(["GET", "POST"])
def switch_rule_on(request: ActorRequest, code: str) -> HttpResponse:
    """Ask once more, then let the rule be reckoned with."""
    return _switch(request, code, "vocabulary/switch_rule_on.html", commands.switch_rule_on)


@needs(permissions.EDIT_LISTS)
@require_http_methods(["GET", "POST"])
def switch_rule_off(request: ActorRequest, code: str) -> HttpResponse:
    """Ask once more, then reckon nothing from the rule."""
    return _switch(request, code, "vocabulary/switch_rule_off.html", commands.switch_rule_off)


def _switch(request: ActorRequest, code: str, template: str, act: Any) -> HttpResponse:
    versions = queries.rule_versions(code)
    form = forms.Versioned(request.POST or None, initial={"version": versions[0].version})
    saved, _overtaken = sent(form, lambda: act(request.actor, code, form.cleaned_data["version"]))
    if saved:
        return _to_rule(request, saved, _("Saved. It holds from today."))
    return _asked(request, template, {"form": form} | _told(request, versions))


def _edit(request: ActorRequest, code: str, form: forms.RuleForm) -> Rule:
    version = form.cleaned_data["version"]
    return commands.edit_rule(request.actor, code, version, form.details())


def _asked(request: ActorRequest, template: str, words: dict[str, Any]) -> HttpResponse:
    status = 422 if words["form"].errors else 200
    return page(request, template, frame(request.actor, "rules") | words, status=status)


def _told(request: ActorRequest, versions: list[Rule]) -> dict[str, Any]:
    """A rule as its pages show it: the version that holds, and all of them, newest first."""
    row = queries.rule_row(versions)
    return {
        "row": row,
        "rule": row.rule,
        "title": row.title,
        "titles": [(one, own, row.rule.titles.get(one)) for one, own in terms.OWN_NAMES.items()],
        "versions": versions,
        "names": names(request.actor, (one.edited_by for one in versions)),
    }


def _shelf_tabs(request: HttpRequest, shelves: Any, chosen: str) -> list[dict[str, Any]]:
    tabs = []
    for name, rows in shelves.items():
        asked = request.GET.copy()
        asked["sure"] = name
        words = {"words": terms.SHELVES[name], "count": len(rows)}
        tabs.append(words | {"url": f"?{asked.urlencode()}", "current": name == chosen})
    return tabs


def _to_rule(request: HttpRequest, saved: Rule, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect(reverse("vocabulary:rule", args=[saved.code]))

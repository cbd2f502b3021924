"""Lists and their terms."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.pages import page
from umai.foundation.vocabulary import commands, forms, permissions, queries, terms
from umai.foundation.vocabulary.models import Term
from umai.foundation.vocabulary.views.changes import changes_of, differences
from umai.foundation.vocabulary.views.frame import frame, names, sent


@needs(permissions.READ_LISTS)
@require_GET
def lists(request: ActorRequest) -> HttpResponse:
    """Every list, how long it is and how many labels wait for a native reader."""
    form = forms.ListFilter(request.GET)
    sought = form.cleaned_data["q"] if form.is_valid() else ""
    rows = queries.list_rows(sought)
    words = {
        "rows": rows,
        "form": form,
        "sought": sought,
        "terms": sum(row.terms for row in rows),
        "waiting": [
            (terms.OWN_NAMES[one], one, sum(row.waiting[one] for row in rows))
            for one in terms.READ_BY_NATIVES
        ],
    }
    return page(request, "vocabulary/lists.html", frame(request.actor, "lists") | words)


@needs(permissions.READ_LISTS)
@require_GET
def word_list(request: ActorRequest, list_code: str) -> HttpResponse:
    """One list: its terms in order, three languages side by side."""
    found = queries.word_list(list_code)
    held = list(queries.terms_of(list_code))
    words = {
        "list": found,
        "title": queries.in_language(found.titles),
        "terms": held,
        "languages": list(terms.OWN_NAMES.items()),
        "waiting": [
            (terms.OWN_NAMES[one], number)
            for one in terms.READ_BY_NATIVES
            if (number := sum(one in term.review for term in held))
        ],
    }
    return page(request, "vocabulary/word_list.html", frame(request.actor, "lists") | words)


@needs(permissions.READ_LISTS)
@require_GET
def term(request: ActorRequest, list_code: str, term_id: UUID) -> HttpResponse:
    """One term with everything it said before."""
    found = queries.term(list_code, term_id)
    versions = list(queries.term_versions(found))
    shelf = queries.word_list(list_code)
    words = {
        "list": shelf,
        "list_title": queries.in_language(shelf.titles),
        "title": queries.in_language(found.labels),
        "term": found,
        "labels": [(terms.OWN_NAMES[one], one, found.labels.get(one)) for one in terms.LANGUAGES],
        "changes": changes_of(found, versions),
        "names": names(request.actor, (one.edited_by for one in versions)),
    }
    return page(request, "vocabulary/term.html", frame(request.actor, "lists") | words)


@needs(permissions.EDIT_LISTS)
@require_http_methods(["GET", "POST"])
def edit_term(request: ActorRequest, list_code: str, term_id: UUID) -> HttpResponse:
    """Change what a term says. If a colleague was quicker, both versions are shown."""
    found, groups = queries.term(list_code, term_id), queries.groups_of(list_code)
    form = _term_form(request, found, groups)
    saved, overtaken = sent(form, lambda: _edit(request, found, form))
    if saved:
        return _back(request, saved, _("The term %(code)s is saved.") % {"code": saved.code})
    seen = differences(found, form.details()) if overtaken else []
    if overtaken:
        form.carry_on_from(found.version)
    words = {"term": found, "form": form, "groups": groups, "differences": seen}
    return _asked(request, "vocabulary/edit_term.html", list_code, words)


@needs(permissions.EDIT_LISTS)
@require_http_methods(["GET", "POST"])
def add_term(request: ActorRequest, list_code: str) -> HttpResponse:
    """Add a term to a list."""
    groups = queries.groups_of(list_code)
    usual = {"active": True, "sort": queries.next_place(list_code), "version": 0}
    form = forms.NewTermForm(request.POST or None, initial=usual, groups=groups)
    saved, _overtaken = sent(form, lambda: _add(request, list_code, form))
    if saved:
        return _back(request, saved, _("The term %(code)s is added.") % {"code": saved.code})
    return _asked(
        request, "vocabulary/add_term.html", list_code, {"form": form, "groups": groups}
    )


@needs(permissions.EDIT_LISTS)
@require_POST
def confirm_label(request: ActorRequest, list_code: str) -> HttpResponse:
    """A native reader found a label right. The button says which: term, version and language."""
    form = forms.LabelForm(request.POST)
    if not form.is_valid():
        return redirect("vocabulary:word_list", list_code)
    term_id, version, language = form.cleaned_data["label"]
    try:
        saved = commands.confirm_label(request.actor, list_code, term_id, version, language)
    except Refused:
        messages.warning(request, _("Somebody changed this label meanwhile. Read it once more."))
        return redirect("vocabulary:word_list", list_code)
    return _back(request, saved, _("The label of %(code)s is confirmed.") % {"code": saved.code})


def _edit(request: ActorRequest, term: Term, form: forms.TermForm) -> Term:
    version = form.cleaned_data["version"]
    return commands.edit_term(request.actor, term.word_list_id, term.pk, version, form.details())


def _add(request: ActorRequest, list_code: str, form: forms.NewTermForm) -> Term:
    code = form.cleaned_data["code"]
    return commands.add_term(request.actor, list_code, code, form.details())


def _term_form(request: HttpRequest, found: Term, groups: list[str]) -> forms.TermForm:
    if request.POST:
        return forms.TermForm(request.POST, groups=groups)
    return forms.TermForm.of(found, groups)


def _asked(
    request: ActorRequest, template: str, list_code: str, words: dict[str, Any]
) -> HttpResponse:
    found = queries.word_list(list_code)
    around = {"list": found, "list_title": queries.in_language(found.titles)}
    status = 422 if words["form"].errors else 200
    return page(
        request, template, frame(request.actor, "lists") | around | words, status=status
    )


def _back(request: HttpRequest, saved: Term, words: str) -> HttpResponse:
    messages.success(request, words)
    home = reverse("vocabulary:word_list", args=[saved.word_list_id])
    return redirect(f"{home}#{saved.code}")

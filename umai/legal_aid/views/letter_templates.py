"""Templates of letters: which are in use, bring a new version, compare, approve, withdraw."""

import difflib
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from umai.foundation.files import answers
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.pages import page
from umai.legal_aid import commands, permissions, queries
from umai.legal_aid.forms.letters import TemplateForm
from umai.legal_aid.letters import catalogue, shipped
from umai.legal_aid.letters.grammar import Wrong
from umai.legal_aid.models import LetterTemplate
from umai.legal_aid.views import letter_words
from umai.legal_aid.views.reading import crumbs


@needs(permissions.READ_PROCEDURE)
@require_GET
def letter_templates(request: ActorRequest) -> HttpResponse:
    """Every letter with the version in use, and own versions with who brought and approved them."""
    words = {
        "lines": letter_words.versions(request.actor),
        "may_keep": request.actor.may(permissions.KEEP_PROCEDURE),
        "crumbs": crumbs((_("Templates of letters"), "")),
    }
    return page(request, "legal_aid/letter_templates.html", words)


@needs(permissions.READ_PROCEDURE)
@require_GET
def template_docx(
    request: ActorRequest, code: str, language: str, version: int
) -> HttpResponse:
    """Save a version of a template, to edit it in Word."""
    content = queries.template_docx(request.actor, code, language, version)
    return answers.attachment(content, "docx", f"{code}-{language}-v{version}")


@needs(permissions.KEEP_PROCEDURE)
@require_http_methods(["GET", "POST"])
def upload_letter_template(request: ActorRequest, code: str, language: str) -> HttpResponse:
    """Bring a version that was edited in Word; a refusal names each place."""
    one = shipped.letters().get(code)
    if one is None or language not in one.languages:
        raise Http404
    typed = (request.POST, request.FILES) if request.method == "POST" else ()
    form = TemplateForm(*typed)
    if request.method != "POST":
        return _upload(request, one, language, form)
    form.check_size(request)
    if not form.is_valid():
        return _upload(request, one, language, form)
    said = (code, language, form.content(), form.cleaned_data["changed"])
    try:
        made = commands.upload_letter_template(request.actor, *said)
    except Refused as no:
        form.refuse(no)
        return _upload(request, one, language, form, getattr(no, "wrongs", []))
    messages.success(request, _("The version waits for a second person."))
    return redirect("legal_aid:letter_version", made.pk)


def _upload(
    request: ActorRequest,
    one: shipped.Letter,
    language: str,
    form: TemplateForm,
    wrongs: Sequence[Wrong] = (),
) -> HttpResponse:
    here = queries.letter_title(one.code)
    listed = reverse("legal_aid:letter_templates")
    words = {
        "form": form,
        "places": letter_words.places(wrongs),
        "title": here,
        "language_name": letter_words.language_name(language),
        "fields": [(name, letter_words.FIELDS[name]) for name in catalogue.FIELDS],
        "lists": [
            (name, letter_words.FIELDS[name], list(items))
            for name, items in catalogue.LISTS.items()
        ],
        "back": listed,
        "crumbs": crumbs((_("Templates of letters"), listed), (here, "")),
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "legal_aid/upload_letter_template.html", words, status=status)


@needs(permissions.READ_PROCEDURE)
@require_GET
def letter_version(request: ActorRequest, template_id: UUID) -> HttpResponse:
    """An own version beside the one before it: what was taken out, what was added."""
    return _version(request, queries.letter_template(request.actor, template_id))


@needs(permissions.KEEP_PROCEDURE)
@require_POST
def approve_letter_template(request: ActorRequest, template_id: UUID) -> HttpResponse:
    """Let a version be used."""
    approve = commands.approve_letter_template
    return _decide(request, template_id, approve, _("The version is in use."))


@needs(permissions.KEEP_PROCEDURE)
@require_POST
def withdraw_letter_template(request: ActorRequest, template_id: UUID) -> HttpResponse:
    """Take a version out of use."""
    return _decide(request, template_id, commands.withdraw_letter_template, _("It is withdrawn."))


def _decide(
    request: ActorRequest, template_id: UUID, act: Callable[..., Any], words: str
) -> HttpResponse:
    row = queries.letter_template(request.actor, template_id)
    try:
        act(request.actor, row.pk)
    except Refused as no:
        return _version(request, row, str(no))
    messages.success(request, words)
    return redirect("legal_aid:letter_version", row.pk)


def _version(request: ActorRequest, row: LetterTemplate, refused: str = "") -> HttpResponse:
    actor = request.actor
    old, new = (
        queries.lines_of(
            queries.blocks_of(queries.template_docx(actor, row.code, row.language, one))
        )
        for one in (row.version - 1, row.version)
    )
    title = f"{queries.letter_title(row.code)} v{row.version}"
    listed = (_("Templates of letters"), reverse("legal_aid:letter_templates"))
    words = {
        "row": row,
        "title": title,
        "before": row.version - 1,
        "lines": compared(old, new),
        "refused": refused,
        **letter_words.of_version(actor, row),
        "crumbs": crumbs(listed, (title, "")),
    }
    return page(request, "legal_aid/letter_version.html", words, status=422 if refused else 200)


def compared(old: list[str], new: list[str]) -> list[tuple[str, str]]:
    """The lines of two versions: `-` taken out, `+` added, blank the same."""
    return [
        (line[0].strip(), line[2:]) for line in difflib.ndiff(old, new) if not line.startswith("?")
    ]

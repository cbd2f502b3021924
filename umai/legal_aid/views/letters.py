"""Letters of a procedure: which can be written, one being written, those that were kept."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from umai.foundation.exports import pdf_file
from umai.foundation.exports.marks import Mark
from umai.foundation.files import answers
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.pages import page
from umai.legal_aid import commands, permissions, queries
from umai.legal_aid.forms.letters import LetterForm
from umai.legal_aid.letters import shipped
from umai.legal_aid.models import Procedure
from umai.legal_aid.views import letter_words
from umai.legal_aid.views.reading import crumbs
from umai.people import permissions as people

FORMS = ("docx", "pdf")


@needs(permissions.READ_PROCEDURE)
@require_GET
def letters(request: ActorRequest, procedure_id: UUID) -> HttpResponse:
    """Every letter that can be written for a procedure, and those that were kept."""
    row = queries.procedure(request.actor, procedure_id)
    words = letter_words.card(request.actor, row)
    here = _("Letters")
    back = reverse("legal_aid:procedure", args=[row.pk])
    told = {"row": row, **words, "crumbs": crumbs((row.code, back), (here, ""))}
    return page(request, "legal_aid/letters.html", told)


@needs(permissions.KEEP_PROCEDURE)
@require_http_methods(["GET", "POST"])
def write_letter(
    request: ActorRequest, procedure_id: UUID, code: str, language: str
) -> HttpResponse:
    """Say what is to be said, look at the letter, keep it."""
    actor = request.actor
    row = queries.procedure(actor, procedure_id)
    one = shipped.letters().get(code)
    if one is None or language not in one.languages:
        raise Http404
    form, drafted = _form(request, row, one, language), None
    if request.method == "POST" and form.is_valid():
        wish = form.wish(code, language)
        if wish.named:
            request.prove()
        try:
            if "look" not in request.POST:
                commands.keep_letter(actor, row.pk, wish)
                return _kept(request, row)
            drafted = commands.look_at_letter(actor, row.pk, wish)
        except Refused as no:
            form.refuse(no)
    return _screen(request, row, one, language, form, drafted)


@needs(permissions.READ_PROCEDURE)
@require_GET
def open_letter(request: ActorRequest, letter_id: UUID, form: str) -> HttpResponse:
    """Save a kept letter, for Word or for paper. The name of the file is a code."""
    if form not in FORMS:
        raise Http404
    if queries.letter(request.actor, letter_id)[0].named:
        request.actor.require(people.REVEAL_IDENTITY)
        request.prove()
    row, letter, content = commands.open_letter(request.actor, letter_id, form)
    if form == "pdf":
        content = _pdf(request.actor, letter.language, f"{row.code} {letter.number}", content)
    return answers.attachment(content, form, f"{row.code}-{letter.number}")


def _pdf(actor: Actor, language: str, title: str, content: bytes) -> bytes:
    data = {"language": language, "title": title, "blocks": queries.blocks_of(content)}
    moment = clock.now().astimezone(ZoneInfo(actor.time_zone)).replace(microsecond=0)
    return pdf_file.document("letter", data, Mark(actor.name, moment))


def _form(
    request: ActorRequest, row: Procedure, one: shipped.Letter, language: str
) -> LetterForm:
    may_name = request.actor.may(people.REVEAL_IDENTITY)
    return LetterForm(
        request.POST or None,
        letter=one,
        receivers=letter_words.receivers(request.actor, row, one, language),
        may_name=may_name,
        initial={"id": uuid7(), "named": may_name},
    )


def _kept(request: ActorRequest, row: Procedure) -> HttpResponse:
    messages.success(request, _("The letter is kept. Save it for Word or for paper below."))
    return redirect(f"{reverse('legal_aid:letters', args=[row.pk])}#kept")


def _screen(
    request: ActorRequest,
    row: Procedure,
    one: shipped.Letter,
    language: str,
    form: LetterForm,
    drafted: commands.Drafted | None,
) -> HttpResponse:
    here = queries.letter_title(one.code)
    back = reverse("legal_aid:letters", args=[row.pk])
    of = reverse("legal_aid:procedure", args=[row.pk])
    words = {
        "row": row,
        "letter": one,
        "language": language,
        "language_name": letter_words.language_name(language),
        "version": queries.in_use(request.actor).get((one.code, language), 0),
        "form": form,
        "drafted": drafted,
        "here": here,
        "back": back,
        "crumbs": crumbs((row.code, of), (_("Letters"), back), (here, "")),
    }
    status = 422 if request.method == "POST" and drafted is None else 200
    return page(request, "legal_aid/write_letter.html", words, status=status)

"""What leaves the house about a referral: in words for the provider's page, and as a letter."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from umai.directory import queries as directory
from umai.foundation.exports import pdf_file
from umai.foundation.exports.marks import Mark
from umai.foundation.ui import moments
from umai.foundation.vocabulary import queries as vocabulary
from umai.people.terms import Shareable
from umai.referrals import queries, terms
from umai.referrals.commands import LetterToPrint

# Which list says what a code means.
CODES = {Shareable.SEX: "sex", Shareable.LEGAL: "migration_status"}
NAMES = ("family_name", "given_name", "patronymic")


def told_lines(told: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What a referral tells, line by line, in the language that is active: for the provider's page,
    for the preview before sending, and for the letter.
    """
    lines = ((one, _said(one, told[one.value])) for one in Shareable if told.get(one.value))
    return [(str(one.label), words) for one, words in lines if words]


def letter(asked: LetterToPrint, mark: Mark) -> bytes:
    """The letter as PDF: what is asked, what was agreed to be told, the code for the door, and a
    slip to answer on.
    """
    row = asked.referral
    with translation.override(asked.language):
        data = {
            "language": asked.language,
            "author": mark.who,
            "code": row.code,
            "sent": moments.day(row.sent_at),
            "parties": _parties(asked),
            "asked": _asked(asked),
            "told": told_lines(asked.told) or [(_("Nothing"), _("Ring whoever sent it."))],
            "address": f"{settings.UMAI_ADDRESS}{reverse('referrals:enter_code')}",
            "door-code": asked.code,
            "marked": mark.sentence(asked.language),
            "words": _words(asked),
        }
    return pdf_file.document("referral_letter", data, mark)


def _parties(asked: LetterToPrint) -> list[tuple[str, str]]:
    """From whom, with the numbers to ring, and to whom."""
    ring = queries.to_ring(asked.referral.organisation_id)
    numbers = [str(phone.get("number", "")) for one in ring for phone in one.phones]
    sender = "\n".join(
        [asked.organisation, *(directory.phone_words(one) for one in numbers if one)]
    )
    named = directory.name_of(asked.agency, asked.language)
    return [(pgettext("letter", "From"), sender), (pgettext("letter", "To"), named)]


def _asked(asked: LetterToPrint) -> list[tuple[str, str]]:
    row = asked.referral
    lines = [(pgettext("asked", "Help"), vocabulary.label("service", row.need))]
    if asked.service is not None:
        lines.append((_("Service"), directory.name_of(asked.service, asked.language)))
    lines.append((_("How soon"), str(terms.Urgency(row.urgency).label)))
    if row.due_at is not None:
        lines.append((_("Answer and begin by"), moments.day(row.due_at)))
    return lines


def _words(asked: LetterToPrint) -> dict[str, Any]:
    return {
        "page-of": _("Page {page} of {pages}"),
        "title": _("Referral"),
        "code": _("Reference"),
        "lead": _("We ask you for help for a child. Please say whether you can take this on."),
        "asked": _("What is asked"),
        "told": _("What was agreed to be told"),
        "only": _("Nothing else may be told. Use it for this help only and pass it on to nobody."),
        "online": _("Answer on a telephone or a computer"),
        "online-how": _("Open the address, type the code, and choose your answer."),
        "address": _("Address"),
        "once": _("Code, for one use"),
        "until": _("Valid until %(day)s; after that ring us for a new one.")
        % {"day": moments.day(asked.code_until)},
        "slip": _("Answer slip"),
        "slip-how": _("Or fill in this slip and send it back. Write no name of the child on it."),
        "answers": [
            _("We take it on. Appointment:"),
            _("We cannot take it on, because:"),
            _("The help was given on:"),
            _("The help was not given, because:"),
        ],
        "lines": [
            _("Day, time and place"),
            _("Whom to ask for, telephone"),
            _("Name, position, signature"),
            _("Date"),
        ],
    }


def _said(one: Shareable, said: Any) -> str:
    if one in CODES:
        return vocabulary.label(CODES[one], str(said))
    if one is Shareable.NAME:
        return " ".join(str(said[part]) for part in NAMES if said.get(part))
    if one is Shareable.LANGUAGE:
        return _languages(said)
    if one is Shareable.BORN and len(str(said)) == 10:
        return moments.day(date.fromisoformat(str(said)))
    return str(said).replace("-", "\N{EN DASH}") if one is Shareable.AGE else str(said)


def _languages(said: Mapping[str, Any]) -> str:
    words = [vocabulary.label("language", code) for code in said.get("languages", ())]
    if said.get("interpret"):
        words.append(_("an interpreter is needed"))
    return ", ".join(words)

"""Papers that leave the house about a person: the consent form, without a name; a copy for them.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from django.utils import translation
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.foundation.exports import numerals, pdf_file
from umai.foundation.exports.marks import Mark
from umai.foundation.places import queries as places
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import terms
from umai.people.commands import FormToPrint, RecordCopy, RecordHeld

TEXTS = Path(__file__).parent / "data" / "consent_form.json"
# Each language by its own name, for who reads it.
LANGUAGES = [
    ("kk", "Қазақша"),
    ("ru", "Русский"),
    ("en", "English"),
    ("uz", "Oʻzbekcha"),
    ("tg", "Тоҷикӣ"),
]


@cache
def texts() -> dict[str, Any]:
    """The words of the form by language."""
    return dict(json.loads(TEXTS.read_text(encoding="utf-8"))["languages"])


def consent_form(asked: FormToPrint, mark: Mark) -> bytes:
    """The form as PDF: what is asked, in boxes to tick, and lines to sign."""
    words = texts()[asked.language]
    asks = {scope: said for scope, said in words["asks"].items() if scope not in asked.without}
    data = {
        "language": asked.language,
        "author": mark.who,
        "code": asked.code,
        "organisation": asked.organisation,
        "agencies": list(asked.agencies) or ["", ""],
        "words": {**words, "asks": asks},
        # The mark is a sentence for colleagues; Uzbek and Tajik pages carry it in Russian.
        "marked": mark.sentence(asked.language if asked.language in ("kk", "en") else "ru"),
    }
    return pdf_file.document("consent_form", data, mark)


# What stands on a copy for the person: the column, what it is called, and the list of its words.
# Every column of a record stands here or in LEFT_OUT: a new one that nobody thought of fails.
FACTS: list[tuple[str, Any, str]] = [
    ("sex", pgettext_lazy("person", "Sex"), "sex"),
    ("unnamed", _("If there is no name: why?"), "unnamed"),
    ("birth_precision", pgettext_lazy("copy", "How exactly the birth is known"), "precision"),
    ("citizenships", _("Citizenship"), "citizenship"),
    ("ethnicity", _("Ethnicity"), "ethnicity"),
    ("languages", _("Languages spoken at home"), "language"),
    ("interpreter_needed", _("Is an interpreter needed?"), ""),
    ("region", _("Region"), "region"),
    ("cabm_category", _("Migration situation"), "cabm_category"),
    ("migration_status", _("Status in the country"), "migration_status"),
    ("uasc_status", _("With whom the child came"), "uasc_status"),
    ("separation_cause", _("Why the child is apart from the parents"), "separation_cause"),
    ("separated_on", _("Apart from the parents since"), ""),
    ("entered_on", _("Entered the country on"), ""),
    ("border_point", _("Border point"), "border_point"),
    ("entry_purpose", _("Why the child came"), "entry_purpose"),
    ("stay_until", _("The stay is valid until"), ""),
    ("education", pgettext_lazy("person", "School"), "education"),
    ("not_attending_reason", _("If the child does not attend: why not?"), "not_attending_reason"),
    ("living_situation", _("Lives"), "living_situation"),
    ("care_arrangement", _("Who cares for the child"), "care_arrangement"),
    ("family_status", _("Family"), "family_status"),
    ("family_flags", _("About the family"), "family_flag"),
    ("registered_at", pgettext_lazy("copy", "Written down on"), ""),
]
LEFT_OUT = {
    "id", "organisation", "office", "team", "key", "version", "registered_by", "merged_into",
    "code", "reference", "birth_year", "identity_sealed", "contact_sealed", "health_sealed",
}  # fmt: skip
MIGRATION = {
    "cabm_category", "migration_status", "uasc_status", "separation_cause", "entered_on",
    "border_point", "border_other", "route", "entry_purpose", "stay_until",
}  # fmt: skip
PIECES: dict[str, Any] = {
    "given_name": _("Given name"),
    "family_name": _("Family name"),
    "patronymic": _("Patronymic"),
    "other_names": _("Other names, nicknames, earlier names"),
    "paper_names": _("Names as they stand in the papers, if they differ"),
    "latin_names": _("The names in Latin letters"),
    "born": _("Born"),
    "iin": _("IIN"),
    "document_number": _("Number of the main document"),
    "phone": _("Telephone"),
    "other_phones": _("Other telephones"),
    "address": _("Address"),
    "safe_contact": _("How to reach them safely"),
    "birthplace": _("Place of birth"),
    "how_to_speak": _("How to speak with the child"),
    "route": _("The way the child came"),
    "border_other": _("Border point in words"),
    "separated_where": _("Where they were parted"),
    "last_contact": _("Last contact with the parents: when and how"),
    "health": _("Health: illness, medicine, allergy"),
    **{one.value: one.label for one in terms.Ability},
    "name": _("Name"),
    "number": pgettext_lazy("document", "Number"),
    "issuer": pgettext_lazy("document", "Issued by"),
    "note": pgettext_lazy("document", "What to know about it"),
}
NAMES = {"given_name", "family_name", "patronymic", "other_names", "paper_names", "latin_names"}
# What the person wants kept back leaves these out when somebody else asks.
WITHHELD: dict[str, set[str]] = {
    terms.Withheld.NAME: NAMES,
    terms.Withheld.PLACE: {"address", "safe_contact", "region", "living_situation"},
    terms.Withheld.PHONE: {"phone", "other_phones", "safe_contact"},
    terms.Withheld.DOCUMENTS: {"iin", "document_number"},
    terms.Withheld.HEALTH: {"health", *terms.Ability.values},
    terms.Withheld.MIGRATION: MIGRATION,
    terms.Withheld.FAMILY: {"family_status", "family_flags", "care_arrangement"},
}
CLOSED: dict[str, Any] = {
    "unnamed": terms.Unnamed,
    "precision": terms.Precision,
    "difficulty": terms.Difficulty,
}

Section = dict[str, Any]


def record_copy(copied: RecordCopy, mark: Mark) -> bytes:
    """The copy as PDF, to print or to send."""
    with translation.override(copied.language):
        data = {
            "language": copied.language,
            "author": mark.who,
            "title": say("What we hold about you"),
            "request": copied.request,
            "organisation": copied.organisation,
            "sections": list(_sections(copied)),
            "notes": _notes(copied),
            "marked": mark.sentence(copied.language),
            "words": {"page-of": say("Page {page} of {pages}")},
        }
    return pdf_file.document("record_copy", data, mark)


def record_copy_json(copied: RecordCopy, mark: Mark) -> bytes:
    """The same for a machine to read."""
    with translation.override(copied.language):
        told = {
            "request": copied.request,
            "organisation": copied.organisation,
            "language": copied.language,
            "made_at": mark.at.isoformat(),
            "sections": list(_sections(copied)),
            "notes": _notes(copied),
        }
    return json.dumps(told, ensure_ascii=False, indent=2).encode()


record_copies = {"pdf": record_copy, "json": record_copy_json}


def _sections(copied: RecordCopy) -> Iterator[Section]:
    for held in copied.records:
        yield from _of_record(held, copied)
    if copied.files and terms.Withheld.DOCUMENTS not in copied.withheld:
        rows = [[one.kind, _words(one.file.kept_at)] for one in copied.files]
        yield {"title": say("Files"), "rows": rows}


def _of_record(held: RecordHeld, copied: RecordCopy) -> Iterator[Section]:
    out: set[str] = set().union(*(WITHHELD.get(one, set()) for one in copied.withheld))
    pieces = {name: said for piece in held.pieces.values() for name, said in piece.items()}
    rows = [_piece(name, said) for name, said in pieces.items() if said and name not in out]
    rows += [
        [str(label), _words(getattr(held.record, name), words)]
        for name, label, words in FACTS
        if name not in out and getattr(held.record, name) not in (None, "", [])
    ]
    yield {"title": held.record.code, "rows": rows}
    if held.documents and terms.Withheld.DOCUMENTS not in copied.withheld:
        yield {"title": say("Documents"), "rows": [_document(*one) for one in held.documents]}
    if held.relations and terms.Withheld.FAMILY not in copied.withheld:
        # Of others only what they are to the person and the name; the rest is theirs.
        rows = [[_words(r.kind, "relation"), said.get("name", "")] for r, said in held.relations]
        yield {"title": say("Family"), "rows": rows}
    if held.consents:
        rows = [
            [
                _words(one.scope, "consent_scope"),
                f"{_words(one.state, 'consent_state')}, {_words(one.given_at)}",
            ]
            for one in held.consents
        ]
        yield {"title": say("Consent"), "rows": rows}


def _piece(name: str, said: Any) -> list[str]:
    closed = "difficulty" if name in terms.Ability.values else ""
    return [str(PIECES.get(name, name.replace("_", " "))), _words(said, closed)]


def _document(row: Any, said: dict[str, Any]) -> list[str]:
    told = [_words(row.state, "document_state"), said.get("number", ""), said.get("issuer", "")]
    told += [_words(day) for day in (row.issued_on, row.valid_until) if day]
    return [_words(row.type, "document_type"), ", ".join(one for one in told if one)]


def _notes(copied: RecordCopy) -> list[str]:
    notes = [
        say("If something here is wrong, tell us: we put it right."),
        say("The law protects what others told us in confidence; it is not on this paper."),
    ]
    if copied.withheld:
        notes.append(say("Some things were left out, because the person wants to keep them back."))
    return notes


def _words(said: Any, closed: str = "") -> str:
    """A value in words of the language that is active."""
    if isinstance(said, bool):
        return say("Yes") if said else say("No")
    if isinstance(said, date | datetime):
        return format_date(said, "long", locale=numerals.locale(translation.get_language() or "en"))
    if isinstance(said, list):
        return ", ".join(_words(one, closed) for one in said)
    if closed in CLOSED:
        return str(dict(CLOSED[closed].choices).get(said, said))
    if closed == "region":
        region = places.regions().get(said)
        return region.name() if region else str(said)
    return vocabulary.label(closed, said) if closed else str(said)

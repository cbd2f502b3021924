"""What pages say of letters: those proposed now, all others, those kept; where a template errs."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from umai.directory import queries as directory
from umai.foundation.access import queries as access
from umai.foundation.files.rules import No
from umai.foundation.files.terms import WHY as NO
from umai.foundation.kernel.actor import Actor
from umai.foundation.vocabulary import queries as vocabulary
from umai.legal_aid import permissions, queries, terms
from umai.legal_aid.letters import shipped
from umai.legal_aid.letters.grammar import Wrong
from umai.legal_aid.models import LetterTemplate, Procedure
from umai.people import permissions as people

LANGUAGES = {
    "kk": pgettext_lazy("language of a letter", "Kazakh"),
    "ru": pgettext_lazy("language of a letter", "Russian"),
    "uz": pgettext_lazy("language of a letter", "Uzbek"),
    "tg": pgettext_lazy("language of a letter", "Tajik"),
}
# Why a place of a template is refused (`grammar.Wrong`).
WHY = {
    "unknown_field": _("No field has this name."),
    "unknown_list": _("No list has this name."),
    "unknown_item": _("The lines of this list do not hold this."),
    "attribute": _("A dot may follow only the name of a line within a loop over a list."),
    "filter": _("A bar changes a value: write the name of the field alone."),
    "call": _("Round brackets call something: write the name of the field alone."),
    "expression": _("Within braces only the name of a field may stand."),
    "statement": _("Only a loop over a known list and its end may stand here."),
    "comment": _("Comments are not taken. Write notes elsewhere."),
    "brace": _("Braces are there for fields only; here one stands alone or is of another kind."),
    "nested": _("A loop within a loop is not taken."),
    "unclosed": _("The loop has no end."),
    "unopened": _("Here a loop ends that never began."),
    "form": _("A loop ends in another way than it began, or in another paragraph."),
    "alone": _("This sign must stand in a paragraph of its own."),
    "line_name": _("The line of a list has the name of something else."),
    "many": _("There are more than 300 fields in one part."),
    "torn": _("A loop tears the document apart: begin and end it in the same table or column."),
    "hidden": _("Something in braces is hidden out of the text, where nobody reads it."),
    "outside": _("It points out of the document: a link, a picture or a template elsewhere."),
    "active": _("It is something that acts or is embedded. A letter holds text, tables, a logo."),
    "macro": _("It carries a program (macros). Save it as .docx without them."),
    "part": _("This part is not needed in a letter. Copy the text into a new document."),
    "kind": _("This is another kind of document. Save it as a document of Word (.docx)."),
    "picture": NO[No.PICTURE],
    "changes": _("Changes are tracked in it. Accept or reject all of them first."),
    "remarks": _("There are remarks in the margin. Take them out first."),
}
PARTS = {
    "document": _("In the text"),
    "header": _("In the header"),
    "footer": _("In the footer"),
    "footnotes": _("In the footnotes"),
    "endnotes": _("In the endnotes"),
    "core": _("In the properties of the document"),
    "app": _("In the properties of the document"),
    "custom": _("In the properties of the document"),
}
# What the fields and lists of templates hold (`catalogue`).
FIELDS = {
    "child_code": _("Code of the child"),
    "child_name": _("Full name of the child"),
    "child_family": _("Family name of the child"),
    "child_given": _("Given name of the child"),
    "child_patronymic": _("Patronymic of the child"),
    "child_latin": _("Name in Latin letters"),
    "child_born": _("Birth date, as exactly as it is known"),
    "child_sex": _("Sex of the child"),
    "child_birthplace": _("Place of birth"),
    "child_citizenship": _("Citizenships of the child"),
    "child_iin": _("IIN of the child"),
    "mother_name": _("Name of the mother"),
    "mother_born": _("Birth date of the mother"),
    "father_name": _("Name of the father"),
    "father_born": _("Birth date of the father"),
    "carer_name": _("Name of the main carer"),
    "carer_relation": _("What the carer is to the child"),
    "representative_name": _("Name of the legal representative"),
    "applicant_name": _("Who applies: the representative, mother, carer or father"),
    "procedure_code": _("Code of the procedure"),
    "procedure_title": _("What the procedure is called"),
    "step_title": _("What the step is called"),
    "authority_name": _("To whom the letter goes"),
    "authority_address": _("The address of whom it goes to"),
    "origin_day": _("The day from which the law counts"),
    "due_day": _("The last day of the time limit"),
    "organisation_name": _("Our organisation"),
    "office_name": _("Our office"),
    "lawyer_name": _("The lawyer of the procedure"),
    "today": _("The day of the letter"),
    "facts": _("What happened"),
    "request": _("What we ask for"),
    "documents": _("Papers that the child has"),
    "lacking": _("Papers that are lacking"),
    "citizenships": _("Citizenships, one a line"),
    "refusals": _("Refusals of this procedure"),
    "legal_bases": _("Law that is sure"),
}


def language_name(language: str) -> Any:
    """The language of a letter in words."""
    return LANGUAGES.get(language, language)


def card(actor: Actor, row: Procedure) -> dict[str, Any]:
    """The letters of a procedure: proposed for its step, all others, and those kept."""
    first, others = queries.offered(actor, row)
    kept = list(queries.letters_of(row))
    names = access.names(actor, [one.made_by_id for one in kept])
    ids = {one.agency_id for one in kept if one.agency_id}
    found = directory.agencies(actor).filter(pk__in=ids)
    language = get_language() or "en"
    agencies: dict[Any, str] = {one.pk: directory.name_of(one, language) for one in found}
    reveals = actor.may(people.REVEAL_IDENTITY)
    lines = [
        {
            "row": one,
            "title": queries.letter_title(one.template),
            "language": language_name(one.language),
            "by": names.get(one.made_by_id, ""),
            "agency": agencies.get(one.agency_id, ""),
            "opens": reveals or not one.named,
        }
        for one in kept
    ]
    told = {"proposed": _grouped(first), "others": _grouped(others), "kept": lines}
    return {**told, "may_write": actor.may(permissions.KEEP_PROCEDURE)}


def _grouped(offered: list[queries.Offered]) -> list[dict[str, Any]]:
    """One line a letter with its languages."""
    lines: dict[str, dict[str, Any]] = {}
    for one in offered:
        line = lines.setdefault(
            one.letter.code, {"letter": one.letter, "title": one.title, "languages": []}
        )
        line["languages"].append((one.language, language_name(one.language)))
    return list(lines.values())


def versions(actor: Actor) -> list[dict[str, Any]]:
    """Every letter and language with the version in use and the own versions."""
    own = list(queries.letter_templates(actor))
    people_of = [key for one in own for key in (one.author_id, one.approved_by_id)]
    names = access.names(actor, people_of)
    return [
        {
            "letter": shipped.letters()[code],
            "title": queries.letter_title(code),
            "language": language,
            "language_name": language_name(language),
            "version": version,
            "own": [
                {
                    "row": one,
                    "by": names.get(one.author_id, ""),
                    "approved": names.get(one.approved_by_id, ""),
                }
                for one in own
                if (one.code, one.language) == (code, language)
            ],
        }
        for (code, language), version in queries.in_use(actor).items()
    ]


def of_version(actor: Actor, row: LetterTemplate) -> dict[str, Any]:
    """Who brought and approved a version, and what this reader can do with it."""
    names = access.names(actor, [row.author_id, row.approved_by_id])
    may = actor.may(permissions.KEEP_PROCEDURE)
    waits = row.state == terms.LetterState.PROPOSED
    mine = row.author_id == actor.person_id
    return {
        "language_name": language_name(row.language),
        "author": names.get(row.author_id, ""),
        "approver": names.get(row.approved_by_id, ""),
        "may_approve": may and waits and not mine,
        "may_withdraw": may and row.state != terms.LetterState.WITHDRAWN,
        "own": waits and mine,
    }


def receivers(actor: Actor, row: Procedure, one: shipped.Letter, language: str) -> list[Any]:
    """To whom a letter can go: the kinds that it is meant for, else everybody."""
    step = queries.template_of(row).steps.get(row.step)
    kinds = {*one.to, *([step.authority] if step and step.authority else [])} - {"OTHER"}
    labels = {vocabulary.label("agency_type", kind) for kind in kinds}
    every = queries.receivers(actor, language)
    fitting = [group for group in every if group[0] in labels]
    return fitting or every


def places(wrongs: Sequence[Wrong]) -> list[dict[str, Any]]:
    """Each place of a template that is refused: where, the words around it, what and why."""
    return [
        {
            "where": PARTS.get(_stem(one.part), one.part),
            "near": one.near,
            "tag": one.tag,
            "why": WHY.get(one.why, WHY["expression"]),
        }
        for one in wrongs
    ]


def _stem(part: str) -> str:
    return part.rpartition("/")[2].partition(".")[0].rstrip("0123456789")

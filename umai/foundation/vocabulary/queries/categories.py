"""Helpline categories beside our words: the tree, and where each of our codes stands in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from umai.foundation.vocabulary import mapping, terms
from umai.foundation.vocabulary.models import CategoryMapping
from umai.foundation.vocabulary.queries import books, shelf


@dataclass(frozen=True)
class Place:
    """Where a code stands, in words. Empty words mean that nobody decided."""

    main_issue: str
    part: str
    articles: Sequence[str]
    note: str
    version: int


@dataclass(frozen=True)
class OurWord:
    """One of our codes beside its place."""

    list_code: str
    code: str
    label: str
    place: Place


def place_of(row: CategoryMapping) -> Place:
    """A mapping in words."""
    whole = mapping.issue(row.main_issue)
    part = mapping.part(row.main_issue, row.subcategory)
    return Place(
        whole.label() if whole else "",
        part.label() if part else "",
        row.articles,
        row.note,
        row.version,
    )


def ours() -> list[tuple[str, list[OurWord]]]:
    """The mapped lists with every word of theirs beside its place."""
    rows, titles = books.mapped(), shelf.lists()
    return [
        (
            shelf.in_language(titles.get(code, {})) or code,
            [_our(code, word, rows.get((code, word.code))) for word in shelf.words(code)],
        )
        for code in terms.MAPPED
    ]


def _our(list_code: str, word: shelf.Word, row: CategoryMapping | None) -> OurWord:
    blank = CategoryMapping(word_list_id=list_code, code=word.code, version=0)
    return OurWord(list_code, word.code, word.label(), place_of(row or blank))


def tree() -> list[mapping.Category]:
    """The main issues with their parts."""
    return list(mapping.main_issues().values())

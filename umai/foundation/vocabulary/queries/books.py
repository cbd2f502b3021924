"""Lists, rules and numbers as their own pages show them, read anew each time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet
from django.http import Http404

from umai.foundation.kernel import clock
from umai.foundation.vocabulary import rules, terms
from umai.foundation.vocabulary.models import (
    CategoryMapping,
    Edition,
    Rule,
    SharedPhone,
    Term,
    TermVersion,
    WordList,
)
from umai.foundation.vocabulary.queries.shelf import in_language


@dataclass(frozen=True)
class ListRow:
    """A list: its terms, the labels that wait for a reader, the terms that say what was sought."""

    word_list: WordList
    title: str
    terms: int
    inactive: int
    waiting: Mapping[str, int]
    found: int


def list_rows(sought: str = "") -> list[ListRow]:
    """Every list in the order of its titles; with words to look for, those that say them."""
    counted = Term.objects.values("word_list_id").annotate(
        terms=Count("id"),
        inactive=Count("id", filter=Q(active=False)),
        kk=Count("id", filter=Q(review__contains=["kk"])),
        ru=Count("id", filter=Q(review__contains=["ru"])),
        found=Count("id", filter=_says(sought)),
    )
    numbers: dict[str, Mapping[str, Any]] = {row["word_list_id"]: row for row in counted}
    rows = [_row(one, numbers.get(one.code, {})) for one in WordList.objects.all()]
    words = sought.casefold()
    wanted = [
        row
        for row in rows
        if row.found or words in f"{row.title} {row.word_list.code}".casefold()
    ]
    return sorted(wanted, key=lambda row: row.title.casefold())


def _says(sought: str) -> Q:
    """A term that says the words in any language or code."""
    return (
        Q(code__icontains=sought)
        | Q(also__icontains=sought)
        | Q(labels__en__icontains=sought)
        | Q(labels__ru__icontains=sought)
        | Q(labels__kk__icontains=sought)
    )


def _row(one: WordList, numbers: Mapping[str, Any]) -> ListRow:
    return ListRow(
        one,
        in_language(one.titles) or one.code,
        numbers.get("terms", 0),
        numbers.get("inactive", 0),
        {"kk": numbers.get("kk", 0), "ru": numbers.get("ru", 0)},
        numbers.get("found", 0),
    )


def word_list(code: str) -> WordList:
    """One list, or 404."""
    found = WordList.objects.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def terms_of(list_code: str) -> QuerySet[Term]:
    """The terms of a list in its own order, those made inactive too."""
    return Term.objects.filter(word_list_id=list_code).order_by("sort", "code")


def term(list_code: str, term_id: UUID) -> Term:
    """One term of a list, or 404."""
    found = Term.objects.filter(word_list_id=list_code, pk=term_id).first()
    if found is None:
        raise Http404
    return found


def term_versions(of: Term) -> QuerySet[TermVersion]:
    """What a term said before each edit, newest first."""
    return TermVersion.objects.filter(term_id=of.pk).order_by("-version")


def groups_of(list_code: str) -> list[str]:
    """The groups in which the terms of a list stand, if they do."""
    found = Term.objects.filter(word_list_id=list_code).exclude(group="")
    return list(found.order_by("group").values_list("group", flat=True).distinct())


def next_place(list_code: str) -> int:
    """The place after the last term of a list."""
    last = Term.objects.filter(word_list_id=list_code).aggregate(last=Max("sort"))["last"]
    return int(last or 0) + 10


@dataclass(frozen=True)
class RuleRow:
    """A rule by the version that began last, and what a page has to say of it."""

    rule: Rule
    newest: Rule
    title: str
    value: str
    in_force: bool
    over: bool
    to_confirm: bool
    planned: bool

    def says(self, words: str) -> bool:
        """Whether it says these words anywhere."""
        said = (self.rule.code, *self.rule.titles.values(), self.rule.legal_basis)
        return words in " ".join((*said, self.rule.source, self.rule.authority)).casefold()

    def stands(self, state: str) -> bool:
        """Whether it is in a state of the filter; no state means any."""
        return {
            "to_confirm": self.to_confirm,
            "confirmed": self.rule.verified_on is not None,
            "off": not self.rule.enabled,
            "no_value": not self.rule.value,
        }.get(state, True)


def rule_rows(sought: str = "", state: str = "") -> list[RuleRow]:
    """Every rule once, by code; those that say the words and are in the state."""
    versions: dict[str, list[Rule]] = {}
    for one in Rule.objects.order_by("code", "-version"):
        versions.setdefault(one.code, []).append(one)
    rows = [rule_row(several) for several in versions.values()]
    return [row for row in rows if row.says(sought.casefold()) and row.stands(state)]


def rule_row(versions: Sequence[Rule]) -> RuleRow:
    """One rule of which all versions are given, newest first."""
    day = clock.today(settings.TIME_ZONE)
    shown = rules.latest_begun(versions, day) or versions[0]
    return RuleRow(
        shown,
        versions[0],
        in_language(shown.titles) or shown.code,
        terms.measured(shown.value, shown.unit),
        rules.in_force(versions, day) is not None,
        shown.effective_to is not None and shown.effective_to < day,
        rules.must_be_confirmed(shown.status, shown.confidence, verified=bool(shown.verified_on)),
        any(one.effective_from is not None and one.effective_from > day for one in versions),
    )


def by_confidence(rows: Iterable[RuleRow]) -> dict[str, list[RuleRow]]:
    """Rules laid on the shelves L, M, H and "own" (the centre's own clocks)."""
    laid: dict[str, list[RuleRow]] = {name: [] for name in terms.SHELVES}
    for row in rows:
        own = row.rule.status == terms.Standing.HOUSE
        laid["own" if own else row.rule.confidence].append(row)
    return laid


def rule_versions(code: str) -> list[Rule]:
    """Every version of a rule, newest first, or 404."""
    found = list(Rule.objects.filter(code=code).order_by("-version"))
    if not found:
        raise Http404
    return found


def mapped() -> dict[tuple[str, str], CategoryMapping]:
    """Where our codes stand among the helpline categories, by list and code."""
    return {(one.word_list_id, one.code): one for one in CategoryMapping.objects.all()}


def mapping_of(list_code: str, code: str) -> CategoryMapping:
    """Where one code stands; a blank one if nobody has decided yet."""
    found = CategoryMapping.objects.filter(word_list_id=list_code, code=code).first()
    return found or CategoryMapping(word_list_id=list_code, code=code, version=0)


def phone_rows() -> QuerySet[SharedPhone]:
    """Every shared number, confirmed or not."""
    return SharedPhone.objects.order_by("sort", "number")


def phone_row(phone_id: UUID) -> SharedPhone:
    """One shared number, or 404."""
    found = SharedPhone.objects.filter(pk=phone_id).first()
    if found is None:
        raise Http404
    return found


def edition() -> int:
    """The number that rises with every edit."""
    return Edition.objects.values_list("number", flat=True).first() or 0

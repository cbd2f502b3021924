"""The story of a case on its page: who tells, what is asked for, how a line reads."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.utils.dateparse import parse_datetime

from umai.cases import queries, terms
from umai.foundation.ui import moments

SHOW, BEFORE, BETWEEN = "show", "before", "~"
# Every part of the work adds what it tells here: see queries/happenings.py.
SOURCES: list[queries.Source] = [
    queries.facts_told,
    queries.ratings_told,
    queries.concerns_told,
    queries.interests_told,
    queries.minutes_told,
    queries.reports_told,
    queries.plans_told,
    queries.follow_ups_told,
    queries.reviews_told,
    queries.sessions_told,
]


def told(whole: queries.Whole, request: HttpRequest) -> dict[str, Any]:
    """The page of the story that the address asks for."""
    found, asked = whole.story, whole.telling
    return {
        "entries": [_line(one, whole.name(one.by_id)) for one in found.happenings],
        "picks": [(one, one in asked.disciplines) for one in terms.Discipline],
        "narrowed": asked.disciplines != queries.EVERY,
        "older": _older(request.GET, found),
        "begun": asked.before is not None,
    }


def _line(one: queries.Happening, name: str) -> dict[str, Any]:
    """What happened as an entry of a timeline: when, whose work, by whom."""
    return {
        "icon": one.icon,
        "when": _when(one, name),
        "title": one.title,
        "words": one.words,
        "url": one.url,
        "locked": one.locked,
    }


def telling(asked: QueryDict) -> queries.Telling:
    """What the address asks for. What nobody could have been given counts as everything."""
    chosen = frozenset(asked.getlist(SHOW)) & queries.EVERY
    place = _place(asked.get(BEFORE, ""))
    return queries.Telling(before=place, disciplines=chosen or queries.EVERY)


def _place(typed: str) -> Any:
    at, found, pk = typed.partition(BETWEEN)
    try:
        moment = parse_datetime(at) if found else None
        return (moment, UUID(pk)) if moment is not None and moment.tzinfo else None
    except ValueError:
        return None


def _older(asked: QueryDict, found: queries.Story) -> str:
    if not found.more:
        return ""
    last = found.happenings[-1]
    left = asked.copy()
    left[BEFORE] = f"{last.at.isoformat()}{BETWEEN}{last.id}"
    return f"?{left.urlencode()}#story"


def _when(one: queries.Happening, name: str) -> str:
    whose = "" if one.discipline == terms.Discipline.COURSE else str(one.discipline.label)
    return ", ".join(part for part in (moments.moment(one.at), whose.lower(), name) if part)

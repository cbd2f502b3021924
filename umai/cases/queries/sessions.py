"""Sessions and services of a case, and how they are told in its story."""

from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.formats import date_format

from umai.cases import rules, terms
from umai.cases.models import Attendance, Case, Goal
from umai.cases.queries.cases import case as case_by_id
from umai.cases.queries.cases import key_of, opened
from umai.cases.queries.happenings import Happening, Source, Telling
from umai.cases.queries.planning import goals_of, plan_in_force
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.written import Asked, Written
from umai.foundation.vault.models import DataKey
from umai.foundation.vocabulary import queries as vocabulary

# Whose work a service is, by the group of the list.
WORK = {
    "PSY": terms.Discipline.PSYCHOLOGY,
    "LEG": terms.Discipline.LAW,
    "SOC": terms.Discipline.SOCIAL,
    "FTR": terms.Discipline.SOCIAL,
    "INF": terms.Discipline.SOCIAL,
}
RESULTS = {
    "PSY": "psychological_outcome",
    "LEG": "legal_outcome",
    "SOC": "social_outcome",
    "FTR": "family_outcome",
}
# Legal consultations are the oral and the written ones; other legal help has units of its own.
ADVISED = ("LG01", "LG02")
SIGNS = {
    terms.Discipline.PSYCHOLOGY: "brain",
    terms.Discipline.LAW: "scale",
    terms.Discipline.SOCIAL: "heart-handshake",
}


def attendances(case: Case) -> QuerySet[Attendance, Attendance]:
    """What the child of this case had of sessions, each with its session, the latest first."""
    here = Attendance.objects.filter(organisation_id=case.organisation_id, case_id=case.pk)
    known = here.select_related("session").annotate(held_on=F("session__held_on"))
    return known.order_by("-held_on", "-pk")


def attendance(actor: Actor, attendance_id: UUID) -> tuple[Attendance, Case]:
    """One of them and its case, or 404."""
    here = Attendance.objects.filter(organisation_id=actor.organisation, pk=attendance_id)
    found = here.select_related("session").first()
    if found is None:
        raise Http404
    return found, case_by_id(actor, found.case_id)


def kind_of(service: str) -> tuple[str, str]:
    """The discipline of a service and the unit in which it is counted."""
    word = vocabulary.word("service", service)
    return (word.group or "", str(word.more.get("unit", ""))) if word else ("", "")


def services() -> list[vocabulary.Word]:
    """What may be given in a session: the menu without the leading of cases itself."""
    return [one for one in vocabulary.words("service") if one.group != "CM"]


def consultations_of(discipline: str) -> list[vocabulary.Word]:
    """The services that count as consultations of a discipline, old ones too (SV01, SV02); of any
    other discipline every service is help to a family (SV03).
    """
    listed = vocabulary.words("service", all_of_them=True)
    known = [one for one in listed if one.group == discipline]
    if discipline == "PSY":
        return [one for one in known if one.more.get("consultation")]
    return [one for one in known if discipline != "LEG" or one.code in ADVISED]


def result_word(service: str, result: str) -> str:
    """What came of a service, in the words of its discipline."""
    listed = RESULTS.get(kind_of(service)[0])
    return vocabulary.label(listed, result) if listed and result else ""


def goals_to_work_on(case: Case) -> list[tuple[Goal, str]]:
    """The goals of the plan in force with their words."""
    found, key = plan_in_force(case), key_of(case)
    rows = goals_of(found) if found else []
    return [(one, str(opened(one, "words", key).get("goal", ""))) for one in rows]


def goal_of(case: Case, row: Attendance) -> str:
    """The goal that was worked on, as its version of the plan says it."""
    if row.goal_id is None:
        return ""
    goal = Goal.objects.filter(organisation_id=case.organisation_id, pk=row.goal_id).first()
    return str(opened(goal, "words", key_of(case)).get("goal", "")) if goal else ""


@Written
def _latest(case: Case, codes: list[str], before: Any, size: int) -> QuerySet[Attendance, Any]:
    rows = Attendance.objects.filter(
        organisation_id=case.organisation_id, case_id=case.pk, session__service__in=codes
    )
    told = Telling(before, size=size)
    return told.latest(rows.select_related("session").annotate(at=F("session__recorded_at")))


def _sessions(_actor: Actor, case: Case, telling: Telling) -> Asked[Any]:
    groups = [group for group, work in WORK.items() if telling.wants(work)]
    codes = [one.code for one in services() if one.group in groups]
    return _latest(case, codes, telling.before, telling.size)


def _session(row: Any, key: DataKey) -> Happening:
    words = opened(row, "words", key)
    work = WORK[kind_of(row.session.service)[0]]
    service = vocabulary.label("service", row.session.service)
    title = f"{service}, {date_format(row.session.held_on)}"
    if not rules.given(row.outcome):
        title = f"{title}: {vocabulary.label('service_outcome', row.outcome).lower()}"
    said = words.get("summary", "") or words.get("why_not", "")
    url = reverse("cases:read_session", args=[row.pk])
    by = row.session.recorded_by_id
    return Happening(row.at, row.pk, work, SIGNS[work], title, said, by, url)


# Every session or service with the summary that the team shares.
sessions_told = Source(frozenset(SIGNS), _sessions, _session)

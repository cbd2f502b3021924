"""Who sees what of a case: one table, walked with the browser of each (promises S2, S4, S6, S29).

A row is somebody, a column a part of the case. Rows of rooms that do not stand yet are not here.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client

from tests import cast
from tests.cases import told
from tests.people.known import NADIRA, register
from umai.cases import commands, permissions, queries
from umai.cases.models import Case, ProcessNote
from umai.foundation.access import actors
from umai.foundation.access.models import Organisation, Person
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope

COLUMNS = ("list", "case", "notes", "restricted", "approvals", "statistics")
YES, NONE, NO = 200, 404, 403
# list: the code stands in it. case, notes, statistics: what the page answers. restricted: the
# concern that is hidden from most. approvals: whether the assessment that waits may be decided.
TABLE = {
    "caseworker who leads": (True, YES, NO, True, NO, NO),
    "psychologist of the case": (True, YES, YES, False, NO, NO),
    "lawyer of the case": (True, YES, NO, False, NO, NO),
    "caseworker of the team who works on others": (False, NONE, NO, False, NONE, NO),
    "supervisor of the team": (True, YES, NONE, True, YES, YES),
    "clinical supervisor who was named": (False, NONE, YES, False, NONE, YES),
    "operator": (NO, NO, NO, False, NONE, NO),
    "administrator": (NO, NO, NO, False, NONE, NO),
    "officer for data protection": (NO, NO, NO, False, NONE, NO),
    "caseworker of another team": (False, NONE, NO, False, NONE, NO),
    "supervisor of another team": (False, NONE, NONE, False, NONE, YES),
    "programme manager": (NO, NO, NO, False, NONE, YES),
    "supervisor of another organisation": (False, NONE, NONE, False, NONE, YES),
}
ROLES = {
    "caseworker who leads": ("social_worker", "Shymkent"),
    "psychologist of the case": ("psychologist", "Shymkent"),
    "lawyer of the case": ("lawyer", "Shymkent"),
    "caseworker of the team who works on others": ("social_worker", "Shymkent"),
    "supervisor of the team": ("supervisor", "Shymkent"),
    "clinical supervisor who was named": ("supervisor", "Turkistan"),
    "operator": ("operator", "Shymkent"),
    "administrator": ("administrator", None),
    "officer for data protection": ("data_protection_officer", None),
    "caseworker of another team": ("social_worker", "Turkistan"),
    "supervisor of another team": ("supervisor", "Turkistan"),
    "programme manager": ("programme_manager", None),
}
LEADS, SEES = "caseworker who leads", "supervisor of the team"


@pytest.fixture
def everybody(sana: Organisation, rodnik: Organisation) -> dict[str, Person]:
    """One person for each row of the table."""
    found = {who: cast.person(sana, role, team) for who, (role, team) in ROLES.items()}
    other = "supervisor of another organisation"
    return {**found, other: cast.person(rodnik, "supervisor", None)}


@pytest.fixture
def case(sana: Organisation, everybody: dict[str, Person]) -> Case:
    """A case with a psychologist and a lawyer, a restricted concern, an assessment that waits."""
    at = {who: actors.actor_of(one) for who, one in everybody.items()}
    owner, psychologist = at[LEADS], at["psychologist of the case"]
    with scope(sana.pk, owner.person):
        child = register(owner, sana, **NADIRA)
        case = told.led(at[SEES], owner, sana, child)
        for who in ("psychologist", "lawyer"):
            person = everybody[f"{who} of the case"]
            commands.join_case_team(owner, case.pk, person.pk, who)
        commands.note_concern(
            owner, case.pk, "SEX", concern_id=uuid7(), words="Restricted: she told only me."
        )
        told.laid_before(owner, told.again(case))
    with scope(sana.pk, psychologist.person):
        details = commands.NoteDetails(
            id=uuid7(),
            about_on=clock.today("Asia/Almaty"),
            words="She draws a house without doors.",
            supervisor_id=everybody["clinical supervisor who was named"].pk,
        )
        commands.write_process_note(psychologist, case.pk, details)
        return told.again(case)


def seen(of: Client, who: Actor, case: Case, note: ProcessNote) -> tuple[Any, ...]:
    """What this person gets of each column."""
    listed = of.get("/cases/")
    page = of.get(f"/cases/{case.pk}/")
    return (
        case.code in listed.content.decode() if listed.status_code == YES else listed.status_code,
        page.status_code,
        of.get(f"/cases/notes/{note.pk}/").status_code,
        restricted(who, case),
        decides(who, case),
        of.get("/numbers/cases/").status_code,
    )


def restricted(who: Actor, case: Case) -> bool:
    """Whether the hidden concern is among those that this person may know of."""
    with scope(who.organisation, who.person_id):
        if not who.may(permissions.READ_CASE):
            return False
        try:
            known = queries.concerns(who, queries.case(who, case.pk))
        except Http404:
            return False
        return known.filter(restricted=True).exists()


def decides(who: Actor, case: Case) -> int:
    """What deciding about the assessment would answer: it is asked, and given back each time."""
    with scope(case.organisation_id):
        row = queries.assessments(case).get()
    with scope(who.organisation, who.person_id):
        try:
            commands.decide_assessment(
                who, row.pk, row.version, approved=False, words="Say more about the school."
            )
        except PermissionDenied:
            return NO
        except Http404:
            return NONE
        except Refused:
            return NO
        else:
            return YES


def test_everybody_sees_exactly_their_part(
    everybody: dict[str, Person], case: Case, as_person: Callable[[Person], Client],
    sana: Organisation,
) -> None:  # fmt: skip
    with scope(sana.pk):
        note = ProcessNote.objects.get()
    # Who may decide does so last: what was given back does not wait any more.
    order = sorted(TABLE, key=lambda who: TABLE[who][COLUMNS.index("approvals")] == YES)
    found = {
        who: seen(as_person(everybody[who]), actors.actor_of(everybody[who]), case, note)
        for who in order
    }
    assert {who: dict(zip(COLUMNS, found[who], strict=True)) for who in TABLE} == {
        who: dict(zip(COLUMNS, row, strict=True)) for who, row in TABLE.items()
    }

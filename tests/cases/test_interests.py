"""Best interests: options side by side, a panel where one is needed, approved by another one."""

from datetime import date

import pytest
from django.http import Http404

from tests.cases.told import WHY, led
from tests.people.known import events
from umai.cases import commands, queries
from umai.cases.models import BestInterests
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused

OPTION = {"option": "Stay with the aunt.", "child": "I want this.", "feasible": "yes"}
PANEL = tuple(
    {"part": part, "name": f"Member {part}", "conflict": "none"}
    for part in ("LAWYER", "PSYCHOLOGIST", "GUARDIANSHIP")
)
WORDS = {
    "question": "With whom does she live?",
    "sources": "The child, the aunt, the school.",
    "chosen": "Stay with the aunt.",
    "reasons": WHY,
}


def weighed(**said):
    return commands.Weighed(
        **{
            "options": (OPTION, {**OPTION, "option": "Go to a centre."}),
            "factors": {"VIEWS": {"weight": 3, "words": "She said it twice."}},
            "words": WORDS,
            "review_on": date(2027, 5, 1),
            "interpreter": True,
            **said,
        }
    )


def begun(actor, case, kind="assessment", decision="RETURN"):
    return commands.begin_interests(actor, case.pk, kind, decision, interests_id=uuid7())


@pytest.fixture
def case(sana, zhanar, saule, child):
    return led(saule, zhanar, sana, child)


def test_an_assessment_is_weighed_laid_before_and_approved(sana, case, zhanar, saule):
    row = begun(zhanar, case)
    row = commands.weigh_interests(zhanar, row.pk, row.version, weighed())
    row = commands.lay_interests_before(zhanar, row.pk, row.version)
    with pytest.raises(Refused):
        commands.weigh_interests(zhanar, row.pk, row.version, weighed())
    done = commands.decide_interests(saule, row.pk, row.version, approved=True)
    assert (done.state, done.done_by_id) == ("approved", saule.person)
    said = queries.opened(done, "words", queries.key_of(case))
    assert [one["option"] for one in said["options"]] == ["Stay with the aunt.", "Go to a centre."]
    assert "cases.interests_approved" in events(sana)


def test_sending_twice_begins_once(case, zhanar):
    """R1."""
    row = begun(zhanar, case)
    twice = commands.begin_interests(zhanar, case.pk, "assessment", "RETURN", interests_id=row.pk)
    assert twice == row
    with pytest.raises(Refused) as no:
        begun(zhanar, case)
    assert no.value.field == "decision"
    assert BestInterests.objects.count() == 1


@pytest.mark.parametrize("decision", ["SEPARATION", "DURABLE", "CUSTODY", "EXCEPTIONAL_CARE"])
def test_what_only_a_panel_decides_is_not_begun_without_one(case, zhanar, decision):
    """Domain 3.6."""
    with pytest.raises(Refused) as no:
        begun(zhanar, case, "short", decision)
    assert no.value.field == "kind"
    assert begun(zhanar, case, "determination", decision)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"options": (OPTION,)}, "two options"),
        ({"options": (OPTION, {"option": "Else"})}, "child’s view"),
        ({"factors": {}}, "Weigh"),
        ({"review_on": None}, "looked at again"),
        ({"words": {**WORDS, "sources": ""}}, "know it from"),
        ({"words": {**WORDS, "reasons": ""}}, "best for the child"),
    ],
)
def test_what_is_missing_is_said(case, zhanar, said, words):
    row = begun(zhanar, case)
    row = commands.weigh_interests(zhanar, row.pk, row.version, weighed(**said))
    with pytest.raises(Refused, match=words):
        commands.lay_interests_before(zhanar, row.pk, row.version)


@pytest.mark.parametrize(
    ("panel", "words"),
    [
        (PANEL[:2], "3 to 5"),
        (PANEL + PANEL, "3 to 5"),
        (({**PANEL[0]}, PANEL[0], PANEL[1]), "different professions"),
        ((*PANEL[:2], {**PANEL[2], "conflict": ""}), "Ask every member"),
        ((*PANEL[:2], {**PANEL[2], "conflict": "declared", "about": "Her aunt."}), "3 to 5"),
    ],
)
def test_a_panel_has_three_to_five_free_members_of_different_professions(
    case, zhanar, panel, words
):
    row = begun(zhanar, case, "determination", "DURABLE")
    row = commands.weigh_interests(zhanar, row.pk, row.version, weighed(panel=panel))
    with pytest.raises(Refused, match=words):
        commands.lay_interests_before(zhanar, row.pk, row.version)


def test_a_determination_by_a_panel_is_confirmed_by_another_person(case, zhanar, saule):
    row = begun(zhanar, case, "determination", "DURABLE")
    words = {**WORDS, "dissent": "One member wants a foster family."}
    row = commands.weigh_interests(zhanar, row.pk, row.version, weighed(panel=PANEL, words=words))
    assert (row.panel_size, row.dissent) == (3, True)
    row = commands.lay_interests_before(zhanar, row.pk, row.version)
    with pytest.raises(Refused, match="mended"):
        commands.decide_interests(saule, row.pk, row.version, approved=False, words="No")
    assert commands.decide_interests(saule, row.pk, row.version, approved=True).state == "approved"


def test_nobody_approves_their_own(case, saule, dana):
    """S29."""
    row = begun(saule, case)
    row = commands.weigh_interests(saule, row.pk, row.version, weighed())
    row = commands.lay_interests_before(saule, row.pk, row.version)
    with pytest.raises(Refused, match="own"):
        commands.decide_interests(saule, row.pk, row.version, approved=True)
    assert commands.decide_interests(dana, row.pk, row.version, approved=True)


def test_a_declared_conflict_says_what_it_is(case, zhanar):
    row = begun(zhanar, case, "determination", "DURABLE")
    panel = ({"part": "LAWYER", "conflict": "declared"},)
    with pytest.raises(Refused) as no:
        commands.weigh_interests(zhanar, row.pk, row.version, weighed(panel=panel))
    assert no.value.field == "panel"


def test_who_saves_over_a_newer_version_is_told(case, zhanar):
    """R5."""
    row = begun(zhanar, case)
    commands.weigh_interests(zhanar, row.pk, 1, weighed())
    with pytest.raises(commands.Newer):
        commands.weigh_interests(zhanar, row.pk, 1, weighed())


def test_it_is_needed_until_one_is_approved(case, zhanar, saule):
    assert queries.lacks_interests(case, needed=True)
    assert not queries.lacks_interests(case, needed=False)
    row = begun(zhanar, case)
    row = commands.weigh_interests(zhanar, row.pk, row.version, weighed())
    row = commands.lay_interests_before(zhanar, row.pk, row.version)
    commands.decide_interests(saule, row.pk, row.version, approved=True)
    assert not queries.lacks_interests(case, needed=True)


def test_strangers_find_nothing(case, zhanar, timur):
    """S2."""
    row = begun(zhanar, case)
    with pytest.raises(Http404):
        commands.read_interests(timur, row.pk)


def test_reading_is_written_down(sana, case, zhanar):
    """S22."""
    commands.read_interests(zhanar, begun(zhanar, case).pk)
    assert "cases.interests_read" in events(sana)

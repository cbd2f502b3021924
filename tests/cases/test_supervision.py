"""Supervision: two people open each record, and for everybody else there is none."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.cases.told import again, led, supervised
from tests.people.known import events
from umai.cases import commands, queries
from umai.cases.models import Case, DiscussedCase, Supervision
from umai.foundation.journal import log
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.notices.models import Notice
from umai.foundation.vault.models import DataKey
from umai.foundation.vocabulary import queries as vocabulary
from umai.foundation.vocabulary.models import Rule

TODAY = clock.today("Asia/Almaty")


@pytest.fixture
def case(sana, saule, zhanar, child):
    """Nodira's case, which Zhanar leads in Saule's team."""
    return led(saule, zhanar, sana, child)


@pytest.fixture
def session(case, saule, zhanar):
    """Saule spoke with Zhanar about it."""
    agreed = (commands.Agreed("Ask the school again.", "worker", TODAY),)
    return supervised(saule, zhanar, case_ids=(case.pk,), agreed=agreed)


def details(**said):
    words = {"id": uuid7(), "kind": "individual", "held_on": TODAY, "words": "The week.", **said}
    return commands.SupervisionDetails(**words)


@pytest.mark.parametrize("kind", ["individual", "wellbeing"])
def test_who_opens_a_record_is_a_table(
    sana, case, kind, zhanar, marat, saule, dana, timur, person, acting
):
    """S2, S4, S6: the two whom it is about; no other supervisor, no team, nobody who keeps order.
    """
    row = supervised(saule, zhanar, kind=kind)
    admin, olga = (acting(person(one)) for one in ("administrator", "data_protection_officer"))
    table = {
        "supervisor": (saule, None),
        "worker": (zhanar, None),
        "another supervisor": (dana, Http404),
        "a psychologist of the team": (marat, Http404),
        "a worker of another team": (timur, Http404),
        "administrator": (admin, PermissionDenied),
        "officer": (olga, PermissionDenied),
    }
    for who, (actor, error) in table.items():
        if error is None:
            read = commands.read_supervision(actor, row.pk)
            assert queries.words_of_supervision(read)["words"].startswith("How the week"), who
            assert list(queries.supervisions(actor)) == [row], who
        else:
            with pytest.raises(error):
                commands.read_supervision(actor, row.pk)
            assert not queries.supervisions(actor).exists(), who
    assert events(sana).count("cases.supervision_read") == 2
    entry = Entry.objects.filter(subject_id=row.pk).first()
    keys = {entry.key_id: DataKey.objects.get(pk=entry.key_id)}
    assert log.facts_of(entry, keys) == {"person": str(zhanar.person)}


def test_the_worker_confirms_the_version_that_was_read(sana, session, saule, zhanar, dana):
    """R5: what was changed since is not confirmed with it; the colleague is told again."""
    with pytest.raises(Refused):
        commands.confirm_supervision(saule, session.pk, session.version)
    with pytest.raises(Http404):
        commands.confirm_supervision(dana, session.pk, session.version)
    commands.confirm_supervision(zhanar, session.pk, session.version)
    commands.confirm_supervision(zhanar, session.pk, session.version)
    assert events(sana).count("cases.supervision_confirmed") == 1
    mended = commands.correct_supervision(
        saule, session.pk, session.version, details(id=session.pk, words="Better said.")
    )
    assert mended.read_at is None
    with pytest.raises(commands.Newer):
        commands.confirm_supervision(zhanar, session.pk, session.version)
    with pytest.raises(commands.Newer):
        commands.correct_supervision(saule, session.pk, session.version, details())
    with pytest.raises(PermissionDenied):
        commands.correct_supervision(zhanar, session.pk, mended.version, details())
    told = Notice.objects.filter(person_id=zhanar.person, kind="supervision_written")
    assert [(one.code, one.subject_id) for one in told] == [("", session.pk)] * 2


def test_one_supervises_only_the_own_team_and_never_oneself(
    sana, case, saule, zhanar, timur, person, acting
):
    """S2, R1: sent twice is once; colleagues of other teams are the same 404 as nobody."""
    shymkent = acting(person("supervisor", "Shymkent"))
    said = details()
    first = commands.record_supervision(shymkent, zhanar.person, said)
    assert commands.record_supervision(shymkent, zhanar.person, said) == first
    for who in (timur.person, shymkent.person, uuid7()):
        with pytest.raises(Http404):
            commands.record_supervision(shymkent, who, details())
    with pytest.raises(Http404):
        commands.record_supervision(saule, zhanar.person, said)
    with pytest.raises(PermissionDenied):
        commands.record_supervision(zhanar, timur.person, details())
    assert Supervision.objects.count() == 1
    assert events(sana).count("cases.supervision_recorded") == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "chat"}, "kind"),
        ({"held_on": TODAY + timedelta(days=2)}, "held_on"),
        ({"minutes": 0}, "minutes"),
        ({"next_on": TODAY}, "next_on"),
        ({"words": " "}, "words"),
        ({"agreed": (commands.Agreed("Ring", "nobody"),)}, "agreed"),
        ({"case_ids": (uuid7(),)}, "cases"),
    ],
)
def test_mistakes_are_told_at_their_field(case, saule, zhanar, wrong, field):
    with pytest.raises(Refused) as no:
        commands.record_supervision(saule, zhanar.person, details(**wrong))
    assert no.value.field == field


def test_only_cases_of_which_the_reader_may_know_are_named(case, session, saule, zhanar, timur):
    """S6: a code goes with the access to its case, and with the child."""
    assert queries.discussed(zhanar, session) == queries.discussed(saule, session) == [case]
    commands.assign_case(saule, case.pk, again(case).version, saule.person)
    assert queries.discussed(zhanar, session) == []
    commands.erase_cases(saule, case.individual_id)
    assert not DiscussedCase.objects.exists() and not Case.objects.exists()
    assert commands.read_supervision(zhanar, session.pk)


def test_a_session_says_by_when_the_next_is_due_and_keeps_its_rule(case, saule, zhanar):
    """R16: a rule that is changed later moves nothing that was promised before."""
    before = supervised(saule, zhanar, held_on=TODAY - timedelta(days=3))
    rule = Rule.objects.get(code="LD.SUPERVISION")
    assert before.due_on == TODAY + timedelta(days=int(rule.value) - 3)
    assert before.rule_version == rule.version
    Rule.objects.filter(pk=rule.pk).update(value="5")
    vocabulary.forget()
    before.refresh_from_db()
    assert before.due_on == TODAY + timedelta(days=int(rule.value) - 3)
    assert supervised(saule, zhanar).due_on == TODAY + timedelta(days=5)
    assert supervised(saule, zhanar, kind="discussion").due_on is None
    Rule.objects.filter(pk=rule.pk).update(enabled=False)
    vocabulary.forget()
    assert supervised(saule, zhanar).due_on is None

"""What was changed in a record: every field, who and when; names on an answer of their own."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.people.known import events, register
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope
from umai.people import commands, queries
from umai.people.forms.history import lines


def page(one):
    return f"/children/{one.pk}/history/"


def correct(actor, one, *, sealed=False, given_name="Нодира", **said):
    """Correct a record as the form does: the whole of it."""
    revealed = commands.reveal_record(actor, one.pk)
    identity = commands.Identity(**{**vars(revealed.identity), "given_name": given_name})
    kept = {
        name: getattr(one, name) for name in ("sex", "birth_precision", "education", "region")
    }
    details = commands.IndividualDetails(
        id=one.pk,
        team_id=one.team_id,
        identity=identity,
        contact=revealed.contact,
        citizenships=tuple(one.citizenships),
        **{**kept, **said},
    )
    return commands.correct_individual(actor, one.pk, one.version, details, sealed=sealed)


def english(client):
    client.cookies["umai-language"] = "en"
    return client


@pytest.fixture
def changed(nodira, sana, worker, acting):
    """Nodira's schooling and then her name were corrected, a document noted and corrected."""
    actor = acting(worker)
    with scope(sana.pk):
        one = correct(actor, nodira, education="school")
        correct(actor, one, sealed=True, given_name="Надира", education="school")
        paper = commands.DocumentDetails(
            id=uuid7(), individual_id=nodira.pk, type="BIRTH_KZ", state="RECEIVED", number="AA1"
        )
        commands.note_document(actor, paper)
        again = commands.DocumentDetails(**{**vars(paper), "state": "VERIFIED", "number": "AA2"})
        commands.correct_document(actor, 1, again)
    return nodira


def test_every_field_stands_as_it_was_and_as_it_is(changed, sana, worker, acting):
    with scope(sana.pk):
        actor = acting(worker)
        past = queries.history(actor, changed, queries.changes(actor, changed).order_by("-at"))
        told = [
            [(line.before, line.after) for row in one.rows for line in lines(row, covered=False)]
            for one in past
        ]
        rows = [row for one in past for row in one.rows]
        dark = [line.after for row in rows for line in lines(row, covered=True)]
    acts = [one.line.entry.event.partition(".")[2] for one in past]
    assert sorted(acts) == [
        "child_registered",
        "document_corrected",
        "document_noted",
        "individual_corrected",
        "individual_corrected",
    ]
    every = [pair for act in told for pair in act]
    assert ("Нодира", "Надира") in every and ("AA1", "AA2") in every
    assert {one.line.who for one in past} == {worker.name}
    assert "Надира" not in str(dark) and "AA2" not in str(dark)


def test_names_stay_covered_until_they_are_asked_for(changed, sana, web):
    """S22, S29: opening it is written down; showing names is an act of its own, freshly proved."""
    shown = english(web).get(page(changed)).content.decode()
    assert "Надира" not in shown and "AA2" not in shown and "covered" in shown
    assert changed.code in shown and "School" in shown
    assert events(sana)[-1] == "people.history_read"
    bare = web.post(f"{page(changed)}names/").content.decode()
    assert "Надира" in bare and "AA1" in bare and "AA2" in bare
    assert events(sana)[-1] == "people.history_revealed"
    cast.prove_of_old(web)
    assert web.post(f"{page(changed)}names/").status_code == 403


def test_others_find_none(changed, sana, timur, serik, olga, as_person, person):
    """S2, S6: another team and another organisation see the same nothing."""
    for who in (person("social_worker", "Turkistan"), serik):
        assert as_person(who).get(page(changed)).status_code == 404
        assert as_person(who).post(f"{page(changed)}names/").status_code == 404
    assert as_person(person("data_protection_officer")).get(page(changed)).status_code == 403
    with scope(sana.pk), pytest.raises(PermissionDenied):
        commands.read_history(olga, changed.pk)


def test_a_consent_that_was_taken_back_is_told(nodira, sana, worker, acting, web):
    """S34: the answer before and after; the child's words only when names are shown."""
    with scope(sana.pk):
        actor = acting(worker)
        said = commands.ConsentDetails(
            id=uuid7(),
            individual_id=nodira.pk,
            given=(first_scope(),),
            given_by="PARENT",
            assent=True,
            language="uz",
            explained_how="spoken",
            limits_explained=True,
        )
        (row,) = commands.note_consent(actor, said)
        commands.withdraw_consent(actor, row.pk, "Больше не хочу")
    shown = english(web).get(page(nodira)).content.decode()
    assert "noted that a consent was taken back" in shown and "Больше" not in shown
    assert "Больше не хочу" in web.post(f"{page(nodira)}names/").content.decode()


def first_scope():
    """A scope that needs no agency."""
    from umai.foundation.vocabulary import queries as vocabulary

    plain = (w.code for w in vocabulary.words("consent_scope"))
    return next(one for one in plain if one not in {"SHARE_NAMED_AGENCY", "CONSULATE_CONTACT"})


def test_however_many_versions_each_table_is_asked_once(sana, zhanar, here):
    one = register(zhanar, sana, given_name="Азиза", family_name="Юсупова", sex="female")

    def statements():
        known = queries.individual(zhanar, one.pk)
        with CaptureQueriesContext(connection) as asked:
            found = list(queries.changes(zhanar, known))
            assert queries.history(zhanar, known, found)
        return len(asked)

    now = correct(zhanar, one, education="school", given_name="Азиза")
    statements()  # the lists are read once
    few = statements()
    for number in range(8):
        now = correct(zhanar, now, education=["", "school"][number % 2], given_name="Азиза")
    assert statements() == few


def test_of_an_erased_person_no_history_is_left(nodira, sana, worker, saule, acting, web):
    """S18."""
    with scope(sana.pk):
        correct(acting(worker), nodira, education="school")
        asked = commands.ask_erasure(acting(saule), nodira.pk, "request")
    other = cast.person(sana, "supervisor", None)
    with scope(sana.pk):
        commands.erase_individual(acting(other), asked.pk)
    assert web.get(page(nodira)).status_code == 404


def test_days_of_the_organisation_divide_the_acts(nodira, sana, worker, acting, web):
    with scope(sana.pk), clock.told_at(clock.now() + timedelta(days=2)):
        correct(acting(worker), nodira, education="school", entered_on=date(2024, 2, 1))
    days = english(web).get(page(nodira)).context["days"]
    assert len(days) == 2 and days[0][0] > days[1][0]

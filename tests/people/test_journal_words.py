"""The journal says what was done with people in words, and its notices lead to the record."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from tests import cast
from tests.people.known import register
from umai.foundation.access import queries as access
from umai.foundation.journal import queries as journal
from umai.foundation.journal import terms as journal_terms
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope
from umai.foundation.notices.models import Notice
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import commands


def plain_scope():
    """A scope of consent that has no rule of its own."""
    ruled = {"SHARE_NAMED_AGENCY", "CONSULATE_CONTACT"}
    return next(w.code for w in vocabulary.words("consent_scope") if w.code not in ruled)


@pytest.fixture
def story(sana, worker, saule, acting):
    """A child of whom nearly everything was written down."""
    with scope(sana.pk):
        actor, chief = acting(worker), acting(saule)
        one = register(actor, sana, sex="female", cabm_category="ASYLUM_SEEKER", given_name="Аня")
        paper = commands.DocumentDetails(
            id=uuid7(), individual_id=one.pk, type="BIRTH_KZ", state="RECEIVED"
        )
        commands.note_document(actor, paper)
        details = commands.IndividualDetails(
            id=one.pk, team_id=one.team_id, identity=commands.Identity(), education="school"
        )
        commands.correct_individual(actor, one.pk, 1, details)
        kin = commands.RelationDetails(
            id=uuid7(), individual_id=one.pk, kind="MOTHER", primary_carer=True
        )
        commands.relate_people(actor, kin)
        said = commands.ConsentDetails(
            id=uuid7(), individual_id=one.pk, refused=(plain_scope(),), given_by="CHILD"
        )
        (row,) = commands.note_consent(actor, said)
        why = commands.Override(
            ground="vital_danger", reason="Ребёнок без сознания", until=date(2999, 1, 1),
            child_told=True,
        )  # fmt: skip
        commands.override_consent(chief, row.pk, why)
        review_on = clock.today("Asia/Almaty") + timedelta(days=30)
        commands.put_hold(chief, one.pk, "court", review_on)
        commands.reveal_details(actor, one.pk)
    return one


def test_every_fact_has_a_label_and_every_code_its_word(story, sana, olga):
    with scope(sana.pk), translation.override("en"):
        names = dict(access.people(olga).values_list("pk", "name"))
        found = journal.entries_about(olga, story.pk).order_by("at", "id")
        lines = journal.lines(found, names)
    unnamed = {
        name
        for line in lines
        for name in line.told
        if name not in journal_terms.FACTS and name not in journal_terms.UNSAID
    }
    assert unnamed == set()
    shown = " ".join(str(words) for line in lines for _label, words in line.facts)
    for code in ("female", "ASYLUM_SEEKER", "BIRTH_KZ", "RECEIVED", "MOTHER", "vital_danger"):
        assert code not in shown, code
    assert "2999-01-01" not in shown and "A court or the prosecutor" in shown
    assert plain_scope() not in shown and "CHILD" not in shown
    corrected = next(one for one in lines if one.entry.event == "people.individual_corrected")
    assert "education" not in dict(corrected.facts).values()
    assert "versions" in corrected.told and "versions" not in str(corrected.facts)


def test_a_notice_of_broken_glass_leads_to_the_record_and_the_officer_to_the_journal(
    sana, worker, web, person, as_person, acting
):
    """S4, S31: by the code, without a name; the officer reads no records."""
    officer = person("data_protection_officer")
    with scope(sana.pk):
        one = register(acting(worker), sana, given_name="Нодира", family_name="Каримова")
        other = acting(cast.person(sana, "social_worker", "Turkistan"))
        commands.break_glass(other, one.code, "Ребёнок стоит на мосту, надо ехать")
        mine = Notice.objects.get(person_id=worker.pk)
        theirs = Notice.objects.get(person_id=officer.pk)
    listed = web.get("/notices/").content.decode()
    assert one.code in listed and "Нодира" not in listed
    assert web.get(f"/notices/{mine.pk}/")["Location"] == f"/children/{one.pk}/"
    desk = as_person(officer)
    answer = desk.get(f"/notices/{theirs.pk}/")
    assert answer["Location"] == f"/journal/?code={one.code}"
    assert one.code in desk.get(answer["Location"]).content.decode()

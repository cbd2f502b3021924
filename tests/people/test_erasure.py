"""Erasing a person: who may, what wins over it, what is gone, and that others stay (S18-S20)."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404

from tests.files import made
from tests.people.known import register
from umai.foundation.access import actors
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vault import seals
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import commands, permissions, queries, rules, terms
from umai.people.models import (
    Erasure,
    Individual,
    LookupKey,
    NameKey,
    Relation,
    Retention,
)

pytestmark = pytest.mark.usefixtures("here")

CHILD = {
    "given_name": "Нодира",
    "family_name": "Каримова",
    "born": "2014-03-09",
    "document_number": "AB7654321",
    "phone": "+77015551234",
}


@pytest.fixture
def boss(saule, acting):
    return acting(saule)


@pytest.fixture
def job(sana):
    return actors.job(sana, [permissions.KEEP_RETENTION])


@pytest.fixture
def nodira(sana, zhanar):
    return register(
        zhanar,
        sana,
        **CHILD,
        sex="female",
        ethnicity="UZ",
        languages=("uz",),
        contact={"address": "Канарейная 7"},
    )


@pytest.fixture
def brother(sana, zhanar):
    return register(zhanar, sana, given_name="Бекзат", family_name="Каримов", born="2012-01-05")


def erased(boss, olga, one):
    asked = commands.ask_erasure(boss, one.pk, "request")
    return commands.erase_individual(olga, asked.pk)


def events():
    return list(Entry.objects.order_by("pk").values_list("event", flat=True))


def test_one_asks_and_another_confirms_never_the_same(boss, olga, nodira):
    asked = commands.ask_erasure(boss, nodira.pk, "request")
    with pytest.raises(Refused):
        commands.erase_individual(boss, asked.pk)
    with pytest.raises(Refused):
        commands.ask_erasure(olga, nodira.pk, "request")
    done = commands.erase_individual(olga, asked.pk)
    assert (done.state, done.records) == ("erased", 1)
    with pytest.raises(Refused):
        commands.erase_individual(olga, asked.pk)
    assert events().count("people.individual_erased") == 1


def test_what_was_erased_cannot_be_read_and_nothing_plain_names_the_child(boss, olga, nodira):
    """S18: key, search keys, circle, history and plain facts are gone; code, sex, year stay."""
    key = queries.key_of(nodira)
    blob, column = bytes(nodira.identity_sealed), "people_individual.identity"
    Individual.objects.filter(pk=nodira.pk).update(region="KZ-79", border_point="B-Konysbaeva")
    erased(boss, olga, nodira)
    key.refresh_from_db()
    assert key.wrapped is None and key.destroyed_at
    with pytest.raises(seals.Broken):
        seals.open_(key, column, nodira.pk, blob)
    assert not NameKey.objects.exists() and not LookupKey.objects.exists()
    left = Individual.objects.get(pk=nodira.pk)
    assert (left.code, left.sex, left.birth_year) == (nodira.code, "female", 2014)
    assert (left.ethnicity, left.languages, left.region, left.identity_sealed) == ("", [], "", None)
    history = apps.get_model("people", "IndividualEvent")._default_manager.all()
    assert history.exists()
    for row in history:
        assert (row.ethnicity, row.languages, row.border_point) == ("", [], "")
        assert row.identity_sealed is None and row.contact_sealed is None


def test_no_table_of_the_room_tells_of_an_erased_child(boss, olga, zhanar, nodira, brother):
    """S18: every row that still holds the id is the trace, the certificate or the merge."""
    erased(boss, olga, nodira)
    with connection.cursor() as cursor:
        for model in apps.get_app_config("people").get_models():
            table = model._meta.db_table
            cursor.execute(
                f"SELECT count(*) FROM {table} t WHERE to_jsonb(t)::text LIKE %s",
                [f"%{nodira.pk}%"],
            )
            found = cursor.fetchone()[0]
            traces = {"people_individual", "people_individualevent", "people_erasure"}
            assert not found or table in traces, table


def test_another_child_stays_whole(boss, olga, zhanar, sana, nodira, brother):
    """S18: the brother is found, opened and revealed as before; that he has a sister stays."""
    relation = Relation.objects.create(
        organisation_id=sana.pk, individual_id=brother.pk, other_id=nodira.pk, kind="SIBLING"
    )
    erased(boss, olga, nodira)
    asked = queries.Asked(given="Бекзат", family="Каримов")
    assert [fit.code for fit in queries.find(zhanar, asked)] == [brother.code]
    assert commands.reveal_identity(zhanar, brother.pk).given_name == "Бекзат"
    relation.refresh_from_db()
    assert (relation.kind, relation.other_id) == ("SIBLING", None)


def test_nobody_finds_or_opens_an_erased_child(boss, olga, zhanar, nodira):
    erased(boss, olga, nodira)
    assert queries.find(zhanar, queries.Asked(given="Нодира", family="Каримова")) == []
    for actor in (zhanar, boss):
        with pytest.raises(Http404):
            queries.individual(actor, nodira.pk)


def test_merged_records_are_erased_together(boss, olga, sana, zhanar, nodira):
    other = register(zhanar, sana, given_name="Nadira", family_name="Aliyeva", born="2014")
    commands.merge_people(boss, other.pk, nodira.pk)
    with pytest.raises(Refused):
        commands.ask_erasure(boss, other.pk, "request")
    assert erased(boss, olga, nodira).records == 2
    assert not Individual.objects.filter(identity_sealed__isnull=False).exists()


def test_a_hold_wins_and_says_why_and_until_when(boss, olga, nodira):
    """S19: refused with the reason and the day of the review, before and after it was asked."""
    review = clock.today("Asia/Almaty") + timedelta(days=90)
    commands.put_hold(olga, nodira.pk, "court", review)
    with pytest.raises(commands.Held) as no:
        commands.ask_erasure(boss, nodira.pk, "request")
    assert str(terms.HoldReason.COURT.label) in str(no.value)
    assert str(review.year) in str(no.value)
    commands.lift_hold(olga, nodira.pk)
    asked = commands.ask_erasure(boss, nodira.pk, "request")
    commands.put_hold(boss, nodira.pk, "law", review)
    with pytest.raises(commands.Held):
        commands.erase_individual(olga, asked.pk)
    assert Individual.objects.get(pk=nodira.pk).identity_sealed is not None


def test_a_hold_on_a_merged_record_holds_the_person(boss, olga, sana, zhanar, nodira):
    """S19: no way round through the other record."""
    other = register(zhanar, sana, given_name="Nadira", family_name="Aliyeva", born="2014")
    commands.put_hold(olga, other.pk, "court", clock.today("Asia/Almaty") + timedelta(days=9))
    commands.merge_people(boss, other.pk, nodira.pk)
    with pytest.raises(commands.Held):
        commands.ask_erasure(boss, nodira.pk, "request")


def test_what_was_asked_can_be_taken_back_and_asked_again(boss, olga, nodira):
    asked = commands.ask_erasure(boss, nodira.pk, "mistake")
    commands.take_back_erasure(olga, asked.pk)
    with pytest.raises(Refused):
        commands.erase_individual(olga, asked.pk)
    assert commands.ask_erasure(olga, nodira.pk, "mistake").state == "asked"


def test_what_waits_to_be_erased_is_merged_with_nobody(boss, olga, sana, zhanar, nodira):
    """S18: the second person confirms exactly what the first one asked for."""
    other = register(zhanar, sana, given_name="Nadira", family_name="Aliyeva", born="2014")
    asked = commands.ask_erasure(boss, other.pk, "mistake")
    for gone, stays in ((other, nodira), (nodira, other)):
        with pytest.raises(Refused):
            commands.merge_people(boss, gone.pk, stays.pk)
    commands.take_back_erasure(olga, asked.pk)
    assert commands.merge_people(boss, other.pk, nodira.pk) == nodira


def test_a_social_worker_and_another_organisation_erase_nobody(zhanar, serik, acting, boss, nodira):
    asked = commands.ask_erasure(boss, nodira.pk, "request")
    with pytest.raises(PermissionDenied):
        commands.erase_individual(zhanar, asked.pk)
    with pytest.raises(PermissionDenied):
        commands.ask_erasure(zhanar, nodira.pk, "request")
    there = acting(serik)
    with pytest.raises(Http404):
        commands.ask_erasure(there, nodira.pk, "request")
    with pytest.raises(Http404):
        commands.erase_individual(there, asked.pk)


def test_a_supervisor_of_another_team_sees_nothing_of_it(person, acting, boss, nodira):
    """S6."""
    asked = commands.ask_erasure(boss, nodira.pk, "request")
    local = acting(person("supervisor", "Turkistan"))
    assert not queries.erasures(local).exists()
    with pytest.raises(Http404):
        commands.erase_individual(local, asked.pk)
    with pytest.raises(Http404):
        commands.put_hold(local, nodira.pk, "law", date(2099, 1, 1))


def test_the_time_of_keeping_is_the_later_of_two_rules():
    assert rules.kept_until(2014, date(2026, 5, 1), 5, 21) == date(2035, 12, 31)
    assert rules.kept_until(1980, date(2026, 5, 1), 5, 21) == date(2031, 5, 1)
    assert rules.kept_until(1980, date(2024, 2, 29), 5, 21) == date(2029, 2, 28)
    assert rules.kept_until(None, date(2026, 5, 1), 5, 21) == date(2047, 12, 31)


def test_before_the_time_is_over_there_is_a_warning_and_new_work_keeps_on(
    boss, olga, zhanar, job, nodira
):
    """S20: warned thirty days before, kept on after new work, erased only by two people."""
    assert commands.watch_retention(job) == 0
    with pytest.raises(Refused):
        commands.ask_erasure(boss, nodira.pk, "time")
    until = queries.terms_of_keeping(job, nodira.pk)[0].until
    warn = vocabulary.span("KEEP.WARN")
    shift = until - clock.today("Asia/Almaty")
    with clock.told_at(clock.now() + shift - warn + timedelta(days=1)):
        assert commands.watch_retention(job) == 1
        assert commands.watch_retention(job) == 0
        assert queries.ending(olga).get().individual_id == nodira.pk
    with clock.told_at(clock.now() + shift + timedelta(days=1)):
        asked = commands.ask_erasure(boss, nodira.pk, "time")
        done = commands.erase_individual(olga, asked.pk)
        commands.watch_retention(job)
    assert not Retention.objects.exists()
    trace = Erasure.objects.get(pk=done.pk)
    assert (trace.code, trace.ground) == (nodira.code, "time")


def test_a_paper_and_a_double_are_work_on_a_person(sana, zhanar, job, tmp_path, monkeypatch):
    """S20: whatever was written about somebody, on whichever of their records, keeps it on."""
    monkeypatch.setattr(settings, "UMAI_DATA", tmp_path)
    this_year = clock.now().year
    with clock.told_at(clock.now() - timedelta(days=3 * 366)):
        one, other, double = (
            register(zhanar, sana, given_name=name, family_name="Сериковна", born="1980-01-01")
            for name in ("Алия", "Бекзат", "Шолпан")
        )
    with clock.told_at(clock.now() - timedelta(days=366)):
        image = commands.Upload(made.jpeg(), "scan.jpg")
        commands.attach_file(zhanar, other.pk, terms.Attachment.LETTER, image)
    paper = commands.DocumentDetails(
        id=uuid7(), individual_id=double.pk, type="MIG_CARD", state="RECEIVED"
    )
    commands.note_document(zhanar, paper)

    def last(pk):
        return next(iter(queries.terms_of_keeping(job, pk))).last_at.year

    assert [last(each.pk) for each in (one, other, double)] == [
        this_year - 3, this_year - 1, this_year,
    ]  # fmt: skip
    Individual.objects.filter(pk=double.pk).update(merged_into=one.pk)
    assert last(one.pk) == this_year


def test_new_work_takes_a_warning_back(sana, zhanar, job):
    """S20: an adult's record is kept five years after the last work."""
    one = register(zhanar, sana, given_name="Алия", family_name="Сериковна", born="1980-01-01")
    later = clock.now() + timedelta(days=5 * 366)
    with clock.told_at(later):
        assert commands.watch_retention(job) == 1
        boss_of = Individual.objects.get(pk=one.pk)
        Individual.objects.filter(pk=one.pk).update(registered_at=later, version=boss_of.version)
        commands.watch_retention(job)
    assert not Retention.objects.exists()

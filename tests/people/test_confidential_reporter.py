"""S5: who reported in confidence is known to nobody until one has asked and another has agreed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.http import Http404

from tests.people.registers import report
from umai.foundation.journal import log
from umai.foundation.journal import queries as journal
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.foundation.notices.models import Notice
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.people import commands, events, permissions, queries
from umai.people.models import Incident, Unsealing

pytestmark = pytest.mark.usefixtures("here")
WHY = "The police must hear this person as a witness."
TABLES = """
    SELECT c.relname FROM pg_class c WHERE c.relkind = 'r'
      AND c.relnamespace = current_schema()::regnamespace ORDER BY 1
"""


@pytest.fixture
def boss(saule, acting):
    return acting(saule)


@pytest.fixture
def custodian(person):
    return person("custodian")


@pytest.fixture
def keeper(custodian, acting):
    """The custodian, as an actor."""
    return acting(custodian)


@pytest.fixture
def secret(zhanar, keeper, boss):
    """A concern about a colleague that Zhanar reported in confidence."""
    return report(zhanar, kind="safeguarding", confidential=True)


def rows_that_name(person_id):
    """In how many rows of each table the id of a person stands, in any column."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        for (table,) in cursor.fetchall():
            cursor.execute(
                f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s", [f"%{person_id}%"]
            )
            found[table] = cursor.fetchone()[0]
    return found


def test_a_confidential_report_leaves_the_reporter_in_no_row_of_any_table(zhanar, keeper, boss):
    """S5, S14: not in the incident, its history, notices, mail, keys, journal."""
    before = rows_that_name(zhanar.person_id)
    assert len(before) > 60 and before["access_posting"] == 1
    row = report(zhanar, kind="safeguarding", confidential=True)
    assert rows_that_name(zhanar.person_id) == before
    assert row.reported_by_id is None and row.reporter_sealed is not None
    assert zhanar.name.encode() not in bytes(row.reporter_sealed)
    # And the search does see one who reports openly.
    report(zhanar, kind="safeguarding")
    after = rows_that_name(zhanar.person_id)
    assert {table for table in after if after[table] != before[table]} == {
        "people_incident",
        "journal_entry",
    }


def test_the_journal_says_that_somebody_reported_and_not_who(secret, zhanar, olga):
    """S5, S22: the act is there, sealed into the chain like any other; the person is not."""
    entry = Entry.objects.get(event=events.INCIDENT_REPORTED)
    assert (entry.actor_kind, entry.actor_id) == ("sealed", None)
    line = journal.lines([entry], {zhanar.person_id: zhanar.name})[0]
    assert line.sound and zhanar.name not in line.who
    keys = {entry.key_id: DataKey.objects.get(pk=entry.key_id)}
    assert zhanar.name not in str(log.facts_of(entry, keys))


def test_the_name_is_sealed_under_a_key_of_its_own(secret):
    """S5, S15: the key of the report does not open it."""
    assert secret.reporter_key_id != secret.key_id
    with pytest.raises(seals.Broken):
        key = queries.key_of_incident(secret)
        seals.open_(key, queries.REPORTER, secret.pk, secret.reporter_sealed)


def test_a_keeper_who_reports_in_confidence_is_told_like_every_keeper(boss, keeper, olga):
    """S5: a notice that is missing would say who it was."""
    row = report(boss, kind="safeguarding", confidential=True)
    told = set(Notice.objects.filter(subject_id=row.pk).values_list("person_id", flat=True))
    assert told == {boss.person_id, olga.person_id}


def test_until_a_second_person_agrees_nobody_opens_the_name(secret, zhanar, boss, olga, keeper):
    """S5."""
    for actor in (boss, olga):
        with pytest.raises(Refused):
            commands.open_reporter(actor, secret.pk)
    asked = commands.ask_unsealing(boss, secret.pk, WHY)
    with pytest.raises(Refused):
        commands.open_reporter(boss, secret.pk)
    granted = commands.decide_unsealing(keeper, asked.pk, grant=True)
    assert granted.until == clock.now() + timedelta(hours=24)
    assert commands.open_reporter(boss, secret.pk) == zhanar.name
    # Only for the one who asked.
    with pytest.raises(Refused):
        commands.open_reporter(olga, secret.pk)
    events_of = Entry.objects.filter(subject_id=secret.pk).order_by("at", "id")
    told = [(one.event, one.actor_id) for one in events_of]
    assert told[1:] == [
        (events.UNSEALING_ASKED, boss.person_id),
        (events.UNSEALING_GRANTED, keeper.person_id),
        (events.REPORTER_SEEN, boss.person_id),
    ]


def test_what_was_granted_ends_by_itself(secret, boss, keeper):
    """S5."""
    asked = commands.ask_unsealing(boss, secret.pk, WHY)
    commands.decide_unsealing(keeper, asked.pk, grant=True)
    with clock.told_at(clock.now() + timedelta(hours=24, minutes=1)), pytest.raises(Refused):
        commands.open_reporter(boss, secret.pk)


def test_a_refusal_shows_nothing_and_is_journaled(secret, boss, keeper):
    """S5."""
    asked = commands.ask_unsealing(boss, secret.pk, WHY)
    commands.decide_unsealing(keeper, asked.pk, grant=False)
    with pytest.raises(Refused):
        commands.open_reporter(boss, secret.pk)
    assert Entry.objects.filter(event=events.UNSEALING_REFUSED, actor_id=keeper.person_id).exists()
    assert not Entry.objects.filter(event=events.REPORTER_SEEN).exists()
    with pytest.raises(Refused):
        commands.decide_unsealing(keeper, asked.pk, grant=True)
    assert commands.ask_unsealing(boss, secret.pk, WHY).pk != asked.pk


def test_nobody_both_asks_and_decides(secret, boss, keeper):
    """S5: not by the command, and not in the database either."""
    both = replace(boss, grants={**boss.grants, permissions.DECIDE_UNSEALING: None})
    asked = commands.ask_unsealing(both, secret.pk, WHY)
    with pytest.raises(Refused):
        commands.decide_unsealing(both, asked.pk, grant=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Unsealing.objects.filter(pk=asked.pk).update(
            decided_by_id=both.person_id, state="granted", until=clock.now()
        )
    assert Unsealing.objects.get().state == "asked"


def test_who_keeps_cannot_decide_and_who_decides_cannot_open(secret, boss, olga, keeper, zhanar):
    """S2, S5."""
    asked = commands.ask_unsealing(boss, secret.pk, WHY)
    for actor in (boss, olga, zhanar):
        with pytest.raises(PermissionDenied):
            commands.decide_unsealing(actor, asked.pk, grant=True)
    for act in (commands.open_reporter, commands.read_incident):
        with pytest.raises((PermissionDenied, Http404)):
            act(keeper, secret.pk)
    with pytest.raises(PermissionDenied):
        commands.ask_unsealing(zhanar, secret.pk, WHY)


def test_the_custodian_reads_why_and_not_what_happened(secret, boss, keeper):
    asked = commands.ask_unsealing(boss, secret.pk, WHY)
    opened = commands.read_unsealing(keeper, asked.pk)
    assert (opened.why, opened.incident.code) == (WHY, secret.code)
    assert WHY.encode() not in bytes(asked.why_sealed)
    assert Entry.objects.filter(event=events.UNSEALING_READ).count() == 1
    assert Notice.objects.filter(kind="unsealing_asked", person_id=keeper.person_id).count() == 1


def test_a_custodian_from_whom_the_report_is_kept_learns_of_no_question(
    zhanar, boss, keeper, person, acting
):
    """S6."""
    second = acting(person("custodian"))
    row = report(zhanar, kind="safeguarding", confidential=True, not_seen_by=(keeper.person_id,))
    asked = commands.ask_unsealing(boss, row.pk, WHY)
    assert not queries.unsealings(keeper).exists()
    with pytest.raises(Http404):
        commands.decide_unsealing(keeper, asked.pk, grant=True)
    told = Notice.objects.filter(kind="unsealing_asked").values_list("person_id", flat=True)
    assert list(told) == [second.person_id]


def test_one_asks_once_with_a_reason_and_only_where_somebody_can_decide(
    zhanar, boss, olga, person, acting
):
    row = report(zhanar, kind="safeguarding", confidential=True)
    with pytest.raises(Refused):
        commands.ask_unsealing(boss, row.pk, WHY)  # there is no custodian
    person("custodian")
    with pytest.raises(Refused) as no:
        commands.ask_unsealing(boss, row.pk, "so")
    assert no.value.field == "why"
    commands.ask_unsealing(boss, row.pk, WHY)
    with pytest.raises(Refused):
        commands.ask_unsealing(boss, row.pk, WHY)
    with pytest.raises(Refused):
        commands.ask_unsealing(olga, report(zhanar).pk, WHY)  # not in confidence


def test_another_organisation_decides_nothing(secret, boss, rodnik, person, acting):
    """S33."""
    asked = commands.ask_unsealing(boss, secret.pk, WHY)
    there = acting(person("custodian", organisation=rodnik))
    with scope(rodnik.pk):
        assert not queries.unsealings(there).exists()
        with pytest.raises(Http404):
            commands.decide_unsealing(there, asked.pk, grant=True)


def test_the_page_is_the_same_whoever_reported(person, acting, zhanar, timur, saule, as_person):
    """S5: what a keeper is shown does not depend on who it was, until it was granted."""
    web = as_person(saule)
    pages = []
    for actor in (zhanar, timur):
        row = report(actor, kind="safeguarding", confidential=True)
        told = web.get(f"/children/incidents/{row.pk}/").content.decode()
        assert actor.name not in told and str(actor.person_id) not in told
        pages.append(told.replace(row.code, "").replace(str(row.pk), ""))
    strip = [page[page.index("<main") : page.index("</main>")] for page in pages]
    assert strip[0] == strip[1]


def test_on_pages_one_asks_another_agrees_and_only_then_the_name_is_shown(
    secret, zhanar, saule, custodian, as_person
):
    """S5: asked and granted on pages; the next page covers the name again."""
    asks, decides = as_person(saule), as_person(custodian)
    page = f"/children/incidents/{secret.pk}/"
    opens = f"{page}open-reporter/"
    assert asks.post(opens).status_code == 302
    assert zhanar.name not in asks.get(page).content.decode()
    assert asks.post(f"{page}who-reported/", {"why": "so"}).status_code == 422
    assert asks.post(f"{page}who-reported/", {"why": WHY}).status_code == 302
    assert decides.get(page).status_code == 403
    told = decides.get("/children/reporters/").content.decode()
    assert secret.code in told and zhanar.name not in told
    question = f"/children/reporters/{Unsealing.objects.get().pk}/"
    told = decides.get(question).content.decode()
    assert WHY in told and zhanar.name not in told and "tablet" not in told
    assert asks.get(question).status_code == 403
    assert decides.post(question, {"grant": "1"}).status_code == 302
    assert decides.post(question, {"grant": "1"}).status_code == 422
    shown = asks.post(opens)
    assert shown.status_code == 200 and zhanar.name in shown.content.decode()
    assert zhanar.name not in asks.get(page).content.decode()


def test_reporting_in_confidence_leaves_no_code_in_the_session(person, as_person):
    """S5: what the browser of the reporter keeps on our side names no report."""
    person("supervisor")
    web = as_person(person("operator", "Shymkent"))
    form = web.get("/children/incidents/report/").context["form"]
    typed = {
        "id": str(form.initial["id"]),
        "kind": "safeguarding",
        "noticed_at": "2026-01-05T10:00",
        "story": "He shouted at a girl.",
        "confidential": "on",
    }
    told = web.post("/children/incidents/report/", typed)
    row = Incident.objects.get()
    assert told.status_code == 200 and row.code in told.content.decode()
    assert row.confidential and row.reported_by_id is None
    kept = str(dict(web.session)) + str(web.cookies)
    assert row.code not in kept and str(row.pk) not in kept

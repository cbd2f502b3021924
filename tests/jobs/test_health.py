"""Signs of health: each turns into an alarm when it is older than its rule."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from procrastinate.contrib.django import app

from tests import cast
from umai.config import verbs
from umai.foundation.jobs import health, metrics, schedule
from umai.foundation.kernel import clock, done
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope
from umai.foundation.notices import commands as notices
from umai.foundation.vocabulary import queries as vocabulary
from umai.hotline import commands as hotline

PAGE, ALIVE, WATCH = "/health/signs/", "/health/", "/health/watch/"
A_MINUTE = timedelta(minutes=1)
FILES = {
    "backup": (done.BACKUP, "OP.BACKUP"),
    "drill": (done.DRILL, "OP.DRILL"),
    "seal": (done.SEAL, "OP.SEAL"),
    "chain_check": (done.CHAIN_CHECK, "OP.CHAIN_CHECK"),
}


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.UMAI_DATA = tmp_path


@pytest.fixture
def well(db: None) -> Iterator[None]:
    """Everything happened just now."""
    for name, _rule in FILES.values():
        done.write(name)
    _heartbeat()
    yield


def _heartbeat() -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")


def _alarms(signs: list[health.Sign]) -> set[str]:
    return {sign.code for sign in signs if sign.alarm}


def _house_after(span: timedelta) -> set[str]:
    with clock.told_at(clock.now() + span):
        return _alarms(health.of_the_house())


@pytest.mark.parametrize("code", FILES)
def test_what_did_not_happen_in_time_is_an_alarm(well, code):
    """R30: last backup, last restore drill, last sealing, last check of the chain."""
    limit = vocabulary.span(FILES[code][1])
    assert code not in _house_after(limit - A_MINUTE)
    assert code in _house_after(limit + A_MINUTE)


@pytest.mark.parametrize("code", FILES)
def test_what_never_happened_is_an_alarm(db, code):
    """R30: silence is not health."""
    assert code in _alarms(health.of_the_house())


@pytest.mark.parametrize("code", FILES)
def test_what_went_wrong_is_an_alarm_at_once(well, code):
    """R30."""
    done.write(FILES[code][0], ok=False)
    assert _alarms(health.of_the_house()) == {code}


def test_a_failed_backup_shows_when_the_last_good_one_was(well, tmp_path):
    """R30: the age is that of the copy that can be restored."""
    good_at = clock.now() - timedelta(days=3)
    told = {"ok": False, "at": clock.now().isoformat(), "good_at": good_at.isoformat()}
    (tmp_path / done.BACKUP).write_text(json.dumps(told))
    sign = next(sign for sign in health.of_the_house() if sign.code == "backup")
    assert sign.alarm and sign.at == good_at


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"ok": true, "at": "yesterday"}'])
def test_a_file_that_cannot_be_read_counts_as_never(well, tmp_path, content):
    """R30."""
    (tmp_path / done.BACKUP).write_text(content)
    assert _alarms(health.of_the_house()) == {"backup"}


def test_a_worker_that_is_silent_is_an_alarm(well):
    """R30."""
    limit = vocabulary.span("OP.WORKER")
    assert _house_after(limit - A_MINUTE) == set()
    assert _house_after(limit + A_MINUTE) == {"worker"}


def test_a_job_that_nobody_takes_is_an_alarm(well):
    """R30: queue age."""
    app.tasks["umai.rescue_jobs"].defer(timestamp=0)
    limit = vocabulary.span("OP.QUEUE")
    assert "queue" not in _house_after(limit - A_MINUTE)
    assert "queue" in _house_after(limit + A_MINUTE)


def test_a_job_that_gave_up_is_an_alarm_for_a_day(well):
    """R30."""
    schedule.run_for.defer(name="any", organisation=str(uuid7()))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed'")
    assert "given_up" in _house_after(timedelta(hours=23))
    assert "given_up" not in _house_after(timedelta(hours=25))


def _danger(actor: Any, **more: Any) -> None:
    details = hotline.ContactDetails(
        id=uuid7(), received_at=clock.now(), channel="phone", **more
    )
    hotline.record_contact(actor, details)


Ask = Callable[[timedelta], set[str]]


@pytest.fixture
def of_sana(sana: Any, acting: Any, saule: Any) -> Ask:
    """The alarms of Sana Sezim after some time."""

    def after(span: timedelta) -> set[str]:
        with scope(sana.pk), clock.told_at(clock.now() + span):
            return _alarms(health.of_organisation(acting(saule)))

    return after


def test_an_emergency_that_nobody_takes_is_an_alarm(sana, amina, acting, of_sana):
    """R30, R8."""
    with scope(sana.pk):
        _danger(acting(amina), team_id=cast.team(sana, "Shymkent").pk, danger_now=True)
    limit = vocabulary.span("HL.DANGER_NEXT")
    assert "emergencies" not in of_sana(limit - A_MINUTE)
    assert "emergencies" in of_sana(limit + A_MINUTE)


def test_an_overdue_follow_up_is_an_alarm(sana, amina, acting, of_sana):
    """R30."""
    day = clock.today(sana.time_zone)
    with scope(sana.pk):
        _danger(acting(amina), team_id=cast.team(sana, "Shymkent").pk, follow_up_on=day)
    limit = vocabulary.span("OP.FOLLOW_UP")
    assert "follow_ups" not in of_sana(limit - timedelta(days=1))
    assert "follow_ups" in of_sana(limit + timedelta(days=1))


def test_mail_that_does_not_leave_is_an_alarm(sana, amina, acting, of_sana):
    """R10, R30: the backlog is seen."""
    with scope(sana.pk):
        notices.tell(acting(amina), amina.pk, "any", "", None, urgent=True)
    limit = vocabulary.span("OP.MAIL")
    assert of_sana(limit - A_MINUTE) == set()
    assert of_sana(limit + A_MINUTE) == {"mail"}


def test_strangers_learn_one_word(well, sana):
    """S1: no details for people who are not signed in."""
    client = Client()
    for page in (ALIVE, WATCH):
        answer = client.get(page)
        assert (answer.status_code, answer.content) == (200, b"ok\n")
        assert answer["Cache-Control"] == "no-store"
        assert not answer.cookies
    done.write(done.BACKUP, ok=False)
    answer = client.get(WATCH)
    assert (answer.status_code, answer.content) == (503, b"not ok\n")
    assert client.get(ALIVE).status_code == 200
    assert client.get(PAGE).status_code == 302


def test_a_watcher_outside_hears_of_mail_but_not_of_what_people_owe(well, sana, amina, acting):
    """R30: a red light that is always on is not looked at."""
    day = clock.today(sana.time_zone) - timedelta(days=30)
    with scope(sana.pk):
        _danger(acting(amina), team_id=cast.team(sana, "Shymkent").pk, follow_up_on=day)
    assert Client().get(WATCH).status_code == 200
    with scope(sana.pk), clock.told_at(clock.now() - timedelta(hours=2)):
        notices.tell(acting(amina), amina.pk, "any", "", None, urgent=True)
    assert Client().get(WATCH).status_code == 503


SEEN = {"administrator": 200, "data_protection_officer": 200, "operator": 403, "supervisor": 403}


@pytest.mark.parametrize(("role", "status"), SEEN.items())
def test_only_those_who_answer_for_it_see_the_signs(person, as_person, role, status):
    """S1."""
    assert as_person(person(role)).get(PAGE).status_code == status


def test_the_page_says_what_to_do_and_shows_alarms_first(well, person, as_person):
    """R30."""
    done.write(done.DRILL, ok=False)
    page = as_person(person("administrator")).get(PAGE).content.decode()
    assert page.count('data-tone="danger"') == 1
    assert page.index('id="drill"') < page.index('id="backup"')
    assert "Restore the newest backup" in page or "Восстановите" in page


def test_another_organisations_alarms_stay_there(well, rodnik, acting, person, as_person):
    """S2."""
    who = cast.person(rodnik, "operator", "Almaty")
    with scope(rodnik.pk), clock.told_at(clock.now() - timedelta(hours=2)):
        notices.tell(acting(who), who.pk, "any", "", None, urgent=True)
    page = as_person(person("administrator")).get(PAGE).content.decode()
    assert 'data-tone="danger"' not in page


def test_the_console_says_it_and_its_exit_tells(well, capsys):
    """R30."""
    parser = verbs.parser()
    assert verbs.run(parser.parse_args(["health", "--format", "json"])) == 0
    told = json.loads(capsys.readouterr().out)
    assert {one["sign"] for one in told} >= {*FILES, "worker", "queue"}
    done.write(done.BACKUP, ok=False)
    assert verbs.run(parser.parse_args(["health"])) == 1
    assert "ALARM" in capsys.readouterr().out


def test_numbers_for_prometheus_hold_signs_and_no_people(well, sana):
    """S31, R30."""
    done.write(done.BACKUP, ok=False)
    families = list(metrics.Signs().read())
    samples = [sample for family in families for sample in family.samples]
    assert {tuple(sample.labels) for sample in samples} == {("sign",)}
    alarms = {s.labels["sign"] for s in samples if s.name == "umai_alarm" and s.value}
    assert alarms == {"backup"}
    assert metrics.LOOPBACK == "127.0.0.1"

"""The queue: what fails is tried again alone, what a dead worker held runs again."""

from datetime import timedelta
from pathlib import Path

import pytest
from asgiref.sync import async_to_sync
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from tests import cast
from tests.jobs import errands as chores
from umai.foundation.jobs import queries, schedule
from umai.foundation.jobs import queue as patience

CODES = ["first", "second", "third"]
SILENT = "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'"
NOW = "UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'"


def _open(*codes: str) -> None:
    for code in codes:
        cast.organisation(code, code, "KZ-79", [code])


def _done(folder: Path, name: str) -> list[str]:
    file = folder / name
    return sorted(file.read_text().split()) if file.exists() else []


@pytest.mark.parametrize("faltering", CODES)
def test_one_organisation_that_fails_holds_no_other_back(
    own_database, errands, plan, work, queue, faltering
):
    """R11: exactly what failed is tried again."""
    _open(*CODES)
    (errands / "fails").write_text(faltering)
    plan("falter")
    work()
    others = [code for code in CODES if code != faltering]
    assert _done(errands, "falter") == others
    left = queue()
    assert [(row["status"], row["attempts"]) for row in left] == [("todo", 1)]
    (errands / "fails").unlink()
    queue(NOW)
    work()
    assert _done(errands, "falter") == sorted(CODES)
    assert queue() == []


def test_a_chore_that_still_waits_is_not_planned_twice(own_database, errands, plan, work, queue):
    """R11: a failing chore does not pile up."""
    _open("first")
    (errands / "fails").write_text("first")
    plan("falter")
    work()
    plan("falter")
    work()
    assert [row["task"] for row in queue()] == [schedule.run_for.name]


@pytest.mark.slow
def test_a_job_of_a_worker_that_died_runs_again(hand, errands, work, queue):
    """R12: nothing is deleted before it is done."""
    hand.takes()
    hand.dies()
    assert [row["status"] for row in queue(SILENT)] == ["doing"]
    (errands / "hold").unlink()
    work()
    assert _done(errands, "hold") == ["first"]
    assert queue() == []


@pytest.mark.slow
def test_a_job_in_hand_is_finished_before_the_worker_stops(hand, errands, queue):
    """R12: asked to stop, a worker ends what it began and takes nothing more."""
    hand.takes()
    hand.is_asked_to_stop()
    hand.may_go_on()
    assert hand.process.wait(60) == 0
    assert _done(errands, "hold") == ["first"]
    assert queue() == []


def test_a_planned_job_gives_way_to_a_newer_one_like_it(own_database, plan, queue):
    plan("falter")
    queue("UPDATE procrastinate_jobs SET status = 'doing'")
    plan("falter")
    assert async_to_sync(patience.rescue)() == 0
    assert [row["status"] for row in queue()] == ["todo"]


def test_a_job_that_always_takes_its_worker_down_is_given_up(db, plan, queue):
    plan("falter")
    queue(f"UPDATE procrastinate_jobs SET status = 'doing', attempts = {patience.TRIES}")
    assert async_to_sync(patience.rescue)() == 0
    assert [row["status"] for row in queue()] == ["failed"]
    assert queries.given_up(timedelta(days=1)).many == 1


def test_patience_grows_and_ends():
    strategy = patience.Patience()
    job = Job(
        id=1, queue="chores", lock=None, queueing_lock=None, task_name="any", status="doing"
    )
    waits = []
    for attempts in range(patience.TRIES + 1):
        tried = job.evolve(attempts=attempts)
        decision = strategy.get_retry_decision(exception=OSError(), job=tried)
        waits.append(decision is not None)
    assert waits == [True] * patience.TRIES + [False]


def test_a_chore_has_only_the_rights_it_names(sana):
    """S1: a chore is no superuser."""
    told = schedule.run_now(f"{chores.__name__}.look", sana.pk)
    assert told == ["job", "notices.read_notices"]


def test_every_chore_of_the_house_is_in_the_queue():
    names = {planned.name for planned in schedule.planned()}
    assert {"umai.foundation.notices.chores.send_mail"} <= names
    periodic = {name for name, _ in app.periodic_registry.periodic_tasks}
    assert {f"{name}.plan" for name in names} <= periodic
    assert {"umai.seal_journal", "umai.rescue_jobs", "umai.sweep_jobs"} <= periodic

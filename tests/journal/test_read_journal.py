"""The reading page of the data protection officer: sentences, filters, paging, its own entry."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from umai.foundation.access import actors
from umai.foundation.access.models import Organisation, Person
from umai.foundation.journal import log, sentences
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.hotline.models import Contact

pytestmark = pytest.mark.django_db
URL = reverse("journal:read_journal")
READ, RECORDED = "hotline.contact_read", "hotline.contact_recorded"
# What every page asks at the door, and what a process asks only now and then.
ELSEWHERE = ("django_session", "posting", "notices_", "set_config", "SAVEPOINT", "vocabulary_")


@pytest.fixture
def zhanar(person: Callable[..., Person]) -> Person:
    """Zhanar protects the data."""
    return person("data_protection_officer")


@pytest.fixture
def browser(zhanar: Person, as_person: Callable[[Person], Client]) -> Client:
    """Her browser, in English."""
    found = as_person(zhanar)
    found.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return found


@pytest.fixture
def write(sana: Organisation) -> Callable[..., Entry]:
    """Write an entry: `write(actor, event, code="HL-2026-0001", …facts)`."""

    def entry(actor: Actor, event: str = READ, code: str = "", **facts: Any) -> Entry:
        about = Contact(id=_about(code), code=code) if code else None
        with scope(sana.pk):
            return log.record(actor, event, about, facts)

    return entry


def _about(code: str) -> UUID:
    """The same contact for the same code."""
    return _known.setdefault(code, uuid7())


_known: dict[str, UUID] = {}


def told(browser: Client, **asked: str) -> list[Any]:
    """The lines of the page without the reader's own."""
    lines = browser.get(URL, asked).context["lines"]
    return [line for line in lines if line.entry.event != "journal.journal_read"]


def test_an_entry_is_a_sentence_with_who_what_and_its_facts(
    browser: Client, write: Any, amina: Person, acting: Any
) -> None:
    write(acting(amina), RECORDED, "HL-2026-0001", channel="phone", danger=False, topic="")
    (line,) = told(browser)
    assert (line.who, str(line.what)) == (amina.name, "recorded a contact")
    assert [(str(name), said) for name, said in line.facts] == [
        ("channel", "Hotline call"),
        ("danger now", "no"),
    ]
    page = browser.get(URL).content.decode()
    assert amina.name in page and "HL-2026-0001" in page and "recorded a contact" in page


def test_console_and_chores_are_called_so(browser: Client, write: Any, sana: Organisation) -> None:
    write(actors.console(sana))
    write(actors.job(sana, []))
    assert [line.who for line in told(browser)] == ["A chore of the house", "The console"]


def test_a_person_in_a_fact_is_called_by_name(
    browser: Client, write: Any, amina: Person, acting: Any
) -> None:
    write(acting(amina), READ, person=amina.pk, other=uuid7())
    (line,) = told(browser)
    assert dict((str(n), s) for n, s in line.facts)["person"] == amina.name


def test_codes_in_a_fact_are_said_in_words(browser: Client, write: Any, saule: Any) -> None:
    write(actors.actor_of(saule), region="KZ-79", ways=["password", "webauthn"], needs=["LG01"])
    page = browser.get(URL).content.decode()
    assert "Shymkent" in page and "password, passkey" in page and "Legal consultation" in page


def test_facts_whose_key_is_gone_are_erased_and_the_entry_stays(
    browser: Client, write: Any, amina: Person, acting: Any, sana: Organisation
) -> None:
    entry = write(acting(amina), RECORDED, channel="phone")
    with scope(sana.pk):
        seals.destroy(DataKey.objects.filter(pk=entry.key_id))
        DataKey.objects.filter(pk=entry.key_id).update(label="")
    (line,) = told(browser)
    assert line.erased and line.facts == [] and line.sound
    assert "erased" in browser.get(URL).content.decode()


def test_reading_the_journal_is_an_entry_itself(
    browser: Client, zhanar: Person, sana: Organisation
) -> None:
    """S22: whoever watches is watched."""
    browser.get(URL, {"code": "HL-2026-0001"})
    with scope(sana.pk):
        entry = Entry.objects.get()
        keys = {key.pk: key for key in DataKey.objects.all()}
        assert (entry.event, entry.actor_id) == ("journal.journal_read", zhanar.pk)
        assert log.facts_of(entry, keys) == {"code": "HL-2026-0001"}


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ({"event": RECORDED}, ["A-1"]),
        ({"code": "A-2"}, ["A-2"]),
        ({"who": "console"}, ["A-3"]),
        ({"who": "job"}, []),
        ({"told": "told"}, ["A-4"]),
        ({"told": "real", "event": READ}, ["A-3", "A-2"]),
        ({"last": "2020-01-02"}, ["A-4"]),
        ({"first": "2020-01-03", "event": RECORDED}, ["A-1"]),
        ({"first": "2020-01-02", "last": "2020-01-02"}, ["A-4"]),
    ],
)
def test_the_list_is_narrowed(
    browser: Client, write: Any, amina: Person, acting: Any, sana: Any, asked: Any, codes: Any
) -> None:
    write(acting(amina), RECORDED, "A-1")
    write(acting(amina), READ, "A-2")
    write(actors.console(sana), READ, "A-3")
    # Late on the evening of 2 January where the organisation works, still the afternoon in UTC.
    with clock.told_at(clock.now().replace(year=2020, month=1, day=2, hour=17)):
        write(acting(amina), READ, "A-4")
    assert [line.entry.subject_code for line in told(browser, **asked)] == codes


def test_the_list_is_narrowed_to_a_person(
    browser: Client, write: Any, amina: Person, botagoz: Person, acting: Any
) -> None:
    write(acting(amina), READ, "A-1")
    write(acting(botagoz), READ, "A-2")
    assert [line.entry.subject_code for line in told(browser, who=str(botagoz.pk))] == ["A-2"]


def test_what_narrows_the_list_can_be_taken_away(browser: Client) -> None:
    page = browser.get(URL, {"event": RECORDED, "code": "A-1"})
    assert page.context["chosen"] == [
        ("What: recorded a contact", "?code=A-1"),
        ("About the code: A-1", f"?event={RECORDED}"),
    ]


@pytest.mark.parametrize(
    ("field", "asked"),
    [
        ("code", {"code": "Aigerim, 12 years"}),
        ("last", {"first": "2026-02-01", "last": "2026-01-01"}),
        ("who", {"who": "somebody"}),
        ("event", {"event": "no.such"}),
    ],
)
def test_a_mistake_is_named_and_narrows_nothing(
    browser: Client, write: Any, amina: Person, acting: Any, sana: Any, field: str, asked: Any
) -> None:
    """S23: what is typed wrongly into the filter is not written down either."""
    write(acting(amina), READ, "A-1")
    page = browser.get(URL, asked)
    assert page.status_code == 422 and field in page.context["form"].errors
    with scope(sana.pk):
        entry = Entry.objects.filter(event="journal.journal_read").latest("at")
        keys = {key.pk: key for key in DataKey.objects.all()}
        assert not set(log.facts_of(entry, keys).values()) & set(asked.values()) - {"2026-02-01"}


def test_pages_go_on_by_key_and_lose_nothing(
    browser: Client, write: Any, amina: Person, acting: Any
) -> None:
    actor = acting(amina)
    codes = [write(actor, READ, f"A-{n:02}").subject_code for n in range(60)]
    seen, url = [], f"{URL}?event={READ}"
    while url:
        page = browser.get(url)
        seen += [line.entry.subject_code for line in page.context["lines"]]
        older = page.context["cut"].older
        url = f"{URL}{older}" if older else ""
    assert seen == codes[::-1]


@pytest.mark.parametrize("rows", [1, 25, 100])
def test_a_page_asks_the_same_few_questions_however_much_is_written(
    browser: Client, write: Any, amina: Person, acting: Any, rows: int
) -> None:
    actor = acting(amina)
    browser.get(URL)
    for number in range(rows):
        write(actor, READ, f"A-{number}", channel="phone")
    with CaptureQueriesContext(connection) as asked:
        browser.get(URL)
    own = [
        one["sql"]
        for one in asked
        if not any(word in one["sql"] for word in ELSEWHERE)
    ]
    assert len(own) == 7, own


def test_another_organisation_reads_its_own_journal_only(
    write: Any, amina: Person, acting: Any, rodnik: Organisation, as_person: Any
) -> None:
    write(acting(amina), READ, "A-1")
    there = as_person(cast.person(rodnik, "data_protection_officer", None))
    assert told(there) == []
    assert there.get(reverse("journal:who_looked", args=[_about("A-1")])).status_code == 404
    assert amina.name not in there.get(URL).content.decode()


@pytest.mark.parametrize("role", ["operator", "supervisor", "administrator", "partner"])
def test_only_the_data_protection_officer_reads_it(
    person: Any, as_person: Any, role: str
) -> None:
    reader = as_person(person(role))
    for name in ("read_journal", "installation"):
        assert reader.get(reverse(f"journal:{name}")).status_code == 403
    assert reader.get(reverse("journal:who_looked", args=[uuid7()])).status_code == 403


def test_who_looked_names_everybody_who_opened_a_contact(
    browser: Client, write: Any, amina: Person, botagoz: Person, acting: Any, sana: Organisation
) -> None:
    write(acting(amina), RECORDED, "A-7")
    write(acting(amina), READ, "A-7")
    write(acting(botagoz), READ, "A-7")
    write(acting(botagoz), READ, "A-8")
    page = browser.get(reverse("journal:who_looked", args=[_about("A-7")]))
    assert [(one.who, one.count) for one in page.context["readers"]] == [
        (botagoz.name, 1),
        (amina.name, 2),
    ]
    assert len(page.context["lines"]) == 3
    with scope(sana.pk):
        assert Entry.objects.filter(event="journal.journal_read").count() == 1


def test_acts_of_no_organisation_have_a_page_of_their_own(browser: Client, sana: Any) -> None:
    log.record_alone(Actor(kind="console"), "backup.backup_made", {"rows": 7})
    page = browser.get(reverse("journal:installation"))
    (line,) = page.context["lines"]
    assert (line.who, line.facts[0][1]) == ("The console", "7")
    assert told(browser) == []


def test_every_room_says_its_acts_in_words() -> None:
    said = sentences.all_of_them()
    assert {READ, "access.signed_in", "vocabulary.term_edited", "journal.journal_read"} <= set(said)
    assert sentences.sentence("no.such") == "no.such"

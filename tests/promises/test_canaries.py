"""S14: what people tell is ciphertext wherever it rests. Canaries are sung in and looked for."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils.html import escape

from tests import cast
from tests.files.made import jpeg
from tests.promises import sung_cases
from umai.config import server
from umai.config.backup import databases, making, programs
from umai.config.server import cluster
from umai.foundation.access import actors
from umai.foundation.access.models import Person
from umai.foundation.files import commands as files
from umai.foundation.files import rules
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope
from umai.foundation.notices import commands as notices
from umai.foundation.notices import outbox, permissions
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.foundation.vocabulary import queries as vocabulary
from umai.foundation.vocabulary.models import Rule
from umai.hotline import commands
from umai.hotline.models import Contact, Emergency
from umai.people import commands as children
from umai.people import queries as people
from umai.people import terms

LATIN, CYRILLIC, ARABIC, DIGITS = "Kanareyqa Zhylap", "Қанарейка жылап", "كناري يبكي", "7019384756"
CANARIES = (LATIN, CYRILLIC, ARABIC, DIGITS)
SONG = " / ".join(CANARIES)
PHONE = f"+7{DIGITS}"
BORN = "2014-03-09"
# Put where everybody may read it, in the same way as the others: a search that misses it is blind.
OPEN = "Ашық қанат 5550001112"
SECRETS = """
    SELECT c.relname || '.' || a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE a.attname LIKE '%\\_sealed' AND c.relkind = 'r' AND NOT a.attisdropped
      AND c.relnamespace = 'public'::regnamespace ORDER BY 1
"""


def spellings(word: str) -> Iterator[bytes]:
    """How a word may look in a file: as it is, as bytea in hex, in JSON, in an address, in HTML."""
    yield word.encode()
    yield word.encode().hex().encode()
    yield json.dumps(word)[1:-1].encode()
    yield quote(word).encode()
    yield escape(word).encode()
    yield word.encode("utf-16-le")


def heard(place: bytes, words: tuple[str, ...] = CANARIES) -> list[str]:
    """The words that show in some bytes."""
    return [word for word in words if any(one in place for one in spellings(word))]


@pytest.fixture
def told(own_database: str, settings: Any, tmp_path: Path) -> Iterator[dict[str, Any]]:
    """A day at the hotline on which every field that is sealed was filled with canaries."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    sana = cast.organisation("sana", OPEN, "KZ-79", ["Shymkent", "Turkistan"])
    amina, saule = (
        cast.person(sana, role, team)
        for role, team in (("operator", "Shymkent"), ("supervisor", None))
    )
    team = cast.team(sana, "Shymkent")
    with scope(sana.pk):
        keeper = actors.job(sana, [permissions.KEEP_ROSTER])
        place = notices.PlaceDetails(
            id=uuid7(), team_id=team.pk, person_id=saule.pk, phone=PHONE, starts_at=clock.now()
        )
        notices.put_on_roster(keeper, place)
    contact = _record(amina, team.pk)
    _go_on(amina, contact)
    _browse(amina, team.pk)
    _know(sana)
    sung_cases.sing(sana, SONG)
    with scope(sana.pk):
        outbox.send_waiting(actors.job(sana, [permissions.READ_NOTICES]))
    yield {"organisation": sana, "contact": contact, "mail": tmp_path / "mail"}


def _record(amina: Person, team_id: Any) -> Contact:
    actor = actors.actor_of(amina)
    with scope(amina.organisation_id, amina.pk):
        details = commands.ContactDetails(
            id=uuid7(),
            team_id=team_id,
            received_at=clock.now(),
            channel="phone",
            danger_now=True,
            first_action=SONG,
            narrative=SONG,
            advice=SONG,
            caller_name=SONG,
            referred_to=SONG,
            safe_time=SONG,
            phone=PHONE,
            may_call_back=True,
            call_back_due_at=clock.now(),
            caller_code="7KMF-2XWA",
        )
        return commands.record_contact(actor, details)


def _go_on(amina: Person, contact: Contact) -> None:
    """The danger ends, somebody follows up, the story is corrected and read."""
    actor = actors.actor_of(amina)
    with scope(amina.organisation_id, amina.pk):
        emergency = Emergency.objects.get(contact_id=contact.pk)
        commands.take_emergency(actor, emergency.pk)
        commands.end_emergency(actor, emergency.pk, SONG)
    with scope(amina.organisation_id, amina.pk):
        version = Contact.objects.get(pk=contact.pk).version
        commands.note_follow_up(actor, contact.pk, version, SONG)
        commands.read_contact(actor, contact.pk)
        day = clock.today(actor.time_zone)
        given = commands.ConsultationDetails(
            id=uuid7(), service="LG01", held_on=day, minutes=20, mode="phone", summary=SONG
        )
        commands.give_consultation(actor, contact.pk, given)


def _know(sana: Any) -> None:
    """A child is searched for and registered, with papers, family, consent, a file, a circle."""
    zhanar, timur = (
        cast.person(sana, "social_worker", team) for team in ("Shymkent", None)
    )
    actor = actors.actor_of(zhanar)
    with scope(sana.pk, zhanar.pk):
        told = {"given_name": CYRILLIC, "family_name": LATIN, "other_names": SONG, "phone": PHONE}
        told["born"] = BORN
        asked = people.Asked(given=CYRILLIC, family=LATIN, born=BORN)
        child = children.register_child(
            actor,
            children.IndividualDetails(
                id=uuid7(),
                team_id=cast.team(sana, "Shymkent").pk,
                search_id=children.find_people(actor, asked).search.pk,
                identity=children.Identity(**told, document_number=DIGITS),
                contact={"address": SONG},
                health={"health": SONG},
            ),
        )
        here = {"id": uuid7(), "individual_id": child.pk}
        children.note_document(
            actor,
            children.DocumentDetails(
                **here, type="PASS_FOREIGN", state="RECEIVED", number=DIGITS, issuer=SONG, note=SONG
            ),
        )
        children.relate_people(
            actor,
            children.RelationDetails(
                **here, kind="MOTHER", no_contact=True, why_no_contact=SONG,
                described={"name": SONG, "phone": PHONE},
            ),
        )
        children.note_consent(
            actor,
            children.ConsentDetails(
                **here, not_sought=("SERVICES",), words={"why_not_sought": SONG}
            ),
        )
        letter = children.Upload(SONG.encode(), f"{CYRILLIC}.txt")
        children.attach_file(actor, child.pk, terms.Attachment.LETTER, letter)
        scan = children.Upload(jpeg(), f"{CYRILLIC}.jpg")
        kept = children.attach_file(actor, child.pk, terms.Attachment.DOCUMENT, scan)
        hidden = [rules.Box(1, 0, 0, 500, 500)]
        wish = files.Redaction(hidden, files.terms.Redaction.OTHERS, SONG)
        children.redact_file(actor, child.pk, kept.pk, wish)
        children.name_in_circle(actor, child.pk, timur.pk, SONG)
    _ask(sana, asked)
    _ask_and_report(sana, zhanar, child)
    browser = cast.signed_in(zhanar)
    browser.post("/children/", {"given": CYRILLIC, "family": LATIN, "born": SONG})
    browser.get(f"/children/{child.pk}/")


def _ask(sana: Any, asked: people.Asked) -> None:
    """Another team, which the policy lets ask, asks about the child."""
    Rule.objects.filter(code="DP.ASK_TEAMS").update(value="1")
    vocabulary.forget()
    asker = cast.person(sana, "social_worker", "Turkistan")
    actor = actors.actor_of(asker)
    with scope(sana.pk, asker.pk):
        searched = children.find_people(actor, asked)
        sent = {"given": CYRILLIC, "family": LATIN}
        children.ask_team(
            actor,
            children.InquiryDetails(
                id=uuid7(), search_id=searched.search.pk, reason=SONG, searched=sent
            ),
        )


def _ask_and_report(sana: Any, zhanar: Person, child: Any) -> None:
    """Somebody asks for a copy; an incident is reported in confidence, and one asks by whom."""
    saule, _custodian = (cast.person(sana, role, None) for role in ("supervisor", "custodian"))
    worker, boss = actors.actor_of(zhanar), actors.actor_of(saule)
    with scope(sana.pk):
        request = children.note_request(
            worker,
            children.RequestDetails(
                id=uuid7(), code=child.code, asker="other", wants="copy", proof="not_yet",
                received_on=clock.today("Asia/Almaty"), words={"who": SONG, "contact": PHONE},
            ),
        )
        refused = {"answer": "refused", "proof": "not_yet", "ground": "not_proved"}
        children.answer_request(boss, request.pk, 1, words=SONG, **refused)
        incident = children.report_incident(
            worker,
            children.IncidentDetails(
                id=uuid7(), kind="safeguarding", noticed_at=clock.now(), story=SONG, done=SONG,
                confidential=True,
            ),
        )
        children.note_step(boss, incident.pk, 1, "measure", SONG)
        children.ask_unsealing(boss, incident.pk, SONG)


def _browse(amina: Person, team_id: Any) -> None:
    """What goes wrong in a browser: a draft, a form with mistakes, odd addresses, a register."""
    browser = cast.signed_in(amina)
    words = {"id": str(uuid7()), "team_id": str(team_id), "narrative": SONG, "channel": SONG}
    assert browser.post("/hotline/drafts/keep/", words).status_code == 200
    assert browser.post("/hotline/contacts/record/", words | {"phone": PHONE}).status_code == 422
    browser.get("/hotline/contacts/", {"code": SONG})
    assert browser.get(f"/nowhere/{quote(SONG)}/").status_code == 404
    browser.post("/sign-in/", {"login": f"{LATIN}@test.invalid", "password": SONG})
    supervisor = Person.objects.get(name__startswith="supervisor")
    file = SimpleUploadedFile(f"{CYRILLIC}.csv", f"reference,note\n{DIGITS},{SONG}\n".encode())
    register = {"id": str(uuid7()), "team": str(team_id), "file": file}
    cast.signed_in(supervisor).post("/hotline/contacts/import/", register)


def test_no_song_is_heard_where_the_day_is_kept(
    told: dict[str, Any], capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """S14: dump, backup, WAL and files of the server, logs, cache, sessions, queue, mail."""
    owner = databases.owner(databases.live())
    _every_sealed_column_is_filled(owner)
    _they_open(told)
    folder = tmp_path / "backups"
    folder.mkdir()
    made = making.make(folder)
    dump = _dump(owner)
    found = {
        "dump": heard(dump),
        "backup": heard(made.path.read_bytes(), (*CANARIES, OPEN)),
        "files of the server": _in_cluster(CANARIES),
        "sessions": heard(repr([one.get_decoded() for one in Session.objects.all()]).encode()),
        "cache": heard(repr(_cached()).encode()),
        "mail": heard(_all(told["mail"])),
        "data folder": heard(_all(Path(django_settings.UMAI_DATA), but=cluster.folder())),
        "log": heard("".join(capfd.readouterr()).encode()),
    }
    assert {where: words for where, words in found.items() if words} == {}
    # And the search does see what is open: in the dump and in the server's own files.
    assert heard(dump, (OPEN,)) == [OPEN]
    assert _in_cluster((OPEN,)) == [OPEN]
    assert list(told["mail"].iterdir())
    assert Session.objects.count() >= 2
    assert b"COPY public.procrastinate_jobs" in dump
    assert b"COPY public.umai_cache" in dump


def _every_sealed_column_is_filled(owner: server.Dsn) -> None:
    """A sealed column that this day leaves empty would prove nothing."""
    with psycopg.connect(**owner.params()) as asking:
        names = [name for (name,) in asking.execute(SECRETS.encode()).fetchall()]
        assert len(names) > 12
        empty = []
        for name in names:
            table, column = name.split(".")
            question = f"SELECT EXISTS (SELECT 1 FROM {table} WHERE {column} IS NOT NULL)"
            if asking.execute(question.encode()).fetchone() != (True,):
                empty.append(name)
    # History keeps only what was changed.
    assert [one for one in empty if "event." not in one] == []


def _they_open(told: dict[str, Any]) -> None:
    with scope(told["organisation"].pk):
        contact = Contact.objects.get(pk=told["contact"].pk)
        key = DataKey.objects.get(pk=contact.key_id)
        for name in ("narrative", "advice", "caller_name", "safe_time", "referred_to"):
            sealed = getattr(contact, f"{name}_sealed")
            assert seals.open_(key, f"hotline_contact.{name}", contact.pk, sealed) == SONG
        phone = seals.open_(key, "hotline_contact.phone", contact.pk, contact.phone_sealed)
        assert DIGITS in "".join(filter(str.isdigit, phone))


def _dump(owner: server.Dsn) -> bytes:
    """Everything as plain SQL, the tables that backups leave out included."""
    done = subprocess.run(
        [server.programs() / "pg_dump", f"--dbname={owner.url()}"],
        capture_output=True,
        check=True,
        env=programs.surroundings(owner),
    )
    return done.stdout


def _in_cluster(words: tuple[str, ...]) -> list[str]:
    """What shows in the server's files: tables, WAL, temporary files, its log."""
    admin = server.admin_dsn()
    assert admin is not None
    with psycopg.connect(**admin.params(), autocommit=True) as asking:
        asking.execute("CHECKPOINT")
        here = asking.execute(
            "SELECT oid FROM pg_database WHERE datname = %s", [connection.settings_dict["NAME"]]
        ).fetchone()
    assert here is not None
    root = cluster.folder()
    places = [root / "base" / str(here[0]), root / "global", root / "pg_wal", root / "pg_xact"]
    places += list(root.glob("base/pgsql_tmp*"))
    found = [heard(_all(place), words) for place in places]
    found.append(heard(server.log_path().read_bytes(), words))
    return sorted({word for some in found for word in some})


def _all(place: Path, but: Path | None = None) -> bytes:
    """The bytes of every file below a folder."""
    files = (one for one in place.rglob("*") if one.is_file() and not one.is_symlink())
    return b"\n".join(
        one.read_bytes() for one in files if but is None or not one.is_relative_to(but)
    )


def _cached() -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM umai_cache")
        rows = cursor.fetchall()
    return [(key, value, cache.get(key)) for key, value in rows]



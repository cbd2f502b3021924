"""What the reading page says of the chain: how far it is sealed, and whether it was verified."""

from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.test import Client

from tests import cast
from tests.journal.sealing import seal
from umai.config import server
from umai.foundation.access import actors
from umai.foundation.journal import chain, log, queries
from umai.foundation.kernel.scope import scope


@pytest.fixture
def written(own_database: str, tmp_path: Any, settings: Any) -> Callable[[], None]:
    """An organisation with three committed entries; its data folder is empty."""
    settings.UMAI_DATA = tmp_path
    sana = cast.organisation("sana", "Sana Sezim", "KZ-79", ["Shymkent"])
    for number in range(3):
        with scope(sana.pk):
            log.record(actors.console(sana), "hotline.contact_read", None, {"number": number})
    return sana


def browser_of(sana: Any) -> Client:
    browser = cast.signed_in(cast.person(sana, "data_protection_officer", None))
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return browser


def test_the_page_says_how_far_the_chain_is_sealed_and_shows_its_root(written: Any) -> None:
    """S21: the root is there to be written down, away from the machine."""
    assert "Not sealed yet" in browser_of(written).get("/journal/").content.decode()
    seal(3)
    sealed = queries.sealed()
    page = browser_of(written).get("/journal/").content.decode()
    assert sealed.position >= 3 and len(sealed.root) == 64
    assert all(part in page for part in sealed.groups)
    assert "umai journal verify" in page


def test_the_page_tells_what_the_last_verification_found(written: Any) -> None:
    seal(3)
    assert queries.sealed().verified is None
    assert _verify() == 0
    verified = queries.sealed().verified
    assert verified is not None and verified.holds and verified.sealed >= 3
    assert "the chain holds" in browser_of(written).get("/journal/").content.decode()


def test_a_fault_stands_on_the_page_in_red(written: Any) -> None:
    seal(3)
    roots = chain.Path(settings.UMAI_DATA) / chain.ROOTS
    roots.write_text("2 " + "00" * 32 + " 2026-01-01T00:00:00Z\n")
    assert _verify() == 1
    page = browser_of(written).get("/journal/").content.decode()
    assert 'data-tone="danger"' in page and "at place 2" in page


@pytest.mark.parametrize("words", ["", "{", '{"at": "never"}'])
def test_a_broken_note_of_a_verification_counts_as_none(written: Any, words: str) -> None:
    (chain.Path(settings.UMAI_DATA) / chain.VERIFIED).write_text(words)
    assert chain.last_verification() is None


def test_an_entry_changed_behind_our_back_is_marked_on_the_page(
    written: Any, own_database: str
) -> None:
    """S21: the page looks at every entry that it shows."""
    dsn = server.admin_dsn()
    assert dsn
    with psycopg.connect(**{**dsn.params(), "dbname": own_database}, autocommit=True) as superuser:
        superuser.execute("SET session_replication_role = replica")
        superuser.execute("UPDATE journal_entry SET actor_kind = 'job'")
    page = browser_of(written).get("/journal/")
    assert [line.sound for line in page.context["lines"]] == [True, False, False, False]
    assert page.content.decode().count("this entry was changed") == 3


def _verify() -> int:
    from umai.config import verbs

    return verbs.run(verbs.parser().parse_args(["journal", "verify"]))

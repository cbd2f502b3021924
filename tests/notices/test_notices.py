"""In-app notices: mine, unread first, a code and a way, never a name."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from django.utils import translation

from tests import cast
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope
from umai.foundation.notices import commands, events, queries, terms
from umai.foundation.notices.models import Notice
from umai.hotline import commands as hotline

PAGE = "/notices/"


@pytest.fixture
def contact(sana, amina, acting):
    """A contact that Amina took."""
    with scope(sana.pk):
        details = hotline.ContactDetails(
            id=uuid7(),
            team_id=cast.team(sana, "Shymkent").pk,
            received_at=clock.now(),
            channel="phone",
        )
        return hotline.record_contact(acting(amina), details)


def _only(organisation):
    with scope(organisation.pk):
        return Notice.objects.get(organisation_id=organisation.pk)


def test_a_notice_shows_its_code_and_what_it_is(amina, tell, as_person):
    """S31."""
    tell(amina, "contact_handed_over", "HL-2026-0042")
    with translation.override("en"):
        words = str(terms.kind("contact_handed_over").words)
    page = as_person(amina).get(PAGE, headers={"accept-language": "en"}).content.decode()
    assert "HL-2026-0042" in page and words in page


def test_opening_a_notice_marks_it_and_leads_to_its_subject(
    sana, amina, tell, as_person, contact
):
    tell(amina, "contact_handed_over", contact.code, contact.pk)
    browser, notice = as_person(amina), _only(sana)
    answer = browser.get(reverse("notices:read_notice", args=[notice.pk]))
    assert answer["Location"] == reverse("hotline:contact", args=[contact.pk])
    assert _only(sana).read_at
    with scope(sana.pk):
        assert Entry.objects.filter(event=events.NOTICE_READ, subject_id=notice.pk).count() == 1


def test_opening_it_twice_is_one_reading(sana, amina, tell, as_person):
    tell(amina, "call_backs_due", "")
    browser, notice = as_person(amina), _only(sana)
    first = browser.get(reverse("notices:read_notice", args=[notice.pk]))
    read_at = _only(sana).read_at
    second = browser.get(reverse("notices:read_notice", args=[notice.pk]))
    assert first["Location"] == second["Location"] == reverse(terms.kind("call_backs_due").page)
    assert _only(sana).read_at == read_at
    with scope(sana.pk):
        assert Entry.objects.filter(event=events.NOTICE_READ).count() == 1


def test_a_kind_that_is_no_longer_known_leads_back_to_the_list(sana, amina, tell, as_person):
    tell(amina, "of an older version", "HL-2026-0001", uuid7())
    browser = as_person(amina)
    assert browser.get(PAGE).status_code == 200
    answer = browser.get(reverse("notices:read_notice", args=[_only(sana).pk]))
    assert answer["Location"] == PAGE


def test_a_page_that_cannot_be_named_leads_back_to_the_list(sana, amina, tell, as_person):
    tell(amina, "contact_handed_over", "HL-2026-0001", None)
    address = reverse("notices:read_notice", args=[_only(sana).pk])
    assert as_person(amina).get(address)["Location"] == PAGE


def test_every_kind_says_something_and_leads_to_a_page_that_exists():
    named = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    for space, (_prefix, resolver) in get_resolver().namespace_dict.items():
        named |= {f"{space}:{name}" for name in resolver.reverse_dict if isinstance(name, str)}
    assert terms.kinds and all(kind.words for kind in terms.kinds.values())
    assert {kind.page for kind in terms.kinds.values()} <= named


def test_a_colleagues_notice_looks_like_no_notice(sana, amina, botagoz, tell, as_person):
    """S2."""
    tell(amina, code="HL-2026-0042")
    address = reverse("notices:read_notice", args=[_only(sana).pk])
    theirs, nobodys = as_person(botagoz).get(address), as_person(botagoz).get(
        reverse("notices:read_notice", args=[uuid7()])
    )
    assert theirs.status_code == nobodys.status_code == 404
    assert "HL-2026-0042" not in as_person(botagoz).get(PAGE).content.decode()
    assert _only(sana).read_at is None


def test_another_organisations_notice_looks_like_no_notice(rodnik, serik, saule, tell, as_person):
    """S2."""
    tell(serik)
    address = reverse("notices:read_notice", args=[_only(rodnik).pk])
    assert as_person(saule).get(address).status_code == 404


def test_unread_stand_first_and_the_newest_of_them_on_top(sana, amina, tell, as_person):
    for number in range(4):
        with clock.told_at(clock.now() - timedelta(hours=10 - number)):
            tell(amina, code=f"HL-2026-000{number}")
    with scope(sana.pk):
        Notice.objects.filter(code="HL-2026-0003").update(read_at=clock.now())
    page = as_person(amina).get(PAGE).content.decode()
    places = [page.index(f"HL-2026-000{number}") for number in (2, 1, 0, 3)]
    assert places == sorted(places)


def test_read_ones_are_paged_by_key_and_each_is_seen_once(sana, amina, tell, as_person):
    moment = clock.now()
    for number in range(60):
        with clock.told_at(moment - timedelta(minutes=number // 3)):  # several in one moment
            tell(amina, code=f"HL-2026-{number:04d}")
    with scope(sana.pk):
        Notice.objects.update(read_at=moment)
    browser, address, seen = as_person(amina), PAGE, []
    while address:
        answer = browser.get(address)
        rows = answer.context["read_rows"]
        seen += [notice.code for notice, _kind in rows]
        older = answer.context["slice"].older
        address = f"{PAGE}{older}" if older else ""
    assert len(seen) == len(set(seen)) == 60


def test_all_can_be_marked_as_read_at_once(sana, amina, acting, tell, as_person):
    for _one in range(3):
        tell(amina)
    assert as_person(amina).post("/notices/read/").status_code == 302
    with scope(sana.pk):
        assert not queries.unread(acting(amina)).exists()
        assert Entry.objects.filter(event=events.NOTICES_READ).count() == 1
        assert commands.read_all_notices(acting(amina)) == 0
        assert Entry.objects.filter(event=events.NOTICES_READ).count() == 1


def _asked(browser, address, **headers):
    with CaptureQueriesContext(connection) as told:
        answer = browser.get(address, headers=headers)
    found = [one for one in told.captured_queries if 'FROM "notices_notice"' in one["sql"]]
    return answer, len(found)


def test_the_bell_costs_one_question_a_page(amina, tell, as_person):
    for _one in range(3):
        tell(amina)
    answer, asked = _asked(as_person(amina), "/hotline/contacts/record/")
    assert asked == 1
    bell = answer.content.decode().partition('class="button quiet only bell"')[2]
    assert bell.partition('data-tone="danger">')[2].startswith("3<")


def test_a_part_of_a_page_does_not_ask(amina, tell, as_person):
    tell(amina)
    _answer, asked = _asked(as_person(amina), "/hotline/contacts/record/", hx_request="true")
    assert asked == 0


def test_very_many_are_not_counted_out(sana, amina, tell, as_person):
    with scope(sana.pk):
        Notice.objects.bulk_create(
            Notice(organisation_id=sana.pk, person_id=amina.pk, kind="any", at=clock.now())
            for _one in range(queries.MANY + 5)
        )
    assert "99+" in as_person(amina).get(PAGE).content.decode()


def test_the_page_of_an_error_has_a_bell_without_a_count(amina, tell, as_person):
    """Outside a scope no row can be asked for, and nothing breaks."""
    tell(amina)
    answer, asked = _asked(as_person(amina), "/there/is/no/such/page/")
    assert answer.status_code == 404 and asked == 0


def test_a_role_without_notices_has_no_bell(person, as_person):
    browser = as_person(person("partner"))
    assert browser.get(PAGE).status_code == 403

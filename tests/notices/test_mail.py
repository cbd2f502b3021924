"""The post: it says nothing, loses nothing and is patient."""

from datetime import timedelta

import psycopg
import pytest

from tests import cast
from tests.notices import posts
from umai.config import server
from umai.foundation.access import actors
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope
from umai.foundation.notices import commands, outbox, queries, terms
from umai.foundation.notices.models import Mail, Notice
from umai.foundation.vocabulary import queries as vocabulary
from umai.hotline import commands as hotline

OUTBOX, AGAIN = "/notices/outbox/", "/notices/outbox/again/"
LANGUAGES = ("kk", "ru", "en")


def _later(span):
    return clock.told_at(clock.now() + span)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mail_says_the_same_and_nothing(sana, person, tell, post_goes, mailoutbox, language):
    """S31: no name, no issue, no code, no link, whatever happened."""
    who = person("operator", "Shymkent")
    type(who).objects.filter(pk=who.pk).update(language=language, name="Қанарейка Сарыжапырақ")
    subject = uuid7()
    for kind in [*terms.kinds, "of a later issue"]:
        tell(who, kind, "HL-2026-4711", subject, urgent=kind == "danger_now")
        post_goes()
    assert len(mailoutbox) == len(terms.kinds) + 1
    assert len({(one.subject, one.body) for one in mailoutbox}) == 1
    whole = mailoutbox[0].message()
    del whole["To"]  # the only thing of the receiver that a mail must carry
    words = f"{whole.as_string()}\n{mailoutbox[0].body}"
    canaries = ["Қанарейка", "Сарыжапырақ", "4711", "HL-", str(subject), "http", "://", "Shymkent"]
    canaries += [sana.name, sana.code, "danger", "child", "ребён", "бала"]
    assert [one for one in canaries if one.casefold() in words.casefold()] == []


def test_three_languages_say_it_in_their_own_words(person, tell, post_goes, mailoutbox):
    for language in LANGUAGES:
        who = person("operator", "Shymkent")
        type(who).objects.filter(pk=who.pk).update(language=language)
        tell(who)
    post_goes()
    assert len({one.body for one in mailoutbox}) == len(LANGUAGES)


def test_ten_things_that_wait_are_one_mail(amina, tell, post_goes, letters, mailoutbox):
    """S31: not even how much waits."""
    for number in range(10):
        tell(amina, code=f"HL-2026-{number:04d}")
    assert post_goes() == 1
    assert len(mailoutbox) == 1 and all(one.sent_at for one in letters())


def test_urgent_mail_goes_first(amina, botagoz, tell, post_goes, mailoutbox):
    tell(amina)
    tell(botagoz, urgent=True)
    post_goes()
    assert [one.to for one in mailoutbox] == [[botagoz.email], [amina.email]]


def test_who_has_left_gets_no_mail(amina, tell, post_goes, letters, mailoutbox):
    tell(amina)
    type(amina).objects.filter(pk=amina.pk).update(is_active=False)
    post_goes()
    assert mailoutbox == [] and letters()[0].given_up_at


def test_a_power_cut_before_sending_loses_nothing(
    amina, tell, post_goes, post_is_open, letters, settings, mailoutbox
):
    """R2: sent once or again, never lost."""
    tell(amina)
    settings.EMAIL_BACKEND = "tests.notices.posts.DiesBeforeSending"
    with pytest.raises(posts.PowerCut):
        post_goes()
    assert mailoutbox == [] and letters()[0].sent_at is None
    post_is_open()
    assert post_goes() == 1 and len(mailoutbox) == 1


def test_a_power_cut_after_sending_sends_again(
    amina, tell, post_goes, post_is_open, letters, settings, mailoutbox
):
    """R2: sent once or again, never lost."""
    tell(amina)
    settings.EMAIL_BACKEND = "tests.notices.posts.DiesAfterSending"
    with pytest.raises(posts.PowerCut):
        post_goes()
    assert letters()[0].sent_at is None
    post_is_open()
    assert post_goes() == 1 and len(mailoutbox) == 2
    assert letters()[0].sent_at and post_goes() == 0


def test_a_power_cut_touches_only_the_mail_in_hand(
    amina, botagoz, tell, post_goes, post_is_open, letters, settings, mailoutbox
):
    """R2: what was sent before is not sent again."""
    tell(amina, urgent=True)
    assert post_goes() == 1
    tell(botagoz)
    settings.EMAIL_BACKEND = "tests.notices.posts.DiesAfterSending"
    with pytest.raises(posts.PowerCut):
        post_goes()
    post_is_open()
    post_goes()
    assert [one.to[0] for one in mailoutbox].count(amina.email) == 1


def test_a_notice_and_its_mail_are_written_together_or_not_at_all(sana, amina, tell):
    """R2: the outbox is written in the transaction of the act."""
    with pytest.raises(posts.PowerCut), scope(sana.pk):
        tell(amina)
        raise posts.PowerCut
    with scope(sana.pk):
        assert not Notice.objects.exists() and not Mail.objects.exists()


def test_a_closed_post_is_tried_again_with_growing_patience(
    amina, tell, post_goes, post_is_closed, post_is_open, letters, mailoutbox
):
    """R10: queue, retry with back-off."""
    post_is_closed()
    tell(amina)
    waits, moment = [], clock.now()
    for _try in range(4):
        with clock.told_at(moment):
            assert post_goes() == 0
        waits.append(letters()[0].next_try_at - moment)
        moment = letters()[0].next_try_at + timedelta(seconds=1)
    assert waits == sorted(waits) and waits[-1] >= 4 * waits[0]
    post_is_open()
    with clock.told_at(moment):
        assert post_goes() == 1
    assert len(mailoutbox) == 1


def test_a_closed_post_ends_the_round_and_leaves_the_others_untried(
    amina, botagoz, saule, tell, post_goes, post_is_closed, letters
):
    """R10: one look a minute is enough to know that nobody opens."""
    post_is_closed()
    for who in (amina, botagoz, saule):
        tell(who)
    post_goes()
    assert sorted(one.attempts for one in letters()) == [0, 0, 1]


def test_after_its_tries_a_mail_is_given_up_and_stays_to_be_seen(
    amina, tell, post_goes, post_is_closed, post_is_open, letters, person, as_person, mailoutbox
):
    """R10: a visible backlog, and a way to send it all the same."""
    post_is_closed()
    tell(amina)
    moment = clock.now()
    for _try in range(vocabulary.amount("OP.MAIL_TRIES")):
        with clock.told_at(moment):
            post_goes()
        moment = letters()[0].next_try_at + timedelta(seconds=1)
    assert letters()[0].given_up_at
    keeper = person("administrator")
    with clock.told_at(letters()[0].given_up_at + timedelta(hours=1)):
        browser = as_person(keeper)
        assert amina.name in browser.get(OUTBOX).content.decode()
        post_is_open()
        assert post_goes() == 0
        assert browser.post(AGAIN).status_code == 302
        assert post_goes() == 1
    assert len(mailoutbox) == 1


def test_one_address_that_is_refused_holds_no_other_back(
    amina, botagoz, saule, tell, post_goes, letters, settings, mailoutbox
):
    """R11: exactly what failed is tried again."""
    settings.EMAIL_BACKEND = "tests.notices.posts.RefusesOne"
    posts.RefusesOne.refused = ""
    for who in (amina, botagoz, saule):
        tell(who)
    assert post_goes() == 2
    assert sorted(bool(one.sent_at) for one in letters()) == [False, True, True]


def test_danger_is_recorded_and_seen_with_the_post_closed(
    sana, amina, saule, acting, as_person, post_goes, post_is_closed, letters
):
    """S36, R10: nothing is lost and nobody waits for the post; the notice is the other way."""
    post_is_closed()
    with scope(sana.pk):
        details = hotline.ContactDetails(
            id=uuid7(),
            team_id=cast.team(sana, "Shymkent").pk,
            received_at=clock.now(),
            channel="phone",
            danger_now=True,
        )
        contact = hotline.record_contact(acting(amina), details)
    post_goes()
    assert letters() and not any(one.sent_at for one in letters())
    page = as_person(saule).get("/notices/")
    assert page.status_code == 200 and contact.code in page.content.decode()


def test_the_outbox_is_for_the_administrator(amina, saule, as_person):
    """S1."""
    for who in (amina, saule):
        assert as_person(who).get(OUTBOX).status_code == 403
        assert as_person(who).post(AGAIN).status_code == 403


def test_another_organisations_mail_is_not_seen_or_sent(
    rodnik, serik, tell, post_goes, person, as_person, mailoutbox
):
    """S2."""
    tell(serik)
    assert post_goes() == 0 and mailoutbox == []
    assert serik.name not in as_person(person("administrator")).get(OUTBOX).content.decode()


def test_what_left_long_ago_is_cleared_away(sana, amina, acting, tell, post_goes, letters):
    tell(amina)
    post_goes()
    with scope(sana.pk):
        Notice.objects.update(read_at=clock.now())
    keep = vocabulary.span("OP.NOTICE_KEEP")
    for span, left in ((keep - timedelta(days=1), 1), (keep + timedelta(days=1), 0)):
        with scope(sana.pk), _later(span):
            commands.clear_away(acting(amina))
            assert Notice.objects.count() == len(letters()) == left


def test_unread_notices_are_never_cleared_away(sana, amina, acting, tell):
    tell(amina)
    with scope(sana.pk), _later(timedelta(days=900)):
        commands.clear_away(acting(amina))
        assert queries.unread(acting(amina)).count() == 1


def test_a_mail_in_another_workers_hand_is_left_to_it(own_database, mailoutbox):
    """R2: two workers send it once."""
    here = cast.organisation("sana", "Sana Sezim", "KZ-79", ["Shymkent"])
    who = cast.person(here, "operator", "Shymkent")
    actor = actors.job(here, ())
    with scope(here.pk):
        commands.tell(actor, who.pk, "any", "", None, urgent=False)
    dsn = server.owner_dsn()
    assert dsn
    with psycopg.connect(**{**dsn.params(), "dbname": own_database}) as other:
        other.execute("SELECT 1 FROM notices_mail FOR UPDATE")
        assert outbox.send_waiting(actor) == 0
    assert outbox.send_waiting(actor) == 1
    assert len(mailoutbox) == 1

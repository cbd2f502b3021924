"""R10: a mail to a provider waits while the post is closed, is counted, and leaves afterwards."""

import pytest

from umai.foundation.access import actors
from umai.foundation.kernel import clock
from umai.foundation.kernel.scope import scope
from umai.foundation.notices import commands, queries
from umai.referrals.terms import MAIL_WAITS

pytestmark = pytest.mark.django_db


def test_a_mail_to_an_agency_waits_is_counted_and_leaves_once(
    sana, post_goes, post_is_closed, post_is_open, letters, mailoutbox, settings
):
    """R10, S31: a queue with back-off; an address without a token, in the provider's language."""
    settings.UMAI_ADDRESS = "https://umai.test"
    house = actors.job(sana, ())
    with scope(sana.pk):
        for _twice in range(2):
            commands.write_out(house, "clinic@test.invalid", MAIL_WAITS, "en")
    post_is_closed()
    assert post_goes() == 0 and mailoutbox == []
    first = letters()[0]
    assert first.attempts == 1 and first.next_try_at > clock.now() and first.given_up_at is None
    with scope(sana.pk):
        assert queries.backlog(house).many == 2
        queries.waiting_mail(sana.pk).update(next_try_at=clock.now())
    post_is_open()
    assert post_goes() == 1 and [one.to for one in mailoutbox] == [["clinic@test.invalid"]]
    words = mailoutbox[0].body
    assert "code" in words and "введите код" in words and "кодты" in words
    assert words.strip().endswith("https://umai.test/referrals/code/")
    assert all(one.sent_at for one in letters())

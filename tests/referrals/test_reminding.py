"""What happens by itself: what is due is told once, the unanswered ends, access ends in time."""

from datetime import timedelta

import pytest
from django.http import Http404

from tests.cases.told import consent
from tests.referrals.told import again, sent, visiting
from umai.foundation.access import actors
from umai.foundation.kernel import clock
from umai.foundation.kernel.scope import scope
from umai.foundation.notices.models import Mail, Notice
from umai.foundation.vault.models import DataKey
from umai.referrals import commands, permissions

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def night(sana):
    """The chores of the house."""
    return actors.job(sana, [permissions.MAKE_REFERRAL])


def later(days):
    return clock.told_at(clock.now() + timedelta(days=days))


def test_what_is_due_is_told_once_and_the_provider_is_written_to_once(
    case, agreed, zhanar, night
):
    """S31: a code for us, nothing for them."""
    row = sent(zhanar, case, agreed.pk, way="email", urgency="urgent")
    assert commands.remind_of_referrals(night) == 0
    with later(2):
        assert commands.remind_of_referrals(night) == 1
        assert commands.remind_of_referrals(night) == 0
    told = Notice.objects.filter(kind="referral_due", person_id=zhanar.person)
    assert [one.code for one in told] == [row.code]
    assert Mail.objects.filter(address="clinic@test.invalid").count() == 2


def test_what_came_in_and_is_due_is_told_once(case, agreed, zhanar, rodnik, serik):
    sent(zhanar, case, agreed.pk, way="inside", to_organisation_id=rodnik.pk)
    there = actors.job(rodnik, [permissions.MAKE_REFERRAL])
    with scope(rodnik.pk), later(30):
        assert commands.remind_of_referrals(there) == 1
        assert commands.remind_of_referrals(there) == 0
        assert Notice.objects.filter(kind="arrival_due", person_id=serik.person).count() == 1


def test_nobody_answers_and_it_ends(case, agreed, zhanar, night):
    """The rule RF.EXPIRES: the key goes with it."""
    row = sent(zhanar, case, agreed.pk)
    with later(29):
        assert commands.end_old_referrals(night) == 0
    with later(31):
        assert commands.end_old_referrals(night) == 1
    assert again(row).state == "EXPIRED"
    assert DataKey.objects.get(pk=row.share_key_id).wrapped is None


def test_some_days_after_the_end_the_provider_opens_nothing_any_more(case, agreed, zhanar, night):
    """The rule RF.ACCESS_DAYS; the state stays what it was."""
    row = sent(zhanar, case, agreed.pk)
    door = visiting(zhanar, row)
    commands.accept_referral(door.actor, row.pk)
    commands.confirm_service(door.actor, row.pk)
    assert commands.shown_to_provider(door.actor, row.pk).state == "SERVICE_COMPLETED"
    with later(15):
        assert commands.end_old_referrals(night) == 1
        with pytest.raises(Http404):
            commands.shown_to_provider(door.actor, row.pk)
    now = again(row)
    assert now.state == "SERVICE_COMPLETED" and now.shut_at and now.shared_sealed is None


def test_a_consent_that_ran_out_stops_the_look_at_once_and_the_key_at_night(
    case, clinic, child, zhanar, night
):
    """S34: nobody needs to take back what was given for some days only."""
    until = clock.today("Asia/Almaty") + timedelta(days=2)
    consent(
        zhanar, child, given=("SHARE_NAMED_AGENCY",), agency_id=clinic.pk, valid_until=until
    )
    row = sent(zhanar, case, clinic.pk)
    door = visiting(zhanar, row)
    with later(4):
        with pytest.raises(Http404):
            commands.shown_to_provider(door.actor, row.pk)
        assert commands.end_old_referrals(night) == 1
    assert again(row).state == "REVOKED"
    assert DataKey.objects.get(pk=row.share_key_id).wrapped is None

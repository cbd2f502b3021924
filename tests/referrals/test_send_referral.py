"""A child is handed on to a provider, who answers at the door; the sender sees it done."""

from datetime import timedelta

import pytest
from django.core import mail
from django.http import Http404

from tests.cases.told import consent
from tests.referrals.told import NEED, again, details, drafted, sent, visiting, withdraw
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.refusal import Refused
from umai.foundation.notices.models import Mail, Notice
from umai.foundation.vault.models import DataKey
from umai.people import commands as people
from umai.referrals import commands, queries
from umai.referrals.models import Referral

pytestmark = pytest.mark.usefixtures("here")


def test_a_provider_accepts_serves_and_confirms_and_the_sender_sees_it(case, agreed, zhanar):
    """F09: from the draft to the service that happened, each step a fact and an entry."""
    row = sent(zhanar, case, agreed.pk)
    assert row.code.startswith("RF-T") and row.state == "SENT" and row.basis == "consent"
    assert row.due_rule == "RF.SOON" and row.due_at is not None
    door = visiting(zhanar, row)
    shown = commands.shown_to_provider(door.actor, row.pk)
    assert shown.told["need"] == NEED and shown.told["language"]["languages"] == ["uz"]
    assert "name" not in shown.told and "phone" not in shown.told
    assert again(row).state == "RECEIVED"
    tomorrow = clock.now() + timedelta(days=1)
    commands.accept_referral(door.actor, row.pk, appointment_at=tomorrow)
    commands.begin_service(door.actor, row.pk)
    commands.confirm_service(door.actor, row.pk, words="She was seen by the doctor.")
    commands.note_feedback(zhanar, row.pk, "helped", words="No cough.", teller="child")
    now = again(row)
    assert (now.state, now.appointment_at) == ("SERVICE_COMPLETED", tomorrow)
    read = commands.read_referral(zhanar, row.pk)
    assert [one.kind for one, _words in read.course] == [
        "drafted", "sent", "received", "accepted", "appointed", "begun", "confirmed", "feedback",
    ]  # fmt: skip
    assert read.course[-2][1] == "She was seen by the doctor."
    told = set(Entry.objects.values_list("event", flat=True))
    assert {"referrals.referral_sent", "referrals.shown_to_provider"} <= told
    assert Notice.objects.filter(person_id=zhanar.person, code=row.code).count() >= 3


def test_without_consent_nothing_goes_unless_another_supervisor_overrides(case, clinic, zhanar):
    """S34: refused without consent; the draft waits for it."""
    row = drafted(zhanar, case, clinic.pk)
    with pytest.raises(Refused) as no:
        commands.send_referral(zhanar, row.pk, row.version)
    assert no.value.field == "consent"
    row = commands.await_consent(zhanar, row.pk, row.version)
    assert row.state == "CONSENT_PENDING" and not row.shared_sealed


def test_who_waits_for_consent_is_told_when_it_comes(case, clinic, zhanar, saule, child):
    row = drafted(zhanar, case, clinic.pk)
    commands.await_consent(zhanar, row.pk, row.version)
    told = Notice.objects.filter(kind="referral_ready", person_id=zhanar.person)
    consent(saule, child)
    assert not told.exists(), "another scope says nothing of this agency"
    consent(saule, child, given=("SHARE_NAMED_AGENCY",), agency_id=clinic.pk)
    assert [one.code for one in told] == [row.code]


def test_consent_withdrawn_stops_the_provider_at_once(case, agreed, zhanar, child):
    """S33, S34: the key is destroyed in the same transaction, the code and the visit end."""
    row = sent(zhanar, case, agreed.pk, shared=("need", "name", "phone"))
    door = visiting(zhanar, row)
    told = commands.shown_to_provider(door.actor, row.pk).told
    assert told["name"]["given_name"] == "Нодира" and told["phone"]
    withdraw(zhanar, child, agreed.pk)
    now = again(row)
    assert (now.state, now.reason) == ("REVOKED", "withdrawn") and now.shared_sealed is None
    assert DataKey.objects.get(pk=row.share_key_id).wrapped is None
    assert queries.visitor(row.organisation_id, door.code_id) is None
    for act in (
        lambda: commands.shown_to_provider(door.actor, row.pk),
        lambda: commands.accept_referral(door.actor, row.pk),
    ):
        with pytest.raises(Http404):
            act()


def test_only_what_is_agreed_goes_and_the_field_says_so(case, agreed, zhanar, child):
    """S34: what is to be kept back is refused at its field; words may not carry the name."""
    with pytest.raises(Refused) as no:
        drafted(zhanar, case, agreed.pk, need_words="Please see Нодиру soon.")
    assert no.value.field == "need_words"
    row = sent(zhanar, case, agreed.pk, shared=("need", "phone"))
    door = visiting(zhanar, row)
    assert commands.shown_to_provider(door.actor, row.pk).told["phone"]
    details_ = people.ConsentDetails(
        id=details(agreed.pk).id,
        individual_id=child.pk,
        refused=("TRACING",),
        given_by="PARENT",
        withhold=(("phone", "FEAR_OF_HARM"),),
        withhold_from=agreed.pk,
    )
    people.note_consent(zhanar, details_)
    with pytest.raises(Http404):
        commands.shown_to_provider(door.actor, row.pk)
    with pytest.raises(Refused) as no:
        drafted(zhanar, case, agreed.pk, shared=("phone",))
    assert no.value.field == "shared"


def test_a_mail_to_the_provider_tells_of_nobody(case, agreed, zhanar, sana, settings):
    """S31: an address without a token; neither child nor code nor issue."""
    sent(zhanar, case, agreed.pk, way="email")
    row = Mail.objects.get(address="clinic@test.invalid")
    assert row.kind == "referral_waits" and row.person_id is None
    assert Referral.objects.get().code not in str(vars(row)) and not mail.outbox


def test_staff_cannot_say_that_a_service_happened(case, agreed, zhanar):
    """Completed only when the provider or the child says so."""
    row = sent(zhanar, case, agreed.pk)
    with pytest.raises(Refused):
        commands.confirm_service(zhanar, row.pk, teller="staff")
    assert commands.confirm_service(zhanar, row.pk, teller="carer").state == "SERVICE_COMPLETED"

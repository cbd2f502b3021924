"""Whatever happens in whatever order: no state without its facts, no provider who sees too much."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cases.told import consent
from tests.referrals.told import NEED, again, details, drafted, withdraw
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vault.models import DataKey
from umai.people import commands as people
from umai.people import queries as known_people
from umai.people.terms import Scope
from umai.referrals import commands, permissions, queries, rules, terms

pytestmark = pytest.mark.usefixtures("here")
Fact, State, Teller = terms.FactKind, terms.State, terms.Teller
SOME = st.tuples(st.sampled_from(list(Fact)), st.sampled_from(list(Teller)))
NEEDED = {
    State.CONSENT_PENDING: {Fact.CONSENT_AWAITED},
    State.SENT: {Fact.SENT},
    State.RECEIVED: {Fact.SENT, Fact.RECEIVED},
    State.ACCEPTED: {Fact.SENT, Fact.ACCEPTED},
    State.IN_SERVICE: {Fact.SENT, Fact.ACCEPTED, Fact.BEGUN},
    State.SERVICE_COMPLETED: {Fact.SENT, Fact.CONFIRMED},
    State.NOT_COMPLETED: {Fact.SENT, Fact.FAILED},
    State.REJECTED: {Fact.SENT, Fact.REFUSED},
    State.REVOKED: {Fact.REVOKED},
    State.EXPIRED: {Fact.SENT, Fact.EXPIRED},
}


@given(st.lists(SOME, max_size=40))
def test_no_order_of_facts_leads_where_they_do_not(asked):
    """F09: every state has its facts, an end is an end, and staff never say that it happened."""
    found, done = rules.Standing(), []
    for fact, teller in asked:
        if found.allows(fact, teller):
            assert not found.ended or fact in (Fact.FEEDBACK, Fact.SHUT)
            found = found.after(fact)
            done.append((fact, teller))
    kinds = [fact for fact, _teller in done]
    assert rules.standing(kinds) == found
    if found.state is not None:
        assert kinds[0] == Fact.DRAFTED and kinds.count(Fact.SENT) <= 1
        assert NEEDED.get(found.state, set()) <= set(kinds)
    assert found.open_to_provider == (Fact.SENT in kinds and not set(kinds) & rules.SHUTS)
    confirmed = {teller for fact, teller in done if fact is Fact.CONFIRMED}
    assert confirmed <= {Teller.PROVIDER, Teller.CHILD, Teller.CARER}


class Story:
    """One referral, everybody who may act on it, and what a provider may be told of it now."""

    def __init__(self, zhanar, saule, case, child, clinic):
        self.zhanar, self.saule, self.child, self.clinic = zhanar, saule, child, clinic
        shared = ("need", "age", "sex", "name", "phone")
        self.row = drafted(zhanar, case, clinic.pk, shared=shared)
        self.provider = Actor(
            organisation_id=zhanar.organisation_id,
            grants={permissions.ANSWER_REFERRAL: frozenset({self.row.pk})},
        )

    def do(self, act):
        with suppress(Refused, Http404, PermissionDenied, IndexError), transaction.atomic():
            getattr(self, act)()

    def agree(self):
        consent(
            self.zhanar, self.child, given=("SHARE_NAMED_AGENCY",), agency_id=self.clinic.pk
        )

    def withdraw(self):
        withdraw(self.zhanar, self.child, self.clinic.pk)

    def keep_the_phone(self):
        self._note(withhold=(("phone", "FEAR_OF_HARM"),), withhold_from=self.clinic.pk)

    def say_no(self):
        self._note(refused=("SHARE_NAMED_AGENCY",), agency_id=self.clinic.pk)

    def override(self):
        asked = [
            one for one in known_people.consents(self.zhanar, self.child) if one.agency_id
        ][0]
        until = clock.today("Asia/Almaty") + timedelta(days=2)
        said = people.Override(
            ground="vital_danger", reason="She may die without a doctor.", until=until,
            child_told=True,
        )  # fmt: skip
        people.override_consent(self.saule, asked.latest.pk, said)

    def take_the_phone_out(self):
        said = details(self.clinic.pk, shared=("need", "age", "name"))
        commands.write_referral(self.zhanar, self.row.pk, again(self.row).version, said)

    def wait(self):
        commands.await_consent(self.zhanar, self.row.pk, again(self.row).version)

    def send(self):
        commands.send_referral(self.zhanar, self.row.pk, again(self.row).version)

    def look(self):
        commands.shown_to_provider(self.provider, self.row.pk)

    def accept(self):
        commands.accept_referral(self.provider, self.row.pk)

    def refuse(self):
        commands.refuse_referral(self.provider, self.row.pk, "full")

    def confirm(self):
        commands.confirm_service(self.zhanar, self.row.pk, teller="carer")

    def revoke(self):
        commands.revoke_referral(self.zhanar, self.row.pk, again(self.row).version, "wrong")

    def night(self):
        with clock.told_at(clock.now() + timedelta(days=3)):
            commands.end_old_referrals(self.saule)

    def _note(self, **said):
        words = {"id": uuid7(), "individual_id": self.child.pk, "given_by": "PARENT", **said}
        refused = said.get("refused") or ("TRACING",)
        people.note_consent(self.zhanar, people.ConsentDetails(**{**words, "refused": refused}))

    def seen(self):
        """What the provider would be shown now, without leaving a receipt."""
        with suppress(Http404), transaction.atomic():
            told = commands.shown_to_provider(self.provider, self.row.pk).told
            transaction.set_rollback(True)
            return told
        return None

    def check(self):
        row = again(self.row)
        agreed = known_people.consent_holds(
            self.zhanar, self.child, Scope.NAMED_AGENCY, self.clinic.pk
        )
        back = known_people.kept_back(self.zhanar, self.child, self.clinic.pk)
        told = self.seen()
        if told is not None:
            assert agreed and row.sent_at and not row.shut_at
            assert set(told) <= set(row.shared) - back
            assert told.get("need", NEED) == NEED and row.source_code not in str(told)
        if row.shut_at is not None:
            keys = DataKey.objects.filter(pk__in=[row.share_key_id])
            assert row.shared_sealed is None and not any(one.wrapped for one in keys)
        assert row.state == queries.standing(row).state


ACTS = [
    "agree", "withdraw", "keep_the_phone", "say_no", "override", "take_the_phone_out", "wait",
    "send", "look", "accept", "refuse", "confirm", "revoke", "night",
]  # fmt: skip


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=st.lists(st.sampled_from(ACTS), max_size=9))
def test_no_order_of_commands_shows_a_provider_more_than_was_agreed(
    acts, zhanar, saule, case, child, clinic
):
    """S33, S34: after every step the provider sees at most what is agreed at that moment."""
    with transaction.atomic():
        story = Story(zhanar, saule, case, child, clinic)
        for act in ["agree", "send", *acts]:
            story.do(act)
            story.check()
        transaction.set_rollback(True)

"""Referrals for tests, told through commands."""

from typing import Any

from umai.foundation.kernel.actor import NOBODY, Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope
from umai.people import queries as people
from umai.people.models import Individual
from umai.referrals import commands, queries
from umai.referrals.models import Referral

NEED = "A check-up, she coughs at night."
PLAIN = ("need", "age", "sex", "language")


def details(agency_id: Any, **said: Any) -> commands.ReferralDetails:
    """To whom and what: `details(clinic.pk, shared=("age", "name"))`."""
    words = {
        "id": uuid7(),
        "need": "SO02",
        "agency_id": agency_id,
        "urgency": "soon",
        "shared": PLAIN,
        "need_words": NEED,
        **said,
    }
    return commands.ReferralDetails(**words)


def drafted(actor: Actor, case: Any, agency_id: Any, **said: Any) -> Referral:
    """A referral that nobody sent yet."""
    origin = queries.origin_of_case(actor, case.pk)
    return commands.draft_referral(actor, origin, details(agency_id, **said))


def sent(actor: Actor, case: Any, agency_id: Any, **said: Any) -> Referral:
    """A referral that was sent."""
    row = drafted(actor, case, agency_id, **said)
    return commands.send_referral(actor, row.pk, row.version)


def visiting(actor: Actor, row: Referral) -> queries.Visitor:
    """A provider who entered the code that was just given."""
    given = commands.give_code(actor, row.pk)
    with scope(None):
        visitor = commands.enter_code(NOBODY, given.code)
    assert visitor
    return visitor


def withdraw(actor: Actor, child: Individual, agency_id: Any) -> None:
    """The mother takes back what she agreed to with this agency."""
    from umai.people import commands as on_people

    found = [one for one in people.consents(actor, child) if one.agency_id == agency_id]
    on_people.withdraw_consent(actor, found[0].latest.pk)


def again(row: Referral) -> Referral:
    """The referral as it stands now."""
    return Referral.objects.get(pk=row.pk)

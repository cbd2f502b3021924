"""A number is covered until it is dialled, or until a life is in danger."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from umai.foundation.journal import log
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.foundation.notices.models import Notice
from umai.foundation.vault.models import DataKey
from umai.hotline import commands, rules, terms
from umai.hotline.models import Step

NUMBER = "+7 701 555 12 34"
HOUR = timedelta(hours=1)


def page(contact):
    return f"/hotline/contacts/{contact.pk}/call-back/number/"


def revealed(sana):
    """The reasons for which numbers were shown, from the journal."""
    with scope(sana.pk):
        found = list(Entry.objects.filter(event="hotline.number_revealed").order_by("id"))
        keys = {key.pk: key for key in DataKey.objects.filter(kind="journal")}
        return [log.facts_of(one, keys)["reason"] for one in found]


def test_the_number_is_shown_once_to_dial_it_and_covered_again(amina, as_person, to_call, sana):
    """S32: masked until dial, journaled with the reason."""
    contact = to_call(amina, clock.now() - HOUR)
    web = as_person(amina)
    for covered in ("", "call-back/", "correct/", "history/"):
        shown = web.get(f"/hotline/contacts/{contact.pk}/{covered}").content.decode()
        assert "555 12" not in shown and "7015551234" not in shown
    answer = web.post(page(contact), {"reason": "to_dial"})
    assert NUMBER in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    after = web.get(f"/hotline/contacts/{contact.pk}/call-back/").content.decode()
    assert NUMBER not in after
    assert revealed(sana) == ["to_dial"]
    with scope(sana.pk):
        assert Step.objects.get().what == "to_dial"


def test_asking_for_the_address_shows_nothing(amina, as_person, to_call, sana):
    contact = to_call(amina, clock.now() - HOUR)
    assert as_person(amina).get(page(contact)).status_code == 302
    assert as_person(amina).post(page(contact), {"reason": "curious"}).status_code == 302
    assert revealed(sana) == []


@pytest.mark.parametrize("hours", [-2, 4])
def test_outside_the_agreed_time_only_vital_danger_opens_it(
    amina, saule, as_person, by, to_call, sana, hours
):
    """S32."""
    now = clock.now()
    contact = to_call(amina, now - hours * HOUR)
    web = as_person(amina)
    refused = web.post(page(contact), {"reason": "to_dial"})
    assert refused.status_code == 422
    assert NUMBER not in refused.content.decode()
    assert revealed(sana) == []
    shown = web.post(page(contact), {"reason": "vital_danger"})
    assert NUMBER in shown.content.decode()
    assert revealed(sana) == ["vital_danger"]
    with scope(sana.pk):
        notice = Notice.objects.get()
        assert (notice.person_id, notice.kind) == (saule.pk, "number_revealed")


def test_nobody_else_sees_it(amina, botagoz, serik, person, as_person, by, to_call, sana):
    """S2, S6, S30."""
    contact = to_call(amina, clock.now() - HOUR)
    for who in (botagoz, serik):
        answer = as_person(who).post(page(contact), {"reason": "vital_danger"})
        assert answer.status_code == 404
        with by(who) as actor, pytest.raises(Http404):
            commands.reveal_number(actor, contact.pk, terms.RevealReason.VITAL_DANGER)
    for role in ("administrator", "data_protection_officer", "programme_manager"):
        other = person(role)
        answer = as_person(other).post(page(contact), {"reason": "vital_danger"})
        assert answer.status_code == 403
        with by(other) as actor, pytest.raises(PermissionDenied):
            commands.reveal_number(actor, contact.pk, terms.RevealReason.VITAL_DANGER)
    assert revealed(sana) == []


def test_without_a_number_there_is_nothing_to_show(amina, by, taken):
    contact = taken(amina)
    with by(amina) as actor, pytest.raises(Refused):
        commands.reveal_number(actor, contact.pk, terms.RevealReason.VITAL_DANGER)


@pytest.mark.parametrize(
    ("number", "covered"),
    [
        ("+7 701 555 12 34", "+7 ••• ••• •• 34"),
        ("87015551234", "8••••••••34"),
        ("1414", "••••"),
        ("", ""),
        ("доб. 12", "•••••••"),
    ],
)
def test_what_a_covered_number_shows(number, covered):
    """S32."""
    assert rules.masked(number) == covered

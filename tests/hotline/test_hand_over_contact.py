"""A contact goes to a colleague who may read it; the notice names only its code."""

from uuid import UUID

import pytest

from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.foundation.notices.models import Mail, Notice
from umai.hotline import commands, queries
from umai.hotline.models import Emergency, Step

NOBODY = UUID(int=5)


def page(contact):
    return f"/hotline/contacts/{contact.pk}/hand-over/"


@pytest.fixture
def dana(person):
    """Dana is the psychologist in Shymkent."""
    return person("psychologist", "Shymkent")


def test_the_colleague_holds_it_and_is_told(amina, dana, as_person, taken, again, entries, sana):
    contact = taken(amina)
    form = {"version": "1", "to": str(dana.pk), "note": "Просит женщину"}
    assert as_person(dana).get(f"/hotline/contacts/{contact.pk}/").status_code == 404
    assert as_person(amina).post(page(contact), form).status_code == 302
    assert again(contact).holder_id == dana.pk
    shown = as_person(dana).get(f"/hotline/contacts/{contact.pk}/history/").content.decode()
    assert "Просит женщину" in shown and amina.name in shown
    assert entries().count("hotline.contact_handed_over") == 1
    with scope(sana.pk):
        step = Step.objects.get()
        assert (step.kind, step.to_id) == ("handed_over", dana.pk)
        assert "женщину".encode() not in bytes(step.note_sealed)


def test_the_notice_says_only_the_code(amina, dana, by, taken, sana):
    """S31."""
    contact = taken(amina)
    with by(amina) as actor:
        commands.hand_over_contact(actor, contact.pk, 1, dana.pk, "Просит женщину")
    with scope(sana.pk):
        notice = Notice.objects.get()
        assert (notice.person_id, notice.kind, notice.code) == (
            dana.pk,
            "contact_handed_over",
            contact.code,
        )
        assert not Mail.objects.get().urgent


def test_the_choice_names_only_who_may_read_it(
    amina, dana, botagoz, saule, serik, person, as_person, taken
):
    """S2: no other team without a right, no other organisation, no administrator."""
    administrator = person("administrator")
    contact = taken(amina)
    answer = as_person(amina).get(page(contact))
    offered = {value for value, _words in answer.context["form"].fields["to"].choices if value}
    assert offered == {str(dana.pk), str(saule.pk)}
    for other in (botagoz, serik, administrator):
        form = {"version": "1", "to": str(other.pk)}
        assert as_person(amina).post(page(contact), form).status_code == 422


def test_the_command_refuses_strangers_too(amina, botagoz, serik, by, taken, again):
    """S2, S6: a stranger, another team and another organisation are the same no."""
    contact = taken(amina)
    with by(amina) as actor:
        said = set()
        for other in (botagoz.pk, serik.pk, NOBODY, amina.pk):
            with pytest.raises(Refused) as no:
                commands.hand_over_contact(actor, contact.pk, 1, other)
            said.add(str(no.value))
    assert len(said) == 1
    assert again(contact).holder_id == amina.pk


def test_who_no_longer_holds_it_does_not_give_it_away(amina, dana, saule, by, taken, again):
    contact = taken(amina)
    with by(amina) as actor:
        commands.hand_over_contact(actor, contact.pk, 1, dana.pk)
        with pytest.raises(Refused) as no:
            commands.hand_over_contact(actor, contact.pk, 2, saule.pk)
    assert dana.name in str(no.value)
    with by(saule) as actor:
        commands.hand_over_contact(actor, contact.pk, 2, amina.pk)
    assert again(contact).holder_id == amina.pk


def test_somebody_acted_meanwhile(amina, saule, dana, as_person, by, taken, again):
    """R5: the words are kept, what happened is shown, sending again works knowingly."""
    contact = taken(amina)
    with by(saule) as actor:
        commands.note_follow_up(actor, contact.pk, 1, "Позвонила в школу")
    form = {"version": "1", "to": str(dana.pk), "note": "Просит женщину"}
    answer = as_person(amina).post(page(contact), form)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Просит женщину" in shown and saule.name in shown
    assert answer.context["form"]["version"].value() == 2
    assert again(contact).holder_id == amina.pk
    assert as_person(amina).post(page(contact), form | {"version": "2"}).status_code == 302


def test_a_danger_keeps_ringing_until_the_colleague_takes_it(
    amina, saule, dana, by, taken, sana
):
    contact = taken(amina, danger_now=True)
    with scope(sana.pk):
        emergency = Emergency.objects.get()
    with by(amina) as actor:
        commands.take_emergency(actor, emergency.pk)
        with pytest.raises(Refused) as no:
            commands.hand_over_contact(actor, contact.pk, 2, dana.pk)
        assert no.value.field == "to"
        commands.hand_over_contact(actor, contact.pk, 2, saule.pk)
    with by(saule) as actor:
        assert queries.emergency(actor, emergency.pk).taken_by_id is None
        commands.take_emergency(actor, emergency.pk)
        assert queries.emergency(actor, emergency.pk).taken_by_id == saule.pk
    with scope(sana.pk):
        assert Notice.objects.filter(kind="contact_handed_over", person_id=saule.pk).exists()
        assert Mail.objects.filter(person_id=saule.pk, urgent=True).exists()


def test_nobody_else_may_read_it_is_said(botagoz, as_person, taken):
    contact = taken(botagoz, team="Turkistan")
    assert as_person(botagoz).get(page(contact)).context["people"] == []

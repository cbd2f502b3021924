from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel import clock
from umai.foundation.kernel.scope import scope
from umai.foundation.journal.models import Entry
from umai.hotline import commands, queries
from umai.hotline.models import Contact
from tests import cast


def test_slice(sana, amina, acting):
    actor = acting(amina)
    with scope(sana.pk, amina.pk):
        team = cast.team(sana, "Shymkent")
        contact = commands.record_contact(
            actor,
            commands.ContactDetails(id=uuid7(), team_id=team.pk, received_at=clock.now(), channel="phone", narrative="Она плачет",
              children=(commands.ChildDetails(sex="female", age=9), commands.ChildDetails(age=1))),
        )
        again = Contact.objects.get(pk=contact.pk)
        assert again.code.startswith("HL-")
        assert queries.story(again)["narrative"] == "Она плачет"
        assert "плачет".encode() not in bytes(again.narrative_sealed)
        assert Entry.objects.get().event == "hotline.contact_recorded"
        assert queries.other_children(again).count() == 1

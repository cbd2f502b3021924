"""Forms of papers that meet a mistake or a quicker colleague: nothing is lost or read anew."""

from tests.people.known import events
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope
from umai.people import commands
from umai.people.models import Relation


def test_a_relation_ends_though_somebody_was_quicker(nodira, sana, worker, acting, web):
    """R5: the second press saves, knowingly."""
    with scope(sana.pk):
        actor = acting(worker)
        said = commands.RelationDetails(id=uuid7(), individual_id=nodira.pk, kind="MOTHER")
        commands.relate_people(actor, said)
        commands.correct_relation(actor, 1, said)
    page = f"/children/family/{said.id}/end/"
    answer = web.post(page, {"version": "1", "until": "2024-05-01"})
    assert answer.status_code == 422
    again = {"version": answer.context["form"]["version"].value(), "until": "2024-05-01"}
    assert web.post(page, again).status_code == 302
    with scope(sana.pk):
        assert str(Relation.objects.get(pk=said.id).until) == "2024-05-01"


def test_a_mistake_in_the_form_reads_the_number_no_second_time(nodira, sana, worker, acting, web):
    """S22: the journal says that the number was shown as often as it was."""
    with scope(sana.pk):
        said = commands.DocumentDetails(
            id=uuid7(), individual_id=nodira.pk, type="BIRTH_KZ", state="RECEIVED", number="A1"
        )
        commands.note_document(acting(worker), said)
    page = f"/children/documents/{said.id}/"
    web.get(page)
    for _ in range(2):
        sent = {"id": said.id, "version": "1", "type": "", "state": "RECEIVED", "number": "A1"}
        assert web.post(page, sent).status_code == 422
    assert events(sana).count("people.document_read") == 1

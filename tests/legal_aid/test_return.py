"""A child goes home only when nothing forbids it."""

import pytest

from tests.legal_aid.told import WHY, done, opened, told
from umai.cases.models import Concern
from umai.foundation.kernel import clock
from umai.foundation.kernel.refusal import Refused
from umai.legal_aid import commands
from umai.people.models import Individual

pytestmark = pytest.mark.usefixtures("here")


def worry(case, status="ALLEGED"):
    """A concern about trafficking."""
    return Concern.objects.create(
        organisation_id=case.organisation_id,
        case_id=case.pk,
        concern="TRF",
        status=status,
        restricted=True,
        noted_at=clock.now(),
    )


def test_nobody_asks_the_consulate_of_a_child_who_seeks_protection(malika, case, child):
    row = opened(malika, case, "LP-03")
    row = done(malika, row, "none", "", "agrees", "uz")
    assert row.step == "CONSUL_UZ"
    Individual.objects.filter(pk=child.pk).update(migration_status="ASYLUM_CERT")
    for act in (commands.submit_step, commands.finish_step):
        with pytest.raises(Refused, match="seeks protection"):
            act(malika, row.pk, row.version, told())
    Individual.objects.filter(pk=child.pk).update(migration_status="")
    asylum = opened(malika, case, "LP-10")
    with pytest.raises(Refused, match="seeks protection"):
        commands.submit_step(malika, row.pk, row.version, told())
    commands.close_procedure(malika, asylum.pk, asylum.version, "WITHDRAWN", WHY)
    assert commands.submit_step(malika, row.pk, row.version, told()).due_rule == "RC.CHILD"


def test_no_return_while_signs_of_trafficking_are_open(malika, case):
    row = opened(malika, case, "LP-03")
    row = done(malika, row, "none", "", "young", "other", "", "nothing")
    assert row.step == "BORDER"
    sign = worry(case)
    with pytest.raises(Refused, match="forbids a return") as no:
        done(malika, row, "")
    assert "rafficking" not in str(no.value)
    with pytest.raises(Refused):
        commands.skip_step(malika, row.pk, row.version, told(words=WHY))
    Concern.objects.filter(pk=sign.pk).update(status="RESOLVED")
    row = done(malika, row, "", "")
    assert row.state == "ended"


def test_a_child_who_objects_goes_nowhere_without_a_decision_or_a_receiver(malika, case):
    row = opened(malika, case, "LP-03")
    row = done(malika, row, "none", "", "objects")
    assert row.step == "DECISION"
    with pytest.raises(Refused, match="protects the child"):
        commands.skip_step(malika, row.pk, row.version, told("return", words=WHY))
    stays = done(malika, row, "stay")
    assert stays.state == "ended"
    row = opened(malika, case, "LP-07")
    row = done(malika, row, "", "none", "", "", "", "objects", "return")
    assert row.step == "RECEIVER"
    with pytest.raises(Refused, match="protects the child"):
        commands.skip_step(malika, row.pk, row.version, told(words=WHY))
    assert done(malika, row, "", "", "").step == "HAND"

"""Cases for tests, told through commands."""

from typing import Any

from tests import cast
from umai.cases import commands
from umai.cases.models import Case
from umai.foundation.access.models import Organisation
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.people import commands as people
from umai.people.models import Individual

WHY = "The family sleeps at the border and has no papers."


def consent(actor: Actor, child: Individual, **said: Any) -> None:
    """Note that a parent agreed to services."""
    words = {
        "given": ("SERVICES", "INTERNAL_RECORD"),
        "given_by": "PARENT",
        "assent": True,
        "language": "uz",
        "explained_how": "spoken",
        "limits_explained": True,
        **said,
    }
    people.note_consent(
        actor, people.ConsentDetails(id=uuid7(), individual_id=child.pk, **words)
    )


def opened(
    actor: Actor, organisation: Organisation, child: Individual, **said: Any
) -> Case:
    """Open the case of a child: `opened(zhanar, sana, child, risk="HIGH", why_risk="…")`."""
    words = {
        "id": uuid7(),
        "individual_id": child.pk,
        "team_id": cast.team(organisation, "Shymkent").pk,
        "source": "direct",
        "concerns": ("NBR", "PDC"),
        "main": "NBR",
        "words": {"worry": WHY},
        **said,
    }
    return commands.open_case(actor, commands.CaseDetails(**words))


def again(case: Case) -> Case:
    """The case as it stands now."""
    return Case.objects.get(pk=case.pk)


def registered(actor: Actor, organisation: Organisation, child: Individual, **said: Any) -> Case:
    """A case with consent and a rating, registered."""
    consent(actor, child)
    case = opened(actor, organisation, child, **{"risk": "MEDIUM", "why_risk": WHY, **said})
    return commands.register_case(actor, case.pk, case.version)

"""What a case still lacks before its next step: asked by the page and by the act alike."""

from collections.abc import Iterable

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from umai.cases import rules
from umai.cases.models import Case
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import queries as people

CONSENT = "SERVICES"


class Missing(TextChoices):
    """What must be there before a case is registered (domain 3.4, 3)."""

    CONSENT = (
        "consent",
        _("Consent to services is not noted, and no supervisor has overridden it."),
    )
    DUPLICATE = (
        "duplicate",
        _("Somebody may be the same child. Compare the two records first."),
    )
    RISK = "risk", _("The risk is not rated yet.")


def missing_for_registration(actor: Actor, case: Case, child: people.Individual) -> list[Missing]:
    """What is missing: empty if the case may be registered."""
    return missing_among(
        case,
        agreed=bool(people.consent_holds(actor, child, CONSENT)),
        alike=bool(people.pairs_of(actor, child)),
    )


def missing_among(case: Case, *, agreed: bool, alike: bool) -> list[Missing]:
    """The same, from what is known: whether it was agreed, whether two records look alike."""
    found = {
        Missing.CONSENT: not agreed,
        Missing.DUPLICATE: alike,
        Missing.RISK: not case.risk,
    }
    return [one for one, so in found.items() if so]


def triggers_of(actor: Actor, child: people.Individual, said: Iterable[str]) -> tuple[str, ...]:
    """What makes a case high risk by itself, ticked or read from the child's record."""
    return rules.triggers_of(
        cabm_category=child.cabm_category,
        uasc_status=child.uasc_status,
        birth_year=child.birth_year,
        today=clock.today(actor.time_zone),
        young=vocabulary.amount("RK.UNACCOMPANIED_AGE"),
        said=said,
    )

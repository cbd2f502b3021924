"""Children without a name: newborns, foundlings, those who do not say it. No name finds them."""

from django.db.models import Exists, OuterRef, Q

from umai.foundation.kernel.actor import Actor
from umai.people import permissions
from umai.people.models import NameKey
from umai.people.queries.finding import SHOWN, Asked, Fit, Found
from umai.people.queries.individuals import individuals

NEAR = 1  # years: an age is guessed


def unnamed(actor: Actor, asked: Asked) -> Found:
    """Those without a name whom the actor may know of, near in age and not of the other sex; the
    last one registered first.
    """
    actor.require(permissions.FIND_PEOPLE)
    names = NameKey.objects.filter(
        organisation_id=actor.organisation, individual_id=OuterRef("pk")
    )
    known = individuals(actor).surviving().exclude(Exists(names))
    if asked.sex:
        known = known.filter(Q(sex=asked.sex) | Q(sex=""))
    if asked.born:
        year = int(asked.born[:4])
        near = Q(birth_year__range=(year - NEAR, year + NEAR))
        known = known.filter(near | Q(birth_year__isnull=True))
    fits = [
        Fit(one.pk, one.code, one.reference, 0.0, one.sex, one.birth_year, one.birth_precision,
            one.region)
        for one in known.order_by("-registered_at", "id")[: SHOWN + 1]
    ]  # fmt: skip
    return Found(fits[:SHOWN], SHOWN if len(fits) > SHOWN else 0)

"""What must not wait long at the hotline, in numbers only: for the signs of health."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Count, Min
from django.utils.translation import gettext_lazy as _

from umai.foundation.jobs import health
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.hotline.models import Contact, Emergency


def untaken_emergencies(actor: Actor) -> health.Sign:
    """Emergencies that nobody has taken. The sign counts them and names none."""
    found = Emergency.objects.filter(
        organisation_id=actor.organisation, taken_at__isnull=True, ended_at__isnull=True
    ).aggregate(count=Count("pk"), since=Min("raised_at"))
    return health.waiting(
        "emergencies",
        _("Emergencies that nobody has taken"),
        found["count"],
        found["since"],
        "HL.DANGER_NEXT",
        _("Ring a supervisor now: a child may be in danger."),
        of_work=True,
    )


def overdue_follow_ups(actor: Actor) -> health.Sign:
    """Follow-ups whose day has passed."""
    today = clock.today(actor.time_zone)
    found = Contact.objects.filter(
        organisation_id=actor.organisation, follow_up_on__lt=today, follow_up_done_at__isnull=True
    ).aggregate(count=Count("pk"), since=Min("follow_up_on"))
    day = found["since"]
    since = day and datetime.combine(day, time.max, ZoneInfo(actor.time_zone))
    return health.waiting(
        "follow_ups",
        _("Follow-ups that are overdue"),
        found["count"],
        since,
        "OP.FOLLOW_UP",
        _("Tell the supervisor of the hotline: people were promised that we ask again."),
        of_work=True,
    )

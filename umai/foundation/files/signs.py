"""The sign of health of the files: what the disk has lost."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from umai.foundation.files import queries
from umai.foundation.jobs.health import Sign
from umai.foundation.kernel.actor import Actor


def sign(actor: Actor) -> Sign:
    """Files that the last night looked for and did not find whole."""
    count, since = queries.lacking(actor)
    label = _("Attached files that the disk has lost")
    advice = _("Bring them back from the newest backup: umai restore FILE --files-only")
    return Sign("files", label, count > 0, since, timedelta(), advice, count)

"""One edit after the other, and everybody reads anew afterwards."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from umai.foundation.kernel.refusal import Refused
from umai.foundation.vocabulary import queries
from umai.foundation.vocabulary.models import Edition


class ChangedMeanwhile(Refused):
    """Somebody saved a newer version since the form was opened."""

    def __init__(self) -> None:
        super().__init__(_("Somebody changed this while you wrote. Both versions are below."))


def _take_turn() -> None:
    """Raise the edition. Its row makes all edits of the vocabulary wait for each other."""
    Edition.objects.get_or_create(pk=1, defaults={"number": 0})
    Edition.objects.filter(pk=1).update(number=F("number") + 1)
    queries.forget()
    transaction.on_commit(queries.forget)


def _same_version(stored: int, seen: int) -> None:
    if stored != seen:
        raise ChangedMeanwhile

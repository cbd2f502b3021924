"""What the pages of this room share: the tabs on top, and one command behind a form."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from umai.foundation.access import queries as people
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vocabulary import commands, permissions
from umai.foundation.vocabulary.forms import Versioned


def frame(actor: Actor, here: str) -> dict[str, Any]:
    """The tabs with the present one marked, and whether the actor may edit."""
    sides = {
        "lists": _("Lists"),
        "rules": _("Rules"),
        "helpline_categories": _("Helpline categories"),
        "shared_phones": _("Shared numbers"),
    }
    tabs = [
        {"url": reverse(f"vocabulary:{name}"), "words": words, "current": name == here}
        for name, words in sides.items()
    ]
    return {"tabs": tabs, "may_edit": actor.may(permissions.EDIT_LISTS)}


def sent(form: Versioned, act: Callable[[], Any]) -> tuple[Any, bool]:
    """Run one command behind a form: what it answered, and whether a newer version stood there."""
    if not form.is_bound or not form.is_valid():
        return None, False
    try:
        return act(), False
    except commands.ChangedMeanwhile as no:
        form.refuse(no)
        return None, True
    except Refused as no:
        form.refuse(no)
        return None, False


def names(actor: Actor, ids: Iterable[UUID | None]) -> dict[UUID | None, str]:
    """Who edited, as far as they are colleagues of the actor."""
    return people.names(actor, ids)

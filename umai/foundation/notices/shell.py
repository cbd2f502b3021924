"""What the bell on every page counts."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from umai.foundation.kernel import scope
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.together import answer
from umai.foundation.kernel.written import Written
from umai.foundation.notices import permissions, queries


def unread(request: HttpRequest) -> dict[str, Any]:
    """`unread` for templates: how many notices wait, "99+" for many. Asked once, if it is shown."""
    return {"unread": SimpleLazyObject(lambda: _count(request))}


def _count(request: HttpRequest) -> str:
    actor = getattr(request, "actor", None)
    if actor is None or not actor.may(permissions.READ_NOTICES) or not scope.inside():
        return ""
    found = len(answer(_unread(actor)))
    return f"{queries.MANY - 1}+" if found >= queries.MANY else str(found or "")


@Written
def _unread(actor: Actor) -> QuerySet[Any, Any]:
    return queries.unread(actor).values_list("pk", flat=True)[: queries.MANY]

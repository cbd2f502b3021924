"""Organisations that must be there."""

from django.utils.translation import gettext as _

from umai.foundation.access.models import Organisation
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused


def organisation_named(code: str) -> Organisation:
    """The organisation with this code, in capitals or not. Raises Refused if there is none."""
    found = Organisation.objects.filter(code__iexact=code.strip()).first()
    if found is None:
        raise Refused(_("There is no organisation “%(code)s”.") % {"code": code})
    return found


def organisation_of(actor: Actor) -> Organisation:
    """The organisation that the actor acts for."""
    return Organisation.objects.get(pk=actor.organisation)

"""Organisations, their offices, teams and programmes."""

from dataclasses import dataclass, replace
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from umai.foundation.access import events, permissions, queries, rules
from umai.foundation.access.models import Office, Organisation, Programme, Team
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope, wait_for_turn


@dataclass(frozen=True, kw_only=True)
class OrganisationDetails:
    """A new organisation. `region` is an ISO (KZ-79) or KATO (79) code; `place` names the first
    office and team, which otherwise bear the organisation's name."""

    code: str
    name: str
    region: str
    time_zone: str = "Asia/Almaty"
    place: str = ""


@transaction.atomic
def open_organisation(actor: Actor, details: OrganisationDetails) -> Organisation:
    """Let one more organisation share the installation, with a first office and team of its name.

    Only the console may. Raises Refused for a code that is taken and for an unknown region or zone.
    """
    if actor.kind != "console":
        raise PermissionDenied("access.open_organisation")
    wait_for_turn(f"organisation {details.code.lower()}")
    region = _checked(details)
    fresh = Organisation(id=uuid7(), code=details.code, name=details.name.strip())
    fresh.region, fresh.time_zone = region.code, details.time_zone
    fresh.opened_at = clock.now()
    fresh.save(force_insert=True)
    with scope(fresh.pk):
        place = _named(details.place or fresh.name)
        office = _office(fresh.pk, place, region, fresh.code)
        Team.objects.create(organisation_id=fresh.pk, office_id=office.pk, name=place)
        here = replace(actor, organisation_id=fresh.pk, time_zone=fresh.time_zone)
        facts = {"code": fresh.code, "region": fresh.region, "office": office.prefix}
        log.record(here, events.ORGANISATION_OPENED, fresh, facts)
    return fresh


@transaction.atomic
def open_office(actor: Actor, name: str, region: str, prefix: str = "") -> Office:
    """Open an office, with a code prefix of its own in the whole installation."""
    actor.require(permissions.OPEN_TEAM)
    organisation = Organisation.objects.get(pk=actor.organisation)
    found = _region(region)
    found = replace(found, prefix=prefix or found.prefix)
    office = _office(actor.organisation, _named(name), found, organisation.code)
    facts = {"office": office.prefix, "region": office.region}
    log.record(actor, events.OFFICE_OPENED, office, facts)
    return office


@transaction.atomic
def open_team(actor: Actor, office: UUID | str, name: str) -> Team:
    """Open a team in an office, which is named by its id."""
    actor.require(permissions.OPEN_TEAM)
    home = queries.offices(actor).filter(pk=office).first()
    if home is None:
        raise Refused(_("Choose one of your offices."), "office")
    if queries.teams(actor).filter(name__iexact=_named(name)).exists():
        raise Refused(_("There is a team of this name already. Choose another name."), "name")
    team = Team.objects.create(
        organisation_id=actor.organisation, office_id=home.pk, name=_named(name)
    )
    log.record(actor, events.TEAM_OPENED, team, {"office": home.prefix})
    return team


@transaction.atomic
def open_programme(actor: Actor, code: str, name: str) -> Programme:
    """Add a programme or donor to the short list that postings name."""
    actor.require(permissions.OPEN_TEAM)
    if not rules.CODE.fullmatch(code):
        raise Refused(_code_words() % {"typed": code}, "code")
    if queries.programmes(actor).filter(code__iexact=code).exists():
        raise Refused(_("There is a programme with this code already."), "code")
    programme = Programme.objects.create(
        organisation_id=actor.organisation, code=code, name=_named(name)
    )
    log.record(actor, events.PROGRAMME_OPENED, programme, {})
    return programme


def _checked(details: OrganisationDetails) -> queries.Region:
    if not rules.CODE.fullmatch(details.code):
        raise Refused(_code_words() % {"typed": details.code}, "code")
    if queries.organisation(details.code) is not None:
        words = _("There is an organisation with the code %(code)s already.")
        raise Refused(words % {"code": details.code}, "code")
    _named(details.name)
    try:
        ZoneInfo(details.time_zone)
    except (OSError, ValueError, KeyError):
        words = _("%(zone)s is not a time zone; write it like Asia/Almaty.")
        raise Refused(words % {"zone": details.time_zone}, "time_zone") from None
    return _region(details.region)


def _code_words() -> str:
    return _(
        "A code is 2 to 24 Latin letters, digits or dashes and begins with a letter."
        " You wrote %(typed)s."
    )


def _named(name: str) -> str:
    if not name.strip():
        raise Refused(_("Write a name."), "name")
    return name.strip()[:120]


def _region(typed: str) -> queries.Region:
    found = queries.region(typed)
    if found is None:
        words = _("%(typed)s is not a region; write its ISO code (KZ-79) or its KATO code (79).")
        raise Refused(words % {"typed": typed}, "region")
    return found


def _office(organisation_id: UUID, name: str, region: queries.Region, code: str) -> Office:
    """An office with the first prefix that nobody in the installation has."""
    for prefix in rules.prefixes(region.prefix, code):
        office = Office(organisation_id=organisation_id, prefix=prefix, name=name[:120])
        office.region = region.code
        try:
            with transaction.atomic():
                office.save(force_insert=True)
        except IntegrityError as error:
            if "office_prefix_once" not in str(error):
                raise
        else:
            return office
    words = _("Every prefix of this region is taken. Give the office one of its own.")
    raise Refused(words, "prefix")

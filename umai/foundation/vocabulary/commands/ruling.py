"""Rules: a new version, a lawyer's word, on and off. What a version says is never rewritten."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui import moments
from umai.foundation.vocabulary import events, permissions, queries, rules
from umai.foundation.vocabulary.commands import turns
from umai.foundation.vocabulary.models import Rule
from umai.foundation.vocabulary.terms import Standing, Unit


@dataclass(frozen=True, kw_only=True)
class RuleDetails:
    """What a version of a rule says. A blank value means that nobody gave one."""

    titles: dict[str, str]
    value: str
    unit: str
    starts_from: str
    authority: str
    legal_basis: str
    source: str
    confidence: str
    note: str
    effective_from: date
    effective_to: date | None = None


SAID = tuple(RuleDetails.__dataclass_fields__)


@transaction.atomic
def edit_rule(actor: Actor, code: str, version: int, details: RuleDetails) -> Rule:
    """Write a new version of a rule. Deadlines that run keep the version they were made under.

    The new version is not confirmed yet; law that nobody has seen is therefore off until it is.
    Raises ChangedMeanwhile if there is a version newer than the one that was seen.
    """
    actor.require(permissions.EDIT_LISTS)
    turns._take_turn()
    newest = queries.rule_versions(code)[0]
    turns._same_version(newest.version, version)
    _check(newest, details)
    on = rules.may_be_on(newest.status, details.confidence, details.value, verified=False)
    was_off = bool(newest.value) and not newest.enabled
    fresh = _next(actor, newest, details, enabled=on and not was_off, version=newest.version + 1)
    changed = sorted(n for n in SAID if getattr(newest, n) != getattr(fresh, n))
    log.record(
        actor,
        events.RULE_EDITED,
        fresh,
        {"version": fresh.version, "changed": changed, "on": fresh.enabled},
    )
    return fresh


@transaction.atomic
def confirm_rule(
    actor: Actor, code: str, version: int, *, verified_by: str, verified_on: date
) -> Rule:
    """Write down who confirmed the newest version of a rule, and when. Its words stay."""
    actor.require(permissions.EDIT_LISTS)
    turns._take_turn()
    rule = queries.rule_versions(code)[0]
    turns._same_version(rule.version, version)
    if rule.status == Standing.HOUSE:
        raise Refused(_("This is the centre's own rule: there is no law to confirm it by."))
    if rule.verified_on is not None:
        raise Refused(_("This version has already been confirmed."))
    if verified_on > clock.today(actor.time_zone):
        raise Refused(_("Give the day on which it was confirmed, not a coming one."), "verified_on")
    rule.verified_by, rule.verified_on = verified_by, verified_on
    rule.save(update_fields=["verified_by", "verified_on"])
    log.record(actor, events.RULE_CONFIRMED, rule, {"version": rule.version, "on": verified_on})
    return rule


@transaction.atomic
def switch_rule_on(actor: Actor, code: str, version: int) -> Rule:
    """Let a rule be reckoned with from today. Refused without a value, or for law not confirmed."""
    actor.require(permissions.EDIT_LISTS)
    turns._take_turn()
    shown = _shown(code, version)
    if not shown.value:
        raise Refused(_("This rule has no value yet. Write a version with one first."))
    verified = shown.verified_on is not None
    if not rules.may_be_on(shown.status, shown.confidence, shown.value, verified=verified):
        raise Refused(_("Nobody has seen this law. A lawyer has to confirm it first."))
    fresh = _switched(actor, shown, version, enabled=True)
    log.record(actor, events.RULE_SWITCHED_ON, fresh, {"version": fresh.version})
    return fresh


@transaction.atomic
def switch_rule_off(actor: Actor, code: str, version: int) -> Rule:
    """Reckon nothing from a rule from today on. The clocks the work stands on cannot be stopped."""
    actor.require(permissions.EDIT_LISTS)
    turns._take_turn()
    shown = _shown(code, version)
    if shown.status == Standing.HOUSE:
        raise Refused(_("The work stands on this clock. Change its value instead."))
    fresh = _switched(actor, shown, version, enabled=False)
    log.record(actor, events.RULE_SWITCHED_OFF, fresh, {"version": fresh.version})
    return fresh


def _today() -> date:
    return clock.today(settings.TIME_ZONE)


def _shown(code: str, version: int) -> Rule:
    """The version a page shows today, if none was written since it was opened."""
    versions = queries.rule_versions(code)
    turns._same_version(versions[0].version, version)
    return rules.latest_begun(versions, _today()) or versions[0]


def _check(newest: Rule, details: RuleDetails) -> None:
    if not rules.right_value(details.value, details.unit):
        raise Refused(
            _("Write a whole number. You wrote “%(typed)s”.") % {"typed": details.value}, "value"
        )
    begun = newest.effective_from
    if begun is not None and details.effective_from < begun:
        raise Refused(
            _("The version before begins on %(day)s. Begin on that day or later.")
            % {"day": moments.day(begun)},
            "effective_from",
        )
    if newest.status == Standing.HOUSE and newest.enabled:
        _check_own_clock(newest, details)


def _check_own_clock(newest: Rule, details: RuleDetails) -> None:
    """The work reads the centre's own rules: it needs a value of the same kind, without an end."""
    if not details.value:
        raise Refused(_("The work stands on this rule. Give it a value."), "value")
    if details.unit != newest.unit:
        raise Refused(_("The work counts this rule in its present unit. Keep it."), "unit")
    if details.unit == Unit.TEXT and newest.value.isdigit() and not details.value.isdigit():
        raise Refused(
            _("Write a whole number. You wrote “%(typed)s”.") % {"typed": details.value}, "value"
        )
    if details.effective_to is not None:
        raise Refused(_("The work stands on this rule: it cannot end."), "effective_to")


def _next(actor: Actor, before: Rule, details: RuleDetails, *, enabled: bool, version: int) -> Rule:
    return Rule.objects.create(
        code=before.code,
        status=before.status,
        enabled=enabled,
        version=version,
        edited_by=actor.person_id,
        edited_at=clock.now(),
        **asdict(details),
    )


def _switched(actor: Actor, shown: Rule, version: int, *, enabled: bool) -> Rule:
    """The same words from today, switched the other way. Who confirmed them has still done so."""
    if shown.enabled == enabled:
        return shown
    said: dict[str, Any] = {name: getattr(shown, name) for name in SAID}
    details = replace(RuleDetails(**said), effective_from=_today())
    fresh = _next(actor, shown, details, enabled=enabled, version=version + 1)
    fresh.verified_by, fresh.verified_on = shown.verified_by, shown.verified_on
    fresh.save(update_fields=["verified_by", "verified_on"])
    return fresh

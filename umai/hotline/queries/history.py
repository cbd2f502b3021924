"""What a contact was, version by version, opened for those who may read it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Q

from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.hotline import terms
from umai.hotline.models import CHILD, LISTS, PLAIN, SEALED, AnotherChild, Contact, Step
from umai.hotline.queries import consulting
from umai.hotline.queries.aftercare import names, note, steps
from umai.hotline.queries.contacts import key_of
from umai.hotline.queries.giving import given_at

# What changes by itself or by other acts than a correction, but belongs into the history.
STANDING = ("state", "holder_id", "attempts_left", "follow_up_done_at")
Version = dict[str, Any]


@dataclass(frozen=True)
class Past:
    """One step: who did what when, why, and the contact before and after it."""

    step: Step
    by: str
    to: str
    what: str
    note: str
    before: Version
    after: Version


def version_of(
    row: Any,
    key: DataKey | None,
    children: Iterable[Any],
    given: Iterable[Any] = (),
    numbers: Mapping[str, int] | None = None,
) -> Version:
    """All that a person can write down, as one version has it. `row`: a contact or its past."""
    told: Version = {name: getattr(row, name) for name in PLAIN}
    told |= numbers or dict.fromkeys(terms.NUMBERS, 0)
    told |= {name: tuple(getattr(row, name)) for name in LISTS}
    told |= {name: _opened(row, key, name) for name in SEALED}
    main = tuple(getattr(row, f"child_{name}") for name in CHILD)
    others = [tuple(getattr(child, name) for name in CHILD) for child in children]
    every = [main, *others]
    told |= {"children": tuple(every) if any(any_said(one) for one in every) else ()}
    return told | {"given": pairs((one.service_id, one.location_id) for one in given)}


def pairs(given: Iterable[tuple[Any, Any]]) -> tuple[tuple[Any, Any], ...]:
    """Services given, at their places, in an order that does not depend on who gave which first."""
    return tuple(sorted(set(given), key=str))


def any_said(child: Iterable[object]) -> bool:
    """Whether anything was said of a child; an age of nought is something."""
    return any(value not in ("", None) for value in child)


def present(contact: Contact) -> Version:
    """The contact as it stands."""
    return _told(contact, contact, key_of(contact))


def past(contact: Contact, version: int) -> Version:
    """The contact as it was in one version; empty if that version was never kept."""
    row = _rows(contact).get(version)
    return _whole(contact, row, key_of(contact)) if row is not None else {}


def children_at(contact: Contact, version: int) -> list[AnotherChild]:
    """The further children as one version named them."""
    found = AnotherChild.objects.filter(
        Q(until_version__isnull=True) | Q(until_version__gte=version),
        organisation_id=contact.organisation_id,
        contact_id=contact.pk,
        from_version__lte=version,
    )
    return list(found.order_by("position"))


def history(contact: Contact) -> list[Past]:
    """Every step of a contact with what it changed, newest first."""
    done, key, rows = list(steps(contact)), key_of(contact), _rows(contact)
    people = names([one.by_id for one in done] + [one.to_id for one in done])
    versions = {number: _whole(contact, row, key) for number, row in rows.items()}
    return [
        Past(
            one,
            people.get(one.by_id, ""),
            people.get(one.to_id, "") if one.to_id else "",
            _what(one),
            note(contact, one),
            versions.get(one.version - 1, {}) if _moved(one, done) else {},
            versions.get(one.version, {}) if _moved(one, done) else {},
        )
        for one in done
    ]


def _what(step: Step) -> str:
    """The one word that some steps carry: how an attempt ended, why a number was shown."""
    if step.kind == terms.Step.CALL_BACK_TRIED:
        return str(terms.Attempt(step.what).label)
    if step.kind == terms.Step.NUMBER_REVEALED:
        return str(terms.RevealReason(step.what).label)
    if step.kind in (terms.Step.CONSULTED, terms.Step.UNCONSULTED):
        return str(terms.Discipline(step.what).label)
    return f"+{step.what}" if step.what else ""


def _moved(step: Step, done: Iterable[Step]) -> bool:
    """Whether this step led to its version: the first of those that carry the same number."""
    same = [one for one in done if one.version == step.version]
    return same[-1].pk == step.pk


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The names of the fields that two versions have differently, in the order of the form."""
    return [name for name in after if before.get(name) != after[name]] if before else []


def _rows(contact: Contact) -> dict[int, Any]:
    kept = apps.get_model("hotline", "ContactEvent")._default_manager.filter(
        organisation_id=contact.organisation_id, id=contact.pk
    )
    rows = {row.version: row for row in kept.order_by("pgh_id")}
    return rows | {contact.version: contact}


def _whole(contact: Contact, row: Any, key: DataKey | None) -> Version:
    return _told(contact, row, key) | {name: getattr(row, name) for name in STANDING}


def _told(contact: Contact, row: Any, key: DataKey | None) -> Version:
    number = row.version
    return version_of(
        row,
        key,
        children_at(contact, number),
        given_at(contact, number),
        consulting.numbers_at(contact, number),
    )


def _opened(row: Any, key: DataKey | None, name: str) -> str:
    if key is None:
        return ""
    return seals.open_(key, f"hotline_contact.{name}", row.id, getattr(row, f"{name}_sealed"))

"""What may be asked of the interface, as schemas."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import BeforeValidator, Field

PER_PAGE, MOST_PER_PAGE, MOST_MINIMAL = 50, 500, 50_000
LAST_PAGE = 1_000_000_000
FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
MOMENT = re.compile(
    r"\d{4}-\d\d-\d\d([Tt ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?([Zz]|[+-]\d\d:?\d\d)?)?", re.ASCII
)


def _moment(typed: Any) -> Any:
    """Only a moment in words: a bare number is not one."""
    if isinstance(typed, str) and not MOMENT.fullmatch(typed):
        raise ValueError("not a moment")
    return typed


class Paged(Schema):
    """Which page of how many."""

    page: int = Field(1, ge=1, le=LAST_PAGE)
    per_page: int = Field(PER_PAGE, ge=1, description=f"At most {MOST_PER_PAGE} are given.")
    search: str = Field("", max_length=200, description="Words to look for, in any script.")


class OrganizationsAsked(Paged):
    """What is asked of agencies."""

    full: bool = False
    full_service: bool = False
    taxonomy_term_id: str = Field("", max_length=200)


class LocationsAsked(Paged):
    """What is asked of places."""

    organization_id: str = Field("", max_length=200)


class LinksAsked(LocationsAsked):
    """What is asked of services at places."""

    full: bool = False
    taxonomy_term_id: str = Field("", max_length=200)
    modified_after: Annotated[datetime | None, BeforeValidator(_moment)] = None


class ServicesAsked(LinksAsked):
    """What is asked of services."""

    minimal: bool = False


def in_utc(moment: datetime) -> datetime:
    """The moment in UTC, which it is if it names no zone; a zone may lead out of the calendar."""
    try:
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError:
        return FIRST if moment.year == 1 else LAST

"""`/api/hsds/`: the directory as Open Referral HSDS 3 asks for it, for reading only.

Whoever is signed in and may read the directory reads the own organisation's; a stranger reads the
one that `UMAI_PUBLIC_DIRECTORY` names, without what only colleagues need. Nothing confidential is
ever among it, whoever asks.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, cast
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, re_path, reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Path, Query
from ninja.errors import HttpError, ValidationError

from umai.directory import permissions, queries
from umai.directory.hsds import answers, fields, gathering, outgoing
from umai.directory.hsds.asking import (
    MOST_MINIMAL,
    MOST_PER_PAGE,
    LinksAsked,
    LocationsAsked,
    OrganizationsAsked,
    Paged,
    ServicesAsked,
    in_utc,
)
from umai.directory.hsds.fields import Said
from umai.directory.queries import publishing
from umai.foundation.access.queries import known
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import open_to_everyone
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.foundation.vocabulary import queries as vocabulary

PROFILE = "https://docs.openreferral.org/en/3.0/hsds/"
FRESH_FOR = 300

api = NinjaAPI(
    title="Umai: directory of services",
    version="1.0",
    description="Open Referral HSDS 3.0, for reading.",
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
)
NO: dict[int, Any] = {401: answers.Problem, 422: answers.Mistakes}
GONE: dict[int, Any] = {**NO, 404: answers.Problem}
Id = Annotated[str, Path(max_length=200)]


@dataclass(frozen=True)
class Reader:
    """Who reads: for which organisation, and whether as a colleague."""

    actor: Actor
    inner: bool
    publisher: str


@contextmanager
def _reading(request: HttpRequest, answer: HttpResponse) -> Iterator[Reader]:
    """Read as a colleague or as a stranger, in the scope of that directory."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    colleague = actor.person_id is not None and actor.may(permissions.READ_DIRECTORY)
    patch_vary_headers(answer, ["Cookie"])
    if colleague:
        name = known.organisation_of(actor).name
        yield Reader(publishing.as_public(actor), True, name)
        return
    try:
        organisation = known.organisation_named(settings.UMAI_PUBLIC_DIRECTORY or "\x7f")
    except Refused:
        raise HttpError(401, _("No directory is public here. Sign in to read yours.")) from None
    answer["Cache-Control"] = f"public, max-age={FRESH_FOR}"
    stranger = Actor(
        organisation_id=organisation.pk,
        name="stranger",
        kind="job",
        grants={permissions.READ_DIRECTORY: None},
        time_zone=organisation.time_zone,
    )
    with scope(organisation.pk):
        yield Reader(stranger, False, organisation.name)


# Addresses ----------------------------------------------------------------------------------------


@api.get("/hsds/", response={200: answers.Root, 401: answers.Problem}, summary="About this feed")
def root(request: HttpRequest, response: HttpResponse) -> Said:
    """What this interface is, and whose directory it gives."""
    with _reading(request, response) as reader:
        return {
            "version": fields.VERSION,
            "profile": PROFILE,
            "openapi_url": request.build_absolute_uri(reverse("api:openapi-json")),
            "description": "Agencies and services for children and families.",
            "publisher": {"name": reader.publisher},
        }


@api.get("/hsds/services", response={200: answers.Services, **NO}, exclude_none=True)
def services(request: HttpRequest, response: HttpResponse, asked: Query[ServicesAsked]) -> Said:
    """A page of services; `full` nests agency and places, `minimal` gives ids only."""
    with _reading(request, response) as reader:
        rows = _services(reader, asked)
        if asked.minimal:
            # The standard wants all of them at once, unless somebody asks for less.
            asked.per_page = asked.per_page if "per_page" in request.GET else MOST_MINIMAL
            return _page(rows, asked, lambda some: [_minimal(row) for row in some], MOST_MINIMAL)
        return _page(rows, asked, lambda some: _as_services(reader, some, asked.full))


@api.get("/hsds/services/{path:id}", response={200: answers.Service, **GONE}, exclude_none=True)
def service(request: HttpRequest, response: HttpResponse, id: Id) -> Said:
    """One service with everything around it."""
    with _reading(request, response) as reader:
        row = _one(queries.open_services(reader.actor), id)
        return _as_services(reader, [row], full=True)[0]


@api.get("/hsds/organizations", response={200: answers.Organizations, **NO}, exclude_none=True)
def organizations(
    request: HttpRequest, response: HttpResponse, asked: Query[OrganizationsAsked]
) -> Said:
    """A page of agencies; `full` nests places and services."""
    with _reading(request, response) as reader:
        rows = queries.open_agencies(reader.actor)
        if asked.search:
            rows = rows.filter(publishing.agencies_saying(reader.actor, _plain(asked.search)))
        if asked.taxonomy_term_id:
            rows = rows.filter(type=_code("type", asked.taxonomy_term_id) or "\x7f")
        full = asked.full or asked.full_service
        return _page(
            rows, asked, lambda some: _as_agencies(reader, some, full, asked.full_service)
        )


@api.get(
    "/hsds/organizations/{path:id}", response={200: answers.Organization, **GONE}, exclude_none=True
)
def organization(
    request: HttpRequest, response: HttpResponse, id: Id, full_service: bool = False
) -> Said:
    """One agency with its places and services."""
    with _reading(request, response) as reader:
        row = _one(queries.open_agencies(reader.actor), id)
        return _as_agencies(reader, [row], True, full_service)[0]


@api.get("/hsds/locations", response={200: answers.Locations, **NO}, exclude_none=True)
def locations(request: HttpRequest, response: HttpResponse, asked: Query[LocationsAsked]) -> Said:
    """A page of places."""
    with _reading(request, response) as reader:
        rows = queries.open_locations(reader.actor)
        for word in _plain(asked.search).split():
            rows = rows.filter(Q(name__icontains=word) | Q(alternate_name__icontains=word))
        if asked.organization_id:
            rows = rows.filter(agency_id__in=_agencies(reader, asked.organization_id))
        return _page(rows, asked, lambda some: _as_places(reader, some))


@api.get("/hsds/locations/{path:id}", response={200: answers.Location, **GONE}, exclude_none=True)
def location(request: HttpRequest, response: HttpResponse, id: Id) -> Said:
    """One place."""
    with _reading(request, response) as reader:
        return _as_places(reader, [_one(queries.open_locations(reader.actor), id)])[0]


@api.get(
    "/hsds/service_at_locations",
    response={200: answers.ServicesAtLocations, **NO},
    exclude_none=True,
)
def service_at_locations(
    request: HttpRequest, response: HttpResponse, asked: Query[LinksAsked]
) -> Said:
    """A page of services at places; `full` nests both."""
    with _reading(request, response) as reader:
        some = _services(reader, asked).values("pk")
        rows = queries.open_links(reader.actor).filter(service_id__in=some)
        return _page(rows, asked, lambda some: _as_links(reader, some, asked.full))


@api.get(
    "/hsds/service_at_locations/{path:id}",
    response={200: answers.WholeServiceAtLocation, **GONE},
    exclude_none=True,
)
def service_at_location(request: HttpRequest, response: HttpResponse, id: Id) -> Said:
    """One service at one place, with both."""
    with _reading(request, response) as reader:
        return _as_links(reader, [_one(queries.open_links(reader.actor), id)], full=True)[0]


# Answers ------------------------------------------------------------------------------------------


def _page(
    rows: QuerySet[Any],
    asked: Paged,
    shown: Callable[[list[Any]], list[Said]],
    most: int = MOST_PER_PAGE,
) -> Said:
    """The envelope of the standard. A page after the last one is empty."""
    size = min(asked.per_page, most)
    total = rows.count()
    pages = -(-total // size)
    begins = (asked.page - 1) * size
    some = list(rows.order_by("pk")[begins : begins + size]) if begins < total else []
    contents = shown(some)
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": asked.page,
        "size": len(contents),
        "first_page": asked.page == 1,
        "last_page": asked.page >= pages,
        "empty": not contents,
        "contents": contents,
    }


def _services(reader: Reader, asked: LinksAsked) -> QuerySet[Any]:
    rows = queries.open_services(reader.actor)
    if asked.search:
        rows = rows.filter(publishing.saying(reader.actor, _plain(asked.search)))
    if asked.organization_id:
        rows = rows.filter(agency_id__in=_agencies(reader, asked.organization_id))
    if asked.taxonomy_term_id:
        code = _code("needs", asked.taxonomy_term_id)
        rows = rows.filter(needs__contains=[code]) if code else rows.none()
    if asked.modified_after:
        rows = rows.filter(changed_at__gte=in_utc(asked.modified_after))
    return rows


def _as_services(reader: Reader, rows: list[Any], full: bool) -> list[Said]:
    around = publishing.around_services(reader.actor, rows)
    found = []
    for row in rows:
        said = gathering.whole_service(row, around, inner=reader.inner)
        said["last_modified"] = _iso(row.changed_at)
        found.append(said if full else _one_to_one(said))
    return found


def _as_agencies(
    reader: Reader, rows: list[Any], full: bool, full_services: bool
) -> list[Said]:
    around = publishing.around_agencies(reader.actor, rows)
    found = (
        gathering.whole_agency(row, around, inner=reader.inner, full_services=full_services)
        for row in rows
    )
    return [said if full else _one_to_one(said) for said in found]


def _as_places(reader: Reader, rows: list[Any]) -> list[Said]:
    around = publishing.Belongings(agencies=publishing.names_of(reader.actor, rows))
    return [gathering.place(row, around, inner=reader.inner) for row in rows]


def _as_links(reader: Reader, rows: list[Any], full: bool) -> list[Said]:
    offers = queries.open_services(reader.actor).in_bulk({row.service_id for row in rows})
    around = publishing.around_services(reader.actor, offers.values())
    found = []
    for row in rows:
        offer = gathering.flat_service(offers[row.service_id], around, inner=reader.inner)
        spot = gathering.place(around.locations[row.location_id], around, inner=reader.inner)
        said = outgoing.service_at_location(row, offer["id"], spot, inner=reader.inner)
        found.append({**said, "service": offer} if full else _one_to_one(said))
    return found


def _one_to_one(said: Said) -> Said:
    """What a list shows: nothing that there may be several of."""
    return {
        name: _one_to_one(value) if isinstance(value, dict) else value
        for name, value in said.items()
        if not isinstance(value, list)
    }


def _minimal(row: Any) -> Said:
    return {"id": outgoing.id_of(row), "modified_date": _iso(row.changed_at)}


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _named(rows: QuerySet[Any], shown_id: str) -> QuerySet[Any]:
    """The rows that are known outside under this id."""
    if "\x00" in shown_id:
        return rows.none()
    wanted = Q(source_id=shown_id)
    with suppress(ValueError):
        wanted |= Q(source_id="", pk=UUID(shown_id))
    return rows.filter(wanted) if shown_id else rows.none()


def _one(rows: QuerySet[Any], shown_id: str) -> Any:
    found = _named(rows, shown_id).order_by("pk").first()
    if found is None:
        raise HttpError(404, _("There is no entry with this id."))
    return found


def _agencies(reader: Reader, shown_id: str) -> QuerySet[Any]:
    return _named(queries.open_agencies(reader.actor), shown_id).values("pk")


def _code(name: str, term: str) -> str:
    """The code of a taxonomy term of ours, by its id or the code itself; blank if unknown."""
    words = vocabulary.words(fields.LISTS[name], all_of_them=True)
    return next((w.code for w in words if term in (w.code, fields.term_id(name, w.code))), "")


def _plain(words: str) -> str:
    return words.replace("\x00", " ")


# Mistakes -----------------------------------------------------------------------------------------


@api.exception_handler(ValidationError)
def mistaken(request: HttpRequest, no: Any) -> HttpResponse:
    """Parameters that cannot be understood: which, and why; never what was sent."""
    said = [
        {"parameter": str(one["loc"][-1]), "message": str(one["msg"])} for one in no.errors
    ]
    return api.create_response(request, {"detail": said}, status=422)


@api.exception_handler(Http404)
def gone(request: HttpRequest, no: Any) -> HttpResponse:
    """An entry that is hidden or was never there: the same answer."""
    return api.create_response(request, {"detail": "Not Found"}, status=404)


def _gated(pattern: Any) -> URLPattern:
    # Everybody may knock; who reads what is decided inside (`_reading`).
    pattern.callback = open_to_everyone(pattern.callback)
    return cast(URLPattern, pattern)


@open_to_everyone  # a machine that errs is told so in its own language
def nowhere(request: HttpRequest) -> HttpResponse:
    """An address that is not here, as JSON; the root is forgiven its missing stroke."""
    root = reverse("api:root")
    if f"{request.path}/" == root:
        return redirect(root)
    return gone(request, None)


app_name = "api"
urlpatterns = [
    *(_gated(one) for one in api.urls[0] if getattr(one, "name", "") != "api-root"),
    path("", nowhere, name="api-root"),  # the library asks for it by name
    re_path(r"^[\s\S]", nowhere, name="nowhere"),  # line breaks too
]

"""The interface of HSDS 3: what it answers, to whom, and what never comes out of it."""

import json

import jsonschema_rs
import pytest
from django.test import Client

from tests.directory import entries, hsds, hsds_schemas
from umai.directory import commands, imports, permissions
from umai.directory.models import Agency
from umai.foundation.access import actors
from umai.foundation.access.roles import all_roles

pytestmark = pytest.mark.django_db
PATHS = ("", "services", "organizations", "locations", "service_at_locations")


def take(of, inside, said):
    with inside(of):
        read = imports.read_file(json.dumps(said).encode(), "a.json")
        actor = actors.console(of, [permissions.IMPORT_DIRECTORY, permissions.READ_CONFIDENTIAL])
        return commands.import_directory(actor, read)


@pytest.fixture
def filled(sana, inside, settings):
    settings.UMAI_PUBLIC_DIRECTORY = "sana"
    take(sana, inside, hsds.whole())


def get(path, browser=None, **asked):
    answer = (browser or Client()).get(f"/api/hsds/{path}", asked)
    return answer.status_code, answer.json()


def test_a_stranger_reads_nothing_until_a_directory_is_public(sana, inside):
    take(sana, inside, hsds.whole())
    for path in PATHS:
        status, said = get(path)
        assert (status, list(said)) == (401, ["detail"])


def test_a_stranger_reads_the_public_directory_without_contact_persons(filled):
    status, said = get("services/ser-1")
    assert status == 200
    assert said["organization"]["id"] == "org-1"
    assert said["service_at_locations"][0]["location"]["addresses"][0]["city"] == "Shymkent"
    assert "contacts" not in json.dumps(said)
    assert get("")[1]["version"] == "3.0"


def test_a_colleague_reads_the_whole_of_the_own_directory(filled, amina, as_person):
    said = get("services/ser-1", as_person(amina))[1]
    expected = hsds.service()
    at = expected["service_at_locations"][0]
    for name, value in expected.items():
        if name not in ("service_at_locations", "service_areas"):
            assert said[name] == value, name
    assert {k: v for k, v in said["service_at_locations"][0].items() if k in at} == at


@pytest.mark.parametrize("path", PATHS[1:])
def test_what_is_answered_validates(filled, amina, as_person, path):
    """Against shapes written down from the standard, for colleagues and for strangers."""
    page = jsonschema_rs.validator_for(hsds_schemas.page_of(path), validate_formats=True)
    one = jsonschema_rs.validator_for(hsds_schemas.schema_of(path), validate_formats=True)
    for browser in (None, as_person(amina)):
        for full in ("true", "false"):
            said = get(path, browser, full=full)[1]
            page.validate(said)
        one.validate(get(f"{path}/{said['contents'][0]['id']}", browser)[1])


def test_lists_have_the_envelope_of_the_standard(filled):
    status, said = get("services", per_page=1)
    contents = said.pop("contents")
    assert status == 200
    assert said == {
        "total_items": 1, "total_pages": 1, "page_number": 1, "size": 1,
        "first_page": True, "last_page": True, "empty": False,
    }  # fmt: skip
    assert contents[0]["organization_id"] == "org-1" and "phones" not in contents[0]
    assert get("services", full="true")[1]["contents"][0]["phones"]
    assert set(get("services", minimal="true")[1]["contents"][0]) == {"id", "modified_date"}
    assert get("services", page=7)[1]["empty"] is True
    assert get("services", minimal="true", per_page=1)[1]["size"] == 1


@pytest.mark.parametrize(
    ("path", "asked", "found"),
    [
        ("services", {"search": "PAPERS shymk"}, 1),
        ("services", {"search": "бумаги"}, 0),
        ("services", {"organization_id": "org-1"}, 1),
        ("services", {"organization_id": "nobody"}, 0),
        ("services", {"modified_after": "2020-01-01T00:00:00Z"}, 1),
        ("services", {"modified_after": "2999-01-01"}, 0),
        ("services", {"taxonomy_term_id": "LG01"}, 0),
        ("organizations", {"search": "invented"}, 1),
        ("organizations", {"taxonomy_term_id": "NGO"}, 0),
        ("locations", {"organization_id": "org-1"}, 1),
        ("locations", {"search": "nowhere"}, 0),
        ("service_at_locations", {"organization_id": "org-1", "full": "true"}, 1),
        ("services", {"search": "\x00"}, 1),
        ("services", {"organization_id": "\x00"}, 0),
        ("locations", {"search": "\x00"}, 1),
        ("organizations", {"search": "\x00%_'\\"}, 0),
        ("services", {"per_page": 10**30}, 1),
    ],
)
def test_what_is_asked_is_found(filled, path, asked, found):
    status, said = get(path, **asked)
    assert (status, said.get("total_items")) == (200, found)


@pytest.mark.parametrize(
    "asked",
    [
        {"page": 10**30}, {"page": 0}, {"page": "x"}, {"per_page": 0}, {"per_page": -1},
        {"modified_after": "yesterday"}, {"modified_after": "5"}, {"modified_after": "2026-13-01"},
        {"full": "perhaps"}, {"search": "x" * 10_000},
    ],
)  # fmt: skip
def test_bad_parameters_are_named(filled, asked):
    status, said = get("services", **asked)
    assert status == 422
    assert said["detail"][0]["parameter"] == next(iter(asked))


@pytest.mark.parametrize("unknown", ["none", "%00", "..%2f..%2fetc", "a/b", "0" * 300, "%ff"])
def test_an_unknown_id_is_not_found(filled, unknown):
    for path in PATHS[1:]:
        answer = Client().get(f"/api/hsds/{path}/{unknown}")
        assert answer.status_code in (404, 422)
        assert answer["Content-Type"].startswith("application/json")


def test_nothing_can_be_written(filled):
    for method in ("post", "put", "patch", "delete"):
        assert getattr(Client(), method)("/api/hsds/services").status_code == 405


def test_the_public_may_be_kept_by_a_cache_and_the_own_never(filled, amina, as_person):
    answer = Client().get("/api/hsds/services")
    assert answer["Cache-Control"].startswith("public") and "Cookie" in answer["Vary"]
    assert as_person(amina).get("/api/hsds/services")["Cache-Control"] == "no-store"


def everything(browser=None):
    pages = [get(path, browser, full="true") for path in PATHS]
    pages += [get("services", browser, minimal="true"), get("services", browser, search="advice")]
    return pages


@pytest.mark.parametrize("role", [*sorted(all_roles()), None])
def test_what_is_hidden_leaves_no_trace(filled, sana, inside, person, as_person, role):
    """S2, S6: with hidden entries every answer is the same as without them, for everybody."""
    browser = as_person(person(role)) if role else None
    before = everything(browser)
    with inside(sana):
        keeper = actors.console(sana, [permissions.KEEP_DIRECTORY, permissions.READ_CONFIDENTIAL])
        shelter = entries.agency(keeper, name_en="Secret advice", confidential=True, source_id="sh")
        entries.service(keeper, shelter, name_en="Shelter advice", source_id="shs")
        place = entries.location(keeper, shelter, name="Secret advice house", source_id="shl")
        known = Agency.objects.get(source_id="org-1")
        hidden = entries.location(keeper, known, name="Hidden", confidential=True, source_id="h")
        entries.service(keeper, known, name_en="Advice there", at=(hidden.pk,), source_id="hs")
    assert everything(browser) == before
    for path in ("organizations/sh", "services/shs", "services/hs", "locations/h", "locations/shl",
                 f"organizations/{shelter.pk}", f"locations/{place.pk}"):  # fmt: skip
        assert get(path, browser)[0] == 404


def test_organisations_are_apart(filled, rodnik, serik, amina, inside, as_person):
    """S33: the same ids in two organisations; everybody reads the own one."""
    take(rodnik, inside, {"organizations": [hsds.organization(name="Other house", contacts=[])]})
    assert get("organizations/org-1", as_person(serik))[1]["name"] == "Other house"
    assert get("organizations/org-1", as_person(amina))[1]["name"] == "Invented Legal Aid"
    assert get("organizations/org-1")[1]["name"] == "Invented Legal Aid"
    assert get("services", as_person(serik))[1]["total_items"] == 0
    assert get("organizations", as_person(serik), search="legal")[1]["total_items"] == 0


def test_a_signed_in_person_who_may_not_read_is_a_stranger(filled, person, as_person):
    """S2: the administrator sees what everybody sees."""
    said = get("services/ser-1", as_person(person("administrator")))[1]
    assert "contacts" not in json.dumps(said)


def test_an_entry_made_here_goes_out_under_our_own_id(filled, sana, inside):
    with inside(sana):
        keeper = actors.console(sana, [permissions.KEEP_DIRECTORY])
        said = {"name_ru": "Дом", "name_kk": "Үй", "phones": [{"number": "111"}]}
        made = entries.agency(keeper, type="NGO", **said)
    said = get(f"organizations/{made.pk}")[1]
    assert said["name"] == "Дом" and said["phones"][0]["number"] == "111"
    values = {one["link_type"]: one["value"] for one in said["attributes"]}
    assert values["name_kk"] == "Үй" and values["type"] == "NGO"
    assert get("organizations", taxonomy_term_id="NGO")[1]["total_items"] == 1

"""Directories that come in: what fits is taken, what does not is named, and twice is once."""

import io
import json
import zipfile

import pytest
from django.core.exceptions import PermissionDenied

from tests.directory import entries, hsds
from umai.directory import commands, events, exports, imports, permissions, queries
from umai.directory.models import Agency, Listing, Location, Service, ServiceAtLocation
from umai.foundation.access import actors
from umai.foundation.journal.models import Entry
from umai.foundation.kernel.refusal import Refused

HELD = [permissions.IMPORT_DIRECTORY, permissions.READ_CONFIDENTIAL, permissions.EXPORT_DIRECTORY]


@pytest.fixture
def keeper(sana, inside):
    with inside(sana):
        yield actors.console(sana, [*HELD, permissions.KEEP_DIRECTORY, permissions.READ_DIRECTORY])


def take(actor, said, name="directory.json", **how):
    content = said if isinstance(said, bytes) else json.dumps(said).encode()
    return commands.import_directory(actor, imports.read_file(content, name), **how)


def counts(done):
    return done.organizations, done.services, done.locations


def packed(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in files.items():
            zipped.writestr(name, content)
    return out.getvalue()


def test_a_whole_directory_comes_in(keeper):
    done = take(keeper, hsds.whole())
    assert counts(done) == (1, 1, 1)
    assert done.rejected == [] and done.dropped_fields == {}
    agency = Agency.objects.get()
    assert (agency.source_id, agency.name_en) == ("org-1", "Invented Legal Aid")
    assert agency.region == "KZ-79"
    service = Service.objects.get()
    assert service.service_areas[0]["region"] == "KZ-79"
    assert str(service.verified_on) == "2026-03-01"
    link = ServiceAtLocation.objects.get()
    assert (link.source_id, link.description) == ("sal-1", "Room 3")
    row = Listing.objects.get()
    assert (row.region, row.languages, len(row.hours)) == ("KZ-79", ["uz"], 10)


def test_a_second_run_changes_nothing(keeper):
    first = take(keeper, hsds.whole())
    models = (Agency, Location, Service)
    versions = {one: list(one.objects.values_list("version", "changed_at")) for one in models}
    listed = set(Listing.objects.values_list("pk", flat=True))
    second = take(keeper, hsds.whole())
    assert counts(first) == counts(second)
    assert (second.opened, second.changed, second.unchanged) == (0, 0, 3)
    for model, before in versions.items():
        assert list(model.objects.values_list("version", "changed_at")) == before
    assert set(Listing.objects.values_list("pk", flat=True)) == listed
    assert Entry.objects.filter(event=events.DIRECTORY_IMPORTED).count() == 2


def test_a_dry_run_says_the_same_and_writes_nothing(keeper):
    done = take(keeper, hsds.whole(), dry_run=True)
    assert counts(done) == (1, 1, 1) and done.opened == 3
    assert not Agency.objects.exists() and not ServiceAtLocation.objects.exists()
    assert not Entry.objects.filter(event=events.DIRECTORY_IMPORTED).exists()


def test_what_changed_at_the_source_changes_here_and_only_that(keeper):
    take(keeper, hsds.whole())
    changed = hsds.whole(services=[hsds.service(alert="Open again", service_at_locations=[])])
    done = take(keeper, changed)
    assert (done.changed, done.unchanged) == (1, 2)
    assert Service.objects.get().version == 2
    assert not ServiceAtLocation.objects.exists()
    assert Listing.objects.get().location_id is None


@pytest.mark.parametrize("shape", ["service", "organization", "link", "array", "page", "zip"])
def test_single_documents_arrays_pages_and_zips_are_read(keeper, shape):
    org, place, offer = hsds.organization(), hsds.location(), hsds.service()
    at = {**offer["service_at_locations"][0], "location": place}
    nested = {**offer, "organization": org, "service_at_locations": [at]}
    said = {
        "service": nested,
        "organization": {**org, "locations": [place], "services": [offer]},
        "link": {**at, "service_id": "ser-1", "service": {**offer, "organization": org}},
        "array": [nested],
        "page": {"total_items": 1, "contents": [nested], "empty": False},
        "zip": packed(**{
            "a/organizations.json": json.dumps([org]), "a/locations.json": json.dumps([place]),
            "a/services.json": json.dumps([offer]),
        }),
    }[shape]
    name = "services.json" if shape in ("array", "page") else "some.json"
    done = take(keeper, said, name)
    assert done.rejected == []
    assert counts(done) == (1, 1, 1)
    assert ServiceAtLocation.objects.count() == 1


def test_what_does_not_fit_is_named_and_the_rest_is_taken(keeper):
    said = hsds.whole()
    said["organizations"] += [
        {"name": "No id"}, {"id": "org-2"},
        {"id": "org-3", "name": "Child", "parent_organization_id": "nobody"},
        {"id": "org-4", "name": ["a", "list"]}, "not an object",
    ]  # fmt: skip
    said["services"] += [
        {"id": "s2", "name": "Dangling", "organization_id": "nobody", "status": "active"},
        {"id": "s3", "name": "Odd", "organization_id": "org-1", "status": "flourishing"},
        {"id": "s4", "name": "Of a child", "organization_id": "org-3", "status": "active"},
        {"id": "s5", "name": "Nowhere", "organization_id": "org-1", "status": "active",
         "service_at_locations": [{"id": "x", "location_id": "gone"}]},
        {"id": "s6", "name": "Of nobody", "status": "active"},
        {"id": "ser-1", "name": "Another one", "organization_id": "org-1", "status": "active"},
    ]  # fmt: skip
    said["locations"] += [{"id": "l2", "location_type": "floating"}, {"location_type": "physical"},
                          {"id": "l3", "location_type": "physical", "organization_id": "nobody"}]
    done = take(keeper, said)
    assert counts(done) == (1, 1, 1)
    assert sorted(one["id"] for one in done.rejected) == sorted(
        ["", "org-2", "org-3", "org-4", "", "s2", "s3", "s4", "s5", "s6", "ser-1", "l2", "", "l3"]
    )
    assert all(one["reason"] for one in done.rejected)


def test_what_the_model_does_not_hold_is_counted(keeper):
    said = hsds.whole()
    said["services"][0] |= {"licenses": "one", "program_id": "p", "fees": "none"}
    said["services"][0]["metadata"] = [{"id": "m"}]
    said["organizations"][0] |= {"funding": [{"id": "f"}], "tax_id": "77"}
    said["services"][0]["phones"] = [{**hsds.PHONE, "colour": "red", "extension": "9"}]
    done = take(keeper, said)
    assert done.dropped_fields == {
        "fees": 1, "funding": 1, "licenses": 1, "metadata": 1, "phones.colour": 1, "program_id": 1,
    }  # fmt: skip
    assert done.converted_fields == {"phones.extension": 1, "tax_id": 1}
    assert {one["identifier"] for one in Agency.objects.get().identifiers} == {"000000000001", "77"}


def test_names_go_where_their_letters_belong(keeper):
    said = {"organizations": [
        {"id": "1", "name": "Үміт қоры", "description": ""},
        {"id": "2", "name": "Фонд помощи"}, {"id": "3", "name": "Hope"},
    ]}  # fmt: skip
    take(keeper, said)
    assert Agency.objects.get(source_id="1").name_kk == "Үміт қоры"
    assert Agency.objects.get(source_id="2").name_ru == "Фонд помощи"
    assert Agency.objects.get(source_id="3").name_en == "Hope"


def test_an_entry_without_a_source_is_known_again_by_its_name_and_region(keeper):
    ours = entries.agency(keeper, name_en="Invented legal aid", region="KZ-79", type="NGO")
    entries.agency(keeper, name_en="Invented legal aid", region="KZ-61")
    done = take(keeper, hsds.whole())
    assert (done.matched, done.possible_duplicates) == (1, [])
    ours.refresh_from_db()
    assert (ours.source_id, ours.type, ours.version) == ("org-1", "NGO", 2)
    assert take(keeper, hsds.whole()).changed == 0


def test_an_agency_is_known_again_by_its_number_and_doubt_is_reported(keeper):
    number = [{"identifier_scheme": "KZ-BIN", "identifier": "000000000001"}]
    ours = entries.agency(keeper, name_en="Old name", identifiers=number)
    take(keeper, hsds.whole())
    ours.refresh_from_db()
    assert (ours.source_id, ours.name_en) == ("org-1", "Invented Legal Aid")
    again = hsds.organization(id="other", organization_identifiers=[], region="KZ-79")
    done = take(keeper, {"organizations": [again]})
    assert done.possible_duplicates == ["other"] and Agency.objects.count() == 2


def test_what_is_hidden_here_stays_hidden_and_a_file_may_hide(keeper):
    """S6: an import never makes a shelter known."""
    take(keeper, hsds.whole())
    Location.objects.update(confidential=True)
    place = hsds.location(confidential=False, name="New name")
    take(keeper, {"locations": [place], "organizations": [hsds.organization(confidential=True)]})
    assert Location.objects.get().confidential and Agency.objects.get().confidential
    assert [kind for kind, _ in exports.documents(keeper)] == []


def test_only_who_may_imports_and_only_into_the_own_house(keeper, rodnik, amina, acting, inside):
    """S2, S33."""
    with pytest.raises(PermissionDenied):
        take(acting(amina), hsds.whole())
    take(keeper, hsds.whole())
    with inside(rodnik):
        other = actors.console(rodnik, HELD)
        assert not queries.agencies(other).exists()
        flat = {"services": [hsds.service(service_at_locations=[])]}
        assert take(other, flat).rejected[0]["id"] == "ser-1"
        assert take(other, hsds.whole()).opened == 3


NASTY = "=HYPERLINK(\"http://x\")<script>alert(1)</script>\r\nSet-Cookie: a=b{{7*7}}%s"


def test_what_looks_like_code_stays_text(keeper, tmp_path):
    """S35: neither in the database nor in a table that goes out."""
    take(keeper, hsds.whole(organizations=[hsds.organization(name=NASTY, description=NASTY)]))
    assert Agency.objects.get().name_en == NASTY
    exports.write_hsds(keeper, tmp_path / "out")
    assert "'=HYPERLINK" in (tmp_path / "out" / "organizations.csv").read_text()
    done = take(keeper, packed(**{
        name.name: name.read_bytes() for name in (tmp_path / "out").glob("*.csv")
    }), "out.zip")
    assert done.rejected == [] and done.changed == 0


def deep(n):
    return b"[" * n + b"]" * n


BAD = {
    "empty": (b"", "a.json"),
    "not json": (b"{", "a.json"),
    "latin": ('{"organizations": [{"id": "1", "name": "caf\xe9"}]}'.encode("latin-1"), "a.json"),
    "utf-16": ('{"a": 1}'.encode("utf-16"), "a.json"),
    "nan": (b'{"locations": [{"id": "1", "latitude": NaN}]}', "a.json"),
    "infinity": (b'{"locations": [{"id": "1", "latitude": -Infinity}]}', "a.json"),
    "deep": (deep(200_000), "a.json"),
    "deep object": (b'{"organization":' * 50_000 + b"1" + b"}" * 50_000, "a.json"),
    "digits": (b'[{"id": ' + b"1" * 5000 + b"}]", "a.json"),
    "nothing": (b'{"organizations": []}', "a.json"),
    "broken zip": (b"PK\x03\x04" + b"x" * 200, "a.zip"),
    "out of the zip": (packed(**{"../../etc/x.json": "[]"}), "a.zip"),
    "windows path": (packed(**{"..\\x.json": "[]"}), "a.zip"),
    "absolute": (packed(**{"/etc/x.csv": "id"}), "a.zip"),
    "missing file": (
        packed(**{"datapackage.json": '{"resources": [{"path": "organizations.csv"}]}'}), "a.zip"),
    "csv latin": (packed(**{"organizations.csv": b"id,name\n1,caf\xe9\n"}), "a.zip"),
    "wrong array": (b'{"organizations": {}, "services": []}', "a.json"),
    "sheet without service": (b"organization,phone\nA,1\n", "a.csv"),
    "bomb": (packed(**{f"{n}.json": b"[" + b" " * 60_000_000 + b"]" for n in range(4)}), "a.zip"),
}  # fmt: skip


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
def test_a_bad_package_is_refused_as_a_whole(keeper, content):
    """R26, S35: with a reason, and nothing of it is written."""
    with pytest.raises(Refused, match="."):
        take(keeper, *content)
    assert not Agency.objects.exists()


@pytest.mark.parametrize("size", [imports.LARGEST + 1])
def test_a_field_of_200_megabytes_is_not_even_read(keeper, tmp_path, size):
    """R26: a file beyond the limit is refused by its size."""
    large = tmp_path / "large.json"
    with large.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    with pytest.raises(Refused, match="100"):
        imports.read_path(large)


WRONG = [None, 7, True, "", [], [[]], {}, {"id": {}}, {"id": []}, {"id": True, "name": "x"},
         {"id": "1", "name": {}}, {"id": "x" * 200, "name": "x"}, {"id": "\x00", "name": "x"},
         {"id": "1", "name": "\ud800"}, {"id": "1", "name": "x", "phones": "none"},
         {"id": "1", "name": "x", "phones": [["a"]]},
         {"id": "1", "name": "x", "year_incorporated": 1e308},
         {"id": "1", "name": "x", "year_incorporated": "many"}, {"id": "1", "name": "x" * 500},
         {"id": "1", "name": "x", "description": "x" * 200_000},
         {"id": "1", "name": "x", "minimum_age": -5, "status": "active", "organization_id": "o"},
         {"id": "1", "name": "x", "assured_date": "soon", "status": "active"},
         {"id": "1", "name": "x", "location_type": 5}, {"id": "1", "latitude": "1e999"},
         {"id": "1", "name": "x", "locations": {}, "services": 4}]  # fmt: skip


@pytest.mark.parametrize("kind", ["organizations", "services", "locations", "service_at_locations"])
def test_wrong_types_anywhere_reject_one_entry(keeper, kind):
    """R26: the others are taken."""
    for wrong in WRONG:
        done = take(keeper, {"organizations": [{"id": "good", "name": "Good"}], kind: [wrong]}
                    if kind != "organizations" else {kind: [{"id": "good", "name": "Good"}, wrong]})
        assert Agency.objects.filter(source_id="good").exists()
        assert all(one["reason"] for one in done.rejected)


SHEET = """organization;service;type;needs;phone;region;address;languages;hours;age from
Заботливый дом;Консультация;NGO;LG01;111, 7;Шымкент;Придуманная 1;узбекский, ru;пн-пт 9:00-18:00;5
Заботливый дом;Приют;;;111;Шымкент;;;24/7;
Другой дом;;;;;;;;;
"""


def test_a_plain_spreadsheet_comes_in(keeper):
    done = take(keeper, SHEET.encode(), "help.csv")
    assert counts(done) == (1 + 1, 2, 1)
    assert [one["row"] for one in done.rejected] == ["4"]
    first = Service.objects.get(name_ru="Консультация")
    assert (first.needs, first.minimum_age, len(first.phones)) == (["LG01"], 5, 2)
    assert [one.get("code") for one in first.languages] == ["uz", "ru"]
    assert first.schedules[0]["byday"] == "MO,TU,WE,TH,FR"
    row = Listing.objects.get(service_id=first.pk)
    assert (row.region, row.type, len(row.hours)) == ("KZ-79", "NGO", 10)
    assert take(keeper, SHEET.encode(), "help.csv").changed == 0



def test_the_same_table_as_a_workbook(keeper):
    from openpyxl import Workbook

    book = Workbook()
    for line in SHEET.splitlines():
        book.active.append(line.split(";"))
    book.active["B3"] = "=1+1"
    stream = io.BytesIO()
    book.save(stream)
    done = take(keeper, stream.getvalue(), "help.xlsx")
    assert counts(done) == (2, 1, 1)
    assert {one["row"] for one in done.rejected} == {"3", "4"}


def test_tables_come_in_by_the_names_of_older_versions(keeper):
    files = {
        "organization.csv": "id,name,url\no,Tables house,https://t.example\n",
        "services.csv": "id,organization_id,name,status\ns,o,Advice,active\n",
        "locations.csv": "id,organization_id,name,latitude\nl,o,House,42.5\n",
        "services_at_location.csv": "id,service_id,location_id\nx,s,l\ny,s,gone\nz,gone,l\n",
        "physical_addresses.csv": "id,location_id,address_1,city,country\na,l,1 St,Astana,KZ\n",
        "phones.csv": "id,contact_id,service_id,number\np,,s,111\nq,c,,112\n",
        "contacts.csv": "id,organization_id,name\nc,o,Desk\n",
        "regular_schedules.csv": "id,service_id,byday,opens_at,closes_at\nr,s,MO,09:00,18:00\n",
        "languages.csv": "id,service_id,code\nw,s,kk\n",
    }
    done = take(keeper, packed(**files), "package.zip")
    assert counts(done) == (1, 1, 1)
    assert [one["id"] for one in done.rejected] == ["y", "z"]
    agency, service = Agency.objects.get(), Service.objects.get()
    assert (agency.website, agency.region) == ("https://t.example", "KZ-71")
    assert agency.contacts[0]["phones"][0]["number"] == "112"
    assert service.phones == [{"id": "p", "number": "111"}]
    assert Listing.objects.get().languages == ["kk"]
    assert take(keeper, packed(**files), "package.zip").changed == 0


@pytest.mark.parametrize(
    ("city", "region"),
    [
        ("Шымкент", "KZ-79"), ("г. Шымкент", "KZ-79"), ("SHYMKENT", "KZ-79"), ("Almaty", "KZ-75"),
        ("Алматинская область", "KZ-19"), ("Туркестанская обл.", "KZ-61"), ("KZ-61", "KZ-61"),
        ("Түркістан облысы", "KZ-61"), ("Nowhere", ""), ("79", "KZ-79"),
    ],
)  # fmt: skip
def test_a_region_follows_from_the_words_of_an_address(keeper, city, region):
    take(keeper, {"locations": [{"id": "l", "addresses": [{"city": city, "country": "KZ"}]}]})
    assert Location.objects.get().region == region


def test_an_address_abroad_has_no_region(keeper):
    address = {"city": "Almaty", "country": "US"}
    take(keeper, {"locations": [{"id": "l", "addresses": [address]}]})
    assert Location.objects.get().region == ""


def test_a_ring_of_parents_is_turned_away(keeper):
    said = [
        {"id": "a", "name": "A", "parent_organization_id": "b"},
        {"id": "b", "name": "B", "parent_organization_id": "a"},
        {"id": "c", "name": "C"},
        {"id": "d", "name": "D", "parent_organization_id": "c"},
    ]
    done = take(keeper, {"organizations": said})
    assert sorted(one["id"] for one in done.rejected) == ["a", "b"]
    above = Agency.objects.get(source_id="c")
    assert Agency.objects.get(source_id="d").parent_id == above.pk
    more = {"organizations": [{"id": "e", "name": "E", "parent_organization_id": "c"}]}
    assert take(keeper, more).rejected == []

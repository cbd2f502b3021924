"""What comes in goes out again with every field that we hold, as documents and as tables."""

import io
import json
import os
import zipfile

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.directory import entries, hsds, hsds_schemas
from umai.directory import commands, exports, imports, permissions
from umai.directory.models import Agency, Service
from umai.foundation.access import actors
from umai.foundation.kernel.refusal import Refused

HELD = [
    permissions.IMPORT_DIRECTORY, permissions.EXPORT_DIRECTORY, permissions.KEEP_DIRECTORY,
    permissions.READ_CONFIDENTIAL,
]  # fmt: skip


@pytest.fixture
def keeper(sana, inside):
    with inside(sana):
        yield actors.console(sana, HELD)


def take(actor, said, name="a.json", **how):
    content = said if isinstance(said, bytes) else json.dumps(said).encode()
    return commands.import_directory(actor, imports.read_file(content, name), **how)


def given_out(actor):
    out = {"organizations": [], "services": [], "locations": [], "service_at_locations": []}
    for kind, said in exports.documents(actor):
        said.pop("attributes", None)
        out[kind].append(said)
    return {kind: sorted(many, key=lambda one: one["id"]) for kind, many in out.items()}


def without_regions(said):
    for area in said.get("service_areas", ()):
        area.pop("region", None)
    return said


def test_every_field_that_we_hold_comes_out_again(keeper):
    take(keeper, hsds.whole())
    out = given_out(keeper)
    assert out["organizations"] == [hsds.organization()]
    assert out["locations"] == [hsds.location()]
    flat = hsds.service()
    at = flat.pop("service_at_locations")
    assert [without_regions(one) for one in out["services"]] == [flat]
    assert out["service_at_locations"] == [{**at[0], "service_id": "ser-1"}]


def test_what_goes_out_validates(keeper, tmp_path):
    take(keeper, hsds.whole())
    made = entries.agency(keeper, name_kk="Үй", phones=[{"number": "111"}, {}], region="KZ-61")
    entries.service(keeper, made, name_ru="Приём", schedules=[{"byday": "MO", "freq": "HOURLY"}],
                    cost_options=[{"option": "x"}])
    entries.location(keeper, made, addresses=[{"city": "Кентау"}], contacts=[{"name": "Дежурный"}])
    exports.write_hsds(keeper, tmp_path / "out")
    for kind in hsds_schemas.OF:
        check = jsonschema_rs.validator_for(hsds_schemas.schema_of(kind), validate_formats=True)
        said = json.loads((tmp_path / "out" / f"{kind}.json").read_text())
        assert said
        for one in said:
            check.validate(one)


@pytest.mark.parametrize("shape", ["documents", "tables"])
def test_an_export_fills_an_empty_house_and_changes_nothing_in_its_own(
    keeper, rodnik, inside, tmp_path, shape
):
    """S33: another organisation gets the same directory, with the ids of its source."""
    take(keeper, hsds.whole())
    made = entries.agency(keeper, name_kk="Үй", name_ru="Дом", type="NGO", emergency=True,
                          referral_method="By letter", phones=[{"number": "111"}])
    entries.service(keeper, made, name_ru="Приём", needs=["LG01", "IN01"], waiting_days=3)
    exports.write_hsds(keeper, tmp_path / "out")
    ending = ".json" if shape == "documents" else ".csv"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as zipped:
        for one in (tmp_path / "out").iterdir():
            if one.suffix == ending and one.name != "datapackage.json":
                zipped.write(one, one.name)
    again = take(keeper, packed.getvalue(), "out.zip")
    assert (again.rejected, again.opened, again.changed, again.dropped_fields) == ([], 0, 0, {})
    before = given_out(keeper)
    with inside(rodnik):
        other = actors.console(rodnik, HELD)
        assert take(other, packed.getvalue(), "out.zip").opened == 5
        copied = Agency.objects.get(source_id=str(made.pk))
        for name in ("name_kk", "name_ru", "type", "emergency", "referral_method"):
            assert getattr(copied, name) == getattr(made, name), name
        assert Service.objects.get(name_ru="Приём").needs == ["LG01", "IN01"]
        assert given_out(other) == before


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="'"), min_size=1, max_size=40
).map(str.strip).filter(bool)  # fmt: skip
PARTS = st.lists(
    st.fixed_dictionaries(
        {"id": WORDS, "number": WORDS},
        optional={"type": WORDS, "extension": st.integers(0, 99999), "description": WORDS},
    ),
    max_size=3,
    unique_by=lambda one: one["id"],
)
SERVICES = st.fixed_dictionaries(
    {"id": WORDS, "name": WORDS, "status": st.sampled_from(["active", "defunct"])},
    optional={
        "description": WORDS, "alert": WORDS, "phones": PARTS.filter(bool),
        "minimum_age": st.integers(0, 100),
        "maximum_age": st.floats(0, 100).map(lambda age: round(age, 3) + 0.5),
        "assured_date": st.dates().map(str),
    },
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("shape", ["documents", "tables"])
@settings(
    max_examples=40, deadline=None, derandomize=True, database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
@given(said=st.lists(SERVICES, min_size=1, max_size=4, unique_by=lambda one: one["id"]))
def test_whatever_words_stand_in_it_they_come_out_as_they_came(keeper, tmp_path, shape, said):
    """S35: words of any script, and what looks like a formula."""
    for model in (Service, Agency):
        model.objects.all().delete()
    said = [{**one, "organization_id": "o"} for one in said]
    take(keeper, {"organizations": [{"id": "o", "name": "O"}], "services": said})
    out = given_out(keeper)["services"]
    assert sorted(out, key=lambda one: one["id"]) == sorted(said, key=lambda one: one["id"])
    if shape == "tables":
        packed = exports.hsds_zip(keeper)
        tables = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(packed)) as source, zipfile.ZipFile(tables, "w") as target:
            for name in source.namelist():
                if name.endswith(".csv"):
                    target.writestr(name, source.read(name))
        done = take(keeper, tables.getvalue(), "t.zip")
        assert (done.rejected, done.changed, done.opened) == ([], 0, 0)


def test_a_folder_of_somebody_else_is_left_alone(keeper, tmp_path):
    take(keeper, hsds.whole())
    full = tmp_path / "full"
    full.mkdir()
    (full / "thesis.odt").write_text("years of work")
    with pytest.raises(Refused):
        exports.write_hsds(keeper, full)
    assert os.listdir(full) == ["thesis.odt"]
    ours = tmp_path / "ours"
    exports.write_hsds(keeper, ours)
    exports.write_hsds(keeper, ours)
    assert {"datapackage.json", "organizations.json", "services.csv"} <= set(os.listdir(ours))
    assert not [one for one in os.listdir(tmp_path) if one.startswith(".export-")]


def test_the_five_w_table_says_who_does_what_where_when_and_for_whom(keeper, tmp_path):
    """S6, S35: no hidden row, and no formula."""
    take(keeper, hsds.whole(services=[hsds.service(name="=1+1")]))
    hidden = entries.agency(keeper, name_en="Shelter", confidential=True)
    entries.service(keeper, hidden, name_en="A bed")
    assert exports.write_5w(keeper, tmp_path / "5w.xlsx", "en") == 1
    from openpyxl import load_workbook

    book = load_workbook(tmp_path / "5w.xlsx")
    head, row = list(book["5W"].iter_rows(values_only=True))[:2]
    said = dict(zip(head, row, strict=True))
    assert said["Who"] == "Invented Legal Aid" and said["What"] == "'=1+1"
    assert "1 Invented Street" in said["Where"] and said["When"].startswith("Mon–Fri 09:00–18:00")
    assert said["For whom"] == "Children and parents" and said["Region"] == "Shymkent (city)"

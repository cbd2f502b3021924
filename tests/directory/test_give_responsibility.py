"""Who does what for which problem in a district: the table, and who is named in it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.directory import entries
from umai.directory import commands, queries, terms
from umai.directory.models import Responsibility
from umai.foundation.access import actors
from umai.foundation.journal.models import Entry
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.foundation.places import queries as places
from umai.foundation.places.models import District
from umai.foundation.vocabulary import queries as vocabulary

TABLE = "/directory/responsibilities/"
HERE, DISTRICT = "KZ-79", "791010000"
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def here(sana):
    with scope(sana.pk):
        names = {"ru": "Абайский район", "kk": "Абай ауданы"}
        District.objects.create(code=DISTRICT, region=HERE, names=names)
        places.forget()
        yield


@pytest.fixture
def concern(here):
    return vocabulary.words("protection_concern")[0].code


def give(actor, agency, **said):
    words = {"step": terms.Step.IDENTIFY, "region": HERE, **said}
    details = commands.ResponsibilityDetails(id=uuid7(), agency_id=agency.pk, **words)
    return commands.give_responsibility(actor, details)


def who(actor, step=terms.Step.IDENTIFY, **asked):
    return [str(one.agency) for one in queries.duties(actor, region=HERE, **asked)[step]]


def journal(event):
    return Entry.objects.filter(event=f"directory.{event}").count()


def test_the_more_exact_stands_before_the_general(keeper, concern):
    said = {
        "Anywhere, anything": {},
        "This problem": {"concern": concern},
        "This district": {"district": DISTRICT},
        "This district, this problem": {"district": DISTRICT, "concern": concern},
    }
    for name, limits in said.items():
        give(keeper, entries.agency(keeper, name_en=name), **limits)
    found = who(keeper, district=DISTRICT, concern=concern)
    assert found == list(reversed(said))


def test_what_is_said_of_another_district_or_problem_does_not_answer(keeper, concern):
    other = vocabulary.words("protection_concern")[1].code
    give(keeper, entries.agency(keeper, name_en="Elsewhere"), district=DISTRICT, concern=concern)
    assert who(keeper, concern=other) == []
    assert who(keeper, district="799999999") == []
    assert who(keeper) == ["Elsewhere"]


def test_a_closed_agency_does_nothing(here, keeper):
    """R25: not offered when closed."""
    agency = entries.agency(keeper, name_en="Closed soon")
    give(keeper, agency)
    commands.close_agency(keeper, agency.pk, 1)
    assert who(keeper) == []
    with pytest.raises(Refused):
        give(keeper, agency, step=terms.Step.ASSESS)


def test_saying_the_same_twice_says_it_once(here, keeper):
    agency = entries.agency(keeper)
    assert give(keeper, agency).pk == give(keeper, agency).pk
    assert journal("responsibility_given") == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"step": "sleep"}, "step"),
        ({"region": "KZ-99"}, "region"),
        ({"region": "KZ-75", "district": DISTRICT}, "district"),
        ({"concern": "nonsense"}, "concern"),
    ],
)
def test_what_is_not_known_is_refused_at_its_field(here, keeper, said, field):
    with pytest.raises(Refused) as no:
        give(keeper, entries.agency(keeper), **said)
    assert no.value.field == field
    assert not Responsibility.objects.exists()


def test_the_page_names_the_gap_and_the_next_thing_to_do(here, keeper, saule, amina, as_person):
    agency = entries.agency(keeper, name_en="Juvenile police", phones=[{"number": "102"}])
    give(keeper, agency, note="Ask for the duty officer")
    asked = {"region": HERE, "district": DISTRICT}
    page = as_person(saule).get(TABLE, asked, headers=ENGLISH).content.decode()
    assert "Juvenile police" in page and 'href="tel:102"' in page
    assert "Ask for the duty officer" in page and "Абайский район" in page
    assert page.count("Name who does this") == 5
    assert f"region={HERE}&amp;district={DISTRICT}&amp;step=assess" in page
    page = as_person(amina).get(TABLE, asked, headers=ENGLISH).content.decode()
    assert page.count("Look nearby") == 5 and "Name who does this" not in page


def test_whatever_the_address_asks_there_is_a_table(amina, as_person):
    """S35: nothing typed into an address breaks the page or stands in it."""
    asked = {"region": "<script>alert(1)</script>", "district": "'; --", "concern": "\x00" * 9}
    page = as_person(amina).get(TABLE, asked)
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


def test_a_supervisor_names_an_agency_on_the_page(here, keeper, saule, as_person, concern):
    agency = entries.agency(keeper, name_en="Legal aid", region=HERE)
    give_page = f"{TABLE}give/?region={HERE}&concern={concern}&step=document"
    browser = as_person(saule)
    form = browser.get(give_page).context["form"]
    assert (form.initial["step"], form.initial["concern"]) == ("document", concern)
    words = {"id": str(uuid7()), "region": HERE, "step": "document", "concern": concern}
    sent = browser.post(give_page, {**words, "agency": str(agency.pk)})
    assert sent["Location"] == f"{TABLE}?region={HERE}&concern={concern}"
    assert who(keeper, terms.Step.DOCUMENT, concern=concern) == ["Legal aid"]
    assert journal("responsibility_given") == 1


def test_a_mistake_comes_back_with_what_was_chosen(here, keeper, saule, as_person):
    give_page = f"{TABLE}give/?region={HERE}"
    words = {"id": str(uuid7()), "region": HERE, "step": "place", "note": "After six"}
    sent = as_person(saule).post(give_page, {**words, "agency": str(uuid7())})
    assert sent.status_code == 422
    assert "agency" in sent.context["form"].errors
    assert "After six" in sent.content.decode()


def test_an_agency_far_away_can_be_named_from_its_own_page(here, keeper, saule, as_person):
    far = entries.agency(keeper, name_en="Far away", region="KZ-27")
    browser = as_person(saule)

    def offered(address):
        choices = browser.get(address).context["form"].fields["agency"].choices
        return [value for value, _words in choices]

    assert str(far.pk) not in offered(f"{TABLE}give/?region={HERE}")
    assert str(far.pk) in offered(f"{TABLE}give/?region={HERE}&agency={far.pk}")
    assert str(far.pk) not in offered(f"{TABLE}give/?region={HERE}&agency=nonsense")


def test_taking_it_out_leaves_a_gap(here, keeper, saule, as_person):
    one = give(keeper, entries.agency(keeper))
    address = f"{TABLE}{one.pk}/end/"
    browser = as_person(saule)
    assert "Helping hands" in browser.get(address).content.decode()
    assert who(keeper) == ["Helping hands"]
    assert browser.post(address)["Location"] == f"{TABLE}?region={HERE}"
    assert who(keeper) == []
    assert journal("responsibility_ended") == 1
    assert browser.post(address).status_code == 404


def test_an_operator_reads_the_table_and_changes_nothing(here, keeper, amina, acting, as_person):
    """S2."""
    one = give(keeper, entries.agency(keeper, name_en="Legal aid"))
    with pytest.raises(PermissionDenied):
        commands.end_responsibility(acting(amina), one.pk)
    with pytest.raises(PermissionDenied):
        give(acting(amina), entries.agency(keeper))
    browser = as_person(amina)
    page = browser.get(TABLE, {"region": HERE}).content.decode()
    assert "Legal aid" in page and "/end/" not in page
    assert browser.post(f"{TABLE}{one.pk}/end/").status_code == 403
    assert browser.get(f"{TABLE}give/").status_code == 403


def test_another_organisation_neither_sees_nor_ends_it(here, keeper, serik, rodnik, as_person):
    """S2, S33: the same 404 as for one that is not there."""
    agency = entries.agency(keeper, name_en="Ours alone")
    one = give(keeper, agency)
    browser = as_person(serik)
    assert "Ours alone" not in browser.get(TABLE, {"region": HERE}).content.decode()
    for pk in (one.pk, uuid7()):
        assert browser.get(f"{TABLE}{pk}/end/").status_code == 404
        assert browser.post(f"{TABLE}{pk}/end/").status_code == 404
    with scope(rodnik.pk), pytest.raises(Http404):
        give(actors.actor_of(serik), agency)
    assert Responsibility.objects.filter(pk=one.pk).exists()


def test_a_hidden_agency_leaves_a_gap_like_any_other(here, keeper, person, acting):
    """S6: for who may not know of a shelter the table is the same with and without it."""
    operator = acting(person("operator"))
    before = queries.duties(operator, region=HERE)
    shelter = entries.agency(keeper, name_en="Shelter", confidential=True, region=HERE)
    one = give(keeper, shelter)
    assert queries.duties(operator, region=HERE) == before
    assert who(keeper) == ["Shelter"]
    assert not queries.responsibilities(operator).filter(pk=one.pk).exists()


def test_the_table_begins_where_the_organisation_works(saule, as_person):
    """Somebody of several offices begins at home, not with the first region of the alphabet."""
    page = as_person(saule).get("/directory/responsibilities/").content.decode()
    assert '<option value="KZ-79" selected>' in page

"""The demonstration's directory is large enough to try, and nobody could take it for a real one."""

import pytest

from umai.directory import demo, queries, terms
from umai.directory.models import Agency, Listing, Location, Proposal, Responsibility, Service
from umai.directory.queries import Asked
from umai.foundation.kernel import clock
from umai.foundation.places import demo as places_demo
from umai.foundation.places import queries as places


@pytest.fixture
def told(sana, inside):
    places_demo.tell()
    demo.tell()
    with inside(sana):
        yield


def test_it_is_large_enough_and_nobody_could_take_it_for_a_real_one(told):
    """R25: the queue of what must be confirmed is not empty, and not everything is in it."""
    _enough_of_everything()
    _plainly_invented()
    ages = [one.verified_on for one in Agency.objects.all()]
    assert None in ages and len({one for one in ages if one}) > 4


def _enough_of_everything():
    assert Agency.objects.count() >= 40
    assert Service.objects.count() >= 80
    assert {one.region for one in Agency.objects.all()} == {"KZ-79", "KZ-61"}
    assert Agency.objects.filter(state=terms.AgencyState.CLOSED).exists()
    assert Agency.objects.filter(confidential=True).exists()
    assert Location.objects.filter(confidential=True, agency_id__in=_open()).exists()
    assert {one.step for one in Responsibility.objects.all()} == set(terms.Step.values)
    today = clock.today("Asia/Almaty")
    ends = [one.agreement_until for one in Agency.objects.exclude(agreement_until=None)]
    assert min(ends) > today and (min(ends) - today).days < 31


def _open():
    return Agency.objects.filter(confidential=False).values("pk")


def _plainly_invented():
    for one in Agency.objects.all():
        assert "(вымышлено)" in one.name_ru and "(invented)" in one.name_en
        assert "(ойдан шығарылған)" in one.name_kk
        assert one.email.endswith(".example") and one.website.endswith(".example")
        assert all(phone["number"].startswith("+7 000 ") for phone in one.phones)
    for spot in Location.objects.all():
        assert spot.addresses[0]["address_1"].startswith("Demonstration street")
    for service in Service.objects.all():
        assert all(phone["number"].startswith("+7 000 ") for phone in service.phones)
    names = [name for _code, name in places.districts()]
    assert names and all("вымышлен" in name for name in names)


def test_at_any_hour_a_lawyer_who_speaks_uzbek_is_open_in_shymkent(told, amina, acting):
    """S2: what an operator finds is never what an operator may not know."""
    asked = Asked(need="LEG", language="uz", region="KZ-79", open_at=clock.now())
    first = queries.find(acting(amina), asked, now=clock.now()).found[0]
    assert (first.near, first.open) == (1, True)
    hidden = set(Listing.objects.filter(confidential=True).values_list("pk", flat=True))
    assert hidden
    everything = queries.find(acting(amina), Asked(), now=clock.now(), size=500).found
    assert not hidden & {one.row.pk for one in everything}
    assert Proposal.objects.count() == 0, "there is no partner in this house"

"""The page on which staff look for help."""

import pytest

from tests.directory import entries


@pytest.fixture
def told(inside, sana, acting, saule):
    """Say something as Saule, who keeps the directory: `with told() as keeper: …`."""
    from contextlib import contextmanager

    @contextmanager
    def block():
        with inside(sana):
            yield acting(saule)

    return block


@pytest.mark.django_db
def test_the_page_shows_a_service_with_its_phone_and_age(told, amina, as_person):
    """R25: the age of an entry stands beside it."""
    with told() as keeper:
        helper = entries.agency(
            keeper,
            name_ru="Юрпомощь",
            region="KZ-79",
            phones=[{"number": "111"}],
            open_all_hours=True,
        )
        uzbek = [{"code": "uz"}]
        entries.service(keeper, helper, name_en="Lawyer", needs=["LG01"], languages=uzbek)
    page = as_person(amina).get("/directory/", {"need": "LEG"}, headers={"accept-language": "en"})
    words = page.content.decode()
    assert page.status_code == 200
    assert all(said in words for said in ("Lawyer", "Юрпомощь", 'href="tel:111"', "Uzbek"))
    assert all(said in words for said in ("Open day and night", "never confirmed"))

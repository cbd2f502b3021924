"""A call is written down: the screen, its mistakes, one tap."""

from umai.hotline.models import Contact

PAGE = "/hotline/contacts/record/"


def test_the_page_opens(as_person, amina):
    page = as_person(amina).get(PAGE)
    assert page.status_code == 200
    print(len(page.content))

"""The gallery: for those who build, in three languages, and not in a house at work."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_gallery_shows_every_piece(db: None, settings: Any, language: str) -> None:
    settings.UMAI_GALLERY = True
    client = Client(headers={"accept-language": language})
    words = client.get(reverse("ui:gallery")).content.decode()
    assert f'<html lang="{language}"' in words
    for piece in ("error-summary", "card-choice", "clock", "risk", "timeline", "bar-cell", "empty"):
        assert f'class="{piece}' in words


def test_a_house_at_work_has_no_gallery(db: None, settings: Any) -> None:
    settings.UMAI_GALLERY = settings.DEBUG = False
    assert Client().get(reverse("ui:gallery")).status_code == 404

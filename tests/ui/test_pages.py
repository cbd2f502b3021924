"""Whole pages and parts of pages, and who sees which doors."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation

from umai.foundation.kernel.actor import Actor
from umai.foundation.ui import shell
from umai.foundation.ui.navigation import Door
from umai.foundation.ui.pages import page

Asked = Callable[..., HttpRequest]
GALLERY = "ui/gallery.html"
DOORS = [
    Door("ui:gallery", "phone", "Hotline", match="hotline:"),
    Door("ui:choose_theme", "lock", "Locked away", permission="probe.secret"),
    Door("no:such_view", "circle", "Not built yet"),
    Door("ui:gallery", "bell", "Notices", place="notices"),
]


@pytest.fixture
def doors(settings: Any) -> None:
    settings.NAVIGATION = "tests.ui.test_pages.DOORS"


def test_a_browser_gets_the_whole_page(asked: Asked) -> None:
    answer = page(asked(), GALLERY, {})
    assert answer.content.startswith(b"<!doctype html>")
    assert answer["Cache-Control"] == "no-store"
    assert "HX-Request" in answer["Vary"]


def test_htmx_gets_the_main_part_with_its_title(asked: Asked) -> None:
    words = page(asked(HX_Request="true"), GALLERY, {}).content.decode()
    assert "<!doctype" not in words
    assert "<title>" in words
    assert "<h1>" in words


def test_htmx_restoring_history_gets_the_whole_page(asked: Asked) -> None:
    request = asked(HX_Request="true", HX_History_Restore_Request="true")
    assert b"<!doctype html>" in page(request, GALLERY, {}).content


def test_a_form_with_mistakes_says_so_in_the_title(asked: Asked) -> None:
    with translation.override("en"):
        answer = page(asked(), GALLERY, {}, status=422)
    assert answer.status_code == 422
    assert b"<title>Mistakes to mend: " in answer.content


def test_a_door_is_shown_to_those_who_may_go_through(asked: Asked, doors: None) -> None:
    rooms = shell.shell(asked(view="hotline:contacts"))["shell"]["navigation"]
    assert [door["label"] for door in rooms] == ["Hotline"]
    assert rooms[0]["current"]


def test_counts_come_with_the_request(asked: Asked, doors: None) -> None:
    request = asked()
    request.shell_counts = {"ui:gallery": (3, "danger")}  # type: ignore[attr-defined]
    found = shell.shell(request)["shell"]
    assert (found["notices"]["count"], found["notices"]["tone"]) == (3, "danger")


def test_strangers_see_no_doors(asked: Asked, doors: None, nobody: Actor) -> None:
    found = shell.shell(asked(actor=nobody))["shell"]
    assert found["actor"] is None
    assert found["navigation"] == []
    assert found["frame"] == "ui/public.html"


def test_the_page_carries_the_theme_that_was_chosen(asked: Asked) -> None:
    request = asked()
    request.COOKIES[shell.THEME_COOKIE] = "dark"
    assert b'data-theme="dark"' in page(request, GALLERY, {}).content
    request.COOKIES[shell.THEME_COOKIE] = '"><script>'
    assert b'data-theme="' not in page(request, GALLERY, {}).content


@pytest.mark.parametrize(("back", "leads"), [("/numbers/", "/numbers/"), ("//evil.test/", "/")])
def test_choosing_a_theme_leads_back_and_never_away(db: None, back: str, leads: str) -> None:
    answer = Client().post(reverse("ui:choose_theme"), {"theme": "dark", "next": back})
    assert answer["Location"] == leads
    assert answer.cookies[shell.THEME_COOKIE].value == "dark"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_page_of_a_crash_needs_nothing(language: str) -> None:
    with translation.override(language):
        words = render_to_string("500.html")
    assert f'<html lang="{language}">' in words
    assert "102" in words


@pytest.mark.parametrize("name", ["403.html", "404.html", "403_csrf.html", "429.html"])
def test_a_refusal_says_what_to_do_to_staff_and_strangers(
    name: str, asked: Asked, nobody: Actor
) -> None:
    for request in (asked(), asked(actor=nobody)):
        words = render_to_string(name, request=request)
        assert "<h1>" in words
        assert 'class="button primary"' in words

"""The frame around every staff page: doors, languages, theme, person. It asks no database."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string
from django.utils.translation import get_language

from umai.foundation.ui.navigation import Door

THEME_COOKIE = "umai-theme"
THEMES = ("light", "dark")
OWN_NAMES = {
    "kk": "Қазақша",
    "ru": "Русский",
    "en": "English",
    "uz": "Oʻzbekcha",
    "tg": "Тоҷикӣ",
}
TABS = 4


def shell(request: HttpRequest) -> dict[str, Any]:
    """What the page templates need besides their own content."""
    actor = getattr(request, "actor", None)
    if actor is not None and actor.person_id is None:
        actor = None
    places = _places(request, actor) if actor is not None else {}
    side = places.get("side", [])
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return {
        "shell": {
            "actor": actor,
            "frame": "ui/page.html" if actor is not None else "ui/public.html",
            "initials": initials(actor.name) if actor is not None else "",
            "navigation": side,
            "foot": places.get("foot", []),
            "tabs": side[:TABS],
            "actions": places.get("bar", []),
            "search": _first(places, "search"),
            "notices": _first(places, "notices"),
            "account": places.get("account", []),
            "leave": _first(places, "leave"),
            "keys": [door for row in places.values() for door in row if door["key"]],
            "home": side[0]["url"] if side else "/",
            "place": getattr(request, "shell_place", ""),
            "theme": theme if theme in THEMES else "",
            "languages": languages(getattr(request, "languages", settings.LANGUAGES)),
        }
    }


def languages(offered: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """The languages that a page is offered in, each under its own name."""
    current = get_language()
    return [
        {"code": code, "name": OWN_NAMES.get(code, name), "current": code == current}
        for code, name in offered
    ]


def initials(name: str) -> str:
    """Up to two letters that stand for a person of the staff."""
    words = name.replace("-", " ").split()
    return "".join(word[0] for word in words[:2]).upper()


def _places(request: HttpRequest, actor: Any) -> dict[str, list[dict[str, Any]]]:
    counts: Mapping[str, Any] = getattr(request, "shell_counts", None) or {}
    match = request.resolver_match
    view_name = match.view_name if match is not None else ""
    places: dict[str, list[dict[str, Any]]] = {}
    every = _doors(getattr(settings, "NAVIGATION", ""))
    doors = [one for one in every if not one.permission or actor.may(one.permission)]
    nearest = max((door.nearness(view_name) for door in doors), default=0)
    for door in doors:
        current = nearest > 0 and door.nearness(view_name) == nearest
        if row := _row(door, counts.get(door.url_name), current=current):
            places.setdefault(door.place, []).append(row)
    return places


def _row(door: Door, count: Any, *, current: bool) -> dict[str, Any] | None:
    try:
        url = reverse(door.url_name)
    except NoReverseMatch:
        return None
    number, tone = count if isinstance(count, tuple) else (count, "mute")
    return {
        "url": url,
        "icon": door.icon,
        "label": door.label,
        "key": door.key,
        "current": current,
        "count": number or 0,
        "tone": tone,
    }


def _first(places: Mapping[str, list[dict[str, Any]]], place: str) -> dict[str, Any] | None:
    return next(iter(places.get(place, [])), None)


@cache
def _doors(path: str) -> tuple[Door, ...]:
    doors: Iterable[Door] = import_string(path) if path else ()
    return tuple(doors)

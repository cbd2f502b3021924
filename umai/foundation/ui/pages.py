"""Answer a browser: a whole page, or only its main part when htmx asks."""

from collections.abc import Mapping
from functools import lru_cache, wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString
from django.utils.translation.trans_real import parse_accept_lang_header

from umai.foundation.kernel.gate import View

KEPT = 1024


@lru_cache(maxsize=KEPT)
def _drawn(_language: str | None, template: str, words: tuple[tuple[str, Any], ...]) -> SafeString:
    return render_to_string(template, dict(words))


def sign(template: str, **words: str) -> SafeString:
    """A small sign that stands in many rows: drawn once for the same words in the same language.

    For what is said of closed lists and limits only, never of a person: it is kept.
    """
    said = tuple((name, str(one)) for name, one in words.items())
    return _drawn(translation.get_language(), template, said)


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """The page as a finished answer: rendered here, inside the request's scope, and never stored.

    The template extends `layout`. A status of 422 marks a form that came back with mistakes: the
    title then says so before anything else, for those who only hear it.
    """
    headers = request.headers
    fragment = "HX-Request" in headers and "HX-History-Restore-Request" not in headers
    layout = "ui/fragment.html" if fragment else "ui/page.html"
    whole = {**(context or {}), "layout": layout, "has_mistakes": status == 422}
    response = render(request, template, whole, status=status)
    patch_vary_headers(response, ["HX-Request"])
    response["Cache-Control"] = "no-store"
    return response


def in_public_languages(view: View) -> View:
    """A page for people outside: also in the languages of those who come across the border."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.languages = settings.PUBLIC_LANGUAGES  # type: ignore[attr-defined]
        with translation.override(_wanted(request)):
            answer = view(request, *args, **kwargs)
            answer["Content-Language"] = translation.get_language() or ""
            return answer

    return wrapped


def _wanted(request: HttpRequest) -> str:
    """The language that was chosen here, else the first that the browser asks for and we have."""
    known = {code for code, _name in settings.PUBLIC_LANGUAGES}
    asked = parse_accept_lang_header(request.headers.get("Accept-Language", "").lower())
    chosen = [request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")]
    wanted = [*chosen, *(code.partition("-")[0] for code, _weight in asked)]
    return next((one for one in wanted if one in known), settings.LANGUAGE_CODE)

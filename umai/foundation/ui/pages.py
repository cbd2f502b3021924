"""Answer a browser: a whole page, or only its main part when htmx asks."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


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

"""Pages of the look itself."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from umai.foundation.kernel import clock
from umai.foundation.kernel.gate import open_to_everyone
from umai.foundation.ui import charts, forms, shell
from umai.foundation.ui.pages import page

A_YEAR = 365 * 24 * 60 * 60
CALLS = (1, 0, 0, 0, 0, 0, 1, 2, 4, 7, 9, 6, 3, 5, 8, 6, 4, 3, 2, 2, 1, 1, 0, 1)
MISTAKEN = {"birthplace": "Шымкент", "age": "190", "caller": "parent", "topics": ["school"]}


@open_to_everyone  # the page to sign in has light and dark too
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or neither in a cookie, and go back to the page."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    answer = HttpResponseRedirect(back)
    theme = request.POST.get("theme", "")
    if theme in shell.THEMES:
        secure = request.is_secure()
        answer.set_cookie(
            shell.THEME_COOKIE, theme, A_YEAR, samesite="Strict", secure=secure, httponly=True
        )
    else:
        answer.delete_cookie(shell.THEME_COOKIE)
    return answer


@open_to_everyone  # it shows invented words only, and exists only where settings ask for it
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component and its states, for those who build pages."""
    if not (settings.DEBUG or getattr(settings, "UMAI_GALLERY", False)):
        raise Http404
    now = clock.now()
    words = {
        "plain": forms.ExampleForm(auto_id="plain_%s"),
        "mistaken": forms.ExampleForm(MISTAKEN),
        "now": now,
        "yesterday": now - timedelta(days=1),
        "long_ago": now - timedelta(days=400),
        "hours": charts.columns(zip(range(24), CALLS, strict=True), now=10),
    }
    return page(request, "ui/gallery.html", words)

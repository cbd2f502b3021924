"""Pages of the look itself."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from umai.foundation.kernel.gate import open_to_everyone
from umai.foundation.ui import shell
from umai.foundation.ui.pages import page

A_YEAR = 365 * 24 * 60 * 60


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
        answer.set_cookie(
            shell.THEME_COOKIE, theme, A_YEAR, samesite="Lax", secure=request.is_secure()
        )
    else:
        answer.delete_cookie(shell.THEME_COOKIE)
    return answer


@open_to_everyone  # it shows invented words only, and exists only where settings ask for it
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component and its states, for those who build pages."""
    if not (settings.DEBUG or getattr(settings, "UMAI_GALLERY", False)):
        raise Http404
    return page(request, "ui/gallery.html", {})

"""Every address of the house, where a refusal is a bare answer and no page."""

from django.http import HttpRequest, HttpResponse

from umai.config.urls import urlpatterns

__all__ = ["urlpatterns"]


def handler403(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Refused."""
    return HttpResponse(status=403)


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Hidden or not there."""
    return HttpResponse(status=404)

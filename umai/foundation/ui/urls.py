"""Addresses of the look itself: the choice of light or dark, and the gallery."""

from django.urls import path

from umai.foundation.ui import views

app_name = "ui"
urlpatterns = [
    path("theme/", views.choose_theme, name="choose_theme"),
    path("gallery/", views.gallery, name="gallery"),
]

"""Addresses of this room."""

from django.urls import path

from umai.foundation.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.alive, name="alive"),
    path("watch/", views.watch, name="watch"),
    path("signs/", views.health, name="health"),
]

"""Addresses of this room."""

from django.urls import path

from umai.foundation.journal import views

app_name = "journal"
urlpatterns = [
    path("", views.read_journal, name="read_journal"),
    path("installation/", views.installation, name="installation"),
    path("about/<uuid:subject_id>/", views.who_looked, name="who_looked"),
]

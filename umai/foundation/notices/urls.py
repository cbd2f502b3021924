"""Addresses of this room."""

from django.urls import path

from umai.foundation.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.notices, name="notices"),
    path("read/", views.read_all_notices, name="read_all_notices"),
    path("<uuid:notice_id>/", views.read_notice, name="read_notice"),
    path("roster/", views.roster, name="roster"),
    path("roster/put/", views.put_on_roster, name="put_on_roster"),
    path("roster/<uuid:place_id>/take-off/", views.take_off_roster, name="take_off_roster"),
    path("roster/<uuid:place_id>/move/", views.move_on_roster, name="move_on_roster"),
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/again/", views.retry_mail, name="retry_mail"),
]

"""The addresses of the calendar."""

from django.urls import path

from umai.foundation.calendar import views

app_name = "calendar"
urlpatterns = [
    path("", views.calendar, name="calendar"),
    path("note/", views.note_day, name="note_day"),
    path("<uuid:day_id>/take-out/", views.take_day_out, name="take_day_out"),
]

"""The addresses of the calendar."""

from django.urls import path

from umai.foundation.calendar.views import appointing, days, handing_over, links, rooms

ONE = "appointments/<uuid:appointment_id>/"
app_name = "calendar"
urlpatterns = [
    path("", days.calendar, name="calendar"),
    path("note/", days.note_day, name="note_day"),
    path("<uuid:day_id>/take-out/", days.take_day_out, name="take_day_out"),
    # Rooms and appointments.
    path("rooms/", rooms.rooms, name="rooms"),
    path("rooms/open/", rooms.open_room, name="open_room"),
    path("rooms/<uuid:room_id>/close/", rooms.close_room, name="close_room"),
    path("appointments/", appointing.appointments, name="appointments"),
    path("appointments/make/", appointing.make_appointment, name="make_appointment"),
    path(
        "appointments/hand-over/",
        handing_over.hand_over_appointments,
        name="hand_over_appointments",
    ),
    path(ONE, appointing.appointment, name="appointment"),
    path(f"{ONE}move/", appointing.move_appointment, name="move_appointment"),
    path(f"{ONE}cancel/", appointing.cancel_appointment, name="cancel_appointment"),
    # One's own times for a calendar outside.
    path("link/", links.calendar_link, name="calendar_link"),
    path("link/make/", links.make_link, name="make_link"),
    path("link/revoke/", links.revoke_link, name="revoke_link"),
    path("busy/<uuid:organisation_id>/<str:token>.ics", links.busy, name="busy"),
]

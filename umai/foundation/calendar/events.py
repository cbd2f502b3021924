"""What can have happened with the calendar, and how the journal says it."""

from django.utils.translation import gettext_lazy as _

DAY_NOTED = "calendar.day_noted"
DAY_TAKEN_OUT = "calendar.day_taken_out"
ROOM_OPENED = "calendar.room_opened"
ROOM_CLOSED = "calendar.room_closed"
APPOINTMENT_MADE = "calendar.appointment_made"
APPOINTMENT_MOVED = "calendar.appointment_moved"
APPOINTMENT_CANCELLED = "calendar.appointment_cancelled"
APPOINTMENTS_HANDED_OVER = "calendar.appointments_handed_over"
APPOINTMENTS_REMINDED = "calendar.appointments_reminded"
LINK_MADE = "calendar.link_made"
LINK_REVOKED = "calendar.link_revoked"

SENTENCES = {
    DAY_NOTED: _("noted a day in the calendar"),
    DAY_TAKEN_OUT: _("took a day out of the calendar"),
    ROOM_OPENED: _("opened a room for appointments"),
    ROOM_CLOSED: _("closed a room for appointments"),
    APPOINTMENT_MADE: _("made an appointment"),
    APPOINTMENT_MOVED: _("moved an appointment"),
    APPOINTMENT_CANCELLED: _("cancelled an appointment"),
    APPOINTMENTS_HANDED_OVER: _("handed appointments over to a colleague"),
    APPOINTMENTS_REMINDED: _("reminded people of appointments"),
    LINK_MADE: _("made a link to their own calendar"),
    LINK_REVOKED: _("revoked the link to their own calendar"),
}

"""What can be done with the calendar. Roles are given these in umai/config/roles.py."""

READ_CALENDAR = "calendar.read_calendar"
KEEP_CALENDAR = "calendar.keep_calendar"
KEEP_ROOMS = "calendar.keep_rooms"
KEEP_APPOINTMENTS = "calendar.keep_appointments"

"""The calendar's tables: special days, rooms, appointments and links to one's own calendar."""

from umai.foundation.calendar.models.appointments import Appointment, Room, Taken
from umai.foundation.calendar.models.days import SpecialDay
from umai.foundation.calendar.models.links import CalendarLink

__all__ = ["Appointment", "CalendarLink", "Room", "SpecialDay", "Taken"]

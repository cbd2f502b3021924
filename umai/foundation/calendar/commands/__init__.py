"""What can be done with the calendar. Each act is journaled."""

from umai.foundation.calendar.commands.appointing import (
    AppointmentDetails,
    BusyThen,
    cancel_appointment,
    make_appointment,
    move_appointment,
    remind,
    tellers,
)
from umai.foundation.calendar.commands.days import DayDetails, note_day, take_day_out
from umai.foundation.calendar.commands.handing_over import (
    HandedOver,
    forget_code,
    hand_over_appointments,
)
from umai.foundation.calendar.commands.linking import make_link, revoke_link
from umai.foundation.calendar.commands.rooms import close_room, open_room

__all__ = [
    "AppointmentDetails",
    "BusyThen",
    "DayDetails",
    "HandedOver",
    "cancel_appointment",
    "close_room",
    "forget_code",
    "hand_over_appointments",
    "make_appointment",
    "make_link",
    "move_appointment",
    "note_day",
    "open_room",
    "remind",
    "revoke_link",
    "take_day_out",
    "tellers",
]

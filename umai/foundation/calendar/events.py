"""What can have happened with the calendar, and how the journal says it."""

from django.utils.translation import gettext_lazy as _

DAY_NOTED = "calendar.day_noted"
DAY_TAKEN_OUT = "calendar.day_taken_out"

SENTENCES = {
    DAY_NOTED: _("noted a day in the calendar"),
    DAY_TAKEN_OUT: _("took a day out of the calendar"),
}

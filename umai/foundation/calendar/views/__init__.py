"""The pages of the calendar: days, rooms, appointments, and the link to one's own."""

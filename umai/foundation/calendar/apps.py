from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "umai.foundation.calendar"
    label = "calendar"

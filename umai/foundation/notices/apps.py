from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "umai.foundation.notices"
    label = "notices"

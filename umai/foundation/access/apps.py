from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "umai.foundation.access"
    label = "access"

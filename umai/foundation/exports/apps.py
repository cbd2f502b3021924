from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "umai.foundation.exports"
    label = "exports"

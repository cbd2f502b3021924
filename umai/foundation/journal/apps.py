from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "umai.foundation.journal"
    label = "journal"

from django.apps import AppConfig


class BackupConfig(AppConfig):
    name = "umai.config.backup"
    label = "backup"

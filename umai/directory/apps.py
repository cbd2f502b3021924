from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "umai.directory"
    label = "directory"

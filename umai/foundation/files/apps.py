from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "umai.foundation.files"
    label = "files"

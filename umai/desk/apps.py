from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "umai.desk"
    label = "desk"

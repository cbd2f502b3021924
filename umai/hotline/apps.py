from django.apps import AppConfig


class HotlineConfig(AppConfig):
    name = "umai.hotline"
    label = "hotline"

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "umai.indicators"
    label = "indicators"

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "umai.cases"
    label = "cases"

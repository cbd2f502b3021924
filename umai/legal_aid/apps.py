from django.apps import AppConfig


class LegalAidConfig(AppConfig):
    name = "umai.legal_aid"
    label = "legal_aid"

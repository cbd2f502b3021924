from django.apps import AppConfig


class VocabularyConfig(AppConfig):
    name = "umai.foundation.vocabulary"
    label = "vocabulary"

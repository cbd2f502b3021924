"""The app of the look."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "umai.foundation.ui"
    label = "ui"

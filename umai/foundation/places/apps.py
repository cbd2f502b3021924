from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "umai.foundation.places"
    label = "places"

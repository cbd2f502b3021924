from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "umai.people"
    label = "people"

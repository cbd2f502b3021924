from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "umai.foundation.jobs"
    label = "jobs"

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Joins the rooms when Django starts."""

    name = "umai.config"
    label = "config"

    def ready(self) -> None:
        """Let the rooms answer each other where the wiring says so."""
        from umai.config import wiring

        wiring.join()

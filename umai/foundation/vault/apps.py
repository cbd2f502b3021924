from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "umai.foundation.vault"
    label = "vault"

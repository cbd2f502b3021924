"""The closed lists of signing in."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Way(TextChoices):
    """How somebody proved who they are, as the journal keeps it."""

    PASSWORD = "password", pgettext_lazy("way of signing in", "password")
    TOTP = "totp", pgettext_lazy("way of signing in", "code of an app")
    WEBAUTHN = "webauthn", pgettext_lazy("way of signing in", "passkey")
    RECOVERY_CODES = "recovery_codes", pgettext_lazy("way of signing in", "recovery code")

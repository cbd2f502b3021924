"""Posts that misbehave as real ones do, on the far side of Django's mail."""

from collections.abc import Sequence
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends import locmem


class PowerCut(BaseException):
    """The process ends here; nothing catches it."""


class DiesBeforeSending(locmem.EmailBackend):
    """The power goes before the mail is handed over."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> Any:
        raise PowerCut


class DiesAfterSending(locmem.EmailBackend):
    """The power goes when the mail is handed over and nobody has marked it."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> Any:
        super().send_messages(messages)
        raise PowerCut


class RefusesOne(locmem.EmailBackend):
    """The post does not know the first receiver it is asked for, and takes all others."""

    refused: str = ""

    def send_messages(self, messages: Sequence[EmailMessage]) -> Any:
        for message in messages:
            if not RefusesOne.refused:
                RefusesOne.refused = message.to[0]
            if message.to[0] == RefusesOne.refused:
                raise SMTPRecipientsRefused({message.to[0]: (550, b"unknown")})
        return super().send_messages(messages)

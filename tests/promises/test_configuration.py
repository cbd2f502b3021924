"""S38: hardening is configuration under test."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from django.test import Client

from tests.permissions.test_matrix import ALL
from umai.config import safety
from umai.foundation.access.models import Person

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
}
FILE = {"sandbox", "default-src 'none'"}


def test_the_deployment_check_is_clean() -> None:
    """`check --deploy` finds nothing when TLS stands in front."""
    run = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env={**os.environ, "UMAI_TLS": "1", "UMAI_HOSTS": "umai.example"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr


@pytest.mark.django_db
def test_every_page_carries_the_headers(
    person: Callable[..., Person], as_person: Callable[[Person], Client]
) -> None:
    browser = as_person(person("supervisor"))
    for name, path, _gate in ALL:
        answer = browser.get(path)
        for header, value in HEADERS.items():
            assert answer.headers.get(header) == value, name
        policy = {part.strip() for part in answer.headers["Content-Security-Policy"].split(";")}
        assert policy >= (FILE if "sandbox" in policy else POLICY), name
        assert "no-store" in answer.headers.get("Cache-Control", "") or answer.status_code in {
            302,
            405,
        }, name


@pytest.mark.django_db
def test_serving_the_network_unsafely_is_refused() -> None:
    """Without TLS in front there is a fault; nothing else is wrong here."""
    assert safety.faults() == ["no TLS in front (UMAI_TLS=1 once a proxy speaks it)"]


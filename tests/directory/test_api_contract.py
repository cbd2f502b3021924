"""Machines try the whole of `/api` against its own description: no 5xx, nothing undeclared."""

import json

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from tests.directory import hsds
from umai.directory import commands, imports, permissions
from umai.foundation.access import actors

pytestmark = pytest.mark.slow  # a walk over the whole house

TRIED = settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)

@pytest.fixture
def filled(db, sana, inside, settings):
    settings.UMAI_PUBLIC_DIRECTORY = "sana"
    with inside(sana):
        read = imports.read_file(json.dumps(hsds.whole()).encode(), "a.json")
        actor = actors.console(sana, [permissions.IMPORT_DIRECTORY])
        commands.import_directory(actor, read)


@pytest.fixture
def described(filled):
    # As Django's own test client does: the transaction of the test is not to be closed.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def tried(operation, mode, check):
    """Send many requests of an operation, the same in every run; how many there were."""
    sent = []

    @given(case=operation.as_strategy(generation_mode=mode))
    @TRIED
    def send(case):
        sent.append(1)
        check(case)

    send()
    return len(sent)


def keeps_to_it(case):
    case.call_and_validate()


def does_not_break(case):
    assert case.call().status_code < 500


@pytest.mark.slow
def test_the_interface_keeps_to_its_description(described):
    """S35: whatever is sent, the answer is one of those described, and never a 5xx."""
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) == 9
    for operation in operations:
        assert tried(operation, GenerationMode.POSITIVE, keeps_to_it)
        if operation.query or operation.path_parameters:
            assert tried(operation, GenerationMode.NEGATIVE, does_not_break)

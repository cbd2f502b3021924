"""Incidents and requests for tests, told through commands."""

from datetime import timedelta

from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.people import commands

STORY = "A tablet with records was left in the bus 41."


def report(actor, **said):
    """Report an incident: `report(zhanar, kind="other")`; a breach unless told otherwise."""
    told = {
        "id": uuid7(),
        "kind": "breach",
        "noticed_at": clock.now() - timedelta(hours=1),
        "story": STORY,
    }
    return commands.report_incident(actor, commands.IncidentDetails(**{**told, **said}))


def ask(actor, code="", **said):
    """Note a request: a copy for the person unless told otherwise."""
    told = {
        "id": uuid7(),
        "code": code,
        "asker": "person",
        "wants": "copy",
        "proof": "document",
        "received_on": clock.today("Asia/Almaty"),
        "words": {"who": "Нодира К.", "what": "Всё обо мне"},
    }
    return commands.note_request(actor, commands.RequestDetails(**{**told, **said}))

"""What the tests of lists and rules share: how a form is sent, and what the journal then says."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from umai.foundation.access.models import Organisation
from umai.foundation.journal.models import Entry
from umai.foundation.kernel.scope import scope
from umai.foundation.vocabulary.models import Rule, Term


def at(name: str, *args: Any) -> str:
    """The address of a page of this room."""
    return reverse(f"vocabulary:{name}", args=args)


def term(list_code: str, code: str) -> Term:
    """A term as it stands now."""
    return Term.objects.get(word_list_id=list_code, code=code)


def rule(code: str) -> Rule:
    """The newest version of a rule."""
    return Rule.objects.filter(code=code).latest("version")


def typed(browser: Client, url: str) -> dict[str, Any]:
    """What the form of a page would send if nobody changed anything."""
    form = browser.get(url).context["form"]
    sent = {field.html_name: field.value() for field in form}
    return {name: said for name, said in sent.items() if said is not False and said is not None}


def send(browser: Client, url: str, **changed: Any) -> HttpResponse:
    """Open a form, change some answers and send it."""
    said = typed(browser, url) | changed
    return browser.post(url, {name: one for name, one in said.items() if one is not None})


def journaled(organisation: Organisation) -> list[str]:
    """The events of an organisation, oldest first."""
    with scope(organisation.pk):
        return list(Entry.objects.order_by("at", "id").values_list("event", flat=True))

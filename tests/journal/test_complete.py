"""S22, S23: every act and every reading leaves its entry, and no entry holds what was told.

One long story is told through the pages. After each request the new entries are compared with those
expected; at the end the whole journal is searched for the word that was typed into every field.
"""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.forms import BoundField, CheckboxInput
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.hotline.call import QUICK, RECORD, typed
from umai.foundation.access.models import Organisation, Person
from umai.foundation.journal import log
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope
from umai.foundation.vault.models import DataKey
from umai.foundation.vocabulary.models import Term
from umai.hotline.models import Contact, Emergency

pytestmark = pytest.mark.django_db

CANARY = "Қарлығаш-канарейка"
PHONE = "+7 701 987 65 43"
TOLD = {
    "narrative": f"{CANARY} story",
    "advice": f"{CANARY} advice",
    "caller_name": f"{CANARY} name",
    "referred_to": f"{CANARY} place",
    "safe_time": f"{CANARY} time",
}
TO_CALL = {"phone": PHONE, "may_call_back": "yes", "may_say_who": "no"}


class Story:
    """Acts in browsers, and the entries that each of them left."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation
        self.seen: set[Any] = set()
        self.acted: dict[Any, Any] = {}
        self.fresh()

    def fresh(self) -> list[str]:
        """The events written since the last look, oldest first."""
        with scope(self.organisation.pk):
            new = [one for one in Entry.objects.order_by("at", "id") if one.pk not in self.seen]
        self.seen |= {one.pk for one in new}
        self.acted |= {one.pk: one.actor_id for one in new}
        return [one.event for one in new]

    def send(
        self, browser: Client, page: str, /, *args: Any, says: str, **told: Any
    ) -> HttpResponse:
        """Fill in the form of a page and send it; it leaves these entries and no other."""
        url = reverse(page, args=args)
        form = browser.get(url).context.get("form")
        self.fresh()
        said = {field.html_name: field.value() for field in form or () if _sent(field)}
        answer = browser.post(url, said | told)
        found = self.fresh()
        assert found == [says], (page, answer.status_code, _wrong(answer))
        return answer

    def open(self, browser: Client, name: str, *args: Any, says: str) -> HttpResponse:
        """Open a page that shows what was told; that leaves an entry."""
        answer = browser.get(reverse(name, args=args))
        assert answer.status_code == 200
        assert self.fresh() == [says], name
        return answer


def _sent(field: BoundField) -> bool:
    """Whether a browser would send this answer: a box without its tick is not sent."""
    said = field.value()
    ticked = said is not False or not isinstance(field.field.widget, CheckboxInput)
    return said is not None and ticked


def _wrong(answer: HttpResponse) -> Any:
    form = (getattr(answer, "context", None) or {}).get("form")
    return form.errors if form else ""


@pytest.fixture
def story(sana: Organisation) -> Story:
    return Story(sana)


def contact_of(organisation: Organisation, **which: Any) -> Contact:
    with scope(organisation.pk):
        return Contact.objects.get(**which)


def of_hotline(story: Story, operator: Client, supervisor: Client, colleague: Person) -> None:
    """Everything that is done with a contact."""
    sana, soon = story.organisation, clock.now() + timedelta(minutes=5)
    call = typed(
        sana,
        **TOLD,
        **TO_CALL,
        call_back_due_at=clock.now().strftime("%Y-%m-%dT%H:%M"),
        follow_up_on=soon.date().isoformat(),
    )
    operator.post(RECORD, call)
    assert story.fresh() == ["hotline.contact_recorded"]
    contact = contact_of(sana, pk=call["id"])
    other = typed(sana, **TOLD)
    operator.post(RECORD, other)
    quick = {"id": str(uuid7()), "team_id": call["team_id"], "received_at": call["received_at"]}
    operator.post(QUICK, quick | {"quick": "silent"})
    assert story.fresh() == ["hotline.contact_recorded"] * 2

    story.open(operator, "hotline:contact", contact.pk, says="hotline.contact_read")
    story.open(operator, "hotline:contact_history", contact.pk, says="hotline.history_read")
    story.send(
        operator, "hotline:correct_contact", contact.pk, says="hotline.contact_corrected",
        narrative=f"{CANARY} once more",
    )  # fmt: skip
    second = contact_of(sana, pk=other["id"])
    story.send(
        operator, "hotline:link_contacts", contact.pk, says="hotline.contacts_linked",
        code=second.code, caller_code="",
    )  # fmt: skip
    story.send(
        operator, "hotline:unlink_contacts", contact.pk, second.pk,
        says="hotline.contacts_unlinked",
    )  # fmt: skip
    story.send(
        operator, "hotline:hand_over_contact", second.pk, says="hotline.contact_handed_over",
        to=str(colleague.pk), note=f"{CANARY} note",
    )  # fmt: skip
    story.send(
        operator, "hotline:note_follow_up", contact.pk, says="hotline.follow_up_noted",
        words=f"{CANARY} done", next_on="",
    )  # fmt: skip
    operator.post(reverse("hotline:reveal_number", args=[contact.pk]), {"reason": "vital_danger"})
    assert story.fresh() == ["hotline.number_revealed"]
    story.send(
        operator, "hotline:try_call_back", contact.pk, says="hotline.call_back_tried",
        result="reached", note=f"{CANARY} reached",
    )  # fmt: skip
    story.send(operator, "hotline:close_contact", contact.pk, says="hotline.contact_closed")
    story.send(
        supervisor, "hotline:reopen_contact", contact.pk, says="hotline.contact_reopened",
        reason=f"{CANARY} reason",
    )  # fmt: skip


def of_danger(story: Story, operator: Client) -> None:
    """A child in danger, from the alarm to its end."""
    call = typed(story.organisation, **TOLD, danger_now="yes", outcome="emergency")
    operator.post(RECORD, call)
    assert story.fresh() == ["hotline.contact_recorded"]
    with scope(story.organisation.pk):
        emergency = Emergency.objects.get()
    story.send(operator, "hotline:take_emergency", emergency.pk, says="hotline.emergency_taken")
    story.send(
        operator, "hotline:note_first_action", emergency.pk, says="hotline.first_action_noted",
        words=f"{CANARY} rang",
    )  # fmt: skip
    story.send(
        operator, "hotline:end_emergency", emergency.pk, says="hotline.emergency_ended",
        words=f"{CANARY} safe",
    )  # fmt: skip


def of_drafts(story: Story, operator: Client) -> None:
    """A form that was not sent."""
    draft = typed(story.organisation, **TOLD)
    operator.post(reverse("hotline:keep_draft"), draft)
    assert story.fresh() == ["hotline.draft_begun"]
    operator.post(reverse("hotline:discard_draft", args=[draft["id"]]))
    assert story.fresh() == ["hotline.draft_discarded"]


def of_lists(story: Story, administrator: Client) -> None:
    """A word of a list, a rule, a number."""
    term = Term.objects.get(word_list_id="topic", code="education")
    story.send(
        administrator, "vocabulary:edit_term", "topic", term.pk, says="vocabulary.term_edited",
        label_kk=f"{CANARY} kk",
    )  # fmt: skip
    story.send(
        administrator, "vocabulary:edit_rule", "HL.CORRECT", says="vocabulary.rule_edited",
        note=f"{CANARY} rule",
    )  # fmt: skip
    story.send(
        administrator, "vocabulary:confirm_rule", "AGE.CHILD", says="vocabulary.rule_confirmed",
        verified_by=f"{CANARY} advocate",
    )  # fmt: skip


def of_people(story: Story, administrator: Client) -> None:
    """A colleague comes."""
    story.send(
        administrator, "access:open_person", says="access.person_opened",
        name=f"{CANARY} person", email="canary@test.invalid", language="kk",
    )  # fmt: skip
    colleague = Person.objects.get(email="canary@test.invalid")
    story.send(
        administrator, "access:open_posting", colleague.pk, says="access.posting_opened",
        role="operator",
    )  # fmt: skip


def of_numbers(story: Story, supervisor: Client) -> None:
    """What leaves the house, and what is refused."""
    days = {"first": "2026-01-01", "last": "2026-12-31"}
    supervisor.post(reverse("indicators:export_report", args=["csv"]), days)
    assert story.fresh() == ["indicators.report_exported"]
    assert supervisor.get(reverse("journal:read_journal")).status_code == 403
    assert story.fresh() == ["access.entry_refused"]


@pytest.fixture
def told(
    story: Story, amina: Person, botagoz: Person, saule: Person, person: Any, as_person: Any
) -> Story:
    """The whole story."""
    operator, supervisor = as_person(amina), as_person(saule)
    administrator = as_person(person("administrator"))
    colleague = person("operator", "Shymkent")
    of_hotline(story, operator, supervisor, colleague)
    of_danger(story, operator)
    of_drafts(story, operator)
    of_lists(story, administrator)
    of_people(story, administrator)
    of_numbers(story, supervisor)
    return story


def test_every_act_and_reading_leaves_its_entry_and_no_entry_holds_what_was_told(
    told: Story, amina: Person, sana: Organisation
) -> None:
    """S22, S23: the story above has already counted the entries; here they are searched."""
    with scope(sana.pk):
        entries = list(Entry.objects.all())
        keys = {key.pk: key for key in DataKey.objects.all()}
        with connection.cursor() as cursor:
            cursor.execute("SELECT e::text, pg_typeof(e.at)::text FROM journal_entry e")
            rows = cursor.fetchall()
    assert len(rows) > 20
    facts = [str(log.facts_of(entry, keys)) for entry in entries]
    hidden = [CANARY, CANARY.encode().hex(), PHONE, PHONE[-5:], "canary@test"]
    for words in [*(row[0] for row in rows), *facts]:
        assert not [one for one in hidden if one in words], words


def test_an_entry_names_the_person_and_not_the_role_of_the_database(
    told: Story, amina: Person, sana: Organisation
) -> None:
    """S23: the actor is a person of the organisation; the time is UTC and of now."""
    people = set(Person.objects.filter(organisation=sana).values_list("pk", flat=True))
    role = connection.settings_dict["USER"]
    with scope(sana.pk):
        entries = list(Entry.objects.all())
        with connection.cursor() as cursor:
            cursor.execute("SELECT e::text FROM journal_entry e")
            rows = [row[0] for row in cursor.fetchall()]
    assert all(one.actor_kind == "person" and one.actor_id in people for one in entries)
    assert amina.pk in {one.actor_id for one in entries}
    assert not [row for row in rows if re.search(rf"\b{role}\b", row)]
    for one in entries:
        assert one.at.utcoffset() == timedelta(0)
        assert abs(clock.wall() - one.at) < timedelta(minutes=10)
        assert not one.told



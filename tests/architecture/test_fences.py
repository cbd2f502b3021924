"""Every fence is broken in a copy of the house, and must complain."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polib
import pytest

from tests.architecture.conftest import Copy
from tools import catalogue, messages
from tools.fences import floors, names, pages, source, tables

pytestmark = pytest.mark.slow  # a walk over the whole house

ROOM = "umai/hotline"


def complaints(fence: Callable[[Path], list[str]], copy: Copy) -> str:
    return "\n".join(fence(copy.root))


@pytest.mark.parametrize(
    ("file", "line", "broken"),
    [
        (f"{ROOM}/queries.py", "from umai.indicators import permissions", "Floors"),
        ("umai/foundation/vault/seals.py", "from umai.foundation.access import models", "Ground"),
        (f"{ROOM}/rules.py", "from umai.hotline import queries", "Inside a room"),
        ("umai/indicators/queries.py", "from umai.hotline import models", "Front doors"),
        (f"{ROOM}/rules.py", "from umai.foundation.kernel import gate", "Meaning"),
    ],
)
def test_an_import_that_goes_up_or_in_by_the_window(
    copy: Copy, file: str, line: str, broken: str
) -> None:
    copy.add(file, f"\n{line}\n")
    assert broken in complaints(floors.imports, copy)


def test_a_file_name_that_is_not_on_the_list(copy: Copy) -> None:
    copy.add(f"{ROOM}/phones.py", '"""Telephones."""\n')
    assert f"{ROOM}/phones.py: this name" in complaints(names.file_names, copy)
    assert "umai.hotline.phones" in complaints(floors.imports, copy)


@pytest.mark.parametrize("name", sorted(names.NEVER))
def test_a_file_name_that_is_refused_everywhere(copy: Copy, name: str) -> None:
    copy.add(f"{ROOM}/commands/{name}.py", '"""Everything else."""\n')
    assert f"{ROOM}/commands/{name}.py: no {name}.py" in complaints(names.file_names, copy)


def test_a_room_without_its_duty(copy: Copy) -> None:
    copy.add(f"{ROOM}/__init__.py", "\nfrom umai.hotline import terms\n")
    assert ROOM in complaints(names.duties, copy)


def test_a_view_without_a_gate(copy: Copy) -> None:
    """S1."""
    copy.add(f"{ROOM}/views.py", "\n\ndef naked(request):\n    return None\n")
    assert f"{ROOM}/views.py:naked: no gate" in complaints(source.view_gates, copy)


def test_a_gate_that_is_not_the_first_thing(copy: Copy) -> None:
    copy.add(f"{ROOM}/views.py", "\n\n@cached\n@gate.signed_in\ndef late(request):\n    return 1\n")
    assert f"{ROOM}/views.py:late: no gate" in complaints(source.view_gates, copy)


def test_an_address_without_a_gate(copy: Copy) -> None:
    """S1: also the views that are not ours."""
    told = (
        "\nfrom django.urls import path as open_path\n"
        "from django.views.static import serve\n"
        "urlpatterns = [*urlpatterns, open_path('naked/', serve, name='naked')]\n"
    )
    copy.add("umai/config/urls.py", told)
    assert "/naked/ (naked): no gate" in copy.ask_django("print(walk.gates())")


@pytest.mark.parametrize("reach", ["Contact.objects.all()", "connection.cursor()"])
def test_a_view_that_reaches_into_the_tables(copy: Copy, reach: str) -> None:
    copy.add(f"{ROOM}/views.py", f"\n\ndef _loose():\n    return {reach}\n")
    assert "belongs into queries or commands" in complaints(source.tables_only_where_allowed, copy)


COMMAND = '''

{decorator}
def ring_contact({arguments}):
    """{sentence}"""
    {act}
'''
GOOD = {
    "decorator": "@transaction.atomic",
    "arguments": "actor, contact",
    "sentence": "Ring.",
    "act": "log.record(actor, events.CONTACT_READ, contact)",
}


@pytest.mark.parametrize(
    ("part", "broken", "complaint"),
    [
        ("decorator", "@cached", "no transaction"),
        ("act", "contact.save()", "no journal"),
        ("sentence", "", "no sentence"),
        ("arguments", "contact, actor", "actor is not first"),
    ],
)
def test_a_command_without_what_a_command_needs(
    copy: Copy, part: str, broken: str, complaint: str
) -> None:
    """S22, R2."""
    copy.add(f"{ROOM}/commands/ringing.py", COMMAND.format(**GOOD))
    assert "ring_contact" not in complaints(source.commands, copy)
    (copy.root / ROOM / "commands" / "ringing.py").unlink()
    copy.add(f"{ROOM}/commands/ringing.py", COMMAND.format(**GOOD | {part: broken}))
    assert f"ringing.py:ring_contact: {complaint}" in complaints(source.commands, copy)


def test_a_command_that_journals_through_its_neighbour(copy: Copy) -> None:
    told = COMMAND.format(**GOOD | {"act": "_told(actor)"})
    told += "\n\ndef _told(actor):\n    log.record(actor, events.CONTACT_READ)\n"
    copy.add(f"{ROOM}/commands/ringing.py", told)
    assert "ring_contact" not in complaints(source.commands, copy)


@pytest.mark.parametrize(
    "time",
    [
        "moment = datetime.datetime.now(tz)",
        "day = date.today()",
        "moment = timezone.now()",
        "stamp = time.time()",
        "at = models.DateTimeField(auto_now_add=True)",
        "from django.db.models.functions import Now",
        "from time import time",
    ],
)
def test_a_time_that_is_not_the_clock(copy: Copy, time: str) -> None:
    """R7."""
    copy.add(f"{ROOM}/rules.py", f"\n{time}\n")
    assert "not clock.now()" in complaints(source.time, copy)


def test_a_template_that_asks_for_the_time(copy: Copy) -> None:
    copy.add(f"{ROOM}/templates/hotline/late.html", '{% now "H:i" %}')
    assert "late.html: {% now %}" in complaints(source.time, copy)


def test_a_setting_read_on_the_way(copy: Copy) -> None:
    copy.add(f"{ROOM}/queries.py", "\nimport os\n\nURL = os.environ['URL']\n")
    assert "belongs into config/env.py" in complaints(source.environment, copy)


@pytest.mark.parametrize(
    ("file", "text", "limit"),
    [
        (f"{ROOM}/rules.py", "\n# more\n" * 400, source.FILE),
        (f"{ROOM}/rules.py", "\ndef long():\n" + "    a = 1\n" * 60, source.FUNCTION),
        (f"{ROOM}/views.py", "\ndef _long():\n" + "    a = 1\n" * 30, source.VIEW),
        (f"{ROOM}/templates/hotline/long.html", "<p>\n" * 160, source.TEMPLATE),
    ],
)
def test_what_is_too_long(copy: Copy, file: str, text: str, limit: int) -> None:
    copy.add(file, text)
    assert f"at most {limit}" in complaints(source.lengths, copy)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("models/contacts.py", "\nclass Odd(models.Model):\n    def save(self): ...\n"),
        ("forms.py", "\nclass Odd(forms.ModelForm): ...\n"),
        ("views.py", "\nclass Odd(generic.TemplateView): ...\n"),
    ],
)
def test_what_we_do_without(copy: Copy, file: str, text: str) -> None:
    copy.add(f"{ROOM}/{file}", text)
    assert "Odd" in complaints(source.without, copy)


@pytest.mark.parametrize(
    ("markup", "complaint"),
    [
        ("<script>alert(1)</script>", "an inline script"),
        ('<p style="color:red">', "an inline style"),
        ('<button onclick="go()">', "an inline handler"),
        ('<a href="javascript:go()">', "an inline handler"),
        ('<img src="https://example.org/a.png">', "an asset of somebody else"),
        ("{{ story|safe }}", "an unescaped value"),
    ],
)
def test_a_page_with_something_in_it(copy: Copy, markup: str, complaint: str) -> None:
    """S11, S35."""
    copy.add(f"{ROOM}/templates/hotline/odd.html", markup)
    assert f"odd.html: {complaint}" in complaints(pages.inline, copy)


def test_a_page_in_the_wrong_folder(copy: Copy) -> None:
    copy.add(f"{ROOM}/templates/indicators/odd.html", "<p>")
    assert "odd.html: belongs into" in complaints(pages.named_like_the_room, copy)


UP = """

class Odd(models.Model):
    contact = models.ForeignKey("hotline.Contact", models.PROTECT)

    class Meta:
        app_label = "vault"
"""


def test_a_key_that_points_up_and_leaves_a_way_back(copy: Copy) -> None:
    copy.add("umai/foundation/vault/models.py", UP)
    asked = "from pathlib import Path; print(walk.keys_point_down(Path()), walk.closed_doors())"
    told = copy.ask_django(asked)
    assert "vault.Odd.contact: points up, from vault to hotline" in told
    assert "vault.Odd.contact: leaves a way back" in told


def test_a_model_without_a_migration_and_without_a_scope(copy: Copy) -> None:
    told = "\n\nclass Odd(models.Model):\n    at = models.DateTimeField()\n"
    copy.add(f"{ROOM}/models/contacts.py", told)
    copy.swap("umai/cases/migrations/0015_indexes.py", "OneStep(\n", "*(\n")
    answer = copy.ask_django("print(walk.migrations(), walk.steps(), walk.scopes())")
    assert "a migration is missing" in answer
    assert "cases.0015_indexes: 7 changes of tables" in answer
    assert "hotline.Odd: no visible_to" in answer


def test_a_permission_nobody_holds_and_an_event_without_a_sentence(copy: Copy) -> None:
    copy.add(f"{ROOM}/permissions.py", '\nRING_CONTACT = "hotline.ring_contact"\n')
    copy.add(f"{ROOM}/events.py", '\nCONTACT_RUNG = "hotline.contact_rung"\n')
    answer = copy.ask_django("print(walk.permissions(), walk.events())")
    assert "hotline.ring_contact: no role holds it" in answer
    assert "hotline.contact_rung: no sentence" in answer


# The database ---------------------------------------------------------------------------------

TABLE = "CREATE TABLE odd (id uuid PRIMARY KEY, organisation_id uuid NOT NULL, contact_id uuid)"
SECURE = """
    ALTER TABLE odd ENABLE ROW LEVEL SECURITY;
    CREATE POLICY scope ON odd USING (organisation_id::text = current_setting('umai.organisation'))
"""
KEY = "ALTER TABLE odd ADD FOREIGN KEY ({here}) REFERENCES hotline_contact ({there})"


def test_a_table_without_row_security(owner_cursor: Any) -> None:
    """S33."""
    owner_cursor.execute(TABLE)
    assert "odd: no row security" in tables.row_security(owner_cursor)
    owner_cursor.execute(SECURE)
    assert "odd: no row security" not in tables.row_security(owner_cursor)


def test_row_security_without_a_policy(owner_cursor: Any) -> None:
    owner_cursor.execute(TABLE)
    owner_cursor.execute("ALTER TABLE odd ENABLE ROW LEVEL SECURITY")
    assert "odd: no row security" in tables.row_security(owner_cursor)


def test_a_key_that_points_out_of_an_organisation(owner_cursor: Any) -> None:
    """S33."""
    owner_cursor.execute(TABLE)
    owner_cursor.execute(KEY.format(here="contact_id", there="id"))
    told = "odd.contact_id -> hotline_contact: may point out of the organisation; add Bound"
    assert told in tables.keys_within(owner_cursor)
    owner_cursor.execute(
        KEY.format(here="organisation_id, contact_id", there="organisation_id, id")
    )
    assert told not in tables.keys_within(owner_cursor)


def test_a_key_that_only_the_model_knows(owner_cursor: Any) -> None:
    owner_cursor.execute(TABLE)
    found = tables.keys_within(owner_cursor, {("odd", "contact_id", "hotline_contact")})
    assert any(line.startswith("odd.contact_id") for line in found)


def test_an_exception_without_a_table(owner_cursor: Any, monkeypatch: Any) -> None:
    monkeypatch.setitem(tables.OPEN, "nowhere", "for the test")
    assert "nowhere: on the list, but there is no such table" in tables.stale_exceptions(
        owner_cursor
    )


# Words ----------------------------------------------------------------------------------------

SAYS = (
    '\nfrom django.utils.translation import gettext_lazy as _\n\nODD = _("Ring the child back")\n'
)


def say(copy: Copy, kazakh: str, russian: str) -> str:
    """Let the room say something new in both languages; what the check answers."""
    messages.update(copy.root)
    copy.add(f"{ROOM}/terms.py", SAYS)
    messages.update(copy.root)
    for language, words in {"kk": kazakh, "ru": russian}.items():
        path = catalogue.path(copy.root / ROOM, language)
        book = polib.pofile(str(path), wrapwidth=0)
        entry = next(e for e in book if e.msgid == "Ring the child back")
        entry.msgstr = words
        book.save()
    return complaints(messages.check, copy)


def test_a_good_translation_has_no_complaint(copy: Copy) -> None:
    assert "Ring the child" not in say(copy, "Балаға қайта қоңырау шалу", "Перезвонить ребёнку")


def test_a_stale_catalogue(copy: Copy) -> None:
    messages.update(copy.root)
    assert "stale" not in complaints(messages.check, copy)
    copy.add(f"{ROOM}/terms.py", SAYS)
    assert "umai.hotline kk: stale" in complaints(messages.check, copy)


def test_a_missing_translation(copy: Copy) -> None:
    told = say(copy, "", "Перезвонить ребёнку")
    assert "umai.hotline kk: missing: 'Ring the child back'" in told


def test_a_translation_equal_to_its_source(copy: Copy) -> None:
    told = say(copy, "Балаға қайта қоңырау шалу", "Ring the child back")
    assert "umai.hotline ru: equal to its source: 'Ring the child back'" in told


def test_kazakh_equal_to_russian(copy: Copy) -> None:
    told = say(copy, "Перезвонить ребёнку", "Перезвонить ребёнку")
    assert "umai.hotline: Kazakh equal to Russian: 'Ring the child back'" in told

"""Old spreadsheets of consultations come in whole or not at all, each row on a contact."""

from typing import Any

import pytest

from tests import cast
from tests.hotline.call import recorded
from umai.config import verbs
from umai.foundation.access import actors
from umai.foundation.access.models import Organisation
from umai.foundation.exports import incoming
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.scope import scope
from umai.hotline import commands, imports, permissions
from umai.hotline.commands.importing import Imported
from umai.hotline.models import Consultation, Contact
from umai.hotline.terms import ConsultationColumn

HEAD = ",".join(ConsultationColumn.values)


def line(reference: str = "K-1", held_on: str = "2026-03-01", **cells: str) -> str:
    values = {"reference": reference, "held_on": held_on, "service": "PS01", **cells}
    return ",".join(values.get(column, "") for column in ConsultationColumn.values)


def csv(*lines: str) -> bytes:
    return "\n".join([HEAD, *lines]).encode()


def take(organisation: Organisation, *lines: str, **how: Any) -> Imported:
    actor = actors.console(organisation, [permissions.IMPORT_CONTACTS])
    table = incoming.read_table(csv(*lines), "register.csv")
    with scope(organisation.pk):
        read = imports.read_consultations(table, organisation.time_zone, clock.now())
        team = cast.team(organisation, "Shymkent")
        return commands.import_consultations(actor, team.pk, read, **how)


def found(organisation: Organisation) -> list[Consultation]:
    with scope(organisation.pk):
        return list(Consultation.objects.order_by("reference"))


def test_each_row_becomes_a_consultation_and_nothing_is_invented(sana: Organisation) -> None:
    done = take(
        sana,
        line(minutes="45", mode="По телефону", channel="phone", client_sex="female",
             child_age="9", citizenship="UZB", topic="psychological"),
        line("K-2", "07.03.2007", service="Юридическая консультация"),
        line("K-3", service="so05"),
        line("K-4", service="Письменная консультация"),
    )  # fmt: skip
    assert (done.rows, done.imported, done.faults) == (4, 4, [])
    one, two, three, four = found(sana)
    assert (one.discipline, one.service, one.minutes, one.mode) == ("PSY", "PS01", 45, "phone")
    assert (two.discipline, two.service, two.held_on.isoformat()) == ("LEG", "", "2007-03-07")
    assert (two.minutes, two.mode, two.given_by_id, two.source) == (None, "", None, "imported")
    assert (three.discipline, three.service, four.service) == ("SOC", "SO05", "LG02")
    with scope(sana.pk):
        contact = Contact.objects.get(pk=one.contact_id)
        assert (contact.channel, contact.child_age) == ("phone", 9)
        assert (contact.source, contact.reference, contact.key_id) == ("imported", "", None)
        assert Contact.objects.get(pk=two.contact_id).code == "HL-2007-0001"
        assert Contact.objects.count() == 4
        assert Entry.objects.get().event == "hotline.consultations_imported"


def test_the_same_file_again_changes_nothing(sana: Organisation) -> None:
    lines = (line(contact="visitor 7"), line("K-2", contact="visitor 7", service="LG01"))
    take(sana, *lines)
    again = take(sana, *lines)
    assert (again.imported, again.known, again.faults) == (0, 2, [])
    other = take(sana, line(contact="visitor 7", minutes="10"))
    assert [(one.row, one.column) for one in other.faults] == [(2, "reference")]
    with scope(sana.pk):
        assert Contact.objects.get().reference == "visitor 7"


def test_a_contact_that_is_here_is_not_made_anew(
    sana: Organisation, rodnik: Organisation, amina: Any, serik: Any, acting: Any
) -> None:
    """S2: the contact of another organisation is as unknown as one that does not exist."""
    here = recorded(acting(amina), sana)
    take(sana, line(contact=here.code.lower()))
    assert found(sana)[0].contact_id == here.pk
    theirs = [recorded(acting(serik), rodnik, "Almaty") for _ in range(2)][-1]
    done = take(sana, line("K-2", contact=theirs.code), line("K-3", contact="HL-2020-0001"))
    assert [(one.row, one.column) for one in done.faults] == [(2, "contact"), (3, "contact")]
    assert len(found(sana)) == 1


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("service", ""),
        ("service", "LG05"),
        ("service", "family tracing"),
        ("held_on", "2026-02-30"),
        ("held_on", "31.02.2026"),
        ("held_on", "2126-01-01"),
        ("held_on", ""),
        ("minutes", "0"),
        ("minutes", "an hour"),
        ("mode", "pigeon"),
        ("child_age", "26"),
        ("topic", "nonsense"),
        ("citizenship", "=1+1"),
        ("reference", ""),
    ],
)
def test_one_bad_cell_keeps_the_whole_file_out(sana: Organisation, column: str, text: str) -> None:
    """R26: the whole file is refused, with row and column."""
    lines = line(), line(**{"reference": "K-2", column: text}), line("K-3")
    done = take(sana, *lines)
    assert [(one.row, one.column) for one in done.faults] == [(3, column)]
    assert (done.imported, found(sana)) == (0, [])
    assert take(sana, *lines, skip_bad=True).imported == 2


def test_the_console_takes_a_file_in(
    sana: Organisation, tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """`umai import consultations FILE`: a dry run writes nothing, a mistake answers 1."""
    file = tmp_path / "old.csv"
    file.write_bytes("Код;Дата;Услуга\nA;2007-05-01;PSY".encode())

    def say(*more: str) -> int:
        words = ["import", "consultations", str(file), "--organisation", "sana", *more]
        return verbs.run(verbs.parser().parse_args(words))

    named = ("--map", "Код=reference", "--map", "Дата=held_on", "--map", "Услуга=service")
    assert say() == 1
    assert say(*named, "--dry-run") == 0 and found(sana) == []
    assert say(*named, "--format", "json") == 0
    assert '"imported": 1' in capsys.readouterr().out.replace('"imported":1', '"imported": 1')
    assert len(found(sana)) == 1

"""Found in any spelling, by who may know, and by nobody else."""

import importlib
import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from tests import cast
from umai.foundation.access import actors
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope
from umai.people import commands, permissions, queries, rules
from umai.people.commands.loading import Listed
from umai.people.models import Individual, NameKey
from umai.people.queries import finding
from umai.people.queries.keys import name_key

PAIRED = importlib.import_module("umai.people.migrations.0012_pairs_of_names")
NADIRA = {"given_name": "Нодира", "family_name": "Каримова", "born": "2014-03-09", "sex": "female"}


def listed(reference: str, **said: str) -> Listed:
    blank = dict.fromkeys(
        ("given_name", "family_name", "patronymic", "sex", "born", "citizenship",
         "document_number", "phone"), "",
    )  # fmt: skip
    return Listed(reference=reference, birth_precision="day", **{**blank, **said})


@pytest.fixture
def load(db):
    def take(organisation, *people, team="Shymkent"):
        actor = actors.console(organisation, [permissions.LOAD_PEOPLE])
        with scope(organisation.pk):
            return commands.load_people(actor, cast.team(organisation, team).pk, people)

    return take


def found(organisation, teams=None, **asked):
    grants = {permissions.FIND_PEOPLE: None if teams is None else frozenset(teams)}
    searcher = Actor(person_id=uuid7(), organisation_id=organisation.pk, grants=grants)
    with scope(organisation.pk):
        return [one.reference for one in queries.find(searcher, queries.Asked(**asked))]


@pytest.mark.parametrize(
    "asked",
    [
        {"given": "Nadira", "family": "Karimova"},
        {"given": "Karimova", "family": "Nodira", "born": "2014"},
        {"given": "НОДИРА", "family": "Каримзода", "born": "2015-01-01"},
        {"given": "nodira", "born": "2013"},
        {"given": "Нодира", "family": "Юлдашева", "born": "2014-03-09"},
    ],
)
def test_a_child_is_found_in_any_script_order_and_ending(sana, load, asked):
    others = [listed(f"O-{n}", given_name=name, family_name="Алиев", born="2014-05-05")
              for n, name in enumerate(["Бекзат", "Данияр", "Шахло"])]  # fmt: skip
    load(sana, listed("P-1", **NADIRA), *others)
    assert found(sana, **asked)[0] == "P-1"


def test_nobody_else_learns_that_a_child_is_known(sana, rodnik, load):
    """S6, S33: another team and another organisation find nothing; nothing counts."""
    load(sana, listed("P-1", **NADIRA), team="Shymkent")
    load(rodnik, listed("P-1", given_name="Нодира", family_name="Каримова"), team="Almaty")
    asked = {"given": "Nodira", "family": "Karimova"}
    assert found(sana, [cast.team(sana, "Turkistan").pk], **asked) == []
    assert found(sana, [cast.team(sana, "Shymkent").pk], **asked) == ["P-1"]
    with scope(rodnik.pk):
        code = Individual.objects.get().code
    with scope(sana.pk):
        assert not Individual.objects.filter(code=code).exists()


def test_without_the_permission_nobody_searches(sana):
    with scope(sana.pk), pytest.raises(PermissionDenied):
        queries.find(actors.console(sana, []), queries.Asked(given="Nodira"))


def test_names_stand_nowhere_in_clear(sana, load, owner_cursor):
    """S14, S17: names, dates and numbers are ciphertext or keyed hashes, each kind with its own."""
    load(sana, listed("P-1", **NADIRA, document_number="N12345678", phone="+7 700 111 22 33"))
    with scope(sana.pk):
        row = Individual.objects.get()
        keys = {bytes(one.key) for one in NameKey.objects.all()}
    for canary in ("Нодира", "nodira", "ndr", "2014-03-09", "N12345678", "7001112233"):
        assert canary.encode() not in bytes(row.identity_sealed)
        assert all(canary.encode() not in key for key in keys)
    assert row.birth_year == 2014
    assert len(keys) == 3  # of two words, and of both together


def test_who_has_both_names_is_found_in_any_year_and_in_any_order(sana, load):
    load(sana, listed("P-1", **NADIRA), listed("P-2", **{**NADIRA, "family_name": "Ахмедова"}))
    assert found(sana, given="Karimova", family="Nodira", born="1988") == ["P-1"]


def test_who_was_known_before_pairs_gets_them(sana, load):
    load(sana, listed("P-1", **{**NADIRA, "family_name": "Каримова Ахмедова"}))
    with scope(sana.pk):
        every = {bytes(one.key) for one in NameKey.objects.all()}
        assert len(every) == 6
        NameKey.objects.exclude(key__in=[name_key(one) for one in ("ndr", "grm", "agmd")]).delete()
        assert NameKey.objects.count() == 3
        with connection.cursor() as cursor:
            cursor.execute(PAIRED.PAIRS)
        assert {bytes(one.key) for one in NameKey.objects.all()} == every


def test_the_others_are_opened_when_the_likeliest_are_not_beyond_doubt(sana, load, monkeypatch):
    monkeypatch.setattr(finding, "FIRST", 1)
    load(sana, listed("P-1", **NADIRA))  # before the other, or the first of the two is chance
    load(sana, listed("P-2", **{**NADIRA, "born": "2014-05-01"}))
    day = {"given": "Nodira", "family": "Karimova"}
    assert found(sana, **day, born="2014-05-01") == ["P-2", "P-1"]
    assert found(sana, **day, born="2014-03-09") == ["P-1"]


def test_a_second_load_changes_nothing(sana, load):
    people = [listed("P-1", **NADIRA), listed("P-2", **NADIRA)]
    assert (load(sana, *people).people, load(sana, *people).known) == (2, 2)
    with scope(sana.pk):
        codes = sorted(Individual.objects.values_list("code", flat=True))
    assert len(set(codes)) == 2
    assert all(rules.is_code(code) for code in codes)


def test_a_slip_in_a_code_is_noticed():
    code = rules.code_of("SHM", 12)
    assert rules.is_code(code.lower())
    assert not rules.is_code(code.replace("12", "21"))
    assert not rules.is_code("SHM-0013" + code[-2:])


@pytest.mark.parametrize("asked", [{"given": ""}, {"given": "a"}, {"given": "%"}, {"given": "🙂"}])
def test_too_little_to_search_for_finds_nobody(sana, load, asked):
    load(sana, listed("P-1", **NADIRA))
    assert found(sana, **asked) == []


def test_the_answer_of_the_console_has_no_names(sana, load, capsys):
    from umai.people import cli

    load(sana, listed("P-1", **NADIRA))
    parser = __import__("argparse").ArgumentParser()
    subs = parser.add_subparsers()
    cli.verbs(subs.add_parser)
    words = ["people", "find", "--organisation", "sana", "--given", "Nadira", "--format", "json"]
    chosen = parser.parse_args([*words, "--born", "2014"])
    assert chosen.run(chosen) == 0
    told = json.loads(capsys.readouterr().out)
    assert [set(one) for one in told] == [{"reference", "code", "score"}]

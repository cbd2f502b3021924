"""A child is registered after a search, under a code, and never twice by mistake."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests import cast
from tests.people.known import NADIRA, register
from umai.foundation.journal import log
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vault.models import DataKey
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import commands, queries, rules
from umai.people.forms.details import LISTS
from umai.people.models import Individual

pytestmark = pytest.mark.usefixtures("here")


def test_a_child_gets_a_code_and_its_name_stays_sealed(sana, zhanar):
    child = register(zhanar, sana, sex="female", citizenships=("UZB",), **NADIRA)
    assert rules.is_code(child.code)
    assert child.birth_year == 2014
    assert "Нодира".encode() not in bytes(child.identity_sealed)
    assert commands.reveal_identity(zhanar, child.pk).given_name == "Нодира"
    events = list(Entry.objects.order_by("at", "id").values_list("event", flat=True))
    assert events[-2:] == ["people.child_registered", "people.identity_revealed"]


def test_the_journal_keeps_no_word_of_a_search(sana, zhanar):
    register(zhanar, sana, **NADIRA)
    entry = Entry.objects.get(event="people.people_searched")
    facts = log.facts_of(entry, DataKey.objects.in_bulk())
    assert facts["found"] == 0
    assert len(facts["asked"]) == 2
    for word in ("Нодира", "nodira", "ndr", "2014"):
        assert word not in str(facts)


def test_without_a_search_for_this_name_nobody_is_registered(sana, zhanar):
    details = {
        "id": uuid7(),
        "team_id": cast.team(sana, "Shymkent").pk,
        "identity": commands.Identity(**NADIRA),
    }
    with pytest.raises(Refused, match="(?i)search|поиск|ізде"):
        commands.register_child(zhanar, commands.IndividualDetails(search_id=uuid7(), **details))
    other = commands.find_people(zhanar, queries.Asked(given="Бекзат", family="Алиев"))
    with pytest.raises(Refused):
        commands.register_child(
            zhanar, commands.IndividualDetails(search_id=other.search.pk, **details)
        )
    assert not Individual.objects.exists()


def test_a_search_of_yesterday_does_not_count(sana, zhanar):
    searched = commands.find_people(zhanar, queries.Asked(given="Нодира", family="Каримова"))
    with clock.told_at(clock.now() + timedelta(minutes=31)), pytest.raises(Refused):
        commands.register_child(
            zhanar,
            commands.IndividualDetails(
                id=uuid7(),
                team_id=cast.team(sana, "Shymkent").pk,
                search_id=searched.search.pk,
                identity=commands.Identity(**NADIRA),
            ),
        )


def test_sending_the_form_twice_registers_once(sana, zhanar):
    same = uuid7()
    one = register(zhanar, sana, id=same, **NADIRA)
    assert register(zhanar, sana, id=same, **NADIRA).pk == one.pk
    assert Individual.objects.count() == 1


def test_somebody_very_like_is_shown_before_a_second_record(sana, zhanar):
    first = register(zhanar, sana, **NADIRA)
    twin = {"given_name": "Nadira", "family_name": "Karimova", "born": "2014-03-09"}
    with pytest.raises(commands.Likely) as no:
        register(zhanar, sana, **twin)
    assert [fit.code for fit in no.value.fits] == [first.code]
    second = register(zhanar, sana, not_the_same_as=(first.code,), **twin)
    assert second.pk != first.pk


@pytest.mark.parametrize(
    "said",
    [{}, {"born": "2026-11"}, {"given_name": "Нодира"}, {"other_names": "найдена у вокзала"}],
)
def test_a_newborn_and_a_foundling_can_be_registered(sana, zhanar, said):
    assert register(zhanar, sana, **said).code


def test_another_team_finds_no_trace(sana, zhanar, timur, serik, acting):
    """S4, S6, S33: the same 404, an empty search, and no warning of a duplicate."""
    child = register(zhanar, sana, **NADIRA)
    assert commands.find_people(timur, queries.Asked(given="Нодира")).fits == []
    for act in (commands.read_individual, commands.reveal_identity):
        with pytest.raises(Http404):
            act(timur, child.pk)
    assert register(timur, sana, "Turkistan", **NADIRA).pk != child.pk


def test_who_only_answers_the_telephone_opens_no_file(sana, zhanar, amina, acting):
    child = register(zhanar, sana, **NADIRA)
    operator = acting(amina)
    for act in (commands.read_individual, commands.reveal_identity):
        with pytest.raises(PermissionDenied):
            act(operator, child.pk)


@pytest.mark.parametrize("field", sorted(LISTS))
def test_every_word_of_a_list_fits_its_column(sana, zhanar, field):
    """Who is stateless, and whose citizenship nobody knows, can be written down as just that."""
    name = {"citizenship": "citizenships", "more_citizenships": "citizenships"}.get(field, field)
    several = name in ("citizenships", "languages", "family_flags")
    codes = [code for code, _words in vocabulary.choices(LISTS[field])]
    longest = max(codes, key=len)
    child = register(zhanar, sana, **{name: (longest,) if several else longest})
    child.refresh_from_db()
    assert getattr(child, name) == ([longest] if several else longest)


def test_a_name_written_as_it_was_heard_is_warned_of_too(sana, zhanar):
    """Another script, another vowel, only the year of birth: one looks before one writes."""
    known = register(zhanar, sana, given_name="Нодира", family_name="Сейтмурадова", born="1999")
    with pytest.raises(commands.Likely) as no:
        register(zhanar, sana, given_name="Nadira", family_name="Seitmuradova", born="1999")
    assert [fit.code for fit in no.value.fits] == [known.code]


def test_a_sister_is_no_duplicate(sana, zhanar):
    """The same family and year of birth alone warn of nobody."""
    register(zhanar, sana, given_name="Нодира", family_name="Сейтмурадова", born="2016")
    other = register(zhanar, sana, given_name="Шахзода", family_name="Сейтмурадова", born="2016")
    assert other.code

"""Two at once, in rows that are really committed: one act wins, nobody's words are lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.http import Http404

from tests import cast
from tests.people.known import register
from umai.foundation.access import actors
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.foundation.notices.models import Notice
from umai.people import commands, queries
from umai.people.models import CirclePlace, Document, Individual, LookupKey, NameKey

REASON = "Ребёнок стоит на мосту, надо ехать"


@pytest.fixture
def home(own_database):
    return cast.organisation("sana", "Sana Sezim", "KZ-79", ["Shymkent", "Turkistan"])


def at_once(home, *acts):
    """Do what is asked, each by its person in a connection of its own, in the same moment."""
    together = Barrier(len(acts))

    def one(pair):
        who, act = pair
        together.wait()
        try:
            with scope(home.pk, who.pk):
                return act(actors.actor_of(who))
        except (Refused, Http404) as no:
            return no
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def staff(home, role="supervisor", number=2):
    return [cast.person(home, role, None) for _ in range(number)]


def test_the_same_form_sent_by_two_windows_registers_one_child(home):
    """R1."""
    people = staff(home, number=1) * 6
    team = cast.team(home, "Shymkent").pk
    identity = commands.Identity(given_name="Нодира", family_name="Каримова")
    with scope(home.pk, people[0].pk):
        asked = queries.Asked(given="Нодира", family="Каримова")
        search = commands.find_people(actors.actor_of(people[0]), asked).search
    details = commands.IndividualDetails(
        id=uuid7(), team_id=team, search_id=search.pk, identity=identity
    )
    made = at_once(
        home, *[(who, lambda actor: commands.register_child(actor, details)) for who in people]
    )
    assert {one.pk for one in made} == {details.id}
    with scope(home.pk):
        assert Individual.objects.count() == CirclePlace.objects.count() == 1
        assert Entry.objects.filter(event="people.child_registered").count() == 1


def test_who_began_first_and_waited_sees_what_was_registered_meanwhile(home):
    """R1: the clock of an act stands at its beginning, a place in a circle counts from the row."""
    (who,) = staff(home, number=1)
    with scope(home.pk, who.pk):
        actor = actors.actor_of(who)
        with clock.told_at(clock.now() + timedelta(seconds=5)):
            made = register(actor, home, given_name="Нодира", family_name="Каримова")
        assert queries.individuals(actor).filter(pk=made.pk).exists()


def details_of(one, **said):
    return commands.IndividualDetails(
        id=one.pk, team_id=one.team_id, identity=commands.Identity(), **said
    )


def registered(home, who, name="Аня"):
    with scope(home.pk, who.pk):
        return register(actors.actor_of(who), home, given_name=name, family_name="Ли")


def test_of_two_who_correct_at_once_the_second_sees_both(home):
    """R5."""
    people = staff(home)
    one = registered(home, people[0])

    def correct(education):
        details = details_of(one, education=education)
        return lambda actor: commands.correct_individual(actor, one.pk, 1, details)

    said = at_once(home, (people[0], correct("school")), (people[1], correct("university")))
    (late,) = [answer for answer in said if isinstance(answer, commands.Meanwhile)]
    (won,) = [answer for answer in said if isinstance(answer, Individual)]
    assert late.current.education == won.education and late.current.version == 2


def test_two_merges_in_opposite_directions_make_no_ring(home):
    people = staff(home)
    one, other = registered(home, people[0]), registered(home, people[0], "Бота")
    said = at_once(
        home,
        (people[0], lambda actor: commands.merge_people(actor, one.pk, other.pk)),
        (people[1], lambda actor: commands.merge_people(actor, other.pk, one.pk)),
    )
    assert sorted(isinstance(answer, Refused) for answer in said) == [False, True]
    with scope(home.pk):
        assert Individual.objects.filter(merged_into_id__isnull=False).count() == 1


@pytest.mark.parametrize("turn", range(3))
def test_what_is_written_while_somebody_is_erased_does_not_outlive_the_erasure(home, turn):
    """S18: whoever is first, no key, paper or word of the erased person is left."""
    people = staff(home, number=4)
    one = registered(home, people[0])
    with scope(home.pk, people[0].pk):
        asked = commands.ask_erasure(actors.actor_of(people[0]), one.pk, "request")
    named = commands.Identity(given_name="Новая", family_name="Фамилия", born="2012-03-04")
    details = commands.IndividualDetails(
        id=one.pk, team_id=one.team_id, identity=named, education="school"
    )
    paper = commands.DocumentDetails(
        id=uuid7(), individual_id=one.pk, type="BIRTH_KZ", state="RECEIVED", number="AA77"
    )
    acts = [
        (people[1], lambda actor: commands.erase_individual(actor, asked.pk)),
        (
            people[2],
            lambda actor: commands.correct_individual(actor, one.pk, 1, details, sealed=True),
        ),
        (people[3], lambda actor: commands.note_document(actor, paper)),
    ]
    said = at_once(home, *acts[turn:], *acts[:turn])
    assert all(isinstance(answer, Http404) or answer.pk for answer in said)
    with scope(home.pk):
        left = Individual.objects.get()
        assert left.education == "" and left.identity_sealed is None
        for table in (NameKey, LookupKey, Document, CirclePlace):
            assert not table.objects.exists(), table


def test_the_glass_pressed_twice_breaks_once(home):
    """R1, S4: one place, one entry, one notice for each."""
    (owner,) = [cast.person(home, "social_worker", "Shymkent")]
    other = cast.person(home, "social_worker", "Turkistan")
    one = registered(home, owner)

    def act(actor):
        return commands.break_glass(actor, one.code, REASON)

    said = at_once(home, (other, act), (other, act), (other, act))
    assert {answer.pk for answer in said} == {one.pk}
    with scope(home.pk):
        assert CirclePlace.objects.filter(reason="break_glass").count() == 1
        assert Entry.objects.filter(event="people.glass_broken").count() == 1
        assert Notice.objects.filter(person_id=owner.pk).count() == 1

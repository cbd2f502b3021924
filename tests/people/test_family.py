"""The family of a child: seen from both records, and loud about whom not to contact."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.people.known import NADIRA, register
from umai.foundation.journal.models import Entry
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.people import commands, queries
from umai.people.models import Relation
from umai.people.templatetags import family as picture

pytestmark = pytest.mark.usefixtures("here")
WHY = "He beat the child."


@pytest.fixture
def child(sana, zhanar):
    return register(zhanar, sana, **NADIRA)


@pytest.fixture
def mother(sana, zhanar):
    return register(zhanar, sana, given_name="Гульнара", family_name="Каримова", born="1988")


def details(child, **said):
    return commands.RelationDetails(
        **{"id": uuid7(), "individual_id": child.pk, "kind": "MOTHER", **said}
    )


def relate(actor, child, **said):
    return commands.relate_people(actor, details(child, **said))


def seen(actor, one):
    return [(kin.kind, kin.code) for kin in queries.family(actor, one).kin]


def test_a_relation_is_seen_from_both_records(zhanar, child, mother):
    relate(zhanar, child, code=mother.code.lower(), primary_carer=True, legal_representative=True)
    assert seen(zhanar, child) == [("MOTHER", mother.code)]
    assert seen(zhanar, mother) == [("CHILD", child.code)]
    (one,) = queries.family(zhanar, child).kin
    assert (one.carer, one.speaks, one.generation) == (True, True, 1)
    (back,) = queries.family(zhanar, mother).kin
    assert (back.carer, back.speaks, back.generation) == (False, False, -1)


def test_siblings_are_siblings_of_each_other(sana, zhanar, child):
    brother = register(zhanar, sana, given_name="Бекзат", family_name="Каримов")
    relate(zhanar, child, kind="SIBLING", code=brother.code)
    assert seen(zhanar, brother) == [("SIBLING", child.code)]
    with pytest.raises(Refused) as no:
        relate(zhanar, brother, kind="SIBLING", code=child.code)
    assert no.value.field == "code"


def test_somebody_who_is_only_described_stays_sealed(zhanar, child):
    """S14, S22: the name is ciphertext, and read by an act that is written down."""
    one = relate(zhanar, child, kind="FATHER", described={"name": "Рустам CANARY", "phone": "8701"})
    assert b"CANARY" not in bytes(Relation.objects.get().details_sealed)
    assert seen(zhanar, child) == [("FATHER", "")]
    assert commands.read_relation(zhanar, one.pk)[1]["name"] == "Рустам CANARY"
    events = set(Entry.objects.filter(subject_code=child.code).values_list("event", flat=True))
    assert {"people.relation_noted", "people.relation_read"} <= events


def test_whom_not_to_contact_comes_with_the_reason_even_when_it_is_over(zhanar, child):
    one = relate(zhanar, child, kind="STEP_FATHER", no_contact=True, why_no_contact=WHY)
    commands.end_relation(zhanar, one.pk, 1, date(2026, 1, 5))
    (kin,) = queries.family(zhanar, child).forbidden
    assert (kin.over, kin.why) == (True, WHY)
    assert WHY.encode() not in bytes(Relation.objects.get().details_sealed)


def test_no_contact_is_loud_on_the_other_record_too(zhanar, child, mother):
    relate(zhanar, child, code=mother.code, no_contact=True, why_no_contact=WHY)
    (kin,) = queries.family(zhanar, mother).forbidden
    assert (kin.code, kin.why) == (child.code, WHY)


def test_a_hidden_relative_looks_like_one_who_is_only_described(sana, zhanar, timur, aigul, child):
    """S4: a colleague learns neither the code nor that there is a record."""
    there = register(timur, sana, "Turkistan", given_name="Гульнара", family_name="Каримова")
    relation = relate(aigul, child, code=there.code)
    assert seen(zhanar, child) == [("MOTHER", "")]
    assert seen(timur, there) == []
    kept = details(child, id=relation.pk, country="UZB")
    commands.correct_relation(zhanar, 1, kept)
    assert Relation.objects.get().other_id == there.pk
    with pytest.raises(Refused) as no:
        relate(zhanar, child, code=there.code)
    assert no.value.field == "code"


@pytest.fixture
def aigul(person, acting):
    """Aigul supervises every team."""
    return acting(person("supervisor"))


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"kind": "GODZILLA"}, "kind"),
        ({"country": "XYZ"}, "country"),
        ({"alive": "undead"}, "alive"),
        ({"since": date(2999, 1, 1)}, "since"),
        ({"since": date(2020, 1, 2), "until": date(2020, 1, 1)}, "until"),
        ({"no_contact": True, "why_no_contact": " "}, "why_no_contact"),
        ({"code": "SHM-9999-A"}, "code"),
    ],
)
def test_mistakes_are_refused_at_their_field(zhanar, child, said, field):
    with pytest.raises(Refused) as no:
        relate(zhanar, child, **said)
    assert no.value.field == field
    assert not Relation.objects.exists()


def test_nobody_is_related_to_oneself(zhanar, child):
    with pytest.raises(Refused):
        relate(zhanar, child, kind="SIBLING", code=child.code)


def test_who_is_late_sees_the_newer_version_and_twice_is_once(zhanar, child):
    """R5"""
    one = relate(zhanar, child)
    assert relate(zhanar, child, id=one.pk).pk == one.pk
    commands.correct_relation(zhanar, 1, details(child, id=one.pk, kind="AUNT_UNCLE"))
    with pytest.raises(commands.Newer):
        commands.correct_relation(zhanar, 1, details(child, id=one.pk, kind="GRANDPARENT"))
    with pytest.raises(commands.Newer):
        commands.end_relation(zhanar, one.pk, 1, date(2026, 1, 1))
    assert seen(zhanar, child) == [("AUNT_UNCLE", "")]


def test_another_team_finds_no_relation(zhanar, timur, serik, amina, acting, child):
    """S4, S6: the same 404."""
    one = relate(zhanar, child)
    for act in (
        lambda: relate(timur, child),
        lambda: commands.read_relation(timur, one.pk),
        lambda: commands.correct_relation(timur, 1, details(child, id=one.pk)),
        lambda: commands.end_relation(acting(serik), one.pk, 1, date(2026, 1, 1)),
    ):
        with pytest.raises(Http404):
            act()
    with pytest.raises(PermissionDenied):
        relate(acting(amina), child)


def test_the_picture_shows_generations_and_no_names(zhanar, child, mother):
    relate(zhanar, child, code=mother.code, primary_carer=True)
    relate(zhanar, child, kind="GRANDPARENT", described={"name": "Айша"})
    relate(zhanar, child, kind="FATHER", no_contact=True, why_no_contact=WHY)
    kin = queries.family(zhanar, child).kin
    drawn = picture.laid_out(child.code, kin)
    assert [row.generation for row in drawn.rows] == [2, 1, 0]
    assert [len(row.boxes) for row in drawn.rows] == [1, 2, 1]
    svg = picture.family_picture(child, kin)
    assert mother.code in svg
    assert child.code in svg
    assert "Айша" not in svg
    assert WHY not in svg

"""A case goes to another organisation: offered without a name, taken back, refused, taken over."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.http import Http404

from tests import cast
from tests.cases.told import WHY, again, consent, handed, led
from tests.directory import entries
from umai.cases import commands, queries
from umai.cases.models import Case, Handover
from umai.cases.terms import ClockKind
from umai.foundation.access import actors
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.foundation.notices.models import Notice
from umai.foundation.vault.models import DataKey
from umai.people import commands as people
from umai.people import queries as known_people
from umai.people.models import Consent

pytestmark = pytest.mark.usefixtures("here")
SUMMARY = "She sleeps badly and wants to go to school."


@pytest.fixture
def serik(serik):
    """Serik supervises in another organisation."""
    return actors.actor_of(serik)


@pytest.fixture
def dina(rodnik):
    """Dina is a social worker there."""
    return actors.actor_of(cast.person(rodnik, "social_worker", "Almaty"))


@pytest.fixture
def nobody(db):
    """A supervisor of a third organisation."""
    third = cast.organisation("third", "Third", "KZ-71", ["Astana"])
    return actors.actor_of(cast.person(third, "supervisor", None))


@pytest.fixture
def case(sana, zhanar, saule, child):
    return led(saule, zhanar, sana, child)


@pytest.fixture
def agency(saule):
    """Rodnik as an agency of Sana's directory."""
    return entries.agency(saule).pk


@pytest.fixture
def agreed(zhanar, child, agency):
    """The mother agreed that it is told of her daughter."""
    consent(zhanar, child, given=("SHARE_NAMED_AGENCY",), agency_id=agency)
    return agency


@pytest.fixture
def offer(case, zhanar, agreed, rodnik, serik):
    """Zhanar offers the case to Rodnik."""
    return handed(zhanar, case, rodnik, agreed)


def taken(serik, rodnik, dina, offer):
    team = cast.team(rodnik, "Almaty").pk
    taking = commands.Taking(team_id=team, owner_id=dina.person)
    return commands.accept_handover(serik, offer.pk, 1, taking)


def journal(organisation):
    with scope(organisation.pk):
        return set(Entry.objects.values_list("event", flat=True))


def test_the_offer_tells_nothing_of_the_child(case, offer, rodnik, sana, serik, child):
    """S6, S14, S31: a code, an age band, risk, region and a reason of a closed list."""
    now = again(case)
    assert now.state == "TRANSFER_PENDING" and ClockKind.TRANSFER in {
        one.kind for one in queries.clocks(now)
    }
    with scope(rodnik.pk):
        row = commands.read_handover(serik, offer.pk)
        told = {name: str(value) for name, value in vars(row).items() if name != "words_sealed"}
        assert row.code == case.code and row.why == "moved" and row.risk == case.risk
        assert row.age_band and str(child.birth_year) not in " ".join(told.values())
        said = bytes(row.words_sealed)
        assert "Нодира".encode() not in said and SUMMARY.encode() not in said
        assert Notice.objects.filter(person_id=serik.person_id, kind="handover_offered").exists()
        assert queries.transfers_to_answer(serik) == 1
        with pytest.raises(Http404):
            queries.case(serik, case.pk)
    assert {"cases.handover_read"} <= journal(rodnik)
    assert {"cases.handover_offered"} <= journal(sana)


def test_a_third_organisation_finds_nothing_and_nobody_may_forge(offer, nobody, serik, rodnik):
    """S33: the fence of the database itself, without any filter."""
    with scope(nobody.organisation_id):
        assert not Handover.objects.exists()
        with pytest.raises(Http404):
            commands.read_handover(nobody, offer.pk)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE cases_handover SET why = 'asked'")
            assert cursor.rowcount == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Handover.objects.create(
                organisation_id=rodnik.pk,
                sender_id=serik.organisation_id,
                key_id=uuid7(),
                code="SHM-9999-X",
                meeting_on=clock.today("Asia/Almaty"),
                asked_at=clock.now(),
            )


def test_taken_over_the_child_is_theirs_and_the_file_stays_here(
    case, offer, child, sana, rodnik, serik, dina, zhanar
):
    """S4, S22: one transaction, both journals, the key of the box destroyed."""
    with scope(rodnik.pk):
        box = Handover.objects.get()
        new = taken(serik, rodnik, dina, offer)
        assert new.code != case.code and new.owner_id == dina.person_id
        assert (new.state, new.risk, new.source) == ("IDENTIFIED", case.risk, "handover")
        assert queries.case(dina, new.pk) == new
        named = people.reveal_identity(dina, new.individual_id)
        said = queries.opened(new, "words", queries.key_of(new))
        assert said["worry"] == SUMMARY and case.code in said["source_words"]
        assert {one.concern for one in queries.concerns(serik, new)} == {"NBR", "PDC"}
        assert DataKey.objects.get(pk=box.key_id).wrapped is None
        assert Handover.objects.get().words_sealed is None
        assert not Consent.objects.exists()
        with pytest.raises(Refused, match="already"):
            commands.accept_handover(
                serik, offer.pk, Handover.objects.get().version,
                commands.Taking(team_id=new.team_id, owner_id=dina.person),
            )  # fmt: skip
    assert named == people.reveal_identity(zhanar, child.pk)
    old = again(case)
    assert (old.state, old.closure_reason) == ("TRANSFERRED", "TRANSFERRED") and old.ended_at
    assert not queries.clocks(old).exists() and queries.facts(old).last().what == new.code
    assert commands.read_case(zhanar, old.pk)
    assert known_people.terms_of_keeping(zhanar, child.pk)
    assert Notice.objects.filter(person_id=zhanar.person_id, kind="approval_given").exists()
    assert "cases.case_transferred" in journal(sana)
    assert {"cases.handover_accepted", "people.child_registered"} <= journal(rodnik)


def test_taken_back_it_is_gone_at_once(case, offer, zhanar, saule, serik, dina, rodnik, sana):
    row = commands.withdraw_transfer(saule, offer.pk, offer.version)
    assert again(case).state == "ASSESSMENT" and row.accepted is None
    with scope(rodnik.pk):
        assert not Handover.objects.exists() and queries.transfers_to_answer(serik) == 0
        with pytest.raises(Http404):
            taken(serik, rodnik, dina, offer)
        assert not DataKey.objects.filter(kind="handover", wrapped__isnull=False).exists()
    assert Handover.objects.get().words_sealed is None
    assert "cases.transfer_withdrawn" in journal(sana)
    with pytest.raises(Refused, match="already"):
        commands.withdraw_transfer(zhanar, offer.pk, row.version)


def test_refused_with_a_reason_it_stays_with_the_sender(case, offer, zhanar, serik, rodnik):
    with scope(rodnik.pk):
        with pytest.raises(Refused) as no:
            commands.refuse_handover(serik, offer.pk, 1, "no")
        assert no.value.field == "words"
        commands.refuse_handover(serik, offer.pk, 1, WHY)
    assert again(case).state == "ASSESSMENT"
    sent, _case = commands.read_transfer(zhanar, offer.pk)
    assert queries.opened(sent, "words", queries.key_of(case))["answer"] == WHY


def test_withdrawn_meanwhile_the_consent_keeps_the_child_here(
    case, offer, zhanar, child, serik, dina, rodnik
):
    """S34: asked for again when it is accepted."""
    row = Consent.objects.get(scope="SHARE_NAMED_AGENCY")
    people.withdraw_consent(zhanar, row.pk)
    with scope(rodnik.pk):
        with pytest.raises(Refused, match="agreed"):
            taken(serik, rodnik, dina, offer)
        assert not Case.objects.exists()
    assert again(case).state == "TRANSFER_PENDING"


def test_without_an_agreement_nothing_is_offered(case, zhanar, agency, rodnik, serik):
    """S34."""
    with pytest.raises(Refused) as no:
        handed(zhanar, case, rodnik, agency)
    assert no.value.field == "agency" and again(case).state == "ASSESSMENT"


def test_what_the_family_wants_kept_back_is_left_out(
    case, zhanar, child, agency, rodnik, serik, dina
):
    kept = (("name", "FEAR_OF_HARM"),)
    consent(zhanar, child, given=("SHARE_NAMED_AGENCY",), agency_id=agency, withhold=kept)
    offer = handed(zhanar, case, rodnik, agency)
    with scope(rodnik.pk):
        new = taken(serik, rodnik, dina, offer)
        assert not people.reveal_identity(dina, new.individual_id).given_name


def test_only_who_leads_or_supervises_offers_and_twice_is_once(
    case, offer, zhanar, marat, saule, agreed, rodnik, timur
):
    """R1, S2."""
    commands.withdraw_transfer(zhanar, offer.pk, offer.version)
    commands.join_case_team(zhanar, case.pk, marat.person, "psychologist")
    with pytest.raises(Refused, match="leads"):
        handed(marat, case, rodnik, agreed)
    with pytest.raises(Http404):
        handed(timur, case, rodnik, agreed)
    for said, field in (
        ({"organisation_id": case.organisation_id}, "organisation"),
        ({"why": "because"}, "why"),
        ({"meeting_on": clock.today("Asia/Almaty") - timedelta(days=1)}, "meeting_on"),
        ({"words": {"summary": "short"}}, "summary"),
    ):
        with pytest.raises(Refused) as no:
            handed(saule, case, rodnik, agreed, **said)
        assert no.value.field == field
    row = handed(saule, case, rodnik, agreed)
    assert handed(saule, case, rodnik, agreed, id=row.pk).pk == row.pk


def test_who_takes_no_cases_over_sees_no_box(offer, dina, rodnik):
    """S2."""
    with scope(rodnik.pk):
        assert not queries.handovers(dina).exists()
        with pytest.raises(PermissionDenied):
            commands.read_handover(dina, offer.pk)


@pytest.mark.usefixtures("offer")
def test_erased_here_the_offer_is_gone_there(case, saule, olga, rodnik):
    """S18."""
    asked = people.ask_erasure(saule, case.individual_id, "request")
    people.erase_individual(olga, asked.pk)
    with scope(rodnik.pk):
        assert not Handover.objects.exists()
        assert not DataKey.objects.filter(kind="handover", wrapped__isnull=False).exists()

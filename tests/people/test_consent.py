"""Consent is honoured: a no counts at once, whatever the order, and only another one overrides."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from hypothesis import given
from hypothesis import strategies as st

from tests.directory import entries
from tests.people.known import NADIRA, register
from umai.foundation.journal import log
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.notices.models import Notice
from umai.foundation.vault.models import DataKey
from umai.people import commands, queries, rules
from umai.people.models import Consent
from umai.people.terms import ConsentState, Standing

pytestmark = pytest.mark.usefixtures("here")
SERVICES, TRACING, CONSULATE = "SERVICES", "TRACING", "CONSULATE_CONTACT"
NAMED = "SHARE_NAMED_AGENCY"
WHY = "The child bleeds and cannot be asked."
START, TODAY = datetime(2026, 1, 1, tzinfo=UTC), date(2026, 6, 1)


@pytest.fixture
def child(sana, zhanar):
    return register(zhanar, sana, **NADIRA)


@pytest.fixture
def aigul(person, acting):
    """Aigul supervises."""
    return acting(person("supervisor"))


@pytest.fixture
def clinic(aigul):
    return entries.agency(aigul, name_en="Clinic")


def details(child, **said):
    words = {
        "given_by": "PARENT",
        "assent": True,
        "language": "uz",
        "explained_how": "spoken",
        "limits_explained": True,
        **said,
    }
    return commands.ConsentDetails(**{"id": uuid7(), "individual_id": child.pk, **words})


def note(actor, child, **said):
    return commands.note_consent(actor, details(child, **said))


def stands(actor, child, scope=SERVICES, agency=None):
    return queries.consent_holds(actor, child, scope, agency).standing


def override(actor, row, **said):
    words = {"ground": "vital_danger", "reason": WHY, "child_told": True, **said}
    until = clock.today("Asia/Almaty") + timedelta(days=3)
    return commands.override_consent(
        actor, row.pk, commands.Override(**{"until": until, **words})
    )


def test_what_was_never_asked_is_not_agreed_to(zhanar, child):
    assert not queries.consent_holds(zhanar, child, SERVICES)
    assert stands(zhanar, child) == Standing.NOT_ASKED


def test_each_scope_has_its_own_answer(zhanar, child):
    note(zhanar, child, given=(SERVICES,), refused=(TRACING,))
    assert queries.consent_holds(zhanar, child, SERVICES)
    assert stands(zhanar, child, TRACING) == Standing.REFUSED
    entry = Entry.objects.get(event="people.consent_noted")
    assert log.facts_of(entry, DataKey.objects.in_bulk())["agreed"] == [SERVICES]


def test_sharing_is_for_one_agency_by_name(zhanar, aigul, child, clinic):
    """S34: consent for one agency says nothing of another."""
    other = entries.agency(aigul, name_en="Police")
    with pytest.raises(Refused):
        note(zhanar, child, given=(NAMED,))
    note(zhanar, child, given=(NAMED,), agency_id=clinic.pk)
    assert queries.consent_holds(zhanar, child, NAMED, clinic.pk)
    assert not queries.consent_holds(zhanar, child, NAMED, other.pk)
    assert stands(zhanar, child, NAMED) == Standing.NO_AGENCY


def test_a_withdrawal_stops_everything_at_once_and_the_circle_is_told(
    zhanar, person, acting, child
):
    """S34: all that was given for the scope, on any record, in the same moment."""
    colleague = acting(person("social_worker", "Shymkent"))
    note(zhanar, child, given=(SERVICES,))
    (row,) = note(zhanar, child, given=(SERVICES,))
    commands.withdraw_consent(colleague, row.pk, "Is afraid.")
    assert stands(zhanar, child) == Standing.WITHDRAWN
    assert not Consent.objects.filter(state="GIVEN").exists()
    assert Notice.objects.filter(kind="consent_withdrawn", person_id=zhanar.person).exists()
    commands.withdraw_consent(colleague, row.pk)
    assert Entry.objects.filter(event="people.consent_withdrawn").count() == 1
    with clock.told_at(clock.now() + timedelta(minutes=1)):
        note(zhanar, child, given=(SERVICES,))
        assert stands(zhanar, child) == Standing.HOLDS


def test_a_paper_signed_before_the_withdrawal_changes_nothing(zhanar, child):
    (row,) = note(zhanar, child, given=(SERVICES,))
    commands.withdraw_consent(zhanar, row.pk)
    note(zhanar, child, given=(SERVICES,), given_at=clock.now() - timedelta(days=1))
    assert stands(zhanar, child) == Standing.WITHDRAWN


def test_consent_holds_on_its_last_day_and_not_on_the_next(zhanar, child):
    today = clock.today(zhanar.time_zone)
    note(zhanar, child, given=(SERVICES,), valid_until=today)
    assert stands(zhanar, child) == Standing.HOLDS
    with clock.told_at(clock.now() + timedelta(days=1)):
        assert stands(zhanar, child) == Standing.EXPIRED


def test_a_no_on_a_merged_record_is_a_no(sana, zhanar, aigul, child):
    other = register(zhanar, sana, given_name="Бекзат", family_name="Алиев")
    note(zhanar, child, given=(SERVICES,), given_at=clock.now() - timedelta(days=1))
    note(zhanar, other, refused=(SERVICES,))
    commands.merge_people(aigul, other.pk, child.pk)
    child.refresh_from_db()
    assert stands(zhanar, child) == Standing.REFUSED
    commands.undo_merge(aigul, other.pk)
    assert stands(zhanar, child) == Standing.HOLDS


@pytest.mark.parametrize(
    "said", [{"migration_status": "ASYLUM_CERT"}, {"cabm_category": "REFUGEE"}]
)
def test_the_consulate_hears_nothing_of_who_asks_for_asylum(sana, zhanar, aigul, said):
    """S34: forbidden even if the child agrees; only an override, by another person, opens it."""
    child = register(zhanar, sana, **NADIRA, **said)
    with pytest.raises(Refused) as no:
        note(zhanar, child, given=(CONSULATE,))
    assert no.value.field == "given"
    assert stands(zhanar, child, CONSULATE) == Standing.FORBIDDEN
    (row,) = note(zhanar, child, not_sought=(CONSULATE,), words={"why_not_sought": "Asylum."})
    override(aigul, row, ground="legal_duty")
    assert stands(zhanar, child, CONSULATE) == Standing.OVERRIDDEN


def test_asylum_asked_for_later_stops_the_consulate(zhanar, child):
    note(zhanar, child, given=(CONSULATE,))
    assert queries.consent_holds(zhanar, child, CONSULATE)
    child.migration_status = "ASYLUM_CERT"
    child.save()
    assert stands(zhanar, child, CONSULATE) == Standing.FORBIDDEN


def test_only_another_supervisor_overrides_and_says_why(zhanar, aigul, child):
    """S34: the permission, another person, a ground, a reason, a day; the journal has it."""
    (row,) = note(zhanar, child, refused=(SERVICES,))
    with pytest.raises(PermissionDenied):
        override(zhanar, row)
    (own,) = note(aigul, child, refused=(TRACING,))
    with pytest.raises(Refused):
        override(aigul, own)
    for said in (
        {"ground": "comfort"},
        {"reason": "why"},
        {"until": None},
        {"child_told": False},
        {"until": date(2020, 1, 1)},
    ):
        with pytest.raises(Refused):
            override(aigul, row, **said)
    assert stands(zhanar, child) == Standing.REFUSED
    with clock.told_at(clock.now() + timedelta(minutes=1)):
        override(aigul, row)
    assert queries.consent_holds(zhanar, child, SERVICES)
    entry = Entry.objects.get(event="people.consent_overridden")
    facts = log.facts_of(entry, DataKey.objects.in_bulk())
    assert facts["ground"] == "vital_danger"
    assert WHY not in str(facts)
    with clock.told_at(clock.now() + timedelta(days=4)):
        assert stands(zhanar, child) == Standing.REFUSED


def test_a_new_no_ends_an_override(zhanar, aigul, child):
    (row,) = note(zhanar, child, refused=(SERVICES,))
    for hour, overrides in enumerate((True, False, True, False), start=1):
        with clock.told_at(clock.now() + timedelta(hours=hour)):
            if overrides:
                override(aigul, row)
            else:
                commands.withdraw_consent(zhanar, row.pk)
            assert bool(queries.consent_holds(zhanar, child, SERVICES)) is overrides


def test_what_is_agreed_to_needs_no_override(zhanar, aigul, child):
    (row,) = note(zhanar, child, given=(SERVICES,))
    with pytest.raises(Refused):
        override(aigul, row)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "given"),
        ({"given": ("MAGIC",)}, "given"),
        ({"given": (SERVICES,), "refused": (SERVICES,)}, "refused"),
        ({"given": (SERVICES,), "given_by": "BEST_INTERESTS"}, "given_by"),
        ({"given": (SERVICES,), "given_by": ""}, "given_by"),
        ({"given": (SERVICES,), "assent": False}, "assent"),
        ({"given": (SERVICES,), "language": ""}, "language"),
        ({"given": (SERVICES,), "explained_how": ""}, "explained_how"),
        ({"given": (SERVICES,), "limits_explained": False}, "limits_explained"),
        ({"given": (SERVICES,), "valid_until": date(2020, 1, 1)}, "valid_until"),
        ({"given": (SERVICES,), "given_at": datetime(2999, 1, 1, tzinfo=UTC)}, "given_at"),
        ({"given": (SERVICES,), "given_by": "CHILD"}, "why_no_carer"),
        ({"not_sought": (SERVICES,)}, "why_not_sought"),
        ({"given": (SERVICES,), "withhold": (("soul", "OTHER"),)}, "withhold"),
        ({"given": (SERVICES,), "withhold": (("name", "WHIM"),)}, "withhold_reason"),
    ],
)
def test_what_is_no_consent_is_refused_at_its_field(zhanar, child, said, field):
    with pytest.raises(Refused) as no:
        note(zhanar, child, **said)
    assert no.value.field == field
    assert not Consent.objects.exists()


def test_a_child_alone_agrees_when_no_carer_can_be_asked(zhanar, child):
    said = {"given_by": "CHILD", "words": {"why_no_carer": "Nobody is here."}}
    note(zhanar, child, given=(SERVICES,), **said)
    assert queries.consent_holds(zhanar, child, SERVICES)


def test_what_is_to_be_kept_back_is_kept_from_whom_it_is_named(zhanar, aigul, child, clinic):
    note(zhanar, child, given=(SERVICES,), withhold=(("phone", "FEAR_OF_HARM"),))
    said = {"withhold": (("place", "TELL_PERSONALLY"),), "withhold_from": clinic.pk}
    note(zhanar, child, given=(NAMED,), agency_id=clinic.pk, **said)
    assert queries.withheld(zhanar, child) == {"phone"}
    assert queries.withheld(zhanar, child, clinic.pk) == {"phone", "place"}


def test_words_of_a_consent_are_ciphertext(zhanar, child):
    """S14"""
    words = {"witness": "Гульнара", "note": "Боится дяди."}
    (row,) = note(zhanar, child, given=(SERVICES,), words=words)
    assert "Гульнара".encode() not in bytes(Consent.objects.get().words_sealed)
    assert queries.consent_words(row, child) == words


def test_sent_twice_is_noted_once(zhanar, child):
    same = details(child, given=(SERVICES,), refused=(TRACING,))
    assert commands.note_consent(zhanar, same) != []
    commands.note_consent(zhanar, same)
    assert Consent.objects.count() == 2


def test_another_team_and_another_organisation_ask_nothing(zhanar, timur, serik, acting, child):
    """S4, S6: the same 404."""
    (row,) = note(zhanar, child, given=(SERVICES,))
    for act in (
        lambda: queries.consent_holds(timur, child, SERVICES),
        lambda: note(timur, child, given=(SERVICES,)),
        lambda: commands.withdraw_consent(timur, row.pk),
        lambda: commands.withdraw_consent(acting(serik), row.pk),
        lambda: override(acting(serik), row),
        lambda: queries.withheld(timur, child),
    ):
        with pytest.raises(Http404):
            act()


# What may happen to one scope, one after the other; the last act decides.
ACTS = st.lists(st.sampled_from(["give", "refuse", "withdraw", "override"]), max_size=8)


def _told(acts, skip):
    """Rows as the commands leave them; a withdrawal marks the rows that still stand."""
    rows: list[rules.Decision] = []
    for at, act in enumerate(acts):
        moment = START + timedelta(hours=at * skip)
        if act == "withdraw":
            rows = [
                rules.Decision(**{**vars(one), "withdrawn_at": one.withdrawn_at or moment})
                if one.state == ConsentState.GIVEN or one.override_at
                else one
                for one in rows
            ]
        elif act == "override":
            rows.append(rules.Decision(ConsentState.NOT_SOUGHT, moment, override_at=moment))
        else:
            state = ConsentState.GIVEN if act == "give" else ConsentState.REFUSED
            rows.append(rules.Decision(state, moment))
    return rows


@given(ACTS, st.integers(1, 50), st.randoms())
def test_after_a_no_nothing_holds_in_whatever_order_it_is_read(acts, skip, chance):
    """S34: a property; the last act decides, and rows may be read in any order."""
    rows = _told(acts, skip)
    chance.shuffle(rows)
    standing = rules.consent_standing(rows, TODAY)
    good = standing in {Standing.HOLDS, Standing.OVERRIDDEN}
    if acts and acts[-1] in {"refuse", "withdraw"}:
        assert not good
    if acts and acts[-1] in {"give", "override"}:
        assert good
    # The consulate: no yes of a child who asks for asylum is enough.
    strict = rules.consent_standing(rows, TODAY, forbidden=True)
    assert strict in {Standing.FORBIDDEN, Standing.OVERRIDDEN}


@given(st.integers(-400, 400), st.integers(-400, 400))
def test_consent_ends_by_day(until, away):
    """S34: it holds up to its last day and not a day longer."""
    row = rules.Decision(ConsentState.GIVEN, START, valid_until=TODAY + timedelta(days=until))
    standing = rules.consent_standing([row], TODAY + timedelta(days=away))
    assert standing == (Standing.HOLDS if away <= until else Standing.EXPIRED)


def test_the_form_does_not_even_ask_about_the_consulate_of_who_asks_for_asylum(sana, zhanar):
    """S22, S34: and the journal knows that it was printed."""
    child = register(zhanar, sana, migration_status="ASYLUM_CERT", **NADIRA)
    asked = []

    def write(form, mark):
        asked.append(form)
        return b"%PDF"

    commands.print_consent_form(zhanar, child.pk, "uz", (), write)
    assert (asked[0].code, asked[0].without) == (child.code, (CONSULATE,))
    assert Entry.objects.filter(event="people.consent_form_printed").count() == 1

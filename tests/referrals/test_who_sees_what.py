"""S2, S6, S33: who may not know of a referral finds nothing, by no way, and no number differs."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests import cast
from tests.people.known import register
from tests.referrals.told import again, drafted, sent, visiting
from tests.referrals.told import details as to
from umai.cases import queries as cases
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.foundation.vault.models import DataKey
from umai.hotline import queries as hotline
from umai.people import commands as people
from umai.referrals import commands, queries, rules
from umai.referrals.models import Arrival, Referral

pytestmark = pytest.mark.usefixtures("here")


def found(actor):
    """Everything that can be asked without an id, and what ids answer."""
    return (
        queries.referrals(actor).count(),
        queries.overdue_referrals(actor).count(),
        list(queries.arrivals(actor).values_list("code", flat=True)),
        queries.waiting_arrivals(actor).count(),
    )


def test_a_referral_of_a_case_that_one_may_not_know_leaves_no_trace(case, agreed, zhanar, timur):
    """S6: lists and counts are equal with and without it; its id answers as any other does."""
    before = found(timur)
    row = sent(zhanar, case, agreed.pk)
    assert found(timur) == before
    for referral_id in (row.pk, uuid7()):
        for act in (
            lambda pk: queries.referral(timur, pk),
            lambda pk: commands.read_referral(timur, pk),
            lambda pk: commands.revoke_referral(timur, pk, 1, "wrong"),
            lambda pk: commands.give_code(timur, pk),
            lambda pk: commands.confirm_service(timur, pk, teller="child"),
        ):
            with pytest.raises(Http404):
                act(referral_id)


def test_who_is_shut_out_from_a_child_is_shut_out_from_its_referrals(
    case, agreed, zhanar, saule, child
):
    """S4, S6: a supervisor who must not know of the child does not know of what is told of it."""
    row = sent(zhanar, case, agreed.pk)
    assert queries.referral(saule, row.pk)
    people.shut_out(zhanar, child.pk, saule.person, "She is a relative of the father.")
    with pytest.raises(Http404):
        queries.referral(saule, row.pk)


def test_other_organisations_and_other_roles_find_nothing(case, agreed, zhanar, olga, rodnik, dina):
    """S2, S33: the database itself shows another organisation nothing."""
    row = sent(zhanar, case, agreed.pk)
    with pytest.raises(PermissionDenied):
        commands.read_referral(olga, row.pk)
    with pytest.raises(Http404):
        drafted(olga, case, agreed.pk)
    with scope(rodnik.pk):
        assert not Referral.objects.exists() and not Arrival.objects.exists()
        with pytest.raises(Http404):
            commands.shown_to_provider(dina, row.pk)


def test_a_visitor_of_one_referral_reaches_no_other(case, agreed, zhanar):
    """S33: the code of one opens one."""
    one, other = sent(zhanar, case, agreed.pk), sent(zhanar, case, agreed.pk)
    door = visiting(zhanar, one)
    with pytest.raises(PermissionDenied):
        commands.shown_to_provider(door.actor, other.pk)
    with pytest.raises(PermissionDenied):
        commands.accept_referral(door.actor, other.pk)


def test_from_a_contact_without_a_name_nothing_goes_that_names(sana, zhanar, clinic):
    """S34: need, age, sex and language, with the caller's word; who was referred in, too."""
    details = commands.ArrivalDetails(
        id=uuid7(), team_id=cast.team(sana, "Shymkent").pk, came_by="phone", need="SO02",
        sex="male", words={"from_whom": "A school", "need": "He has nowhere to sleep."},
    )  # fmt: skip
    row = commands.record_arrival(zhanar, details)
    row = commands.take_in_as_contact(zhanar, row.pk, row.version, details.team_id)
    contact = hotline.contact(zhanar, row.taken_id)
    assert contact.channel == "referral_in" and contact.code == row.taken_code
    origin = hotline.origin_of_contact(zhanar, contact.pk)
    with pytest.raises(Refused) as no:
        commands.draft_referral(zhanar, origin, to(clinic.pk, shared=("name",)))
    assert no.value.field == "shared"
    made = commands.draft_referral(zhanar, origin, to(clinic.pk))
    with pytest.raises(Refused) as no:
        commands.send_referral(zhanar, made.pk, made.version)
    assert no.value.field == "consent"
    said = to(clinic.pk, caller_agreed=True)
    made = commands.write_referral(zhanar, made.pk, made.version, said)
    made = commands.send_referral(zhanar, made.pk, made.version)
    assert made.basis == "caller" and set(made.shared) <= rules.OF_NOBODY


def test_an_erased_child_leaves_no_referral_and_no_key(case, agreed, zhanar, saule, dina, rodnik):
    """S18: the row, its facts, its key and what lies in another's box go."""
    row = sent(zhanar, case, agreed.pk, way="inside", to_organisation_id=rodnik.pk)
    assert commands.erase_referrals(saule, row.individual_id) >= 1
    assert not Referral.objects.exists()
    assert DataKey.objects.get(pk=row.share_key_id).wrapped is None
    with scope(rodnik.pk):
        assert not queries.arrivals(dina).exists()


def test_when_a_merge_brings_a_no_to_light_access_ends(sana, case, agreed, zhanar, saule, child):
    """S34: a no on one record of a person is a no for both."""
    row = sent(zhanar, case, agreed.pk)
    twin = register(zhanar, sana, sex="female", given_name="Надира", family_name="Каримбаева")
    said = people.ConsentDetails(
        id=uuid7(), individual_id=twin.pk, refused=("SHARE_NAMED_AGENCY",), agency_id=agreed.pk,
        given_by="PARENT",
    )  # fmt: skip
    people.note_consent(zhanar, said)
    people.merge_people(saule, twin.pk, child.pk)
    assert again(row).state == "REVOKED"


def test_a_case_does_not_close_over_an_open_referral(case, agreed, zhanar):
    """It stands in the list of what is still open."""
    row = sent(zhanar, case, agreed.pk)
    assert any("referral" in str(one.words) for one in cases.still_open(zhanar, case))
    commands.revoke_referral(zhanar, row.pk, row.version, "not_needed")
    assert not any("referral" in str(one.words) for one in cases.still_open(zhanar, case))

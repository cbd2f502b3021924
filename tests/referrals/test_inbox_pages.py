"""The inbox by HTTP: written down, from inside, taken in, refused, answered."""


from tests import cast
from tests.cases.web import body
from tests.referrals.told import NEED, again, sent
from umai.foundation.access.models import Person
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope
from umai.referrals.models import Arrival, Referral

INBOX = "/referrals/inbox/"


def browser(as_person, who):
    """A browser that speaks English."""
    found = as_person(who if isinstance(who, Person) else Person.objects.get(pk=who.person))
    found.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return found


def letter(sana, **said):
    """What a colleague types from a letter."""
    return {
        "id": str(uuid7()), "came_by": "letter", "from_whom": "School 12", "need": "SO02",
        "urgency": "week", "who": "A boy of nine", "need_words": "He sleeps in class.",
        "team": str(cast.team(sana, "Shymkent").pk), **said,
    }  # fmt: skip


def test_a_letter_is_written_down_once_and_becomes_a_case(sana, zhanar, person, as_person, here):
    """F09: who writes it down, who answers it; a second press leads to what was made."""
    amina = browser(as_person, person("operator", "Shymkent"))
    typed = letter(sana)
    wrong = amina.post(f"{INBOX}record/", {**typed, "from_whom": "", "came_by": ""})
    assert wrong.status_code == 422 and "He sleeps in class." in wrong.content.decode()
    for _press in range(2):
        assert amina.post(f"{INBOX}record/", typed).url == INBOX
    row = Arrival.objects.get()
    one = f"{INBOX}{row.pk}/"
    assert row.code not in body(amina, INBOX) and amina.get(one).status_code == 403
    worker = browser(as_person, zhanar)
    assert row.code in body(worker, INBOX) and "School 12" not in body(worker, INBOX)
    told = body(worker, one)
    assert "He sleeps in class." in told and "School 12" in told
    assert worker.post(f"{one}case/", {"version": 1}).status_code == 422
    taken = {"version": 1, "main": "NBR", "team": typed["team"]}
    wrong = worker.post(f"{one}case/", {**taken, "child": "NO-0000-X"})
    assert "child" in wrong.context["form"].errors
    made = worker.post(f"{one}case/", taken).url
    assert made.startswith("/cases/") and "He sleeps in class." in body(worker, made)
    assert worker.post(f"{one}case/", taken).url == one
    assert row.code not in body(worker, INBOX)
    assert row.code in body(worker, f"{INBOX}?state=taken")
    back = f"/referrals/from{made}?answers={row.pk}".replace("/cases/", "/case/")
    assert back in body(worker, one) and f"answers={row.pk}" in body(worker, back)


def test_a_call_becomes_a_contact_or_is_refused(sana, zhanar, as_person, here):
    worker = browser(as_person, zhanar)
    for typed in (letter(sana), letter(sana)):
        worker.post(f"{INBOX}record/", typed)
    first, second = (f"{INBOX}{one.pk}/" for one in Arrival.objects.order_by("pk"))
    made = worker.post(f"{first}contact/", {"version": 1, "team": letter(sana)["team"]}).url
    assert "He sleeps in class." in body(worker, made)
    wrong = worker.post(f"{second}refuse/", {"version": 1, "words": "Ask the clinic."})
    assert wrong.status_code == 422 and "Ask the clinic." in wrong.content.decode()
    assert worker.post(f"{second}refuse/", {"version": 1, "reason": "full"}).url == second
    assert "No place or no time" in body(worker, second)


def test_from_inside_it_is_seen_answered_and_nobody_else_finds_it(
    case, agreed, zhanar, rodnik, serik, dina, as_person, person, here
):
    """S6, S33: the receiver's page tells what was agreed; the sender sees the answer at once."""
    row = sent(zhanar, case, agreed.pk, way="inside", to_organisation_id=rodnik.pk)
    there, ours = browser(as_person, dina), browser(as_person, zhanar)
    one = f"{INBOX}{row.pk}/"
    assert row.code in body(there, INBOX) and "Sana Sezim" in body(there, INBOX)
    told = body(there, one)
    assert NEED in told and "Нодира" not in told and case.code not in told.replace(row.code, "")
    assert ours.get(one).status_code == 404
    assert there.get(f"/referrals/{row.pk}/").status_code == 404
    assert there.post(f"{one}answer/", {"version": 1, "kind": "failed"}).status_code == 422
    said = {"version": 1, "kind": "accepted", "appointment_at": "2031-05-04T10:30"}
    assert there.post(f"{one}answer/", said).url == one
    assert "Appointment given" in body(ours, f"/referrals/{row.pk}/")
    assert there.post(f"{one}answer/", {"version": 2, "kind": "confirmed"}).url == one
    assert again(row).state == "SERVICE_COMPLETED"
    with scope(case.organisation_id):
        assert Referral.objects.count() == 1



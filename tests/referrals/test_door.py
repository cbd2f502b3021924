"""The door of a provider without an account: one code, one referral, its answers."""

import re
from datetime import timedelta

import pypdfium2
import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from tests.directory import entries
from tests.people.known import NADIRA
from tests.referrals.told import NEED, again, sent, withdraw
from umai.foundation.access import actors
from umai.foundation.journal import log
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.notices import outbox
from umai.foundation.vault.models import DataKey
from umai.foundation.vocabulary import queries as vocabulary
from umai.people.terms import Shareable
from umai.referrals import commands, exports, queries, terms
from umai.referrals.models import DoorCode, Fact

pytestmark = pytest.mark.usefixtures("here")
DOOR, HERE, THANKS = "/referrals/code/", "/referrals/code/referral/", "/referrals/code/thanks/"
ENGLISH = {"accept-language": "en"}
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ settings.SECRET_KEY }}{% debug %}",
    "'; DROP TABLE referrals_referral; --",
    '=HYPERLINK("http://evil.example")',
    "../../etc/passwd\r\nSet-Cookie: a=b",
)


@pytest.fixture
def row(case, agreed, zhanar):
    """Nodira is referred to the clinic, which is told her need, age, sex and language."""
    return sent(zhanar, case, agreed.pk)


@pytest.fixture
def code(zhanar, row):
    return commands.give_code(zhanar, row.pk).code


@pytest.fixture
def phone(code):
    """The telephone of a nurse who typed the code."""
    return entered(code)


def entered(code):
    browser = Client(headers=ENGLISH)
    answer = browser.post(DOOR, {"code": code})
    assert answer["Location"] == HERE, answer.content.decode()
    return browser


def page(browser, address=HERE):
    answer = browser.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def say(browser, act, **said):
    """Open the page of an answer and send it."""
    at = f"{HERE}{act}/"
    version = browser.get(at).context["form"]["version"].value()
    return browser.post(at, {"version": version, **said})


def read(content):
    """The words of a PDF, on one line."""
    document = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(one.get_textpage().get_text_range() for one in document).split())


def kinds(row):
    return list(queries.facts(row).values_list("kind", flat=True))


def journal(event):
    return Entry.objects.filter(event=f"referrals.{event}").count()


def test_from_the_code_to_the_service_that_happened(row, phone, saule):
    """F09 on a telephone: only the acts that the state allows, and what happens next."""
    shown = page(phone)
    for words in (NEED, "Female", "Sana Sezim", "We take it on", "Say whether you can take it on"):
        assert words in shown
    for hidden in ("The help has begun", "Nodira", "Нодира", "555", "SHM-", str(row.pk)):
        assert hidden not in shown
    late = {"appointment_at": "2020-01-01T10:00", "place": "Room 5"}
    wrong = say(phone, "accept", **late)
    assert wrong.status_code == 422
    kept = wrong.content.decode()
    assert 'href="#id_appointment_at"' in kept and "Room 5" in kept and "2020-01-01" in kept
    soon = (clock.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    taken = say(phone, "accept", appointment_at=soon, place="Room 5", ask_for="Sister Aigul")
    assert taken["Location"] == HERE
    shown = page(phone)
    assert "Whoever sent the referral reads it now" in shown and "You took it on" in shown
    assert "We cannot take it on" not in shown and "The help has begun" in shown
    assert say(phone, "begin")["Location"] == HERE
    assert say(phone, "confirm", words="She coughs no more.")["Location"] == HERE
    assert say(phone, "feedback", what="helped")["Location"] == HERE
    assert again(row).state == "SERVICE_COMPLETED"
    read = commands.read_referral(saule, row.pk)
    words = {one.kind: said for one, said in read.course}
    assert words["accepted"] == "Place: Room 5\nAsk for: Sister Aigul"
    assert words["confirmed"] == "She coughs no more."


def test_a_refusal_closes_the_page_and_a_second_click_says_thank_you(row, phone):
    """R1: one answer. Without a reason nothing is lost and nothing is sent."""
    wrong = say(phone, "refuse", words="Ask the day centre.")
    assert wrong.status_code == 422 and "Ask the day centre." in wrong.content.decode()
    at = f"{HERE}refuse/"
    said = {"version": again(row).version, "what": "full", "words": "Ask the day centre."}
    other = Client(headers=ENGLISH)
    other.cookies = phone.cookies.copy()
    kept = phone.session["referral_door"]
    assert phone.post(at, said)["Location"] == THANKS
    session = other.session
    session["referral_door"] = kept  # the second click left before the first was answered
    session.save()
    assert other.post(at, said)["Location"] == THANKS
    assert "Thank you" in page(other, THANKS)
    assert kinds(row).count("refused") == 1 and again(row).state == "REJECTED"
    assert other.get(HERE)["Location"] == DOOR


def test_a_double_click_is_one_answer_and_a_newer_answer_is_not_overwritten(row, phone, zhanar):
    """R1, R5: two answers; the later one is shown where the referral stands, its words kept."""
    page(phone)
    said = {"version": again(row).version, "words": "Gladly."}
    for _click in range(2):
        assert phone.post(f"{HERE}accept/", said)["Location"] == HERE
    assert kinds(row).count("accepted") == 1
    version = again(row).version
    commands.begin_service(zhanar, row.pk, teller="provider")
    late = phone.post(f"{HERE}appoint/", {"version": version, "place": "Room 9",
                                          "appointment_at": "2099-01-01T10:00"})  # fmt: skip
    assert late.status_code == 422 and "Room 9" in late.content.decode()
    assert "Somebody changed this referral meanwhile" in late.content.decode()
    assert "appointed" not in kinds(row)
    stale = phone.post(f"{HERE}begin/", {"version": again(row).version, "words": "Begun."})
    assert stale.status_code == 422 and "Begun." in stale.content.decode()


@pytest.mark.parametrize("ends", ["withdrawn", "revoked", "new code", "idle", "long", "expired"])
def test_whatever_ends_it_the_open_page_is_closed_at_once(
    row, phone, zhanar, child, agreed, ends, monkeypatch
):
    """S33, S34: the same page says nothing more; what was typed can be copied."""
    page(phone)
    if ends == "withdrawn":
        withdraw(zhanar, child, agreed.pk)
    elif ends == "revoked":
        commands.revoke_referral(zhanar, row.pk, again(row).version, "not_needed")
    elif ends == "new code":
        commands.give_code(zhanar, row.pk)
    elif ends == "idle":
        session = phone.session
        session["referral_door"] = [
            *session["referral_door"][:2],
            session["referral_door"][2] - 1900,
        ]
        session.save()
    elif ends == "long":
        DoorCode.objects.update(used_at=clock.now() - timedelta(minutes=61))
    else:
        commands.erase_referrals(zhanar, child.pk)
    before = Fact.objects.count()
    gone = phone.post(f"{HERE}accept/", {"version": 1, "words": "We can see her."})
    assert gone.status_code == 410
    told = gone.content.decode()
    assert "This referral is closed" in told and "We can see her." in told
    for hidden in (NEED, "Sana", "RF-", row.code, "Female"):
        assert hidden not in told
    assert Fact.objects.count() == before
    assert phone.get(HERE)["Location"] == DOOR


def test_closed_by_the_provider_it_needs_a_new_code(row, phone, code, zhanar):
    """The old code was used, and the visit is over on the server too."""
    kept = phone.session["referral_door"]
    assert phone.post("/referrals/code/leave/")["Location"] == THANKS
    assert queries.visitor(row.organisation_id, kept[1]) is None
    assert journal("door_left") == 1
    assert Client(headers=ENGLISH).post(DOOR, {"code": code}).status_code == 422
    assert NEED in page(entered(commands.give_code(zhanar, row.pk).code))


def test_however_it_is_typed_it_opens(row, zhanar):
    """Small letters, spaces, letters of another keyboard."""
    shapes = (str.lower, lambda said: f" {said.replace('-', ' ')} ",
              lambda said: said[:5] + said[5:].translate(str.maketrans("ACEHKMPTX", "АСЕНКМРТХ")),
              lambda said: said[:5] + said[5:].translate(str.maketrans("582", "SBZ")))  # fmt: skip
    for shape in shapes:
        entered(shape(commands.give_code(zhanar, row.pk).code))


def test_wrong_used_and_expired_codes_get_one_sentence(row, phone, code, zhanar):
    """Guessing tells nothing, and every try is written down without what was typed."""
    late = commands.give_code(zhanar, row.pk).code
    DoorCode.objects.filter(used_at=None).update(expires_at=clock.now())
    answers = set()
    for typed in (code, late, "SANA-AAAA-AAAA-AAAA", "NOBODY-7KMF-2XWA-9HJD", "x"):
        answer = Client(headers=ENGLISH).post(DOOR, {"code": typed})
        assert answer.status_code == 422
        answers.add(str(answer.context["form"].errors["code"]))
    assert len(answers) == 1 and "ring whoever wrote to you" in answers.pop()
    assert journal("door_refused") == 4  # one named no organisation of this house
    keys = DataKey.objects.in_bulk()
    assert "AAAA" not in str([log.facts_of(one, keys) for one in Entry.objects.all()])


def test_guessing_is_slowed_down(row, code):
    tries = [Client().post(DOOR, {"code": f"SANA-{n:012d}"}).status_code for n in range(11)]
    assert tries == [422] * 10 + [429]
    assert Client().post(DOOR, {"code": code}).status_code == 429


def test_addresses_titles_mail_and_headers_tell_of_nobody(case, agreed, zhanar, sana, mailoutbox):
    """S31: neither child nor code nor help in what a line, a history or a mail server keeps."""
    row = sent(zhanar, case, agreed.pk, way="email")
    outbox.send_waiting(actors.job(sana, ()))
    (mail,) = [one for one in mailoutbox if one.to == ["clinic@test.invalid"]]
    assert mail.body.strip().endswith(DOOR)
    given = commands.give_code(zhanar, row.pk).code
    browser = entered(given)
    answers = {at: browser.get(at) for at in (DOOR, HERE, f"{HERE}accept/", THANKS)}
    for at, answer in answers.items():
        text = answer.content.decode()
        title = text.partition("<title>")[2].partition("</title>")[0]
        for word in (row.code, given, *NADIRA.values(), NEED, "SO02", str(row.pk), "clinic"):
            assert str(word) not in at + title + str(answer.headers) + mail.subject + mail.body
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "same-origin"
        assert "default-src" in answer["Content-Security-Policy"]
        assert '<meta name="robots" content="noindex">' in text


@pytest.mark.parametrize("words", HOSTILE)
def test_what_a_provider_writes_does_not_run(row, phone, saule, words):
    """S35: kept as it was typed, drawn as words."""
    version = again(row).version
    wrong = phone.post(f"{HERE}refuse/", {"version": version, "words": words})
    assert wrong.status_code == 422 and "Set-Cookie: a" not in str(wrong.headers)
    drawn = wrong.content.decode()
    assert "<script>alert" not in drawn and "<img src=x" not in drawn
    assert settings.SECRET_KEY not in drawn
    assert say(phone, "accept", words=words, place=words)["Location"] == HERE
    said = {one.kind: told for one, told in commands.read_referral(saule, row.pk).course}
    assert said["accepted"].endswith(words.replace("\r\n", "\n"))


def test_whom_to_ring_stands_at_the_door(saule, code):
    """The number comes from the organisation's own entry in its directory."""
    phones = [{"id": "p1", "number": "+77252000001"}]
    entries.agency(saule, name_ru="Sana Sezim", phones=phones)
    assert "tel:+77252000001" in page(Client(headers=ENGLISH), DOOR)
    assert "tel:+77252000001" in page(entered(code))


@pytest.mark.parametrize("language", ["kk", "ru", "uz", "tg"])
def test_the_door_speaks_the_language_whole(row, code, zhanar, language, monkeypatch):
    """Every word of the door is in the catalogues of the language, to the last error."""
    missed = _listen(monkeypatch, language)
    browser = Client(headers={"accept-language": language})
    page(browser, DOOR)
    browser.post(DOOR, {"code": ""})
    assert browser.post(DOOR, {"code": code})["Location"] == HERE
    past, later = {"appointment_at": "2020-01-01T10:00"}, {"appointment_at": "2099-01-01T10:00"}
    for act, said in {
        "refuse": {},
        "fail": {"words": "x" * 2001},
        "accept": past,
        "begin": {"version": 1},
        "appoint": {},
        "feedback": {"what": "?"},
    }.items():
        told = {"version": again(row).version, **said}
        assert browser.post(f"{HERE}{act}/", told).status_code == 422
    rest = {"what": "helped", "place": "5", "ask_for": "A"}
    for act in ("accept", "begin", "appoint", "confirm", "feedback"):
        assert f'<html lang="{language}"' in page(browser)
        assert say(browser, act, **later, **rest)["Location"] == HERE
    with translation.override(language):
        thanks = translation.gettext("Thank you. Whoever sent the referral reads it now.")
        need = vocabulary.label("service", row.need)
    with translation.override("ru"):
        assert (need == vocabulary.label("service", row.need)) == (language == "ru")
    shown = page(browser)
    assert thanks in shown and need in shown
    again_ = {"version": again(row).version}
    assert browser.post(f"{HERE}begin/", again_).status_code == 422
    browser.post("/referrals/code/leave/")
    page(browser, THANKS)
    assert browser.post(f"{HERE}accept/", {"words": "x"}).status_code == 410
    assert 429 in [browser.post(DOOR, {"code": "x"}).status_code for _try in range(11)]
    with translation.override(language):
        for closed in (Shareable, terms.Urgency, terms.RefusalReason, terms.FailureReason):
            assert all(str(one.label) for one in closed)
    assert missed <= {":"}, sorted(missed)


def _listen(monkeypatch, language):
    """Whatever is asked of a language and is not in its catalogues."""
    missed = set()
    catalogue = translation.trans_real.translation(language)._catalog

    class Deaf:
        def gettext(self, message):
            missed.add(message)
            return message

        def ngettext(self, one, many, _number):
            missed.add(one)
            return many

        pgettext = npgettext = None

    found = translation.trans_real.translation(language)
    assert catalogue
    monkeypatch.setattr(found, "_fallback", Deaf())
    return missed


def test_the_letter_carries_what_was_agreed_and_a_code_that_opens(row, zhanar, saule):
    """The PDF: reference, agreed fields, the address of the door, a slip; no name."""
    entries.agency(saule, name_ru="Sana Sezim", phones=[{"id": "p1", "number": "+77252000001"}])
    content = commands.print_letter(zhanar, row.pk, exports.letter)
    said = read(content)
    for words in (row.code, "Sana Sezim", "+7 725 200 00 01", NEED, DOOR):
        assert words in said
    for hidden in ("Нодира", "Каримова", "555"):
        assert hidden not in said
    code = re.search(r"SANA-\w{4}-\w{4}-\w{4}", said)[0]
    assert NEED in page(entered(code))

"""Own versions of procedures by HTTP: written, checked, approved by another, moved to."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cases.web import body, browsers_of
from tests.legal_aid.told import WHY, done, opened
from tests.people.known import events
from umai.foundation.kernel import clock
from umai.foundation.kernel.refusal import Refused
from umai.foundation.notices.models import Notice
from umai.foundation.vocabulary import queries as vocabulary
from umai.foundation.vocabulary.models import Rule
from umai.legal_aid import commands, queries, rules, versions
from umai.legal_aid.models import ProcedureFact, TemplateVersion

pytestmark = pytest.mark.usefixtures("here")
LISTED = "/legal/templates/"
NEW = {"title_en": "Look again", "title_ru": "Посмотреть ещё раз", "title_kk": "Тағы қарау"}


@pytest.fixture
def web(malika, saule, person, rodnik, as_person) -> dict[str, Any]:
    """Browsers of two lawyers, their supervisor, and a lawyer of another organisation."""
    from umai.foundation.access.models import Person

    staff = {
        "malika": Person.objects.get(pk=malika.person),
        "aigul": person("lawyer", "Shymkent"),
        "saule": Person.objects.get(pk=saule.person),
        "other": person("lawyer", "Almaty", rodnik),
        "worker": person("social_worker", "Shymkent"),
    }
    return browsers_of(staff, as_person)


def post(browser: Client, address: str, status: int = 302, **typed: Any) -> str:
    """What a page answers to a form."""
    answer = browser.post(address, typed)
    assert answer.status_code == status, answer.content.decode()[-3000:]
    return answer.headers.get("Location", "") or answer.content.decode()


def drafted(browser: Client, code: str, number: int = 1) -> TemplateVersion:
    """A draft begun from a version."""
    post(browser, f"{LISTED}{code}/{number}/draft/")
    return TemplateVersion.objects.filter(code=code).order_by("number").last()


def typed_step(row: TemplateVersion, step: str, **said: Any) -> dict[str, Any]:
    """The form of a step as its page shows it, with what is changed."""
    from umai.legal_aid.forms.drafting import TemplateStepForm

    told = TemplateStepForm.told(queries.parsed(row).steps[step])
    return {**{key: one for key, one in told.items() if one}, "version": row.version} | said


def approved(web: dict[str, Any], code: str, step: str, **said: Any) -> TemplateVersion:
    """A version in force in which one step says something else."""
    row = drafted(web["malika"], code)
    here = f"{LISTED}{code}/{row.number}/"
    post(web["malika"], f"{here}step/{step}/", **typed_step(row, step, **said))
    row.refresh_from_db()
    post(web["malika"], f"{here}act/propose/", version=row.version, words=WHY)
    row.refresh_from_db()
    day = queries.today().isoformat()
    post(web["aigul"], f"{here}act/approve/", version=row.version, enabled_from=day)
    row.refresh_from_db()
    return row


def test_a_version_is_written_proposed_and_approved_by_another(web, malika, saule, case, sana):
    before = opened(malika, case, "LP-16")
    row = drafted(web["malika"], "LP-16")
    here = f"{LISTED}LP-16/{row.number}/"
    assert (row.number, versions.version_label(row.number)) == (1001, "own 1")
    post(web["malika"], f"{here}step/ASK/", **typed_step(row, "ASK", title_en="Ask in writing"))
    assert "Ask in writing" in body(web["aigul"], here)
    row.refresh_from_db()
    assert post(web["malika"], f"{here}act/approve/", 422, version=row.version, enabled_from="")
    post(web["malika"], f"{here}act/propose/", 422, version=row.version, words="so")
    post(web["malika"], f"{here}act/propose/", version=row.version, words=WHY)
    assert queries.latest()["LP-16"].version == 1
    row.refresh_from_db()
    day = queries.today().isoformat()
    own = post(web["malika"], f"{here}act/approve/", 422, version=row.version, enabled_from=day)
    assert "You wrote this version" in own
    assert "LP-16 own 1" in body(web["saule"], LISTED)
    told = dict(Notice.objects.filter(subject_id=row.pk).values_list("person_id", "kind"))
    assert told[saule.person] == "legal_template_proposed" and malika.person not in told
    assert web["saule"].get(f"{LISTED}{row.pk}/").headers["Location"] == here
    post(web["saule"], f"{here}act/approve/", version=row.version, enabled_from=day)
    assert queries.latest()["LP-16"].version == 1001
    commands.close_procedure(malika, before.pk, before.version, "WITHDRAWN", WHY)
    after = opened(malika, case, "LP-16")
    before.refresh_from_db()
    assert (before.template_version, after.template_version) == (1, 1001)
    assert "Ask in writing" in body(web["malika"], f"/legal/{after.pk}/")
    assert "Ask in writing" not in body(web["malika"], f"/legal/{before.pk}/")
    assert [one for one in events(sana) if "template" in one] == [
        "legal_aid.template_drafted",
        "legal_aid.template_edited",
        "legal_aid.template_proposed",
        "legal_aid.template_approved",
    ]
    row.refresh_from_db()
    post(web["saule"], f"{here}act/withdraw/", version=row.version, words=WHY)
    assert queries.latest()["LP-16"].version == 1
    assert "Ask in writing" in body(web["malika"], f"/legal/{after.pk}/"), "what runs goes on"


def test_who_wrote_in_it_decides_nothing_and_a_refusal_says_why(web):
    row = drafted(web["malika"], "LP-15")
    assert drafted(web["malika"], "LP-15").pk == row.pk, "a double click begins one"
    here = f"{LISTED}LP-15/{row.number}/"
    same = post(web["malika"], f"{here}act/propose/", 422, version=row.version, words=WHY)
    assert "Nothing differs" in same
    step = next(iter(queries.parsed(row).steps))
    post(web["aigul"], f"{here}step/{step}/", **typed_step(row, step, **NEW))
    row.refresh_from_db()
    post(web["malika"], f"{here}act/propose/", version=row.version, words=WHY)
    row.refresh_from_db()
    assert "You wrote" in post(
        web["aigul"], f"{here}act/refuse/", 422, version=row.version, words=WHY
    )
    post(web["saule"], f"{here}act/refuse/", version=row.version, words=WHY)
    assert WHY in body(web["malika"], here)
    late = typed_step(row, step, **NEW)
    assert "not open" in post(web["malika"], f"{here}step/{step}/", 422, **late)


def test_a_wrong_graph_is_told_at_its_step_and_cannot_be_proposed(web):
    """R24: a way that leads nowhere, an orphan or a lost protection stops the proposal."""
    row = drafted(web["malika"], "LP-03")
    here = f"{LISTED}LP-03/{row.number}/"
    past = typed_step(row, "PROOF", next="BORDER")
    post(web["malika"], f"{here}step/PROOF/", **past)
    page = body(web["malika"], here)
    assert "a way leads to it past “view”" in page and "nothing leads to it" in page
    row.refresh_from_db()
    post(web["malika"], f"{here}act/propose/", 422, version=row.version, words=WHY)
    answer = web["malika"].post(f"{here}step/VIEW/remove/", {"version": row.version}, follow=True)
    assert "cannot be left out" in answer.content.decode()
    fewer = typed_step(row, "VIEW", answer2_en="", answer2_ru="", answer2_kk="", slots=3)
    post(web["malika"], f"{here}step/VIEW/", **fewer)
    assert "must stay, with the answers it had" in body(web["malika"], here)
    row.refresh_from_db()
    post(web["malika"], f"{here}step/PROOF/", 422, **typed_step(row, "PROOF", next="NOWHERE"))


def test_a_step_is_added_shifted_and_taken_out(web):
    row = drafted(web["malika"], "LP-05")
    here = f"{LISTED}LP-05/{row.number}/"
    first = next(iter(queries.parsed(row).steps))
    made = post(web["malika"], f"{here}step/{first}/add/", version=row.version)
    assert made.endswith("/step/OWN1_1/")
    row.refresh_from_db()
    said = typed_step(row, "OWN1_1", **NEW, source="our own practice", documents=["BIRTH_KZ"])
    said |= {"question_en": "Is it so?", "question_ru": "Так ли это?", "question_kk": "Солай ма?"}
    said |= {"answer0_en": "Yes", "answer0_ru": "Да", "answer0_kk": "Иә", "answer0_next": "END"}
    assert "Choose where it leads" in post(
        web["malika"], made, 422, **said, answer1_en="No", answer1_ru="Нет", answer1_kk="Жоқ"
    )
    post(web["malika"], made, **said)
    row.refresh_from_db()
    step = queries.parsed(row).steps["OWN1_1"]
    assert (step.asks, step.answers[0].code, step.leads("a1")) == (True, "a1", "END")
    post(web["malika"], f"{here}step/OWN1_1/up/", version=row.version)
    row.refresh_from_db()
    assert next(iter(queries.parsed(row).steps)) == "OWN1_1"
    page = body(web["malika"], f"{LISTED}LP-05/1/{row.number}/")
    assert "Added" in page and "Look again" in page and "Taken out" not in page
    before = set(queries.shipped()["LP-05", 1].steps)
    post(web["malika"], f"{here}step/OWN1_1/remove/", version=row.version)
    row.refresh_from_db()
    assert set(queries.parsed(row).steps) == before


def test_two_lawyers_edit_one_step_and_neither_loses_a_word(web):
    """R5: who is late sees both, keeps the words, and may put them over."""
    row = drafted(web["malika"], "LP-12")
    step = next(iter(queries.parsed(row).steps))
    address = f"{LISTED}LP-12/{row.number}/step/{step}/"
    late = typed_step(row, step, title_en="What the second wrote")
    post(web["malika"], address, **typed_step(row, step, title_en="What the first wrote"))
    page = post(web["aigul"], address, 422, **late)
    assert "Somebody was quicker" in page
    assert "What the first wrote" in page and "What the second wrote" in page
    row.refresh_from_db()
    post(web["aigul"], address, **{**late, "version": row.version})
    row.refresh_from_db()
    assert queries.parsed(row).steps[step].title["en"] == "What the second wrote"


def test_a_running_procedure_is_moved_knowingly(web, malika, case, sana):
    """R16: the time limit that runs stays as it was counted; what happened keeps its words."""
    row = done(malika, opened(malika, case, "LP-01"), "citizens", obtained=True)
    first = body(web["malika"], f"/legal/{row.pk}/")
    clock = (row.due_at, row.due_rule, row.due_version)
    assert row.step == "APPLY" and row.due_at
    own = approved(web, "LP-01", "APPLY", title_en="Apply with our letter", rule="BR.ISSUE")
    page = body(web["malika"], f"/legal/{row.pk}/")
    assert "Apply with our letter" not in page, "R16: it reads as it did"
    assert page.count("<tr") == first.count("<tr")
    move = f"/legal/{row.pk}/move/"
    page = body(web["malika"], move)
    assert "Apply with our letter" in page and "stays as it was counted" in page
    said = {"version": row.version, "to_version": own.number, "words": WHY}
    assert "Choose one of the answers" in post(web["malika"], move, 422, **said)
    assert post(web["malika"], move, 422, **{**said, "step": "APPLY", "words": "so"})
    post(web["malika"], move, **said, step="APPLY")
    row.refresh_from_db()
    assert (row.due_at, row.due_rule, row.due_version) == clock
    assert (row.template_version, row.step, row.phase) == (own.number, "APPLY", "todo")
    page = body(web["malika"], f"/legal/{row.pk}/")
    assert "from 1 to own 1" in page and "Apply with our letter" in page
    old = queries.step_title(queries.template("LP-01", 1), "APPLY")
    assert old in page, "what began under the old version keeps its words in the timeline"
    assert "legal_aid.procedure_moved" in events(sana)
    row = commands.move_procedure(malika, row.pk, row.version, 1, "MED", WHY)
    assert (row.template_version, row.step, row.due_rule) == (1, "MED", clock[1])
    kinds = list(ProcedureFact.objects.order_by("number").values_list("kind", "step"))[-2:]
    assert kinds == [("moved", "APPLY"), ("begun", "MED")]
    assert queries.standing(row).answers == {"MED": "citizens"}
    with pytest.raises(Refused):
        commands.move_procedure(malika, row.pk, row.version, 1007, "MED", WHY)


def test_who_is_moved_past_what_protects_a_child_meets_the_block(malika, web, case):
    """A version or a move opens no way home past the child's own word."""
    row = opened(malika, case, "LP-03")
    approved(web, "LP-03", "SCREEN", title_en="Screen, with our form")
    version = queries.latest()["LP-03"].version
    row = commands.move_procedure(malika, row.pk, row.version, version, "BORDER", WHY)
    assert row.step == "BORDER" and queries.blocked(malika, row) == "view"
    with pytest.raises(Refused):
        done(malika, row, "")


def test_what_was_approved_stays_and_begins_on_its_day(web):
    """The database refuses to rewrite what running procedures read."""
    row = drafted(web["malika"], "LP-16")
    here = f"{LISTED}LP-16/{row.number}/"
    post(web["malika"], f"{here}step/ASK/", **typed_step(row, "ASK", **NEW))
    row.refresh_from_db()
    post(web["malika"], f"{here}act/propose/", version=row.version, words=WHY)
    row.refresh_from_db()
    past, day = queries.today() - timedelta(days=1), queries.today() + timedelta(days=2)
    said = {"version": row.version, "enabled_from": past.isoformat()}
    assert "today or a later day" in post(web["aigul"], f"{here}act/approve/", 422, **said)
    post(web["aigul"], f"{here}act/approve/", **{**said, "enabled_from": day.isoformat()})
    assert queries.latest()["LP-16"].version == 1
    with clock.told_at(clock.now() + timedelta(days=3)):
        assert queries.latest()["LP-16"].version == row.number
    with pytest.raises(DatabaseError), transaction.atomic():
        TemplateVersion.objects.filter(pk=row.pk).update(content={})


def test_versions_of_others_are_not_there_and_who_may_not_edit_is_sent_away(web):
    row = drafted(web["malika"], "LP-16")
    here = f"{LISTED}LP-16/{row.number}/"
    for address in (here, f"{here}edit/", f"{here}step/ASK/", f"{here}act/approve/"):
        assert web["other"].get(address).status_code == 404
        assert web["worker"].get(address).status_code == 403
    assert web["other"].post(f"{here}draft/").status_code == 404
    assert web["malika"].get(f"{LISTED}LP-99/").status_code == 404
    assert web["malika"].get(f"{LISTED}LP-16/2/").status_code == 404
    assert "own 1" not in body(web["other"], LISTED)


def test_rules_to_be_confirmed_are_listed_and_the_check_knows_own_versions(web, capsys):
    page = body(web["malika"], f"{LISTED}rules/")
    assert "RC.SCREEN" in page and "switched off" in page and "/lists/rules/" in page
    row = approved(web, "LP-16", "ASK", title_en="Ask in writing")
    from umai.config import verbs

    chosen = verbs.parser().parse_args(["rules", "check", "--format", "json"])
    assert chosen.run(chosen) == 0
    assert json.loads(capsys.readouterr().out)["templates"] == 18
    rule = queries.parsed(row).steps["ASK"].rule
    Rule.objects.filter(code=rule).update(enabled=False)
    vocabulary.forget()
    assert chosen.run(chosen) == 1
    off = json.loads(capsys.readouterr().out)["switched_off"]
    assert off[f"sana LP-16 v{row.number}"] == [rule]
    assert "switched off" in body(web["malika"], f"{LISTED}LP-16/{row.number}/")


def test_a_board_of_own_versions_asks_no_more(web, malika, case):
    """However many versions its rows have; a version is read once."""

    def asked() -> list[str]:
        with CaptureQueriesContext(connection) as seen:
            body(web["malika"], "/legal/")
            return [one["sql"] for one in seen.captured_queries]

    opened(malika, case, "LP-05")
    asked()
    few = asked()
    for code in ("LP-16", "LP-15"):
        step = queries.shipped()[code, 1].begin
        approved(web, code, step, title_en="Ask in writing")
        opened(malika, case, code)
    versions_asked = [one for one in asked() if "templateversion" in one]
    assert len(versions_asked) == len([one for one in few if "templateversion" in one]) <= 3
    assert len(asked()) == len(few)


def test_differences_tell_what_was_added_changed_and_taken_out():
    old = queries.shipped()["LP-16", 1]
    content = queries.content_of("LP-16", 1)
    told = {**content["steps"][0], "title": {**content["steps"][0]["title"], "kk": "Басқа"}}
    changed = rules.template(versions.with_step(content, "ASK", told))
    assert [(one.step, one.kind) for one in versions.differences(old, changed)] == [
        ("ASK", "changed")
    ]
    assert [one.name for one in versions.differences(old, changed)[0].changes] == ["title_kk"]
    added, code = versions.with_added(content, "ASK", 1003)
    kinds = {one.step: one.kind for one in versions.differences(old, rules.template(added))}
    assert kinds[code] == "added" and code == "OWN3_1"
    kinds = {one.step: one.kind for one in versions.differences(rules.template(added), old)}
    assert kinds[code] == "removed"
    assert versions.differences(old, old) == []
    consul = versions.with_step(content, "ASK", {**told, "authority": rules.CONSULATE})
    assert consul["steps"][0]["role"] == "consulate" and not versions.lost(
        rules.template(consul), old
    )
    assert versions.with_step(consul, "ASK", told)["steps"][0]["role"] == ""
    facts = [("opened", ""), ("moved", "1>1001"), ("begun", ""), ("moved", "1001>2"), ("done", "")]
    assert versions.versions_of(facts, 2) == [1, 1, 1001, 1001, 2]

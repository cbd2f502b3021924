"""The interview guide: its graph, its runs, and what it proposes for the child of a case."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases.web import body, browsers_of
from tests.legal_aid.told import done, opened
from tests.people.known import events
from umai.foundation.kernel.ids import uuid7
from umai.legal_aid import commands, guides, queries
from umai.legal_aid.models import GuideRun
from umai.legal_aid.queries import guiding
from umai.people.models import Individual

AT_THE_BORDER = ("no", "no", "no", "no", "parent", "no", "hospital", "no", "yes")


def asked(actor, case, *answers, language="uz"):
    """A run with these answers."""
    details = commands.GuideDetails(id=uuid7(), case_id=case and case.pk, language=language)
    run = commands.begin_guide(actor, details)
    for answer in answers:
        run = commands.answer_guide(actor, run.pk, run.version, answer)
    return run


@pytest.mark.django_db
def test_the_guide_is_whole_and_names_every_procedure():
    """R24: every way ends, nothing is lost, each language is there, danger is a step away."""
    named = queries.named()
    for one in queries.all_guides().values():
        assert guides.wrongs(one, named) == []
    newest = queries.newest_guide()
    led = {code for end in newest.ends.values() for code in end.procedures}
    assert led == set(queries.latest())
    assert all(one.exit == newest.emergency.code for one in newest.questions.values())


SHIPPED = queries.all_guides()


@pytest.mark.parametrize("one", SHIPPED.values(), ids=[f"{one}" for one in SHIPPED])
def test_a_version_that_was_asked_keeps_its_graph(one):
    """R16: words of a shipped version may be mended; its questions, answers and ends stay."""
    told = [f"begins {one.begin}"]
    for question in one.questions.values():
        ways = ", ".join(f"{way.code} {way.next}" for way in question.answers)
        told.append(f"{question.code}: exit {question.exit}, {ways}")
    for end in one.ends.values():
        led = " ".join(end.procedures) or "advice"
        papers = ", ".join("/".join(group) for group in end.papers)
        told.append(f"{end.code}: {end.confidence} {led}; {papers}".rstrip(" ;"))
    golden = Path(__file__).parent / "golden" / f"{one.code}_{one.version}.txt"
    assert told == golden.read_text().splitlines()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "change", "complaint"),
    [
        ("LIFE", {"answers": ()}, "LIFE: no way ends"),
        ("ILL", {"answers": (guides.Way("yes", {}, "LIFE"),)}, "leads back to itself"),
        ("ILL", {"answers": (guides.Way("yes", {}, "NOWHERE"),)}, "which is not there"),
        ("STAY_OVER", {"answers": (guides.Way("yes", {}, "STAY"),)}, "STAY_EXPIRED: nothing leads"),
        ("SAFE", {"title": {"en": "Safe?"}}, "SAFE: language tg is missing"),
        ("SAFE", {"answers": (guides.Way("exit", {}, "HURT"),)}, "is that of the exit"),
    ],
)
def test_a_broken_guide_is_told(code, change, complaint):
    """R24: a dead end, a circle, an orphan or a missing language of an edited graph is refused."""
    one = queries.newest_guide()
    bad = replace(one, questions=one.questions | {code: replace(one.questions[code], **change)})
    assert any(complaint in words for words in guides.wrongs(bad, queries.named()))


@pytest.mark.django_db
def test_an_emergency_too_far_away_is_told():
    """R24: without the exits, some questions are further than two steps from help."""
    one = queries.newest_guide()
    shut = {code: replace(it, exit="ADVICE") for code, it in one.questions.items()}
    over = {code: replace(it, exit="") for code, it in one.ends.items()}
    found = guides.wrongs(replace(one, questions=shut, ends=over), queries.named())
    assert any("BORN: no emergency within 2 steps" in words for words in found)
    lost = replace(one.ends["IIN"], procedures=("LP-99",), papers=(("PAPER",),), confidence="?")
    found = guides.wrongs(replace(one, ends=one.ends | {"IIN": lost}), queries.named())
    for words in ("LP-99 is not known", "PAPER is not known", "confidence or its source is wrong"):
        assert any(words in each for each in found)


@given(st.data())
def test_whatever_is_answered_comes_to_an_end(data):
    """R24: random answers, the exit among them, end after at most as many as there are questions.
    """
    one = queries.newest_guide()
    answers = []
    while (question := one.questions.get(guides.walk(one, answers).at)) is not None:
        codes = [guides.EXIT, *(way.code for way in question.answers)]
        answers.append(data.draw(st.sampled_from(codes)))
        assert len(answers) <= len(one.questions)
    assert guides.walk(one, answers).at in one.ends
    if guides.EXIT in answers:
        assert one.ends[guides.walk(one, answers).at].emergency
    with pytest.raises(KeyError):
        guides.walk(one, [*answers, "yes"])


def test_who_is_afraid_or_in_danger_never_hears_of_a_consulate():
    """Asylum, trafficking and violence are asked before anything that leads to a consulate."""
    one = queries.newest_guide()
    for answers, end in (
        (["yes"], "EMERGENCY"),
        (["no", "yes"], "VIOLENCE"),
        (["no", "no", "unsure"], "ASYLUM"),
        (["no", "no", "no", "yes"], "TRAFFICKING"),
    ):
        found = one.ends[guides.walk(one, answers).at]
        assert found.code == end and "LP-03" not in found.procedures


@pytest.mark.usefixtures("here")
def test_a_run_is_sealed_kept_and_goes_with_the_record(malika, zhanar, case, sana):
    run = asked(zhanar, case, *AT_THE_BORDER)
    assert run.end == "HOME_WITHOUT" and run.ended_at is not None
    assert b"hospital" not in bytes(run.answers_sealed)
    assert commands.read_guide(malika, run.pk).walk.path[0] == ("SAFE", "no")
    # Twice, or from an older page: nothing is answered again.
    assert commands.answer_guide(zhanar, run.pk, 3, "yes").version == run.version
    run = commands.take_back_answer(zhanar, run.pk, run.version)
    assert run.ended_at is None and run.end == ""
    assert {one for one in events(sana) if "guide" in one} == {
        f"legal_aid.guide_{act}" for act in ("begun", "answered", "read", "taken_back")
    }
    alone = asked(zhanar, None, "no", "exit")
    assert alone.end == "EMERGENCY" and b"exit" not in bytes(alone.answers_sealed)
    commands.erase_procedures(zhanar, case.individual_id)
    assert list(GuideRun.objects.values_list("pk", flat=True)) == [alone.pk]


@pytest.mark.usefixtures("here")
def test_an_old_run_shows_with_its_old_graph(malika, case, tmp_path, monkeypatch):
    """R16: nodes added, renamed, retired and split in a new version change no run before it."""
    run = asked(malika, case, *AT_THE_BORDER)
    before = commands.read_guide(malika, run.pk)
    told = json.loads((guiding.DATA / "papers_1.json").read_text())
    (tmp_path / "papers_1.json").write_text(json.dumps(told))
    told["version"] = 2
    born = next(one for one in told["questions"] if one["code"] == "BORN")
    born["code"], born["title"]["en"] = "BIRTHPLACE", "Which place was it?"
    born["answers"] = born["answers"][1:]
    for one in told["questions"]:
        for way in one["answers"]:
            way["next"] = way["next"].replace("BORN", "BIRTHPLACE")
    (tmp_path / "papers_2.json").write_text(json.dumps(told))
    monkeypatch.setattr(guiding, "DATA", tmp_path)
    guiding.all_guides.cache_clear()
    try:
        assert commands.read_guide(malika, run.pk) == before
        assert before.walk.path[6] == ("BORN", "hospital")
        assert asked(malika, case, *AT_THE_BORDER[:6]).guide_version == 2
    finally:
        guiding.all_guides.cache_clear()


@pytest.fixture
def web(malika, zhanar, person, as_person):
    """Browsers of the lawyer, of who leads the case, of an operator, and of strangers."""
    from umai.foundation.access.models import Person

    staff = {
        "malika": Person.objects.get(pk=malika.person),
        "zhanar": Person.objects.get(pk=zhanar.person),
        "operator": person("operator", "Shymkent"),
        "stranger": person("lawyer", "Turkistan"),
        "admin": person("administrator", None),
    }
    return browsers_of(staff, as_person)


@pytest.mark.usefixtures("here")
def test_a_mother_at_the_border_is_asked_and_the_missing_proof_is_named(web, malika, case):
    """The story of the baby without a paper: asked in Uzbek, read below in English."""
    card = body(web["zhanar"], f"/legal/case/{case.pk}/")
    assert f"/legal/guide/?case={case.code}" in card
    begin = body(web["zhanar"], f"/legal/guide/?case={case.code}")
    assert case.code in begin
    typed = {"id": str(uuid7()), "language": "uz", "code": "SHM-9999-X"}
    wrong = web["zhanar"].post("/legal/guide/", typed)
    assert wrong.status_code == 422 and "You know of no case" in wrong.content.decode()
    at = web["zhanar"].post("/legal/guide/", {**typed, "code": case.code}).headers["Location"]
    page = body(web["zhanar"], at)
    assert "sizga yoki bolaga xavf bormi" in page and "in danger right now" in page
    assert "Xavf bor!" in page
    assert web["zhanar"].post(f"{at}answer/", {"version": 0, "answer": "maybe"}).status_code == 422
    for version, answer in enumerate(AT_THE_BORDER):
        said = {"version": version, "answer": answer}
        assert web["zhanar"].post(f"{at}answer/?say=tg", said).status_code == 302
        if version == 1:
            page = body(web["zhanar"], f"{at}?say=tg")
            assert "Агар ба кишваратон" in page and "No</b>" in page
    found = body(web["zhanar"], at)
    assert "The missing proof" in found and "Medical certificate of birth" in found
    assert "Return papers for a child at the border" in found
    assert "To be confirmed by a lawyer" in found and "Begin this procedure" not in found
    seen = body(web["malika"], at)
    begin = f"/legal/case/{case.pk}/begin/?template=LP-03"
    assert begin in seen
    assert 'value="LP-03"' in body(web["malika"], begin)
    chosen = body(web["malika"], begin).split('value="LP-03"')[1].split(">")[0]
    assert "checked" in chosen
    unknown = body(web["malika"], begin.replace("LP-03", "LP-99"))
    assert "checked" not in unknown.split('name="template"', 1)[1].split("</fieldset>")[0]
    assert "Going home, neither child" in body(web["malika"], f"/legal/case/{case.pk}/")


@pytest.mark.usefixtures("here")
def test_what_the_child_has_is_told_and_what_forbids_stands_above(web, malika, case):
    done(malika, opened(malika, case, "LP-01"), "citizens", obtained=True)
    run = asked(malika, case, *AT_THE_BORDER)
    page = body(web["malika"], f"/legal/guide/{run.pk}/")
    proof = page.split("The missing proof")[1].split("</p>")[0]
    assert "Return certificate" in proof and "Medical certificate" not in proof
    assert "nobody contacts the consulate" not in page
    Individual.objects.filter(pk=case.individual_id).update(migration_status="ASYLUM_CERT")
    assert "nobody contacts the consulate" in body(web["malika"], f"/legal/guide/{run.pk}/")


@pytest.mark.usefixtures("here")
def test_nobody_else_finds_a_run(web, zhanar, case):
    """S2: the same 404 for who may not know of the case, for others' runs, and for no run."""
    run = asked(zhanar, case, *AT_THE_BORDER)
    alone = asked(zhanar, None, "yes")
    going = asked(zhanar, case, "no")
    for who, row in (("stranger", run), ("malika", alone), ("malika", going), ("operator", run)):
        at = f"/legal/guide/{row.pk}/"
        assert web[who].get(at).status_code == 404
        assert web[who].post(f"{at}answer/", {"version": 1, "answer": "no"}).status_code == 404
        assert web[who].post(f"{at}back/", {"version": 1}).status_code == 404
    assert web["admin"].get("/legal/guide/").status_code == 403
    assert "/legal/guide/" in body(web["operator"], "/legal/guide/")
    danger = body(web["operator"], "/legal/guide/danger/")
    assert 'href="tel:102"' in danger and 'href="tel:111"' in danger

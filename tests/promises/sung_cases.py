"""The canaries of S14 in a case: every sealed column of the room `cases` filled through commands.

Who adds a sealed column to the room adds a verse here.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tests import cast
from tests.cases import told
from tests.directory import entries
from tests.legal_aid import told as procedures
from tests.people.known import register
from tests.referrals import told as referred
from umai.cases import commands, queries
from umai.cases.models import Case
from umai.foundation.access import actors
from umai.foundation.access.models import Organisation, Team
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope
from umai.legal_aid import commands as legal_aid
from umai.legal_aid.letters import shipped
from umai.people.models import Individual
from umai.referrals import commands as referrals

# What was sung with: the worker, the supervisor, the case, the song.
Verse = Callable[[Actor, Actor, Case, str], None]


def sing(sana: Any, song: str) -> None:
    """Open a case and tell everything about it in canaries."""
    zhanar, saule = (
        cast.person(sana, "social_worker", "Shymkent"),
        cast.person(sana, "supervisor", None),
    )
    worker, lead = actors.actor_of(zhanar), actors.actor_of(saule)
    with scope(sana.pk, zhanar.pk):
        child = register(worker, sana, sex="female", given_name="Алуа", family_name="Бекова")
        told.consent(worker, child)
        words = {"worry": song, "source_words": song}
        case = told.opened(
            worker, sana, child, risk="HIGH", why_risk=song, concerns=("NBR",), words=words
        )
        commands.note_concern(worker, case.pk, "PDC", concern_id=uuid7(), words=song)
        case = commands.register_case(worker, case.pk, told.again(case).version)
        commands.assign_case(lead, case.pk, case.version, zhanar.pk, song)
        for verse in VERSES:
            verse(worker, lead, told.again(case), song)


def _assessed(worker: Actor, lead: Actor, case: Case, song: str) -> None:
    row = commands.begin_assessment(worker, case.pk, "comprehensive", assessment_id=uuid7())
    names = ("facts", "strengths", "risks", "child", "carer", "evidence")
    for one in queries.domain_edition(row.edition).of(row.kind):
        said = commands.DomainWords(rating=4, words=dict.fromkeys(names, song))
        commands.assess_domain(worker, row.pk, one.code, 0, said)
    words = ("protective", "child_words", "best_interests", "recommendation", "why_risk")
    summary = commands.Summary(risk="HIGH", words=dict.fromkeys(words, song))
    row = commands.sum_up_assessment(worker, row.pk, row.version, summary)
    row = commands.lay_assessment_before(worker, row.pk, row.version)
    commands.decide_assessment(lead, row.pk, row.version, approved=True, words=song)


def _weighed(worker: Actor, _lead: Actor, case: Case, song: str) -> None:
    row = commands.begin_interests(
        worker, case.pk, "determination", "DURABLE", interests_id=uuid7()
    )
    names = ("question", "sources", "interpreter_name", "chosen", "reasons", "dissent")
    said = commands.Weighed(
        options=({"option": song, "child": song},),
        factors={"VIEWS": {"weight": 3, "words": song}},
        panel=({"part": "LAWYER", "name": song, "conflict": "declared", "about": song},),
        review_on=date(2027, 1, 1),
        words=dict.fromkeys(names, song),
    )
    commands.weigh_interests(worker, row.pk, row.version, said)


def _met(worker: Actor, lead: Actor, case: Case, song: str) -> None:
    row = commands.call_meeting(worker, case.pk, _call(worker.person, lead.person, song))
    course = commands.Course(
        held_at=clock.now(),
        came=tuple(one.pk for one in queries.invitees(row)),
        discussion=song,
        decided=(commands.Recommended(song, who=song, due_on=date(2027, 1, 1)),),
    )
    row = commands.hold_meeting(worker, row.pk, row.version, course)
    commands.issue_minutes(worker, row.pk, row.version, song)
    one = queries.recommendations(row).get()
    commands.answer_recommendation(lead, one.pk, "not_followed", song)


def _call(secretary: UUID, chair: UUID, song: str) -> commands.Call:
    return commands.Call(
        id=uuid7(),
        kind="rights",
        planned_at=clock.now() + timedelta(hours=1),
        chair_id=chair,
        secretary_id=secretary,
        invited=(commands.Invited("TEACHER", name=song),),
        place=song,
        agenda=song,
    )


def _reported(_worker: Actor, lead: Actor, case: Case, song: str) -> None:
    words = dict.fromkeys(("reason", "number", "whom", "child_told"), song)
    said = commands.Report(
        id=uuid7(),
        reported=True,
        ground="LIFE",
        to=("POLICE",),
        reported_at=clock.now(),
        words=words,
    )
    commands.decide_report(lead, case.pk, said)


def _helped(worker: Actor, _lead: Actor, case: Case, song: str) -> None:
    words = dict.fromkeys(("summary", "tools", "homework", "why_not"), song)
    today = clock.today(worker.time_zone)
    details = commands.SessionDetails(id=uuid7(), service="SO01", held_on=today)
    commands.record_session(worker, case.pk, details, commands.Part(words=words))


def _noted_for_oneself(worker: Actor, lead: Actor, case: Case, song: str) -> None:
    house = Organisation.objects.get(pk=case.organisation_id)
    marat = actors.actor_of(cast.person(house, "psychologist", "Shymkent"))
    commands.join_case_team(worker, case.pk, marat.person, "psychologist")
    today = clock.today(worker.time_zone)
    note = commands.NoteDetails(
        id=uuid7(), about_on=today, words=song, supervisor_id=lead.person
    )
    row = commands.write_process_note(marat, case.pk, note)
    commands.correct_process_note(marat, row.pk, row.version, today, song)
    commands.read_process_note(lead, row.pk)


def _planned(worker: Actor, lead: Actor, case: Case, song: str) -> None:
    row = commands.begin_plan(worker, case.pk, uuid7())
    today = clock.today(worker.time_zone)
    names = ("participants", "child_words", "carer_words", "call", "place", "triggers",
             "contingency")  # fmt: skip
    words = dict.fromkeys(names, song)
    said = commands.PlanDetails(child_present=True, review_on=today, words=words)
    row = commands.write_plan(worker, row.pk, row.version, said)
    step = told.action(what=song, who=song)
    texts = dict.fromkeys(("need", "goal", "indicator", "for_child"), song)
    commands.write_goal(worker, row.pk, row.version, told.goal(words=texts, actions=(step,)))
    row.refresh_from_db()
    row = commands.ask_plan_approval(worker, row.pk, row.version, song)
    commands.decide_plan(lead, row.pk, row.version, approved=True, words=song)
    goal = queries.goals_of(row).get()
    commands.judge_goal(worker, goal.pk, "in_progress", song)
    commands.tick_action(worker, queries.actions_of([goal]).get().pk, done=True)


def _followed(worker: Actor, lead: Actor, case: Case, song: str) -> None:
    today = clock.today(worker.time_zone)
    names = ("place", "condition", "safety", "school", "health", "care", "family", "plan",
             "concerns", "actions")  # fmt: skip
    seen = commands.FollowUpDetails(
        id=uuid7(), kind="HOME_VISIT", done_on=today, safe="yes", risk_change="same",
        words=dict.fromkeys(names, song),
    )  # fmt: skip
    commands.note_follow_up(worker, case.pk, seen)
    task = commands.give_task(worker, case.pk, uuid7(), worker.person, song, None)
    commands.end_task(worker, task.pk, task.version, "done", song)
    case = told.again(case)
    row = commands.begin_review(worker, case.pk, case.version, uuid7(), "change", song)
    found = dict.fromkeys(("found", "child_words", "carer_words"), song)
    row = commands.write_review(worker, row.pk, row.version, found)
    on = today + timedelta(days=1)
    commands.end_review(lead, row.pk, row.version, "unchanged", on, song)


def _moved(worker: Actor, lead: Actor, case: Case, song: str) -> None:
    shymkent = Team.objects.get(organisation_id=case.organisation_id, pk=case.team_id)
    other = Team.objects.create(
        organisation_id=case.organisation_id, office_id=shymkent.office_id, name="Turkistan"
    )
    words = dict.fromkeys(("reason", "summary", "todo", "papers"), song)
    row = told.offered(worker, case, other.pk, words=words)
    commands.answer_transfer(lead, row.pk, row.version, accepted=False, words=song)


def _referred(worker: Actor, lead: Actor, case: Case, song: str) -> None:
    """A referral that is out and answered, and one that came in by letter."""
    agency, child = entries.agency(lead).pk, Individual.objects.get(pk=case.individual_id)
    told.consent(worker, child, given=("SHARE_NAMED_AGENCY",), agency_id=agency)
    row = referred.sent(worker, case, agency, need_words=song, note=song)
    referrals.accept_referral(worker, row.pk, words=song)
    referrals.give_code(worker, row.pk)
    came = referrals.ArrivalDetails(
        id=uuid7(),
        team_id=case.team_id,
        came_by="letter",
        need="SO02",
        words=dict.fromkeys(("from_whom", "who", "need", "phone"), song),
    )
    referrals.record_arrival(worker, came)


def _led_by_law(worker: Actor, lead: Actor, case: Case, song: str) -> None:
    """A procedure with words at its refusal and its pause; a letter, a proof with words."""
    row = procedures.opened(lead, case, "LP-16")
    row = legal_aid.refuse_step(lead, row.pk, row.version, procedures.told("other", words=song))
    wish = legal_aid.LetterWish(
        id=uuid7(), code="GENERAL", language="kk", named=True, facts=song, request=song
    )
    legal_aid.keep_letter(lead, row.pk, wish)
    legal_aid.upload_letter_template(lead, "GENERAL", "kk", shipped.docx("GENERAL", "kk"), "")
    legal_aid.pause_procedure(lead, row.pk, row.version, song)
    row = procedures.opened(lead, case, "LP-02")
    proof = legal_aid.EvidenceTold(
        claim="BIRTH", state="have", kind="witness", on=procedures.today(), words=song
    )
    legal_aid.note_evidence(lead, row.pk, row.version, proof)
    # The guide keeps codes of answers and no words: its column is filled all the same.
    run = legal_aid.begin_guide(worker, legal_aid.GuideDetails(id=uuid7(), case_id=case.pk))
    legal_aid.answer_guide(worker, run.pk, run.version, "no")
    _beside_the_law(lead, row.pk, song)


def _beside_the_law(lead: Actor, procedure_id: UUID, song: str) -> None:
    """A lawyer's note, written and mended, and every word of a matter beside the steps."""
    today = clock.today(lead.time_zone)
    note = legal_aid.NoteDetails(about_on=today, words=song)
    made = legal_aid.write_procedure_note(lead, procedure_id, uuid7(), note)
    legal_aid.correct_procedure_note(lead, made.pk, made.version, note)
    words = dict.fromkeys(("qualification", "advice"), song)
    said = legal_aid.MatterDetails(what="asylum", on=today, words=words)
    advice = legal_aid.note_matter(lead, procedure_id, uuid7(), "advised", said)
    legal_aid.correct_matter(lead, advice.pk, advice.version, said)


def _handed_over(worker: Actor, lead: Actor, case: Case, song: str) -> None:
    """The box between two organisations, filled and left waiting; the last verse."""
    other = cast.organisation("receiver", "Receiver", "KZ-75", ["Almaty"])
    cast.person(other, "supervisor", None)
    agency, child = entries.agency(lead).pk, Individual.objects.get(pk=case.individual_id)
    told.consent(worker, child, given=("SHARE_NAMED_AGENCY",), agency_id=agency)
    words = dict.fromkeys(("summary", "todo", "papers"), song)
    told.handed(worker, case, other, agency, words=words)


def _nearly_closed(worker: Actor, lead: Actor, case: Case, song: str) -> None:
    today = clock.today(worker.time_zone)
    commands.note_attempt(worker, case.pk, uuid7(), "call", today, song)
    names = ("child", "carer", "care", "papers", "school", "status", "follow_up", "safety")
    row = told.closure_asked(worker, told.again(case), words=dict.fromkeys(names, song))
    commands.decide_closure(lead, row.pk, row.version, approved=False, words=song)


def _supervised(worker: Actor, lead: Actor, case: Case, song: str) -> None:
    row = told.supervised(lead, worker, words=song, agreed=(commands.Agreed(song, "worker"),))
    commands.confirm_supervision(worker, row.pk, row.version)
    audit = told.looked_through(lead, case, remarks={"plan": song}, words=song)
    commands.answer_audit(worker, audit.pk, audit.version, song)


VERSES: list[Verse] = [
    _assessed,
    _weighed,
    _met,
    _reported,
    _planned,
    _followed,
    _helped,
    _noted_for_oneself,
    _supervised,
    _moved,
    _nearly_closed,
    _referred,
    _led_by_law,
    _handed_over,
]

"""Cases for tests, told through commands."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from tests import cast
from umai.cases import commands, queries
from umai.cases.models import (
    Assessment,
    Attendance,
    Case,
    Closure,
    FileAudit,
    Meeting,
    Plan,
    Supervision,
    Transfer,
)
from umai.foundation.access.models import Organisation
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.people import commands as people
from umai.people.models import Individual

WHY = "The family sleeps at the border and has no papers."


def consent(actor: Actor, child: Individual, **said: Any) -> None:
    """Note that a parent agreed to services."""
    words = {
        "given": ("SERVICES", "INTERNAL_RECORD"),
        "given_by": "PARENT",
        "assent": True,
        "language": "uz",
        "explained_how": "spoken",
        "limits_explained": True,
        **said,
    }
    people.note_consent(
        actor, people.ConsentDetails(id=uuid7(), individual_id=child.pk, **words)
    )


def opened(
    actor: Actor, organisation: Organisation, child: Individual, **said: Any
) -> Case:
    """Open the case of a child: `opened(zhanar, sana, child, risk="HIGH", why_risk="…")`."""
    words = {
        "id": uuid7(),
        "individual_id": child.pk,
        "team_id": cast.team(organisation, "Shymkent").pk,
        "source": "direct",
        "concerns": ("NBR", "PDC"),
        "main": "NBR",
        "words": {"worry": WHY},
        **said,
    }
    return commands.open_case(actor, commands.CaseDetails(**words))


def again(case: Case) -> Case:
    """The case as it stands now."""
    return Case.objects.get(pk=case.pk)


def registered(actor: Actor, organisation: Organisation, child: Individual, **said: Any) -> Case:
    """A case with consent and a rating, registered."""
    consent(actor, child)
    case = opened(actor, organisation, child, **{"risk": "MEDIUM", "why_risk": WHY, **said})
    return commands.register_case(actor, case.pk, case.version)


def led(
    supervisor: Actor, owner: Actor, organisation: Organisation, child: Individual, **said: Any
) -> Case:
    """A registered case that the owner leads."""
    case = registered(owner, organisation, child, **said)
    return commands.assign_case(supervisor, case.pk, case.version, owner.person)


def answered(actor: Actor, assessment: Assessment, **summary: Any) -> Assessment:
    """Every domain rated and the summary written."""
    edition = queries.domain_edition(assessment.edition)
    for one in edition.of(assessment.kind):
        said = commands.DomainWords(rating=2, words={"facts": f"What is known of {one.code}."})
        commands.assess_domain(actor, assessment.pk, one.code, 0, said)
    words = {"child_words": "I want to stay with my aunt.", "why_risk": WHY}
    told = {"risk": "MEDIUM", "needs": ("safety", "care"), "words": words, **summary}
    return commands.sum_up_assessment(
        actor, assessment.pk, assessment.version, commands.Summary(**told)
    )


def laid_before(actor: Actor, case: Case, **summary: Any) -> Assessment:
    """A comprehensive assessment that waits for approval."""
    row = commands.begin_assessment(actor, case.pk, "comprehensive", assessment_id=uuid7())
    row = answered(actor, row, **summary)
    return commands.lay_assessment_before(actor, row.pk, row.version)


def assessed(actor: Actor, supervisor: Actor, case: Case, **summary: Any) -> Case:
    """A case whose comprehensive assessment another person approved."""
    row = laid_before(actor, case, **summary)
    commands.decide_assessment(supervisor, row.pk, row.version, approved=True)
    return again(case)


def called(actor: Actor, chair: Actor, case: Case, **said: Any) -> Meeting:
    """A child-rights meeting, called for tomorrow."""
    words = {
        "id": uuid7(),
        "kind": "rights",
        "planned_at": clock.now() + timedelta(days=1),
        "chair_id": chair.person,
        "secretary_id": actor.person,
        "invited": (commands.Invited("GUARDIANSHIP"), commands.Invited("TEACHER")),
        **said,
    }
    return commands.call_meeting(actor, case.pk, commands.Call(**words))


def met(actor: Actor, chair: Actor, case: Case, **said: Any) -> Meeting:
    """A child-rights meeting that was held just now."""
    row = called(actor, chair, case)
    words = {
        "held_at": clock.now(),
        "came": tuple(one.pk for one in queries.invitees(row)),
        "discussion": "The school can take the child.",
        "decided": (
            commands.Recommended(
                "Enrol the child.", person_id=actor.person, due_on=clock.today("Asia/Almaty")
            ),
        ),
        **said,
    }
    return commands.hold_meeting(actor, row.pk, row.version, commands.Course(**words))


def goal(**said: Any) -> commands.GoalDetails:
    """A goal with one action: `goal(actions=(action(person_id=zhanar.person),))`."""
    words = {
        "id": uuid7(),
        "target_on": clock.today("Asia/Almaty") + timedelta(days=60),
        "words": {"goal": "She has a birth certificate.", "for_child": "You get your paper."},
        **said,
    }
    return commands.GoalDetails(**words)


def action(**said: Any) -> commands.ActionDetails:
    """An action of a plan, for a colleague or, if nobody is named, for the family."""
    words: dict[str, Any] = {
        "service": "LG06",
        "doer": "colleague" if said.get("person_id") else "family",
        "due_on": clock.today("Asia/Almaty") + timedelta(days=30),
        "what": "Apply for registration of the birth.",
        "who": "" if said.get("person_id") else "Her aunt",
        **said,
    }
    return commands.ActionDetails(**words)


def drafted(actor: Actor, case: Case, **said: Any) -> Plan:
    """A version of the plan with all that it needs, written and not laid before anybody."""
    why = "Things have changed." if queries.plan_in_force(case) else ""
    row = commands.begin_plan(actor, case.pk, uuid7(), why_new=why)
    if not queries.goals_of(row).exists():
        details = goal(actions=(action(person_id=actor.person), action()))
        commands.write_goal(actor, row.pk, row.version, details)
        row.refresh_from_db()
    words = {
        "child_present": True,
        "child_agrees": True,
        "carer_agrees": True,
        "review_on": clock.today("Asia/Almaty") + timedelta(days=14),
        "words": {"child_words": "I want to go to school.", "call": "My aunt", "place": "Her home"},
        **said,
    }
    return commands.write_plan(actor, row.pk, row.version, commands.PlanDetails(**words))


def plan_asked(actor: Actor, case: Case, **said: Any) -> Plan:
    """A version that waits for approval."""
    row = drafted(actor, case, **said)
    return commands.ask_plan_approval(actor, row.pk, row.version)


def planned(actor: Actor, supervisor: Actor, case: Case, **said: Any) -> Case:
    """A case with an approved plan: `planned(zhanar, saule, assessed(zhanar, saule, case))`."""
    row = plan_asked(actor, case, **said)
    commands.decide_plan(supervisor, row.pk, row.version, approved=True)
    return again(case)


def begun(actor: Actor, supervisor: Actor, case: Case) -> Case:
    """A case whose plan is carried out: one action is done."""
    case = planned(actor, supervisor, case)
    found = queries.plan_in_force(case)
    assert found
    first = queries.actions_of(queries.goals_of(found)).first()
    assert first
    commands.tick_action(actor, first.pk, done=True)
    return again(case)


def ending(reason: str = "NOT_AT_RISK", **said: Any) -> commands.ClosureDetails:
    """What is said at the end of a case."""
    words = {"child": "I am fine at my aunt's.", **said.pop("words", {})}
    about = {name: said.pop(name) for name in ("reunified_on", "informed") if name in said}
    told = queries.Ending(reason=reason, **{"informed": True, **about}, words=words)
    return commands.ClosureDetails(**{"id": uuid7(), "ending": told, **said})


def closure_asked(actor: Actor, case: Case, reason: str = "NOT_AT_RISK", **said: Any) -> Closure:
    """A closure that waits for a supervisor."""
    return commands.ask_closure(actor, case.pk, case.version, ending(reason, **said))


def closed(actor: Actor, supervisor: Actor, case: Case, **said: Any) -> Case:
    """A case that was closed: `closed(zhanar, saule, registered(zhanar, sana, child))`."""
    row = closure_asked(actor, case, **said)
    commands.decide_closure(supervisor, row.pk, row.version, approved=True)
    return again(case)


def offered(actor: Actor, case: Case, team_id: UUID, **said: Any) -> Transfer:
    """A case that is offered to another team."""
    words = {"reason": "She has moved to her uncle.", "summary": "She needs a birth certificate."}
    details = {
        "id": uuid7(),
        "team_id": team_id,
        "meeting_on": clock.today("Asia/Almaty") + timedelta(days=2),
        "words": words,
        **said,
    }
    return commands.ask_transfer(
        actor, case.pk, again(case).version, commands.TransferDetails(**details)
    )


def handed(
    actor: Actor, case: Case, organisation: Organisation, agency_id: UUID | None, **said: Any
) -> Transfer:
    """A case that is offered to another organisation."""
    details = {
        "id": uuid7(),
        "organisation_id": organisation.pk,
        "agency_id": agency_id,
        "why": "moved",
        "meeting_on": clock.today("Asia/Almaty") + timedelta(days=2),
        "words": {"summary": "She sleeps badly and wants to go to school.", "todo": "Her paper."},
        **said,
    }
    return commands.offer_handover(
        actor, case.pk, again(case).version, commands.HandoverDetails(**details)
    )


def helped(actor: Actor, case: Case, **said: Any) -> Attendance:
    """A session today: `helped(marat, case, service="PS03", layer="LAYER_3")`."""
    day = clock.today(actor.time_zone)
    words = {"id": uuid7(), "service": "SO02", "held_on": day, "minutes": 40, **said}
    return commands.record_session(
        actor, case.pk, commands.SessionDetails(**words), commands.Part()
    )


def supervised(supervisor: Actor, worker: Actor, **said: Any) -> Supervision:
    """An individual session today: `supervised(saule, zhanar, kind="wellbeing")`."""
    words = {
        "id": uuid7(),
        "kind": "individual",
        "held_on": clock.today(supervisor.time_zone),
        "minutes": 45,
        "words": "How the week went, and what is too much.",
        **said,
    }
    return commands.record_supervision(
        supervisor, worker.person, commands.SupervisionDetails(**words)
    )


def looked_through(supervisor: Actor, case: Case, **said: Any) -> FileAudit:
    """A file looked through today, every answer yes: `answers={"plan": "no"}` changes some."""
    codes = [one.code for one in queries.newest_checklist().items]
    words = {
        "id": uuid7(),
        "audited_on": clock.today(supervisor.time_zone),
        **said,
        "answers": {**dict.fromkeys(codes, "yes"), **said.get("answers", {})},
    }
    return commands.audit_file(supervisor, case.pk, commands.AuditDetails(**words))

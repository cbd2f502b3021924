"""The addresses of cases. None of them carries a name."""

from django.urls import path

from umai.cases.views import (
    assessing,
    auditing,
    carrying_out,
    closing,
    deciding,
    following,
    giving,
    handing_over,
    looking,
    meeting,
    moving,
    noting,
    opening,
    planning,
    reading,
    reporting,
    reviewing,
    scoring,
    supervising,
    tasking,
    weighing,
    worrying,
)

ONE = "<uuid:case_id>/"
app_name = "cases"
urlpatterns = [
    path("", looking.cases, name="cases"),
    path(ONE, looking.case, name="case"),
]
# Opening, deciding, worrying, working on it, looking back.
urlpatterns += [
    path("of/<uuid:individual_id>/", looking.case_of, name="case_of"),
    path("open/<uuid:individual_id>/", opening.open_case, name="open_case"),
    path(f"{ONE}register/", deciding.register_case, name="register_case"),
    path(f"{ONE}no-case/", deciding.screen_out_case, name="screen_out_case"),
    path(f"{ONE}assign/", deciding.assign_case, name="assign_case"),
    path(f"{ONE}risk/", deciding.rate_risk, name="rate_risk"),
    path(f"{ONE}concerns/note/", worrying.note_concern, name="note_concern"),
    path("concerns/<uuid:concern_id>/", worrying.change_concern, name="change_concern"),
    path(f"{ONE}team/add/", worrying.join_case_team, name="join_case_team"),
    path(f"{ONE}team/<uuid:person_id>/out/", worrying.leave_case_team, name="leave_case_team"),
    path(f"{ONE}looked/", reading.who_looked, name="who_looked"),
    path(f"{ONE}print/", reading.print_case, name="print_case"),
]
# Assessing, weighing what is best, meeting, reporting.
A_PAPER, A_MEETING = "assessments/<uuid:assessment_id>/", "meetings/<uuid:meeting_id>/"
INTERESTS = "interests/<uuid:interests_id>/"
urlpatterns += [
    path(f"{ONE}assessments/", assessing.assessments, name="assessments"),
    path(f"{ONE}assessments/begin/", assessing.begin_assessment, name="begin_assessment"),
    path(A_PAPER, assessing.read_assessment, name="read_assessment"),
    path(f"{A_PAPER}summary/", assessing.sum_up_assessment, name="sum_up_assessment"),
    path(f"{A_PAPER}ask/", assessing.lay_assessment_before, name="lay_assessment_before"),
    path(f"{A_PAPER}finish/", assessing.finish_assessment, name="finish_assessment"),
    path(f"{A_PAPER}decide/", assessing.decide_assessment, name="decide_assessment"),
    path(f"{A_PAPER}<slug:domain>/", assessing.assess_domain, name="assess_domain"),
    path(f"{ONE}interests/begin/", weighing.begin_interests, name="begin_interests"),
    path(INTERESTS, weighing.read_interests, name="read_interests"),
    path(f"{INTERESTS}weigh/", weighing.weigh_interests, name="weigh_interests"),
    path(f"{INTERESTS}ask/", weighing.lay_interests_before, name="lay_interests_before"),
    path(f"{INTERESTS}decide/", weighing.decide_interests, name="decide_interests"),
    path(f"{ONE}meetings/", meeting.meetings, name="meetings"),
    path(f"{ONE}meetings/call/", meeting.call_meeting, name="call_meeting"),
    path(A_MEETING, meeting.read_meeting, name="read_meeting"),
    path(f"{A_MEETING}hold/", meeting.hold_meeting, name="hold_meeting"),
    path(f"{A_MEETING}cancel/", meeting.cancel_meeting, name="cancel_meeting"),
    path(f"{A_MEETING}minutes/", meeting.issue_minutes, name="issue_minutes"),
    path(
        "recommendations/<uuid:recommendation_id>/",
        meeting.answer_recommendation,
        name="answer_recommendation",
    ),
    path(f"{ONE}report/", reporting.read_report_decisions, name="read_report_decisions"),
    path(f"{ONE}report/decide/", reporting.decide_report, name="decide_report"),
]
# Planning, carrying the plan out, following up, reviewing, tasks.
A_PLAN, A_GOAL = "plans/<uuid:plan_id>/", "goals/<uuid:goal_id>/"
A_FOLLOW_UP, A_REVIEW = "follow-ups/<uuid:follow_up_id>/", "reviews/<uuid:review_id>/"
urlpatterns += [
    path(f"{ONE}plan/begin/", planning.begin_plan, name="begin_plan"),
    path(A_PLAN, planning.read_plan, name="read_plan"),
    path(f"{A_PLAN}write/", planning.write_plan, name="write_plan"),
    path(f"{A_PLAN}goal/", planning.write_goal, name="write_goal"),
    path(f"{A_PLAN}ask/", planning.ask_plan_approval, name="ask_plan_approval"),
    path(f"{A_PLAN}decide/", planning.decide_plan, name="decide_plan"),
    path(f"{A_PLAN}drop/", planning.drop_plan, name="drop_plan"),
    path(f"{A_PLAN}copy/", carrying_out.print_plan_copy, name="print_plan_copy"),
    path(f"{A_PLAN}offered/", carrying_out.offer_plan_copy, name="offer_plan_copy"),
    path(A_GOAL, planning.change_goal, name="change_goal"),
    path(f"{A_GOAL}drop/", planning.drop_goal, name="drop_goal"),
    path(f"{A_GOAL}judge/", carrying_out.judge_goal, name="judge_goal"),
    path("actions/<uuid:action_id>/tick/", carrying_out.tick_action, name="tick_action"),
    path(f"{ONE}follow-up/plan/", following.plan_follow_up, name="plan_follow_up"),
    path(f"{ONE}follow-up/note/", following.note_follow_up, name="note_follow_up"),
    path(A_FOLLOW_UP, following.read_follow_up, name="read_follow_up"),
    path(
        f"{A_FOLLOW_UP}note/", following.note_planned_follow_up, name="note_planned_follow_up"
    ),
    path(f"{A_FOLLOW_UP}missed/", following.miss_follow_up, name="miss_follow_up"),
    path(f"{ONE}review/begin/", reviewing.begin_review, name="begin_review"),
    path(A_REVIEW, reviewing.read_review, name="read_review"),
    path(f"{A_REVIEW}write/", reviewing.write_review, name="write_review"),
    path(f"{A_REVIEW}end/", reviewing.end_review, name="end_review"),
    path("tasks/", tasking.tasks, name="tasks"),
    path(f"{ONE}task/give/", tasking.give_task, name="give_task"),
    path("tasks/<uuid:task_id>/", tasking.end_task, name="end_task"),
]
# Sessions and services, process notes.
A_SESSION, A_NOTE = "sessions/<uuid:attendance_id>/", "notes/<uuid:note_id>/"
urlpatterns += [
    path(f"{ONE}sessions/", giving.sessions, name="sessions"),
    path(f"{ONE}sessions/record/", giving.record_session, name="record_session"),
    path(A_SESSION, giving.read_session, name="read_session"),
    path(f"{A_SESSION}correct/", giving.correct_session, name="correct_session"),
    path("notes/", noting.process_notes, name="process_notes"),
    path(f"{ONE}notes/write/", noting.write_process_note, name="write_process_note"),
    path(A_NOTE, noting.read_process_note, name="read_process_note"),
    path(f"{A_NOTE}correct/", noting.correct_process_note, name="correct_process_note"),
    path(f"{A_NOTE}supervisor/", noting.name_note_supervisor, name="name_note_supervisor"),
]
# Measures and their scores.
urlpatterns += [
    path(f"{ONE}scores/", scoring.read_scores, name="read_scores"),
    path(f"{ONE}scores/note/", scoring.note_score, name="note_score"),
    path(
        f"{ONE}scores/<slug:measure>/<slug:edition>.svg",
        scoring.drawn_scores,
        name="drawn_scores",
    ),
    path("scores/<uuid:score_id>/strike/", scoring.strike_score, name="strike_score"),
]
# Resting, moving to another team, ending, coming back.
urlpatterns += [
    path(f"{ONE}close/", closing.ask_closure, name="ask_closure"),
    path(f"{ONE}close/decide/", closing.decide_closure, name="decide_closure"),
    path("closures/<uuid:closure_id>/", closing.read_closure, name="read_closure"),
    path(f"{ONE}attempts/note/", closing.note_attempt, name="note_attempt"),
    path(f"{ONE}reopen/", closing.reopen_case, name="reopen_case"),
    path(f"{ONE}hold/", moving.hold_case, name="hold_case"),
    path(f"{ONE}release/", moving.release_case, name="release_case"),
    path(f"{ONE}transfer/", moving.ask_transfer, name="ask_transfer"),
    path(f"{ONE}transfer/open/", moving.transfer_of, name="transfer_of"),
    path("transfers/", moving.offered_transfers, name="offered_transfers"),
    path("transfers/<uuid:transfer_id>/", moving.read_transfer, name="read_transfer"),
    path(
        "transfers/<uuid:transfer_id>/back/",
        handing_over.withdraw_transfer,
        name="withdraw_transfer",
    ),
    path(f"{ONE}hand-over/", handing_over.offer_handover, name="offer_handover"),
    path("handovers/<uuid:handover_id>/", handing_over.read_handover, name="read_handover"),
]
# Supervision: what each carries, records that two people open, files looked through.
A_WORKER, OF_TWO = "caseload/<uuid:person_id>/", "supervision/<uuid:supervision_id>/"
AN_AUDIT = "audits/<uuid:audit_id>/"
urlpatterns += [
    path("caseload/", supervising.caseload, name="caseload"),
    path(f"{A_WORKER}supervise/", supervising.record_supervision, name="record_supervision"),
    path(f"{A_WORKER}file/", auditing.suggest_file, name="suggest_file"),
    path("supervision/", supervising.supervisions, name="supervisions"),
    path(OF_TWO, supervising.read_supervision, name="read_supervision"),
    path(f"{OF_TWO}correct/", supervising.correct_supervision, name="correct_supervision"),
    path(f"{OF_TWO}confirm/", supervising.confirm_supervision, name="confirm_supervision"),
    path(f"{ONE}audit/", auditing.audit_file, name="audit_file"),
    path("audits/", auditing.audits, name="audits"),
    path(AN_AUDIT, auditing.read_audit, name="read_audit"),
    path(f"{AN_AUDIT}correct/", auditing.correct_audit, name="correct_audit"),
    path(f"{AN_AUDIT}answer/", auditing.answer_audit, name="answer_audit"),
]

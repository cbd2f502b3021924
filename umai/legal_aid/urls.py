"""The addresses of legal aid."""

from django.urls import path

from umai.legal_aid.views import (
    acting,
    births,
    boards,
    drafting,
    giving,
    guiding,
    links,
    matters,
    moving,
    notes,
    proving,
    reading,
    templates,
    waiting,
)

app_name = "legal_aid"
VERSION = "templates/<slug:code>/<int:number>/"
urlpatterns = [
    path("", reading.procedures, name="procedures"),
    path("case/<uuid:case_id>/", reading.procedures_of, name="procedures_of"),
    path("case/<uuid:case_id>/begin/", acting.open_procedure, name="open_procedure"),
    path("board/", boards.choose_board, name="choose_board"),
    path("board/<str:template>/", boards.board, name="board"),
    path("births/", births.births, name="births"),
    path(
        "<uuid:procedure_id>/proof/<str:claim>/<slug:state>/",
        proving.note_evidence,
        name="note_evidence",
    ),
    path("guide/", guiding.guide, name="guide"),
    path("guide/danger/", guiding.guide_emergency, name="guide_emergency"),
    path("guide/<uuid:run_id>/", guiding.guide_run, name="guide_run"),
    path("guide/<uuid:run_id>/answer/", guiding.answer_guide, name="answer_guide"),
    path("guide/<uuid:run_id>/back/", guiding.take_back_answer, name="take_back_answer"),
    path("give/", giving.give_procedures, name="give_procedures"),
    path("<uuid:procedure_id>/give/", giving.give_procedure, name="give_procedure"),
    path("notes/", notes.procedure_notes, name="procedure_notes"),
    path("notes/<uuid:note_id>/", notes.read_procedure_note, name="read_procedure_note"),
    path(
        "notes/<uuid:note_id>/correct/", notes.correct_procedure_note, name="correct_procedure_note"
    ),
    path("beside/<uuid:matter_id>/", matters.correct_matter, name="correct_matter"),
    path("<uuid:procedure_id>/beside/<slug:kind>/", matters.note_matter, name="note_matter"),
    path("<uuid:procedure_id>/note/", notes.write_procedure_note, name="write_procedure_note"),
    path("waiting/", waiting.waiting, name="waiting"),
    path("waiting/<slug:form_of_file>/", waiting.export_waiting, name="export_waiting"),
    path("calendar/", links.deadline_calendar, name="deadline_calendar"),
    path("calendar/file/", links.take_deadlines, name="take_deadlines"),
    path("calendar/link/", links.make_deadline_link, name="make_deadline_link"),
    path("calendar/revoke/", links.revoke_deadline_link, name="revoke_deadline_link"),
    path("calendar/<uuid:organisation_id>/<str:token>.ics", links.deadlines, name="deadlines"),
    path("<uuid:procedure_id>/", reading.procedure, name="procedure"),
    path("<uuid:procedure_id>/step/<slug:act>/", acting.act_on_step, name="act_on_step"),
    path("<uuid:procedure_id>/whole/<slug:act>/", acting.act_on_whole, name="act_on_whole"),
    path("<uuid:procedure_id>/move/", moving.move_procedure, name="move_procedure"),
    path("templates/", templates.templates, name="templates"),
    path("templates/<uuid:version_id>/", templates.own_template, name="own_template"),
    path("templates/rules/", templates.template_rules, name="template_rules"),
    path("templates/<slug:code>/", templates.template_in_force, name="template_in_force"),
    path(VERSION, templates.template, name="template"),
    path(
        "templates/<slug:code>/<int:before>/<int:after>/",
        templates.compare_templates,
        name="compare_templates",
    ),
    path(f"{VERSION}draft/", drafting.draft_template, name="draft_template"),
    path(f"{VERSION}edit/", drafting.edit_template, name="edit_template"),
    path(f"{VERSION}act/<slug:act>/", drafting.act_on_template, name="act_on_template"),
    path(f"{VERSION}step/<slug:step>/", drafting.edit_template_step, name="edit_template_step"),
    path(
        f"{VERSION}step/<slug:step>/<slug:act>/",
        drafting.change_template_steps,
        name="change_template_steps",
    ),
]

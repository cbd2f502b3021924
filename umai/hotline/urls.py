"""Addresses of this room."""

from django.urls import path

from umai.hotline.views import (
    aftercare,
    calling_back,
    consulting,
    correcting,
    emergencies,
    giving,
    importing,
    linking,
    looking,
    opening,
    recording,
)

app_name = "hotline"
urlpatterns = [
    # A call is written down.
    path("contacts/record/", recording.record_contact, name="record_contact"),
    path("contacts/record/quick/", recording.record_quick_contact, name="record_quick_contact"),
    path("contacts/record/who-helps/", giving.find_help, name="find_help"),
    path("drafts/keep/", recording.keep_draft, name="keep_draft"),
    path("drafts/<uuid:draft_id>/", recording.continue_draft, name="continue_draft"),
    path("drafts/<uuid:draft_id>/discard/", recording.discard_draft, name="discard_draft"),
    # Looking.
    path("", looking.board, name="board"),
    path("alarms/", looking.alarm_bar, name="alarm_bar"),
    path("contacts/", looking.contacts, name="contacts"),
    path("contacts/<uuid:contact_id>/", looking.contact, name="contact"),
    # Registers come in.
    path("contacts/import/", importing.import_contacts, name="import_contacts"),
    path("contacts/import/<uuid:register_id>/", importing.import_register, name="import_register"),
    path(
        "contacts/import/<uuid:register_id>/columns/", importing.map_register, name="map_register"
    ),
    path("contacts/import/<uuid:register_id>/wrong/", importing.wrong_rows, name="wrong_rows"),
    path(
        "contacts/import/<uuid:register_id>/discard/",
        importing.discard_register,
        name="discard_register",
    ),
    path(
        "contacts/import/<uuid:register_id>/done/",
        importing.imported_register,
        name="imported_register",
    ),
    # Putting right, and what was there before.
    path("contacts/<uuid:contact_id>/correct/", correcting.correct_contact, name="correct_contact"),
    path("contacts/<uuid:contact_id>/history/", correcting.contact_history, name="contact_history"),
    path("contacts/<uuid:contact_id>/link/", linking.link_contacts, name="link_contacts"),
    path(
        "contacts/<uuid:contact_id>/link/<uuid:other_id>/away/",
        linking.unlink_contacts,
        name="unlink_contacts",
    ),
    # Handing on, closing, following up.
    path(
        "contacts/<uuid:contact_id>/hand-over/",
        aftercare.hand_over_contact,
        name="hand_over_contact",
    ),
    path("contacts/<uuid:contact_id>/close/", aftercare.close_contact, name="close_contact"),
    path("contacts/<uuid:contact_id>/reopen/", aftercare.reopen_contact, name="reopen_contact"),
    path("contacts/<uuid:contact_id>/follow-up/", aftercare.note_follow_up, name="note_follow_up"),
    path("due/", aftercare.follow_ups, name="follow_ups"),
    # Consultations without a case.
    path("consultations/", consulting.consultations, name="consultations"),
    path(
        "contacts/<uuid:contact_id>/consultation/",
        consulting.give_consultation,
        name="give_consultation",
    ),
    path(
        "consultations/<uuid:consultation_id>/correct/",
        consulting.correct_consultation,
        name="correct_consultation",
    ),
    # A case begins with it.
    path(
        "contacts/<uuid:contact_id>/case/",
        opening.open_case_from_contact,
        name="open_case_from_contact",
    ),
    path(
        "contacts/<uuid:contact_id>/case/<uuid:case_id>/",
        opening.link_case,
        name="link_case",
    ),
    path("about/<uuid:case_id>/", opening.calls_about, name="calls_about"),
    # Calling back.
    path("contacts/<uuid:contact_id>/call-back/", calling_back.try_call_back, name="try_call_back"),
    path(
        "contacts/<uuid:contact_id>/call-back/number/",
        calling_back.reveal_number,
        name="reveal_number",
    ),
    path(
        "contacts/<uuid:contact_id>/call-back/agree/",
        calling_back.plan_call_back,
        name="plan_call_back",
    ),
    path(
        "contacts/<uuid:contact_id>/call-back/more/",
        calling_back.grant_attempts,
        name="grant_attempts",
    ),
    # Danger now.
    path(
        "emergencies/<uuid:emergency_id>/", emergencies.take_emergency, name="take_emergency"
    ),
    path(
        "emergencies/<uuid:emergency_id>/first-action/",
        emergencies.note_first_action,
        name="note_first_action",
    ),
    path(
        "emergencies/<uuid:emergency_id>/end/", emergencies.end_emergency, name="end_emergency"
    ),
]

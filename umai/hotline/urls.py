"""Addresses of this room."""

from django.urls import path

from umai.hotline.views import looking, recording

app_name = "hotline"
urlpatterns = [
    # A call is written down.
    path("contacts/record/", recording.record_contact, name="record_contact"),
    path("contacts/record/quick/", recording.record_quick_contact, name="record_quick_contact"),
    path("drafts/keep/", recording.keep_draft, name="keep_draft"),
    path("drafts/<uuid:draft_id>/", recording.continue_draft, name="continue_draft"),
    path("drafts/<uuid:draft_id>/discard/", recording.discard_draft, name="discard_draft"),
    # Looking.
    path("", looking.board, name="board"),
    path("alarms/", looking.alarm_bar, name="alarm_bar"),
    path("contacts/", looking.contacts, name="contacts"),
    path("contacts/<uuid:contact_id>/", looking.contact, name="contact"),
    # What comes after: correct, link, hand over, call back, take an emergency, follow up.
]

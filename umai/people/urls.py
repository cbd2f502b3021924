"""The addresses of people whom we know. None of them carries a name."""

from django.urls import path

from umai.people.views import (
    attaching,
    circle,
    consent,
    correcting,
    duplicates,
    finding,
    history,
    households,
    importing,
    incidents,
    inquiring,
    papers,
    reading,
    redacting,
    registering,
    reporters,
    requests,
    retention,
)

ONE = "<uuid:individual_id>/"
app_name = "people"
urlpatterns = [
    path("", finding.find_people, name="find_people"),
    path("register/", registering.register_child, name="register_child"),
    path("import/", importing.import_people, name="import_people"),
    path("emergency/", circle.break_glass, name="break_glass"),
    path(ONE, reading.individual, name="individual"),
    path(f"{ONE}reveal/", correcting.reveal_identity, name="reveal_identity"),
    path(f"{ONE}correct/", correcting.correct_individual, name="correct_individual"),
    path(f"{ONE}sibling/", registering.register_sibling, name="register_sibling"),
    path(f"{ONE}looked/", circle.who_looked, name="who_looked"),
    path(f"{ONE}history/", history.individual_history, name="individual_history"),
    path(f"{ONE}history/names/", history.reveal_history, name="reveal_history"),
    path(f"{ONE}circle/let-in/", circle.name_in_circle, name="name_in_circle"),
    path(f"{ONE}circle/shut-out/", circle.shut_out, name="shut_out"),
    path(f"{ONE}circle/<uuid:place_id>/end/", circle.take_out_of_circle, name="take_out_of_circle"),
    path(f"{ONE}files/attach/", attaching.attach_file, name="attach_file"),
    path(
        "consent/<uuid:consent_id>/signed-form/",
        attaching.attach_signed_form,
        name="attach_signed_form",
    ),
    path(f"{ONE}files/<uuid:file_id>/", attaching.open_file, name="open_file"),
    path(f"{ONE}files/<uuid:file_id>/look/", redacting.look_at_file, name="look_at_file"),
    path(f"{ONE}files/<uuid:file_id>/redact/", redacting.redact_file, name="redact_file"),
    path(f"{ONE}files/<uuid:file_id>/original/", attaching.open_original, name="open_original"),
    path(f"{ONE}files/<uuid:file_id>/remove/", attaching.remove_file, name="remove_file"),
]
# Who lives together.
urlpatterns += [
    path(f"{ONE}together/", households.live_together, name="live_together"),
    path("households/<uuid:household_id>/", households.household, name="household"),
    path("households/places/<uuid:place_id>/", households.correct_place, name="correct_place"),
]
# What another team of ours knows.
urlpatterns += [
    path("ask/", inquiring.ask_team, name="ask_team"),
    path("asked/", inquiring.inquiries, name="inquiries"),
    path("asked/<uuid:inquiry_id>/", inquiring.inquiry, name="inquiry"),
]
# One person or two.
PAIR = "duplicates/<uuid:one_id>/<uuid:other_id>/"
urlpatterns += [
    path("duplicates/", duplicates.duplicates, name="duplicates"),
    path(PAIR, duplicates.compare_people, name="compare_people"),
    path(f"{PAIR}names/", duplicates.reveal_pair, name="reveal_pair"),
    path(f"{PAIR}not-the-same/", duplicates.say_not_same, name="say_not_same"),
    path(
        "duplicates/<uuid:gone_id>/merge-into/<uuid:stays_id>/",
        duplicates.merge_people,
        name="merge_people",
    ),
    path("<uuid:gone_id>/undo-merge/", duplicates.undo_merge, name="undo_merge"),
]
# Until when records are kept, and erasing one.
ERASURE = "keeping/<uuid:erasure_id>/"
urlpatterns += [
    path("keeping/", retention.retention, name="retention"),
    path(f"{ONE}keeping/", retention.keeping, name="keeping"),
    path(f"{ONE}keeping/hold/", retention.put_hold, name="put_hold"),
    path(f"{ONE}keeping/lift/", retention.lift_hold, name="lift_hold"),
    path(f"{ONE}keeping/ask/", retention.ask_erasure, name="ask_erasure"),
    path(ERASURE, retention.erase_individual, name="erase_individual"),
    path(f"{ERASURE}take-back/", retention.take_back_erasure, name="take_back_erasure"),
    path(f"{ERASURE}certificate/", retention.certificate, name="certificate"),
    # Documents, family and consent.
    path(f"{ONE}show/", papers.reveal_details, name="reveal_details"),
    path(f"{ONE}documents/note/", papers.note_document, name="note_document"),
    path("documents/<uuid:document_id>/", papers.correct_document, name="correct_document"),
    path(f"{ONE}family/add/", papers.relate_people, name="relate_people"),
    path("family/<uuid:relation_id>/", papers.correct_relation, name="correct_relation"),
    path("family/<uuid:relation_id>/end/", papers.end_relation, name="end_relation"),
    path(f"{ONE}consent/note/", consent.note_consent, name="note_consent"),
    path(f"{ONE}consent/form/", consent.print_consent_form, name="print_consent_form"),
    path("consent/<uuid:consent_id>/back/", consent.withdraw_consent, name="withdraw_consent"),
    path("consent/<uuid:consent_id>/override/", consent.override_consent, name="override_consent"),
]
# Registers come in.
REGISTER = "import/<uuid:register_id>/"
urlpatterns += [
    path(REGISTER, importing.import_register, name="import_register"),
    path(f"{REGISTER}columns/", importing.map_register, name="map_register"),
    path(f"{REGISTER}names/", importing.reveal_twin, name="reveal_twin"),
    path(f"{REGISTER}wrong/", importing.wrong_rows, name="wrong_rows"),
    path(f"{REGISTER}discard/", importing.discard_register, name="discard_register"),
    path(f"{REGISTER}done/", importing.imported_register, name="imported_register"),
]
# The registers: incidents, who reported in confidence, and what people ask about their own data.
INCIDENT = "incidents/<uuid:incident_id>/"
REQUEST = "requests/<uuid:request_id>/"
urlpatterns += [
    path("incidents/", incidents.incidents, name="incidents"),
    path("incidents/report/", incidents.report_incident, name="report_incident"),
    path(INCIDENT, incidents.incident, name="incident"),
    path(f"{INCIDENT}notice/", incidents.note_notice, name="note_notice"),
    path(f"{INCIDENT}done/", incidents.note_step, name="note_step"),
    path(f"{INCIDENT}close/", incidents.close_incident, name="close_incident"),
    path(f"{INCIDENT}who-reported/", reporters.ask_unsealing, name="ask_unsealing"),
    path(f"{INCIDENT}open-reporter/", reporters.open_reporter, name="open_reporter"),
    path("reporters/", reporters.unsealings, name="unsealings"),
    path("reporters/<uuid:unsealing_id>/", reporters.decide_unsealing, name="decide_unsealing"),
    path("requests/", requests.requests, name="requests"),
    path("requests/note/", requests.note_request, name="note_request"),
    path(REQUEST, requests.data_request, name="data_request"),
    path(f"{REQUEST}proof/", requests.note_proof, name="note_proof"),
    path(f"{REQUEST}more-time/", requests.extend_request, name="extend_request"),
    path(f"{REQUEST}answer/", requests.answer_request, name="answer_request"),
    path(f"{REQUEST}copy/", requests.copy_record, name="copy_record"),
]

"""The addresses of referrals."""

from django.urls import path

from umai.referrals.views import arriving, door, reading, referring, sending, waiting

app_name = "referrals"
urlpatterns = [
    # A provider without an account: a code opens one referral. No address says whose.
    path("code/", door.enter_code, name="enter_code"),
    path("code/referral/", door.at_door, name="at_door"),
    path("code/referral/<slug:act>/", door.answer_at_door, name="answer_at_door"),
    path("code/leave/", door.leave_door, name="leave_door"),
    path("code/thanks/", door.thank_you, name="thank_you"),
]
# Handing somebody on: from a case or a contact, or from an entry of the directory.
FROM, ONE, ARRIVED = "<slug:source>/<uuid:source_id>/", "<uuid:referral_id>/", "<uuid:arrival_id>/"
urlpatterns += [
    path("", reading.referrals, name="referrals"),
    path(f"from/{FROM}", referring.refer, name="refer"),
    path("case/<uuid:source_id>/", referring.refer, {"source": "case"}, name="refer_case"),
    path(f"of/{FROM}", reading.referrals_of, name="referrals_of"),
    path(f"unmet/{FROM}", waiting.record_unmet_need, name="record_unmet_need"),
    path("to/<uuid:service_id>/", referring.refer_to_service, name="refer_to_service"),
    path("waiting/", waiting.waiting, name="waiting"),
    path(ONE, reading.referral, name="referral"),
    path(f"{ONE}write/", referring.write_referral, name="write_referral"),
    path(f"{ONE}send/", sending.send_referral, name="send_referral"),
    path(f"{ONE}wait/", sending.await_consent, name="await_consent"),
    path(f"{ONE}letter/", sending.print_letter, name="print_letter"),
    path(f"{ONE}code/", sending.give_code, name="give_code"),
    path(f"{ONE}code/back/", sending.take_code_back, name="take_code_back"),
    path(f"{ONE}told/", sending.reveal_shared, name="reveal_shared"),
    path(f"{ONE}answer/", reading.note_answer, name="note_answer"),
    path(f"{ONE}back/", sending.revoke_referral, name="revoke_referral"),
]
# What came in.
urlpatterns += [
    path("inbox/", arriving.arrivals, name="arrivals"),
    path("inbox/record/", arriving.record_arrival, name="record_arrival"),
    path(f"inbox/{ARRIVED}", arriving.arrival, name="arrival"),
    path(f"inbox/{ARRIVED}case/", arriving.take_in_as_case, name="take_in_as_case"),
    path(f"inbox/{ARRIVED}contact/", arriving.take_in_as_contact, name="take_in_as_contact"),
    path(f"inbox/{ARRIVED}refuse/", arriving.refuse_arrival, name="refuse_arrival"),
    path(f"inbox/{ARRIVED}answer/", arriving.answer_arrival, name="answer_arrival"),
]

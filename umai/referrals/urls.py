"""The addresses of referrals."""

from django.urls import path

from umai.referrals.views import door

app_name = "referrals"
urlpatterns = [
    # A provider without an account: a code opens one referral. No address says whose.
    path("code/", door.enter_code, name="enter_code"),
    path("code/referral/", door.at_door, name="at_door"),
    path("code/referral/<slug:act>/", door.answer_at_door, name="answer_at_door"),
    path("code/leave/", door.leave_door, name="leave_door"),
    path("code/thanks/", door.thank_you, name="thank_you"),
]

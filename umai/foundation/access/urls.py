"""Addresses of this room."""

from django.urls import path

from umai.foundation.access.views import account, people, postings, teams

app_name = "access"
urlpatterns = [
    path("", people.people, name="people"),
    path("new/", people.open_person, name="open_person"),
    path("teams/", teams.teams, name="teams"),
    path("teams/new/", teams.open_team, name="open_team"),
    path("offices/new/", teams.open_office, name="open_office"),
    path("programmes/new/", teams.open_programme, name="open_programme"),
    path("me/", account.account, name="account"),
    path("me/preferences/", account.choose_preferences, name="choose_preferences"),
    path("me/sign-out/", account.sign_out_everywhere, name="sign_out_everywhere"),
    path("<uuid:person_id>/", people.person, name="person"),
    path("<uuid:person_id>/correct/", people.correct_person, name="correct_person"),
    path("<uuid:person_id>/close/", people.close_person, name="close_person"),
    path("<uuid:person_id>/readmit/", people.readmit_person, name="readmit_person"),
    path("<uuid:person_id>/password/", people.renew_password, name="renew_password"),
    path("<uuid:person_id>/sign-out/", people.sign_out_person, name="sign_out_person"),
    path("<uuid:person_id>/reset/", people.ask_reset, name="ask_reset"),
    path("<uuid:person_id>/postings/new/", postings.open_posting, name="open_posting"),
    path("postings/<uuid:posting_id>/confirm/", postings.confirm_posting, name="confirm_posting"),
    path("postings/<uuid:posting_id>/end/", postings.end_posting, name="end_posting"),
    path("resets/<uuid:reset_id>/confirm/", people.confirm_reset, name="confirm_reset"),
]

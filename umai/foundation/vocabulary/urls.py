"""Addresses of this room."""

from django.urls import path

from umai.foundation.vocabulary.views import categories, ruling, words

app_name = "vocabulary"
urlpatterns = [
    path("", words.lists, name="lists"),
    # Rules.
    path("rules/", ruling.rules, name="rules"),
    path("rules/<str:code>/", ruling.rule, name="rule"),
    path("rules/<str:code>/edit/", ruling.edit_rule, name="edit_rule"),
    path("rules/<str:code>/confirm/", ruling.confirm_rule, name="confirm_rule"),
    path("rules/<str:code>/on/", ruling.switch_rule_on, name="switch_rule_on"),
    path("rules/<str:code>/off/", ruling.switch_rule_off, name="switch_rule_off"),
    # Helpline categories and shared numbers.
    path("helpline-categories/", categories.helpline_categories, name="helpline_categories"),
    path(
        "helpline-categories/<slug:list_code>/<str:code>/",
        categories.edit_mapping,
        name="edit_mapping",
    ),
    path("numbers/", categories.shared_phones, name="shared_phones"),
    path(
        "numbers/<uuid:phone_id>/<int:version>/confirm/",
        categories.confirm_phone,
        name="confirm_phone",
    ),
    path(
        "numbers/<uuid:phone_id>/<int:version>/withdraw/",
        categories.withdraw_phone,
        name="withdraw_phone",
    ),
    # Lists and terms.
    path("<slug:list_code>/", words.word_list, name="word_list"),
    path("<slug:list_code>/add/", words.add_term, name="add_term"),
    path("<slug:list_code>/confirm/", words.confirm_label, name="confirm_label"),
    path("<slug:list_code>/<uuid:term_id>/", words.term, name="term"),
    path("<slug:list_code>/<uuid:term_id>/edit/", words.edit_term, name="edit_term"),
]

"""Fields as they are drawn: label, hint, error, control, tied together for all readers."""

import re
from datetime import datetime

import pytest
from django import forms
from django.template.loader import render_to_string
from django.test.html import parse_html
from django.utils import translation

from umai.foundation.ui import widgets


class CallForm(forms.Form):
    age = forms.IntegerField(
        label="Age of the child", help_text="In years", widget=widgets.NumberBox()
    )
    caller = forms.ChoiceField(
        label="Caller",
        choices=[("child", "Child"), ("parent", "Parent")],
        help_text="Who speaks",
        widget=widgets.Picks(keys={"child": "alt+1"}, hints={"parent": "Or guardian"}, wrap="ask"),
    )
    risk = forms.ChoiceField(
        choices=[("high", "High")],
        required=False,
        widget=widgets.CardChoices(hints={"high": "Act within 24 hours"}),
    )
    safe = forms.NullBooleanField(label="Is it safe?", required=False, widget=widgets.YesNo())
    agreed = forms.BooleanField(
        label="Agreed", help_text="Or only numbers stay", required=False, widget=widgets.Toggle()
    )
    born_on = forms.DateField(required=False, widget=widgets.DayInput())
    call_at = forms.DateTimeField(required=False, widget=widgets.MomentInput())
    phone = forms.CharField(required=False, widget=widgets.PhoneInput())
    story = forms.CharField(required=False, widget=widgets.LongText())
    topic = forms.ChoiceField(
        choices=[("", "Not recorded"), ("school", "School")],
        required=False,
        widget=widgets.SearchSelect(),
    )


class GroupedForm(forms.Form):
    code = forms.ChoiceField(
        choices=[("", "None"), ("<A>", [("a&b", "A & B"), (2, "Two")])], widget=widgets.Choose()
    )


@pytest.mark.parametrize("chosen", ["", "a&b", "2"])
def test_a_list_that_opens_is_what_django_would_draw(chosen: str) -> None:
    form = GroupedForm(initial={"code": chosen})
    ours = str(form["code"])
    form.fields["code"].widget.__class__ = forms.Select
    assert parse_html(ours) == parse_html(str(form["code"]))


@pytest.fixture
def mistaken() -> CallForm:
    with translation.override("en"):
        form = CallForm({"age": "190x", "phone": "<b>"})
        form.is_valid()
        return form


def test_label_hint_error_and_control_stand_in_this_order(mistaken: CallForm) -> None:
    drawn = mistaken["age"].as_field_group()
    order = [drawn.index(sign) for sign in ("<label", 'class="hint"', 'class="error"', "<input")]
    assert order == sorted(order)


def test_a_control_names_its_hint_and_its_error(mistaken: CallForm) -> None:
    drawn = mistaken["age"].as_field_group()
    assert 'aria-describedby="id_age_helptext id_age_error"' in drawn
    assert 'id="id_age_helptext"' in drawn
    assert 'id="id_age_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert 'class="field wrong"' in drawn


def test_what_was_typed_is_kept_and_escaped(mistaken: CallForm) -> None:
    assert 'value="190x"' in mistaken["age"].as_field_group()
    assert "&lt;b&gt;" in mistaken["phone"].as_field_group()


def test_several_inputs_are_a_fieldset_with_a_legend(mistaken: CallForm) -> None:
    drawn = mistaken["caller"].as_field_group()
    assert re.search(r'<fieldset class="ask wrong" aria-describedby="id_caller_helptext', drawn)
    assert "<legend>Caller</legend>" in drawn


def test_a_key_is_shown_and_bound() -> None:
    drawn = CallForm()["caller"].as_field_group()
    assert 'data-key="alt+1"' in drawn
    assert '<kbd aria-hidden="true">Alt 1</kbd>' in drawn


def test_a_choice_can_carry_what_it_means() -> None:
    assert "Act within 24 hours" in CallForm()["risk"].as_field_group()


@pytest.mark.parametrize(
    ("sent", "meant"), [("yes", True), ("no", False), ("", None), ("perhaps", None)]
)
def test_yes_no_knows_not_answered(sent: str, meant: bool | None) -> None:
    form = CallForm({"age": "9", "caller": "child", "safe": sent})
    assert form.is_valid()
    assert form.cleaned_data["safe"] is meant


def test_yes_no_shows_the_earlier_answer() -> None:
    drawn = CallForm(initial={"safe": False})["safe"].as_field_group()
    assert re.search(r'value="no"[^>]*checked', drawn)
    assert not re.search(r'value="yes"[^>]*checked', drawn)


def test_the_words_of_a_toggle_stand_after_the_box() -> None:
    drawn = CallForm()["agreed"].as_field_group()
    assert drawn.index("<input") < drawn.index("Agreed") < drawn.index("Or only numbers stay")
    assert 'aria-describedby="id_agreed_helptext"' in drawn


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_days_and_moments_travel_as_iso_in_every_language(language: str) -> None:
    day, moment = datetime(2026, 4, 12), datetime(2026, 4, 12, 20, 47)  # noqa: DTZ001
    with translation.override(language):
        form = CallForm(initial={"born_on": day.date(), "call_at": moment})
        assert 'value="2026-04-12"' in form["born_on"].as_field_group()
        assert 'value="2026-04-12T20:47"' in form["call_at"].as_field_group()
        sent = CallForm({"age": "9", "caller": "child", "born_on": "2026-04-12"})
        assert sent.is_valid()
        assert sent.cleaned_data["born_on"] == day.date()


def test_the_browser_is_asked_to_remember_and_check_nothing_about_a_child() -> None:
    form = CallForm()
    assert 'autocomplete="off"' in form["phone"].as_field_group()
    assert 'spellcheck="false"' in form["story"].as_field_group()


def test_a_long_list_is_a_plain_list_without_scripts() -> None:
    assert re.search(r"<select[^>]*data-search", CallForm()["topic"].as_field_group())


def test_the_summary_links_to_the_controls_and_says_the_rest_is_kept(mistaken: CallForm) -> None:
    with translation.override("en"):
        drawn = render_to_string("ui/error_summary.html", {"form": mistaken})
    assert "2 answers need a look" in drawn
    assert 'href="#id_age"' in drawn
    assert 'href="#id_caller_0"' in drawn
    assert "Everything else you wrote is kept" in drawn


def test_the_summary_is_silent_when_all_is_well() -> None:
    form = CallForm({"age": "9", "caller": "child"})
    assert not render_to_string("ui/error_summary.html", {"form": form}).strip()


def test_the_summary_knows_the_children_of_a_formset() -> None:
    children = forms.formset_factory(CallForm, extra=0)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-age": "x"}
    )
    drawn = render_to_string("ui/error_summary.html", {"form": None, "formset": children})
    assert 'href="#id_form-0-age"' in drawn


def test_a_mistake_of_no_field_is_told_without_a_link() -> None:
    form = CallForm({"age": "9", "caller": "child"})
    form.is_valid()
    form.add_error(None, "Somebody else took it")
    drawn = render_to_string("ui/error_summary.html", {"form": form})
    assert "<li>Somebody else took it</li>" in drawn

"""The questions of a call, in the order in which a call goes. Put together in `recording`."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from umai.foundation.places import queries as places
from umai.foundation.ui import widgets
from umai.hotline.forms.fields import Line, OneOf, Shortlist, SomeOf, SpokenCode, Whole, Words

# Short words for the pills; lists and reports say the long ones of the vocabulary.
CHANNELS = {
    "phone": _("Hotline"),
    "mobile": _("Mobile"),
    "whatsapp": "WhatsApp",
    "telegram": "Telegram",
    "office_visit": _("Visit"),
}
KINDS = {
    "counselling": _("Advice"),
    "info_request": _("Question"),
    "report_of_harm": _("Harm"),
    "complaint": _("Complaint"),
    "follow_up": _("Calls again"),
}
CALLERS = {
    "child": _("Child"),
    "parent": _("Parent"),
    "other_relative": _("Relative"),
    "teacher": _("Teacher"),
    "guardian": _("Guardian"),
    "neighbour": _("Neighbour"),
    "anonymous": _("Anonymous"),
}
LANGUAGES = {"kk": "Қазақша", "ru": "Русский", "uz": "Oʻzbekcha", "tg": "Тоҷикӣ"}
# The same nine in the same places, so that fingers learn them.
TOPICS = {
    "birth_registration": _("Birth and identity papers"),
    "migration_status": _("Border, migration status"),
    "recovery_of_obligations": _("Maintenance"),
    "social_security": _("Benefits"),
    "education": _("School"),
    "health": _("Health"),
    "psychological": _("Feelings, fear"),
    "child_abuse": _("Violence"),
    "bullying": _("Bullying"),
}
OUTCOMES = {
    "advice_given": _("Advice"),
    "referred_internal": _("Specialist"),
    "referred_external": _("Agency"),
    "emergency": _("Emergency"),
    "case_opened": _("Case"),
    "follow_up": _("Follow-up"),
    "none": _("Nothing more"),
}
CALLER_KEYS = {
    "child": "c",
    "parent": "p",
    "other_relative": "r",
    "teacher": "e",
    "guardian": "d",
    "neighbour": "h",
    "anonymous": "y",
}
LANGUAGE_KEYS = {"kk": "shift+k", "ru": "shift+r", "uz": "shift+u", "tg": "shift+t"}
OUTCOME_KEYS = {
    "advice_given": "v",
    "referred_internal": "i",
    "referred_external": "x",
    "emergency": "m",
    "case_opened": "o",
    "follow_up": "f",
    "none": "z",
}
SEXES = [("female", _("Girl")), ("male", _("Boy"))]
CALLER_SEXES = [("female", _("Woman or girl")), ("male", _("Man or boy"))]
NOT_A_DAY = _("Write a day such as 2026-04-16.")
NOT_A_MOMENT = _("Write a day and an hour, such as 2026-04-16 15:00.")


class DangerPart(forms.Form):
    """Asked first, because nothing else may wait for it."""

    danger_now = forms.NullBooleanField(
        label=_("Is anyone in danger now?"),
        required=False,
        widget=widgets.YesNo(
            choices=[("no", _("No")), ("yes", _("Yes"))], keys={"no": "alt+0", "yes": "alt+1"}
        ),
    )
    first_action = Line(label=_("First action taken"), max_length=500)


class CallerPart(forms.Form):
    """How they reached us and who they are. Nobody needs a name."""

    channel = OneOf(
        "channel",
        label=_("Channel"),
        error_messages={"required": _("Say how they reached us.")},
        widget=Shortlist(CHANNELS, rest=_("Another way"), wrap="ask"),
    )
    contact_type = OneOf(
        "contact_type",
        label=_("Kind"),
        error_messages={"required": _("Say what kind of contact it is.")},
        widget=Shortlist(KINDS, rest=_("Another kind"), wrap="ask"),
    )
    caller_relation = OneOf(
        "caller_relation",
        label=_("Caller"),
        required=False,
        widget=Shortlist(CALLERS, rest=_("Somebody else"), keys=CALLER_KEYS, wrap="ask"),
    )
    language = OneOf(
        "language",
        label=_("Language"),
        required=False,
        widget=Shortlist(LANGUAGES, rest=_("Another language"), keys=LANGUAGE_KEYS, wrap="ask"),
    )
    caller_sex = forms.ChoiceField(
        label=_("The caller is"),
        choices=CALLER_SEXES,
        required=False,
        widget=widgets.Picks(wrap="ask"),
    )
    anonymous = forms.NullBooleanField(
        label=_("Stays without a name"), required=False, widget=widgets.YesNo(wrap="ask")
    )
    caller_name = Line(
        label=_("Name of the caller"),
        help_text=_("Only if the caller wants us to have it. It is sealed."),
        max_length=160,
    )
    region = forms.ChoiceField(
        label=_("Region of the child"),
        choices=lambda: [("", _("Not recorded")), *places.region_choices()],
        required=False,
        widget=widgets.Choose(),
    )
    earlier_code = SpokenCode(
        label=_("The caller has called before and kept a code"),
        help_text=_("Eight signs, such as 7KMF-2XWA"),
    )
    give_code = forms.BooleanField(
        label=_("The caller wants a code for the next time"),
        required=False,
        widget=widgets.Toggle(),
    )


class FamilyPart(forms.Form):
    """What the call said of the first child beyond the counted answers."""

    not_attending_reason = OneOf(
        "not_attending_reason",
        blank=True,
        label=_("Why not at school"),
        required=False,
        widget=widgets.Choose(),
    )
    family_flags = SomeOf("family_flag", label=_("The family"), widget=widgets.PickMany(wrap="ask"))


class TopicPart(forms.Form):
    """What it is about: one main topic, any others, and how helplines elsewhere would count it."""

    topic = OneOf(
        "topic",
        label=_("What about"),
        required=False,
        widget=Shortlist(
            TOPICS,
            rest=_("Another topic"),
            rest_key="t",
            keys={code: str(place) for place, code in enumerate(TOPICS, start=1)},
            wrap="ask",
        ),
    )
    other_topics = SomeOf("topic", label=_("Also about"), widget=widgets.PickMany())
    second_axis = SomeOf("second_axis", label=_("In helpline terms"), widget=widgets.PickMany())


class WordsPart(forms.Form):
    """What was told and what was advised, in words that are sealed."""

    narrative = Words(label=_("What the caller told"), widget=widgets.LongText(key="s"))
    advice = Words(label=_("What we advised"), widget=widgets.LongText(key="w"))


def _count(label: Any) -> Whole:
    wrong = _("Write a number from 0 to 9. You wrote %(typed)s.")
    return Whole(0, 9, wrong, label=label, widget=widgets.NumberBox(width="w2"))


class EndingPart(forms.Form):
    """How it ends, what was given and what comes next."""

    outcome = OneOf(
        "outcome",
        label=_("Outcome"),
        required=False,
        widget=Shortlist(OUTCOMES, keys=OUTCOME_KEYS, wrap="ask over"),
    )
    booked = SomeOf("booked", label=_("Appointment"), widget=widgets.PickMany(wrap="ask over"))
    referred_to = Line(label=_("Referred to"), help_text=_("Agency and office"))
    follow_up_on = forms.DateField(
        label=_("Follow up on"),
        required=False,
        error_messages={"invalid": NOT_A_DAY},
        widget=widgets.DayInput(),
    )
    psychological_consultations = _count(_("Psychological"))
    legal_consultations = _count(_("Legal"))
    social_supports = _count(_("Social"))
    materials = SomeOf("material", label=_("Material given"), widget=widgets.PickMany())
    satisfaction = forms.TypedChoiceField(
        label=_("How the caller liked it"),
        help_text=_("1 not at all, 5 very much"),
        choices=[(str(mark), str(mark)) for mark in range(1, 6)],
        coerce=int,
        empty_value=None,
        required=False,
        widget=widgets.Picks(),
    )


class CallBackPart(forms.Form):
    """May we call, when is it safe, may we say who is calling."""

    may_call_back = forms.NullBooleanField(
        label=_("May we call back?"), required=False, widget=widgets.YesNo(wrap="ask over")
    )
    phone = Line(label=_("Number"), max_length=40, widget=widgets.PhoneInput())
    safe_time = Line(label=_("When is it safe?"))
    may_say_who = forms.NullBooleanField(
        label=_("May we say who is calling?"), required=False, widget=widgets.YesNo(wrap="ask over")
    )
    call_back_due_at = forms.DateTimeField(
        label=_("Call back from"),
        required=False,
        error_messages={"invalid": NOT_A_MOMENT},
        widget=widgets.MomentInput(),
    )
    call_back_until = forms.DateTimeField(
        label=_("and not after"),
        required=False,
        error_messages={"invalid": NOT_A_MOMENT},
        widget=widgets.MomentInput(),
    )


class ChildForm(forms.Form):
    """One child of the call, without a name. The prefix is `child-1`, `child-2` …"""

    sex = forms.ChoiceField(
        label=_("Sex"),
        choices=SEXES,
        required=False,
        widget=widgets.Picks(keys={"female": "g", "male": "b"}),
    )
    age = Whole(
        0,
        25,
        _("Write the age in years, 0 to 25; 0 is a child under one. You wrote %(typed)s."),
        label=_("Age"),
        widget=widgets.NumberBox(width="", key="a"),
    )
    citizenship = OneOf(
        "citizenship", blank=True, label=_("Citizenship"), required=False, widget=widgets.Choose()
    )
    living_situation = OneOf(
        "living_situation", blank=True, label=_("Lives"), required=False, widget=widgets.Choose()
    )
    education = OneOf(
        "education", blank=True, label=_("School"), required=False, widget=widgets.Choose()
    )
    ethnicity = OneOf(
        "ethnicity", blank=True, label=_("Ethnicity"), required=False, widget=widgets.Choose()
    )
    family_status = OneOf(
        "family_status", blank=True, label=_("Family"), required=False, widget=widgets.Choose()
    )

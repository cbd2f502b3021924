"""What is asked after a call: to whom, why, when again, and how it went."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from umai.foundation.kernel import ids
from umai.foundation.ui import widgets
from umai.hotline import commands, queries, terms
from umai.hotline.forms import parts
from umai.hotline.forms.fields import Line, Moment, SpokenCode, Whole, Words
from umai.hotline.models import Contact


class Versioned(forms.Form):
    """The version of the contact that the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput())
    newer: Contact | None = None

    def refuse(self, no: Exception) -> None:
        """Put a refusal at its field; after a newer version, let sending again work knowingly.

        What was done meanwhile stands above the form, so it is no mistake of a field.
        """
        if isinstance(no, commands.Meanwhile):
            self.newer = no.current
            self.data = {**self.data.dict(), "version": no.current.version}  # type: ignore[attr-defined]
            return
        field = getattr(no, "field", None)
        self.add_error(field if field in self.fields else None, str(no))


class HandOverForm(Versioned):
    """To whom, and what that person must know."""

    to = forms.TypedChoiceField(
        label=_("To whom"),
        coerce=UUID,
        error_messages={
            "required": _("Choose a colleague."),
            "invalid_choice": _("Choose a colleague who may read this contact."),
        },
        widget=widgets.SearchSelect(),
    )
    note = Words(
        label=_("What your colleague must know"),
        help_text=_("Sealed with the contact. The notice says only its code."),
        max_length=2000,
    )

    def __init__(self, *typed: Any, people: Iterable[queries.Colleague], **options: Any) -> None:
        super().__init__(*typed, **options)
        choices = [(str(one.person_id), str(one)) for one in people]
        self.fields["to"].choices = [("", _("Choose")), *choices]  # type: ignore[attr-defined]


class ReasonForm(Versioned):
    """Why."""

    reason = Words(
        label=_("Reason"),
        required=True,
        max_length=500,
        error_messages={"required": _("Write the reason.")},
        help_text=_("Kept with the contact, sealed."),
    )


class MaybeReasonForm(Versioned):
    """Why, where it is asked for."""

    reason = Words(label=_("Reason"), max_length=500, help_text=_("Kept with the contact, sealed."))

    def __init__(self, *typed: Any, asked: bool, **options: Any) -> None:
        super().__init__(*typed, **options)
        if not asked:
            del self.fields["reason"]


class FollowUpForm(Versioned):
    """What was done, and when again."""

    words = Words(
        label=_("What was done"),
        required=True,
        max_length=2000,
        error_messages={"required": _("Write in a few words what was done.")},
    )
    next_on = forms.DateField(
        label=_("Follow up again on"),
        help_text=_("Leave it empty if nothing more was promised."),
        required=False,
        error_messages={"invalid": parts.NOT_A_DAY},
        widget=widgets.DayInput(),
    )


class LinkForm(Versioned):
    """The caller's own code, or the code of a contact."""

    caller_code = SpokenCode(
        label=_("Code that the caller kept"), help_text=_("Eight signs, such as 7KMF-2XWA")
    )
    code = Line(
        label=_("Code of the contact"),
        help_text=_("Such as HL-2026-0398"),
        max_length=24,
        widget=widgets.Line(width="w12"),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and bool(said.get("caller_code")) == bool(said.get("code")):
            words = _("Write one of the two codes.")
            self.add_error("caller_code", words)
        return said


# Calling back -------------------------------------------------------------------------------------


class AgreedPart(Versioned):
    """What may be said, to which number, and when it is safe."""

    may_say_who = forms.NullBooleanField(
        label=_("May we say who is calling?"), required=False, widget=widgets.YesNo(wrap="ask over")
    )
    phone = Line(label=_("Number"), max_length=40, widget=widgets.PhoneInput(width="w12"))
    safe_time = Line(label=_("When is it safe?"), help_text=_("In the caller's own words"))
    due_at = Moment(label=_("Call back from"), required=False, narrow="start")
    until = Moment(label=_("and not after"), required=False, narrow="end")

    def __init__(self, *typed: Any, masked: str = "", **options: Any) -> None:
        super().__init__(*typed, **options)
        if masked:
            words = _("%(number)s is kept. Write a number only to replace it.")
            self.fields["phone"].help_text = words % {"number": masked}

    def agreement(self) -> commands.Agreement:
        """What the command wants to know."""
        said = self.cleaned_data
        return commands.Agreement(
            may_call_back=said.get("may_call_back", True),
            may_say_who=said["may_say_who"],
            due_at=said["due_at"],
            until=said["until"],
            phone=said["phone"],
            safe_time=said["safe_time"],
        )


class PlanForm(AgreedPart):
    """May we call back, and how."""

    may_call_back = forms.NullBooleanField(
        label=_("May we call back?"), required=False, widget=widgets.YesNo(wrap="ask over")
    )
    field_order = ("may_call_back", "may_say_who", "phone", "safe_time", "due_at", "until")

    def clean_may_call_back(self) -> bool:
        may: bool | None = self.cleaned_data["may_call_back"]
        if may is None:
            raise forms.ValidationError(_("Ask whether we may call back, and mark the answer."))
        return may


class GrantForm(AgreedPart):
    """How many attempts more, and why."""

    more = Whole(
        1,
        commands.MOST_GRANTED,
        _("Write a number from 1 to 3. You wrote %(typed)s."),
        label=_("How many more"),
        required=True,
        error_messages={"required": _("Write how many more.")},
        widget=widgets.NumberBox(width="w2"),
    )
    reason = Words(
        label=_("Reason"),
        required=True,
        max_length=500,
        error_messages={"required": _("Write why more attempts are needed.")},
        help_text=_("Kept with the contact, sealed."),
    )
    field_order = ("more", "reason")


class RevealForm(forms.Form):
    """Why the number is shown."""

    reason = forms.ChoiceField(choices=terms.RevealReason.choices)


class AttemptForm(Versioned):
    """How the attempt ended, and when again."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    result = forms.ChoiceField(
        label=_("How did it end?"),
        choices=terms.Attempt.choices,
        error_messages={"required": _("Mark how the attempt ended.")},
        widget=widgets.ChooseOne(
            hints={
                terms.Attempt.REACHED: _("The call-back is done."),
                terms.Attempt.WRONG_PERSON: _("You said it was a wrong number and nothing else."),
                terms.Attempt.NOT_SAFE: _("The agreed time ends. Agree on another one below."),
                terms.Attempt.VOICEMAIL: _("You hung up before the tone."),
            }
        ),
    )
    note = Words(label=_("Note"), help_text=_("Kept with the contact, sealed."), max_length=1000)
    next_at = Moment(
        label=_("Next time from"),
        help_text=_("Only if the agreed time changes."),
        required=False,
        narrow="start",
    )
    next_until = Moment(label=_("and not after"), required=False, narrow="end")

    def attempt(self) -> commands.Attempt:
        """What the command wants to know."""
        said = self.cleaned_data
        return commands.Attempt(
            id=said["id"],
            result=terms.Attempt(said["result"]),
            note=said["note"],
            next_at=said["next_at"],
            next_until=said["next_until"],
        )


# Danger -------------------------------------------------------------------------------------------


class FirstActionForm(forms.Form):
    """What was done first."""

    words = Words(
        label=_("What was done first"),
        help_text=_("Whom you rang and what they do now. It is sealed."),
        required=True,
        max_length=500,
        error_messages={"required": _("Write what was done first, such as whom you rang.")},
    )


class EndForm(forms.Form):
    """What was done, and where the child is now."""

    first_action = Words(
        label=_("What was done first"), help_text=_("Whom you rang, and when."), max_length=500
    )
    words = Words(
        label=_("What was done in the end"),
        help_text=_("Where is the child now, who is with the child, and what comes next?"),
        required=True,
        max_length=2000,
        error_messages={"required": _("Write what was done and where the child is now.")},
    )

    def __init__(self, *typed: Any, first_missing: bool, **options: Any) -> None:
        super().__init__(*typed, **options)
        if not first_missing:
            del self.fields["first_action"]


def begun_attempt(version: int) -> dict[str, Any]:
    """What the form of an attempt begins with."""
    return {"id": ids.uuid7(), "version": version}


def planned(version: int, may: bool | None, who: bool | None) -> dict[str, Any]:
    """What the form of an agreement begins with: what is known."""
    return {"version": version, "may_call_back": may, "may_say_who": who}

"""To whom somebody is handed on, for what, how soon, and what may be told: one page."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from umai.directory import queries as directory
from umai.foundation.calendar import queries as calendar
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.places import queries as places
from umai.foundation.ui import moments, widgets
from umai.foundation.ui.fields import Line, OneOf, Pairs, SomeOf, Words
from umai.foundation.vocabulary import queries as vocabulary
from umai.people.terms import Shareable
from umai.referrals import commands, queries, rules, terms
from umai.referrals.forms.acts import CHOOSE, ActForm

LANGUAGES: Pairs = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]
NAMES_HINT = _("Names the child, or leads to the child")


def needs() -> Pairs:
    """What can be needed, by field of help."""
    groups: dict[str, Pairs] = {}
    for one in vocabulary.words("service"):
        groups.setdefault(one.group, []).append((one.code, one.label()))
    return [(vocabulary.label("service_domain", group), some) for group, some in groups.items()]


def after_choose() -> Pairs:
    """The needs, and a blank one in front."""
    return [("", CHOOSE), *needs()]


class WhomForm(forms.Form):
    """What narrows the search of the directory. Nothing here is about a person."""

    words = Line(label=_("Name or word"), max_length=200, widget=widgets.Search({"data-find": ""}))
    need = OneOf(lambda: [("", gettext("Any need")), *needs()], label=_("What is needed"))
    region = OneOf(places.regions_after(_("Every region")), label=_("Region"))

    def question(self) -> directory.Asked:
        """The question. Call it only when the form is valid."""
        return directory.Asked(**self.cleaned_data)


class CodeForm(forms.Form):
    """From which case or contact somebody is handed on."""

    code = Line(
        label=_("Code of the case or of the contact"),
        help_text=_("Such as SHM-0001-K. It stands on top of its page."),
        max_length=20,
        required=True,
        error_messages={"required": _("Write the code.")},
    )


class ReferForm(ActForm):
    """What goes to the provider, and how. The hidden id makes a double click one referral."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    version = forms.IntegerField(widget=forms.HiddenInput(), required=False)
    need = OneOf(
        after_choose,
        label=_("What is needed"),
        required=True,
        error_messages={"required": _("Choose what is needed.")},
        widget=widgets.SearchSelect(),
    )
    urgency = OneOf(
        terms.Urgency.choices,
        label=_("How soon must help come?"),
        required=True,
        error_messages={"required": _("Say how soon.")},
        widget=widgets.CardChoices(),
    )
    need_words = Words(
        label=_("What you ask of them, in your words"),
        help_text=_("The provider reads this. Without the name, unless the name is told."),
        max_length=3000,
    )
    shared = SomeOf(
        [],
        label=_("What may they be told?"),
        help_text=_("Only what they need to help. Everything else stays here."),
        widget=widgets.ChooseMany(),
    )
    caller_agreed = forms.BooleanField(
        label=_("The caller agreed that this is told"), required=False, widget=widgets.Toggle()
    )
    way = OneOf(
        [],
        label=_("How does it go out?"),
        required=True,
        error_messages={"required": _("Say how it goes out.")},
        widget=widgets.ChooseOne(),
    )
    organisation = forms.TypedChoiceField(
        label=_("Which organisation in Umai is this agency?"),
        help_text=_("Only if it goes to an organisation that works in Umai."),
        coerce=UUID,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": _("Choose another organisation.")},
        widget=widgets.Choose(),
    )
    language = OneOf(
        LANGUAGES,
        label=_("In which language are they written to?"),
        required=True,
        error_messages={"required": _("Choose the language.")},
        widget=widgets.Picks(),
    )
    note = Words(
        label=pgettext_lazy("referral", "A note for ourselves"),
        help_text=_("Sealed. The provider never sees it."),
        max_length=2000,
    )

    def __init__(
        self,
        *typed: Any,
        actor: Actor,
        sharing: queries.Sharing,
        organisations: Pairs,
        registered: bool,
        **options: Any,
    ) -> None:
        super().__init__(*typed, **options)
        shared, way = self.fields["shared"], self.fields["way"]
        shared.choices = [(one.value, one.label) for one in sharing.allowed]  # type: ignore[attr-defined]
        shared.widget.hints = {one.value: NAMES_HINT for one in rules.NAMING}
        self.fields["urgency"].widget.hints = due_hints(actor)
        ways = [terms.Way.LETTER]
        ways += [terms.Way.EMAIL] if sharing.address else []
        ways += [terms.Way.INSIDE] if organisations else []
        way.choices = [(one.value, one.label) for one in ways]  # type: ignore[attr-defined]
        way.widget.hints = way_hints(sharing.address)
        self.fields["organisation"].choices = [("", CHOOSE), *organisations]  # type: ignore[attr-defined]
        if not organisations:
            del self.fields["organisation"]
        if registered:
            del self.fields["caller_agreed"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("way") == terms.Way.INSIDE and not said.get("organisation"):
            self.add_error("organisation", _("Choose another organisation."))
        return said

    def details(self, to: tuple[Any, Any], answers_id: UUID | None) -> commands.ReferralDetails:
        """The command's input. Call it only when the form is valid."""
        said, (agency, service) = self.cleaned_data, to
        inside = said["way"] == terms.Way.INSIDE
        same = ("id", "need", "urgency", "way", "language", "need_words", "note")
        return commands.ReferralDetails(
            **{name: said[name] for name in same},
            agency_id=agency.pk,
            service_id=service.pk if service else None,
            to_organisation_id=said.get("organisation") if inside else None,
            answers_id=answers_id,
            shared=tuple(said["shared"]),
            caller_agreed=said.get("caller_agreed", False),
        )


def due_hints(actor: Actor) -> dict[str, str]:
    """By when each urgency would be due, if it were sent now."""
    hints = {}
    for urgency, rule in rules.CLOCKS.items():
        try:
            at = calendar.due_under(actor, rule, clock.now()).at
        except KeyError:
            continue
        hints[urgency.value] = gettext("Due %(moment)s") % {"moment": moments.moment(at)}
    return hints


def way_hints(address: str) -> dict[str, Any]:
    """What each way of sending means."""
    return {
        terms.Way.LETTER: _("You print it; it carries a code with which they answer."),
        terms.Way.EMAIL: _(
            "To %(address)s. It only says that something waits; you tell them the code."
        )
        % {"address": address},
        terms.Way.INSIDE: _("They find it in their inbox at once."),
    }


def usual(service: Any) -> dict[str, Any]:
    """What stands in the form of a new referral."""
    spoken = (get_language() or "ru")[:2]
    return {
        "need": next(iter(service.needs), "") if service else "",
        "urgency": terms.Urgency.ROUTINE,
        "shared": [Shareable.NEED, Shareable.AGE, Shareable.SEX, Shareable.LANGUAGE],
        "way": terms.Way.LETTER,
        "language": "kk" if spoken == "kk" else "ru",
    }


def written(read: commands.Read) -> dict[str, Any]:
    """What stands in the form of a referral that is a draft."""
    row = read.referral
    same = ("id", "version", "need", "urgency", "way", "language", "caller_agreed")
    return {
        **{name: getattr(row, name) for name in same},
        "shared": list(row.shared),
        "organisation": row.to_organisation_id,
        "need_words": read.need,
        "note": read.note,
    }

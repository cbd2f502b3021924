"""Terms, rules and mappings, from what was typed to what the commands want."""

import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from umai.foundation.kernel import clock
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui import widgets
from umai.foundation.vocabulary import commands, mapping, terms
from umai.foundation.vocabulary.models import CategoryMapping, Rule, Term

LABELS = {
    "en": _("Label in English"),
    "ru": _("Label in Russian"),
    "kk": _("Label in Kazakh"),
}
TITLES = {
    "en": _("Name in English"),
    "ru": _("Name in Russian"),
    "kk": _("Name in Kazakh"),
}
CODE = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9_.-]*$",
    _("Write the code in Latin letters, digits and “_”, such as birth_registration."),
)
ARTICLE = re.compile(r"^\d{1,2}(\(\d{1,2}\))?$")


class Versioned(forms.Form):
    """A form that knows which version it was opened on."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def refuse(self, no: Refused) -> None:
        """Put a refusal beside the field it is about."""
        field = no.field if no.field in self.fields else None
        self.add_error(field, str(no))

    def carry_on_from(self, version: int) -> None:
        """Let the same words be sent again, now over the version that was just shown."""
        typed: Any = self.data
        self.data = typed = typed.copy()
        typed["version"] = str(version)


class TermForm(Versioned):
    """What a term says in three languages, and whether forms offer it."""

    also = forms.CharField(
        label=_("Other names of this term"),
        help_text=_("Codes under which files and other systems know it, separated by commas"),
        required=False,
        widget=widgets.Line(),
    )
    group = forms.ChoiceField(
        label=_("Group"), required=False, widget=widgets.Choose(width="w12")
    )
    sort = forms.IntegerField(
        label=_("Place in the list"),
        help_text=_("Smaller numbers come first"),
        min_value=0,
        max_value=99999,
        widget=widgets.NumberBox(),
    )
    active = forms.BooleanField(
        label=_("Forms offer this term"),
        help_text=_("Without the tick it stays in old records and tables and is offered no more"),
        required=False,
        widget=widgets.Toggle(),
    )
    sensitive = forms.BooleanField(
        label=_("Sensitive"),
        help_text=_("Whoever learns it of a child could harm the child with it"),
        required=False,
        widget=widgets.Toggle(),
    )
    effective_from = forms.DateField(
        label=_("Offered from"), required=False, widget=widgets.DayInput()
    )
    effective_to = forms.DateField(
        label=_("Offered until"), required=False, widget=widgets.DayInput()
    )
    field_order: tuple[str, ...] = ("label_en", "label_ru", "label_kk")

    def __init__(self, *args: Any, groups: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        group: Any = self.fields["group"]
        group.choices = [("", _("None")), *((one, one) for one in groups)]
        for language, words in LABELS.items():
            self.fields[f"label_{language}"] = forms.CharField(
                label=words, max_length=160, widget=widgets.Line({"lang": language})
            )
        self.order_fields(self.field_order)

    @classmethod
    def of(cls, term: Term, groups: Iterable[str]) -> "TermForm":
        """The form as a term stands now."""
        names = ("group", "sort", "active", "sensitive", "effective_from", "effective_to")
        said = {name: getattr(term, name) for name in (*names, "version")}
        said |= {f"label_{one}": term.labels.get(one, "") for one in terms.LANGUAGES}
        return cls(initial={**said, "also": ", ".join(term.also)}, groups=groups)

    def clean_also(self) -> tuple[str, ...]:
        names = tuple(dict.fromkeys(one.strip() for one in self.cleaned_data["also"].split(",")))
        long = next((one for one in names if len(one) > 40), None)
        if long:
            raise forms.ValidationError(
                _("A name has at most 40 signs. Shorten “%(name)s”."), params={"name": long}
            )
        return tuple(one for one in names if one)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        _in_order(self, said)
        return said

    def details(self) -> commands.TermDetails:
        """What the command wants."""
        said = self.cleaned_data
        return commands.TermDetails(
            labels={one: said[f"label_{one}"] for one in terms.LANGUAGES},
            also=said["also"],
            group=said["group"],
            sort=said["sort"],
            active=said["active"],
            sensitive=said["sensitive"],
            effective_from=said["effective_from"],
            effective_to=said["effective_to"],
        )


class LabelForm(forms.Form):
    """The button beside a label: which term, which version of it, which language."""

    label = forms.CharField(max_length=60)

    def clean_label(self) -> tuple[UUID, int, str]:
        term_id, _dot, rest = self.cleaned_data["label"].partition(".")
        version, _dot, language = rest.partition(".")
        try:
            return UUID(term_id), int(version), language
        except ValueError:
            raise forms.ValidationError("?") from None


class NewTermForm(TermForm):
    """A new term, with the code that it keeps for ever."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_("A short word that stays for ever, in tables and exports too"),
        max_length=40,
        validators=[CODE],
        widget=widgets.Line(width="w12"),
    )
    field_order = ("code", *TermForm.field_order)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].required = False


class RuleForm(Versioned):
    """A new version of a rule."""

    value = forms.CharField(
        label=_("Value"),
        help_text=_("Leave it empty if nobody gave one: nothing is reckoned from it then"),
        required=False,
        max_length=80,
        widget=widgets.Line(width="w12"),
    )
    unit = forms.ChoiceField(
        label=_("Unit"), choices=terms.Unit.choices, widget=widgets.Choose(width="w12")
    )
    starts_from = forms.CharField(
        label=_("Counted from"), required=False, max_length=200, widget=widgets.Line()
    )
    effective_from = forms.DateField(
        label=_("In force from"),
        help_text=_("What runs already keeps the version it began under"),
        widget=widgets.DayInput(),
    )
    effective_to = forms.DateField(
        label=_("In force until"), required=False, widget=widgets.DayInput()
    )
    confidence = forms.ChoiceField(
        label=_("How sure are we of the source?"),
        choices=terms.Confidence.choices,
        widget=widgets.ChooseOne(),
    )
    authority = forms.CharField(
        label=_("Who decides or acts"), required=False, max_length=200, widget=widgets.Line()
    )
    legal_basis = forms.CharField(
        label=_("Legal basis"),
        required=False,
        max_length=2000,
        widget=widgets.LongText({"rows": 2}),
    )
    source = forms.CharField(
        label=_("Where it was seen"),
        required=False,
        max_length=2000,
        widget=widgets.LongText({"rows": 2}),
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=widgets.LongText({"rows": 2})
    )
    field_order = ("title_en", "title_ru", "title_kk")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language, words in TITLES.items():
            self.fields[f"title_{language}"] = forms.CharField(
                label=words, max_length=200, widget=widgets.Line({"lang": language})
            )
        self.order_fields(self.field_order)

    @classmethod
    def of(cls, rule: Rule) -> "RuleForm":
        """The form as the newest version stands, to begin today or when that one does."""
        names = ("value", "starts_from", "effective_to", "confidence", "authority", "legal_basis")
        said = {name: getattr(rule, name) for name in (*names, "source", "note", "version")}
        said |= {f"title_{one}": rule.titles.get(one, "") for one in terms.LANGUAGES}
        unit = rule.unit or terms.Unit.TEXT
        today = clock.today(settings.TIME_ZONE)
        begins = max(today, rule.effective_from or today)
        return cls(initial={**said, "unit": unit, "effective_from": begins})

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        _in_order(self, said)
        return said

    def details(self) -> commands.RuleDetails:
        """What the command wants."""
        said = dict(self.cleaned_data)
        del said["version"]
        titles = {one: said.pop(f"title_{one}") for one in terms.LANGUAGES}
        return commands.RuleDetails(titles=titles, **said)


class ConfirmRuleForm(Versioned):
    """Who confirmed a rule, and when."""

    verified_by = forms.CharField(
        label=_("Who confirmed it?"),
        help_text=_("Name and profession of the lawyer, such as “A. Example, advocate”"),
        max_length=120,
        widget=widgets.Line(),
    )
    verified_on = forms.DateField(label=_("On which day?"), widget=widgets.DayInput())


class MappingForm(Versioned):
    """Where one of our codes stands among the helpline categories."""

    place = forms.ChoiceField(
        label=_("Helpline category"),
        help_text=_("A part only where it is certain; otherwise the main issue alone"),
        required=False,
        widget=widgets.Choose(),
    )
    articles = forms.CharField(
        label=_("Articles of the Convention that may be near"),
        help_text=_("Numbers separated by commas, such as 19, 24(3)"),
        required=False,
        max_length=120,
        widget=widgets.Line(width="w12"),
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=500, widget=widgets.LongText({"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", _("Not decided")), *_places()]  # type: ignore[attr-defined]

    @classmethod
    def of(cls, row: CategoryMapping) -> "MappingForm":
        """The form as the mapping stands now."""
        place = f"{row.main_issue}/{row.subcategory}" if row.main_issue else ""
        said = {"note": row.note, "version": row.version, "place": place}
        return cls(initial={**said, "articles": ", ".join(row.articles)})

    def clean_articles(self) -> tuple[str, ...]:
        typed = [one.strip() for one in self.cleaned_data["articles"].split(",") if one.strip()]
        wrong = next((one for one in typed if not ARTICLE.match(one)), None)
        if wrong:
            raise forms.ValidationError(
                _("Write articles as 19 or 24(3). You wrote “%(typed)s”."), params={"typed": wrong}
            )
        return tuple(dict.fromkeys(typed))

    def details(self) -> commands.MappingDetails:
        """What the command wants."""
        said = self.cleaned_data
        main_issue, _slash, part = said["place"].partition("/")
        return commands.MappingDetails(
            main_issue=main_issue, subcategory=part, articles=said["articles"], note=said["note"]
        )


class ListFilter(forms.Form):
    """Looking for a list by what its terms say."""

    q = forms.CharField(
        label=_("Find a word or code"), required=False, max_length=80, widget=widgets.Search()
    )


STATES = [
    ("", _("All")),
    ("to_confirm", _("To be confirmed by a lawyer")),
    ("confirmed", _("Confirmed")),
    ("off", _("Switched off")),
    ("no_value", _("Without a value")),
]


class RuleFilter(ListFilter):
    """Narrowing the rules."""

    sure = forms.ChoiceField(
        required=False, choices=list(terms.SHELVES.items()), widget=forms.HiddenInput
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=STATES, widget=widgets.Choose()
    )


def _in_order(form: forms.Form, said: dict[str, Any]) -> None:
    begins, ends = said.get("effective_from"), said.get("effective_to")
    if begins and ends and ends < begins:
        form.add_error("effective_to", _("The last day lies before the first. Change one of them."))


def _places() -> Iterable[tuple[str, Any]]:
    """Every main issue with its parts, as the groups of a list."""
    for code, issue in mapping.main_issues().items():
        whole = (f"{code}/", _("%(issue)s, as a whole") % {"issue": issue.label()})
        parts = [(f"{code}/{one.code}", one.label()) for one in issue.parts]
        yield issue.label(), [whole, *parts]

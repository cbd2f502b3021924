"""What the pages of people say in short: age, sex, codes, how long a stay holds."""

from datetime import date
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from umai.foundation.kernel import clock
from umai.foundation.places import queries as places
from umai.foundation.ui import moments
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import rules, terms

register = template.Library()
FIRST, LAST = "MG.ALERT_FIRST", "MG.ALERT_LAST"
NEWBORN = 1


@register.filter
def age(one: Any) -> str:
    """About how old somebody is, from the birth year: "about 9 years, born 2014"."""
    year, precision = one.birth_year, one.birth_precision
    if year is None:
        return _("age not known")
    years = max(_today().year - year, 0)
    if years < NEWBORN:
        return _("born this year")
    words = ngettext("%(n)d year", "%(n)d years", years) % {"n": years}
    if precision == terms.Precision.ESTIMATED:
        return _("about %(years)s, estimated") % {"years": words}
    return _("about %(years)s, born %(year)d") % {"years": words, "year": year}


@register.filter
def sex(code: str) -> str:
    """The sex in words; nothing if it was not recorded."""
    return vocabulary.label("sex", code) if code else ""


@register.filter
def alive(code: str) -> str:
    """Whether a relative lives, in words."""
    return str(dict(terms.Alive.choices).get(code, ""))


@register.filter
def of(names: dict[Any, str], key: Any) -> str:
    """The name of a colleague by the id; nothing if it is not known."""
    return names.get(key, "")


@register.filter
def unnamed(code: str) -> str:
    """Why a child has no name, in words."""
    return str(dict(terms.Unnamed.choices).get(code, ""))


@register.filter
def capacity(code: str) -> str:
    """The legal capacity of a relative, in words."""
    return str(dict(terms.LegalCapacity.choices).get(code, ""))


@register.filter
def journey(contact: dict[str, str]) -> list[tuple[str, str]]:
    """What is told of the way and of the parting, as far as it is."""
    asked = (
        ("border_other", _("Border point in words")),
        ("route", _("The way the child came")),
        ("separated_where", _("Where they were parted")),
        ("last_contact", _("Last contact with the parents: when and how")),
    )
    return [(label, contact[name]) for name, label in asked if contact.get(name)]


@register.filter
def region_name(code: str) -> str:
    """A region by its name."""
    region = places.regions().get(code)
    return region.name() if region else code


@register.filter
def word(code: str, list_code: str) -> str:
    """A code of a list in words: `{{ one.education|word:"education" }}`."""
    return vocabulary.label(list_code, code) if code else ""


@register.filter
def words(codes: list[str], list_code: str) -> str:
    """Several codes of a list in words."""
    return ", ".join(vocabulary.label(list_code, one) for one in codes)


@register.simple_tag
def fact(label: Any, value: Any, list_code: str = "") -> SafeString:
    """One line of a list of facts; a blank says so."""
    if value is None or value in ("", []):
        return format_html('<dt>{}</dt><dd class="muted">{}</dd>', label, _("not recorded"))
    return format_html('<dt>{}</dt><dd class="words">{}</dd>', label, _said(value, list_code))


@register.filter
def said(value: Any, list_code: str = "") -> str:
    """A plain fact in words, beside another one; a blank says so."""
    blank = value is None or value in ("", [])
    return _("not recorded") if blank else _said(value, list_code)


def _said(value: Any, list_code: str) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return moments.day(value)
    if list_code == "region":
        return region_name(value)
    if list_code:
        return words(value if isinstance(value, list) else [value], list_code)
    return ", ".join(value) if isinstance(value, list) else str(value)


@register.simple_tag
def stay_sign(until: date | None) -> SafeString:
    """How long a stay holds: the house warns twice before it ends, by the rules of the lists."""
    if until is None:
        return SafeString("")
    left = (until - _today()).days
    state = rules.stay_state(left, vocabulary.amount(FIRST), vocabulary.amount(LAST))
    tones = {"over": "overdue", "last": "overdue", "first": "soon", "calm": "on-time"}
    return render_to_string("ui/clock.html", {"state": tones[state], "words": _left(left, until)})


def _left(left: int, until: date) -> str:
    if left < 0:
        said = ngettext("the stay ended %(n)d day ago", "the stay ended %(n)d days ago", -left)
        return said % {"n": -left}
    if left == 0:
        return _("the stay ends today")
    if left > vocabulary.amount(FIRST):
        return _("stay valid until %(day)s") % {"day": moments.day(until)}
    return ngettext("the stay ends in %(n)d day", "the stay ends in %(n)d days", left) % {"n": left}


@register.filter
def why(fit: Any) -> str:
    """Why a search found somebody, in words: never a name."""
    said = ", ".join(str(terms.Why(one).label) for one in fit.why)
    return said[:1].upper() + said[1:]


@register.simple_tag
def closeness(fit: Any) -> SafeString:
    """How sure a search is, as a word with a sign."""
    known = terms.Closeness(fit.closeness)
    signs = {
        terms.Closeness.VERY_LIKELY: ("warn", "user-check"),
        terms.Closeness.LIKELY: ("", "user-search"),
        terms.Closeness.POSSIBLE: ("mute", "user-round"),
    }
    tone, sign = signs[known]
    return render_to_string("ui/badge.html", {"words": known.label, "tone": tone, "icon": sign})


@register.filter
def born_words(born: str) -> str:
    """A birth date as far as it is known: a day in words, a month or a year as written."""
    return moments.day(date.fromisoformat(born)) if len(born) == 10 else born


@register.simple_tag
def difficulties(health: dict[str, str]) -> SafeString:
    """What is hard for somebody, line by line; what was not asked is left out."""
    known = [(one, terms.Difficulty(health[one])) for one in terms.Ability if health.get(one)]
    return format_html_join("", "<dt>{}</dt><dd>{}</dd>", ((a.label, d.label) for a, d in known))


@register.simple_tag
def code_link(one: Any) -> SafeString:
    """A person as a link by the code; names stand nowhere else than on the page of a reveal."""
    url = reverse("people:individual", args=[getattr(one, "individual_id", None) or one.pk])
    return format_html('<a class="code" href="{}">{}</a>', url, one.code)


def _today() -> date:
    return timezone.localtime(clock.now()).date()

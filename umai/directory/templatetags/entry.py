"""What the page of one entry says in short: facts, prices, addresses, links, agreements."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from umai.directory import rules, terms
from umai.directory.templatetags import directory
from umai.foundation.places import queries as places

register = template.Library()


@register.simple_tag
def fact(label: str, value: Any, must: bool = True) -> SafeString:
    """One line of a list of facts; a blank that `must` be known says so, another is left out."""
    if value or value == 0:
        return format_html('<dt>{}</dt><dd class="words">{}</dd>', label, value)
    if not must:
        return SafeString("")
    return format_html('<dt>{}</dt><dd class="muted">{}</dd>', label, _("not recorded"))


@register.filter
def each(items: Iterable[Mapping[str, Any]], key: str) -> str:
    """One word of every item: `{{ service.required_documents|each:"document" }}`."""
    return "; ".join(said for one in items if (said := str(one.get(key) or "").strip()))


@register.filter
def costs(service: Any) -> str:
    """What a service costs: in words, then the prices."""
    said = [service.fees_description]
    for one in service.cost_options:
        words = str(one.get("option") or one.get("amount_description") or "")
        said.append(": ".join(part for part in (words, _price(one, bool(words))) if part))
    return "; ".join(one for one in said if one)


def _price(one: Mapping[str, Any], named: bool) -> str:
    """A price; nothing to pay needs no number beside its words."""
    amount = one.get("amount")
    if amount is None or amount == "":
        return ""
    if amount == 0:
        return "" if named else _("free")
    number = f"{amount:.2f}".removesuffix(".00") if isinstance(amount, int | float) else amount
    return f"{number} {one.get('currency') or ''}".strip()


@register.filter
def areas(service: Any) -> str:
    """For people from where a service is."""
    said = []
    for one in service.service_areas:
        region = places.regions().get(str(one.get("region") or ""))
        whole = one.get("region") == rules.NATIONWIDE
        name = _("The whole country") if whole else str(one.get("name") or "")
        said.append(region.name() if region else name)
    return ", ".join(dict.fromkeys(one for one in said if one))


@register.filter
def address(spot: Any) -> str:
    """The address of a place, from the town to the door."""
    return rules.address_of(spot)


@register.simple_tag
def website(entry: Any) -> SafeString:
    """A page on the web as a link; what is no such address stays words."""
    said = str(getattr(entry, "website", "") or getattr(entry, "url", ""))
    if not rules.is_web(said):
        return format_html("{}", said)
    shown = said.partition("://")[2].rstrip("/")
    return format_html('<a href="{}" rel="noopener noreferrer" target="_blank">{}</a>', said, shown)


@register.simple_tag
def mail(said: Mapping[str, Any] | Any) -> SafeString:
    """A mail address as a link."""
    plain = str((said.get("email") if isinstance(said, Mapping) else said.email) or "")
    if re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", plain):
        return format_html('<a href="mailto:{0}">{0}</a>', plain)
    return format_html("{}", plain)


@register.simple_tag
def hours_at(offer: Any) -> list[int]:
    """The hours of a service as the search knows them: at its only place, its own, the place's."""
    link, spot = offer.spots[0] if len(offer.spots) == 1 else (None, None)
    weeks = (directory.week_of(one.schedules) for one in (link, offer.service, spot) if one)
    return next(filter(None, weeks), [])


@register.simple_tag
def state_sign(service: Any) -> SafeString:
    """That a service is not offered now; nothing for one that is."""
    if service.status == terms.ServiceStatus.ACTIVE:
        return SafeString("")
    words = {"words": service.get_status_display(), "tone": "danger", "icon": "ban"}
    return render_to_string("ui/badge.html", words)


@register.simple_tag
def agreement_sign(agency: Any) -> SafeString:
    """Whether an agreement holds today."""
    if agency.agreement_until is None:
        return SafeString("")
    over = agency.agreement_until < directory.today()
    words = _("over") if over else _("in force")
    sign = {"words": words, "tone": "warn" if over else "ok", "icon": "" if over else "check"}
    return render_to_string("ui/badge.html", sign)


@register.simple_tag
def field_of(sheet: Any, name: str) -> Any:
    """A field of a form by its name, or nothing if it is not asked."""
    return sheet.form[name] if name in sheet.form.fields else None


@register.filter
def other_names(entry: Any) -> list[str]:
    """The names in the other languages, each once."""
    names = [entry.name_kk, entry.name_ru, entry.name_en]
    return [one for one in dict.fromkeys(names) if one and one != directory.named(entry)]


@register.simple_tag
def spots_of(offer: Any) -> str:
    """The places of a service in a few words."""
    return "; ".join(one for _link, spot in offer.spots if (one := spot.name or address(spot)))


@register.simple_tag
def person_words(said: Mapping[str, Any]) -> SafeString:
    """Somebody to ask for: name, position, telephones, mail."""
    words = ", ".join(str(said[one]) for one in ("name", "title") if said.get(one))
    numbers = format_html_join(
        " ", "{}", ((directory.phone(one),) for one in said.get("phones") or [])
    )
    return format_html("{} {} {}", words, numbers, mail(said))

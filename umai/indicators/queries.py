"""What can be asked of the numbers: reports over what the rooms below count."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from umai.cases import queries as counted
from umai.cases import statistics as cases
from umai.foundation.access.queries import known
from umai.foundation.counting import ages
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.places import queries as places
from umai.foundation.vocabulary import queries as vocabulary
from umai.hotline import statistics
from umai.indicators import permissions, rules, terms
from umai.legal_aid import statistics as legal_aid
from umai.referrals import statistics as referrals

SCHEME = "HOTLINE2007"


def hotline_report(
    actor: Actor, first: date, last: date, language: str, scheme_code: str = SCHEME
) -> rules.HotlineReport:
    """The hotline's report for the days first to last, both included, in a language.

    Raises PermissionDenied for who may not read reports. One query for the counts.
    """
    actor.require(permissions.READ_REPORT)
    organisation = known.organisation_of(actor)
    counted = statistics.contacts_by_answer(actor, first, last)
    scheme = age_scheme(scheme_code)
    return rules.HotlineReport(
        organisation=organisation.code,
        organisation_name=organisation.name,
        period=rules.Period(first, last),
        language=language,
        contacts=counted.contacts,
        substantive=counted.substantive,
        tables=rules.hotline_tables(
            _by_table(counted, scheme), counted.substantive, _labels(language), scheme, language
        ),
    )


def case_report(
    actor: Actor, first: date, last: date, by: Iterable[str] = (), *, in_parts: bool = False
) -> rules.IndicatorReport:
    """The indicators of cases and services for the days first to last, both included.

    Raises PermissionDenied for who may not read reports, Refused for a dimension that none has.
    """
    actor.require(permissions.READ_REPORT)
    wanted = tuple(by)
    _check_dimensions(wanted, case_dimensions())
    organisation = known.organisation_of(actor)
    return rules.IndicatorReport(
        organisation=organisation.code,
        organisation_name=organisation.name,
        period=rules.Period(first, last),
        indicators=tuple(
            rules.Indicator(**vars(one))
            for one in (
                *cases.figures(
                    actor, first, last, wanted, in_parts=in_parts, besides=statistics.BESIDES
                ),
                *referrals.figures(actor, first, last, wanted),
            )
        ),
    )


def referral_report(
    actor: Actor, first: date, last: date, by: Iterable[str] = ()
) -> rules.IndicatorReport:
    """The indicators of referrals for the days first to last, both included; refused as above."""
    actor.require(permissions.READ_REPORT)
    wanted = tuple(by)
    _check_dimensions(wanted, referrals.dimensions())
    return _report(actor, first, last, referrals.figures(actor, first, last, wanted))


def legal_report(
    actor: Actor, first: date, last: date, by: Iterable[str] = ()
) -> rules.IndicatorReport:
    """The indicators of legal aid for the days first to last, both included; refused as above."""
    actor.require(permissions.READ_REPORT)
    wanted = tuple(by)
    _check_dimensions(wanted, legal_aid.dimensions())
    return _report(actor, first, last, legal_aid.figures(actor, first, last, wanted))


def _report(
    actor: Actor, first: date, last: date, counted_here: Iterable[Any]
) -> rules.IndicatorReport:
    organisation = known.organisation_of(actor)
    return rules.IndicatorReport(
        organisation=organisation.code,
        organisation_name=organisation.name,
        period=rules.Period(first, last),
        indicators=tuple(rules.Indicator(**vars(one)) for one in counted_here),
    )


def case_dimensions() -> tuple[str, ...]:
    """By what indicators of cases, services and referrals may be divided."""
    return tuple(dict.fromkeys([*cases.dimensions(), *referrals.dimensions()]))


def legal_dimensions() -> tuple[str, ...]:
    """By what indicators of legal aid may be divided."""
    return legal_aid.dimensions()


def referral_dimensions() -> tuple[str, ...]:
    """By what indicators of referrals may be divided."""
    return referrals.dimensions()


def _check_dimensions(wanted: Iterable[str], known_ones: Iterable[str]) -> None:
    if strange := sorted(set(wanted) - set(known_ones)):
        words = _("Nothing can be divided by “%(name)s”.") % {"name": ", ".join(strange)}
        raise Refused(words, "by")


LISTS = {
    "sex": "sex",
    "citizenship": "citizenship",
    "cabm_category": "cabm_category",
    "migration_status": "migration_status",
    "uasc_status": "uasc_status",
    "risk": "risk_level",
    "reason": "closure_reason",
    "layer": "psychosocial_layer",
    "service": "service",
    "service_domain": "service_domain",
}


def dimension_label(name: str, value: str) -> str:
    """A value of a dimension in the reader's words."""
    if value == terms.NOT_RECORDED:
        return str(terms.NO_ANSWER)
    if name == "duration":
        return str(terms.DURATIONS[value])
    if name == "measure":
        return counted.newest_measures()[value].label
    if name == "provider" and value == referrals.CONFIDENTIAL:
        return str(terms.CONFIDENTIAL)
    if name == "district":
        return places.district_name(value)
    if name == "region":
        known = places.regions().get(value)
        return known.name() if known else value
    return vocabulary.label(LISTS[name], value) if name in LISTS else value


def age_schemes() -> list[tuple[str, str]]:
    """The schemes of age bands that can be counted by, with their labels."""
    known = vocabulary.words("age_band_scheme")
    return [(word.code, word.label()) for word in known if word.more.get("bands")]


def age_scheme(code: str) -> ages.AgeScheme:
    """A scheme of age bands from the vocabulary. Refused if nobody wrote it down."""
    word = vocabulary.word("age_band_scheme", code)
    if word is None or not word.more.get("bands"):
        raise Refused(_("There are no age bands “%(code)s”.") % {"code": code}, "ages")
    return ages.scheme(code, [(band[0], band[1], band[2]) for band in word.more["bands"]])


def _by_table(counted: statistics.Counts, scheme: ages.AgeScheme) -> dict[str, dict[str, int]]:
    known = {age: number for age, number in counted.ages.items() if age is not None}
    by_band = ages.band_counts(known, scheme)
    if None in counted.ages:
        by_band[""] = counted.ages[None]
    return {
        **counted.answers,
        terms.CHILD_AGE: by_band,
        terms.CONSULTATIONS: counted.consultations,
    }


def _labels(language: str) -> dict[str, list[tuple[str, str]]]:
    with translation.override(language):
        return {
            question.key: [
                (word.code, word.label(language))
                for word in vocabulary.words(question.answers, all_of_them=True)
            ]
            for question in terms.QUESTIONS
            if question.answers
        }

"""What can be asked of the numbers: reports over what the rooms below count."""

from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from umai.foundation.access.queries import known
from umai.foundation.counting import ages
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vocabulary import queries as vocabulary
from umai.hotline import statistics
from umai.indicators import permissions, rules, terms

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

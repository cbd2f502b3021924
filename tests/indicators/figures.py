"""The counts behind the register of 2007, as plain numbers, and labels for them."""

from datetime import date

from umai.foundation.counting import ages
from umai.indicators import rules, terms

SCHEME = ages.scheme(
    "HOTLINE2007",
    [
        ("0-3", 0, 3),
        ("4-6", 4, 6),
        ("7-9", 7, 9),
        ("10-12", 10, 12),
        ("13-15", 13, 15),
        ("16-18", 16, 18),
    ],
)
COUNTS = {
    "client_sex": {"male": 262, "female": 242},
    "citizenship": {"KAZ": 485, "RUS": 8, "UZB": 4, "KGZ": 2, "TJK": 2, "UKR": 3},
    "ethnicity": {
        "kazakh": 203,
        "russian": 134,
        "uzbek": 90,
        "tatar": 19,
        "korean": 10,
        "uighur": 14,
        "azerbaijani": 2,
        "tajik": 2,
        "other": 27,
        "not_stated": 2,
        "": 1,
    },
    "child_age": {
        "0-3": 77,
        "4-6": 70,
        "7-9": 81,
        "10-12": 107,
        "13-15": 83,
        "16-18": 86,
    },
    "education": {
        "kindergarten": 31,
        "school": 293,
        "university": 14,
        "not_attending": 129,
        "vocational_school": 19,
        "college": 17,
        "": 1,
    },
    "living_situation": {
        "with_family": 488,
        "alone": 7,
        "with_friends": 4,
        "orphanage": 2,
        "dormitory": 3,
    },
    "family_status": {
        "orphan_without_property_rights": 1,
        "orphan_with_property_rights": 4,
        "two_parent_family": 225,
        "single_parent_family": 203,
        "guardianship": 15,
        "low_income_family": 15,
        "": 41,
    },
    "caller_relation": {"parent": 318, "other_relative": 81, "daycare_staff": 50, "child": 55},
    "topic": {
        "family_mother_child_protection": 46,
        "recovery_of_obligations": 36,
        "social_security": 22,
        "education": 20,
        "health": 15,
        "property_inheritance": 10,
        "constitutional_right": 8,
        "custody_or_adoption": 8,
        "denial_of_parental_rights": 6,
        "child_abuse": 6,
        "disability_rights": 2,
        "rights_in_care_institution": 1,
        "psychological": 63,
        "": 261,
    },
    "consultations": {
        "psychological_consultation": 252,
        "legal_consultation": 320,
        "social_support": 249,
    },
}
LABELS = {
    question.key: [(code, code.replace("_", " ").capitalize()) for code in question.always]
    for question in terms.QUESTIONS
}
LABELS["ethnicity"].append(("not_stated", "Not stated"))
LABELS["topic"].append(("bullying", "Bullying"))


def report(counts=COUNTS, substantive=504, contacts=504, language="en"):
    """The report of 2007, or of other counts."""
    tables = rules.hotline_tables(counts, substantive, LABELS, SCHEME, language)
    period = rules.Period(date(2007, 3, 7), date(2007, 10, 7))
    return rules.HotlineReport(
        "sana", "Sana Sezim", period, language, contacts, substantive, tables
    )

"""The tables of the hotline report, in their fixed order, and what is said about each."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.foundation.counting.differences import Why

CHILD_AGE = "child_age"
CONSULTATIONS = "consultations"
# Part of the published shape of the JSON: read by machines, therefore never translated.
CONSULTATIONS_UNIT = "contacts with at least one"


@dataclass(frozen=True)
class Question:
    """One table: the code list of its answers ("" for none), and the codes it shows even at 0."""

    key: str
    answers: str
    title: str | Promise
    sentence: str | Promise
    always: tuple[str, ...] = ()
    unit: str | Promise = _("Contacts")


QUESTIONS = (
    Question(
        "client_sex",
        "sex",
        _("Sex of the child"),
        _("Contacts by the sex of the child they were about."),
        ("male", "female"),
    ),
    Question(
        "citizenship",
        "citizenship",
        _("Citizenship of the child"),
        _("Contacts by the citizenship of the child they were about."),
        ("KAZ", "RUS", "UZB", "KGZ", "TJK", "UKR"),
    ),
    Question(
        "ethnicity",
        "ethnicity",
        _("Ethnicity of the child"),
        _("Contacts by the ethnicity that was named; “not stated” is an answer and counts."),
        (
            "kazakh",
            "russian",
            "uzbek",
            "tatar",
            "korean",
            "uighur",
            "azerbaijani",
            "tajik",
            "other",
        ),
    ),
    Question(
        CHILD_AGE,
        "",
        _("Age of the child"),
        _("Contacts by the age of the child on the day of the contact, in whole years."),
    ),
    Question(
        "education",
        "education",
        _("Where the child learns"),
        _("Contacts by the place where the child learns, or that the child does not attend any."),
        (
            "kindergarten",
            "school",
            "university",
            "not_attending",
            "vocational_school",
            "college",
        ),
    ),
    Question(
        "living_situation",
        "living_situation",
        _("With whom the child lives"),
        _("Contacts by the place where, and the people with whom, the child lives."),
        ("with_family", "alone", "with_friends", "orphanage", "dormitory"),
    ),
    Question(
        "family_status",
        "family_status",
        _("The family of the child"),
        _("Contacts by the one family status that was chosen for the child."),
        (
            "orphan_without_property_rights",
            "orphan_with_property_rights",
            "two_parent_family",
            "single_parent_family",
            "guardianship",
            "low_income_family",
        ),
    ),
    Question(
        "caller_relation",
        "caller_relation",
        _("Who contacted us"),
        _("Contacts by who the caller was to the child."),
        ("parent", "other_relative", "daycare_staff", "child"),
    ),
    Question(
        "topic",
        "topic",
        _("Main topic"),
        _("Contacts by their one main topic; those without a topic are outside the base."),
        (
            "family_mother_child_protection",
            "recovery_of_obligations",
            "social_security",
            "education",
            "health",
            "property_inheritance",
            "constitutional_right",
            "custody_or_adoption",
            "denial_of_parental_rights",
            "child_abuse",
            "disability_rights",
            "rights_in_care_institution",
            "psychological",
        ),
    ),
    Question(
        CONSULTATIONS,
        "",
        _("Consultations given"),
        _(
            "Contacts in which at least one consultation of the kind was given. One contact may "
            "have several kinds: the rows are not added up."
        ),
        ("psychological_consultation", "legal_consultation", "social_support"),
        _("Contacts with at least one"),
    ),
)

CONSULTATION_KINDS = {
    "psychological_consultation": _("Psychological consultation"),
    "legal_consultation": _("Legal consultation"),
    "social_support": _("Social support"),
}

OLDER = _("Older than %(age)s")

WHY = {
    Why.LEAVES_ROOM: _(
        "Agrees. The printed figure is rounded so far that any count from %(least)s to "
        "%(greatest)s would give it."
    ),
    Why.NO_WHOLE_NUMBER: _("No whole number out of %(base)s gives %(published)s."),
    Why.ANOTHER_COUNT: _("The printed figure belongs to a count of %(counts)s, not %(count)s."),
    Why.NOT_PRINTED: _("We count it, but it was not printed."),
    Why.NOT_COUNTED_HERE: _("It was printed, but none of our contacts has it."),
}
BASES_DIFFER = _("The printed counts add up to %(published)s, our base is %(base)s.")
SUM_SHORT = _("The printed shares add up to %(total)s %%, not 100.")

THIS_MONTH = _("This month")
LAST_MONTH = _("Last month")
THIS_YEAR = _("This year")
AS_PUBLISHED = _("March to October 2007")

TITLE = _("Contacts with the hotline")
PERIOD = _("%(first)s to %(last)s")
SEVERAL_BASES = _("The tables do not all stand on the same base: %(bases)s.")
INSIDE_ONLY = _(
    "For work inside the organisation. Small numbers can point to a child: nothing here may be "
    "published before it has gone through disclosure control, which does not exist yet."
)

CASES_TITLE = _("Cases and services")
# The indicators of cases and services as a page shows them, by what they speak about.
CASE_PARTS: tuple[tuple[str, str | Promise, dict[str, str | Promise]], ...] = (
    (
        "time",
        _("In time"),
        {
            "CM01": _("Registered within the time for the risk"),
            "CM01_MEDIAN": _("From opening to registration, median hours"),
            "CM02": _("Assessments approved in time, of those due"),
            "CM03": _("Open cases with an approved plan, of those that should have one"),
            "CM04": _("Reviews of plans held in time, of those due"),
            "CM06": _("Follow-ups done in time, of those due"),
        },
    ),
    (
        "course",
        _("How cases went"),
        {
            "CM05": _("The child took part in making the plan or in its review"),
            "CM09": _("Closed with the goals met or the child safely home"),
            "CM10": _("Why cases were closed"),
            "CM11": _("How long cases last, closed and open ones"),
            "CM12": _("Risk lower at the end than at the beginning"),
            "CM13": _("Reopened within six months, of those closed 6 to 12 months ago"),
            "CM17": _("Wellbeing improved, of children with two scores"),
            "CM18": _("Satisfied with the help, of those who answered"),
        },
    ),
    (
        "help",
        _("Help that was given"),
        {
            "SV01": _("Psychological consultations"),
            "SV02": _("Legal consultations"),
            "SV03": _("Households with social help"),
            "SV04": _("Children who were given any service"),
            "SV05": _("Children whose case is led"),
            "SV06": _("Children and relatives with psychosocial support"),
        },
    ),
    (
        "referrals",
        _("Referrals"),
        {
            "CM07": _("Referrals completed, of those sent"),
            "CM08": _("From sending a referral to its acceptance, median days"),
            "CM08_SERVICE": _("From sending a referral to the help, median days"),
            "CM19": _("Shared with consent, of all that was shared"),
            "SV07": _("Services that could not be had, of those asked for"),
        },
    ),
    (
        "load",
        _("Work of caseworkers"),
        {
            "CM14": _("Open cases for each caseworker"),
            "CM14_WITHIN": _("Caseworkers with no more cases than the limit"),
            "CM15": _("Individual supervision held, of what was due"),
            "CM16": _("Files looked through: mean of the checklist, per cent"),
        },
    ),
)
DIMENSIONS: dict[str, str | Promise] = {
    "sex": pgettext_lazy("divided by", "Sex"),
    "age_band": pgettext_lazy("divided by", "Age"),
    "citizenship": pgettext_lazy("divided by", "Citizenship"),
    "cabm_category": pgettext_lazy("divided by", "Kind of migration"),
    "migration_status": pgettext_lazy("divided by", "Migration status"),
    "uasc_status": pgettext_lazy("divided by", "Alone or with adults"),
    "region": pgettext_lazy("divided by", "Region"),
    "team": pgettext_lazy("divided by", "Team"),
    "risk": pgettext_lazy("divided by", "Risk"),
    "reason": pgettext_lazy("divided by", "Reason of closure"),
    "duration": pgettext_lazy("divided by", "Duration"),
    "layer": pgettext_lazy("divided by", "Layer of support"),
    "measure": pgettext_lazy("divided by", "Measure of wellbeing"),
    "service": pgettext_lazy("divided by", "Service"),
    "service_domain": pgettext_lazy("divided by", "Field of help"),
    "provider": pgettext_lazy("divided by", "Provider"),
    "district": pgettext_lazy("divided by", "District"),
}
DURATIONS: dict[str, str | Promise] = {
    "0-30": _("Up to 30 days"),
    "31-90": _("31 to 90 days"),
    "91-180": _("91 to 180 days"),
    "181+": _("More than 180 days"),
}
NOT_RECORDED = "not_recorded"
# A number for each, not a part of a whole.
NO_SHARES = frozenset({"CM14"})
WHOLE = pgettext_lazy("divided by", "Nothing: only the whole")
CONFIDENTIAL = pgettext_lazy("of a table", "A provider whose entry is confidential")
NO_ANSWER = pgettext_lazy("of a table", "Not recorded")
AGE_BY_YEAR = _("The age is that of the year: birthdays are sealed and not counted with.")

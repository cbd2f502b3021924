"""The closed lists of the room."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.foundation.notices.terms import Kind


class Precision(TextChoices):
    """How exactly a birth date is known."""

    DAY = "day", pgettext_lazy("birth date", "To the day")
    MONTH = "month", pgettext_lazy("birth date", "To the month")
    YEAR = "year", pgettext_lazy("birth date", "To the year")
    ESTIMATED = "estimated", pgettext_lazy("birth date", "Estimated")


class Lookup(TextChoices):
    """What a person is found by besides names; each is a keyed hash of its own."""

    BORN = "born", pgettext_lazy("lookup", "Birth date")
    DOCUMENT = "document", pgettext_lazy("lookup", "Document")
    PHONE = "phone", pgettext_lazy("lookup", "Telephone")


class Ability(TextChoices):
    """The six things that the Washington Group asks about, in our own words."""

    SEEING = "seeing", _("Is it hard to see, even with glasses?")
    HEARING = "hearing", _("Is it hard to hear, even with a hearing aid?")
    WALKING = "walking", _("Is it hard to walk or to climb steps?")
    REMEMBERING = "remembering", _("Is it hard to remember things or to pay attention?")
    SELF_CARE = "self_care", _("Is it hard to wash or to dress alone?")
    COMMUNICATING = "communicating", _("Is it hard to make oneself understood, or to understand?")


class Difficulty(TextChoices):
    """How hard it is; from "a lot" on it counts as a disability."""

    NONE = "none", pgettext_lazy("difficulty", "Not hard")
    SOME = "some", pgettext_lazy("difficulty", "A little hard")
    A_LOT = "a_lot", pgettext_lazy("difficulty", "Very hard")
    CANNOT = "cannot", pgettext_lazy("difficulty", "Not possible")


class CircleReason(TextChoices):
    """Why a team or a person stands in somebody's circle."""

    REGISTERED = "registered", pgettext_lazy("circle", "Registered by the team")
    CASE = "case", pgettext_lazy("circle", "Works on the case")
    NAMED = "named", pgettext_lazy("circle", "Named by the owner")
    BREAK_GLASS = "break_glass", pgettext_lazy("circle", "Broke the glass")
    SHUT_OUT = "shut_out", pgettext_lazy("circle", "Must not know")


class Why(TextChoices):
    """Why a search found somebody. It names nobody."""

    SAME_NAME = "same_name", pgettext_lazy("found", "the same name")
    OTHER_SCRIPT = "other_script", pgettext_lazy("found", "the same name in another script")
    LIKE = "like", pgettext_lazy("found", "a name that sounds alike")
    SWAPPED = "swapped", pgettext_lazy("found", "given and family name swapped")
    SAME_DATE = "same_date", pgettext_lazy("found", "the same birth date")
    SAME_YEAR = "same_year", pgettext_lazy("found", "the same birth year")
    YEAR_NEAR = "year_near", pgettext_lazy("found", "a birth year nearby")
    OTHER_SEX = "other_sex", pgettext_lazy("found", "but recorded with the other sex")


class Column(TextChoices):
    """The columns of a register of people that comes in; most are fields of the record."""

    REFERENCE = "reference", _("Number in the register")
    FULL_NAME = "full_name", _("Family name, given name and patronymic in one")
    FAMILY_NAME = "family_name", _("Family name")
    GIVEN_NAME = "given_name", _("Given name")
    PATRONYMIC = "patronymic", _("Patronymic")
    SEX = "sex", pgettext_lazy("person", "Sex")
    BIRTH_DATE = "birth_date", pgettext_lazy("lookup", "Birth date")
    BIRTH_DATE_PRECISION = "birth_date_precision", _("How exactly the birth date is known")
    CITIZENSHIP = "citizenship", _("Citizenship")
    DOCUMENT_NUMBER = "document_number", _("Number of the main document")
    IIN = "iin", _("IIN")
    PHONE = "phone", _("Telephone")
    LATIN_NAMES = "latin_names", _("The names in Latin letters")
    OTHER_NAMES = "other_names", _("Other names, nicknames, earlier names")
    PAPER_NAMES = "paper_names", _("Names as they stand in the papers, if they differ")
    BIRTHPLACE = "birthplace", _("Place of birth")
    LANGUAGES = "languages", _("Languages spoken at home")
    ETHNICITY = "ethnicity", _("Ethnicity")
    REGION = "region", _("Region")
    ADDRESS = "address", _("Address")
    OTHER_PHONES = "other_phones", _("Other telephones")
    SAFE_CONTACT = "safe_contact", _("How to reach them safely")
    CABM_CATEGORY = "cabm_category", _("Migration situation")
    MIGRATION_STATUS = "migration_status", _("Status in the country")
    UASC_STATUS = "uasc_status", _("With whom the child came")
    ENTERED_ON = "entered_on", _("Entered the country on")
    BORDER_POINT = "border_point", _("Border point")
    STAY_UNTIL = "stay_until", _("The stay is valid until")
    EDUCATION = "education", pgettext_lazy("person", "School")
    LIVING_SITUATION = "living_situation", _("Lives")
    CARE_ARRANGEMENT = "care_arrangement", _("Who cares for the child")
    FAMILY_STATUS = "family_status", _("Family")


class Twin(TextChoices):
    """What becomes of a row of a register that is very like somebody."""

    LEAVE = "leave", pgettext_lazy("row", "Not sure: leave the row out for now")
    SAME = "same", pgettext_lazy("row", "The same person: register nothing")
    OTHER = "other", pgettext_lazy("row", "Another person: register")


class Closeness(TextChoices):
    """How sure a search is, in a word."""

    VERY_LIKELY = "very_likely", pgettext_lazy("found", "Very likely")
    LIKELY = "likely", pgettext_lazy("found", "Likely")
    POSSIBLE = "possible", pgettext_lazy("found", "Possible")


class PairState(TextChoices):
    """What became of two records that may be one person."""

    WAITING = "waiting", pgettext_lazy("pair", "To be compared")
    NOT_SAME = "not_same", pgettext_lazy("pair", "Not the same")
    MERGED = "merged", pgettext_lazy("pair", "Merged")


class HoldReason(TextChoices):
    """Why a record must not be erased."""

    COURT = "court", pgettext_lazy("hold", "A court or the prosecutor needs it")
    LAW = "law", pgettext_lazy("hold", "A law obliges us to keep it")
    COMPLAINT = "complaint", pgettext_lazy("hold", "A complaint is being looked into")
    SAFETY = "safety", pgettext_lazy("hold", "A child's safety depends on it")


class ErasureGround(TextChoices):
    """Why a record is to be erased."""

    TIME = "time", pgettext_lazy("erasure", "The time of keeping is over")
    REQUEST = "request", pgettext_lazy("erasure", "The person asked for it")
    MISTAKE = "mistake", pgettext_lazy("erasure", "It was written down by mistake")


class ErasureState(TextChoices):
    """What became of an erasure that somebody asked for."""

    ASKED = "asked", pgettext_lazy("erasure", "Waits for a second person")
    ERASED = "erased", pgettext_lazy("erasure", "Erased")
    TAKEN_BACK = "taken_back", pgettext_lazy("erasure", "Taken back")


class Attachment(TextChoices):
    """What a file of somebody is."""

    CONSENT_FORM = "consent_form", pgettext_lazy("file", "Signed consent form")
    DOCUMENT = "document", pgettext_lazy("file", "Copy of a document")
    LETTER = "letter", pgettext_lazy("file", "Letter or decision")
    PHOTOGRAPH = "photograph", pgettext_lazy("file", "Photograph")
    OTHER = "other", pgettext_lazy("file", "Something else")


class IncidentKind(TextChoices):
    """What kind of incident it was (domain F28)."""

    BREACH = "breach", pgettext_lazy("incident", "Data breach")
    SAFEGUARDING = "safeguarding", pgettext_lazy("incident", "Concern about one of our staff")
    OTHER = "other", pgettext_lazy("incident", "Accident or other incident")


class StepKind(TextChoices):
    """What was done about an incident."""

    NOTICE = "notice", pgettext_lazy("incident", "Notice given to the authority")
    TOLD = "told", pgettext_lazy("incident", "People told")
    MEASURE = "measure", pgettext_lazy("incident", "Measure taken")
    CLOSED = "closed", pgettext_lazy("incident", "Closed")


class UnsealingState(TextChoices):
    """What became of the question who reported."""

    ASKED = "asked", pgettext_lazy("unsealing", "Waits for a second person")
    GRANTED = "granted", pgettext_lazy("unsealing", "Agreed for a time")
    REFUSED = "refused", pgettext_lazy("unsealing", "Refused")


class Asker(TextChoices):
    """Who asks about the data of a person."""

    PERSON = "person", pgettext_lazy("asker", "The person")
    PARENT = "parent", pgettext_lazy("asker", "A parent or legal representative")
    OTHER = "other", pgettext_lazy("asker", "Somebody else")


class Wants(TextChoices):
    """What somebody asks for."""

    COPY = "copy", pgettext_lazy("request", "A copy of what we hold")
    CORRECTION = "correction", pgettext_lazy("request", "That something be put right")
    ERASURE = "erasure", pgettext_lazy("request", "That it be erased")
    RECIPIENTS = "recipients", pgettext_lazy("request", "To know who received it")


class Proof(TextChoices):
    """How the one who asks has shown who they are."""

    KNOWN = "known", pgettext_lazy("proof", "We know them")
    DOCUMENT = "document", pgettext_lazy("proof", "Showed a document")
    POWER = "power", pgettext_lazy("proof", "Showed that they represent the person")
    NOT_YET = "not_yet", pgettext_lazy("proof", "Not shown yet")


class Given(TextChoices):
    """What was answered."""

    GIVEN = "given", pgettext_lazy("request", "Given")
    PARTLY = "partly", pgettext_lazy("request", "Given in part")
    REFUSED = "refused", pgettext_lazy("request", "Refused")


class RefusalGround(TextChoices):
    """Why a request is refused."""

    NOT_PROVED = "not_proved", pgettext_lazy("ground", "They did not show who they are")
    NOTHING = "nothing", pgettext_lazy("ground", "We hold nothing about this person")
    HARM = "harm", pgettext_lazy("ground", "It could harm the child or somebody else")
    DUTY = "duty", pgettext_lazy("ground", "A law obliges us to keep it")
    OTHER = "other", pgettext_lazy("ground", "Another reason")


class RequestState(TextChoices):
    """How the register of requests is narrowed."""

    OPEN = "open", pgettext_lazy("request", "Not answered")
    OVERDUE = "overdue", pgettext_lazy("request", "Overdue")
    DONE = "done", pgettext_lazy("request", "Answered")


class IncidentState(TextChoices):
    """How the register of incidents is narrowed."""

    OPEN = "open", pgettext_lazy("incident", "Open")
    DUE = "due", pgettext_lazy("incident", "Notice still due")
    CLOSED = "closed", pgettext_lazy("incident", "Closed")


class Notice(TextChoices):
    """What a notice of this room says. It names nothing but a code."""

    GLASS_BROKEN = "glass_broken", _("Somebody broke the glass around a person you know")
    CONSENT_WITHDRAWN = "consent_withdrawn", _("A person you know took back a consent")
    RETENTION_SOON = "retention_soon", _("Records must be erased soon")
    ASKED_ABOUT = "asked_about", _("A colleague of another team asks about a person you know")
    LET_IN = "let_in", _("You were let into a circle")
    STAY_ENDS = "stay_ends", _("The right to stay of a person you know ends soon")
    INCIDENT_REPORTED = "incident_reported", _("Somebody reported an incident")
    BREACH_DUE = "breach_due", _("A notice to the authority is due")
    REQUEST_DUE = "request_due", _("An answer to a request is due")
    UNSEALING_ASKED = "unsealing_asked", _("Somebody asks who reported an incident")
    UNSEALING_DECIDED = "unsealing_decided", _("It was decided about your question who reported")


def _of_a_record(notice: Notice, *, danger: bool = False) -> Kind:
    """It leads to the record; who must not open that, such as the officer, to the journal of it."""
    needs = "people.read_individual"  # permissions stand beside this file, not below it
    return Kind(notice.label, "people:individual", danger, needs, "journal:read_journal")


KINDS = {
    Notice.GLASS_BROKEN: _of_a_record(Notice.GLASS_BROKEN, danger=True),
    Notice.CONSENT_WITHDRAWN: _of_a_record(Notice.CONSENT_WITHDRAWN),
    Notice.ASKED_ABOUT: Kind(Notice.ASKED_ABOUT.label, "people:inquiry"),
    Notice.LET_IN: _of_a_record(Notice.LET_IN),
    Notice.STAY_ENDS: _of_a_record(Notice.STAY_ENDS),
    Notice.RETENTION_SOON: Kind(Notice.RETENTION_SOON.label, "people:retention"),
    Notice.INCIDENT_REPORTED: Kind(Notice.INCIDENT_REPORTED.label, "people:incident"),
    Notice.BREACH_DUE: Kind(Notice.BREACH_DUE.label, "people:incident", danger=True),
    Notice.REQUEST_DUE: Kind(Notice.REQUEST_DUE.label, "people:data_request"),
    Notice.UNSEALING_ASKED: Kind(Notice.UNSEALING_ASKED.label, "people:decide_unsealing"),
    Notice.UNSEALING_DECIDED: Kind(Notice.UNSEALING_DECIDED.label, "people:incident"),
}


class Alive(TextChoices):
    """Whether a relative lives."""

    YES = "alive", pgettext_lazy("relative", "Alive")
    NO = "dead", pgettext_lazy("relative", "Dead")
    UNKNOWN = "unknown", pgettext_lazy("relative", "Not known whether alive")


class LegalCapacity(TextChoices):
    """Whether a relative may act for themselves and for the child, as the law sees it."""

    FULL = "full", pgettext_lazy("capacity", "Full")
    LIMITED = "limited", pgettext_lazy("capacity", "Limited by a court")
    NONE = "none", pgettext_lazy("capacity", "Taken away by a court")
    MINOR = "minor", pgettext_lazy("capacity", "Not of age yet")
    UNKNOWN = "unknown", pgettext_lazy("capacity", "Not known")


class HouseRole(TextChoices):
    """What somebody is in a household."""

    CARER = "carer", pgettext_lazy("household", "Carer")
    CHILD = "child", pgettext_lazy("household", "Child")
    MEMBER = "member", pgettext_lazy("household", "Other member")


class InquiryState(TextChoices):
    """What became of a question to another team. Who asked sees only whether they were let in."""

    WAITING = "waiting", pgettext_lazy("inquiry", "Asked")
    LET_IN = "let_in", pgettext_lazy("inquiry", "Let in")
    DECLINED = "declined", pgettext_lazy("inquiry", "Declined")


class Unnamed(TextChoices):
    """Why a child has no name in the record."""

    NEWBORN = "newborn", pgettext_lazy("unnamed", "Newborn, not named yet")
    FOUNDLING = "foundling", pgettext_lazy("unnamed", "Foundling")
    NOT_TOLD = "not_told", pgettext_lazy("unnamed", "Cannot or does not say the name")


class Stay(StrEnum):
    """Which warning of the end of a stay was given; as `rules.stay_state` says it."""

    FIRST = "first"
    LAST = "last"

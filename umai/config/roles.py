"""Who may do what: the whole policy on one page.

A role names what its work needs and no more. Roles that open files of people, and roles that
confirm others, take effect only when a second person has confirmed the posting. The administrator
reads nothing about children.
"""

from django.utils.translation import gettext_lazy as _

from umai.cases import permissions as cases
from umai.desk import permissions as desk
from umai.directory import permissions as directory
from umai.foundation.access import permissions as access
from umai.foundation.access.roles import Role
from umai.foundation.calendar import permissions as calendar
from umai.foundation.exports import permissions as exports
from umai.foundation.files import permissions as files
from umai.foundation.jobs import permissions as jobs
from umai.foundation.journal import permissions as journal
from umai.foundation.notices import permissions as notices
from umai.foundation.vocabulary import permissions as vocabulary
from umai.hotline import permissions as hotline
from umai.indicators import permissions as indicators
from umai.legal_aid import permissions as legal_aid
from umai.people import permissions as people
from umai.referrals import permissions as referrals

ANSWER = frozenset(
    {
        hotline.RECORD_CONTACT,
        hotline.READ_CONTACT,
        hotline.CORRECT_CONTACT,
        hotline.LINK_CONTACTS,
        hotline.HAND_OVER_CONTACT,
        hotline.CLOSE_CONTACT,
        hotline.CALL_BACK,
        hotline.REVEAL_NUMBER,
        hotline.TAKE_EMERGENCY,
        hotline.FOLLOW_UP_CONTACT,
        hotline.GIVE_CONSULTATION,
        desk.FIND_CODE,
        directory.READ_DIRECTORY,
        notices.READ_NOTICES,
        vocabulary.READ_LISTS,
    }
)
# Who works with a child: finds, registers, reads, and lets colleagues into the circle.
KNOW = frozenset(
    {
        people.FIND_PEOPLE,
        people.REGISTER_CHILD,
        people.READ_INDIVIDUAL,
        people.CORRECT_INDIVIDUAL,
        people.REVEAL_IDENTITY,
        people.KEEP_CIRCLE,
        people.BREAK_GLASS,
        people.NOTE_CONSENT,
        people.REDACT_FILE,
        people.NOTE_REQUEST,
    }
)
# Who works on cases: opens, registers, rates and worries; approves nothing.
WORK = frozenset(
    {
        cases.OPEN_CASE,
        cases.READ_CASE,
        cases.REGISTER_CASE,
        cases.RATE_RISK,
        cases.NOTE_CONCERN,
        cases.KEEP_CASE_TEAM,
        cases.PRINT_CASE,
        cases.ASSESS,
        cases.WEIGH_INTERESTS,
        cases.KEEP_MEETINGS,
        cases.MAKE_PLAN,
        cases.FOLLOW_UP,
        cases.REVIEW_PLAN,
        cases.GIVE_TASK,
        cases.ASK_CLOSURE,
        cases.RELEASE_CASE,
        cases.ASK_TRANSFER,
        cases.GIVE_SERVICE,
        cases.READ_SUPERVISION,
    }
)
# Who hands somebody on to others, and answers what others hand on to us.
REFER = frozenset({referrals.READ_REFERRAL, referrals.MAKE_REFERRAL, referrals.RECORD_ARRIVAL})
# Who leads procedures for a child; colleagues of the case see where each stands and what is next.
LAW = frozenset(
    {
        legal_aid.SEE_PROCEDURE,
        legal_aid.READ_PROCEDURE,
        legal_aid.KEEP_PROCEDURE,
        legal_aid.EDIT_TEMPLATES,
        legal_aid.APPROVE_TEMPLATES,
    }
)
# Whoever sits with a family asks the questions of the interview guide.
GUIDE = frozenset({legal_aid.RUN_GUIDE})
# Who has a day of their own here: appointments, and the desk that shows what waits.
DAY = frozenset({calendar.KEEP_APPOINTMENTS, desk.READ_DESK})
LEAD = ANSWER | KNOW | WORK | REFER | LAW | GUIDE | DAY | {
    legal_aid.LEAD_PROCEDURES,
    legal_aid.COUNT_PROCEDURES,
    referrals.READ_TEAM_REFERRALS,
    referrals.ANSWER_REFERRAL,
    referrals.COUNT_REFERRALS,
    calendar.KEEP_ROOMS,
    cases.READ_TEAM_CASES,
    cases.SCREEN_OUT_CASE,
    cases.ASSIGN_CASE,
    cases.LOWER_RISK,
    cases.APPROVE,
    cases.ANSWER_MEETING,
    cases.DECIDE_REPORT,
    cases.REOPEN_CASE,
    cases.HOLD_CASE,
    cases.ANSWER_TRANSFER,
    cases.READ_PROCESS_NOTE,
    cases.READ_CASELOAD,
    cases.KEEP_SUPERVISION,
    cases.AUDIT_FILE,
    cases.COUNT_CASES,
    people.MERGE_PEOPLE,
    people.OVERRIDE_CONSENT,
    people.KEEP_RETENTION,
    people.ERASE_INDIVIDUAL,
    people.LOAD_PEOPLE,
    people.KEEP_INCIDENTS,
    people.ASK_UNSEALING,
    people.KEEP_REQUESTS,
    calendar.READ_CALENDAR,
    files.OPEN_ORIGINAL,
    hotline.READ_TEAM_CONTACTS,
    hotline.CORRECT_LATE,
    hotline.REOPEN_CONTACT,
    hotline.GRANT_ATTEMPTS,
    hotline.IMPORT_CONTACTS,
    hotline.COUNT_CONTACTS,
    notices.KEEP_ROSTER,
    indicators.READ_REPORT,
    indicators.LIST_BEHIND,
    indicators.COMPARE_PUBLISHED,
    exports.EXPORT,
    directory.READ_CONFIDENTIAL,
    directory.KEEP_DIRECTORY,
    directory.CONFIRM_ENTRY,
    directory.DECIDE_PROPOSAL,
    directory.INVITE_CORRECTION,
    directory.IMPORT_DIRECTORY,
    directory.EXPORT_DIRECTORY,
    directory.COUNT_ENTRIES,
    access.READ_PEOPLE,
    access.CONFIRM_POSTING,
    access.CONFIRM_RESET,
}
# Process notes: only psychologists write them; who may be named to supervise them reads.
NOTES = frozenset({cases.KEEP_PROCESS_NOTES, cases.READ_PROCESS_NOTE})
CONSULT = ANSWER - {hotline.TAKE_EMERGENCY}
AGGREGATES = frozenset(
    {
        cases.COUNT_CASES,
        referrals.COUNT_REFERRALS,
        legal_aid.COUNT_PROCEDURES,
        hotline.COUNT_CONTACTS,
        indicators.READ_REPORT,
        directory.READ_DIRECTORY,
        directory.COUNT_ENTRIES,
    }
)
COUNT = AGGREGATES | {vocabulary.READ_LISTS, notices.READ_NOTICES}
NOTHING_YET: frozenset[str] = frozenset({notices.READ_NOTICES})
# Whoever works here may report an incident, in confidence too.
STAFF = frozenset({people.REPORT_INCIDENT})

ROLES = [
    Role("operator", _("Hotline operator"), ANSWER | REFER | GUIDE | STAFF, opens_files=True),
    Role(
        "psychologist",
        _("Psychologist"),
        (CONSULT | KNOW | DAY | REFER | WORK - {cases.REGISTER_CASE})
        | NOTES
        | STAFF
        | GUIDE
        | {legal_aid.SEE_PROCEDURE},
        opens_files=True,
    ),
    Role(
        "lawyer",
        _("Lawyer"),
        (CONSULT | KNOW | DAY | REFER | LAW | WORK - {cases.REGISTER_CASE}) | GUIDE | STAFF,
        opens_files=True,
    ),
    Role(
        "social_worker",
        _("Social worker"),
        CONSULT
        | KNOW
        | WORK
        | REFER
        | DAY
        | STAFF
        | GUIDE
        | {directory.READ_CONFIDENTIAL, referrals.ANSWER_REFERRAL, legal_aid.SEE_PROCEDURE},
        opens_files=True,
    ),
    Role(
        "supervisor",
        _("Supervisor"),
        LEAD | STAFF,
        opens_files=True,
        not_with=frozenset({"administrator", "data_protection_officer"}),
    ),
    Role("conference_member", _("Case conference member"), NOTHING_YET, opens_files=True),
    Role("centre_coordinator", _("Centre coordinator"), NOTHING_YET | STAFF, opens_files=True),
    Role("guardianship_focal", _("Guardianship focal point"), NOTHING_YET, opens_files=True),
    Role(
        "external_provider",
        _("External provider"),
        NOTHING_YET | {directory.READ_DIRECTORY, directory.PROPOSE_CORRECTION},
        opens_files=True,
    ),
    Role("outreach_worker", _("Outreach and volunteer coordinator"), NOTHING_YET | STAFF),
    Role(
        "monitoring",
        _("Monitoring and evaluation"),
        COUNT | STAFF | {indicators.COMPARE_PUBLISHED},
    ),
    Role(
        "programme_manager",
        _("Programme manager"),
        COUNT
        | STAFF
        | {
            indicators.COMPARE_PUBLISHED,
            exports.EXPORT,
            access.READ_PEOPLE,
            directory.EXPORT_DIRECTORY,
        },
    ),
    Role(
        "data_protection_officer",
        _("Data protection officer"),
        frozenset(
            {
                journal.READ_JOURNAL,
                vocabulary.READ_LISTS,
                calendar.READ_CALENDAR,
                access.READ_PEOPLE,
                access.CONFIRM_POSTING,
                access.CONFIRM_RESET,
                notices.READ_NOTICES,
                jobs.READ_HEALTH,
                people.WATCH_CIRCLES,
                people.KEEP_RETENTION,
                people.ERASE_INDIVIDUAL,
                people.KEEP_BREACHES,
                people.KEEP_INCIDENTS,
                people.ASK_UNSEALING,
                people.NOTE_REQUEST,
                people.KEEP_REQUESTS,
            }
        )
        | STAFF,
        not_with=frozenset({"administrator", "supervisor"}),
    ),
    # Decides whether the name of a confidential reporter is opened, and never opens it (S5).
    Role(
        "custodian",
        _("Custodian of reporters"),
        NOTHING_YET | STAFF | {people.DECIDE_UNSEALING},
        opens_files=True,
        not_with=frozenset({"administrator", "supervisor", "data_protection_officer"}),
    ),
    Role(
        "administrator",
        _("Administrator"),
        frozenset(
            {
                access.READ_PEOPLE,
                access.OPEN_PERSON,
                access.CORRECT_PERSON,
                access.CLOSE_PERSON,
                access.READMIT_PERSON,
                access.RENEW_PASSWORD,
                access.SIGN_OUT_PERSON,
                access.ASK_RESET,
                access.OPEN_POSTING,
                access.END_POSTING,
                access.OPEN_TEAM,
                vocabulary.READ_LISTS,
                vocabulary.EDIT_LISTS,
                calendar.READ_CALENDAR,
                calendar.KEEP_CALENDAR,
                calendar.KEEP_ROOMS,
                notices.READ_NOTICES,
                notices.KEEP_ROSTER,
                notices.RETRY_MAIL,
                files.SWEEP_FILES,
                jobs.READ_HEALTH,
            }
        )
        | STAFF,
        not_with=frozenset({"supervisor", "data_protection_officer"}),
    ),
    Role("ombudsperson_office", _("Ombudsperson's office"), AGGREGATES),
    Role("partner", _("Partner"), AGGREGATES | {directory.PROPOSE_CORRECTION}),
]

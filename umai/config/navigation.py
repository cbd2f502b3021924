"""The doors of the house, in the order in which the work meets them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.cases import permissions as cases
from umai.desk import permissions as desk
from umai.directory import permissions as directory
from umai.foundation.access import permissions as access
from umai.foundation.calendar import permissions as calendar
from umai.foundation.jobs import permissions as jobs
from umai.foundation.journal import permissions as journal
from umai.foundation.notices import permissions as notices
from umai.foundation.ui.navigation import Door
from umai.foundation.vocabulary import permissions as vocabulary
from umai.hotline import permissions as hotline
from umai.indicators import permissions as indicators
from umai.legal_aid import permissions as legal_aid
from umai.people import permissions as children
from umai.referrals import permissions as referrals

# Pages about colleagues; those about oneself belong to the menu of the person.
ON_PEOPLE = (
    "access:teams",
    "access:person",
    "access:open_",
    "access:correct_",
    "access:close_",
    "access:readmit_",
    "access:renew_",
    "access:sign_out_person",
    "access:ask_",
    "access:confirm_",
    "access:end_",
)
# Pages about the keeping of records: for the officer, who knows no child.
KEEPING = (
    "people:keeping",
    "people:put_hold",
    "people:lift_hold",
    "people:ask_erasure",
    "people:erase_individual",
    "people:certificate",
)
# The registers of incidents and of what people ask about their own data.
REGISTERS = (
    "people:incident",
    "people:note_notice",
    "people:note_step",
    "people:close_incident",
    "people:ask_unsealing",
    "people:open_reporter",
    "people:requests",
    "people:note_request",
    "people:data_request",
    "people:note_proof",
    "people:extend_request",
    "people:answer_request",
    "people:copy_record",
)
DOORS = [
    Door("desk:desk", "house", _("My day"), desk.READ_DESK, match="desk:"),
    Door("hotline:board", "layout-dashboard", _("Board"), hotline.READ_CONTACT),
    Door(
        "hotline:record_contact",
        "phone-call",
        _("Record a contact"),
        hotline.RECORD_CONTACT,
        key="n",
    ),
    Door("hotline:contacts", "list", _("Contacts"), hotline.READ_CONTACT, match="hotline:contact"),
    Door(
        "hotline:consultations",
        "messages-square",
        _("Consultations"),
        hotline.READ_CONTACT,
        match=("hotline:consultations", "hotline:correct_consultation"),
    ),
    Door("people:find_people", "baby", _("Children"), children.FIND_PEOPLE, match="people:"),
    Door("cases:cases", "folder-heart", _("Cases"), cases.READ_CASE, match="cases:"),
    Door(
        "cases:caseload",
        "gauge",
        _("Caseload"),
        cases.READ_CASELOAD,
        match=("cases:record_supervision", "cases:audit_file"),
    ),
    Door(
        "referrals:referrals", "send", _("Referrals"), referrals.READ_REFERRAL, match="referrals:"
    ),
    Door(
        "legal_aid:procedures",
        "scale",
        _("Legal aid"),
        legal_aid.READ_PROCEDURE,
        match="legal_aid:",
    ),
    Door(
        "legal_aid:guide",
        "route",
        _("Interview guide"),
        legal_aid.RUN_GUIDE,
        match=("legal_aid:guide", "legal_aid:answer_guide"),
    ),
    Door(
        "calendar:appointments",
        "calendar-clock",
        _("Appointments"),
        calendar.KEEP_APPOINTMENTS,
        match=(
            "calendar:appointment",
            "calendar:make",
            "calendar:move",
            "calendar:cancel",
            "calendar:hand_over",
            "calendar:calendar_link",
        ),
    ),
    Door(
        "indicators:report",
        "chart-column",
        _("Numbers"),
        indicators.READ_REPORT,
        match="indicators:",
    ),
    Door(
        "directory:find_help",
        "book-user",
        _("Directory"),
        directory.READ_DIRECTORY,
        match="directory:",
    ),
    Door(
        "hotline:import_contacts",
        "file-up",
        _("Import"),
        hotline.IMPORT_CONTACTS,
        match=("hotline:import", "hotline:map_register"),
    ),
    Door(
        "notices:roster",
        "siren",
        _("On-call roster"),
        notices.KEEP_ROSTER,
        match=("notices:put_on_roster", "notices:take_off_roster"),
    ),
    Door(
        "people:retention",
        "eraser",
        _("Keeping and erasing"),
        children.KEEP_RETENTION,
        match=KEEPING,
        place="foot",
    ),
    Door(
        "people:incidents",
        "clipboard-list",
        _("Registers"),
        children.KEEP_INCIDENTS,
        match=REGISTERS,
        place="foot",
    ),
    Door(
        "people:unsealings",
        "key-round",
        _("Reporters"),
        children.DECIDE_UNSEALING,
        match="people:decide_unsealing",
        place="foot",
    ),
    Door(
        "people:report_incident",
        "flag",
        _("Report an incident"),
        children.REPORT_INCIDENT,
        place="foot",
    ),
    Door(
        "cases:supervisions",
        "message-square-text",
        _("Supervision"),
        cases.READ_SUPERVISION,
        match=(
            "cases:read_supervision",
            "cases:correct_supervision",
            "cases:audits",
            "cases:read_audit",
            "cases:correct_audit",
            "cases:answer_audit",
        ),
        place="foot",
    ),
    Door(
        "access:people",
        "users",
        _("People"),
        access.READ_PEOPLE,
        match=ON_PEOPLE,
        place="foot",
    ),
    Door(
        "vocabulary:lists",
        "book-open",
        _("Lists and rules"),
        vocabulary.READ_LISTS,
        match="vocabulary:",
        place="foot",
    ),
    Door(
        "calendar:rooms",
        "door-open",
        pgettext_lazy("calendar", "Rooms"),
        calendar.KEEP_ROOMS,
        match=("calendar:room", "calendar:open_room"),
        place="foot",
    ),
    Door(
        "calendar:calendar",
        "calendar-days",
        _("Calendar"),
        calendar.READ_CALENDAR,
        match="calendar:note_day",
        place="foot",
    ),
    Door(
        "journal:read_journal",
        "scroll-text",
        _("Journal"),
        journal.READ_JOURNAL,
        match="journal:",
        place="foot",
    ),
    Door(
        "jobs:health",
        "heart-pulse",
        _("State of the system"),
        jobs.READ_HEALTH,
        match=("jobs:", "notices:outbox"),
        place="foot",
    ),
    Door("desk:find_code", "search", _("Find a code"), desk.FIND_CODE, place="search"),
    Door("notices:notices", "bell", _("Notices"), notices.READ_NOTICES, place="notices"),
    Door("access:account", "user-cog", _("My account"), place="account"),
    Door("account_logout", "log-out", _("Sign out"), place="leave"),
]

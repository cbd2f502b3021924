"""What can be done with people whom we know. Roles are given these in umai/config/roles.py."""

FIND_PEOPLE = "people.find_people"
REGISTER_CHILD = "people.register_child"
READ_INDIVIDUAL = "people.read_individual"
CORRECT_INDIVIDUAL = "people.correct_individual"
REVEAL_IDENTITY = "people.reveal_identity"
KEEP_CIRCLE = "people.keep_circle"
BREAK_GLASS = "people.break_glass"
NOTE_CONSENT = "people.note_consent"
REDACT_FILE = "people.redact_file"
OVERRIDE_CONSENT = "people.override_consent"
MERGE_PEOPLE = "people.merge_people"
LOAD_PEOPLE = "people.load_people"
WATCH_CIRCLES = "people.watch_circles"
KEEP_RETENTION = "people.keep_retention"
ERASE_INDIVIDUAL = "people.erase_individual"
REPORT_INCIDENT = "people.report_incident"
KEEP_BREACHES = "people.keep_breaches"
KEEP_INCIDENTS = "people.keep_incidents"
ASK_UNSEALING = "people.ask_unsealing"
DECIDE_UNSEALING = "people.decide_unsealing"
NOTE_REQUEST = "people.note_request"
KEEP_REQUESTS = "people.keep_requests"

# Who keeps which kind of incident.
KEEPERS = {
    "breach": KEEP_BREACHES,
    "safeguarding": KEEP_INCIDENTS,
    "other": KEEP_INCIDENTS,
}

"""What can be done with notices and the on-call roster."""

READ_NOTICES = "notices.read_notices"
KEEP_ROSTER = "notices.keep_roster"
RETRY_MAIL = "notices.retry_mail"

"""What can have happened to notices, the outbox and the roster, and how the journal says it."""

from django.utils.translation import gettext_lazy as _

NOTICE_READ = "notices.notice_read"
NOTICES_READ = "notices.notices_read"
MAIL_RETRIED = "notices.mail_retried"
PUT_ON_ROSTER = "notices.put_on_roster"
TAKEN_OFF_ROSTER = "notices.taken_off_roster"
MOVED_ON_ROSTER = "notices.moved_on_roster"
CLEARED_AWAY = "notices.cleared_away"

SENTENCES = {
    NOTICE_READ: _("read a notice"),
    NOTICES_READ: _("marked all notices as read"),
    MAIL_RETRIED: _("had waiting mail sent again"),
    PUT_ON_ROSTER: _("put somebody on the on-call roster"),
    TAKEN_OFF_ROSTER: _("took somebody off the on-call roster"),
    MOVED_ON_ROSTER: _("changed the order of the on-call roster"),
    CLEARED_AWAY: _("cleared old notices, mail and on-call places away"),
}

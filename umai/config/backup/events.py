"""What can have happened to the copies of the database, in the past tense."""

from django.utils.translation import gettext_lazy as _

BACKUP_MADE = "backup.backup_made"
BACKUP_FAILED = "backup.backup_failed"
DRILL_FAILED = "backup.drill_failed"
RESTORED = "backup.restored"

SENTENCES = {
    BACKUP_MADE: _("made a backup"),
    BACKUP_FAILED: _("could not make a backup"),
    DRILL_FAILED: _("tried to restore the newest backup without success"),
    RESTORED: _("restored the database from a backup"),
}

"""What can have happened to the journal itself."""

from django.utils.translation import gettext_lazy as _

JOURNAL_READ = "journal.journal_read"

SENTENCES = {
    JOURNAL_READ: _("read the journal"),
}

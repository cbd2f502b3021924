"""What can have happened with the numbers, in the past tense."""

from django.utils.translation import gettext_lazy as _

REPORT_EXPORTED = "indicators.report_exported"

SENTENCES = {
    REPORT_EXPORTED: _("exported the hotline report"),
}

"""What can have happened with registers on their way in, and how the journal says it."""

from django.utils.translation import gettext_lazy as _

REGISTER_KEPT = "exports.register_kept"
REGISTER_MAPPED = "exports.register_mapped"
REGISTER_DISCARDED = "exports.register_discarded"
REGISTERS_EXPIRED = "exports.registers_expired"

SENTENCES = {
    REGISTER_KEPT: _("chose a register to import"),
    REGISTER_MAPPED: _("named the columns of a register"),
    REGISTER_DISCARDED: _("threw a register away before importing it"),
    REGISTERS_EXPIRED: _("let registers expire that were not imported"),
}

"""What can have happened to words, rules and numbers, and how the journal says it."""

from django.utils.translation import gettext_lazy as _

TERM_EDITED = "vocabulary.term_edited"
TERM_ADDED = "vocabulary.term_added"
LABEL_CONFIRMED = "vocabulary.label_confirmed"
RULE_EDITED = "vocabulary.rule_edited"
RULE_CONFIRMED = "vocabulary.rule_confirmed"
RULE_SWITCHED_ON = "vocabulary.rule_switched_on"
RULE_SWITCHED_OFF = "vocabulary.rule_switched_off"
MAPPING_EDITED = "vocabulary.mapping_edited"
PHONE_CONFIRMED = "vocabulary.phone_confirmed"
PHONE_WITHDRAWN = "vocabulary.phone_withdrawn"

SENTENCES = {
    TERM_EDITED: _("edited a term of a list"),
    TERM_ADDED: _("added a term to a list"),
    LABEL_CONFIRMED: _("confirmed a translation"),
    RULE_EDITED: _("wrote a new version of a rule"),
    RULE_CONFIRMED: _("wrote down who confirmed a rule"),
    RULE_SWITCHED_ON: _("switched a rule on"),
    RULE_SWITCHED_OFF: _("switched a rule off"),
    MAPPING_EDITED: _("changed a helpline category"),
    PHONE_CONFIRMED: _("confirmed a shared number"),
    PHONE_WITHDRAWN: _("took a shared number back"),
}

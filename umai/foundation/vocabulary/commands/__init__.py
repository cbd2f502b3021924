"""What can be done with words, rules and numbers, each as one act with its entry."""

from umai.foundation.vocabulary.commands.dialling import confirm_phone, withdraw_phone
from umai.foundation.vocabulary.commands.placing import MappingDetails, edit_mapping
from umai.foundation.vocabulary.commands.ruling import (
    RuleDetails,
    confirm_rule,
    edit_rule,
    switch_rule_off,
    switch_rule_on,
)
from umai.foundation.vocabulary.commands.turns import ChangedMeanwhile
from umai.foundation.vocabulary.commands.wording import (
    TermDetails,
    add_term,
    confirm_label,
    edit_term,
)

__all__ = [
    "ChangedMeanwhile",
    "MappingDetails",
    "RuleDetails",
    "TermDetails",
    "add_term",
    "confirm_label",
    "confirm_phone",
    "confirm_rule",
    "edit_mapping",
    "edit_rule",
    "edit_term",
    "switch_rule_off",
    "switch_rule_on",
    "withdraw_phone",
]

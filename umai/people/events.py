"""What can have happened with people whom we know, and how the journal says it."""

from django.utils.translation import gettext_lazy as _

PEOPLE_LOADED = "people.people_loaded"
PEOPLE_SEARCHED = "people.people_searched"

SENTENCES = {
    PEOPLE_LOADED: _("loaded a register of people"),
    PEOPLE_SEARCHED: _("searched for a person"),
}

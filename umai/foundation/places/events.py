"""What can have happened to the places, and how the journal says it."""

from django.utils.translation import gettext_lazy as _

DISTRICTS_LOADED = "places.districts_loaded"

SENTENCES = {DISTRICTS_LOADED: _("loaded the districts of the regions")}

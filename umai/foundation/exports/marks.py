"""Who made a file and when: printed on every file that leaves."""

from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date
from django.utils import translation
from django.utils.translation import gettext as _

from umai.foundation.exports import numerals


@dataclass(frozen=True)
class Mark:
    """`who` as colleagues know the person; `at` aware, in the time zone of the organisation."""

    who: str
    at: datetime

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("a mark needs a moment with its time zone")

    def when(self, language: str) -> str:
        """The moment in words of the language, to the minute."""
        day = format_date(self.at, "long", locale=numerals.locale(language))
        return f"{day}, {self.at:%H:%M}"

    def sentence(self, language: str) -> str:
        """The line that stands on the file."""
        with translation.override(language):
            return _("Made by %(who)s, %(when)s") % {"who": self.who, "when": self.when(language)}

"""The files of one person: what they are, never what they say."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from umai.foundation.files import queries as files
from umai.foundation.files.models import StoredFile
from umai.foundation.files.terms import Redaction, Type
from umai.foundation.kernel.actor import Actor
from umai.people import terms
from umai.people.models import Individual
from umai.people.queries.documents import known_records
from umai.people.queries.individuals import individual

OWNER = "people.individual"


@dataclass(frozen=True)
class Attached:
    """One file of somebody, and the record that it was attached to."""

    file: StoredFile
    of: Individual

    @property
    def kind(self) -> str:
        """What it is, in words."""
        label = str(terms.Attachment(self.file.purpose).label)
        if not self.file.source_id:
            return label
        return _("%(kind)s, redacted") % {"kind": label}

    @property
    def redaction(self) -> str:
        """Why something is covered in it, in words."""
        return str(Redaction(self.file.redaction).label) if self.file.redaction else ""

    @property
    def has_pages(self) -> bool:
        """Whether one can look at it here: a plain text has no pages."""
        return self.file.type != Type.TEXT

    @property
    def type(self) -> str:
        """What it is by its content, in words."""
        return str(self.file.get_type_display())


def attached(actor: Actor, of: Individual, consent_id: UUID | None = None) -> list[Attached]:
    """The files of somebody, newest first; only those of one consent if it is named."""
    found = [
        Attached(file, one)
        for one in known_records(actor, of)
        for file in files.files_of(actor, OWNER, one.pk)
        if consent_id is None or file.subject_id == consent_id
    ]
    return sorted(found, key=lambda one: (one.file.kept_at, str(one.file.pk)), reverse=True)


def attached_file(actor: Actor, individual_id: UUID, file_id: UUID) -> Attached:
    """One file of somebody whom the actor may know of; the same 404 otherwise."""
    of = individual(actor, individual_id)
    return Attached(files.file_of(actor, OWNER, of.pk, file_id), of)

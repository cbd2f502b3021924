"""What can be done at the hotline. Each command checks, writes and journals as one act."""

from umai.hotline.commands.drafting import discard_draft, expire_drafts, keep_draft
from umai.hotline.commands.recording import (
    ChildDetails,
    ContactDetails,
    QuickContact,
    read_contact,
    record_contact,
    record_quick_contact,
)

__all__ = [
    "ChildDetails",
    "ContactDetails",
    "QuickContact",
    "discard_draft",
    "expire_drafts",
    "keep_draft",
    "read_contact",
    "record_contact",
    "record_quick_contact",
]

"""Registers that come in: contacts, and consultations that stand on a contact only."""

from umai.hotline.imports.consultations import read_consultations
from umai.hotline.imports.contacts import COLUMNS, NEEDED, as_stored, read_contacts

__all__ = ["COLUMNS", "NEEDED", "as_stored", "read_consultations", "read_contacts"]

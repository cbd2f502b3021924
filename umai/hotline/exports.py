"""The columns of the hotline's own lists."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from umai.foundation.exports import csv_file
from umai.hotline import terms
from umai.hotline.rules import Fault


def faults_csv(faults: Iterable[Fault]) -> bytes:
    """What is wrong in a register, a line for each place, as a table to work through."""
    header = (_("Row"), _("Column"), _("What is wrong"))
    return csv_file.csv_bytes(header, ((one.row, column_label(one), one.message) for one in faults))


def column_label(fault: Fault) -> str:
    """The column of a fault in words."""
    return str(terms.Column(fault.column).label)

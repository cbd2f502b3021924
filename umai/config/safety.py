"""What must hold before Umai listens to anything but this machine."""

from django.conf import settings
from django.db import connection

from umai.foundation.vault import ring


def faults() -> list[str]:
    """Why it is not safe to serve the network; empty when it is."""
    found = []
    if settings.DEBUG:
        found.append("debugging is on (UMAI_DEBUG)")
    if settings.UMAI_DEMO:
        found.append("this is a demonstration (UMAI_DEMO)")
    if not settings.UMAI_TLS:
        found.append("no TLS in front (UMAI_TLS=1 once a proxy speaks it)")
    try:
        ring.load()
    except ring.NoKeys as no:
        found.append(str(no))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'journal_entry_no_%'")
        if cursor.fetchone()[0] < 2:
            found.append("the journal's triggers are missing")
        cursor.execute("SELECT relrowsecurity FROM pg_class WHERE relname = 'hotline_contact'")
        row = cursor.fetchone()
        if not row or not row[0]:
            found.append("row security is off")
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            found.append("the application's role can pass row security")
    return found

"""Whether anything worth a backup has happened since the last one; one quick look at counters."""

import hashlib
import json

from umai.config.backup import events, programs
from umai.config.server.roles import Rows

# The queue turns by itself and links only follow entries, which are looked at one by one.
IDLE = ("journal_entry", "journal_link", "journal_era", *programs.WITHOUT_ROWS)
COUNTERS = """
    SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_user_tables
    WHERE relname <> ALL (%s) AND NOT starts_with(relname::text, 'procrastinate_') ORDER BY 1
"""
SERVER = "SELECT pg_postmaster_start_time()::text, current_database()"
LAST_ACT = "SELECT id FROM journal_entry WHERE event <> ALL (%s) ORDER BY id DESC LIMIT 1"
OUR_ACTS = [events.BACKUP_MADE, events.BACKUP_FAILED, events.DRILL_FAILED]


def mark(owner: Rows) -> str:
    """A text that stays the same as long as nothing was written but by backups themselves.

    It changes when the server starts anew, too: then counters may have been lost.
    """
    seen = [
        owner.execute(COUNTERS, [list(IDLE)]).fetchall(),
        owner.execute(SERVER).fetchall(),
        owner.execute(LAST_ACT, [OUR_ACTS]).fetchall(),
    ]
    return hashlib.sha256(json.dumps(seen, default=str).encode()).hexdigest()

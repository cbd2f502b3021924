"""A pytest plugin: a throw-away PostgreSQL for the run, made before Django reads its settings.

The first process makes the server and one migrated database; each worker works on a copy of it.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

HERE = "UMAI_TEST_SERVER"


def begin() -> None:
    """Start the server and make the tables, once for the whole run."""
    if os.environ.get(HERE):
        return
    folder = Path(tempfile.mkdtemp(prefix="umai-test-"))
    folder.chmod(0o755)
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "UMAI_DEMO", "UMAI_AS_OWNER", "UMAI_TLS"):
        os.environ.pop(name, None)
    os.environ.update({HERE: str(folder), "UMAI_DATA": str(folder), "UMAI_THROWAWAY": "1"})
    os.environ["DJANGO_SETTINGS_MODULE"] = "umai.config.settings"
    from umai.config import ground, server

    atexit.register(_end, folder)
    server.ensure()
    ground.make_keys()
    ground.prepare()


def _end(folder: Path) -> None:
    from umai.config import server

    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


begin()

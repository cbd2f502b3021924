"""Logs say what broke and where; never what somebody typed, who it was about or from which address.
"""

import json
import logging
import traceback
from typing import Any


class Impersonal(logging.Filter):
    """Strip a record of everything that could carry words of people: arguments, request, addresses.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the record, without the values that were put into its sentence."""
        if record.name.startswith("django"):
            status = getattr(record, "status_code", "")
            record.msg, record.args = f"{record.name} {status}".strip(), ()
        return True


class Line(logging.Formatter):
    """One JSON object a line; of an exception its type and places, not its message."""

    def format(self, record: logging.LogRecord) -> str:
        """The line for one record."""
        words: dict[str, Any] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S"),
            "level": record.levelname.lower(),
            "what": record.getMessage(),
            "from": record.name,
        }
        if record.exc_info and record.exc_info[0]:
            kind, _, trace = record.exc_info
            words["error"] = kind.__name__
            frames = traceback.extract_tb(trace)[-6:]
            words["places"] = [
                f"{frame.filename.rpartition('/umai/')[2]}:{frame.lineno}" for frame in frames
            ]
        return json.dumps(words, ensure_ascii=False)

"""Give a file to a browser so that it is saved and never run: called after the view's gate."""

from urllib.parse import quote

from django.http import HttpResponse

from umai.foundation.files import rules

ALONE = "sandbox; default-src 'none'"
# What the house writes itself, beside the kinds that it takes in.
MIME = rules.MIME | {
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ics": "text/calendar; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
ENDINGS = {type_: f".{type_}" for type_ in MIME} | rules.ENDINGS


def attachment(content: bytes | str, type_: str, name: str) -> HttpResponse:
    """The answer that saves a file under this name with the ending of what it is."""
    stem = rules.safe_name(name).removesuffix(ENDINGS[type_]) or "file"
    called = f"{stem}{ENDINGS[type_]}"
    answer = HttpResponse(content, content_type=MIME[type_])
    plain = f"{rules.ascii_name(stem)}{ENDINGS[type_]}"
    answer["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(called, safe='')}"
    )
    answer["Content-Security-Policy"] = ALONE
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "no-store"
    return answer

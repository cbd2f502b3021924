"""What a template may not hold under a strict content policy, and in our own order."""

import re
from pathlib import Path

from tools.fences import files

INLINE = {
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)[^>]*>", re.I),
    "the body of a script": re.compile(r"<script[^>]*>\s*[^<\s]", re.I),
    "an inline style": re.compile(r"<style[\s>]|\sstyle\s*=", re.I),
    "an inline handler": re.compile(r"<[^>{]*\son[a-z]+\s*=|\shx-on|javascript:|[\"']js:", re.I),
    "an asset of somebody else": re.compile(
        r"<(?:script|link|img|iframe|source)[^>]*\s(?:src|href)\s*=\s*[\"']?(?:https?:)?//", re.I
    ),
    "an unescaped value": re.compile(r"\|\s*safe\b|{%\s*autoescape\s+off"),
}
COMMENT = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", re.S)
LIBRARIES = {"account", "mfa", "allauth", "django", "socialaccount"}
REFUSAL = re.compile(r"[45]\d\d\w*\.html")
# Exceptions, each with its reason.
EXCUSED: dict[str, str] = {}


def inline(root: Path) -> list[str]:
    """A template with a script, style or handler in it, a foreign asset or an unescaped value."""
    wrong = []
    for path in files.templates(root):
        name = files.short(root, path)
        text = COMMENT.sub("", path.read_text())
        if name not in EXCUSED:
            wrong += [f"{name}: {what}" for what, sign in INLINE.items() if sign.search(text)]
    return wrong


def named_like_the_room(root: Path) -> list[str]:
    """A template outside `templates/<room>/`: two rooms could take each other's page."""
    wrong = []
    for path in files.templates(root):
        parts = path.relative_to(root).parts
        at = parts.index("templates")
        # Pages of libraries that we redraw keep the library's folder.
        allowed = {parts[at - 1], *LIBRARIES}
        if parts[at + 1] not in allowed and not REFUSAL.fullmatch(parts[at + 1]):
            wrong.append(f"{files.short(root, path)}: belongs into templates/{parts[at - 1]}/")
    return wrong

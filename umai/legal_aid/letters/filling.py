"""A template filled with values: a DOCX to keep, and its paragraphs to look at.

Works in the small process only. What was not checked is never filled.
"""

import io
from typing import Any

from umai.foundation.files.apart import Told
from umai.foundation.files.rules import Limits, No, Unfit
from umai.legal_aid.letters import catalogue, checking, reading

KEPT_CONTROLS = "\n\t"


def load() -> None:
    """Load what the work needs, while files can still be opened."""
    from umai.legal_aid.letters import building

    checking.load()
    sample = building.docx([("", "{{ today }}")], "ru")
    reading.blocks(filled(sample, {**catalogue.samples()}, ""))


def work(content: bytes, limits: Limits, values: dict[str, Any], title: str) -> tuple[Told, bytes]:
    """What the small process answers: the paragraphs, and the DOCX."""
    wrongs, _used = checking.checked(content)
    if wrongs:
        raise Unfit(No.SCRIPT)
    made = filled(content, values, title)
    return {"blocks": reading.blocks(made)}, made


def filled(content: bytes, values: dict[str, Any], title: str) -> bytes:
    """The DOCX with its values as plain text. It tells of nobody who wrote the template."""
    from docxtpl import DocxTemplate

    template = DocxTemplate(io.BytesIO(content))
    template.render(plain(values), checking.environment(), autoescape=True)
    said = template.docx.core_properties
    said.author = said.last_modified_by = said.comments = said.subject = said.keywords = ""
    said.title = title
    out = io.BytesIO()
    template.docx.save(out)
    return out.getvalue()


def plain(value: Any) -> Any:
    """Values without the controls that a document may not hold."""
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return "".join(one for one in str(value) if one.isprintable() or one in KEPT_CONTROLS)

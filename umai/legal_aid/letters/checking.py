"""The check of a template: its package, its words, and once more what jinja will make of them.

Works in the small process only; `work` answers with what is wrong and which fields are used.
"""

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from umai.foundation.files.apart import Told
from umai.foundation.files.rules import Limits, No, Unfit
from umai.legal_aid.letters import catalogue, grammar, package
from umai.legal_aid.letters.grammar import Wrong

MOST_TOLD = 20
FOOTNOTES = "footnotes+xml"
PARAGRAPH = re.compile(r"<w:p([ >])")
MARKS = re.compile(r"<[^>]+>")


def load() -> None:
    """Load what the work needs, while files can still be opened: a whole trial of a letter."""
    from umai.legal_aid.letters import building

    codecs.lookup("cp437")
    checked(building.docx([("", "{{ today }}"), ("#", "a")], "ru"))


def work(content: bytes, limits: Limits) -> tuple[Told, bytes]:
    """What the small process answers."""
    wrongs, used = checked(content)
    return {"wrongs": [asdict(one) for one in wrongs[:MOST_TOLD]], "used": sorted(used)}, b""


def checked(content: bytes) -> tuple[list[Wrong], set[str]]:
    """What is wrong with a template, and the fields that it uses. Raises Unfit."""
    parts, wrongs = package.opened(content)
    used: set[str] = set()
    for name, root in package.trees(parts):
        wrongs += package.wrongs(name, root)
        if package.SPOKEN.fullmatch(name):
            reader = grammar.Reader(name)
            reader.read(paragraphs(root))
            wrongs += reader.wrongs
            used |= reader.used
    if not wrongs:
        wrongs = list(_compiled(content)) or tried(content)
    return wrongs, used


def paragraphs(root: Any) -> Iterator[str]:
    """The text of each paragraph as it is read, those within a box after the one that holds it."""
    for one in root.iter(f"{package.W}p"):
        yield "".join(_own(one))


def _own(element: Any) -> Iterator[str]:
    for one in element:
        if one.tag == f"{package.W}t":
            yield one.text or ""
        elif one.tag in {f"{package.W}tab", f"{package.W}br"}:
            yield " "
        elif one.tag != f"{package.W}p":
            yield from _own(one)


def environment() -> Any:
    """A sandbox in which nothing has a name but what the letter is given."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    made = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    for names in (made.globals, made.filters, made.tests):
        names.clear()
    return made


def sources(content: bytes) -> Iterator[tuple[str, str]]:
    """Each text that jinja will be given, exactly as it will be given it."""
    from docxtpl import DocxTemplate

    template = DocxTemplate(io.BytesIO(content))
    try:
        template.render_init()
    except (ValueError, KeyError, AttributeError):
        raise Unfit(No.BROKEN) from None
    yield package.BODY, template.patch_xml(template.get_xml())
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _key, part in template.get_headers_footers(uri):
            yield part.partname.lstrip("/"), template.patch_xml(template.get_part_xml(part))
    for part in template.docx.part.package.parts:
        if part.content_type.endswith(FOOTNOTES):
            yield part.partname.lstrip("/"), template.patch_xml(part.blob.decode())
    said = template.docx.core_properties
    names = ("author", "comments", "identifier", "language", "subject", "title")
    yield "docProps/core.xml", "\n".join(str(getattr(said, name)) for name in names)


def _compiled(content: bytes) -> Iterator[Wrong]:
    """What jinja reads in a template that is neither text, nor a known field, nor a known loop."""
    from jinja2 import TemplateError

    for part, source in sources(content):
        text = PARAGRAPH.sub(r"\n<w:p\1", source)
        try:
            tree = environment().parse(text)
        except TemplateError as no:
            yield _at(part, text, getattr(no, "lineno", 1) or 1)
            continue
        if part.startswith("docProps") and not _only_text(tree.body):
            yield Wrong("hidden", part)
            continue
        for line in _strangers(tree.body, None):
            yield _at(part, text, line)


def _only_text(body: list[Any]) -> bool:
    from jinja2 import nodes

    return all(
        isinstance(one, nodes.Output) and all(isinstance(i, nodes.TemplateData) for i in one.nodes)
        for one in body
    )


def _strangers(body: list[Any], loop: tuple[str, str] | None) -> Iterator[int]:
    """The lines on which something stands that is not on the list of what may."""
    from jinja2 import nodes

    for one in body:
        if isinstance(one, nodes.For) and loop is None:
            known = (
                isinstance(one.iter, nodes.Name)
                and one.iter.name in catalogue.LISTS
                and isinstance(one.target, nodes.Name)
                and not (one.else_ or one.test or one.recursive)
            )
            if known:
                yield from _strangers(one.body, (one.target.name, one.iter.name))  # type: ignore[attr-defined]
            else:
                yield one.lineno
        elif isinstance(one, nodes.Output):
            yield from (two.lineno for two in one.nodes if not _known(two, loop))
        else:
            yield one.lineno


def _known(node: Any, loop: tuple[str, str] | None) -> bool:
    from jinja2 import nodes

    if isinstance(node, nodes.TemplateData):
        return True
    if isinstance(node, nodes.Name):
        return node.name in catalogue.FIELDS
    if loop is None or not isinstance(node, nodes.Getattr) or not isinstance(node.node, nodes.Name):
        return False
    return node.node.name == loop[0] and node.attr in catalogue.LISTS[loop[1]]


def _at(part: str, text: str, line: int) -> Wrong:
    lines = text.split("\n")
    words = MARKS.sub("", lines[min(line, len(lines)) - 1])
    return Wrong("expression", part, grammar.near(words, 0))


def tried(content: bytes) -> list[Wrong]:
    """Whether the template, filled with the worst of values, is still a whole document."""
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError
    from lxml import etree

    template = DocxTemplate(io.BytesIO(content))
    try:
        template.render_init()
        body = template.build_xml(catalogue.samples(), environment())
        etree.fromstring(body, etree.XMLParser(resolve_entities=False))
        for uri in (template.HEADER_URI, template.FOOTER_URI):
            for _key, told in template.build_headers_footers_xml(
                catalogue.samples(), uri, environment()
            ):
                etree.fromstring(told, etree.XMLParser(resolve_entities=False))
    except (TemplateError, etree.XMLSyntaxError, ValueError, KeyError, AttributeError):
        return [Wrong("torn", package.BODY)]
    return []

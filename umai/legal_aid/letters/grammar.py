"""The few words of the language of templates: a field, a loop over a list, its end.

Read from the text of each paragraph as a person sees it, however Word has cut it into pieces.
Whatever else stands in braces is refused, with the words around it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from umai.legal_aid.letters.catalogue import FIELDS, LISTS

NAME = r"[a-z][a-z0-9_]*"
VALUE = re.compile(rf"\{{\{{ *({NAME})(?:\.({NAME}))? *\}}\}}")
LOOP = re.compile(rf"(?:\{{%(p|tr) +|\{{% *)for +({NAME}) +in +({NAME}) *%\}}")
CLOSED = re.compile(r"(?:\{%(p|tr) +|\{% *)endfor *%\}")
BRACED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|[{}]", re.DOTALL)
OPENED = re.compile(r"\{[{%#]")
LIKE_BRACES = re.compile("[\N{FULLWIDTH LEFT CURLY BRACKET}\N{FULLWIDTH RIGHT CURLY BRACKET}"
                         "\N{SMALL LEFT CURLY BRACKET}\N{SMALL RIGHT CURLY BRACKET}]")  # fmt: skip
# Words of jinja's that no line of a list may be called.
TAKEN = frozenset(
    {"loop", "self", "super", "in", "not", "and", "or", "is", "if", "else", "for", "true", "false",
     "none", "caller", "varargs", "kwargs"}
)  # fmt: skip
MOST_TAGS = 300
AROUND = 40


@dataclass(frozen=True)
class Wrong:
    """One thing that a template may not hold: why, in which part, the words around, the tag."""

    why: str
    part: str = ""
    near: str = ""
    tag: str = ""


@dataclass
class Reader:
    """Reads the paragraphs of one part in their order; `used` is what they ask for."""

    part: str
    wrongs: list[Wrong] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    tags: int = 0
    # The loop that is open: the name of its line, its list, its form, its paragraph.
    loop: tuple[str, str, str, int] | None = None

    def read(self, paragraphs: Iterable[str]) -> None:
        """Read all of them; a loop that is not closed is refused at its end."""
        text = ""
        for number, text in enumerate(paragraphs):
            for start, tag in _braced(text):
                self.tags += 1
                if why := self._tag(tag, text, number):
                    self.wrongs.append(Wrong(why, self.part, near(text, start), tag[:120]))
            if found := LIKE_BRACES.search(text):
                self.wrongs.append(Wrong("brace", self.part, near(text, found.start()), found[0]))
        if self.loop:
            self.wrongs.append(Wrong("unclosed", self.part, near(text, 0), self.loop[1]))
        if self.tags > MOST_TAGS:
            self.wrongs.append(Wrong("many", self.part))

    def _tag(self, tag: str, text: str, number: int) -> str:
        if found := VALUE.fullmatch(tag):
            return self._value(*found.groups())
        if found := LOOP.fullmatch(tag):
            return self._begin(found[1] or "", found[2], found[3], tag, text, number)
        if found := CLOSED.fullmatch(tag):
            return self._end(found[1] or "", tag, text, number)
        return _why(tag)

    def _value(self, name: str, item: str | None) -> str:
        if item is None:
            self.used.add(name)
            return "" if name in FIELDS else "unknown_field"
        if self.loop is None or name != self.loop[0]:
            return "attribute"
        self.used.add(f"{self.loop[1]}.{item}")
        return "" if item in LISTS[self.loop[1]] else "unknown_item"

    def _begin(self, form: str, line: str, over: str, tag: str, text: str, number: int) -> str:
        if self.loop is not None:
            return "nested"
        if over not in LISTS:
            return "unknown_list"
        self.loop = (line, over, form, number)
        if line in TAKEN or line in FIELDS or line in LISTS:
            return "line_name"
        return "alone" if form == "p" and text.strip() != tag else ""

    def _end(self, form: str, tag: str, text: str, number: int) -> str:
        if self.loop is None:
            return "unopened"
        (_line, _over, opened, where), self.loop = self.loop, None
        if form != opened or (not form and where != number):
            return "form"
        return "alone" if form == "p" and text.strip() != tag else ""


def near(text: str, at: int) -> str:
    """The words around a place of a paragraph."""
    begin, end = max(at - AROUND, 0), at + 2 * AROUND
    dots = "…"
    return f"{dots * (begin > 0)}{text[begin:end].strip()}{dots * (end < len(text))}"


def _braced(text: str) -> Iterator[tuple[int, str]]:
    for found in BRACED.finditer(text):
        yield found.start(), found[0]


def _why(tag: str) -> str:
    """Why something in braces is none of ours, as exactly as can be told."""
    inner = tag[2:-2]
    if len(tag) < 4:
        return "brace"
    if tag.startswith("{#"):
        return "comment"
    if tag.startswith("{%"):
        return "statement"
    if "|" in inner:
        return "filter"
    if "(" in inner:
        return "call"
    return "attribute" if re.search(r"[.\[]", inner) else "expression"

"""Interview guides: plain questions that lead to the likely procedure. Pure: no clock, no table."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

# What the families speak, and what the staff's pages speak.
SPOKEN = ("kk", "ru", "uz", "tg", "en")
STAFF = ("en", "ru", "kk")
EXIT = "exit"  # the answer that leaves for the emergency, whatever was asked
FARTHEST = 2  # steps to an emergency, from wherever one stands
Words = Mapping[str, str]


@dataclass(frozen=True)
class Way:
    """One answer and the question or end that it leads to."""

    code: str
    title: Words
    next: str


@dataclass(frozen=True)
class Question:
    """One question, read aloud. `exit`: the emergency that it can be left for at any time."""

    code: str
    title: Words
    exit: str
    answers: tuple[Way, ...]

    def leads(self, answer: str) -> str | None:
        """What stands behind an answer; None for one that is not offered."""
        known = {EXIT: self.exit, **{one.code: one.next for one in self.answers}}
        return known.get(answer)


@dataclass(frozen=True)
class End:
    """Where a way ends: what to do first, what is said, and the likely procedures (none: advice).

    Of each group in `papers` one is enough.
    """

    code: str
    title: Words
    first: Words
    say: Words
    procedures: tuple[str, ...]
    papers: tuple[tuple[str, ...], ...]
    confidence: str
    source: str
    exit: str
    emergency: bool


@dataclass(frozen=True)
class Guide:
    """A graph of questions in one version. A run keeps the version that it was asked with."""

    code: str
    version: int
    title: Words
    exit: Words
    review: Mapping[str, str | None]
    begin: str
    questions: Mapping[str, Question]
    ends: Mapping[str, End]

    @property
    def emergency(self) -> End | None:
        """The end for danger now."""
        return next((one for one in self.ends.values() if one.emergency), None)

    def links(self) -> dict[str, set[str]]:
        """Each node with what it leads to, the exits among them."""
        found = {
            one.code: {one.exit, *(way.next for way in one.answers)}
            for one in self.questions.values()
        }
        return found | {one.code: {one.exit} - {""} for one in self.ends.values()}


@dataclass(frozen=True)
class Walk:
    """How far somebody has come: questions with their answers, and where that leads."""

    path: tuple[tuple[str, str], ...] = ()
    at: str = ""


@dataclass(frozen=True)
class Named:
    """What ends may name."""

    procedures: Collection[str]
    documents: Collection[str] = field(default_factory=frozenset)


def guide(told: Mapping[str, Any]) -> Guide:
    """A guide from its file. Raises KeyError for a field that is not there."""
    questions = [
        Question(**{**one, "answers": tuple(Way(**way) for way in one["answers"])})
        for one in told["questions"]
    ]
    ends = [
        End(
            **{
                **one,
                "procedures": tuple(one["procedures"]),
                "papers": tuple(map(tuple, one["papers"])),
            }
        )
        for one in told["ends"]
    ]
    return Guide(
        **{name: told[name] for name in ("code", "version", "title", "exit", "review", "begin")},
        questions={one.code: one for one in questions},
        ends={one.code: one for one in ends},
    )


def walk(one: Guide, answers: Iterable[str]) -> Walk:
    """Where these answers lead. Raises KeyError for one that was not offered, or after an end."""
    path: list[tuple[str, str]] = []
    at = one.begin
    for answer in answers:
        after = one.questions[at].leads(answer)
        if after is None:
            raise KeyError(answer)
        path.append((at, answer))
        at = after
    return Walk(tuple(path), at)


def wrongs(one: Guide, named: Named) -> list[str]:
    """What is wrong with a graph and with what it names; nothing if it is right."""
    nodes = {*one.questions, *one.ends}
    found = [f"{code}: question and end" for code in one.questions if code in one.ends]
    found += [
        f"{code}: leads to {after or 'nothing'}, which is not there"
        for code, ways in one.links().items()
        for after in sorted(ways - nodes)
    ]
    if one.begin not in nodes:
        found.append(f"begins with {one.begin}, which is not there")
    if not found:
        found += _lost(one)
    every: list[Question | End] = [*one.questions.values(), *one.ends.values()]
    for node in every:
        found += [f"{node.code}: {words}" for words in _lacks(node, named)]
    if any(not said.get(one_of) for said in (one.exit, one.title) for one_of in SPOKEN):
        found.append("a language of its title or of its exit is missing")
    return [f"{one.code} v{one.version} {words}" for words in found]


def _lost(one: Guide) -> list[str]:
    """Circles, dead ends, nodes that no answer leads to, and those too far from an emergency."""
    asked = {code: {way.next for way in it.answers} for code, it in one.questions.items()}
    reached = _reached(asked, one.begin)
    emergencies = {code for code, end in one.ends.items() if end.emergency}
    found = [f"{code}: nothing leads to it" for code in one.questions if code not in reached]
    found += [f"{code}: nothing leads to it" for code in one.ends if code not in reached]
    for code, ways in asked.items():
        if any(code in _reached(asked, after) for after in ways):
            found.append(f"{code}: leads back to itself")
        if not ways or not _reached(asked, code) & set(one.ends):
            found.append(f"{code}: no way ends")
    near = emergencies
    for _step in range(FARTHEST):
        near = near | {code for code, ways in one.links().items() if ways & near}
    far = [code for code in one.links() if code not in near]
    return found + [f"{code}: no emergency within {FARTHEST} steps" for code in far]


def _reached(ways: Mapping[str, set[str]], begin: str) -> set[str]:
    found: set[str] = set()
    ahead = [begin]
    while ahead:
        code = ahead.pop()
        if code not in found:
            found.add(code)
            ahead += ways.get(code, ())
    return found


def _lacks(node: Question | End, named: Named) -> list[str]:
    if isinstance(node, Question):
        codes = [way.code for way in node.answers]
        found = ["an answer stands twice, or is that of the exit"] * (
            len({*codes, EXIT}) <= len(codes)
        )
        said = [node.title, *(way.title for way in node.answers)]
        return found + _silent(said, SPOKEN)
    unknown = [code for code in node.procedures if code not in named.procedures]
    found = [f"procedure {code} is not known" for code in unknown]
    found += [
        f"paper {code} is not known"
        for group in node.papers
        for code in group
        if code not in named.documents
    ]
    if node.confidence not in {"H", "M", "L"} or not node.source:
        found.append("its confidence or its source is wrong")
    return found + _silent([node.say], SPOKEN) + _silent([node.title, node.first], STAFF)


def _silent(said: Iterable[Words], languages: Iterable[str]) -> list[str]:
    lacking = {one for one in languages for words in said if not words.get(one, "").strip()}
    return [f"language {one} is missing" for one in sorted(lacking)]

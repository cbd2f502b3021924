"""What was sent along though no form asked for it: it is never read, and that it came is noted."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponseBase, QueryDict

from umai.foundation.access import events

# What our pages send beside the answers of a form: the way back, the page of a paper that is shown.
ALWAYS = frozenset({"csrfmiddlewaretoken", "next", "shown"})
DONE = (204, 302, 303)


class Watched(QueryDict):
    """What was sent, and which names of it somebody asked for."""

    def __init__(self, sent: QueryDict) -> None:
        self.asked: set[str] = set(ALWAYS)
        super().__init__("", mutable=True, encoding=sent.encoding)
        for name, values in sent.lists():
            self.setlist(name, values)
        self._mutable = False

    def __getitem__(self, key: str) -> Any:
        self.asked.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.asked.add(str(key))
        return super().__contains__(key)

    def getlist(self, key: str, default: Any = None) -> list[Any]:
        """The values of a name, which is now asked for."""
        self.asked.add(key)
        return super().getlist(key, default)

    def lists(self) -> Any:
        """Everything: then nothing was left unasked."""
        self.asked.update(self.keys())
        return super().lists()

    def __iter__(self) -> Iterator[str]:
        self.asked.update(super().keys())
        return super().__iter__()

    def copy(self) -> Any:
        """Everything, to be changed by a form: then nothing was left unasked."""
        whole = QueryDict(mutable=True, encoding=self.encoding)
        for name, values in self.lists():
            whole.setlist(name, list(values))
        return whole

    @property
    def unasked(self) -> int:
        """How many names nobody asked for."""
        return len(set(super().keys()) - self.asked)


def watch(request: HttpRequest) -> None:
    """Watch which of the fields that were sent the page asks for."""
    if request.method == "POST" and not isinstance(request.POST, Watched):
        request.POST = Watched(request.POST)  # type: ignore[assignment]


def leave(request: HttpRequest) -> None:
    """Say that the rest is known to come along and is left: a button may send another form too."""
    if isinstance(request.POST, Watched):
        request.POST.asked.update(request.POST.keys())


def note(request: Any, answer: HttpResponseBase, place: str) -> None:
    """Write into the journal that fields came which the form of this person does not have (S3).

    Only after something was done: a form that is shown again was read in part. Names and values are
    not kept, they are whatever a stranger likes.
    """
    sent = request.POST if request.method == "POST" else None
    done = answer.status_code in DONE
    if isinstance(sent, Watched) and done and sent.unasked:
        facts = {"place": place, "fields": sent.unasked}
        request.to_journal.append((request.actor, events.FIELDS_UNASKED, facts))

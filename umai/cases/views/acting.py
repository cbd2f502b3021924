"""What every page of an act on a case does: ask, do, meet what somebody else did meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from umai.cases import commands, queries
from umai.cases.forms.acts import ActForm
from umai.cases.models import Case
from umai.cases.views.way import crumbs
from umai.foundation.access import queries as access
from umai.foundation.kernel.gate import ActorRequest
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.pages import page
from umai.foundation.ui.versions import Difference, against

Said = dict[str, Any]


@dataclass(frozen=True)
class Act:
    """One act: its page and form, the command as `do(said)`, what is said afterwards.

    `saved` tells what stands in the fields now, when somebody was quicker.
    """

    case: Case
    form: ActForm
    here: str
    template: str
    do: Callable[[Said], Any]
    done: str
    saved: Callable[[Any], Said] = lambda _current: {}
    more: Said = field(default_factory=dict)
    # The address to go to afterwards, told what was made; the case itself if there is none.
    to: Callable[[Any], str] | None = None


@dataclass(frozen=True)
class Tried:
    """What came of an act: what it made, or both versions of what somebody else changed."""

    done: bool = False
    made: Any = None
    lines: list[Difference] | None = None


def tried(
    asked: ActorRequest, form: ActForm, do: Callable[[Said], Any], saved: Callable[[Any], Said]
) -> Tried:
    """Do it, if the form was filled in rightly; a refusal stands at its field."""
    if asked.method != "POST" or not form.is_valid():
        return Tried()
    try:
        return Tried(done=True, made=do(form.cleaned_data))
    except commands.Newer as no:
        lines = against(form, saved(no.current))
        form.meet(no.current)
        return Tried(lines=lines)
    except Refused as no:
        form.refuse(no)
        return Tried()


def ask(asked: ActorRequest, act: Act) -> HttpResponse:
    """The form; the act, if it was filled in rightly; both versions, if somebody was quicker."""
    form, came = act.form, tried(asked, act.form, act.do, act.saved)
    if came.done:
        messages.success(asked, act.done % {"code": act.case.code})
        return redirect(act.to(came.made)) if act.to else _back(asked, act.case)
    now = queries.case(asked.actor, act.case.pk)
    words = {
        "case": now,
        "owner": access.names(asked.actor, [now.owner_id]).get(now.owner_id, ""),
        "form": form,
        "here": act.here,
        "lines": came.lines,
        "crumbs": crumbs(now, act.here),
        **act.more,
    }
    return page(asked, act.template, words, status=422 if asked.method == "POST" else 200)


def _back(request: ActorRequest, case: Case) -> HttpResponse:
    if queries.cases(request.actor).filter(pk=case.pk).exists():
        return redirect("cases:case", case.pk)
    return redirect("cases:cases")

"""Two records that may be one person: the queue, side by side, merging and taking it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.pages import page
from umai.people import commands, permissions, queries
from umai.people.forms.details import LISTS as FORM_LISTS
from umai.people.forms.details import label_of
from umai.people.models import Individual

SHOWN = 50
NAMED = (
    "given_name", "family_name", "patronymic", "latin_names", "other_names", "paper_names", "born",
    "document_number", "iin", "phone",
)  # fmt: skip
COMPARED = (
    "sex", "citizenships", "languages", "ethnicity", "region", "cabm_category",
    "migration_status", "uasc_status", "entered_on", "border_point", "entry_purpose",
    "stay_until", "education", "living_situation", "care_arrangement", "family_status",
    "family_flags",
)  # fmt: skip
LISTS = {**FORM_LISTS, "citizenships": "citizenship", "sex": "sex", "region": "region"}


@needs(permissions.MERGE_PEOPLE)
@require_GET
def duplicates(request: ActorRequest) -> HttpResponse:
    """Pairs that wait, the likeliest first, by codes."""
    waiting = queries.pairs(request.actor)
    number = waiting.count()
    words = {
        "pairs": queries.both(request.actor, waiting[:SHOWN]),
        "number": number,
        "more": max(number - SHOWN, 0),
        "crumbs": [(_("Children"), reverse("people:find_people")), (_("Duplicates"), "")],
    }
    return page(request, "people/duplicates.html", words)


@needs(permissions.MERGE_PEOPLE)
@require_GET
def compare_people(request: ActorRequest, one_id: UUID, other_id: UUID) -> HttpResponse:
    """Both side by side, names covered."""
    one, other = commands.compare_people(request.actor, one_id, other_id)
    return _compared(request, one, other)


@needs(permissions.REVEAL_IDENTITY, fresh="POST")
@require_POST
def reveal_pair(request: ActorRequest, one_id: UUID, other_id: UUID) -> HttpResponse:
    """The names of both, on this answer and never again."""
    one, other = (queries.individual(request.actor, pk) for pk in (one_id, other_id))
    named = _named(*commands.reveal_pair(request.actor, one_id, other_id))
    return _compared(request, one, other, named=named)


@needs(permissions.MERGE_PEOPLE, fresh="POST")
@require_POST
def merge_people(request: ActorRequest, gone_id: UUID, stays_id: UUID) -> HttpResponse:
    """One of them stands for both from now on."""
    gone, stays = (queries.individual(request.actor, pk) for pk in (gone_id, stays_id))
    try:
        commands.merge_people(request.actor, gone_id, stays_id)
    except Refused as no:
        return _compared(request, gone, stays, refused=str(no))
    said = _("%(gone)s now leads to %(stays)s. It can be undone on either record.")
    messages.success(request, said % {"gone": gone.code, "stays": stays.code})
    return redirect("people:individual", stays.pk)


@needs(permissions.MERGE_PEOPLE)
@require_POST
def say_not_same(request: ActorRequest, one_id: UUID, other_id: UUID) -> HttpResponse:
    """They are two people: remembered, and not proposed again."""
    try:
        commands.say_not_same(request.actor, one_id, other_id)
    except Refused as no:
        one, other = (queries.individual(request.actor, pk) for pk in (one_id, other_id))
        return _compared(request, one, other, refused=str(no))
    messages.success(request, _("Remembered: they are two people. They are not proposed again."))
    return redirect("people:duplicates")


@needs(permissions.MERGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def undo_merge(request: ActorRequest, gone_id: UUID) -> HttpResponse:
    """Both stand for themselves again, after asking once more."""
    gone, refused = queries.individual(request.actor, gone_id), ""
    if request.method == "POST":
        try:
            commands.undo_merge(request.actor, gone_id)
        except Refused as no:
            refused = str(no)
        else:
            said = _("%(code)s stands for itself again.") % {"code": gone.code}
            messages.success(request, said)
            return redirect("people:individual", gone.pk)
    words = {
        "gone": gone,
        "stays": queries.joined(request.actor, gone).stays,
        "refused": refused,
        "crumbs": _way(gone.code),
    }
    return page(request, "people/undo_merge.html", words, status=422 if refused else 200)


def _compared(
    request: ActorRequest, one: Individual, other: Individual, **more: Any
) -> HttpResponse:
    words = {
        "one": one,
        "other": other,
        "rows": [
            (label_of(name), getattr(one, name), getattr(other, name), LISTS.get(name, ""))
            for name in COMPARED
        ],
        "merged": bool(one.merged_into_id or other.merged_into_id),
        "may_reveal": request.actor.may(permissions.REVEAL_IDENTITY),
        "crumbs": _way(f"{one.code} · {other.code}"),
        **more,
    }
    status = 422 if more.get("refused") else 200
    return page(request, "people/compare_people.html", words, status=status)


def _named(one: commands.Identity, other: commands.Identity) -> list[tuple[Any, str, str]]:
    """The lines of both names that say something."""
    lines = [(label_of(name), getattr(one, name), getattr(other, name)) for name in NAMED]
    return [line for line in lines if line[1] or line[2]]


def _way(here: str) -> list[tuple[str, str]]:
    return [
        (_("Children"), reverse("people:find_people")),
        (_("Duplicates"), reverse("people:duplicates")),
        (here, ""),
    ]

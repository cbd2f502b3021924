"""What every page of an act does: ask, do, meet what somebody else did meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from umai.foundation.kernel.gate import ActorRequest
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.pages import page
from umai.referrals import commands
from umai.referrals.forms.acts import ActForm

Said = dict[str, Any]
Crumbs = list[tuple[str, str]]


@dataclass(frozen=True)
class Act:
    """One act: its form and page, the command as `do(said)`, where it leads, what is said then."""

    form: ActForm
    template: str
    here: str
    do: Callable[[Said], Any]
    to: Callable[[Any], str]
    done: str
    crumbs: Crumbs
    back: str
    more: Said = field(default_factory=dict)


def ask(asked: ActorRequest, act: Act) -> HttpResponse:
    """The form; the act, if it was filled in rightly; a refusal at its field with nothing lost."""
    form = act.form
    if asked.method == "POST" and form.is_valid():
        try:
            made = act.do(form.cleaned_data)
        except commands.Newer as no:
            form.meet(no.current)
        except Refused as no:
            form.refuse(no)
        else:
            messages.success(asked, act.done)
            return redirect(act.to(made))
    words = {
        "form": form,
        "here": act.here,
        "crumbs": act.crumbs,
        "back": act.back,
        **act.more,
    }
    return page(asked, act.template, words, status=422 if asked.method == "POST" else 200)


def crumbs(*further: tuple[str, str]) -> Crumbs:
    """The way back from a page of this room."""
    return [(_("Referrals"), reverse("referrals:referrals")), *further]


def address_of(row: Any) -> str:
    """The page of a referral, or of one that came in."""
    name = "arrival" if row._meta.model_name == "arrival" else "referral"
    return reverse(f"referrals:{name}", args=[row.pk])


def crumb_of(row: Any) -> tuple[str, str]:
    """One referral on the way back."""
    return row.code, address_of(row)

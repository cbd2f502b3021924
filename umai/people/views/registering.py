"""Register a child after a search: begun from the search, from a brother or sister, and saved."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from umai.foundation.access import queries as access
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.pages import page
from umai.people import commands, events, permissions, queries, rules
from umai.people.forms.details import RegisterForm, team_choices, told
from umai.people.forms.finding import FindForm

# What brothers and sisters usually share; the rest is asked anew.
SHARED = (
    "family_name", "citizenship", "languages", "interpreter_needed", "region", "address", "phone",
    "safe_contact", "cabm_category", "migration_status", "uasc_status", "entered_on",
    "border_point", "border_other", "route", "entry_purpose", "stay_until", "family_status",
    "family_flags", "living_situation",
)  # fmt: skip
NOT_SAME = "not_same"


@needs(permissions.REGISTER_CHILD)
@require_http_methods(["GET", "POST"])
def register_child(request: ActorRequest) -> HttpResponse:
    """The form, begun after a search; people who may be the same are shown before it is saved."""
    if request.method == "GET":
        messages.info(request, _("Search first: the child may be known already."))
        return redirect("people:find_people")
    if "begin" in request.POST:
        return _screen(request, _form(request, known=_searched(request)))
    form = _form(request, typed=request.POST)
    likely: list[queries.Fit] = []
    if form.is_valid():
        try:
            details = form.details(request.POST.get(NOT_SAME, ""))
            made = commands.register_child(request.actor, details)
        except commands.Likely as no:
            likely = no.fits
            # What was shown was searched for, though nothing else of the act remains.
            shown = {"found": len(likely), "codes": [fit.code for fit in likely]}
            request.to_journal.append((request.actor, events.PEOPLE_SEARCHED, shown))
            _remember(form, details)
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            return _done(made.code, made.pk, details.identity.iin, request)
    return _screen(request, form, likely, status=422)


@needs(permissions.REGISTER_CHILD, fresh="POST")
@require_POST
def register_sibling(request: ActorRequest, individual_id: UUID) -> HttpResponse:
    """The form with what brothers and sisters share. The family name is shown, so it is noted."""
    one = queries.individual(request.actor, individual_id)
    whole = told(one, commands.reveal_record(request.actor, individual_id))
    known = {name: whole[name] for name in SHARED if whole.get(name)}
    searched = commands.find_people(
        request.actor, queries.Asked(family=known.get("family_name", ""))
    )
    together = {"sibling": one.pk, "lives_together": True}
    form = _form(request, known={**known, **together, "search_id": searched.search.pk})
    return _screen(request, form, sibling=one.code)


def _searched(request: ActorRequest) -> dict[str, Any]:
    """What was asked in the search, taken over into the form."""
    asked = FindForm(request.POST)
    asked.is_valid()
    said = asked.cleaned_data
    return {
        "search_id": request.POST.get("search_id", ""),
        "given_name": said.get("given", ""),
        "family_name": said.get("family", ""),
        **{name: said.get(name, "") for name in ("patronymic", "sex", "born", "age")},
    }


def _form(request: ActorRequest, *, typed: Any = None, known: Any = None) -> RegisterForm:
    teams = access.teams(request.actor)
    choices = team_choices(request.actor, teams, permissions.REGISTER_CHILD)
    begun = {"id": uuid7(), **known} if known is not None else None
    return RegisterForm(typed, teams=choices, known=begun)


def _remember(form: RegisterForm, details: commands.IndividualDetails) -> None:
    """Codes that were looked at once stay looked at, whatever else is mended."""
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["seen"] = " ".join(details.not_the_same_as)  # type: ignore[index]


def _done(code: str, made: UUID, iin: str, request: ActorRequest) -> HttpResponse:
    messages.success(request, _("%(code)s is registered.") % {"code": code})
    if iin and not rules.iin_checks(iin):
        words = _(
            "The IIN is kept as you wrote it, but its digits do not fit together. Look again."
        )
        messages.warning(request, words)
    return redirect("people:individual", made)


def _screen(
    request: ActorRequest,
    form: RegisterForm,
    likely: list[queries.Fit] | None = None,
    *,
    sibling: str = "",
    status: int = 200,
) -> HttpResponse:
    words = {
        "form": form,
        "likely": likely or [],
        "sibling": sibling,
        "crumbs": [(_("Children"), reverse("people:find_people")), (_("Register"), "")],
    }
    return page(request, "people/register_child.html", words, status=status)

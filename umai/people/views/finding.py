"""Find a child before another is registered; open one by the code."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.ui.pages import page
from umai.people import commands, permissions, queries
from umai.people.forms.finding import CodeForm, FindForm

CODE, WIDER, NAMELESS = "by_code", "wider", "nameless"


@needs(permissions.FIND_PEOPLE)
@require_http_methods(["GET", "POST"])
def find_people(request: ActorRequest) -> HttpResponse:
    """The question, and on the answer to it who fits. Nothing of it stands in an address."""
    if CODE in request.POST:
        return _by_code(request)
    form = FindForm(request.POST or None, nameless=NAMELESS in request.POST)
    if request.method == "GET" or not form.is_valid():
        return _shown(request, form, status=422 if form.errors else 200)
    wider = WIDER in request.POST
    searched = commands.find_people(request.actor, form.question(wider))
    return _shown(request, form, searched=searched, wider=wider)


def _by_code(request: ActorRequest) -> HttpResponse:
    form = CodeForm(request.POST)
    if form.is_valid():
        known = queries.of_code(request.actor, form.cleaned_data["code"])
        if known:
            return redirect("people:individual", known.pk)
        if home := queries.household_of_code(request.actor, form.cleaned_data["code"]):
            return redirect("people:household", home.pk)
        form.add_error("code", _("You know nobody under this code."))
    return _shown(request, FindForm(), code_form=form, status=422)


def _shown(
    request: ActorRequest, form: FindForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    may = request.actor.may
    words = {
        "form": form,
        "code_form": CodeForm(),
        "may_register": may(permissions.REGISTER_CHILD),
        "may_ask": queries.asks_allowed() > 0,
        "may_break": may(permissions.BREAK_GLASS),
        "may_merge": may(permissions.MERGE_PEOPLE),
        "may_load": may(permissions.LOAD_PEOPLE),
        **more,
    }
    return page(request, "people/find_people.html", words, status=status)

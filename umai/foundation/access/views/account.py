"""One's own account: language, second factors, sessions, postings."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from umai.foundation.access import commands, queries, sessions
from umai.foundation.access.forms import people as forms
from umai.foundation.kernel.gate import ActorRequest, signed_in
from umai.foundation.ui.pages import page


@signed_in  # everybody has an account of their own
@require_GET
def account(request: ActorRequest) -> HttpResponse:
    """Who I am here, and how I come in."""
    me = queries.oneself(request.actor)
    form = forms.PreferencesForm(initial={"language": get_language(), "theme": me.theme})
    words = {
        "me": me,
        "form": form,
        "factors": queries.factors([me.pk])[me.pk],
        "must_have": sessions.must_have_second_factor(request.actor.roles),
        "lines": queries.lines_of(request.actor, [me.pk])[me.pk],
    }
    return page(request, "access/account.html", words)


@signed_in  # one's own choice
@require_POST
def choose_preferences(request: ActorRequest) -> HttpResponse:
    """Choose one's language and colours, for every browser one signs in with."""
    form = forms.PreferencesForm(request.POST)
    answer = redirect("access:account")
    if form.is_valid():
        commands.choose_preferences(request.actor, **form.cleaned_data)
        sessions.greet(request, answer, queries.oneself(request.actor), anew=True)
    return answer


@signed_in  # one's own sessions
@require_POST
def sign_out_everywhere(request: ActorRequest) -> HttpResponse:
    """End every session of one's own but this one."""
    me = queries.oneself(request.actor)
    commands.sign_out_everywhere(request.actor, me.pk)
    sessions.keep(request, queries.oneself(request.actor))
    messages.success(request, _("Every other session has ended."))
    return redirect("access:account")

"""Looking back at a case: who had opened it, and its file on paper."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from umai.cases import commands, exports, permissions, queries
from umai.cases.forms.printing import PrintForm
from umai.cases.views.story import SOURCES
from umai.cases.views.way import crumbs
from umai.foundation.access import queries as access
from umai.foundation.files import answers
from umai.foundation.journal import queries as journal
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.ui import paging
from umai.foundation.ui.pages import page
from umai.people import permissions as people


@needs(permissions.KEEP_CASE_TEAM)
@require_GET
def who_looked(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Who opened this case and who changed it. That one looked is written down too."""
    one = commands.watch_case_readers(request.actor, case_id)
    names = dict(access.people(request.actor).values_list("pk", "name"))
    found = journal.entries_about(request.actor, one.pk)
    cut = paging.cut(request, found, by="at")
    words = {
        "one": one,
        "cut": cut,
        "lines": journal.lines(cut.rows, names),
        "readers": journal.readers(found, names),
        "crumbs": crumbs(one, _("Who looked")),
    }
    return page(request, "cases/who_looked.html", words)


@needs(permissions.PRINT_CASE, fresh="POST")
@require_http_methods(["GET", "POST"])
def print_case(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """The file as PDF, within the rights of who asks for it."""
    actor = request.actor
    one = queries.case(actor, case_id)
    language = (get_language() or "ru")[:2]
    may_name = actor.may(people.REVEAL_IDENTITY)
    form = PrintForm(request.POST or None, may_name=may_name, initial={"language": language})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        content = commands.print_case(
            actor,
            one.pk,
            said["language"],
            lambda asked, mark: exports.case_file(actor, asked, SOURCES, mark),
            named=said.get("named", False),
        )
        return answers.attachment(content, "pdf", f"{one.code}-{said['language']}")
    words = {"case": one, "form": form, "crumbs": crumbs(one, _("Print the file"))}
    return page(request, "cases/print_case.html", words, status=422 if form.errors else 200)

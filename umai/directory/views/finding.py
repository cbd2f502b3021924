"""Who helps with this: the first page of the directory."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from umai.directory import permissions, queries
from umai.directory.forms.finding import AFTER, FindForm
from umai.foundation.kernel import clock
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.ui.pages import page


@needs(permissions.READ_DIRECTORY)
@require_GET
def find_help(request: ActorRequest) -> HttpResponse:
    """Services that fit, nearest first. Without a question, those of one's own region."""
    form = FindForm(request.GET, region=queries.own_region(request.actor))
    may = request.actor.may
    words = {
        "form": form,
        "may_keep": may(permissions.KEEP_DIRECTORY),
        "may_import": may(permissions.IMPORT_DIRECTORY),
        "may_export": may(permissions.EXPORT_DIRECTORY),
    }
    if not form.is_valid():
        return page(request, "directory/find_help.html", words, status=422)
    after = request.GET.get(AFTER, "")
    found = queries.find(request.actor, form.question(), now=clock.now(), after=after)
    words |= {
        "found": found.found,
        "wider": form.wider(),
        "next_page": form.further(found.after) if found.after else "",
        "first_page": form.further("") if after else "",
    }
    return page(request, "directory/find_help.html", words)

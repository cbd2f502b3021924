"""The whole directory goes out as a file, or comes in from one."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from umai.directory import commands, exports, permissions
from umai.directory.forms.moving import ExportForm, ImportForm
from umai.directory.views.keeping import home
from umai.foundation.files import answers
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.pages import page

MOST_SHOWN = 200
Write = Callable[[Actor, str], bytes]
FILES: dict[str, tuple[str, str, Write]] = {
    "hsds": ("directory-hsds", "zip", lambda actor, _l: exports.hsds_zip(actor)),
    "5w": ("directory-5w", "xlsx", exports.five_xlsx),
}


@needs(permissions.EXPORT_DIRECTORY)
@require_http_methods(["GET", "POST"])
def export_directory(request: ActorRequest) -> HttpResponse:
    """Take the directory out as a file. Nothing confidential is in it; the act is journaled."""
    form = ExportForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        words = {"form": form, "crumbs": _way(_("Export the directory"))}
        return page(
            request, "directory/export_directory.html", words, status=422 if form.is_bound else 200
        )
    name, kind, write = FILES[form.cleaned_data["shape"]]
    language = (get_language() or "en")[:2]
    return answers.attachment(write(request.actor, language), kind, name)


@needs(permissions.IMPORT_DIRECTORY)
@require_http_methods(["GET", "POST"])
def import_directory(request: ActorRequest) -> HttpResponse:
    """Look at what a file would change, or take it in. The file is kept nowhere."""
    if request.method == "GET":
        return _import_page(request, ImportForm())
    form = ImportForm(request.POST, request.FILES)
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
        form.refuse_size()
        return _import_page(request, form, status=413)
    if form.is_valid():
        try:
            done = commands.import_directory(request.actor, form.read, dry_run=form.only_looks())
        except Refused as no:
            form.add_error("file", str(no))
        else:
            return _import_page(request, form, done)
    return _import_page(request, form, status=422)


def _import_page(
    request: ActorRequest,
    form: ImportForm,
    done: commands.Imported | None = None,
    status: int = 200,
) -> HttpResponse:
    words: dict[str, Any] = {
        "form": form,
        "done": done,
        "only_looked": done is not None and form.only_looks(),
        "largest": settings.FILE_UPLOAD_MAX_MEMORY_SIZE >> 20,
        "rejected": done.rejected[:MOST_SHOWN] if done else [],
        "more_rejected": max(0, len(done.rejected) - MOST_SHOWN) if done else 0,
        "crumbs": _way(_("Import a directory")),
    }
    return page(request, "directory/import_directory.html", words, status=status)


def _way(here: str) -> list[tuple[str, str]]:
    return [home(), (here, "")]

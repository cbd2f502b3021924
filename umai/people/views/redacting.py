"""Look at the pages of a file, and make a copy without what must not be seen."""

from base64 import b64encode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from umai.foundation.files.rules import Box
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.pages import page
from umai.people import commands, permissions, queries
from umai.people.forms.redacting import Sheet
from umai.people.views.way import way

PART = 10  # per mille of a percent
RULER = range(10, 100, 10)


@needs(permissions.REVEAL_IDENTITY, fresh="POST")
@require_POST
def look_at_file(request: ActorRequest, individual_id: UUID, file_id: UUID) -> HttpResponse:
    """Show one page, on an answer of its own that no address leads back to. It is written down."""
    wanted = request.POST.get("page", "")
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 5 else 1
    try:
        seen = commands.look_at_file(request.actor, individual_id, file_id, number)
    except Refused as no:
        messages.error(request, str(no))
        return redirect("people:individual", individual_id)
    words = {**_words(seen.found), **_picture(seen), "whom": seen.whom}
    return page(request, "people/look_at_file.html", words)


@needs(permissions.REDACT_FILE, fresh="POST")
@require_http_methods(["GET", "POST"])
def redact_file(request: ActorRequest, individual_id: UUID, file_id: UUID) -> HttpResponse:
    """Draw boxes over what must not be seen, page by page, then make the copy."""
    found = queries.attached_file(request.actor, individual_id, file_id)
    sheet = Sheet(request.POST if request.method == "POST" else None)
    if sheet.makes and not sheet.wrong:
        try:
            commands.redact_file(request.actor, individual_id, file_id, sheet.wish())
        except Refused as no:
            sheet.form.add_error(None, str(no))
        else:
            messages.success(
                request, _("The copy is kept. Look at every page before you give it away.")
            )
            return redirect("people:individual", individual_id)
    return _sheet(request, found, sheet)


def _sheet(request: ActorRequest, found: queries.Attached, sheet: Sheet) -> HttpResponse:
    words = {**_words(found), "form": sheet.form, "rows": sheet.afresh(), "ruler": RULER}
    if sheet.typed is not None:
        try:
            seen = commands.look_at_file(request.actor, found.of.pk, found.file.pk, sheet.page)
        except Refused as no:
            messages.error(request, str(no))
        else:
            words |= _picture(seen)
            words["boxes"] = [_sides(one) for one in sheet.boxes if one.page == seen.seen.number]
            words["boxed"] = {one.page for one in sheet.boxes}
    return page(request, "people/redact_file.html", words, status=422 if sheet.wrong else 200)


def _sides(box: Box) -> tuple[str, ...]:
    """A box as the drawing writes it in every language: left, top, width, height in percent."""
    sides = box.left, box.top, box.right - box.left, box.bottom - box.top
    return tuple(f"{side / PART}" for side in sides)


def _words(found: queries.Attached) -> dict[str, object]:
    return {"one": found.of, "found": found, "crumbs": way(found.of, _("Files"))}


def _picture(looked: commands.LookedAt) -> dict[str, object]:
    """The page inside the answer itself: it has no address that could be opened later."""
    seen = looked.seen
    source = f"data:image/jpeg;base64,{b64encode(seen.picture).decode()}"
    pages = range(1, seen.pages + 1)
    return {"picture": source, "number": seen.number, "pages": pages, "count": seen.pages}

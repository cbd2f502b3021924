"""Pages of the numbers: the hotline report, its files, and published figures beside ours."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from umai.cases import permissions as cases_room
from umai.foundation.counting import tables as counting
from umai.foundation.exports import permissions as exporting
from umai.foundation.files import answers
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.ui.pages import page
from umai.indicators import commands, exports, imports, permissions, queries, rules, terms
from umai.indicators.forms import CasePeriodForm, FiguresForm, PeriodForm

PUBLISHED_FROM, PUBLISHED_TO = date(2007, 3, 7), date(2007, 10, 7)
FILES = {
    "csv": exports.report_csv,
    "xlsx": exports.report_xlsx,
    "pdf": exports.report_pdf,
}


@needs(permissions.READ_REPORT)
@require_safe
def report(request: ActorRequest) -> HttpResponse:
    """The hotline's tables for some days; without days, this month."""
    form = _period(request)
    context: dict[str, Any] = {"form": form, "periods": _periods(request.actor)}
    if not form.is_valid():
        return page(request, "indicators/report.html", context, status=422)
    first, last = form.days()
    made = queries.hotline_report(request.actor, first, last, _language(), form.scheme())
    context |= {
        "report": made,
        "halves": halves([sheet(request.actor, made, table) for table in made.tables]),
        "consultations": made.table(terms.CONSULTATIONS),
        "bases": rules.several_bases(made),
        "inside_only": terms.INSIDE_ONLY,
        "may_export": request.actor.may(exporting.EXPORT),
        "may_compare": request.actor.may(permissions.COMPARE_PUBLISHED),
    }
    return page(request, "indicators/report.html", context)


@needs(exporting.EXPORT, fresh="POST")
@require_POST
def export_report(request: ActorRequest, form_of_file: str) -> HttpResponse:
    """The report as a file. Taking it out is journaled."""
    form = PeriodForm(request.POST)
    if form_of_file not in FILES:
        raise Http404
    if not form.is_valid():
        context = {"form": form, "periods": _periods(request.actor)}
        return page(request, "indicators/report.html", context, status=422)
    first, last = form.days()
    write = FILES[form_of_file]
    content = commands.export_report(
        request.actor, first, last, _language(), form_of_file, write, form.scheme()
    )
    return answers.attachment(content, form_of_file, f"hotline-{first}-{last}")


@needs(permissions.COMPARE_PUBLISHED)
@require_http_methods(["GET", "POST"])
def compare_published(request: ActorRequest) -> HttpResponse:
    """Published figures beside ours: those of 2007, typed or loaded ones. Ours are never bent."""
    period = _period(request, PUBLISHED_FROM, PUBLISHED_TO)
    figures = FiguresForm(request.POST or None, request.FILES or None)
    sent = request.method == "POST"
    context: dict[str, Any] = {"form": period, "figures": figures}
    if not period.is_valid() or (sent and not figures.is_valid()):
        return page(request, "indicators/compare_published.html", context, status=422)
    published = figures.figures_read if sent else imports.published_2007(_language())
    made = queries.hotline_report(request.actor, *period.days(), _language(), period.scheme())
    beside = rules.beside_published(made, published)
    context |= {
        "report": made,
        "published": published,
        "halves": halves([{"one": one, "rows": one.rows} for one in beside]),
        "differing": rules.differing(beside),
        "own_figures": sent,
    }
    return page(request, "indicators/compare_published.html", context)


@needs(cases_room.COUNT_CASES)
@require_safe
def cases(request: ActorRequest) -> HttpResponse:
    """The indicators of cases and services for some days; without days, this year."""
    request.actor.require(permissions.READ_REPORT)
    today = clock.today(request.actor.time_zone)
    usual = {"first": today.replace(month=1, day=1), "last": today, "by": ""}
    form = CasePeriodForm({name: request.GET.get(name) or day for name, day in usual.items()})
    context: dict[str, Any] = {"form": form, "periods": _periods(request.actor)[:3]}
    if not form.is_valid():
        return page(request, "indicators/cases.html", context, status=422)
    made = queries.case_report(request.actor, *form.days(), form.divided(), in_parts=True)
    context |= {"report": made, "parts": _parts(made)}
    context |= {"inside_only": terms.INSIDE_ONLY, "ages": terms.AGE_BY_YEAR}
    return page(request, "indicators/cases.html", context)


def _parts(made: rules.IndicatorReport) -> list[dict[str, Any]]:
    """The tables of the page: what each speaks about, and its rows."""
    return [
        {
            "key": key,
            "title": title,
            "rows": [
                row
                for code, words in listed.items()
                for row in rules.shown(made, code, str(words), queries.dimension_label)
            ],
        }
        for key, title, listed in terms.CASE_PARTS
    ]


def sheet(actor: Actor, made: rules.HotlineReport, table: counting.Table) -> dict[str, Any]:
    """A table as the page draws it: rows with bars, and the list behind each number for some."""
    rows = [
        {"row": row, "url": behind(actor, made, table.key, row.code) if row.count else ""}
        for row in table.rows
    ]
    return {
        "table": table,
        "rows": rows,
        "most": max((row.count for row in table.rows), default=0),
        "blank_url": behind(actor, made, table.key, "not_recorded") if table.not_recorded else "",
    }


def halves(sheets: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Two columns of about the same length, each in the order of the tables."""
    left: list[dict[str, Any]] = []
    right: list[dict[str, Any]] = []
    heights = [0, 0]
    for one in sheets:
        side = 0 if heights[0] <= heights[1] else 1
        (left, right)[side].append(one)
        heights[side] += len(one["rows"]) + 4
    return left, right


def behind(actor: Actor, made: rules.HotlineReport, table: str, code: str) -> str:
    """The address of the contacts behind a number; empty for those who may not see every row."""
    if actor.teams(permissions.LIST_BEHIND) is not None:
        return ""
    name = "consultation" if table == terms.CONSULTATIONS else table
    asked = {"from": made.period.first, "to": made.period.last, "substantive": 1, name: code}
    return f"{reverse('hotline:contacts')}?{urlencode(asked)}"


def _language() -> str:
    return (get_language() or "en")[:2]


def _period(
    request: ActorRequest, first: date | None = None, last: date | None = None
) -> PeriodForm:
    today = clock.today(request.actor.time_zone)
    usual = {
        "first": first or today.replace(day=1),
        "last": last or today,
        "ages": queries.SCHEME,
    }
    asked = {name: request.GET.get(name) or value for name, value in usual.items()}
    return PeriodForm(asked)


def _periods(actor: Actor) -> list[tuple[str, str]]:
    today = clock.today(actor.time_zone)
    month = today.replace(day=1)
    before = date.fromordinal(month.toordinal() - 1)
    spans = {
        str(terms.THIS_MONTH): (month, today),
        str(terms.LAST_MONTH): (before.replace(day=1), before),
        str(terms.THIS_YEAR): (today.replace(month=1, day=1), today),
        str(terms.AS_PUBLISHED): (PUBLISHED_FROM, PUBLISHED_TO),
    }
    return [(words, urlencode({"first": a, "last": b})) for words, (a, b) in spans.items()]

"""`umai report hotline`, `umai report cases` and `umai report referrals`."""

import argparse
import sys
from collections.abc import Callable
from datetime import date

from umai.cases import permissions as cases
from umai.foundation.access import actors
from umai.foundation.access.models import Organisation
from umai.foundation.access.queries import known
from umai.foundation.exports import permissions as exporting
from umai.foundation.kernel.output import answer
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.hotline import permissions as hotline
from umai.indicators import commands, exports, permissions, queries, rules
from umai.legal_aid import permissions as legal_aid
from umai.referrals import permissions as referrals

GRANTS = (permissions.READ_REPORT, hotline.COUNT_CONTACTS, exporting.EXPORT)
REFERRAL_GRANTS = (permissions.READ_REPORT, referrals.COUNT_REFERRALS)
LEGAL_GRANTS = (permissions.READ_REPORT, legal_aid.COUNT_PROCEDURES)
CASE_GRANTS = (*REFERRAL_GRANTS, cases.COUNT_CASES)
WRITERS = {"csv": exports.report_csv, "xlsx": exports.report_xlsx, "pdf": exports.report_pdf}


def verbs(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Add this room's verbs."""
    report = add("report hotline", help="the hotline's tables for some days")
    _period(report)
    report.add_argument("--format", choices=["json", *WRITERS], default="json")
    report.add_argument("--language", choices=["kk", "ru", "en"], default="en")
    report.add_argument("--ages", default=queries.SCHEME, metavar="SCHEME", help="age bands")
    report.set_defaults(run=_report)
    report = add("report cases", help="the indicators of cases and services for some days")
    _divided(report, queries.case_dimensions())
    report.set_defaults(run=_cases)
    report = add("report referrals", help="the indicators of referrals for some days")
    _divided(report, queries.referral_dimensions())
    report.set_defaults(run=_referrals)
    report = add("report legal", help="the indicators of legal aid for some days")
    _divided(report, queries.legal_dimensions())
    report.set_defaults(run=_legal)


def _divided(report: argparse.ArgumentParser, dimensions: tuple[str, ...]) -> None:
    _period(report)
    report.add_argument("--format", choices=["json"], default="json")
    divided = f"divide by, with commas between: {', '.join(dimensions)}"
    report.add_argument("--by", default="", metavar="DIMENSION", help=divided)


def _period(report: argparse.ArgumentParser) -> None:
    report.add_argument("--organisation", required=True, metavar="CODE")
    report.add_argument("--from", required=True, type=_day, dest="first", metavar="YYYY-MM-DD")
    report.add_argument("--to", required=True, type=_day, dest="last", metavar="YYYY-MM-DD")


def _day(typed: str) -> date:
    try:
        day = date.fromisoformat(typed)
        if rules.EARLIEST <= day <= rules.LATEST:
            return day
        raise ValueError(typed)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{typed!r} is not a day such as 2007-03-07") from None


def _report(chosen: argparse.Namespace) -> int:
    organisation = _whose(chosen)
    actor = actors.console(organisation, GRANTS)
    days = (chosen.first, chosen.last, chosen.language)
    with scope(organisation.pk):
        if chosen.format == "json":
            report = queries.hotline_report(actor, *days, chosen.ages)
            answer(exports.report_json(report))
            return 0
        write = WRITERS[chosen.format]
        content = commands.export_report(actor, *days, chosen.format, write, chosen.ages)
    sys.stdout.buffer.write(content)
    return 0


def _cases(chosen: argparse.Namespace) -> int:
    organisation = _whose(chosen)
    actor = actors.console(organisation, CASE_GRANTS)
    with scope(organisation.pk):
        report = queries.case_report(actor, chosen.first, chosen.last, _by(chosen))
        answer(exports.indicators_json(report))
    return 0


def _referrals(chosen: argparse.Namespace) -> int:
    organisation = _whose(chosen)
    actor = actors.console(organisation, REFERRAL_GRANTS)
    with scope(organisation.pk):
        report = queries.referral_report(actor, chosen.first, chosen.last, _by(chosen))
        answer(exports.indicators_json(report))
    return 0


def _legal(chosen: argparse.Namespace) -> int:
    organisation = _whose(chosen)
    actor = actors.console(organisation, LEGAL_GRANTS)
    with scope(organisation.pk):
        report = queries.legal_report(actor, chosen.first, chosen.last, _by(chosen))
        answer(exports.indicators_json(report))
    return 0


def _by(chosen: argparse.Namespace) -> list[str]:
    return [name.strip() for name in chosen.by.split(",") if name.strip()]


def _whose(chosen: argparse.Namespace) -> Organisation:
    if chosen.last < chosen.first:
        raise Refused("the last day lies before the first")
    return known.organisation_named(chosen.organisation)

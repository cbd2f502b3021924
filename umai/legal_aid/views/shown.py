"""How a version of a procedure is told on a page: its steps, its state, how two of them differ."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from umai.foundation.access import queries as access
from umai.foundation.kernel.actor import Actor
from umai.foundation.vocabulary import queries as vocabulary
from umai.foundation.vocabulary import terms as vocabulary_terms
from umai.legal_aid import queries, rules, terms, versions
from umai.legal_aid.forms import drafting
from umai.legal_aid.models import TemplateVersion

KINDS = {
    "added": (pgettext_lazy("step", "Added"), "plus", "ok"),
    "removed": (pgettext_lazy("step", "Taken out"), "minus", "danger"),
    "changed": (pgettext_lazy("step", "Changed"), "pencil", ""),
}
LABELS: dict[str, Any] = {
    **{f"title_{language}": words for language, words in drafting.TITLES.items()},
    **{f"question_{language}": words for language, words in drafting.QUESTIONS.items()},
    "begin": gettext_lazy("First step"),
    "result": gettext_lazy("Paper at the end"),
    "origin": gettext_lazy("Source"),
    "who": gettext_lazy("Who does it"),
    "authority": gettext_lazy("Authority"),
    "documents": gettext_lazy("Papers for this step"),
    "gives": gettext_lazy("Paper that it gives"),
    "rule": gettext_lazy("Rule"),
    "counts": gettext_lazy("Counted from"),
    "role": gettext_lazy("What it protects"),
    "confidence": gettext_lazy("How sure are we of the source?"),
    "legal_basis": gettext_lazy("Legal basis"),
    "source": gettext_lazy("Source"),
    "answers": gettext_lazy("Where it leads"),
}
LISTS = {
    "authority": "agency_type",
    "documents": "document_type",
    "gives": "document_type",
    "result": "document_type",
}
CLOSED: dict[str, dict[Any, Any]] = {
    "who": dict(terms.Who.choices),
    "counts": dict(drafting.COUNTS),
    "role": dict(terms.Role.choices),
    "confidence": dict(vocabulary_terms.Confidence.choices),
}


def steps(one: rules.Template) -> list[dict[str, Any]]:
    """Every step in the order of the list, with where it leads."""
    rows = {row.rule.code: row for row in vocabulary.rule_rows()}
    on = queries.known().rules
    return [
        {
            "step": step,
            "title": queries.step_title(one, code) or drafting.unnamed(code),
            "who": CLOSED["who"].get(step.who, step.who),
            "row": rows.get(step.rule),
            "off": bool(step.rule) and not on.get(step.rule, ("", False))[1],
            "counts": CLOSED["counts"].get(step.counts, "") if step.counts else "",
            "confidence": CLOSED["confidence"].get(step.confidence, step.confidence),
            "unsure": _unsure(step, rows),
            "protects": versions.protects(step),
            "begins": code == one.begin,
            "question": vocabulary.in_language(dict(step.question)) if step.asks else "",
            "answers": [
                (vocabulary.in_language(dict(answer.title)), leads_to(one, answer.next))
                for answer in step.answers
            ],
        }
        for code, step in one.steps.items()
    ]


def _unsure(step: rules.Step, rows: dict[str, vocabulary.RuleRow]) -> bool:
    known = not step.rule or step.rule in rows
    return queries.unsure(step) if known else True


def leads_to(one: rules.Template, code: str) -> str:
    """Where a way leads, in words."""
    if code == terms.END:
        return _("the procedure ends")
    if code not in one.steps:
        return code or "–"
    return queries.step_title(one, code) or drafting.unnamed(code)


def differences(old: rules.Template, new: rules.Template) -> list[dict[str, Any]]:
    """How two versions differ, step by step, in words."""
    found = []
    for difference in versions.differences(old, new):
        kind, sign, tone = KINDS[difference.kind]
        code = difference.step
        titles = (queries.step_title(one, code) for one in (new, old))
        title = next(filter(None, titles), drafting.unnamed(code))
        found.append(
            {
                "id": f"differs-{code or 'whole'}",
                "title": title if code else _("The whole procedure"),
                "kind": kind,
                "icon": sign,
                "tone": tone,
                "rows": [
                    (LABELS[one.name], _said(old, one.name, one.before),
                     _said(new, one.name, one.after))
                    for one in difference.changes
                ],
            }
        )  # fmt: skip
    return found


def _said(one: rules.Template, name: str, value: Any) -> list[str]:
    """What a field of a version says, line by line."""
    if not value:
        return []
    if name == "answers":
        return [_answer(one, answer) for answer in value]
    if name == "begin":
        return [leads_to(one, value)]
    every = value if isinstance(value, tuple) else (value,)
    if name in LISTS:
        return [vocabulary.label(LISTS[name], code) for code in every]
    return [str(CLOSED.get(name, {}).get(code, code)) for code in every]


def _answer(one: rules.Template, answer: rules.Answer) -> str:
    titles = " / ".join(dict.fromkeys(answer.title.values()))
    return f"{titles} → {leads_to(one, answer.next)}" if titles else leads_to(one, answer.next)


def version_lines(actor: Actor, code: str) -> list[dict[str, Any]]:
    """Every version of a procedure, newest first: who wrote and who approved it, what runs in it.
    """
    own = list(queries.template_versions(actor).filter(code=code))
    shipped = sorted((one for key, one in queries.shipped().items() if key[0] == code),
                     key=lambda one: -one.version)  # fmt: skip
    running = queries.running(actor, code)
    names = names_of(actor, own)
    force = queries.latest()[code].version
    rows = [(row.number, row) for row in own] + [(one.version, None) for one in shipped]
    return [
        {
            "number": number,
            "row": row,
            "author": names.get(row.author_id, "") if row else "",
            "decider": names.get(row.decided_by_id, "") if row else "",
            "running": running.get((code, number), 0),
            "in_force": number == force,
        }
        for number, row in rows
    ]


def names_of(actor: Actor, rows: Iterable[TemplateVersion]) -> dict[Any, str]:
    """Who wrote and who decided these versions."""
    return access.names(actor, [one for row in rows for one in (row.author_id, row.decided_by_id)])

"""Own versions of templates as their pages ask for them: what is drafted, proposed, in force."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count
from django.http import Http404
from django.utils.translation import gettext as _

from umai.foundation.kernel.actor import Actor
from umai.foundation.vocabulary import queries as vocabulary
from umai.legal_aid import rules, terms, versions
from umai.legal_aid.models import Procedure, TemplateVersion, TemplateVersionQuerySet
from umai.legal_aid.queries import procedures, templates


@dataclass(frozen=True)
class Named:
    """A rule that procedures name: whether it runs, and what of it must be confirmed."""

    row: vocabulary.RuleRow
    runs: bool
    used: tuple[str, ...]


def template_versions(actor: Actor) -> TemplateVersionQuerySet:
    """The own versions of the actor's organisation, newest first."""
    return TemplateVersion.objects.visible_to(actor).order_by("code", "-number")


def template_version(actor: Actor, code: str, number: int) -> TemplateVersion:
    """One of them; the same 404 whether hidden or not there."""
    found = template_versions(actor).filter(code=code, number=number).first()
    if found is None:
        raise Http404
    return found


def any_version(
    actor: Actor, code: str, number: int
) -> tuple[rules.Template, TemplateVersion | None]:
    """One version in any state, with its row if it is an own one; 404 if there is none."""
    if number <= versions.OWN:
        shipped = templates.shipped().get((code, number))
        if shipped is None:
            raise Http404
        return shipped, None
    row = template_version(actor, code, number)
    return parsed(row), row


def parsed(row: TemplateVersion) -> rules.Template:
    """An own version as it stands now, whatever its state."""
    return rules.template(row.content)


def faults(one: rules.Template) -> list[tuple[str, str]]:
    """What is wrong with a version, each with its step: its graph, its words, what it lost, a clock
    whose rule is switched off.
    """
    known, shipped = templates.known(), templates.latest_shipped()[one.code]
    words = _("its rule is switched off: a lawyer confirms the rule first, or no clock runs")
    off = rules.switched_off(one, known)
    clocks = [(step.code, words) for step in one.steps.values() if step.counts and step.rule in off]
    return [*rules.faults(one, known), *versions.lost(one, shipped), *clocks]


def running(actor: Actor, code: str = "") -> dict[tuple[str, int], int]:
    """How many procedures run in each version, of those that the actor may know of."""
    here = procedures.procedures(actor).exclude(state=terms.State.ENDED)
    if code:
        here = here.filter(template=code)
    counted = here.order_by().values_list("template", "template_version")
    return {(one, version): n for one, version, n in counted.annotate(n=Count("pk"))}


def may_move_to(actor: Actor, row: Procedure) -> list[rules.Template]:
    """The versions that a procedure can be moved to: shipped ones, and own ones in force."""
    own = template_versions(actor).filter(
        code=row.template, state=terms.Draft.APPROVED, enabled_from__lte=templates.today()
    )
    numbers = [*own.values_list("number", flat=True)]
    numbers += sorted((n for code, n in templates.shipped() if code == row.template), reverse=True)
    return [templates.template(row.template, n) for n in numbers if n != row.template_version]


def named_rules(every: Iterable[rules.Template]) -> list[Named]:
    """The rules that these templates name, by how sure we are of them, the least sure first."""
    used: dict[str, set[str]] = {}
    for one in every:
        for step in one.steps.values():
            if step.rule:
                used.setdefault(step.rule, set()).add(one.code)
    rows = [row for row in vocabulary.rule_rows() if row.rule.code in used]
    on = templates.known().rules
    found = [Named(row, on[row.rule.code][1], tuple(sorted(used[row.rule.code]))) for row in rows]
    return sorted(found, key=lambda one: ("LMH".find(one.row.rule.confidence), one.row.rule.code))

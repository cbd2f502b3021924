"""The shipped templates: every way ends, all is reachable, everything named is known."""

import json
from dataclasses import replace

import pytest

from umai.foundation.vocabulary.models import Rule
from umai.legal_aid import queries, rules
from umai.legal_aid.terms import END

pytestmark = pytest.mark.django_db


def test_every_template_is_right_and_no_clock_is_switched_off():
    known = queries.known()
    every = queries.latest()
    assert list(every) == [f"LP-{number:02}" for number in range(1, 18)]
    assert [words for one in every.values() for words in rules.wrongs(one, known)] == []
    assert [rules.switched_off(one, known) for one in every.values()] == [[]] * 17


def test_what_is_not_sure_has_no_clock_until_a_lawyer_confirms_it():
    """What domain 7 marks L starts without a clock: the step stays."""
    steps = queries.latest()["LP-02"].steps
    assert queries.clock_of(steps["APPEAL"]) is None and queries.unsure(steps["APPEAL"])
    assert not queries.unsure(queries.latest()["LP-01"].steps["APPLY"])
    assert all(one.lawyer is None for one in queries.latest().values())


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"next": "NOWHERE"}, "which is not there"),
        ({"next": "MED"}, "leads back to itself"),
        ({"documents": ("PASSPORT",)}, "paper PASSPORT is not known"),
        ({"authority": "RAGS"}, "authority RAGS is not known"),
        ({"rule": "BR.NEVER"}, "rule BR.NEVER is not known"),
        ({"rule": "BR.FEE"}, "rule BR.FEE is no time limit"),
    ],
)
def test_a_wrong_graph_is_told(change, complaint):
    """R24: a dead end, a circle, an orphan or an unknown word of a template is refused."""
    one = queries.latest()["LP-01"]
    step = one.steps["ISSUE"]
    if "next" in change:
        change = {"answers": (rules.Answer("", {}, change["next"]),)}
    bad = replace(one, steps={**one.steps, "ISSUE": replace(step, **change)})
    assert any(complaint in words for words in rules.wrongs(bad, queries.known()))


def test_a_way_home_past_the_child_or_the_receiver_is_told():
    one = queries.latest()["LP-03"]
    short = replace(one.steps["PROOF"], answers=(rules.Answer("", {}, "BORDER"),))
    bad = replace(one, steps={**one.steps, "PROOF": short})
    found = rules.wrongs(bad, queries.known())
    assert any("past “view”" in words for words in found)
    assert any("past “receiver”" in words for words in found)
    alone = replace(one.steps["PROOF"], answers=(rules.Answer("", {}, END),))
    bad = replace(one, steps={**one.steps, "PROOF": alone})
    assert any("nothing leads to it" in words for words in rules.wrongs(bad, queries.known()))


def test_rules_check_tells_of_a_template_whose_rule_is_switched_off(capsys):
    """The fixed interface: exit 1 once an enabled template uses a rule that is switched off."""
    from umai.config import verbs

    chosen = verbs.parser().parse_args(["rules", "check", "--format", "json"])
    assert chosen.run(chosen) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["templates"] == 17 and "BR.APPLY" in told["H"] and "BR.APPLY" in told["unverified"]
    Rule.objects.filter(code="BR.APPLY").update(enabled=False)
    from umai.foundation.vocabulary import queries as vocabulary

    vocabulary.forget()
    assert chosen.run(chosen) == 1
    assert json.loads(capsys.readouterr().out)["switched_off"] == {"LP-01 v1": ["BR.APPLY"]}

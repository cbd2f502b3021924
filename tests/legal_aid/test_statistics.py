"""LG01 to LG06 against a small story that can be counted on fingers."""

import json
from datetime import timedelta

import pytest

from tests.legal_aid.told import WHY, done, opened, today, told
from umai.config import verbs
from umai.foundation.kernel import clock
from umai.legal_aid import commands, statistics

pytestmark = pytest.mark.usefixtures("here")


def counted(actor, *by):
    """Every figure by its code and its parts."""
    days = (today() - timedelta(days=60), today())
    return {
        (one.code, *one.dimensions.values()): (one.numerator, one.denominator, one.value)
        for one in statistics.figures(actor, *days, by)
    }


def test_what_was_obtained_kept_and_ended_is_counted(malika, saule, case, sana, capsys):
    with clock.told_at(clock.now() - timedelta(days=30)):
        row = done(malika, opened(malika, case, "LP-01"), "citizens", obtained=True)
        row = commands.submit_step(malika, row.pk, row.version, told())
        row = commands.finish_step(malika, row.pk, row.version, told("no"))
        row = commands.submit_step(malika, row.pk, row.version, told())
        late = opened(malika, case, "LP-04")
    row = commands.finish_step(malika, row.pk, row.version, told(obtained=True))
    late = commands.close_procedure(malika, late.pk, late.version, "WITHDRAWN", WHY)
    opened(malika, case, "LP-04", today() - timedelta(days=40))
    found = counted(saule)
    assert found["LG01",] == (1, None, 1.0)
    assert found["LG02",] == (None, None, 30.0)
    assert found["LG03",] == (1, 2, 0.5)
    # Applied in time; the certificate came late; the second notification is overdue.
    assert found["LG04",] == (1, 3, 1 / 3)
    assert found["LG05",] == (2, None, 2.0)
    assert found["LG06",] == (0, None, 0.0)
    assert counted(saule, "authority")["LG04", "CON"] == (1, 2, 0.5)
    assert counted(saule, "outcome")["LG05", "WITHDRAWN"] == (1, None, 1.0)
    typed = ["report", "legal", "--organisation", "sana", "--from", f"{today()}", "--to"]
    chosen = verbs.parser().parse_args([*typed, f"{today()}", "--format", "json"])
    assert chosen.run(chosen) == 0
    told_so = json.loads(capsys.readouterr().out)
    assert told_so["organisation"] == "sana"
    assert {one["code"] for one in told_so["indicators"]} >= set(statistics.CODES)

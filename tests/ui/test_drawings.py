"""Icons and bars drawn by the server, and templates that keep the strict content policy."""

import re
from pathlib import Path

import pytest

from tools.fences import pages
from umai.foundation.ui import charts, icons

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted(ROOT.glob("umai/**/templates/**/*.html"))
ICON = re.compile(r'{%\s*icon\s+"([^"]+)"')
LEAD = re.compile(r'\bicon="([^"]+)"')


def test_an_icon_is_paths_hidden_from_readers() -> None:
    drawn = icons.icon("phone")
    assert drawn.startswith('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="')
    assert "stroke" not in drawn
    assert 'class="icon big"' in icons.icon("phone", "big")


def test_an_unknown_icon_is_refused() -> None:
    with pytest.raises(icons.NoSuchIcon):
        icons.icon("no-such-icon")


def test_every_icon_that_a_template_names_exists() -> None:
    named = {
        name
        for path in TEMPLATES
        for pattern in (ICON, LEAD)
        for name in pattern.findall(path.read_text())
    }
    assert named
    for name in named:
        assert icons.paths(name)


def test_no_template_holds_a_script_a_style_or_a_handler() -> None:
    """S28: nothing inline, so that the strict content policy never needs an exception."""
    assert pages.inline(ROOT) == []


@pytest.mark.parametrize(
    ("count", "most", "width"), [(77, 107, "72.0"), (0, 107, "0.0"), (5, 0, "0"), (9, 3, "100.0")]
)
def test_a_bar_is_as_long_as_its_share(count: int, most: int, width: str) -> None:
    assert f'<rect class="bar" width="{width}" height="10"/>' in charts.bar(count, most)


def test_columns_carry_their_numbers_as_words() -> None:
    drawn = charts.columns([("9", 4), ("10", 8), ("11", 0)], now="10")
    assert [(one["words"], one["count"], one["now"]) for one in drawn] == [
        ("9", 4, False),
        ("10", 8, True),
        ("11", 0, False),
    ]
    assert 'height="50.0"' in drawn[0]["drawing"]

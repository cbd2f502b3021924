"""The pages of docs/ say what the code says."""

import re
import shutil
from pathlib import Path

from tools import docs

ROOT = Path(__file__).resolve().parents[2]


def test_settings_events_and_permissions_are_current() -> None:
    assert docs.stale(ROOT) == []


# Folders of one machine, and addresses of registries.
ELSEWHERE = re.compile(r"/(?:work|root|home)/|/simple|--index-url")


def test_a_new_setting_makes_the_page_stale(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    (tmp_path / "umai").mkdir()
    (tmp_path / "umai" / "a.py").write_text('A = env.number("UMAI_NEW", 3)\n')
    page = docs.settings_page(tmp_path)
    assert "| `UMAI_NEW` | whole number | `3` |  |" in page
    (tmp_path / "docs" / "settings.md").write_text(page)
    assert docs.undescribed(tmp_path) == ["docs/settings.md: what is UMAI_NEW for?"]


def test_no_page_names_this_machine_or_a_registry() -> None:
    """A lock or a page with an address of one machine is useless on another."""
    odd = [
        str(path.relative_to(ROOT))
        for path in [*ROOT.glob("docs/**/*.md"), *ROOT.glob("*.md"), *ROOT.glob("requirements/*")]
        if ELSEWHERE.search(path.read_text())
    ]
    assert odd == []

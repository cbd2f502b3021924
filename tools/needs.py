"""What the whole test run needs of the machine, with the line that installs it. Never skipped."""

import ctypes.util
import shutil
import subprocess
import sys

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
PROGRAMS = {"fc-list": "fontconfig", "pdftotext": "poppler-utils", "pdftoppm": "poppler-utils"}
# The browser's driver is linked with it, and a Debian of the smallest kind lacks it.
LIBRARIES = {"atomic": "libatomic1"}
# Kazakh has letters that many Cyrillic fonts lack; a page without them is not a page.
LANGUAGE, FONTS = "kk", "fonts-noto-core"


def missing() -> list[str]:
    """The Debian packages that are lacking, in order."""
    lacking = [] if any(map(shutil.which, CHROMIUM)) else ["chromium"]
    lacking += sorted({package for one, package in PROGRAMS.items() if not shutil.which(one)})
    lacking += [package for one, package in LIBRARIES.items() if not ctypes.util.find_library(one)]
    if "fontconfig" in lacking or not fonts():
        lacking.append(FONTS)
    return lacking


def fonts() -> str:
    """The installed fonts that can write Kazakh."""
    asked = ["fc-list", f":lang={LANGUAGE}", "family"]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()


def main(words: list[str]) -> int:
    """Say what is lacking and how to get it; 1 if anything is. `--list` gives the bare names."""
    lacking = missing()
    if words == ["--list"]:
        print(" ".join(lacking))
        return 0
    if lacking:
        print(f"The tests need what this machine lacks: {', '.join(lacking)}.", file=sys.stderr)
        print(f"On Debian 12, as root: apt-get install {' '.join(lacking)}", file=sys.stderr)
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

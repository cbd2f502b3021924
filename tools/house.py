"""A demonstration on a throw-away server, and a browser to walk through it: for journeys and
pictures.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import URLError

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TRIES = 600


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@dataclass(frozen=True)
class House:
    """A demonstration that is being served, and the password of its people."""

    address: str
    password: str
    env: Mapping[str, str] = field(default_factory=dict)

    def told(self, *verb: str) -> Any:
        """What a verb of the console says as JSON: `told("report", "legal", ...)`."""
        umai = [sys.executable, "-m", "umai.config.console", *verb]
        ended = subprocess.run(umai, env=self.env, capture_output=True, text=True, check=True)
        return json.loads(ended.stdout)


@contextmanager
def demonstration(settle: Callable[[Path], None] | None = None) -> Iterator[House]:
    """The demonstration, told and served. Everything is thrown away after.

    `settle` may fill the data folder with one that was told before.
    """
    folder = Path(tempfile.mkdtemp(prefix="umai-house-"))
    folder.chmod(0o755)
    if settle is not None:
        settle(folder)
    port = free_port()
    env = {**os.environ, "UMAI_DATA": str(folder), "UMAI_PORT": str(port), "UMAI_THROWAWAY": "1"}
    for name in ("DATABASE_URL", "UMAI_TEST_SERVER", "UMAI_AS_OWNER"):
        env.pop(name, None)
    umai = [sys.executable, "-m", "umai.config.console"]
    log = (folder / "served.log").open("w")
    served = subprocess.Popen([*umai, "demo"], env=env, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, served, folder / "served.log")
        said = (folder / "served.log").read_text()
        yield House(address, said.partition("Password of everybody: ")[2].partition("\n")[0], env)
    finally:
        served.terminate()
        served.wait()
        subprocess.run([*umai, "stop"], env=env, check=False, capture_output=True)
        log.close()
        shutil.rmtree(folder, ignore_errors=True)


def _wait(address: str, served: "subprocess.Popen[bytes]", log: Path) -> None:
    """Ask until the sign-in page answers, or the server has ended."""
    from threading import Event

    pause = Event()
    for _ in range(TRIES):
        if served.poll() is not None:
            raise RuntimeError(f"the demonstration ended:\n{log.read_text()[-3000:]}")
        try:
            urllib.request.urlopen(f"{address}/sign-in/", timeout=5).close()  # noqa: S310
        except (URLError, OSError):
            pause.wait(0.5)
        else:
            return
    raise RuntimeError(f"the demonstration does not answer:\n{log.read_text()[-3000:]}")


@contextmanager
def browser() -> Iterator[Browser]:
    """Debian's Chromium without a window."""
    args = [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=args)
        yield opened
        opened.close()


def window(
    opened: Browser, *, width: int = 1360, dark: bool = False, **more: Any
) -> BrowserContext:
    """A fresh window: no cookies, one size, light or dark."""
    return opened.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if dark else "light",
        locale="en-GB",
        **more,
    )


def sign_in(page: Page, house: House, who: str, language: str = "en") -> None:
    """Sign in as one of the demonstration's people (`operator@sana.example`), in a language."""
    speak(page, house, language)
    page.goto(f"{house.address}/sign-in/")
    page.fill("[name=login]", who)
    page.fill("[name=password]", house.password)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/sign-in/" not in url)
    speak(page, house, language)


def speak(page: Page, house: House, language: str) -> None:
    """See every page in this language from now on."""
    page.context.add_cookies([{"name": "umai-language", "value": language, "url": house.address}])

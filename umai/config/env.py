"""The environment, read once, with types. Every setting has its line in docs/settings.md."""

import os


def text(name: str, default: str = "") -> str:
    """A setting as text."""
    return os.environ.get(name, default)


def flag(name: str, default: bool = False) -> bool:
    """A setting that is on (`1`, `true`, `yes`) or off."""
    return text(name, "1" if default else "0").lower() in {"1", "true", "yes"}


def number(name: str, default: int) -> int:
    """A setting as a whole number."""
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise SystemExit(
            f"{name} must be a whole number, not {value!r}; see docs/settings.md"
        ) from None


def words(name: str, default: str = "") -> list[str]:
    """A setting as a list, separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]

"""The demonstration's districts: invented, for the real ones come from a file of the state."""

from pathlib import Path

from umai.foundation.access import actors
from umai.foundation.kernel.scope import scope
from umai.foundation.places import commands, loading

FILE = Path(__file__).parent / "data" / "demo_districts.csv"


def tell() -> None:
    """Load a few invented districts of the pilot regions."""
    read = loading.read_districts(FILE)
    with scope(None):
        commands.load_districts(actors.console(), read.districts)

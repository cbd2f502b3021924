"""The demonstration's cases: forty invented ones in every state that commands lead to, over a year.

They are told through the commands that people use, each act on its day. The children are those of
the demonstration of `people`. Where a case is to stand is in the data, how it came there is here.
"""

import json
from pathlib import Path

from umai.cases.demo import supervising
from umai.cases.demo.carrying import Story
from umai.foundation.access import actors
from umai.foundation.access import queries as access
from umai.foundation.access.models import Organisation, Person
from umai.foundation.kernel.scope import scope

DATA = Path(__file__).parent.parent / "data" / "demo_cases.json"


def tell() -> None:
    """Tell every case of the data, oldest first."""
    told = json.loads(DATA.read_text())
    for organisation in access.organisations():
        if organisation.code == "sana":
            cast = _cast(organisation, told["workers"])
            for said in sorted(told["cases"], key=lambda one: -one["days"]):
                Story(organisation, cast, told, said).tell()
            supervising.tell(organisation, cast)


def _cast(organisation: Organisation, addresses: dict[str, str]) -> dict[str, Person]:
    with scope(organisation.pk):
        everybody = access.people(actors.console(organisation, []))
        return {name: everybody.get(email=address) for name, address in addresses.items()}

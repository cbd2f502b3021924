"""The demonstration's children and families. Nobody of them exists.

Their family names mean "sample" or "example" in their languages, and what is told of them says that
it is invented. It is told through the commands that people use, on the days on which it is said to
have happened.
"""

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from umai.foundation.access import actors
from umai.foundation.access import queries as access
from umai.foundation.access.models import Organisation, Person
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import derived_uuid
from umai.foundation.kernel.scope import scope
from umai.people import commands, exports, permissions, queries, terms
from umai.people.models import Individual

DATA = Path(__file__).parent / "data" / "demo_families.json"
TELLERS = {"sana": "social@sana.example", "rodnik": "supervisor@rodnik.example"}
LEADS = "supervisor@sana.example"
NAMES = tuple(commands.Identity.__dataclass_fields__)
TOLD_APART = {"who", "age", "md", "days_old", "stay_in", "entered"}
Said = dict[str, Any]


@dataclass
class Family:
    """Who was registered together, by what the story calls them."""

    organisation: Organisation
    teller: Actor
    number: int
    known: dict[str, Individual] = field(default_factory=dict)

    def id(self, *words: object) -> UUID:
        """An id that is the same in every demonstration."""
        return derived_uuid("demo family", self.organisation.code, self.number, *words)

    @property
    def today(self) -> date:
        """The day on which it is told."""
        return clock.today(self.organisation.time_zone)


def tell() -> None:
    """Register families, their papers and what they agreed to; then take in an old register."""
    told = json.loads(DATA.read_text())
    families = {"sana": told["families"], "rodnik": told["elsewhere"]}
    for organisation in access.organisations():
        for number, said in enumerate(families.get(organisation.code, ())):
            _family(organisation, number, said)
        if organisation.code == "sana":
            _register(organisation, told["register"])
            for number, said in enumerate(told["incidents"]):
                _incident(organisation, number, said)
            for number, said in enumerate(told["requests"]):
                _request(organisation, number, said)


def _family(organisation: Organisation, number: int, said: Said) -> None:
    person = _person(organisation, TELLERS[organisation.code])
    moment = clock.now() - timedelta(days=said["days_ago"], hours=3)
    with scope(organisation.pk, person.pk), clock.told_at(moment):
        family = Family(organisation, actors.actor_of(person), number)
        for one in said["people"]:
            family.known[one["who"]] = _registered(family, one)
        for one in said.get("relations", ()):
            _relation(family, *one)
        for who, with_whom in said.get("homes", ()):
            _home(family, who, with_whom)
        for one in said.get("documents", ()):
            _document(family, *one)
        for one in said.get("consents", ()):
            _consent(family, *one)
        _afterwards(family, said)
    if "hold" in said:
        _hold(family, *said["hold"])


def _registered(family: Family, said: Said) -> Individual:
    identity = commands.Identity(
        **{name: said[name] for name in NAMES if name in said}, born=_born(family.today, said)
    )
    asked = queries.Asked(given=identity.given_name, family=identity.family_name)
    searched = commands.find_people(family.teller, asked)
    plain = {name: words for name, words in said.items() if name not in {*NAMES, *TOLD_APART}}
    plain.setdefault("birth_precision", terms.Precision.DAY if identity.born else "")
    lists = {name: tuple(words) for name, words in plain.items() if isinstance(words, list)}
    details = commands.IndividualDetails(
        id=family.id(said["who"]),
        team_id=access.teams(family.teller).order_by("id")[0].pk,
        search_id=searched.search.pk,
        identity=identity,
        stay_until=_day(family, said.get("stay_in")),
        entered_on=_day(family, -said["entered"] if "entered" in said else None),
        **{**plain, **lists},
    )
    return commands.register_child(family.teller, details)


def _relation(family: Family, of: str, kind: str, other: str | None, said: Said) -> None:
    details = commands.RelationDetails(
        id=family.id("relation", of, kind, other),
        individual_id=family.known[of].pk,
        kind=kind,
        code=family.known[other].code if other else "",
        **said,
    )
    commands.relate_people(family.teller, details)
    if other and said.get("lives_with"):
        role = terms.HouseRole.CARER if said.get("primary_carer") else terms.HouseRole.CHILD
        home = commands.HomeDetails(
            individual_id=family.known[of].pk,
            code=family.known[other].code,
            other_role=role.value,
        )
        commands.live_together(family.teller, home)


def _home(family: Family, who: str, with_whom: str) -> None:
    home = commands.HomeDetails(
        individual_id=family.known[who].pk,
        code=family.known[with_whom].code,
        role=terms.HouseRole.CHILD,
        other_role=terms.HouseRole.CARER,
    )
    commands.live_together(family.teller, home)


def _document(family: Family, of: str, kind: str, state: str, said: Said) -> None:
    words = {name: said[name] for name in ("number", "issuer", "note", "seen") if name in said}
    details = commands.DocumentDetails(
        id=family.id("document", of, kind),
        individual_id=family.known[of].pk,
        type=kind,
        state=state,
        issued_on=_day(family, -said["issued"] if "issued" in said else None),
        valid_until=_day(family, said.get("valid")),
        **words,
    )
    commands.note_document(family.teller, details)


def _consent(
    family: Family,
    of: str,
    by: str,
    given: list[str],
    refused: list[str],
    language: str,
    how: str,
    why_no_carer: str = "",
) -> None:
    details = commands.ConsentDetails(
        id=family.id("consent", of),
        individual_id=family.known[of].pk,
        given=tuple(given),
        refused=tuple(refused),
        given_by=by,
        assent=True,
        language=language,
        explained_how=how,
        limits_explained=True,
        words={"why_no_carer": why_no_carer} if why_no_carer else {},
    )
    commands.note_consent(family.teller, details)


def _afterwards(family: Family, said: Said) -> None:
    """Who else may know, who must not, and the form that was printed and came back signed."""
    for part, do in (("named", commands.name_in_circle), ("shut_out", commands.shut_out)):
        if part in said:
            of, address, why = said[part]
            person = _person(family.organisation, address)
            do(family.teller, family.known[of].pk, person.pk, why)
    if "form" in said:
        of, language = said["form"]
        child = family.known[of]
        form = commands.print_consent_form(
            family.teller, child.pk, language, (), exports.consent_form
        )
        upload = commands.Upload(form, "form.pdf")
        commands.attach_file(family.teller, child.pk, terms.Attachment.CONSENT_FORM, upload)


def _hold(family: Family, of: str, reason: str, days: int) -> None:
    lead = _person(family.organisation, LEADS)
    with scope(family.organisation.pk, lead.pk):
        review = family.today + timedelta(days=days)
        commands.put_hold(actors.actor_of(lead), family.known[of].pk, reason, review)


def _register(organisation: Organisation, rows: list[list[Any]]) -> None:
    """An old register of another project; two of its children are known under another spelling."""
    grants = [permissions.LOAD_PEOPLE, permissions.MERGE_PEOPLE]
    actor = actors.console(organisation, grants)
    today = clock.today(organisation.time_zone)
    listed = []
    for reference, given, family_name, sex, years, day, citizenship, document, phone in rows:
        born = _born(today, {"age": years, "md": day})
        precision = terms.Precision.DAY if day else terms.Precision.YEAR
        listed.append(
            commands.Listed(
                reference=reference,
                given_name=given,
                family_name=family_name,
                patronymic="",
                sex=sex,
                born=born,
                birth_precision=precision,
                citizenship=citizenship,
                document_number=document,
                phone=phone,
            )
        )
    with scope(organisation.pk):
        commands.load_people(actor, access.teams(actor).order_by("id")[0].pk, listed)
        commands.propose_pairs(actor)


def _incident(organisation: Organisation, number: int, said: Said) -> None:
    told = {name: words for name, words in said.items() if name not in {"by", "hours_ago"}}
    noticed = clock.now() - timedelta(hours=said["hours_ago"])
    person = _person(organisation, said["by"])
    with scope(organisation.pk, person.pk), clock.told_at(noticed + timedelta(minutes=40)):
        details = commands.IncidentDetails(
            id=derived_uuid("demo incident", number), noticed_at=noticed, **told
        )
        commands.report_incident(actors.actor_of(person), details)


def _request(organisation: Organisation, number: int, said: Said) -> None:
    person = _person(organisation, said["by"])
    moment = clock.now() - timedelta(days=said["days_ago"])
    with scope(organisation.pk, person.pk), clock.told_at(moment):
        actor = actors.actor_of(person)
        about = ""
        if "about" in said:
            key = derived_uuid("demo family", organisation.code, said["family"], said["about"])
            about = queries.individual(actor, key).code
        words = ("asker", "wants", "proof", "words")
        details = commands.RequestDetails(
            id=derived_uuid("demo request", number),
            code=about,
            received_on=clock.today(organisation.time_zone),
            **{name: said[name] for name in words},
        )
        commands.note_request(actor, details)


def _person(organisation: Organisation, address: str) -> Person:
    with scope(organisation.pk):
        return access.people(actors.console(organisation, [])).get(email=address)


def _born(today: date, said: Said) -> str:
    """A birth date that fits the age on the day of the story."""
    if "days_old" in said:
        return (today - timedelta(days=said["days_old"])).isoformat()
    if "age" not in said:
        return ""
    if not said.get("md"):
        return str(today.year - said["age"])
    passed = said["md"] <= today.isoformat()[5:]
    return f"{today.year - said['age'] - (not passed)}-{said['md']}"


def _day(family: Family, ahead: int | None) -> date | None:
    return None if ahead is None else family.today + timedelta(days=ahead)

"""The demonstration's procedures: a handful of invented ones, told through commands.

Children and cases are those of the demonstration of cases.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from umai.cases import queries as cases
from umai.foundation.access import actors
from umai.foundation.access import queries as access
from umai.foundation.access.models import Organisation, Person
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import derived_uuid, uuid7
from umai.foundation.kernel.scope import scope
from umai.legal_aid import commands, queries, terms
from umai.legal_aid.letters import building, shipped
from umai.legal_aid.models import TemplateVersion
from umai.people import commands as people

LAWYER, SUPERVISOR = "lawyer@sana.example", "supervisor@sana.example"
WRITING = {
    "en": "(Invented) Ask in writing and have the copy stamped",
    "ru": "(Вымышлено) Просить письменно и поставить штамп на копии",
    "kk": "(Ойдан шығарылған) Жазбаша сұрап, көшірмеге мөртабан бастыру",
}
WHY_SO = "(Вымышлено) Без штампа на копии отказ потом нечем доказать."
WHY = "(Вымышлено) Так сказали в окне приёма и записали в журнал."
OPENING = "(Вымышлено) Мать пришла с ребёнком; бумаг почти нет."
DAY = timedelta(days=1)
# An act so many days after the opening, with its answer or reason; "+": the paper was obtained.
Step = tuple[float, str, str]
# Days ago, the template, how many days before that the law began to count, what followed.
TOLD: tuple[tuple[float, str, int, tuple[Step, ...]], ...] = (
    (60, "LP-01", 2, ((1, "done", "citizens+"), (1.1, "submitted", ""), (1.2, "done", "no"),
                      (1.3, "submitted", ""), (3, "done", "+"))),
    (45, "LP-02", 200, ((2, "done", ""), (9, "done", "no"), (20, "submitted", ""))),
    (33, "LP-08", 0, ((1, "done", "no"), (12, "done", ""), (13, "paused", ""))),
    (30, "LP-05", 0, ((3, "done", "yes"), (8, "submitted", ""))),
    (28, "LP-10", 1, ((0.2, "submitted", ""), (1, "done", ""), (3, "done", "+"), (4, "done", ""))),
    (24, "LP-16", 0, ((0.1, "submitted", ""), (14, "refused", "spoken"), (15, "appealed", ""))),
    (21, "LP-11", 0, ((4, "done", ""), (6, "submitted", ""), (9, "refused", "status"))),
    (16, "LP-15", 0, ((1, "closed", "ADVICE_ONLY"),)),
    (1, "LP-04", 2, ()),
)  # fmt: skip

# Births on their way: days ago, how old the child was in days, what followed.
BIRTHS: tuple[tuple[float, int, tuple[Step, ...]], ...] = (
    (3, 60, ()),
    (12, 25, ((2, "done", ""),)),
    (70, 400, ((4, "done", ""), (30, "done", "no"))),
    (52, 90, ((3, "done", ""), (20, "done", "yes"), (26, "submitted", ""),
              (34, "refused", "papers"), (36, "appealed", ""))),
    (90, 30, ((2, "done", ""), (15, "done", "yes"), (30, "done", "accepted"), (34, "done", "+"))),
)  # fmt: skip
LACKS = "(Вымышлено) Роды были дома, соседка была рядом и готова это подтвердить."
# Days ago, the family's language, the answers of the interview guide.
GUIDES: tuple[tuple[float, str, str], ...] = (
    (22, "uz", "no no no no parent no hospital no yes"),
    (11, "tg", "no no no no kin away"),
    (2, "ru", "no no no no parent yes no life school yes"),
)
# Which procedure, how many days ago, the kind, in how many days it is or ends, what was told.
BESIDE: tuple[tuple[int, float, str, int, dict[str, Any]], ...] = (
    (1, 19, "advised", 0, {"what": "birth_registration", "words": {
        "qualification": "(Вымышлено) Ребёнок родился дома, медицинского свидетельства нет.",
        "advice": "(Вымышлено) Просить суд установить факт рождения; собрать двух свидетелей."}}),
    (1, 18, "represented", 20, {"what": "ours", "paper": "POA", "words": {
        "number": "(Вымышлено) № 12-34, представлять в суде и в ЦОНе"}}),
    (1, 5, "hearing", -6, {"what": "preparing", "state": "heard", "words": {
        "result": "(Вымышлено) Судья попросил справку с места жительства."}}),
    (1, 5, "hearing", 2, {"what": "court", "state": "ahead", "words": {
        "place": "(Вымышлено) Зал 4, второй этаж"}}),
    (1, 9, "fee", 0, {"what": "FL.FEE", "state": "freed", "amount": 0, "words": {
        "why": "(Вымышлено) Иск в интересах ребёнка."}}),
    (3, 6, "hearing", -7, {"what": "commission", "state": "against", "appeal": 5, "words": {
        "result": "(Вымышлено) Комиссия не нашла оснований; решение дали на руки."}}),
    (3, 25, "represented", 9, {"what": "state_aid", "paper": "POA"}),
)  # fmt: skip
NOTE = "(Вымышлено) Мать боится, что о суде узнает её брат. Об этом знаем только мы двое."
# A letter of a procedure: its code and language.
LETTERS = {
    "LP-02": ("BIRTH_NODOCS", "kk"),
    "LP-16": ("COMPLAINT", "ru"),
    "LP-11": ("SCHOOL", "ru"),
}
FACTS = "(Вымышлено) Документы остались у работодателя, запрос отправлен."
REQUEST = "(Вымышлено) Просим рассмотреть и ответить письменно."

ACTS = {
    "submitted": commands.submit_step,
    "done": commands.finish_step,
    "refused": commands.refuse_step,
    "appealed": commands.appeal_refusal,
}
# Acts that name the authority, if the directory knows one of its kind.
SENT = {"submitted", "refused", "appealed"}


def tell() -> None:
    """Tell the procedures of Sana, oldest first, each act on its day."""
    found = [one for one in access.organisations() if one.code == "sana"]
    for organisation in found:
        story = _Story(organisation)
        story.tell_procedures()
        story.tell_births()
        story.write_versions()
        for number, (days, language, answers) in enumerate(GUIDES):
            story.ask(number, days, language, answers.split())
        story.of_family()
        for one in BESIDE:
            story.beside(*one)
        story.note(1, 17)


class _Story:
    """The lawyer, who leads every one of them."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation
        with scope(organisation.pk):
            house = actors.console(organisation, [])
            self.lawyer: Person = access.people(house).get(email=LAWYER)
            self.supervisor: Person = access.people(house).get(email=SUPERVISOR)

    @contextmanager
    def acting(self, ago: float, who: Person | None = None) -> Iterator[Actor]:
        """The lawyer acts, or somebody else, so many days ago; never later than an hour ago."""
        moment = clock.now() - max(DAY * ago, timedelta(hours=1))
        who = who or self.lawyer
        with scope(self.organisation.pk, who.pk), clock.told_at(moment):
            yield actors.actor_of(who)

    def tell_procedures(self) -> None:
        """Procedures of every kind, each act on its day."""
        for number, (days, template, before, steps) in enumerate(TOLD):
            row_id = self.open(number, days, template, before)
            for later, act, what in steps:
                self.go_on(row_id, days - later, act, what)
            if template in LETTERS:
                self.write_letter(number, row_id, days, *LETTERS[template])
        self.bring_letter()

    def tell_births(self) -> None:
        """Births on their way, with what is known of their proofs; two are only identified."""
        for number, (days, before, steps) in enumerate(BIRTHS):
            if (born := self.open_birth(number, days, before)) is None:
                continue
            for later, act, what in steps:
                self.go_on(born, days - later, act, what)
            if number in {1, 2}:
                self.prove(born, days / 2)
        self.identify()

    def open(self, number: int, days: float, template: str, before: int) -> UUID:
        """A procedure in a case of the lawyer, another one each time."""
        with self.acting(days) as actor:
            found = self._cases(actor)
            details = commands.ProcedureDetails(
                id=derived_uuid("demo procedure", number),
                template=template,
                origin=clock.today(actor.time_zone) - before * DAY,
                words=OPENING,
            )
            commands.open_procedure(actor, found[number % len(found)], details)
        return details.id

    def open_birth(self, number: int, days: float, before: int) -> UUID | None:
        """A registration for the youngest child of the lawyer's cases who has none yet."""
        with self.acting(days) as actor:
            if (case := self.unregistered(actor)) is None:
                return None
            details = commands.ProcedureDetails(
                id=derived_uuid("demo birth", number),
                template="LP-02",
                origin=clock.today(actor.time_zone) - before * DAY,
                words=OPENING,
            )
            commands.open_procedure(actor, case.pk, details)
        return details.id

    def identify(self) -> None:
        """Children whose papers of birth are missing, and for whom nothing was begun."""
        for _again in range(2):
            with self.acting(6) as actor:
                self.unregistered(actor)

    def unregistered(self, actor: Actor) -> Any:
        """The case of the youngest child who has no registration, once the paper is noted missing.
        """
        taken = queries.procedures(actor).filter(template__in=queries.BIRTHS).values("case_id")
        known = cases.cases(actor).open().filter(opened_at__lt=clock.now()).exclude(pk__in=taken)
        waiting = [one.case_id for one in queries.pipeline(actor)[terms.Stage.IDENTIFIED]]
        case = known.exclude(pk__in=waiting).order_by("-individual__birth_year", "pk").first()
        if case is None:
            return known.first()
        paper = people.DocumentDetails(
            id=derived_uuid("demo missing paper", case.code),
            individual_id=case.individual_id,
            type="MED_BIRTH",
            state="MISSING",
        )
        people.note_document(actor, paper)
        return case

    def prove(self, row_id: UUID, ago: float) -> None:
        """What is known of the proofs of a birth at home."""
        with self.acting(ago) as actor:
            today = clock.today(actor.time_zone)
            for told in (
                {"kind": "MED_BIRTH", "state": "lacking", "reason": "NEVER", "words": LACKS},
                {"kind": "witness", "state": "have", "words": LACKS},
                {"claim": "MOTHER", "kind": "PASS_FOREIGN", "state": "lacking", "reason": "LOST"},
                {"claim": "MOTHER", "kind": "POLICE_LOSS", "state": "asked",
                 "remind_on": today + 60 * DAY},
            ):  # fmt: skip
                said: dict[str, Any] = {"claim": "BIRTH", "on": today, **told}
                version = queries.procedure(actor, row_id).version
                details = commands.EvidenceTold(**said)
                commands.note_evidence(actor, row_id, version, details)

    def ask(self, number: int, days: float, language: str, answers: list[str]) -> None:
        """The interview guide, asked for another case each time."""
        with self.acting(days) as actor:
            found = self._cases(actor)
            details = commands.GuideDetails(
                id=derived_uuid("demo guide", number),
                case_id=found[number % len(found)],
                language=language,
            )
            run = commands.begin_guide(actor, details)
            for answer in answers:
                run = commands.answer_guide(actor, run.pk, run.version, answer)

    def _cases(self, actor: Actor) -> list[UUID]:
        known = cases.cases(actor).open().filter(opened_at__lt=clock.now())
        return list(known.order_by("opened_at").values_list("pk", flat=True))
    def of_family(self) -> None:
        """For a mother or father of a case, and for one who has none and came for advice."""
        with self.acting(4) as actor:
            led = cases.cases(actor).open().order_by("opened_at")
            kin = ((one, who) for one in led for who, *_told in queries.family_of_case(actor, one))
            for number, (case, who) in enumerate(islice(kin, 2)):
                details = commands.ProcedureDetails(
                    id=derived_uuid("demo procedure of family", number),
                    template=("LP-09", "LP-16")[number],
                    origin=clock.today(actor.time_zone),
                    words=OPENING,
                    individual_id=who,
                )
                commands.open_procedure(actor, None if number else case.pk, details)

    def beside(self, number: int, ago: float, kind: str, days: int, said: dict[str, Any]) -> None:
        """A hearing, a fee, who represents, or what was advised."""
        zone = self.organisation.time_zone
        day = clock.today(zone) + days * DAY
        told: dict[str, Any] = {name: what for name, what in said.items() if name != "appeal"}
        if kind == "hearing":
            told["at"] = clock.day_bounds(day, day, zone)[0] + timedelta(hours=10.5)
        elif kind == "represented":
            told["until"] = day
        with self.acting(ago) as actor:
            if kind == "advised":
                told["on"] = clock.today(actor.time_zone)
            if "appeal" in said:
                told["until"] = clock.today(actor.time_zone) + (said["appeal"] + int(ago)) * DAY
            details = commands.MatterDetails(**told)
            row_id = derived_uuid("demo procedure", number)
            commands.note_matter(actor, row_id, uuid7(), kind, details)

    def note(self, number: int, ago: float) -> None:
        """A note under privilege, for one supervisor."""
        with self.acting(ago) as actor:
            row = queries.procedure(actor, derived_uuid("demo procedure", number))
            leads = sorted(queries.note_supervisors(actor, row))
            details = commands.NoteDetails(
                about_on=clock.today(actor.time_zone),
                words=NOTE,
                supervisor_id=leads[0] if leads else None,
            )
            commands.write_procedure_note(actor, row.pk, uuid7(), details)

    def write_letter(
        self, number: int, row_id: UUID, days: float, code: str, language: str
    ) -> None:
        """A letter, kept on the last day of what is told of the procedure."""
        wish = commands.LetterWish(
            id=derived_uuid("demo letter", number),
            code=code,
            language=language,
            named=True,
            facts=FACTS,
            request=REQUEST,
        )
        with self.acting(days - 15) as actor:
            commands.keep_letter(actor, row_id, wish)

    def bring_letter(self) -> None:
        """A version of a letter that waits for the second person."""
        source = [("", "(Вымышлено) Наша шапка"), *shipped.lines("GENERAL", "ru")]
        with self.acting(3) as actor:
            content = building.docx(source, "ru")
            said = "(Вымышлено) Наша шапка"
            commands.upload_letter_template(actor, "GENERAL", "ru", content, said)

    def go_on(self, row_id: UUID, ago: float, act: str, what: str) -> None:
        """What happened next."""
        with self.acting(ago) as actor:
            row = queries.procedure(actor, row_id)
            version, step = row.version, queries.template_of(row).steps[row.step]
            if act == "paused":
                commands.pause_procedure(actor, row_id, version, WHY)
            elif act == "closed":
                commands.close_procedure(actor, row_id, version, what, WHY)
            else:
                asked = queries.agencies_for(actor, step) if act in SENT else []
                told = commands.StepTold(
                    agency_id=UUID(asked[0][0]) if asked else None,
                    on=clock.today(actor.time_zone),
                    what=what.rstrip("+"),
                    words=WHY,
                    obtained=what.endswith("+"),
                )
                ACTS[act](actor, row_id, version, told)

    def write_versions(self) -> None:
        """Own versions: one that was approved, one that waits, one that is not right yet."""
        approved = self.write(9, "LP-16", "ASK")
        with self.acting(8, self.supervisor) as actor:
            commands.approve_template(
                actor, "LP-16", approved.number, approved.version, queries.today(), WHY_SO
            )
        self.write(3, "LP-11", queries.latest_shipped()["LP-11"].begin)
        with self.acting(1) as actor:
            row = commands.draft_template(actor, "LP-01", 1)
            begin = queries.parsed(row).begin
            commands.add_template_step(actor, "LP-01", row.number, row.version, begin)

    def write(self, ago: float, code: str, step: str) -> TemplateVersion:
        """A version in which one step is called otherwise, proposed by the lawyer."""
        with self.acting(ago) as actor:
            row = commands.draft_template(actor, code, 1)
            told = next(one for one in row.content["steps"] if one["code"] == step)
            names = commands.StepDetails.__dataclass_fields__
            details = commands.StepDetails(
                **{**{name: told[name] for name in names}, "title": WRITING}
            )
            row = commands.edit_template_step(actor, code, row.number, row.version, step, details)
            return commands.propose_template(actor, code, row.number, row.version, WHY_SO)

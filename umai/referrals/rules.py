"""Decisions about referrals as pure functions: what may follow what, and what may be shared."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from umai.people.terms import Shareable
from umai.referrals import terms

State = terms.State
Fact = terms.FactKind
Teller = terms.Teller

LEAST_REASON = 15  # signs: "why" is not a reason
# Under which rule a referral is due.
CLOCKS = {
    terms.Urgency.URGENT: "RF.URGENT",
    terms.Urgency.SOON: "RF.SOON",
    terms.Urgency.WEEK: "RF.WEEK",
    terms.Urgency.ROUTINE: "RF.ROUTINE",
}
BEFORE = frozenset({State.DRAFT, State.CONSENT_PENDING})
UNANSWERED = frozenset({State.SENT, State.RECEIVED})
WORKED_ON = frozenset({State.ACCEPTED, State.IN_SERVICE})
ENDED = frozenset(
    {
        State.SERVICE_COMPLETED,
        State.NOT_COMPLETED,
        State.REJECTED,
        State.REVOKED,
        State.EXPIRED,
    }
)
OUT = UNANSWERED | WORKED_ON
# Who may hear of the child no longer, from that moment on.
SHUTS = frozenset({Fact.REFUSED, Fact.REVOKED, Fact.EXPIRED, Fact.SHUT})
# What may happen while a referral stands at one of these states.
MAY: dict[Fact, frozenset[State]] = {
    Fact.CONSENT_AWAITED: frozenset({State.DRAFT}),
    Fact.SENT: BEFORE,
    Fact.RECEIVED: frozenset({State.SENT}),
    Fact.ACCEPTED: UNANSWERED,
    Fact.REFUSED: UNANSWERED,
    Fact.APPOINTED: WORKED_ON,
    Fact.BEGUN: frozenset({State.ACCEPTED}),
    Fact.CONFIRMED: OUT,
    Fact.FAILED: OUT,
    Fact.REVOKED: BEFORE | OUT,
    Fact.EXPIRED: UNANSWERED,
    Fact.FEEDBACK: WORKED_ON | {State.SERVICE_COMPLETED, State.NOT_COMPLETED},
    Fact.SHUT: frozenset({State.SERVICE_COMPLETED, State.NOT_COMPLETED}),
}
LEADS_TO = {
    Fact.DRAFTED: State.DRAFT,
    Fact.CONSENT_AWAITED: State.CONSENT_PENDING,
    Fact.SENT: State.SENT,
    Fact.RECEIVED: State.RECEIVED,
    Fact.ACCEPTED: State.ACCEPTED,
    Fact.REFUSED: State.REJECTED,
    Fact.BEGUN: State.IN_SERVICE,
    Fact.CONFIRMED: State.SERVICE_COMPLETED,
    Fact.FAILED: State.NOT_COMPLETED,
    Fact.REVOKED: State.REVOKED,
    Fact.EXPIRED: State.EXPIRED,
}
# Whose word counts for what; who is not named here counts for nothing of the kind.
WORDS_OF = {
    Fact.CONFIRMED: frozenset({Teller.PROVIDER, Teller.CHILD, Teller.CARER}),
    Fact.ACCEPTED: frozenset({Teller.PROVIDER}),
    Fact.REFUSED: frozenset({Teller.PROVIDER}),
    Fact.RECEIVED: frozenset({Teller.PROVIDER}),
    Fact.FEEDBACK: frozenset({Teller.PROVIDER, Teller.CHILD, Teller.CARER}),
}
# What tells who somebody is, or leads to them.
NAMING = frozenset(
    {Shareable.NAME, Shareable.BORN, Shareable.PHONE, Shareable.SAFE_CONTACT, Shareable.ADDRESS}
)
# What may be told of somebody whom nobody has registered.
OF_NOBODY = frozenset({Shareable.NEED, Shareable.AGE, Shareable.SEX, Shareable.LANGUAGE})
# Refusals that mean: this help is not to be had.
UNAVAILABLE = frozenset({"full", "not_offered", "not_entitled", "place", "language"})


@dataclass(frozen=True)
class Standing:
    """Where a referral stands: its state, and whether the provider can still open what it tells."""

    state: State | None = None
    sent: bool = False
    shut: bool = False

    @property
    def open_to_provider(self) -> bool:
        """Whether anything of it may be shown at all."""
        return self.sent and not self.shut

    @property
    def ended(self) -> bool:
        """Whether nothing more is waited for."""
        return self.state in ENDED

    def allows(self, kind: str, teller: str = Teller.STAFF) -> bool:
        """Whether this may happen now, on this word."""
        fact = Fact(kind)
        if fact is Fact.DRAFTED:
            return self.state is None
        if self.state is None or self.state not in MAY[fact]:
            return False
        if fact is Fact.SHUT and self.shut:
            return False
        return fact not in WORDS_OF or teller in WORDS_OF[fact]

    def after(self, kind: str) -> "Standing":
        """Where it stands once this has happened."""
        fact = Fact(kind)
        return replace(
            self,
            state=LEADS_TO.get(fact, self.state),
            sent=self.sent or fact is Fact.SENT,
            shut=self.shut or fact in SHUTS,
        )


def standing(kinds: Iterable[str]) -> Standing:
    """Where a referral stands, from everything that happened, oldest first."""
    found = Standing()
    for kind in kinds:
        found = found.after(kind)
    return found


def says(words: str, names: Iterable[str]) -> bool:
    """Whether a text names somebody, whatever the capitals and the ending of a case."""
    said = [one.strip(".,;:!?()«»\"'-").casefold() for one in words.split()]
    stems = [_stem(one) for name in names for one in name.casefold().split() if len(one) > 2]
    return any(word.startswith(stem) for word in said for stem in stems)


def _stem(name: str) -> str:
    """A name without the vowel at its end, which Russian changes by case."""
    return name[:-1] if len(name) > 3 and name[-1] in "аеёиоуыэюяьй" else name


# The steps of a referral that goes well, for the line on top of its page.
WAY = (
    State.DRAFT,
    State.SENT,
    State.RECEIVED,
    State.ACCEPTED,
    State.IN_SERVICE,
    State.SERVICE_COMPLETED,
)
BEFORE_END = {
    State.REJECTED: State.RECEIVED,
    State.REVOKED: State.SENT,
    State.EXPIRED: State.SENT,
    State.NOT_COMPLETED: State.RECEIVED,
}


def steps(state: str, *, sent: bool) -> list[tuple[State, str]]:
    """The line of steps with "done", "now" or nothing; one that ended otherwise ends there."""
    now = State(state)
    if now in BEFORE_END and not sent:
        return [(State.DRAFT, "done"), (now, "now")]
    if now in BEFORE_END:
        until = WAY.index(BEFORE_END[now]) + 1
        return [*((one, "done") for one in WAY[:until]), (now, "now")]
    line = [now if now is State.CONSENT_PENDING and one is State.DRAFT else one for one in WAY]
    at = line.index(now)
    over = now is State.SERVICE_COMPLETED
    return [
        (one, "done" if n < at or over else "now" if n == at else "") for n, one in enumerate(line)
    ]

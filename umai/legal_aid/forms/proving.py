"""What is asked about a piece of evidence. What does not belong to its state is not asked."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Day, OneOf, Pairs, Words
from umai.foundation.vocabulary import queries as vocabulary
from umai.foundation.vocabulary.labels import words_of
from umai.legal_aid import births, commands, queries, terms
from umai.legal_aid.forms.acts import CHOOSE, NOT_A_DAY, SEALED, ActForm
from umai.legal_aid.models import Procedure

State = terms.EvidenceState
AGAIN = timedelta(days=7)
# What is asked beside what it is, the day and words.
ASKS = {
    State.HAVE: ("document_id",),
    State.ASKED: ("agency_id", "remind_on"),
    State.LACKING: ("reason",),
}
WHEN = {
    State.HAVE: _("Since which day is it here?"),
    State.ASKED: _("On which day was it asked for?"),
    State.LACKING: _("On which day did this become clear?"),
}


class EvidenceForm(ActForm):
    """How it stands with one piece of evidence for one claim."""

    version = forms.IntegerField(widget=forms.HiddenInput())
    document_id = OneOf(
        [], label=_("Which paper?"), help_text=_("Noted with the child or with a parent.")
    )
    kind = OneOf([], label=_("Which proof?"))
    agency_id = OneOf([], label=_("Whom did you ask?"), help_text=_("From the directory."))
    reason = OneOf(
        words_of("evidence_lack"),
        label=_("Why is it not to be had?"),
        required=True,
        error_messages={"required": _("Choose why it is not to be had.")},
        widget=widgets.ChooseOne(),
    )
    on = Day(required=True, error_messages={"required": NOT_A_DAY})
    remind_on = Day(label=_("Remind me on"), help_text=_("If no answer has come by then."))
    words = Words(label=_("What you want to say"), help_text=SEALED, max_length=4000)

    def __init__(
        self, typed: Any, *, actor: Actor, row: Procedure, claim: births.Claim, state: str
    ) -> None:
        today = clock.today(actor.time_zone)
        begun = {
            "version": row.version,
            "on": today.isoformat(),
            "remind_on": (today + AGAIN).isoformat(),
        }
        super().__init__(typed, initial=begun)
        self.claim, self.state = claim, State(state)
        self.fields["on"].label = WHEN[self.state]
        self._offer("kind", kinds(claim))
        if self.state == State.HAVE:
            self._offer("document_id", _papers(actor, row))
        if self.state == State.ASKED:
            self._offer("agency_id", queries.agencies_to_ask(actor, row))
        wanted = {one for asked in ASKS.values() for one in asked} - set(ASKS[self.state])
        for name in wanted:
            del self.fields[name]

    def _offer(self, name: str, offered: Pairs) -> None:
        if offered:
            self.fields[name].choices = [("", CHOOSE), *offered]  # type: ignore[attr-defined]
        else:
            del self.fields[name]

    def told(self) -> commands.EvidenceTold:
        """The input of the command. Call it only when the form is valid."""
        said = self.cleaned_data
        paper, agency = said.get("document_id"), said.get("agency_id")
        return commands.EvidenceTold(
            claim=self.claim.code,
            state=self.state,
            kind=said["kind"],
            on=said["on"],
            reason=said.get("reason", ""),
            document_id=UUID(paper) if paper else None,
            agency_id=UUID(agency) if agency else None,
            remind_on=said.get("remind_on"),
            words=said["words"],
        )


def kinds(claim: births.Claim) -> Pairs:
    """What proves a claim most often, then every other paper and kind of proof."""
    papers = vocabulary.choices("document_type")
    every: dict[Any, Any] = {**dict(papers), **dict(terms.EvidenceKind.choices)}
    first = [(code, every[code]) for code in claim.kinds if code in every]
    others = [(code, words) for code, words in every.items() if code not in claim.kinds]
    return [*first, (str(_("Other")), others)]


def _papers(actor: Actor, row: Procedure) -> Pairs:
    return [
        (str(pk), f"{vocabulary.label('document_type', kind)} \N{MIDDLE DOT} {code}")
        for pk, code, kind in queries.papers_to_choose(actor, row)
    ]

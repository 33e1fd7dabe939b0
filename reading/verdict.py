"""Checks suggested claims against the text that they quote: refuses what cannot be, marks what a person must judge.

Three classes of rules. A *mechanical* one compares the claim with the text and the graph, and is always right: the
quote stands in the report, the number, unit, day and likelihood are those of the quote. A *cue* rule holds the stance
against the quote's own words of denial, doubt or justification. *Reading* rules mark: who speaks, in which direction,
on what it stands. The verifier shows that a claim can be read from its words. It does not show that the words are true.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ..schema.vocabulary import Property
from .checks_judgement import judgement
from .checks_mechanical import mechanical
from .checks_stance import cue
from .report import ReportReading
from .suggestion import SuggestedClaims, SuggestedThing, Suggestion, marked


class RuleClass(StrEnum):
    """How sure a rule is of what it refuses."""

    MECHANICAL = "mechanical"
    CUE = "cue"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a suggestion is refused: the class of the rule, its name, and a sentence."""

    rule_class: RuleClass
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """A suggestion with its marks, and why it is refused; one without refusals goes to a person."""

    suggestion: Suggestion
    refusals: tuple[Refusal, ...]

    @property
    def passed(self) -> bool:
        """Whether no rule refuses it."""
        return not self.refusals


def verdicts(
    reading: ReportReading,
    suggestions: Sequence[Suggestion],
    *,
    things: Sequence[SuggestedThing] = (),
    ids: Iterable[str] = (),
) -> tuple[Verdict, ...]:
    """Return the verdict on each suggestion, in their order.

    `things` are those that come with the suggestions, `ids` those of the graph that the request offered; without any,
    those that the text's mentions may mean. Claims of the graph may be rested on by their ids.
    """
    offered = frozenset(ids) | frozenset(thing.id for thing in things)
    before: list[Suggestion] = []
    kinds = {thing.id: thing.kind for thing in things}
    answers = []
    for suggestion in suggestions:
        refusals = [
            *(Refusal(RuleClass.MECHANICAL, *why) for why in mechanical(reading, suggestion, offered, kinds, before)),
            *(Refusal(RuleClass.CUE, *why) for why in cue(reading, suggestion)),
        ]
        marks = (*suggestion.marks, *marked(judgement(reading, suggestion)))
        answers.append(Verdict(replace(suggestion, marks=tuple(dict.fromkeys(marks))), tuple(refusals)))
        before.append(suggestion)
    return tuple(answers)


def passed_claims(claims: SuggestedClaims, answers: Sequence[Verdict]) -> SuggestedClaims:
    """Return the suggestions that no rule refuses, with their marks; the others are counted in a note."""
    kept = tuple(answer.suggestion for answer in answers if answer.passed)
    refused = len(answers) - len(kept)
    notes = (*claims.notes, *([f"{refused} suggested claims were refused"] if refused else []))
    return replace(claims, suggestions=kept, notes=notes)


def refused_rows(answers: Iterable[Verdict]) -> Iterator[tuple[str, Property, str]]:
    """Yield the id, property and reasons of each suggestion that was refused."""
    for answer in answers:
        if not answer.passed:
            reasons = "; ".join(f"{refusal.rule}: {refusal.reason}" for refusal in answer.refusals)
            yield answer.suggestion.id, answer.suggestion.property, reasons

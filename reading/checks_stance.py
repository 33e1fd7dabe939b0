"""Cue checks of a suggested claim: its stance against the quote's own words of denial, doubt and justification."""

from __future__ import annotations

from collections.abc import Iterator

from ..schema.vocabulary import Stance
from .checks_mechanical import counts_in
from .cue import StanceCue, clause_of, cues_of
from .report import ReportReading
from .suggestion import Suggestion

#: What a stance that puts a value forward cannot be read from, with the words for it.
_AGAINST = {
    Stance.DENIES: "denies",
    Stance.DECLINES: "declines to say",
    Stance.DOUBTS: "doubts",
    Stance.JUSTIFIES: "justifies",
    Stance.SUPPOSES: "only supposes",
    Stance.ANTICIPATES: "only anticipates",
}
#: Stances of which a quote that shows another of them is no ground.
_EXCLUDES = {
    Stance.DENIES: frozenset({Stance.JUSTIFIES, Stance.DECLINES}),
    Stance.JUSTIFIES: frozenset({Stance.DENIES, Stance.DECLINES}),
    Stance.DOUBTS: frozenset({Stance.DENIES}),
    Stance.DECLINES: frozenset({Stance.DENIES, Stance.JUSTIFIES}),
}


def cue(reading: ReportReading, claim: Suggestion) -> Iterator[tuple[str, str]]:
    """Yield why the stance of a claim cannot be read from the clause of its quote that it is about."""
    text = claim.quote.exact
    place = anchor_of(reading, claim)
    first, last = clause_of(text, 0, len(text), place) if place is not None else (0, len(text))
    cues = [match for match in cues_of(text, first, last) if not _later(match, claim, place)]
    stances = {match.stance for match in cues}
    if claim.stance in (Stance.ASSERTS, Stance.SUGGESTS):
        against = next((match for match in cues if match.stance in _AGAINST), None)
        if against and claim.stance not in stances - {Stance.SUGGESTS}:
            yield "stance", f"{claim.stance} what the quote {_AGAINST[against.stance]} ({against.words!r})"
        elif claim.stance == Stance.ASSERTS and (weaker := _suggestion(cues, claim)):
            yield "stance", f"asserts what the quote only suggests ({weaker.words!r})"
        return
    excluded = _EXCLUDES.get(claim.stance, frozenset()) & stances
    if excluded and claim.stance not in stances:
        yield "stance", f"{claim.stance}, where the quote {_AGAINST[min(excluded)]}"


def anchor_of(reading: ReportReading, claim: Suggestion) -> int | None:
    """Return where in its quote a claim is read: at its hedge, number, words or thing; None where none is there."""
    quote = claim.quote
    for words in (claim.hedge, claim.value if isinstance(claim.value, str) else None):
        if words and (place := quote.exact.casefold().find(words.casefold())) >= 0:
            return place
    if isinstance(claim.value, int | float) and not isinstance(claim.value, bool):
        return next((count.start for count in counts_in(reading, claim) if count.number == claim.value), None)
    for mention in reading.mentions_in(quote.start, quote.end):
        if claim.entity and claim.entity in (mention.id, f"iso:{mention.state}"):
            return mention.start - quote.start
    return None


def _later(match: StanceCue, claim: Suggestion, place: int | None) -> bool:
    """Whether a word of suggestion stands behind what is claimed, and so is of what follows."""
    return match.stance == Stance.SUGGESTS and place is not None and match.start > place + len(claim.hedge or "")


def _suggestion(cues: list[StanceCue], claim: Suggestion) -> StanceCue | None:
    return next((match for match in cues if match.stance == Stance.SUGGESTS), None)

"""What a person must judge of a suggested claim: who speaks, in which direction, on what it stands, whose words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..schema.ids import slug
from ..schema.vocabulary import Basis, Property
from .cue import basis_of
from .passing import passings_of
from .report import ReportReading
from .suggestion import ReviewMark, Suggestion
from .text import TextSentence

_DIRECTED = frozenset({Property.FROM, Property.TO, Property.DIRECTION})
#: Words that a value may have beside the quote's own.
_SMALL = frozenset(
    (
        *("a", "an", "and", "as", "at", "be", "been", "by", "for", "from", "had", "has", "have", "in", "is", "it"),
        *("its", "no", "not", "of", "on", "or", "the", "to", "was", "were", "with"),
    )
)


def judgement(reading: ReportReading, claim: Suggestion) -> Iterator[tuple[ReviewMark, str]]:
    """Yield what a person should look at, with the reason."""
    quote = claim.quote
    within = [s for s in reading.sentences if s.start < quote.end and quote.start < s.end]
    speakers = [speaker for sentence in within for speaker in reading.speakers[sentence.number]]
    named = {speaker.id or f"new:{slug(speaker.name)}" for speaker in speakers}
    if claim.speaker not in named and not reading.has_own_voice:
        yield ReviewMark.SPEAKER, "the sentence names another speaker" if named else "the sentence names no speaker"
    if len({speaker.name for speaker in speakers if not speaker.repeated}) > 1:
        yield ReviewMark.SPEAKER, "the sentence has several speakers"
    if claim.property in _DIRECTED:
        yield ReviewMark.DIRECTION, _direction(reading, claim, within)
    basis = basis_of(reading.text, quote.start, quote.end)
    if basis and basis != claim.basis and {basis, claim.basis} != {Basis.IMAGERY, Basis.IMAGERY_COVERED}:
        yield ReviewMark.BASIS, f"the quote has words of {basis}, the claim stands on {claim.basis}"
    if isinstance(claim.value, str) and (words := _beyond(claim.value, quote.exact)):
        yield ReviewMark.OWN_WORDS, f"not in the quote: {', '.join(words)}"
    if claim.about.startswith("new:") and any(
        m.id and m.id.startswith("sg:") for m in reading.mentions_in(quote.start, quote.end)
    ):
        yield ReviewMark.EVENT, "it may be an event that the graph has"


def _direction(reading: ReportReading, claim: Suggestion, within: Sequence[TextSentence]) -> str:
    """Say what is not checked; and where goods go to a body in a State, that the claim has the State for it."""
    passings = [passing for sentence in within for passing in passings_of(reading, sentence)]
    for passing in passings if claim.property is Property.TO else ():
        if passing.body and claim.entity not in (passing.body.id, f"iso:{passing.receiver}"):
            return f"the quote names {passing.body.words}, which is no State, as who receives"
    return "who gives and who receives is not checked"


def _beyond(value: str, quote: str) -> list[str]:
    """Return the words of a value that its quote lacks, up to the endings of words."""
    stems = {word[:5] for word in re.findall(r"\w+", quote.casefold())}
    words = re.findall(r"\w+", value.casefold())
    return [word for word in words if word not in _SMALL and word[:5] not in stems]

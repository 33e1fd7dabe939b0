"""Sentences of a report that a person should read: where a claim may stand, whether rules draft one or not."""

from __future__ import annotations

from .cue import cues_of, is_law
from .passing import passings_of
from .report import ReportReading
from .span import MentionKind
from .text import TextSentence


def worth_reading(reading: ReportReading) -> tuple[TextSentence, ...]:
    """Return the sentences in which a claim may stand: with goods or a count, and a place, State or doubt."""
    marks = []
    for sentence in reading.sentences:
        start, end = sentence.start, sentence.end
        kinds = {mention.kind for mention in reading.mentions_in(start, end)}
        counted = bool(reading.counts_in(sentence)) or MentionKind.GOODS in kinds
        somewhere = bool(kinds & {MentionKind.PLACE, MentionKind.SHIP, MentionKind.STATE})
        hedged = cues_of(reading.text, start, end) or reading.counts_in(sentence)
        passes = MentionKind.GOODS in kinds and bool(passings_of(reading, sentence))
        if somewhere and ((counted and hedged) or passes or is_law(reading.text, start, end)):
            marks.append(sentence)
    return tuple(marks)

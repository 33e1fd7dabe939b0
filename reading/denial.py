"""Denials: goods that are said not to pass, and States that deny what others say without naming it."""

from __future__ import annotations

import re

from ..schema.vocabulary import Stance
from .cue import StanceCue, clause_of
from .passing import Passing, passings_of
from .report import ReportReading
from .span import MentionKind
from .speaker import Speaker
from .text import TextSentence

#: Right before a word for passing.
_NOT_PASSING = re.compile(r"(?:\bnot|\bnever|n['\u2019]t|\bunable to|\bno longer)(?: [a-z]+){0,2} \Z")
_IN_GENERAL = re.compile(r"\bnot (?:typically|usually|normally|generally|traditionally) \Z")
#: What is denied is not named, but pointed at.
_DENIED = re.compile(
    r"\b(?P<verb>denied|denies|deny|rejected|rejects|dismissed|dismisses|refuted|refutes)"
    r"(?=\s*[.,;]|\s*\Z| (?:(?:an?|the|such|these|those|all|any|that) )?(?:[\w.'\u2019-]+ ){0,3}?"
    r"(?:allegations?|accusations?|claims?|charges?|reports?|involvement|findings|assertions?|suggestions?|wrongdoing"
    r"|this|it|doing so)\b)"
)


def not_passing(text: str, sentence: TextSentence, passing: Passing) -> StanceCue | None:
    """Return the words by which goods are said not to pass: `is not supplying arms`."""
    word = text.index(passing.word, passing.start)
    match = _NOT_PASSING.search(text, max(sentence.start, passing.start - 40), word)
    return StanceCue(match.start(), match.end(), match.group(), Stance.DENIES, None) if match else None


def is_background(text: str, sentence: TextSentence, passing: Passing, speaker: Speaker, cue: StanceCue | None) -> bool:
    """Whether a sentence touches on goods that do not typically pass, or, without a speaker, on one side of two."""
    word = text.index(passing.word, passing.start)
    if _IN_GENERAL.search(text, max(sentence.start, word - 24), word):
        return True
    sided = passing.giver and passing.receiver and not passing.inferred
    return speaker.form == "publisher" and not sided and cue is None


def only_denies(text: str, sentence: TextSentence, speaker: Speaker) -> bool:
    """Whether a State denies what another says in the sentence: `Chad accused Sudan of it, which Sudan denies`."""
    if not speaker.state or not sentence.start < speaker.position < sentence.end:
        return False
    return _DENIED.search(text, speaker.position, min(sentence.end, speaker.position + 60)) is not None


def denial_by(reading: ReportReading, sentence: TextSentence, speaker: Speaker) -> StanceCue | None:
    """Return the verb by which a State denies what a report says of it; None where it names the goods itself."""
    match = _DENIED.search(reading.text, sentence.start, sentence.end)
    if match is None:
        return None
    states = reading.mentions_in(sentence.start, match.start(), MentionKind.STATE)
    first, last = clause_of(reading.text, sentence.start, sentence.end, match.start())
    names_goods = any(first <= passing.start < last for passing in passings_of(reading, sentence))
    if names_goods or not states or states[-1].state != speaker.state:
        return None
    return StanceCue(match.start("verb"), match.end("verb"), match["verb"], Stance.DENIES, None)

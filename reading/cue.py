"""Words by which a text says what a speaker does with a proposition: denies, doubts, suggests, and how likely it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from ..schema.vocabulary import Basis, Likelihood, Stance
from .lexicon import CueLexicon, CueWords, lexicon

#: Of several cues for one proposition the first of these counts.
STRENGTH = (
    Stance.DENIES,
    Stance.DECLINES,
    Stance.DOUBTS,
    Stance.JUSTIFIES,
    Stance.SUPPOSES,
    Stance.ANTICIPATES,
    Stance.SUGGESTS,
)
_CLAUSE = re.compile(
    r";|\s[\u2013\u2014-]\s|, (?:and|but|although|though|while|whereas|which|who|after|before|as|when|because|saying"
    r"|stating|adding|citing|according)\b|\b(?:although|though|whereas|after their)\b|[.?!][\"\u201d]? "
)


@dataclass(frozen=True, slots=True)
class StanceCue:
    """Words from `start` to `end` of a text that show a stance; `likelihood` where they are a term of ICD 203."""

    start: int
    end: int
    words: str
    stance: Stance
    likelihood: Likelihood | None


def cues_of(text: str, first: int = 0, last: int | None = None) -> tuple[StanceCue, ...]:
    """Return the cues of a stretch of text in order; of words that overlap the longest."""
    pattern, rows = _table()
    cues = []
    for match in pattern.finditer(text, first, len(text) if last is None else last):
        row = rows[" ".join(match.group().lower().split())]
        if match.group()[0].isupper() and match.group().lower() == "may" and not _is_verb(text, match):
            continue
        cues.append(StanceCue(match.start(), match.end(), match.group(), row.stance, row.likelihood))
    return tuple(cues)


def _is_verb(text: str, may: re.Match[str]) -> bool:
    """Whether `May` opens a sentence and goes on with a verb, not with a day or year; `a May report` has a month."""
    within = re.search(r"[\w,] \Z", text[max(0, may.start() - 2) : may.start()])
    return not within and not re.match(r"[ ,]*(?:\d|\Z|[.,;)])", text[may.end() : may.end() + 4])


def strongest(cues: Iterable[StanceCue]) -> StanceCue | None:
    """Return the cue that counts for a proposition: a denial before a doubt, a doubt before a suggestion.

    Of suggestions one with a degree of likelihood counts before others, then the one that comes first.
    """
    ranked = sorted(cues, key=lambda cue: (STRENGTH.index(cue.stance), cue.likelihood is None, cue.start))
    return ranked[0] if ranked else None


def clause_of(text: str, first: int, last: int, position: int) -> tuple[int, int]:
    """Return the bounds of the clause of a sentence (from `first` to `last`) in which a place lies."""
    start, end = first, last
    for match in _CLAUSE.finditer(text, first, last):
        if match.end() <= position:
            start = match.end()
        elif match.start() > position:
            end = match.start()
            break
    return start, end


def is_law(text: str, first: int, last: int) -> bool:
    """Whether a stretch of text says what measures forbid."""
    return bool(_law().search(text, first, last))


def basis_of(text: str, first: int, last: int) -> Basis | None:
    """Return the kind of evidence that a stretch of text names; None where it names none."""
    for basis, pattern in _bases():
        if pattern.search(text, first, last):
            return basis
    return None


def _phrases(phrases: Sequence[str]) -> str:
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest_first)


@cache
def _table() -> tuple[re.Pattern[str], dict[str, CueWords]]:
    rows: dict[str, CueWords] = {}
    for row in lexicon(CueLexicon, "cues").cues:
        for phrase in row.words:
            rows.setdefault(phrase.lower(), row)
    return re.compile(rf"(?<![\w-])(?:{_phrases([*rows])})(?![\w-])", re.IGNORECASE), rows


@cache
def _law() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_phrases(lexicon(CueLexicon, 'cues').law)})\b", re.IGNORECASE)


@cache
def _bases() -> tuple[tuple[Basis, re.Pattern[str]], ...]:
    rows = lexicon(CueLexicon, "cues").bases
    return tuple((basis, re.compile(rf"\b(?:{_phrases(words)})\b", re.IGNORECASE)) for basis, words in rows.items())

"""The sentences of a report with their places in the untouched text, and how two texts are known to be one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from .page import LONGEST_SENTENCE, Page

#: A sentence's end, with a blank behind it; or with none, between a word and the capital of the next: `to China.The`.
_BREAK = re.compile(
    r"([.!?\u2026\u3002]{1,5}[\"\u201d\u2019'\u00bb)\]]*)(\s+)(?=[\"\u201c\u2018'(\[]*[^\W_a-z])"
    r"|(?<=[a-z]{3})([.])(?=[A-Z][a-z]+ [a-z])"
)
#: A full stop after these ends no sentence.
_SHORTENED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Rep|Sen|Gov|Gen|Lt|Col|Maj|Capt|Adm|Brig|Sgt|No|Nos|vs|etc|Inc|Ltd|Co|Corp|Jr|Sr|Fig"
    r"|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|al|ca|e\.g|i\.e|cf|para|paras|Art)|\b[A-Z]|(?:\b[A-Z]\.)+[A-Z])\Z"
)
_CAPITALS = re.compile(r"(?:\b[A-Z]\.)+[A-Z]\Z")
#: How long the pieces of two texts are that are compared, in words.
SHINGLE = 5
#: Two texts that share so much are copies of one: an agency's story in two papers.
NEAR = 0.6


@dataclass(frozen=True, slots=True)
class TextSentence:
    """A sentence from `start` to `end` of the text as read; `paragraph` and `number` count from 0."""

    start: int
    end: int
    text: str
    paragraph: int
    number: int


def sentences_of(page: Page) -> tuple[TextSentence, ...]:
    """Return the sentences of a page's report; stretches that are longer than any sentence are left out."""
    sentences: list[TextSentence] = []
    skipped = page.head.dateline_end
    for paragraph, line in enumerate(page.kept):
        first = line.start + (skipped if paragraph == 0 else 0)
        for start, end in _bounds(page.report, first, line.end):
            if end - start <= LONGEST_SENTENCE:
                sentences.append(TextSentence(start, end, page.text[start:end], paragraph, len(sentences)))
    return tuple(sentences)


def _bounds(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    start = first
    for match in _BREAK.finditer(text, first, last):
        before = text[max(start, match.start() - 20) : match.start()]
        mark = match.group(1) or match.group(3)
        stop = mark.startswith(".") and len(mark.rstrip("\"\u201d\u2019'\u00bb)]")) == 1
        if stop and _SHORTENED.search(before) and not _ends_anyway(before, text, match.end()):
            continue
        if bounds := _trimmed(text, start, match.start() + len(mark)):
            yield bounds
        start = match.end()
    if bounds := _trimmed(text, start, last):
        yield bounds


def _ends_anyway(before: str, text: str, after: int) -> bool:
    """`… in the U.S. The ship …`: a word that opens sentences begins the next."""
    following = re.match(
        r"(?:The|It|In|He|She|They|But|A|An|On|This|That|These|However|According|At)\b", text[after : after + 12]
    )
    return bool(_CAPITALS.search(before) and following)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def fingerprint(text: str) -> frozenset[bytes]:
    """Return digests of every SHINGLE words of a text, in small letters: what copies have in common."""
    words = re.findall(r"[^\W_]+", text.lower())
    pieces = (words[index : index + SHINGLE] for index in range(max(1, len(words) - SHINGLE + 1)))
    return frozenset(blake2b(" ".join(piece).encode(), digest_size=8).digest() for piece in pieces)


def likeness(first: frozenset[bytes], second: frozenset[bytes]) -> float:
    """Return how much of the shorter of two fingerprinted texts is in the other, from 0 to 1."""
    shorter = min(len(first), len(second))
    return len(first & second) / shorter if shorter else 0.0


def are_copies(first: str, second: str) -> bool:
    """Whether two texts are the same, or one a near copy of the other."""
    return likeness(fingerprint(first), fingerprint(second)) >= NEAR

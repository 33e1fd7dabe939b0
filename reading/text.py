"""The sentences of a report with their places in the untouched text, and how two texts are known to be one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b

from .page import LONGEST_SENTENCE, Page
from .sentence import sentence_bounds

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
        for start, end in sentence_bounds(page.report, first, line.end):
            if end - start <= LONGEST_SENTENCE:
                sentences.append(TextSentence(start, end, page.text[start:end], paragraph, len(sentences)))
    return tuple(sentences)


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

"""Where the sentences of a text begin and end: what ends one, and which full stops do not."""

from __future__ import annotations

import re
from collections.abc import Iterator

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


def sentence_bounds(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield the bounds of each sentence of a stretch of text, without the blanks around it."""
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

"""What a file's form alone gives: its text as read, the blocks that it consists of, and what its head says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .source_file import SourceFile


@dataclass(frozen=True, slots=True)
class Block:
    """A line or paragraph from `start` to `end` of a text; `dropped` is why the form shows it to be no report."""

    start: int
    end: int
    dropped: str = ""
    heading: bool = False


@dataclass(frozen=True)
class FileHead:
    """What a file says of its report beside the text; None where it does not."""

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None


@dataclass(frozen=True)
class RawText:
    """The text as read, to which all positions belong, in blocks, and the head of its file.

    `markup` are stretches of the text that are signs of its form and no words.
    """

    text: str
    blocks: tuple[Block, ...]
    head: FileHead = FileHead()
    markup: tuple[tuple[int, int], ...] = ()
    notes: tuple[str, ...] = ()


#: How long a line is that an editor broke off, and how many of the lines after it begin with a small letter.
_WRAPPED = range(40, 140)
_GOING_ON = 0.4


def raw_text(file: SourceFile) -> RawText:
    """Return plain text by its lines; lines that an editor broke off are one block."""
    text = file.text()
    return RawText(text, tuple(blocks_of(text)))


def blocks_of(text: str, first: int = 0) -> list[Block]:
    """Return the lines of a text from a place on, those of one paragraph together where they were broken off."""
    blocks: list[Block] = []
    group: list[tuple[int, int]] = []
    for start, end in _lines(text, first):
        if group and text[group[-1][1] : start].strip(" \t") != "\n":
            blocks += _paragraph(text, group)
            group = []
        group.append((start, end))
    return blocks + _paragraph(text, group)


def _lines(text: str, first: int) -> Iterator[tuple[int, int]]:
    """Yield the bounds of each line that is not blank."""
    while first < len(text):
        end = text.find("\n", first)
        end = len(text) if end < 0 else end
        if not text[first:end].isspace() and first < end:
            yield first, end
        first = end + 1


def _paragraph(text: str, lines: list[tuple[int, int]]) -> list[Block]:
    """Return lines without a blank line between them as one block, where most go on in the middle of a sentence."""
    shown = [text[start:end].strip() for start, end in lines]
    if len(lines) > 1 and not any(_listed(line) for line in shown):
        going_on = sum(line[:1].islower() for line in shown[1:])
        full = all(len(line) in _WRAPPED for line in shown[:-1])
        if full and going_on >= _GOING_ON * (len(lines) - 1):
            return [Block(lines[0][0], lines[-1][1])]
    return [Block(start, end) for start, end in lines]


def _listed(line: str) -> bool:
    return bool(re.match(r"[\u2022\u25b2*+#>|-]|\d+[.)]\s", line))

"""What of a file is the report: its lines, why each was kept or went, and what the page says of the report."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from ..schema.errors import InputError
from .head import PageHead, page_head
from .html import html_text
from .lexicon import PageWords, lexicon
from .markdown import markdown_text
from .pdf import pdf_text
from .raw import Block, RawText, raw_text
from .script import Script, script_of
from .sentence import sentence_bounds
from .source_file import FileForm, SourceFile, source_file

#: A line of the report has so many words, or fewer where it stands among its lines and ends as a sentence.
FEWEST_WORDS, FEWEST_AMONG = 8, 4
#: So many words excuse a full stop that is missing.
EXCUSED = 25
#: So much of a line are small words such as `the`; less where it ends as a sentence, which may be full of names.
SMALL_SHARE, SMALL_AMONG_NAMES = 0.12, 0.05
#: A longer stretch without a sentence's end is no sentence.
LONGEST_SENTENCE = 5000
#: A long line of which more than this share are sentences that stand in it before is read without them.
REPEATED = 0.5
#: A report has at most so many characters: a Panel's with its annexes has about two millions.
LONGEST_REPORT = 3_000_000
_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_END = re.compile(r"[.!?\u2026\u3002][\"\u201d\u2019'\u00bb)\]*_`]*(?:\[\^?\w+\])*\s*\Z")
_BULLET = re.compile(r"\s*[\u2022\u00b7\u25cf\u25aa*+\u25ba-]\s")


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line or paragraph of the text as read; `why` says why it counts as the report's, or not."""

    start: int
    end: int
    kept: bool
    why: str


@dataclass(frozen=True)
class Page:
    """A report's file as read: the text, its lines, and what the page says of the report.

    `text` is never changed, and all positions are code points of it; `sha256` is of it in UTF-8.
    """

    file: SourceFile
    text: str
    lines: tuple[PageLine, ...]
    head: PageHead
    script: Script
    sha256: str
    markup: tuple[tuple[int, int], ...] = ()
    notes: tuple[str, ...] = field(default=())

    @cached_property
    def report(self) -> str:
        """Return the text with blanks for all that is not the report's, so that each position stays."""
        shown = []
        end = 0
        for line in self.lines:
            if line.kept:
                shown += [_blank(self.text[end : line.start]), self.text[line.start : line.end]]
                end = line.end
        return _without("".join([*shown, _blank(self.text[end:])]), self.markup)

    @property
    def kept(self) -> tuple[PageLine, ...]:
        """Return the lines that are the report's."""
        return tuple(line for line in self.lines if line.kept)


def page(path: Path) -> Page:
    """Read the file of a report. Raises InputError where it holds no text, or none that reads as a report's."""
    return page_of(source_file(path))


def page_of(file: SourceFile) -> Page:
    """Return the page that a file holds. Raises InputError as `page` does."""
    raw = _READERS[file.form](file)
    script = script_of(raw.text)
    lines = _lines(raw, script, file.form)
    if not any(line.kept for line in lines):
        reasons = sorted({line.why for line in lines})[:3]
        problem = f"no line of it reads as a report's text ({'; '.join(reasons)})"
        raise InputError(file.name, problem, "Give the report's text alone, in whole sentences.")
    if (length := sum(line.end - line.start for line in lines if line.kept)) > LONGEST_REPORT:
        problem = f"has {length:,} characters of text; at most {LONGEST_REPORT:,} are read as one report"
        raise InputError(file.name, problem, "Give its parts as files of their own.")
    notes = [*raw.notes]
    if not script.is_read:
        notes.append(
            f"the text is in {script}: its numbers and the names that the graph bears in that script are linked; its "
            "sentences are beyond these rules"
        )
    digest = hashlib.sha256(raw.text.encode("utf-8", "surrogatepass")).hexdigest()
    kept = [raw.text[line.start : line.end] for line in lines if line.kept]
    dropped = [raw.text[line.start : line.end] for line in lines if not line.kept]
    head = page_head(raw.head, kept, dropped)
    return Page(file, raw.text, tuple(lines), head, script, digest, raw.markup, tuple(notes))


_READERS: dict[FileForm, Callable[[SourceFile], RawText]] = {
    FileForm.TEXT: raw_text,
    FileForm.MARKDOWN: markdown_text,
    FileForm.HTML: html_text,
    FileForm.PDF: pdf_text,
}


def _lines(raw: RawText, script: Script, form: FileForm) -> list[PageLine]:
    lines: list[PageLine] = []
    before: set[str] = set()
    for block in _told_once(raw):
        shown = raw.text[block.start : block.end]
        bare = "" if block.dropped else " ".join(_without(raw.text, raw.markup, block.start, block.end).split())
        among = bool(lines) and lines[-1].kept
        why = block.dropped or _problem(bare, script, among, form)
        if not why and bare in before:
            why = "stands a second time"
        if not why and len(shown) > LONGEST_SENTENCE and len(bare) > LONGEST_SENTENCE * (1 + len(_ENDS.findall(bare))):
            why = f"{len(shown):,} characters without the end of a sentence"
        before.add(bare)
        lines.append(PageLine(block.start, block.end, not why, why or "sentences"))
    return _without_captions(raw.text, lines)


def _told_once(raw: RawText) -> Iterator[Block]:
    """Yield the blocks of a file; of a long one that mostly repeats its sentences, what stands again apart.

    A file of one sentence over and over is so read as fast as that sentence.
    """
    for block in raw.blocks:
        if block.dropped or block.end - block.start <= LONGEST_SENTENCE:
            yield block
            continue
        stretches = _stretches(raw.text, block)
        again = sum(end - start for start, end, repeated in stretches if repeated)
        if again <= REPEATED * (block.end - block.start):
            yield block
            continue
        for start, end, repeated in stretches:
            yield replace(block, start=start, end=end, dropped=_AGAIN if repeated else "")


def _stretches(text: str, block: Block) -> list[tuple[int, int, bool]]:
    """Return the stretches of a block in which every sentence, or none, stood in it before."""
    before: set[str] = set()
    stretches: list[tuple[int, int, bool]] = []
    for first, last in sentence_bounds(text, block.start, block.end):
        words = text[first:last]
        repeated = words in before
        before.add(words)
        if stretches and stretches[-1][2] == repeated:
            first = stretches.pop()[0]
        stretches.append((first, last, repeated))
    return stretches


_AGAIN = "its sentences stand a second time"
_ENDS = re.compile(r"[.!?\u3002]")


def _problem(line: str, script: Script, among: bool, form: FileForm) -> str:
    """Why a line is not the report's text; empty where it is."""
    words = _WORD.findall(line)
    page_words = lexicon(PageWords, "page")
    if marker := _marker(line, page_words.markers):
        return f"part of the page: begins with `{marker}`"
    if marker := _marker(line, page_words.picture_markers, ":"):
        return f"about a picture: begins with `{marker}`"
    if form is FileForm.TEXT and _BULLET.match(line):
        return "an entry of a list"
    ends = bool(_END.search(line)) or (line.endswith(":") and len(words) >= FEWEST_WORDS)
    if len(words) < (FEWEST_AMONG if among and ends else FEWEST_WORDS):
        return "few words"
    if not ends and len(words) < EXCUSED:
        return "does not end as a sentence"
    small = sum(word.lower() in page_words.small_words for word in words)
    share = SMALL_AMONG_NAMES if ends else SMALL_SHARE
    if script.is_read and small < share * len(words) and len(words) >= FEWEST_WORDS:
        return "few small words: a list or a caption"
    return ""


def _marker(line: str, markers: frozenset[str], behind: str = "") -> str:
    """Return the marker with which a line begins; with `behind`, only where that or a number follows it."""
    low = line.lower().lstrip("*_ [(\u25b2")
    for marker in sorted(markers, key=len, reverse=True):
        if low.startswith(marker):
            following = low[len(marker) :]
            if re.match(r"\s*\d*\s*[:.|]" if behind else r"[\s:.|!,]|\Z", following):
                return marker
    return ""


def _without_captions(text: str, lines: Sequence[PageLine]) -> list[PageLine]:
    """Return the lines; one right above the credit of a picture is its caption."""
    result = list(lines)
    for index, line in enumerate(lines[1:], 1):
        above = result[index - 1]
        close = text[above.end : line.start].count("\n") < 2
        if line.why.startswith("about a picture") and above.kept and close:
            result[index - 1] = PageLine(above.start, above.end, False, "caption of a picture")
    return result


def _blank(text: str) -> str:
    """Return as many blanks as a text has characters, with its line ends."""
    return "\n".join(" " * len(line) for line in text.split("\n"))


def _without(text: str, markup: Sequence[tuple[int, int]], first: int = 0, last: int | None = None) -> str:
    """Return a stretch of text with blanks for the signs in it."""
    last = len(text) if last is None else last
    parts = []
    for start, end in markup:
        if start >= last:
            break
        if start >= first:
            parts += [text[first:start], " " * (end - start)]
            first = end
    return "".join([*parts, text[first:last]])

"""Reports in PDF: the text of their pages, without running heads and page numbers."""

from __future__ import annotations

import logging
import re
from collections import Counter
from io import BytesIO

from ..schema.errors import InputError
from .raw import Block, FileHead, RawText
from .source_file import SourceFile

#: So many pages at most are read.
MOST_PAGES = 2000
#: A line that so many pages have is a running head.
_PAGES = 3
_NUMBER = re.compile(r"\d+")


def pdf_text(file: SourceFile) -> RawText:
    """Return the text of a PDF in paragraphs. Raises InputError where it is encrypted, broken, or has no text in it."""
    pages, head = _pages(file)
    running = _running(pages)
    text, blocks = "", list[Block]()
    for page in pages:
        paragraph: tuple[int, int] | None = None
        for line in page.split("\n"):
            start = len(text)
            text += line + "\n"
            bare = line.strip()
            if not bare or _NUMBER.sub("#", bare) in running or not re.search(r"[^\W\d]", bare):
                _close(blocks, paragraph)
                paragraph = None
                if bare:
                    blocks.append(Block(start, start + len(line), "a running head or page number"))
                continue
            paragraph = (paragraph[0] if paragraph else start, start + len(line))
            if bare[-1] in ".!?" and len(bare) < _width(page) * 0.8:
                _close(blocks, paragraph)
                paragraph = None
        _close(blocks, paragraph)
    return RawText(text, tuple(blocks), head)


def _close(blocks: list[Block], paragraph: tuple[int, int] | None) -> None:
    if paragraph:
        blocks.append(Block(*paragraph))


def _width(page: str) -> int:
    """The length of a full line of a page."""
    lengths = sorted(len(line.strip()) for line in page.split("\n") if line.strip())
    return lengths[len(lengths) * 3 // 4] if lengths else 0


def _running(pages: list[str]) -> frozenset[str]:
    """Lines that the pages repeat, with numbers as `#`."""
    counts: Counter[str] = Counter()
    for page in pages:
        lines = [line.strip() for line in page.split("\n") if line.strip()]
        counts.update({_NUMBER.sub("#", line) for line in (*lines[:2], *lines[-2:])})
    enough = max(_PAGES, len(pages) // 3)
    return frozenset(line for line, count in counts.items() if count >= enough)


def _pages(file: SourceFile) -> tuple[list[str], FileHead]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(BytesIO(file.content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(file.name, "is an encrypted PDF", "Give a copy without a password.")
        pages = [page.extract_text() for page in reader.pages[:MOST_PAGES]]
        title = str(reader.metadata.title or "").strip() if reader.metadata else ""
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OSError) as error:
        raise InputError(
            file.name, f"is no PDF that can be read ({type(error).__name__})", "Give another copy."
        ) from error
    if not any(re.search(r"[^\W\d]{2}", page) for page in pages):
        problem = f"has {len(pages)} pages and no text in them: it may be a scan"
        raise InputError(file.name, problem, "Give a copy whose text was recognised.")
    return [page.replace("\x00", "") for page in pages], FileHead(title=title or None)

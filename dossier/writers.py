"""Writes the document of a case as Markdown, or as DOCX with the extra `docx`."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ..graph.output import output
from ..schema.extras import missing_package
from ..schema.xml_text import xml_text
from .case import Case
from .document import Block, Heading, ListOf, Paragraph, TableOf, document

if TYPE_CHECKING:
    from docx.document import Document

_ZIP = rb"PK\x03\x04"
#: How a case in Markdown begins.
_MARKDOWN = rb"# .*: case file"
#: Signs that Markdown or HTML in it would read.
_READ = re.compile(r"([\\`*_{}\[\]<>#|~!$]|^(?:[-+=]|\d+[.)]))", re.MULTILINE)


def write_markdown(case: Case, path: Path) -> None:
    """Write a case as Markdown, whole or not at all."""
    with output(path, _MARKDOWN) as target:
        target.write_text(markdown(document(case)), encoding="utf-8")


def markdown(blocks: list[Block]) -> str:
    """Return blocks as Markdown (CommonMark, with tables as GitHub has them); what a source wrote stays text."""
    return "\n\n".join(map(_as_markdown, blocks)) + "\n"


def write_docx(case: Case, path: Path) -> None:
    """Write a case as DOCX, whole or not at all. Raises MissingPackage without the extra `docx`."""
    try:
        from docx import Document
    except ImportError as error:
        raise missing_package("python-docx", "docx") from error
    docx = Document()
    for block in document(case):
        _add(docx, block)
    docx.core_properties.title = xml_text(case.name)
    docx.core_properties.author = "sanctionsgraph"
    # The day of the case, and not that of the making, so that the same case says the same.
    day = case.trace.as_of if case.trace.as_of < "9999" else "2000-01-01"
    docx.core_properties.created = docx.core_properties.modified = datetime.fromisoformat(day)
    with output(path, _ZIP) as target:
        docx.save(str(target))


def _as_markdown(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {_escaped(block.text)}"
    if isinstance(block, Paragraph):
        return f"*{_escaped(block.text)}*" if block.quiet else _escaped(block.text)
    if isinstance(block, ListOf):
        marks = (f"{n}." if block.numbered else "-" for n in range(1, len(block.items) + 1))
        return "\n".join(f"{mark} {_escaped(item)}" for mark, item in zip(marks, block.items, strict=True))
    rows = [block.head, tuple("---" for _ in block.head), *(tuple(map(_escaped, row)) for row in block.rows)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _escaped(text: str) -> str:
    line = " ".join(text.split())
    # An address keeps its signs, so that it can be followed; blanks end it, and it holds no sign of HTML.
    parts = re.split(r"(https?://[^\s<>\"'`\\|]+)", line)
    return "".join(part if n % 2 else _READ.sub(r"\\\1", part) for n, part in enumerate(parts))


def _add(docx: Document, block: Block) -> None:
    if isinstance(block, Heading):
        docx.add_heading(xml_text(block.text), block.level - 1)
    elif isinstance(block, Paragraph):
        run = docx.add_paragraph().add_run(xml_text(block.text))
        run.italic = block.quiet or None
    elif isinstance(block, ListOf):
        # Numbers are written out: those of Word go on from one list to the next.
        for n, item in enumerate(block.items, 1):
            style = None if block.numbered else "List Bullet"
            docx.add_paragraph(f"[{n}] {xml_text(item)}" if block.numbered else xml_text(item), style=style)
    else:
        _add_table(docx, block)


def _add_table(docx: Document, block: TableOf) -> None:
    table = docx.add_table(rows=0, cols=len(block.head), style="Table Grid")
    for row in (block.head, *block.rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = xml_text(text)

"""Reports in Markdown: front matter, headings, and the signs that are no words."""

from __future__ import annotations

import re
from dataclasses import replace

import yaml

from .raw import FileHead, RawText, blocks_of
from .source_file import SourceFile

_FRONT = re.compile(r"---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
# Bounded, so that a hostile file takes no longer than its length.
_MARKUP = re.compile(
    r"!\[[^\]\n]{0,300}\]\([^)(\n]{0,900}\)|\]\([^)(\s\[\]]{0,900}(?:\s\"[^\"\n]{0,300}\")?\)"
    r"|\[(?=[^\]\n]{0,300}\]\()|\[\^[^\]\n]{0,60}\]|</?[A-Za-z!][^>\n]{0,300}>"
    r"|https?://\S{1,2000}|^\s{0,3}(?:#{1,6}|>{1,9}|[*+-]|\d{1,9}[.)])\s|[*`]{1,9}|(?<!\w)_{1,9}|_{1,9}(?!\w)",
    re.MULTILINE,
)


def markdown_text(file: SourceFile) -> RawText:
    """Return a Markdown file in blocks, with the head that its front matter gives."""
    text = file.text()
    front = _FRONT.match(text)
    head = _head(front.group(1)) if front else FileHead()
    markup = tuple((m.start(), m.end()) for m in _MARKUP.finditer(text, front.end() if front else 0))
    blocks = []
    for block in blocks_of(text, front.end() if front else 0):
        line = text[block.start : block.end].lstrip()
        if re.match(r"#{1,6}\s", line):
            block = replace(block, dropped="a heading", heading=True)
        elif line.startswith("!["):
            block = replace(block, dropped="a picture")
        blocks.append(block)
    return RawText(text, tuple(blocks), head, markup)


def _head(front: str) -> FileHead:
    """Return what front matter says, as far as it is YAML with values of one line."""
    try:
        values = yaml.safe_load(front)
    except (yaml.YAMLError, ValueError, RecursionError):
        return FileHead()
    if not isinstance(values, dict):
        return FileHead()
    texts = {str(key).strip().lower(): str(value).strip() for key, value in values.items() if value is not None}
    date = re.match(r"\d{4}-\d\d(?:-\d\d)?", texts.get("date", ""))
    author = texts.get("author") or texts.get("authors")
    return FileHead(
        title=texts.get("title"),
        publisher=texts.get("publisher") or texts.get("source"),
        published=date.group() if date else None,
        authors=(author,) if author else (),
        url=texts.get("url") or texts.get("canonical_url"),
    )

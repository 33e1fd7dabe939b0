"""Reports in HTML: the paragraphs of a page that are its text, by justext, and what its head says. No script is run."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..schema.errors import InputError
from .raw import Block, FileHead, RawText
from .script import Script, script_of
from .source_file import SourceFile

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WORDS = {Script.HANGUL: "Korean", Script.CYRILLIC: "Russian"}
_REASONS = {"bad": "links and other words of the page", "short": "short", "neargood": "between the page and the report"}
_DECLARED = re.compile(r"\A\s*<\?xml[^>]*\?>")


def html_text(file: SourceFile) -> RawText:
    """Return the paragraphs of a page as its text, one a line. Raises InputError where the extra `html` is missing."""
    page = _DECLARED.sub("", file.text())
    text, blocks = "", list[Block]()
    for shown, kept, reason, heading in _paragraphs(file, page):
        start = len(text)
        text += shown + "\n\n"
        blocks.append(Block(start, start + len(shown), "" if kept else reason, heading))
    if not text.strip():
        raise InputError(file.name, "is HTML without text", "Give the page as a browser saves it, whole.")
    return RawText(text, tuple(blocks), _head(page))


def _paragraphs(file: SourceFile, page: str) -> Iterator[tuple[str, bool, str, bool]]:
    """Yield each paragraph: its text, whether it is the report's, why not, whether it is a heading."""
    try:
        import justext
    except ImportError as error:
        remedy = "Install it: pip install 'sanctionsgraph[html]'."
        raise InputError(file.name, "is HTML, and reading it needs the extra `html`", remedy) from error
    from lxml.etree import LxmlError

    stop_words = justext.get_stoplist(_WORDS.get(script_of(re.sub(r"<[^>]*>", " ", page)), "English"))
    try:
        paragraphs = justext.justext(page, stop_words)
    except (LxmlError, ValueError, AssertionError) as error:
        raise InputError(file.name, f"is no HTML that can be read ({error})"[:200], "Save the page again.") from error
    # A page of short paragraphs has none that is surely its text.
    sure = any(not paragraph.is_boilerplate for paragraph in paragraphs)
    for paragraph in paragraphs:
        kept = not paragraph.is_boilerplate if sure else paragraph.cf_class == "neargood"
        reason = _REASONS.get(paragraph.cf_class, "part of the page")
        yield " ".join(paragraph.text.split()), kept, reason, bool(paragraph.is_heading)


def _head(page: str) -> FileHead:
    """Return what `meta`, `title` and JSON-LD say of the page."""
    from lxml import html
    from lxml.etree import LxmlError

    try:
        tree = html.fromstring(page)
    except (LxmlError, ValueError, AssertionError):
        return FileHead()
    data = list(_linked_data(tree))
    published = _meta(tree, "article:published_time", "date", "pubdate", "dc.date", "datePublished") or _first(
        data, "datePublished"
    )
    author = _meta(tree, "author", "article:author", "dc.creator") or _first(data, "author")
    day = re.match(r"\d{4}-\d\d-\d\d", published or "")
    return FileHead(
        title=_meta(tree, "og:title") or _first(data, "headline") or (tree.findtext(".//title") or "").strip() or None,
        publisher=_meta(tree, "og:site_name") or _first(data, "publisher"),
        published=day.group() if day else None,
        authors=(author,) if author and not author.startswith("http") else (),
        url=_canonical(tree),
    )


def _canonical(tree: HtmlElement) -> str | None:
    links = [link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical"]
    return next((link for link in links if link), None)


def _meta(tree: HtmlElement, *names: str) -> str | None:
    for name in names:
        for element in tree.xpath("//meta[@property=$name or @name=$name or @itemprop=$name]", name=name):
            if shown := " ".join((element.get("content") or "").split()):
                return str(shown)
    return None


def _linked_data(tree: HtmlElement) -> Iterator[dict[object, object]]:
    """Yield the objects of the page's JSON-LD that can be parsed."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            content = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        items = content if isinstance(content, list) else [content]
        for item in items:
            if isinstance(item, dict):
                graph = item.get("@graph")
                yield item
                yield from (inner for inner in graph if isinstance(inner, dict)) if isinstance(graph, list) else ()


def _first(data: list[dict[object, object]], key: str) -> str | None:
    """Return the first text under a key, or the name of the object that stands there."""
    for item in data:
        value = item.get(key)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, dict):
            value = value.get("name")
        if isinstance(value, str) and value.strip():
            return value.strip()
    return None

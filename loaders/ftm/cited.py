"""Documents of a FollowTheMoney file as reports, and what its `Documentation` cites them for.

A `Documentation` says that a document tells of an entity, and in its own words where: a paragraph, a page, a record.
These words are the locators of what the file says of that entity. A document of the UN is known by its symbol.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...graph.load_report import LoadReport
from ...schema.dates import HalfDate
from ...schema.errors import ValueInvalid
from ...schema.ftm_schema import TABLE, ancestors
from ...schema.ids import slug
from ...schema.names import clean
from ..common.open_file import opened_text
from .file import FtmLine, lines

#: The marks of the file that has something to cite.
MARK = b"Documentation"
#: A symbol of the UN, such as S/2019/691, S/RES/2397 (2017) or S/AC.49/2020/12; a name of a file may have `_` for `/`.
_SYMBOL = re.compile(
    r"(?<![A-Za-z0-9])([SA][/_](?:(?:RES|PRST|AC\.\d+)[/_])?(?:\d{4}[/_]\d+|\d{3,4}(?= ?\(\d{4}\))))(?!\d)"
)
_ADDED = re.compile(r"[/_](?:Add|Corr|Rev)\.\d+")
_YEAR = re.compile(r"/((?:19|20)\d\d)/")
#: Where the words of a Documentation stand that say where; the first are the most exact.
_WORDS = ("recordId", "role", "summary", "description", "relationship", "status")
_NAMED = ("title", "name", "fileName", "alias", "recordId", "sourceUrl", "website")
_DATED = ("date", "publishedAt", "authoredAt")
#: Letters of a locator at most.
_LONGEST = 300


@dataclass(frozen=True)
class CitedDocument:
    """A document of the file: its key, title, symbol, half-known date and address, as far as the file has them."""

    key: str
    title: str
    symbol: str | None = None
    published: str | None = None
    url: str | None = None
    publisher: str | None = None

    @property
    def label(self) -> str:
        """How a locator calls it."""
        return self.symbol or self.title[:80]


@dataclass
class Cited:
    """The documents of a file by key, and for each entity that is documented (document, words)."""

    documents: dict[str, CitedDocument] = field(default_factory=dict)
    places: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))

    def locator(self, key: str) -> str | None:
        """Return where the documents tell of an entity: `S/2019/691, para. 52; S/2020/151`."""
        texts = []
        for document, words in self.places.get(key, ()):
            label = self.documents[document].label if document in self.documents else document
            texts.append(f"{label}, {words}" if words else label)
        return "; ".join(dict.fromkeys(texts)) or None


def cites(path: Path) -> bool:
    """Whether a file has something to cite, by its bytes."""
    with opened_text(path) as file:
        before = b""
        while chunk := file.read(1_000_000):
            if MARK in before + chunk:
                return True
            before = chunk[-len(MARK) :]
    return False


def cited_in(path: Path) -> Cited:
    """Read what a file cites; what is wrong with it is said where its entities are read."""
    return read_cited(lines(path, LoadReport("ftm", str(path))))


def read_cited(items: Iterable[FtmLine]) -> Cited:
    """Read the documents and what they are cited for; every other entity is passed over."""
    cited = Cited()
    for item in items:
        name, key, properties = (item.content.get(part) for part in ("schema", "id", "properties"))
        if item.error is not None or not isinstance(key, str) or not isinstance(properties, dict):
            continue
        if name == "Documentation":
            words = _joined(properties)
            for entity in _texts(properties, "entity"):
                cited.places[entity] += [(document, words) for document in _texts(properties, "document")]
        elif isinstance(name, str) and name in TABLE and "Document" in ancestors(name):
            cited.documents[key] = _document(key, properties)
    for places in cited.places.values():
        places[:] = sorted(set(places))
    return cited


def _document(key: str, properties: dict[str, Any]) -> CitedDocument:
    texts = [text for prop in _NAMED for text in _texts(properties, prop)]
    symbol = next(filter(None, map(symbol_of, texts)), None)
    dates = [date for prop in _DATED for text in _texts(properties, prop) if (date := _half_date(text))]
    if not dates and symbol and (year := _YEAR.search(f"{symbol}/")):
        dates = [year[1]]
    return CitedDocument(
        key,
        texts[0] if texts else key,
        symbol,
        dates[0] if dates else None,
        next(iter(_texts(properties, "sourceUrl")), None),
        next((text for prop in ("publisher", "author") for text in _texts(properties, prop)), None),
    )


def symbol_of(text: str) -> str | None:
    """Return the symbol of a UN document in a text, `S/2019/691`; None where there is none."""
    match = _SYMBOL.search(text)
    if match is None:
        return None
    added = _ADDED.match(text, match.end())
    return f"{match[1]}{added[0] if added else ''}".replace("_", "/")


def report_id(dataset: str, document: CitedDocument) -> str:
    """Return the id of the report that a document is: by its symbol, which is the same in every data set."""
    return f"report:un-{slug(document.symbol)}" if document.symbol else f"report:{dataset}/{document.key}"


def _joined(properties: dict[str, Any]) -> str:
    words = [text for prop in _WORDS for text in _texts(properties, prop)]
    return "; ".join(dict.fromkeys(words))[:_LONGEST]


def _texts(properties: dict[str, Any], prop: str) -> list[str]:
    value = properties.get(prop)
    values = value if isinstance(value, list) else [value]
    return [text for item in values if isinstance(item, str) and (text := clean(item))]


def _half_date(text: str) -> str | None:
    try:
        return HalfDate.parse(text[:10]).text
    except ValueInvalid:
        return None

"""Events of a FollowTheMoney file as the claims of the documents that are cited for them.

A data set of reports says: this document tells of this event, in that paragraph. Whether the document's author is one
whose words can be weighed, and by what basis, is in data/corpora.yaml; of data sets that are not there nothing is
claimed. Each claim is known from the day of its document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from ...graph.editions.documents import store, store_entities
from ...graph.protocols import Transaction
from ...graph.writing import delete_nodes
from ...schema.claim_words import claim_caption
from ...schema.dates import HalfDate
from ...schema.entities import Entity
from ...schema.ids import slug
from ...schema.names import clean
from ...schema.node import Node
from ...schema.sources import Edition, Publisher, Report
from ...schema.statements import Claim
from ...schema.vocabulary import Basis, Property, Seen, Stance
from .cited import Cited, CitedDocument, report_id

CORPORA = Path(__file__).resolve().parents[2] / "data" / "corpora.yaml"
#: Properties of an event with the entities that took part.
PARTICIPANTS = ("involved", "organizer")
#: Properties with entities that are places.
PLACES = ("startLocation", "endLocation", "addressEntity")
#: Properties whose words may say what kind of event it is.
_KIND_WORDS = ("type", "keywords", "topics")


@dataclass(frozen=True)
class Corpus:
    """A collection of reports: who speaks in them, by which symbols, on what basis, and who publishes them."""

    speaker: Entity
    documents: tuple[str, ...]
    basis: Basis
    publisher: Publisher

    def has(self, document: CitedDocument) -> bool:
        """Whether a document is one of the speaker's own."""
        return any(fnmatchcase(document.symbol or "", pattern) for pattern in self.documents)


@dataclass(frozen=True)
class DocumentedEvent:
    """An event that documents tell of: its days and place as stated, and who took part."""

    key: str
    id: str
    date: HalfDate | None
    places: tuple[str, ...]
    participants: tuple[str, ...]


@cache
def _content() -> Any:
    import yaml

    return yaml.safe_load(CORPORA.read_text(encoding="utf-8"))


def corpus_of(name: str) -> Corpus | None:
    """Return what is known of a data set's documents; `name` is the data set's without `ftm:`."""
    for row in _content()["corpora"]:
        if any(fnmatchcase(name, pattern) for pattern in row["datasets"]):
            speaker = Entity.named(row["speaker"]["id"], row["speaker"]["kind"], row["speaker"]["name"])
            publisher = Publisher(**row["publisher"])
            return Corpus(speaker, tuple(row["documents"]), Basis(row["basis"]), publisher)
    return None


def kind_of_event(schema_kind: str, words: Iterable[str]) -> str:
    """Return the kind of an event by the words of its type and keywords; that of its schema where they name none."""
    kinds = {kind for word in words if (kind := _content()["kinds"].get(word.casefold()))}
    return kinds.pop() if schema_kind == "Event" and len(kinds) == 1 else schema_kind


def kind_words(by_property: dict[str, list[str]]) -> list[str]:
    """Return the words of an event that may say what kind it is."""
    return [text for prop in _KIND_WORDS for text in by_property.get(prop, ())]


@dataclass
class CitedReports:
    """The reports that a file cites, and what they claim of its events."""

    edition: Edition
    cited: Cited
    events: list[DocumentedEvent]

    def __post_init__(self) -> None:
        self.corpus = corpus_of(self.edition.dataset.partition(":")[2])

    def notes(self) -> Iterator[str]:
        """Yield what is to be said of the reports in the account."""
        symbols = sum(document.symbol is not None for document in self.cited.documents.values())
        cited = sum(map(len, self.cited.places.values()))
        yield f"{len(self.cited.documents)} documents, {symbols} of them with a symbol of the UN, cited {cited} times"
        if self.corpus is None:
            why = f"data/corpora.yaml does not say who speaks in {self.edition.dataset}"
            yield f"nothing is claimed of its events: {why}"
        elif self.events:
            speaker = self.corpus.speaker.name
            yield f"{len(self.events)} events are claims of {speaker} in the documents that are cited for them"

    def store(self, tx: Transaction) -> None:
        """Write the reports and claims in place of those of the edition before; nothing where the graph has a newer."""
        newest = tx.run(_NEWEST, {"dataset": self.edition.dataset})[0]["date"]
        if newest and newest > self.edition.date:
            return
        reports = {document.key: self._report(document) for document in self.cited.documents.values()}
        nodes: dict[str, Node] = {report.publisher: self._publisher(report) for report in reports.values()}
        nodes |= {report.id: report for report in reports.values()}
        # A report that is known by its symbol may be another source's too.
        prefix = f"report:{self.edition.dataset}/"
        shared = sorted(id_ for id_ in nodes if not id_.startswith(prefix))
        there = {row["id"] for row in tx.run(_SOURCES, {"ids": shared})}
        store(tx, [node for id_, node in nodes.items() if id_ not in there])
        claims = {claim.id: claim for claim in self._claims(reports)}
        if claims and self.corpus:
            store_entities(tx, [self.corpus.speaker])
        rows = tx.run(_CLAIMS, {"mark": f"#{self.edition.dataset}/"})
        delete_nodes(tx, "Statement", sorted({row["id"] for row in rows} - claims.keys()))
        store(tx, claims.values())

    def _report(self, document: CitedDocument) -> Report:
        dataset = self.edition.dataset
        of_speaker = self.corpus is not None and self.corpus.has(document)
        publisher = (
            self.corpus.publisher.id if self.corpus and of_speaker else f"pub:{slug(document.publisher or dataset)}"
        )
        title = document.title
        if document.symbol and document.symbol not in title.replace("_", "/"):
            title = f"{document.symbol}: {title}"
        return Report(
            id=report_id(dataset, document),
            name=title,
            url=document.url,
            published=document.published,
            accessed=None if document.published else self.edition.date,
            seen=Seen.SECONDARY,
            publisher=publisher,
        )

    def _publisher(self, report: Report) -> Publisher:
        if self.corpus and report.publisher == self.corpus.publisher.id:
            return self.corpus.publisher
        names = {f"pub:{slug(d.publisher)}": d.publisher for d in self.cited.documents.values() if d.publisher}
        named = names.get(report.publisher) or f"Publisher of the documents of {self.edition.dataset}, not named there"
        return Publisher(id=report.publisher, name=named)

    def _claims(self, reports: dict[str, Report]) -> Iterator[Claim]:
        if self.corpus is None:
            return
        for event in self.events:
            for document, words in self.cited.places.get(event.key, ()):
                if document in reports and self.corpus.has(self.cited.documents[document]):
                    locator = words or "the file names no paragraph"
                    yield from self._of_event(event, reports[document], locator, self.corpus)

    def _of_event(self, event: DocumentedEvent, report: Report, locator: str, corpus: Corpus) -> Iterator[Claim]:
        since = HalfDate.parse(report.published or report.accessed or "").latest

        def claim(prop: Property, **value: Any) -> Claim:
            shown = value.get("entity") or value.get("value") or ""
            mark = blake2b(f"{locator}|{prop}|{shown}".encode(), digest_size=6).hexdigest()
            stance = Stance.SUGGESTS if (value.get("earliest") or "") > since else Stance.ASSERTS
            return Claim(
                id=f"{report.id}#{self.edition.dataset}/{event.key}/{mark}",
                name=claim_caption(prop, stance, value.get("value"), value.get("entity"), None),
                property=prop,
                stance=stance,
                basis=corpus.basis,
                locator=locator,
                note=f"as {self.edition.dataset} has it",
                since=since,
                about=event.id,
                speaker=corpus.speaker.id,
                report=report.id,
                **value,
            )

        yield claim(Property.EXISTS)
        if event.date:
            date = event.date
            yield claim(Property.DATE, value=date.text, earliest=date.earliest, latest=date.latest)
        for place in event.places:
            yield claim(Property.PLACE, value=place)
        for participant in event.participants:
            yield claim(Property.PARTICIPANT, entity=participant)


def documented(key: str, id: str, by_property: dict[str, list[str]], participants: list[str]) -> DocumentedEvent:
    """Return what an event states that a claim can say."""
    dates = [date for prop in ("date", "startDate") for text in by_property.get(prop, ()) if (date := _half(text))]
    ends = [date for text in by_property.get("endDate", ()) if (date := _half(text))]
    date = dates[0] if len(dates) == 1 else None
    if date and len(ends) == 1 and ends[0].latest > date.latest:
        date = HalfDate.parse(f"{date.earliest}/{ends[0].latest}")
    places = [text for value in by_property.get("location", ()) if (text := clean(value))]
    return DocumentedEvent(key, id, date, tuple(places), tuple(participants))


def _half(text: str) -> HalfDate | None:
    try:
        return HalfDate.parse(text[:10])
    except ValueError:
        return None


_NEWEST = "MATCH (e:Source:Edition {dataset: $dataset}) RETURN max(e.date) AS date"
_SOURCES = "UNWIND $ids AS id MATCH (s:Source {id: id}) RETURN s.id AS id"
_CLAIMS = "MATCH (c:Statement:Claim) WHERE c.id CONTAINS $mark RETURN c.id AS id"

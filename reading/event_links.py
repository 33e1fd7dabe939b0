"""Link the rows of event tables with what their words name: a step after the load, which can be run again.

A name that exactly one thing of the graph bears becomes a Mention, with the words, their place and how they were
linked. Where words suggest that goods, workers or troops passed, what passed and between whom is suggested too, by
inference: never more than the row says, and never asserted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..graph.editions.documents import store, store_entities
from ..graph.editions.table_rows import LINK, RULES, drop_links
from ..graph.store import Graph
from ..graph.text_report import TextReport
from ..queries.assessment.goods import GoodsKinds
from ..schema.dates import LATEST
from ..schema.further_records import MentionRecord
from ..schema.near_names import no_such
from ..schema.node import Node
from ..schema.statements import Claim
from ..schema.vocabulary import Basis, Property, Stance
from .mention import TextMention, mentions_of_each
from .row_direction import ways_of
from .small_words import SmallWords
from .span import MentionKind

_TRAINING = re.compile(
    r"\btrain(?:s|ed|ing)?\b[^.]{0,50}\b(?:pilots?|troops?|soldiers?|operators?|forces|army|military)\b"
    r"|\b(?:military|drone|combat|army) training\b",
    re.IGNORECASE,
)
_IN_RETURN = re.compile(r"\b(?:in exchange|in return)\b", re.IGNORECASE)
#: The form of a capital that is read as its State, and words by which it may be the town after all.
SEAT = "seat"
#: The form of a person who is read as the State of his office.
OFFICE = "office"
_TRAVEL = re.compile(
    r"\b(?:flights?|airlines?|airport|train|rail|railway|route|bus|ferry|jet|plane|aircraft|travel\w*|tours?|tourists?"
    r"|visit\w*|arriv\w*|depart\w*|trips?|zoo|hotel|street|square|station|embassy|concert|museum)\b",
    re.IGNORECASE,
)
_OWNS_PLACE = re.compile(r"['\u2019]s [A-Z]")
#: Kinds of event in which something passes, and what passes by the kind alone.
_PASSING = {"Transfer": None, "Employment": "goods:workers"}


@dataclass
class LinkReport(TextReport):
    """What was linked: rows, those with a place or State, mentions, those that several things may be, and claims."""

    rows: int = 0
    located: int = 0
    mentions: int = 0
    undecided: int = 0
    unknown: int = 0
    suggested: int = 0
    datasets: list[str] = field(default_factory=list)

    def to_dict(self) -> dict[str, object]:
        """Return it under the documented JSON keys."""
        names = ("datasets", "rows", "located", "mentions", "undecided", "unknown", "suggested")
        return {name: getattr(self, name) for name in names}

    def __str__(self) -> str:
        return (
            f"linked {', '.join(self.datasets) or 'no event table'}: {self.rows} rows, {self.located} with a place or "
            f"State; {self.mentions} mentions, {self.suggested} suggested claims; names not linked: {self.undecided} "
            f"that several entities bear, {self.unknown} that none bears"
        )


@dataclass(frozen=True)
class _Row:
    id: str
    key: str
    dataset: str
    event: str
    title: str
    summary: str | None
    since: str
    until: str
    source: str
    kind: str
    suggested: list[str]


@dataclass(frozen=True)
class _Office:
    """That somebody held an office of a State."""

    holder: str
    state: str


@dataclass(frozen=True)
class _Goods:
    """Goods that words mean, and why."""

    id: str
    words: str
    why: str


def link_events(graph: Graph, dataset: str | None = None) -> LinkReport:
    """Link the rows of an event table, or of all, in one transaction; what was linked before is replaced.

    Raises NotFound for a data set that is no event table.
    """
    rows = graph.read_as(_Row, _ROWS, dataset=dataset or "")
    report = LinkReport(datasets=sorted({row.dataset for row in rows}))
    if dataset and not rows:
        tables = {row["dataset"] for row in graph.read(_TABLES).rows}
        raise no_such("event table", dataset, tables)
    nodes = list(_linked(graph, rows, report))
    with graph.writing() as tx:
        for name in report.datasets:
            drop_links(tx, name)
        if report.suggested:
            store_entities(tx, [RULES])
        store(tx, nodes)
    return report


def _linked(graph: Graph, rows: Sequence[_Row], report: LinkReport) -> Iterator[Node]:
    written = SmallWords([row.summary or "" for row in rows])
    texts = [f"{written.small(row.title)}\n\n{row.summary or ''}" for row in rows]
    kinds, offices = GoodsKinds(graph, LATEST), _offices(graph)
    for row, text, mentions in zip(rows, texts, mentions_of_each(graph, texts), strict=True):
        report.rows += 1
        towns = [mention for mention in mentions if _town(mention, text)]
        linked = [mention for mention in mentions if mention.id and mention not in towns]
        report.undecided += sum(mention.id is None and len(mention.candidates) > 1 for mention in mentions)
        report.unknown += sum(mention.id is None and not mention.candidates for mention in mentions)
        report.located += any(mention.kind in (MentionKind.STATE, MentionKind.PLACE) for mention in linked)
        records = [_mention(row, text, mention) for mention in linked]
        claims = list(
            _suggested(row, [m for m in mentions if m.end <= len(row.title) and m not in towns], kinds, offices)
        )
        report.mentions += len(records)
        report.suggested += len(claims)
        yield from records
        yield from claims


def _town(mention: TextMention, text: str) -> bool:
    """Whether a capital that was read as its State may be the town: somebody travels there, or something lies there."""
    if mention.kind is not MentionKind.STATE or mention.form != SEAT:
        return False
    around = text[max(0, mention.start - 60) : mention.end + 60]
    return bool(_TRAVEL.search(around) or _OWNS_PLACE.match(text[mention.end :]))


def _mention(row: _Row, text: str, mention: TextMention) -> MentionRecord:
    offset = len(row.title) + 2
    in_title = mention.end <= len(row.title)
    start = mention.start if in_title else mention.start - offset
    length = mention.end - mention.start
    return MentionRecord(
        id=f"{LINK}{row.id}#mention-{mention.start}",
        name=f"{mention.words} in row {row.key}",
        dataset="",
        key=f"{row.key}#{mention.start}",
        since=row.since,
        until=row.until,
        source=row.source,
        field="title" if in_title else "text",
        words=" ".join((row.title if in_title else row.summary or "")[start : start + length].split()),
        spanStart=start,
        spanEnd=start + length,
        rule=f"{mention.form}; {mention.why}",
        about=row.event,
        refers=mention.id or "",
    )


def _suggested(
    row: _Row, mentions: Sequence[TextMention], goods: GoodsKinds, offices: Mapping[str, str]
) -> Iterator[Claim]:
    """Yield what passed and between whom, where a kind of event in which something passes is suggested."""
    kinds = [kind for kind in [*row.suggested, row.kind] if kind in _PASSING]
    if not kinds:
        return
    for passed in _passed(row.title, mentions, kinds, goods):
        yield _claim(row, Property.GOODS, passed.id, passed.words, passed.why)
    for way in ways_of(row.title, [_of_office(mention, offices) for mention in mentions]):
        office = f", by an office of {way.mention.words}" if way.mention.form == OFFICE else ""
        yield _claim(row, Property(way.role), way.mention.id or "", way.mention.words, way.rule + office)


def _of_office(mention: TextMention, offices: Mapping[str, str]) -> TextMention:
    """Return the State of somebody who holds or held office in one: what he sends, the State does."""
    state = offices.get(mention.id or "") if mention.kind is MentionKind.PERSON else None
    return replace(mention, kind=MentionKind.STATE, id=state, form=OFFICE) if state else mention


def _offices(graph: Graph) -> dict[str, str]:
    """Return the State of each who held office in one, and in no other."""
    states: dict[str, set[str]] = defaultdict(set)
    for office in graph.read_as(_Office, _OFFICES):
        states[office.holder].add(office.state)
    return {holder: next(iter(of)) for holder, of in states.items() if len(of) == 1}


def _passed(title: str, mentions: Sequence[TextMention], kinds: Sequence[str], goods: GoodsKinds) -> list[_Goods]:
    """Return the goods that a title names as passing, each once. What is given in return goes the other way."""
    returned = _IN_RETURN.search(title)
    named = [
        mention
        for mention in mentions
        if mention.kind is MentionKind.GOODS and not (returned and mention.start > returned.start())
    ]
    passed = [meant for mention in named if (meant := _goods(mention, goods))]
    if training := _TRAINING.search(title):
        passed = [_Goods("goods:military-training", training[0], "the words speak of training")]
    if by_kind := next((_PASSING[kind] for kind in kinds if _PASSING[kind]), None):
        passed.append(_Goods(by_kind, "workers", "the kind of event that the words suggest"))
    return list({thing.id: thing for thing in reversed(passed)}.values())


def _goods(mention: TextMention, goods: GoodsKinds) -> _Goods | None:
    """Return what a phrase means; of several that it may mean, the nearest kind within which all of them are."""
    if mention.id:
        return _Goods(mention.id, mention.words, mention.why)
    if not mention.candidates:
        return None
    first, *further = (candidate.id for candidate in mention.candidates)
    for kind in (first, *goods.wider.get(first, ())):
        if all(goods.chain(other, kind) for other in further):
            several = ", ".join(goods.name(candidate.id) for candidate in mention.candidates)
            return _Goods(kind, mention.words, f"`{mention.words}` may be one of several: {several}")
    return None


def _claim(row: _Row, prop: Property, thing: str, words: str, rule: str) -> Claim:
    return Claim(
        id=f"{LINK}{row.id}#{prop}/{thing}",
        name=f"{prop} suggests: {thing}",
        property=prop,
        stance=Stance.SUGGESTS,
        hedge=words,
        basis=Basis.INFERENCE,
        locator=f"row {row.key}, title",
        note=f"concluded from the words of the row: {rule}",
        since=row.since,
        until=row.until,
        about=row.event,
        entity=thing,
        speaker=RULES.id,
        report=row.source,
    )


_OFFICES = (
    "MATCH (h:Entity)<-[:HOLDER]-(o:Statement:Occupancy)-[:COUNTRY]->(c:Entity) "
    "RETURN DISTINCT h.id AS holder, c.id AS state ORDER BY holder, state"
)
_TABLES = "MATCH (o:Statement:Occurrence) WHERE o.eventKind IS NOT NULL RETURN DISTINCT o.dataset AS dataset"
_ROWS = (
    "MATCH (o:Statement:Occurrence)-[:ABOUT]->(e:Entity) "
    "WHERE o.eventKind IS NOT NULL AND ($dataset = '' OR o.dataset = $dataset) MATCH (o)-[:IN]->(r:Source) "
    "OPTIONAL MATCH (e)<-[:ABOUT]-(k:Statement:Claim) "
    "WHERE k.property = 'kind' AND k.stance IN ['asserts', 'suggests'] "
    "WITH o, e, r, k ORDER BY k.key "
    "RETURN o.id AS id, o.key AS key, o.dataset AS dataset, e.id AS event, o.name AS title, o.summary AS summary, "
    "o.since AS since, o.until AS until, r.id AS source, o.eventKind AS kind, collect(k.value) AS suggested ORDER BY id"
)

"""Our own YAML files: read with line numbers, sources and things in them, stored as documents.

The formats are described in docs/data-files.md. Every file may have `publishers`, `reports` and `things`
beside what it is about.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from ...graph.editions.documents import missing_links, store, store_entities
from ...graph.identity.links import canonical_ids, redirect_links
from ...graph.load_report import LoadReport
from ...graph.near_things import near_things
from ...graph.node_row import NodeRow
from ...graph.protocols import Transaction
from ...graph.withdrawal.load_log import note_definitions
from ...graph.writing import flat, read_rows
from ...schema.dates import HalfDate
from ...schema.entities import Entity
from ...schema.errors import InputError, ValueInvalid
from ...schema.names import name_key
from ...schema.node import Node, fields
from ...schema.sources import Publisher, Report
from ...schema.statements import Identity
from ..common.load import close
from .claim_sheet import is_sheet, sheet_content
from .form import Form, problems
from .forms import CitingForm, PublisherForm, ReportForm, ThingForm
from .name_bearers import bearers_by_key
from .yaml_text import YamlMapping, parse_yaml

CURATORS = Publisher(id="pub:curators", name="The curators of this graph")
T = TypeVar("T")
F = TypeVar("F", bound=Form)
#: Nodes, each with the mapping that it was made of.
Nodes = list[tuple[YamlMapping, Node]]


class YamlFile:
    """A file of ours. `publishers`, `reports` and `things` are read at once; the other sections by its loader."""

    def __init__(self, path: Path, source: str, sections: tuple[str, ...]) -> None:
        self.path = path
        self.account = LoadReport(source, str(path))
        #: Mappings that could not be read, each with the number of its rejection.
        self._unread: list[tuple[YamlMapping, int]] = []
        self.content = sheet_content(path) if source == "reports" and is_sheet(path) else parse_yaml(path)
        unknown = sorted(set(self.content) - {"publishers", "reports", "things", "decided", *sections})
        if unknown or not any(section in self.content for section in (*sections, "things")):
            line = self.content.lines[unknown[0]] if unknown else self.content.line
            listed_sections = ", ".join(unknown) or "none of them"
            raise InputError(
                f"{path}:{line}",
                f"{_an(source)} file has the sections {', '.join(sections)}; found {listed_sections}",
                "See docs/data-files.md, or load it as another source.",
            )
        self.publishers = self.records("publishers", PublisherForm, _publisher)
        self.reports: dict[str, tuple[YamlMapping, Report]] = {}
        for item in self.items("reports"):
            report = self.record(item, ReportForm, report_of, ("claims", "defaults"))
            if report is not None:
                self.reports[report.id] = (item, report)
        self.things = self.records("things", ThingForm, _thing)

    def items(self, section: str) -> list[YamlMapping]:
        """Return the mappings of a section. Raises InputError where it is no list of mappings."""
        return self.listed(self.content, section)

    def listed(self, item: YamlMapping, key: str) -> list[YamlMapping]:
        """Return the mappings under a key of an item. Raises InputError where it is no list of mappings."""
        entries = item.get(key) or []
        mappings = [entry for entry in entries if isinstance(entry, YamlMapping)] if isinstance(entries, list) else []
        if not isinstance(entries, list) or len(mappings) < len(entries):
            raise InputError(self.place(item), f"`{key}` is not a list of mappings", "Correct the file.")
        return mappings

    def place(self, item: YamlMapping) -> str:
        """Return `file:line` of a mapping."""
        return f"{self.path}:{item.line}"

    def records(self, section: str, form: type[F], make: Callable[[F], T]) -> list[T]:
        """Return what `make` makes of each mapping of a section, without those that are rejected."""
        built = (self.record(item, form, make) for item in self.items(section))
        return [record for record in built if record is not None]

    def with_items(self, section: str, form: type[F], make: Callable[[F], T]) -> list[tuple[YamlMapping, T]]:
        """Return what `make` makes of each mapping of a section, with the mapping, without those that are rejected."""
        built = ((item, self.record(item, form, make)) for item in self.items(section))
        return [(item, record) for item, record in built if record is not None]

    def record(self, item: YamlMapping, form: type[F], make: Callable[[F], T], apart: tuple[str, ...] = ()) -> T | None:
        """Return what `make` makes of a mapping in its form; None, with a rejection that has all of its errors.

        Keys that are read `apart` are left out. Only failures are counted here; what stores the result counts it.
        """
        try:
            content = item
            if apart:
                content = YamlMapping({key: value for key, value in item.items() if key not in apart})
                content.line, content.lines = item.line, item.lines
            return make(form.model_validate(content))
        except ValidationError as error:
            why = "; ".join(problems(item, error))
        except ValueInvalid as error:
            why = str(error)
        self.account.read += 1
        self._unread.append((item, len(self.account.rejections)))
        self.account.reject(self.place(item), f"{form.called} {_named(item)}{why}", dict(item))
        return None

    def keep(self, nodes: Nodes, wrong: Callable[[Node], str | None]) -> Nodes:
        """The nodes of which `wrong` says nothing. Each other one is rejected, with what it says; so are those that
        were made of the same mapping, because an entry is stored whole or not at all."""
        reasons: dict[int, str] = {}
        for item, node in nodes:
            why = wrong(node)
            if why is not None:
                reasons.setdefault(id(item), f"{node.id} {why}")
        kept = []
        for item, node in nodes:
            if id(item) in reasons:
                self.account.read += 1
                self.account.reject(self.place(item), reasons[id(item)], node.name)
            else:
                kept.append((item, node))
        return kept

    def without_circles(
        self,
        nodes: Nodes,
        leads_to: Callable[[Node], Iterable[str]],
        key: Callable[[Node], str] = lambda node: node.id,
        known: Iterable[tuple[str, str]] = (),
    ) -> Nodes:
        """The nodes without those that lead back to themselves, by what they lead to and what is `known` already."""
        leads: dict[str, set[str]] = defaultdict(set)
        for start, end in known:
            leads[start].add(end)
        for _, node in nodes:
            leads[key(node)].update(leads_to(node))
        circles: dict[str, str] = {}
        while True:
            try:
                TopologicalSorter(leads).prepare()
                break
            except CycleError as error:
                circle = sorted(set(error.args[1]))
                circles.update(dict.fromkeys(circle, f"leads back to itself, through {', '.join(circle)}"))
                leads = defaultdict(set, {id_: ends for id_, ends in leads.items() if id_ not in circles})
        return self.keep(nodes, lambda node: circles.get(key(node)))

    def cited(self, form: CitingForm) -> Report:
        """Return the report that a record cites. Raises ValueInvalid where the file does not have it."""
        if form.source not in self.reports:
            raise ValueInvalid(f"source {form.source!r} is not among the reports of this file")
        return self.reports[form.source][1]

    def decided(self) -> str:
        """Return the day of the decisions in this file: as it says, else the last day its reports were read."""
        days = [day for _, report in self.reports.values() if (day := report.accessed or report.published)]
        return HalfDate.parse(str(self.content.get("decided") or max(days, default="1970-01-01"))).latest

    def store_basics(self, tx: Transaction, reports: bool = True, rename: bool = False) -> dict[tuple[str, str], bool]:
        """Store publishers, things and, unless the loader counts them itself, reports: what all else points to.

        A publisher or thing to which our files gave another name before keeps that, with a note, unless `rename`.
        Returns True for each (family, id) that changed.
        """
        if not rename:
            self._keep_names(tx)
        store_entities(tx, self.things, decided=True)
        names = self._name_decisions(tx)
        self._complete_sources(tx)
        cited = [report for _, report in self.reports.values()] if reports else []
        return store(tx, [CURATORS, *self.publishers, *cited, *names])

    def _name_decisions(self, tx: Transaction) -> list[Identity]:
        """Return the decision on the name of each thing, of the first day on which one of our files has that name.

        So the order does not matter in which files are loaded that name the same thing.
        """
        decided = self.decided()
        stored = read_rows(tx, "Statement", [f"identity:{thing.id}" for thing in self.things])
        decisions = []
        for thing in self.things:
            id_ = f"identity:{thing.id}"
            before = stored[id_].text("since") if id_ in stored and stored[id_].text("name") == thing.name else decided
            decisions.append(
                Identity(
                    id=id_,
                    name=thing.name,
                    dataset="identities",
                    key=thing.id,
                    since=min(before, decided),
                    about=thing.id,
                    source=CURATORS.id,
                )
            )
        return decisions

    def _complete_sources(self, tx: Transaction) -> None:
        """Give sources what another file says of them and this one leaves out: no load takes it away."""
        reports = [report for _, report in self.reports.values()]
        stored = read_rows(tx, "Source", sorted({node.id for node in (*self.publishers, *reports)}))
        self.publishers = [_completed(publisher, stored.get(publisher.id)) for publisher in self.publishers]
        for id_, (item, report) in self.reports.items():
            self.reports[id_] = (item, _completed(report, stored.get(id_)))

    def suggest_ids(self, tx: Transaction, keys: Iterable[str]) -> None:
        """Add to rejections of mappings that have, under a key, a name in place of an id the ids that bear it."""
        named = [
            (number, key, value)
            for item, number in self._unread
            for key in keys
            if isinstance(value := item.get(key), str) and not re.match(r"[a-z][a-z0-9-]*:\S", value)
        ]
        bearers = bearers_by_key(tx, (name_key(value) for _, _, value in named))
        for number, key, value in named:
            if of_name := bearers.get(name_key(value)):
                rejection = self.account.rejections[number]
                asked = f'{rejection.reason}; did you mean `{key}: "{of_name[0].id}"`?'
                self.account.rejections[number] = replace(rejection, reason=asked)

    def close(self, tx: Transaction) -> None:
        """Check the sum and write the load's line in the log, with what the file defines."""
        ids = (CURATORS.id, *(node.id for node in (*self.publishers, *self.things)), *self.reports)
        note_definitions(tx, close(tx, self.account), ids, self.decided())

    def _keep_names(self, tx: Transaction) -> None:
        """Take the names that the graph has for publishers and things of this file, and note where they differ."""
        names = _names_of(tx, "Source", [publisher.id for publisher in self.publishers])
        for end in ("", "/same"):
            decided = _names_of(tx, "Statement", [f"identity:{thing.id}{end}" for thing in self.things])
            names |= {id_.removeprefix("identity:").removesuffix("/same"): name for id_, name in decided.items()}
        for node in (*self.publishers, *self.things):
            name = names.get(node.id, node.name)
            if name != node.name:
                self.account.notes.append(
                    f"{node.id} is {name!r} in the graph; the name {node.name!r} of this file is not taken"
                    " (a file of identities can rename it)"
                )
        self.publishers = [p for p in self.publishers if names.get(p.id, p.name) == p.name]
        self.things = [t for t in self.things if names.get(t.id, t.name) == t.name]

    def store_counted(self, tx: Transaction, nodes: Nodes) -> None:
        """Store the file's own nodes and count each; one that points to nothing is rejected with its place."""
        same_as = canonical_ids(tx)
        while True:
            rows = {(row.family, row.id): row for row in flat(node for _, node in nodes)}
            redirect_links(rows.values(), same_as)
            nowhere = missing_links(tx, rows)
            hint = _near_ids(tx, {end for ends in nowhere.values() for end in ends})
            missing = {key: _nowhere(ends, hint) for key, ends in nowhere.items()}
            kept = self.keep(nodes, partial(_points_nowhere, missing))
            if len(kept) == len(nodes):
                break
            nodes = kept
        first: dict[tuple[str, str], str] = {}
        for item, node in reversed(nodes):
            first[node.family, node.id] = self.place(item)
        keys_before: set[tuple[str, str]] = set()

        def twice(node: Node) -> str | None:
            key = (node.family, node.id)
            if key in keys_before:
                return f"is used twice, first at {first[key]}"
            keys_before.add(key)
            return None

        unique = [node for _, node in self.keep(nodes, twice)]
        changed = store(tx, unique)
        for node in unique:
            self.account.read += 1
            if changed[node.family, node.id]:
                self.account.written += 1
            else:
                self.account.unchanged += 1


S = TypeVar("S", Publisher, Report)


def _completed(source: S, stored: NodeRow | None) -> S:
    """Return a source with what it leaves out and the stored one has; a withdrawal is none of a file's business."""
    if stored is None:
        return source
    stands = source.properties()
    model: type[Node] = type(source)
    kept = {name: stored.properties.get(name) for name in fields(model).properties if name not in stands}
    return source.model_copy(update={name: v for name, v in kept.items() if v is not None and name != "withdrawn"})


def _points_nowhere(missing: Mapping[tuple[str, str], str], node: Node) -> str | None:
    """Return what a node, or one of its parts, points to that is nowhere."""
    return next((why for row in flat([node]) if (why := missing.get((row.family, row.id)))), None) if missing else None


def _nowhere(ends: Sequence[str], near: Mapping[str, str]) -> str:
    """Return what a record lacks, each with its family before it, and what to do; law is not among `things`."""
    asked = next((near[end] for end in ends if near.get(end)), "")
    define = "define it under `things`, " if any(end.startswith("Entity ") for end in ends) else ""
    if any(end.startswith("Entity pub:") for end in ends):
        define = "a publisher is no speaker: define who says it under `things`, "
    remedy = f"{asked}{define}correct the id, or load the file that has it first"
    return f"points to {', '.join(ends)}, which is neither in the graph nor in this file ({remedy})"


def _near_ids(tx: Transaction, ends: Iterable[str]) -> dict[str, str]:
    """Return for entities that are nowhere, as `Entity id`, a question with the ids that may be meant.

    Each look-up reads all ids, so of a file that misses many, and is short of another file, the first ones alone.
    """
    asked = {}
    for end in sorted(end for end in ends if end.startswith("Entity "))[:_LOOKED_UP]:
        if near := near_things(tx, end.partition(" ")[2]):
            asked[end] = f"did you mean {' or '.join(f'{row.id}, {row.name}' for row in near)}? Else "
    return asked


_LOOKED_UP = 3


def report_of(form: ReportForm) -> Report:
    """Return the report of a form."""
    kept = form.model_dump(include={"id", "publisher", "url", "published", "accessed", "seen", "archived"})
    return Report(**kept, name=form.title, readAt=form.read_at, textSha256=form.text_sha256)


def known_from(report: Report) -> str:
    """Return the day from which a report's statements are known: the last day that its date may mean, or the
    day on which an undated page was read."""
    return HalfDate.parse(report.published or report.accessed or "").latest


def _names_of(tx: Transaction, family: str, ids: list[str]) -> dict[str, str]:
    rows = tx.run(f"UNWIND $ids AS id MATCH (n:{family} {{id: id}}) RETURN n.id AS id, n.name AS name", {"ids": ids})
    return {row["id"]: row["name"] for row in rows}


def _named(item: YamlMapping) -> str:
    """Return how a record is called in a message: by its id, where it has one."""
    name = next((item[key] for key in ("id", "canonical", "about", "holder") if isinstance(item.get(key), str)), None)
    return f"{str(name)[:80]}: " if name else ""


def _an(source: str) -> str:
    return f"{'an' if source[0] in 'aeiou' else 'a'} {source}"


def _publisher(form: PublisherForm) -> Publisher:
    return Publisher(**form.model_dump())


def _thing(form: ThingForm) -> Entity:
    return Entity.named(form.id, form.kind, form.name)

"""One object to work with a graph: the commands of the command line as methods.

    import sanctionsgraph as sg

    with sg.open("case.kgl") as g:
        g.trace("Tumangang", as_of="2023-10-06")

A command and the method of its name answer the same question. What is asked about comes first, all else by keyword.
`as_of` is a day of knowledge, `on` a day in the world: each an ISO day or a `datetime.date`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, overload

from .graph.load_report import LoadReport, LoadReports
from .schema.dates import DayLike
from .schema.errors import NotFound, SanctionsGraphError

if TYPE_CHECKING:
    from .graph.info import GraphInfo
    from .graph.progress import Progress
    from .graph.projection import Projection
    from .graph.store import Graph, Store
    from .graph.transfer.copy import TransferReport
    from .graph.transfer.upgrade import UpgradeReport
    from .queries.assessment.answer import AssessmentComparison, AssessmentSet
    from .queries.catalogue.registry import Catalogue
    from .queries.catalogue.shipped_questions import ShippedQuestions
    from .queries.identity.desk import IdentityDesk
    from .queries.identity.proposals import Proposals
    from .queries.network.chain import Chains
    from .queries.network.measures import Brokers, Communities
    from .queries.ownership.exposure import Exposure
    from .queries.results.result import Result
    from .queries.screening.questions import Asked
    from .queries.screening.screen import Screening
    from .queries.timeline.graph_diff import GraphDiff
    from .queries.timeline.history import History
    from .queries.timeline.list_changes import ListChanges
    from .queries.timeline.listed import ListingAnswer
    from .queries.trace.answer import Trace, TraceComparison
    from .queries.traffic.counts import TrafficSeries

Interval: TypeAlias = tuple[DayLike, DayLike]


def open(where: Store | None = None, *, queries: str | Path | None = None) -> Workspace:
    """Open a graph: a file, `:memory:` (also None), a `bolt://` or `neo4j://` URI, a `neo4j.Driver`, a `py2neo.Graph`.

    The first write makes a file that is not there yet. The login to Neo4j comes from the URI or NEO4J_USER and
    NEO4J_PASSWORD. `queries` is a folder of questions of your own, for `ask` and `query`. Raises GraphUnavailable.
    """
    from .graph.store import open_graph

    return Workspace(open_graph(where), queries=queries)


def demo(where: Store | None = None) -> Workspace:
    """Open a graph as `open` does, in memory if not told otherwise, and load the shipped case into it."""
    workspace = open(where)
    workspace.init()
    return workspace


class Workspace:
    """A graph and the questions to it. Opened by `open` or `demo`; closes as a context manager, or by `close`."""

    def __init__(self, graph: Graph, *, queries: str | Path | None = None) -> None:
        self._graph = graph
        #: Folder of questions of your own (`.cypher` files), which `ask` and `query` take beside the shipped ones.
        self.queries = queries

    @property
    def graph(self) -> Graph:
        """The store below, for code that reads or writes it itself."""
        return self._graph

    def close(self) -> None:
        """Let go of files and connections."""
        self._graph.close()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Workspace({self._graph.uri!r})"

    def _repr_html_(self) -> str:
        return self._graph._repr_html_()

    def init(self) -> LoadReports:
        """Load the shipped case: Tumangang, its sources, and the law. Return the report of each file."""
        from .loaders.curated.shipped import load_shipped

        return LoadReports(load_shipped(self._graph))

    def load(
        self,
        source: str,
        path: str | Path,
        *,
        edition: DayLike | None = None,
        progress: Progress | None = None,
        allow_shrink: bool = False,
    ) -> LoadReport:
        """Load one file of a source; rejected records are in the report. `loaders.load` says what it raises."""
        from .loaders.registry import load

        return load(self._graph, source, path, edition, progress, allow_shrink)

    def info(self) -> GraphInfo:
        """Return what the graph holds: counts by label, editions, reports, the log of loads, a projection in it."""
        return self._graph.info()

    def upgrade(self) -> UpgradeReport:
        """Bring a graph that an earlier version of this program wrote to the model of this one, in place."""
        from .graph.transfer.upgrade import upgrade

        return upgrade(self._graph)

    def dump(self) -> Iterator[str]:
        """Yield the whole graph as sorted JSON lines: equal graphs have equal dumps, on any engine."""
        return self._graph.dump()

    def digest(self) -> str:
        """Return the SHA-256 of the dump."""
        return self._graph.digest()

    def export(
        self, form: str, path: str | Path, *, as_of: DayLike | None = None, progress: Progress | None = None
    ) -> dict[str, int]:
        """Write the graph in a form (`export --list` names them), whole or not at all; return how much was written."""
        from .exporters.registry import export

        return export(self._graph, form, path, as_of=as_of, progress=progress)

    def push(
        self, target: Store | Workspace, *, replace: bool = False, progress: Progress | None = None
    ) -> TransferReport:
        """Copy the whole graph to another store, empty or emptied by `replace`. Raises GraphError where they differ."""
        from .graph.store import using
        from .graph.transfer.copy import copy_graph

        with using(_store(target)) as graph:
            return copy_graph(self._graph, graph, replace=replace, progress=progress)

    def pull(
        self, source: Store | Workspace, *, replace: bool = False, progress: Progress | None = None
    ) -> TransferReport:
        """Copy a whole graph from another store into this one: `push` the other way."""
        from .graph.store import using

        with using(_store(source)) as graph:
            return Workspace(graph).push(self, replace=replace, progress=progress)

    def diff(self, other: Store | Workspace) -> GraphDiff:
        """Compare this graph with another, or with a dump (`.jsonl`): what the other adds, lacks, or says otherwise."""
        from .graph.address import refuse_login
        from .graph.store import using
        from .queries.timeline.graph_diff import diff

        if isinstance(other, str | Path) and "://" not in str(other):
            refuse_login(str(other))
            if not Path(other).exists():
                raise NotFound(f"there is no graph or dump at {other}.")
            if str(other).endswith(".jsonl"):
                return diff(self._graph, Path(other))
        with using(_store(other)) as graph:
            return diff(self._graph, graph)

    @property
    def ask(self) -> ShippedQuestions:
        """The questions of the catalogue as methods: `g.ask.traffic(place="Tumangang", as_of="2023-10-06")`."""
        from .queries.catalogue.shipped_questions import ShippedQuestions

        return ShippedQuestions(self._graph, self.queries)

    def query(self, name: str, *, as_of: DayLike | None = None, **parameters: Any) -> Result:
        """Ask a question of the catalogue, or of the folder `queries`, by its name. Raises NotFound."""
        from .queries.catalogue.registry import query

        return query(self._graph, name, as_of=as_of, queries=self.queries, **parameters)

    def questions(self) -> Catalogue:
        """Return the questions that `ask` and `query` take, by name."""
        from .queries.catalogue.registry import catalogue

        return catalogue(self.queries)

    def cypher(self, statement: str, /, **parameters: Any) -> Result:
        """Run a statement that only reads. Raises QueryError, and NotFound for unknown labels or relationships."""
        from .graph.statement_words import read_own
        from .queries.results.result import Result

        table = read_own(self._graph, statement, parameters)
        return Result("cypher", list(table.columns), table.rows, statement, parameters)

    @overload
    def trace(self, subject: str, *, as_of: DayLike | None = None) -> Trace: ...
    @overload
    def trace(self, subject: str, *, between: Interval) -> TraceComparison: ...
    def trace(
        self, subject: str, *, as_of: DayLike | None = None, between: Interval | None = None
    ) -> Trace | TraceComparison:
        """Show the chain behind a thing: what was seen, what it may be, which measure, on whose word.

        With `between`, two days: what became known after the first, and what it moved.
        """
        if between is None:
            from .queries.trace.trace import trace

            return trace(self._graph, subject, as_of=as_of)
        from .queries.trace.comparison import compare_traces

        return compare_traces(self._graph, subject, *_two_days(between, as_of))

    @overload
    def assess(
        self,
        subject: str | None = ...,
        *,
        measure: str | None = ...,
        as_of: DayLike | None = ...,
        untouched: bool = ...,
    ) -> AssessmentSet: ...
    @overload
    def assess(
        self, subject: str | None = None, *, measure: str | None = None, between: Interval
    ) -> AssessmentComparison: ...
    def assess(
        self,
        subject: str | None = None,
        *,
        measure: str | None = None,
        as_of: DayLike | None = None,
        between: Interval | None = None,
        untouched: bool = False,
    ) -> AssessmentSet | AssessmentComparison:
        """Assess which measure an event may break, element by element, on whose word; every event without `subject`.

        `subject` is an event, or a place, ship or person in one. Measures that an event does not touch, as far as is
        known, are left out; `untouched` or `measure` shows them. With `between`, two days: which element moved, through
        which claims. Raises NotFound or Ambiguous for a name, NothingClaimed where no event has the thing.
        """
        from .queries.assessment.assess import assess
        from .queries.assessment.comparison import compare_assessments

        if between is not None:
            since, until = _two_days(between, as_of)
            return compare_assessments(self._graph, subject, since=since, until=until, measure=measure)
        answer = assess(self._graph, subject, measure=measure, as_of=as_of)
        return answer if measure is not None or untouched else answer.touched()

    def exposure(
        self,
        subject: str,
        *,
        as_of: DayLike | None = None,
        on: DayLike | None = None,
        rule: str | None = None,
        rules: str | Path | None = None,
    ) -> Exposure:
        """Say whether a thing falls under a freeze through who owns or controls it; `rules` is a file of your own."""
        from .queries.ownership.exposure import exposure
        from .queries.ownership.rules import SHIPPED

        return exposure(self._graph, subject, as_of=as_of, on=on, rule=rule, file=rules or SHIPPED)

    def dossier(self, subject: str, path: str | Path = "case.html", *, as_of: DayLike | None = None) -> Path:
        """Write the case file of a thing: one HTML page that opens offline. Return its path."""
        from .dossier import write

        return write(self._graph, subject, path, as_of=as_of)

    def listed(self, subject: str, *, on: DayLike, as_of: DayLike | None = None) -> ListingAnswer:
        """Say whether a thing was listed on a day, by whom and under what: yes, no or unknown for each list."""
        from .queries.timeline.listed import listed

        return listed(self._graph, subject, on=on, as_of=as_of)

    def history(self, subject: str, *, as_of: DayLike | None = None) -> History:
        """Show one thing through time: each version of each record with what it changed, and the claims about it."""
        from .queries.timeline.history import history

        return history(self._graph, subject, as_of=as_of)

    def changes(
        self, since: DayLike, until: DayLike, *, list_name: str | None = None, as_of: DayLike | None = None
    ) -> ListChanges:
        """Show what changed in lists between the editions of two days; `list_name` is one list or data set."""
        from .queries.timeline.changes import changes

        return changes(self._graph, since, until, list_name=list_name, as_of=as_of)

    def traffic(self, subject: str, *, as_of: DayLike | None = None) -> TrafficSeries:
        """Show counts at a place over time: what is comparable, the gaps, and the rank of the latest."""
        from .queries.traffic.traffic import traffic

        return traffic(self._graph, subject, as_of=as_of)

    def paths(
        self,
        start: str,
        end: str,
        *,
        as_of: DayLike | None = None,
        on: DayLike | None = None,
        limit: int = 5,
        max_hops: int = 5,
    ) -> Chains:
        """Find the best explained chains of statements between two things, each hop with its citation."""
        from .queries.network.paths import paths

        return paths(self._graph, start, end, as_of=as_of, on=on, limit=limit, max_hops=max_hops)

    def project(self, *, as_of: DayLike | None = None, on: DayLike | None = None) -> Projection:
        """Join things directly, as of a day: one edge for each relation, with the ids of its statements."""
        from .graph.projection import project

        return project(self._graph, as_of=as_of, on=on)

    def brokers(
        self,
        first: str | Sequence[str],
        second: str | Sequence[str],
        *,
        as_of: DayLike | None = None,
        on: DayLike | None = None,
        limit: int = 20,
        exclude_kinds: Sequence[str] | None = None,
    ) -> Brokers:
        """Find what stands between the networks of two things (or lists of ids), not through `exclude_kinds`."""
        from .queries.network.measures import EXCLUDED_KINDS, brokers

        excluded = EXCLUDED_KINDS if exclude_kinds is None else exclude_kinds
        return brokers(self._graph, first, second, as_of=as_of, on=on, limit=limit, exclude_kinds=excluded)

    def communities(
        self, *, as_of: DayLike | None = None, on: DayLike | None = None, resolution: float = 1.0, seed: int = 0
    ) -> Communities:
        """Find things that are joined more among themselves than with others."""
        from .queries.network.measures import communities

        return communities(self._graph, as_of=as_of, on=on, resolution=resolution, seed=seed)

    def screen(
        self,
        names: Asked | Iterable[Asked] = (),
        *,
        schema: str | None = None,
        country: str | None = None,
        birth_date: DayLike | None = None,
        number: str | None = None,
        as_of: DayLike | None = None,
        limit: int = 10,
        min_score: float = 0.3,
        progress: Progress | None = None,
    ) -> Screening:
        """Screen names against the graph: who may be meant, how well each fits, and why. A hit is no finding."""
        from .queries.screening.screen import screen

        return screen(
            self._graph,
            names,
            schema=schema,
            country=country,
            birth_date=birth_date,
            number=number,
            as_of=as_of,
            limit=limit,
            min_score=min_score,
            progress=progress,
        )

    def resolve(self, subject: str | None = None, *, limit: int = 50) -> Proposals:
        """Propose pairs of entities that may be one and are not decided, the best supported first."""
        return self.identity.proposals(subject).first(limit)

    @property
    def identity(self) -> IdentityDesk:
        """Proposals and decisions on which things are one."""
        from .queries.identity.desk import IdentityDesk

        return IdentityDesk(self._graph)


def _two_days(between: Interval, as_of: DayLike | None) -> Interval:
    if as_of is not None:
        raise SanctionsGraphError("give as_of or between, not both.")
    return between


def _store(target: Store | Workspace) -> Store | Graph:
    return target.graph if isinstance(target, Workspace) else target

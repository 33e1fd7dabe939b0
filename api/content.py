"""What a graph holds: load, withdraw, hand on, copy and compare."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

from ..schema.errors import NotFound, SanctionsGraphError
from .opened import Opened, store_of

if TYPE_CHECKING:
    from ..graph.info import DirectLayer, GraphInfo
    from ..graph.load_report import LoadReport, LoadReports
    from ..graph.progress import Progress
    from ..graph.store import Store
    from ..graph.transfer.backup import BackupReport
    from ..graph.transfer.copy import TransferReport
    from ..graph.transfer.upgrade import UpgradeReport
    from ..graph.withdrawal.report import ForgetReport, WithdrawnTarget
    from ..queries.integrity.graph_check import GraphCheck
    from ..queries.timeline.graph_diff import GraphDiff
    from ..queries.watching.desk import WatchDesk
    from ..reading.event_links import LinkReport
    from ..schema.dates import DayLike

#: Event tables of more rows are linked by a command of their own.
LINKED_AT_ONCE = 5000


class ContentVerbs(Opened):
    """What a graph holds: load, withdraw, hand on, copy and compare."""

    def init(self, *, law: bool = False) -> LoadReports:
        """Load the shipped case: Tumangang, its sources, and the law. Return the report of each file.

        With `law` law, goods, places and States alone, for events of your own.
        """
        from ..graph.load_report import LoadReports
        from ..loaders.curated.shipped import load_shipped

        return LoadReports(load_shipped(self._graph, law_only=law))

    def load(
        self,
        source: str,
        path: str | Path,
        *,
        edition: DayLike | None = None,
        progress: Progress | None = None,
        allow_shrink: bool = False,
        mapping: str | Path | None = None,
        check: bool = False,
    ) -> LoadReport:
        """Load one file of a source; rejected records are in the report. `loaders.load` says what it raises.

        `mapping` says which column of an event table holds what: the name of a shipped mapping, or a file. The rows of
        a table of at most 5,000 are linked with what they name, as `link` does it. With `check` the report is that of
        a load, and nothing is written; several files that build on each other are checked in one `trial`.
        """
        from ..loaders.registry import load

        if check:
            with self.trial() as tried:
                return tried.load(
                    source, path, edition=edition, progress=progress, allow_shrink=allow_shrink, mapping=mapping
                )
        report = load(self._graph, source, path, edition, progress, allow_shrink, mapping)
        if report.events and report.read <= LINKED_AT_ONCE:
            report.notes.append(str(self.link(report.events)))
        elif report.events:
            report.notes.append(f"to link the rows with what they name: sanctionsgraph link {report.events}")
        return report

    @contextmanager
    def trial(self) -> Iterator[Self]:
        """Open this graph for a trial: what is loaded there is seen there, and gone at the end."""
        with self._graph.trial() as graph:
            yield type(self)(graph, queries=self.queries)

    def link(self, dataset: str | None = None) -> LinkReport:
        """Link the rows of an event table, or of all, with the entities that their words name; what was linked goes.

        Raises NotFound for a data set that is no event table.
        """
        from ..reading.event_links import link_events

        return link_events(self._graph, dataset)

    def forget(
        self,
        target: str,
        *,
        purge: bool = False,
        undo: bool = False,
        reason: str | None = None,
        withdrawn_on: DayLike | None = None,
    ) -> ForgetReport:
        """Withdraw a report, edition, publisher or data set: its statements end, and can be brought back.

        `withdrawn_on` is the day from which on nothing of it counts; today if not given. `undo` takes the withdrawal
        back. `purge` removes everything for good instead, which cannot be undone. Raises NotFound for an unknown
        target; ValueInvalid for one that is withdrawn already, and for a day before its statements.
        """
        from datetime import date

        from ..graph.withdrawal.ending import undo as take_back
        from ..graph.withdrawal.ending import withdraw
        from ..graph.withdrawal.purge import purge as remove

        if purge and undo:
            raise SanctionsGraphError("give purge or undo, not both: what was purged cannot be brought back.")
        if (purge or undo) and (reason or withdrawn_on):
            raise SanctionsGraphError("a reason and a day belong to a withdrawal; a purge keeps neither.")
        if purge:
            return remove(self._graph, target)
        if undo:
            return take_back(self._graph, target)
        return withdraw(self._graph, target, withdrawn_on or date.today(), reason)

    def withdrawals(self) -> tuple[WithdrawnTarget, ...]:
        """Return the withdrawals in force, the latest last."""
        from ..graph.withdrawal.report import withdrawn_targets

        return tuple(withdrawn_targets(self._graph))

    def info(self) -> GraphInfo:
        """Return what the graph holds: counts by label, editions, reports, the log of loads, direct relationships."""
        return self._graph.info()

    def direct(self, *, rebuild: bool = False, off: bool = False) -> DirectLayer:
        """Return what there is of the direct relationships; first lay them anew, or remove them and switch them off."""
        from ..graph.direct_laying import lay_anew, switch_off
        from ..graph.info import direct_layer

        if rebuild and off:
            raise SanctionsGraphError("rebuild lays the direct relationships and off removes them: give one.")
        if rebuild or off:
            self._graph.derive(lay_anew if rebuild else switch_off)
        return direct_layer(self._graph)

    def upgrade(self) -> UpgradeReport:
        """Bring a graph that an earlier version of this program wrote to the model of this one, in place."""
        from ..graph.transfer.upgrade import upgrade

        return upgrade(self._graph)

    def dump(self) -> Iterator[str]:
        """Yield the whole graph as sorted JSON lines: equal graphs have equal dumps, on any engine."""
        return self._graph.dump()

    def digest(self) -> str:
        """Return the SHA-256 of the dump."""
        return self._graph.digest()

    def watch(self, path: str | Path = "watch.json") -> WatchDesk:
        """Return a watch list: `.add("Angara")`, `.run()` says what changed since the last run, `.remove("Angara")`."""
        from ..queries.watching.desk import WatchDesk

        return WatchDesk(self._graph, path)

    def export(
        self,
        form: str,
        path: str | Path,
        *,
        subject: str | None = None,
        as_of: DayLike | None = None,
        progress: Progress | None = None,
    ) -> dict[str, int]:
        """Write the graph in a form (`export --list` names them), whole or not at all; return how much was written.

        With `subject` the case of one entity alone. The form `case`, which needs it, writes one file that `sg.verify`
        checks anywhere, `stix` a STIX 2.1 bundle, whose counts say what was left out.
        """
        if form in ("case", "stix") or subject is not None:
            return self._export_case(form, path, subject, as_of)
        from ..exporters.registry import export

        return export(self._graph, form, path, as_of=as_of, progress=progress)

    def _export_case(self, form: str, path: str | Path, subject: str | None, as_of: DayLike | None) -> dict[str, int]:
        from ..dossier.portable import write, write_part, write_stix

        if not subject:
            raise SanctionsGraphError(f"the form `{form}` is of one subject: give both.")
        if form == "stix":
            return write_stix(self._graph, subject, path, as_of=as_of)
        if form != "case":
            return write_part(self._graph, subject, form, path, as_of=as_of)
        return {"bytes": write(self._graph, subject, path, as_of=as_of).stat().st_size}

    def push(
        self, target: Store | Opened, *, replace: bool = False, progress: Progress | None = None
    ) -> TransferReport:
        """Copy the whole graph to another store, empty or emptied by `replace`. Raises GraphError where they differ."""
        from ..graph.store import using
        from ..graph.transfer.copy import copy_graph

        with using(store_of(target)) as graph:
            return copy_graph(self._graph, graph, replace=replace, progress=progress)

    def pull(
        self, source: Store | Opened, *, replace: bool = False, progress: Progress | None = None
    ) -> TransferReport:
        """Copy a whole graph from another store into this one: `push` the other way."""
        from ..graph.store import using
        from ..graph.transfer.copy import copy_graph

        with using(store_of(source)) as graph:
            return copy_graph(graph, self._graph, replace=replace, progress=progress)

    def backup(self, path: str | Path, *, progress: Progress | None = None) -> BackupReport:
        """Write the whole graph to a ZIP with checksums, which `restore` brings back on either engine."""
        from ..graph.transfer.backup import write_backup

        return write_backup(self._graph, path, progress)

    def restore(self, path: str | Path, *, replace: bool = False, progress: Progress | None = None) -> TransferReport:
        """Write the graph of a backup into this one, which must be empty, or is deleted first with `replace`.

        Raises InputError for a backup that was cut or changed, before anything is touched.
        """
        from ..graph.transfer.backup import restore_backup

        return restore_backup(path, self._graph, replace=replace, progress=progress)

    def check(self) -> GraphCheck:
        """Hold each node, property and link of the graph to the model, and name what is wrong."""
        from ..queries.integrity.graph_check import check_graph

        return check_graph(self._graph)

    def diff(self, other: Store | Opened) -> GraphDiff:
        """Compare this graph with another, or with a dump (`.jsonl`): what the other adds, lacks, or says otherwise."""
        from ..graph.address import refuse_login
        from ..graph.store import using
        from ..queries.timeline.graph_diff import diff

        if isinstance(other, str | Path) and "://" not in str(other):
            refuse_login(str(other))
            if not Path(other).exists():
                raise NotFound(
                    f"there is no graph or dump at {other}. Give the path of one, or the address of a server."
                )
            if str(other).endswith(".jsonl"):
                return diff(self._graph, Path(other))
        with using(store_of(other)) as graph:
            return diff(self._graph, graph)

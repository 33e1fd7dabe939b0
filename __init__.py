"""Which sanctions measure may an event break, on whose word, and what would settle it.

    import sanctionsgraph as sg

    g = sg.demo()                                # or sg.open("case.kgl")
    print(g.trace("Tumangang", as_of="2023-10-06"))
    g.ask.traffic(place="Tumangang").to_pandas()

`open` and `demo` give a `Workspace`, whose methods are the commands of the command line. Errors derive from
`SanctionsGraphError`; `help(sanctionsgraph.schema.errors)` shows the tree.

Everything below is imported when it is first used, so that the command line starts at once.
"""

from __future__ import annotations

# By its import and not as a constant of our own, which completion in editors (Jedi) does not look behind.
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .api import Workspace as Workspace
    from .api import demo as demo
    from .api import open as open
    from .dossier.picture import Picture as Picture
    from .dossier.picture import draw as draw
    from .dossier.portable import verify as verify
    from .graph.identity.links import Decision as Decision
    from .graph.load_report import LoadReport as LoadReport
    from .graph.projection import Projection as Projection
    from .graph.read_limits import ReadLimits as ReadLimits
    from .graph.store import Graph as Graph
    from .loaders.publishers.registry import fetch as fetch
    from .queries.assessment.answer import AssessmentSet as AssessmentSet
    from .queries.identity.proposals import Proposal as Proposal
    from .queries.network.chain import Chains as Chains
    from .queries.ownership.exposure import Exposure as Exposure
    from .queries.results.answer import Answer as Answer
    from .queries.results.result import Result as Result
    from .queries.screening.compare import compare_names as compare_names
    from .queries.screening.screen import Screening as Screening
    from .queries.timeline.history import History as History
    from .queries.timeline.list_changes import ListChanges as ListChanges
    from .queries.timeline.listed import ListingAnswer as ListingAnswer
    from .queries.trace.answer import Trace as Trace
    from .queries.traffic.counts import TrafficSeries as TrafficSeries
    from .schema.errors import Ambiguous as Ambiguous
    from .schema.errors import FetchError as FetchError
    from .schema.errors import GraphError as GraphError
    from .schema.errors import GraphLocked as GraphLocked
    from .schema.errors import GraphUnavailable as GraphUnavailable
    from .schema.errors import GraphUnfinished as GraphUnfinished
    from .schema.errors import GraphVersion as GraphVersion
    from .schema.errors import InputError as InputError
    from .schema.errors import NotFound as NotFound
    from .schema.errors import NothingClaimed as NothingClaimed
    from .schema.errors import QueryError as QueryError
    from .schema.errors import SanctionsGraphError as SanctionsGraphError
    from .schema.errors import ValueInvalid as ValueInvalid

_MODULES = {
    "api": (
        "Workspace",
        "demo",
        "open",
    ),
    "dossier.exploration": ("explore",),
    "dossier.portable": ("verify",),
    "dossier.picture": (
        "Picture",
        "draw",
    ),
    "graph.identity.links": ("Decision",),
    "graph.load_report": ("LoadReport",),
    "graph.projection": ("Projection",),
    "graph.read_limits": ("ReadLimits",),
    "graph.store": ("Graph",),
    "loaders.publishers.registry": ("fetch",),
    "queries.assessment.answer": ("AssessmentSet",),
    "queries.identity.proposals": ("Proposal",),
    "queries.network.chain": ("Chains",),
    "queries.ownership.exposure": ("Exposure",),
    "queries.results.answer": ("Answer",),
    "queries.results.result": ("Result",),
    "queries.screening.compare": ("compare_names",),
    "queries.screening.screen": ("Screening",),
    "queries.timeline.history": ("History",),
    "queries.timeline.list_changes": ("ListChanges",),
    "queries.timeline.listed": ("ListingAnswer",),
    "queries.trace.answer": ("Trace",),
    "queries.traffic.counts": ("TrafficSeries",),
    "schema.errors": (
        "Ambiguous",
        "FetchError",
        "GraphError",
        "GraphLocked",
        "GraphUnavailable",
        "GraphUnfinished",
        "GraphVersion",
        "InputError",
        "NotFound",
        "NothingClaimed",
        "QueryError",
        "SanctionsGraphError",
        "ValueInvalid",
    ),
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}

__all__ = sorted(_MODULE_OF)  # noqa: PLE0605 - a list of names, made from the table above


def __getattr__(name: str) -> object:
    """Import a public name on first use (PEP 562)."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f".{_MODULE_OF[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return list(__all__)

"""Which sanctions measure may an event break, on whose word, and what would settle it.

    import sanctionsgraph as sg

    g = sg.demo()
    print(sg.trace(g, "Tumangang", as_of="2023-10-06"))
    sg.traffic(g, "Tumangang").to_pandas()

Everything below is imported when it is first used, so that the command line starts at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .dossier.picture import Picture as Picture
    from .dossier.picture import draw as draw
    from .exporters.registry import export as export
    from .graph.identity.decisions import decide as decide
    from .graph.identity.decisions import decisions as decisions
    from .graph.identity.decisions import undo as undo
    from .graph.load_report import LoadReport as LoadReport
    from .graph.projection import Projection as Projection
    from .graph.projection import project as project
    from .graph.store import Graph as Graph
    from .graph.store import open_graph as open_graph
    from .graph.transfer.copy import TransferReport as TransferReport
    from .graph.transfer.copy import copy_graph as copy_graph
    from .loaders.curated.shipped import demo as demo
    from .loaders.registry import load as load
    from .queries.assessment.assess import assess as assess
    from .queries.assessment.comparison import assess_between as assess_between
    from .queries.assessment.render import tell_assessment as tell_assessment
    from .queries.assessment.render import tell_moved as tell_moved
    from .queries.catalogue.law import alleged as alleged
    from .queries.catalogue.law import amendments as amendments
    from .queries.catalogue.law import events_of_goods as events_of_goods
    from .queries.catalogue.law import exemptions as exemptions
    from .queries.catalogue.law import in_force as in_force
    from .queries.catalogue.law import measures as measures
    from .queries.catalogue.listings import came_back as came_back
    from .queries.catalogue.listings import listed as listed
    from .queries.catalogue.listings import listed_at as listed_at
    from .queries.catalogue.listings import listed_ships as listed_ships
    from .queries.catalogue.listings import lists_disagree as lists_disagree
    from .queries.catalogue.meetings import after_meeting as after_meeting
    from .queries.catalogue.meetings import in_office as in_office
    from .queries.catalogue.meetings import meetings as meetings
    from .queries.catalogue.meetings import met_before as met_before
    from .queries.catalogue.places import near as near
    from .queries.catalogue.places import rail_reach as rail_reach
    from .queries.catalogue.registry import catalogue as catalogue
    from .queries.catalogue.registry import query as query
    from .queries.catalogue.registry import questions as questions
    from .queries.catalogue.sources import became_known as became_known
    from .queries.catalogue.sources import claims as claims
    from .queries.catalogue.sources import denials as denials
    from .queries.catalogue.sources import history as history
    from .queries.catalogue.sources import one_source as one_source
    from .queries.catalogue.sources import reports as reports
    from .queries.catalogue.sources import roots as roots
    from .queries.catalogue.sources import said_by as said_by
    from .queries.catalogue.sources import single_root as single_root
    from .queries.identity.resolve import merge as merge
    from .queries.identity.resolve import proposals as proposals
    from .queries.identity.resolve import side_by_side as side_by_side
    from .queries.network.measures import brokers as brokers
    from .queries.network.measures import communities as communities
    from .queries.network.paths import Chains as Chains
    from .queries.network.paths import chains as chains
    from .queries.network.paths import within_hops as within_hops
    from .queries.ownership.exposure import exposure as exposure
    from .queries.results.dict_answer import Answer as Answer
    from .queries.results.result import Result as Result
    from .queries.screening.compare import compare_names as compare_names
    from .queries.screening.screen import screen as screen
    from .queries.timeline.changes import changes as changes
    from .queries.timeline.graph_diff import diff as diff
    from .queries.trace.comparison import compare_traces as compare_traces
    from .queries.trace.trace import trace as trace
    from .queries.traffic.series import links as links
    from .queries.traffic.series import series as series
    from .queries.traffic.series import traffic as traffic
    from .schema.errors import SanctionsGraphError as SanctionsGraphError

_WHERE = {
    "LoadReport": "graph.load_report",
    "Answer": "queries.results.dict_answer",
    "Chains": "queries.network.paths",
    "Graph": "graph.store",
    "TransferReport": "graph.transfer.copy",
    "Picture": "dossier.picture",
    "Projection": "graph.projection",
    "Result": "queries.results.result",
    "SanctionsGraphError": "schema.errors",
    "after_meeting": "queries.catalogue.meetings",
    "alleged": "queries.catalogue.law",
    "amendments": "queries.catalogue.law",
    "assess": "queries.assessment.assess",
    "assess_between": "queries.assessment.comparison",
    "became_known": "queries.catalogue.sources",
    "compare_traces": "queries.trace.comparison",
    "brokers": "queries.network.measures",
    "came_back": "queries.catalogue.listings",
    "catalogue": "queries.catalogue.registry",
    "chains": "queries.network.paths",
    "changes": "queries.timeline.changes",
    "claims": "queries.catalogue.sources",
    "communities": "queries.network.measures",
    "compare_names": "queries.screening.compare",
    "decide": "graph.identity.decisions",
    "decisions": "graph.identity.decisions",
    "demo": "loaders.curated.shipped",
    "denials": "queries.catalogue.sources",
    "diff": "queries.timeline.graph_diff",
    "draw": "dossier.picture",
    "events_of_goods": "queries.catalogue.law",
    "exemptions": "queries.catalogue.law",
    "exposure": "queries.ownership.exposure",
    "export": "exporters.registry",
    "history": "queries.catalogue.sources",
    "in_force": "queries.catalogue.law",
    "in_office": "queries.catalogue.meetings",
    "links": "queries.traffic.series",
    "listed": "queries.catalogue.listings",
    "listed_at": "queries.catalogue.listings",
    "listed_ships": "queries.catalogue.listings",
    "lists_disagree": "queries.catalogue.listings",
    "load": "loaders.registry",
    "measures": "queries.catalogue.law",
    "meetings": "queries.catalogue.meetings",
    "merge": "queries.identity.resolve",
    "met_before": "queries.catalogue.meetings",
    "copy_graph": "graph.transfer.copy",
    "near": "queries.catalogue.places",
    "one_source": "queries.catalogue.sources",
    "open_graph": "graph.store",
    "project": "graph.projection",
    "proposals": "queries.identity.resolve",
    "query": "queries.catalogue.registry",
    "questions": "queries.catalogue.registry",
    "rail_reach": "queries.catalogue.places",
    "reports": "queries.catalogue.sources",
    "roots": "queries.catalogue.sources",
    "said_by": "queries.catalogue.sources",
    "screen": "queries.screening.screen",
    "series": "queries.traffic.series",
    "side_by_side": "queries.identity.resolve",
    "single_root": "queries.catalogue.sources",
    "tell_assessment": "queries.assessment.render",
    "tell_moved": "queries.assessment.render",
    "trace": "queries.trace.trace",
    "traffic": "queries.traffic.series",
    "undo": "graph.identity.decisions",
    "within_hops": "queries.network.paths",
}

__all__ = sorted(_WHERE)  # noqa: PLE0605 - a list of names, made from the table above


def __getattr__(name: str) -> Any:
    """Import a public name on first use (PEP 562)."""
    where = _WHERE.get(name)
    if where is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{where}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_WHERE})

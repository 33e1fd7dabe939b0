"""Which sanctions measure may an event break, on whose word, and what would settle it.

    import sanctionsgraph as sg

    g = sg.demo()
    print(sg.tell(sg.trace(g, "Tumangang", as_of="2023-10-06")))
    sg.traffic(g, "Tumangang").to_pandas()

Everything below is imported when it is first used, so that the command line starts at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .dossier.picture import Picture as Picture
    from .dossier.picture import draw as draw
    from .graph.account import Account as Account
    from .graph.exports import export as export
    from .graph.identity import decide as decide
    from .graph.identity import decisions as decisions
    from .graph.identity import undo as undo
    from .graph.moves import Move as Move
    from .graph.moves import move as move
    from .graph.projection import Projection as Projection
    from .graph.store import Graph as Graph
    from .graph.store import open_graph as open_graph
    from .loaders.registry import load as load
    from .loaders.shipped import demo as demo
    from .queries.answer import Answer as Answer
    from .queries.assessment.assess import assess as assess
    from .queries.between import assess_between as assess_between
    from .queries.between import between as between
    from .queries.catalogue import catalogue as catalogue
    from .queries.catalogue import query as query
    from .queries.catalogue import questions as questions
    from .queries.changes import changes as changes
    from .queries.designations import tell_listed as tell_listed
    from .queries.designations import was_listed as was_listed
    from .queries.diff import diff as diff
    from .queries.exposure import exposure as exposure
    from .queries.exposure import tell_exposure as tell_exposure
    from .queries.history import tell_history as tell_history
    from .queries.history import through_time as through_time
    from .queries.identity.resolve import merge as merge
    from .queries.identity.resolve import proposals as proposals
    from .queries.identity.resolve import side_by_side as side_by_side
    from .queries.identity.resolve import tell_proposal as tell_proposal
    from .queries.law import alleged as alleged
    from .queries.law import amendments as amendments
    from .queries.law import events_of_goods as events_of_goods
    from .queries.law import exemptions as exemptions
    from .queries.law import in_force as in_force
    from .queries.law import measures as measures
    from .queries.listings import came_back as came_back
    from .queries.listings import listed as listed
    from .queries.listings import listed_at as listed_at
    from .queries.listings import listed_ships as listed_ships
    from .queries.listings import lists_disagree as lists_disagree
    from .queries.meetings import after_meeting as after_meeting
    from .queries.meetings import in_office as in_office
    from .queries.meetings import meetings as meetings
    from .queries.meetings import met_before as met_before
    from .queries.network import brokers as brokers
    from .queries.network import communities as communities
    from .queries.paths import Chains as Chains
    from .queries.paths import chains as chains
    from .queries.paths import within_hops as within_hops
    from .queries.places import near as near
    from .queries.places import rail_reach as rail_reach
    from .queries.result import Result as Result
    from .queries.screening.compare import compare_names as compare_names
    from .queries.screening.screen import screen as screen
    from .queries.sources import became_known as became_known
    from .queries.sources import claims as claims
    from .queries.sources import denials as denials
    from .queries.sources import history as history
    from .queries.sources import one_source as one_source
    from .queries.sources import reports as reports
    from .queries.sources import roots as roots
    from .queries.sources import said_by as said_by
    from .queries.sources import single_root as single_root
    from .queries.story import tell as tell
    from .queries.story import tell_between as tell_between
    from .queries.trace import trace as trace
    from .queries.traffic import links as links
    from .queries.traffic import series as series
    from .queries.traffic import traffic as traffic
    from .queries.verdict import tell_assessment as tell_assessment
    from .queries.verdict import tell_moved as tell_moved
    from .schema.errors import SanctionsGraphError as SanctionsGraphError

_WHERE = {
    "Account": "graph.account",
    "Answer": "queries.answer",
    "Chains": "queries.paths",
    "Graph": "graph.store",
    "Move": "graph.moves",
    "Picture": "dossier.picture",
    "Projection": "graph.projection",
    "Result": "queries.result",
    "SanctionsGraphError": "schema.errors",
    "after_meeting": "queries.meetings",
    "alleged": "queries.law",
    "amendments": "queries.law",
    "assess": "queries.assessment.assess",
    "assess_between": "queries.between",
    "became_known": "queries.sources",
    "between": "queries.between",
    "brokers": "queries.network",
    "came_back": "queries.listings",
    "catalogue": "queries.catalogue",
    "chains": "queries.paths",
    "changes": "queries.changes",
    "claims": "queries.sources",
    "communities": "queries.network",
    "compare_names": "queries.screening.compare",
    "decide": "graph.identity",
    "decisions": "graph.identity",
    "demo": "loaders.shipped",
    "denials": "queries.sources",
    "diff": "queries.diff",
    "draw": "dossier.picture",
    "events_of_goods": "queries.law",
    "exemptions": "queries.law",
    "exposure": "queries.exposure",
    "export": "graph.exports",
    "history": "queries.sources",
    "in_force": "queries.law",
    "in_office": "queries.meetings",
    "links": "queries.traffic",
    "listed": "queries.listings",
    "listed_at": "queries.listings",
    "listed_ships": "queries.listings",
    "lists_disagree": "queries.listings",
    "load": "loaders.registry",
    "measures": "queries.law",
    "meetings": "queries.meetings",
    "merge": "queries.identity.resolve",
    "met_before": "queries.meetings",
    "move": "graph.moves",
    "near": "queries.places",
    "one_source": "queries.sources",
    "open_graph": "graph.store",
    "proposals": "queries.identity.resolve",
    "query": "queries.catalogue",
    "questions": "queries.catalogue",
    "rail_reach": "queries.places",
    "reports": "queries.sources",
    "roots": "queries.sources",
    "said_by": "queries.sources",
    "screen": "queries.screening.screen",
    "series": "queries.traffic",
    "side_by_side": "queries.identity.resolve",
    "single_root": "queries.sources",
    "tell": "queries.story",
    "tell_assessment": "queries.verdict",
    "tell_between": "queries.story",
    "tell_exposure": "queries.exposure",
    "tell_history": "queries.history",
    "tell_listed": "queries.designations",
    "tell_moved": "queries.verdict",
    "tell_proposal": "queries.identity.resolve",
    "through_time": "queries.history",
    "trace": "queries.trace",
    "traffic": "queries.traffic",
    "undo": "graph.identity",
    "was_listed": "queries.designations",
    "within_hops": "queries.paths",
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

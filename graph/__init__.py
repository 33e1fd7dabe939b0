"""Where a graph lives: one `Graph` over Neo4j and the embedded engine."""

from .store import Graph, open_graph

__all__ = ["Graph", "open_graph"]

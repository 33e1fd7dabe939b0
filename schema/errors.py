"""Every error that a user can meet.

SanctionsGraphError
├── InputError            a file is broken: nothing of it was loaded
├── ValueInvalid          one value breaks a rule; a loader turns it into a rejection
├── NothingClaimed        nothing is claimed of an event with the thing, on that day
├── NotFound              a name, id, question or file that is not there
├── Ambiguous             a name that several things bear
├── FetchError            a file could not be downloaded
└── GraphError            the graph store
    ├── GraphUnavailable  it cannot be reached or refuses the login
    ├── GraphLocked       another process writes it
    ├── GraphUnfinished   a move into it was broken off
    ├── GraphVersion      it was written by another schema version
    └── QueryError        it refuses the statement
"""

from __future__ import annotations


class SanctionsGraphError(Exception):
    """Base of all. The message is one line: what, where, and what to do about it."""


class InputError(SanctionsGraphError):
    """A file that cannot be read as what it should be. `place` is `file:line` as far as known."""

    def __init__(self, place: str, problem: str, remedy: str) -> None:
        super().__init__(f"{place}: {problem}. {remedy}")
        self.place = place
        self.problem = problem
        self.remedy = remedy


class ValueInvalid(SanctionsGraphError, ValueError):
    """A value that breaks a rule of the model, such as 30 February."""


class NothingClaimed(SanctionsGraphError):
    """Nothing is claimed, on that day, of an event with the thing that was asked for."""


class NotFound(SanctionsGraphError):
    """Nothing of that name or id."""


class Ambiguous(SanctionsGraphError):
    """Several things bear the name. `candidates` holds (id, label, name) of each."""

    def __init__(self, name: str, candidates: list[tuple[str, str, str]]) -> None:
        listed = "; ".join(f"{i} ({label}, {n})" for i, label, n in candidates)
        super().__init__(f"{name!r} names several entities: {listed}. Give one of these ids.")
        self.candidates = candidates


class FetchError(SanctionsGraphError):
    """A file could not be downloaded from its publisher."""


class GraphError(SanctionsGraphError):
    """The graph store did not do what was asked."""


class GraphUnavailable(GraphError):
    """The store cannot be reached, or refuses the user or password."""


class GraphLocked(GraphError):
    """Another process has the graph file open for writing."""


class GraphUnfinished(GraphError):
    """A move into the graph was broken off: what it holds is not whole."""


class GraphVersion(GraphError):
    """The graph was written by a newer or older version of the model than this program reads."""


class QueryError(GraphError):
    """The engine refuses the statement: its syntax, a parameter, or a write in a read."""

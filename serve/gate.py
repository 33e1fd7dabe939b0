"""The one way from a server to its graph: one question at a time, and answers kept while the graph stays as it is."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar

from ..api import Workspace

T = TypeVar("T")
#: Answers that are kept.
KEPT = 256


class Gate:
    """Lets questions through to a workspace one by one: neither engine's session is for several threads.

    Answers are kept by their key until the graph's mark changes, as every write changes it.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._lock = Lock()
        self._kept: OrderedDict[Hashable, object] = OrderedDict()
        self._state: str | None = None

    def ask(self, question: Callable[[Workspace], T], key: Hashable = None) -> T:
        """Return the answer; the one that is kept under `key` where the graph has not changed since."""
        with self._lock:
            state = self.workspace.graph.state()
            if state != self._state:
                self._kept.clear()
                self._state = state
            if key is not None and key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]  # type: ignore[return-value]
            answer = question(self.workspace)
            if key is not None:
                self._kept[key] = answer
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
            return answer

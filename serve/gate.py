"""The one way from a server to its graph: one question at a time, and pages kept while the graph stays as it is."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar

from ..api import Workspace
from ..queries.screening.made_ready import let_names_go, names_kept
from ..schema.errors import SanctionsGraphError

T = TypeVar("T")
#: What the kept pages may take together, in bytes. The case file of a State alone takes seven million.
MOST_KEPT = 32_000_000
#: What a page takes beside its bytes, about: its key, and its place among the others. A search without a hit is short.
_BESIDE = 400

#: Names that screening may keep made ready, about 3.5 KB each. Those that readers type never end.
MOST_NAMES = 8_000


class Gate:
    """Lets questions through to a workspace one by one: neither engine's session is for several threads.

    Pages are kept by their key until the graph's mark changes, as every write changes it; the latest asked for stay.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        #: Bytes that the kept pages take, with their keys.
        self.weight = 0
        self._lock = Lock()
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._state: str | None = None

    def ask(self, question: Callable[[Workspace], T]) -> T:
        """Return the answer to a question."""
        with self._lock:
            return self._answer(question)

    def words(self, error: SanctionsGraphError) -> str:
        """Return what an error says, without where the graph is kept: that is for who runs the server."""
        return re.sub(rf"(?<!\S){re.escape(self.workspace.graph.uri)}(?=[\s:.,]|$)", "this graph", str(error))

    def page(self, key: Hashable, write: Callable[[Workspace], str]) -> bytes:
        """Return the page that is kept under `key`; where there is none, write it."""
        with self._lock:
            state = self.workspace.graph.state()
            if state != self._state:
                self._kept.clear()
                self._state, self.weight = state, 0
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            page = self._answer(write).encode()
            self._keep(key, page)
            return page

    def _answer(self, question: Callable[[Workspace], T]) -> T:
        try:
            return question(self.workspace)
        finally:
            if names_kept() > MOST_NAMES:
                let_names_go()

    def _keep(self, key: Hashable, page: bytes) -> None:
        if len(page) > MOST_KEPT // 2:
            return
        self._kept[key] = page
        self.weight += _weight(key, page)
        while self.weight > MOST_KEPT:
            self.weight -= _weight(*self._kept.popitem(last=False))


def _weight(key: Hashable, page: bytes) -> int:
    # A letter of a key takes up to four bytes.
    return len(page) + 4 * len(str(key)) + _BESIDE

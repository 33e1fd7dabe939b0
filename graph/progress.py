"""The form in which long work reports its progress."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

#: Called now and then with the number of nodes or records handled so far.
Progress: TypeAlias = Callable[[int], None]

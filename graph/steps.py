"""Work in steps, each in a transaction of its own or all in one, as the store can hold it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from ..schema.generated import SCHEMA_STATEMENTS
from .protocols import Engine, Transaction

#: Runs a function in a transaction, and returns its result.
Step = Callable[[Callable[[Transaction], Any]], Any]


@contextmanager
def steps(engine: Engine) -> Iterator[Step]:
    """Yield what runs a step: on a server in a transaction of its own, in a file in one for all of them."""
    if engine.writes_in_steps:

        def run(step: Callable[[Transaction], Any]) -> Any:
            with engine.write(SCHEMA_STATEMENTS) as tx:
                return step(tx)

        yield run
    else:
        with engine.write(SCHEMA_STATEMENTS) as tx:
            yield lambda step: step(tx)

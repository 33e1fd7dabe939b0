"""How long a hard test tries, and what came of it: a few cases in CI, or for HARD_SECONDS in all with `make hard`."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

#: Seconds for all harnesses together; 0: the few cases of CI.
SECONDS = float(os.environ.get("HARD_SECONDS", "0"))
#: Where the first case begins: the same number makes the same cases.
SEED = int(os.environ.get("HARD_SEED", "0"))
KEPT = Path("build") / "hard"


@dataclass
class Effort:
    """The cases of one harness: `few` in CI, else as many as its `share` of the time allows."""

    name: str
    few: int
    share: float
    tried: int = 0
    lost: list[str] = field(default_factory=list)

    def cases(self) -> Iterator[random.Random]:
        """Yield a source of chance for each case."""
        end = time.monotonic() + SECONDS * self.share
        while (time.monotonic() < end) if SECONDS else (self.tried < self.few):
            self.tried += 1
            yield random.Random(f"{self.name} {SEED} {self.tried}")

    def lose(self, problem: str, content: bytes = b"", suffix: str = ".txt") -> None:
        """Note a case that was lost, and keep its input where there is time to look at it."""
        kept = ""
        if SECONDS and content:
            KEPT.mkdir(parents=True, exist_ok=True)
            path = KEPT / f"{self.name}-{SEED}-{self.tried}{suffix}"
            path.write_bytes(content)
            kept = f" ({path})"
        self.lost.append(f"case {self.tried}: {problem}{kept}")

    def close(self) -> None:
        """Print tried, survived and lost. Raises AssertionError where a case was lost."""
        survived = self.tried - len({line.partition(":")[0] for line in self.lost})
        print(f"\n{self.name}: tried {self.tried:,}, survived {survived:,}, lost {self.tried - survived:,}")
        assert not self.lost, "\n".join(self.lost[:20])
        assert self.tried

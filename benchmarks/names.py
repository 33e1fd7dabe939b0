"""The part `names`: comparing and screening names, beside nomenklatura's logic-v2 on the same pairs in the same run."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ftm_entities
import name_weights
import numpy as np
from environments import Environment, SetupError, clean
from timing import Comparison

JOBS = Path(__file__).with_name("name_times.py")
PAIRS_NAME = "compare labelled pairs of names"
#: How large a part of logic-v2's time ours may take, and microseconds of the processor a pair.
RATIO, MICROSECONDS = 0.2, 50.0
#: F1 on pairs that were not seen, at least.
F1 = 0.85
#: Entities of the made-up graph, names screened against it, and names a second at least.
ENTITIES, QUICK_ENTITIES, NAMES, A_SECOND = 100_000, 10_000, 10_000, 500.0


@dataclass(frozen=True)
class Bounded:
    """One number against a bound, and what else is to be said of it."""

    name: str
    value: float
    bound: float
    unit: str
    most: bool
    notes: Sequence[str] = ()

    @property
    def ok(self) -> bool:
        return self.value <= self.bound if self.most else self.value >= self.bound

    def told(self) -> list[str]:
        """For the table's foot."""
        limit = "at most" if self.most else "at least"
        says = f"{self.name}: {self.value:.3g} {self.unit} of {limit} {self.bound:.3g}: {'ok' if self.ok else 'over'}"
        return [says, *(f"  {note}" for note in self.notes)]

    def as_dict(self) -> dict[str, Any]:
        """For --json."""
        return {**asdict(self), "ok": self.ok}


@dataclass
class Named:
    """What was measured of names, and what was not and why."""

    comparisons: list[Comparison] = field(default_factory=list)
    figures: list[Bounded] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)


def measure(mine: Environment, theirs: Callable[[], Environment], rounds: int, quick: bool) -> Named:
    """All of it; without the labelled pairs only the screening of made-up names, without the peer only ours."""
    found = Named()
    if name_weights.PAIRS.is_file():
        peer: Environment | None = None
        try:
            peer = theirs()
        except SetupError as error:
            found.skipped[PAIRS_NAME] = f"nomenklatura cannot be installed here: {str(error).splitlines()[-1]}"
        _pairs(found, mine, peer, rounds)
    else:
        found.skipped[PAIRS_NAME] = "the labelled pairs are not here (../shared/data/names)"
    found.figures.append(_scale(mine, QUICK_ENTITIES if quick else ENTITIES))
    return found


def _pairs(found: Named, mine: Environment, theirs: Environment | None, rounds: int) -> None:
    """By turns, so that a busy moment falls on both alike."""
    jobs = {"ours": mine} | ({"logic-v2": theirs} if theirs else {})
    times: dict[str, list[float]] = {job: [] for job in jobs}
    told: dict[str, dict[str, Any]] = {}
    for _ in range(2):
        for job, environment in jobs.items():
            told[job] = _job(environment, job, name_weights.PAIRS, "--rounds", str(rounds))
            times[job] += told[job]["times"]
    pairs = name_weights.read(name_weights.PAIRS)
    pair = 1e6 * float(np.median(times["ours"])) / len(pairs.rows)
    cold = f"making a name ready, which is done once for each: {told['ours']['cold'] * 1e6:.0f} µs from nothing"
    found.figures.append(Bounded("a pair of names made ready", pair, MICROSECONDS, "µs", True, (cold,)))
    crossed = name_weights.cross_validate(pairs)
    bound, notes = F1, list(name_weights.told(pairs, crossed))
    if theirs:
        found.comparisons.append(Comparison(PAIRS_NAME, "logic-v2", times["ours"], times["logic-v2"], RATIO))
        peer = np.array(told["logic-v2"]["scores"])
        at_its_own = name_weights.f1(peer >= told["logic-v2"]["threshold"], pairs.match)
        best = max(name_weights.f1(peer >= at, pairs.match) for at in name_weights.GRID)
        notes.insert(
            0, f"logic-v2 on the same pairs: {at_its_own:.3f} at its threshold, {best:.3f} at the best for them"
        )
        bound = max(F1, at_its_own)
    found.figures.append(Bounded("F1 on pairs not seen", float(np.mean(crossed.f1)), bound, "", False, notes))


def _scale(mine: Environment, entities: int) -> Bounded:
    with TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        ftm_entities.write(folder / "made.ftm.json", entities)
        graph = folder / "made.kgl"
        load: list[str | Path] = [mine.script("sanctionsgraph"), "--graph", graph, "load", "ftm"]
        load += [folder / "made.ftm.json", "--edition", "2026-01-01"]
        subprocess.run(load, check=True, capture_output=True, env=clean(), cwd=folder)
        told = _job(mine, "scale", graph, str(NAMES))
    rate = told["asked"] / told["seconds"]
    notes = (
        f"{told['asked']:,} names against {told['entities']:,} entities in {told['seconds']:.1f} s of one processor; "
        f"{told['alerted'] / told['asked']:.3f} of them gave an alert (half are misspelt)",
        f"the index of {told['names']:,} names was made in {told['index']:.1f} s, once a run",
    )
    return Bounded("names screened a second", rate, A_SECOND, "", False, notes)


def _job(environment: Environment, *job: str | Path) -> dict[str, Any]:
    call: list[str | Path] = [environment.python, JOBS, *job]
    done = subprocess.run(call, check=True, capture_output=True, text=True, env=clean(), cwd=Path(job[1]).parent)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer

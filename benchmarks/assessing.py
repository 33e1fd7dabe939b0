"""The part `assess`: what an assessment takes on the shipped graph, and how that grows with the number of events."""

from __future__ import annotations

import json
import math
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from environments import Environment, clean

JOBS = Path(__file__).with_name("assess_times.py")
#: So many events of the gold cases, the first by id, are assessed one by one, within so many seconds.
EVENTS, SECONDS = 25, 2.0
#: Made-up events, and a measure with a ceiling: it sums over events, so it grows fastest if anything does.
SIZES, QUICK_SIZES, CEILING = (1_000, 10_000), (250, 1_000), "un-dprk:refined-petroleum"
#: How much more than the number of events the time may grow.
GROWTH = 1.25
#: A whole answer on 10,000 events needs this memory; where the machine has less, that run is left out.
MEMORY = 8 * 2**30


@dataclass(frozen=True)
class Figure:
    """Times of one thing, in seconds, against a number of seconds, and beside the bare minimum in the same run."""

    name: str
    times: Sequence[float]
    cpu: Sequence[float]
    least: Sequence[float]
    bound: float
    of: str

    @property
    def ok(self) -> bool:
        return max(min(self.times), median(self.times)) <= self.bound

    def told(self) -> list[str]:
        """For the table's foot."""
        seconds, cpu, least = (f"{min(t):.3f}/{median(t):.3f} s" for t in (self.times, self.cpu, self.least))
        ratio = f"{min(self.times) / min(self.least):.0f}/{median(self.times) / median(self.least):.0f}"
        return [
            f"{self.name}: {seconds} of at most {self.bound:.0f} s: {'ok' if self.ok else 'over'}",
            f"  {self.of}; of the processor {cpu}",
            f"  reading the same claims by one query: {least}; assessing takes {ratio} times that",
        ]

    def as_dict(self) -> dict[str, Any]:
        """For --json."""
        return {**asdict(self), "ok": self.ok}


@dataclass(frozen=True)
class Growth:
    """One call on all events of a smaller and a larger graph.

    Growth is of the processor's seconds: by the clock, a busy moment in the one and not in the other would pass for it.
    """

    name: str
    small: dict[str, Any]
    large: dict[str, Any]

    @property
    def times(self) -> float:
        return float(self.large["cpu"] / self.small["cpu"])

    @property
    def bound(self) -> float:
        return float(self.large["events"] / self.small["events"] * GROWTH)

    @property
    def exponent(self) -> float:
        """1 where the time grows as the number of events does, 2 where it grows as their pairs do."""
        return math.log(self.times) / math.log(self.large["events"] / self.small["events"])

    @property
    def ok(self) -> bool:
        return self.times <= self.bound

    def told(self) -> list[str]:
        """For the table's foot."""
        sizes = (
            f"{job['events']:,} events {job['seconds']:.1f} s, of the processor {job['cpu']:.1f} s "
            f"({job['cpu'] / job['events'] * 1000:.1f} ms an event; {job['assessments']:,} assessments, "
            f"peak {job['peak'] / 2**30:.1f} GB)"
            for job in (self.small, self.large)
        )
        return [
            f"{self.name}: {'; '.join(sizes)}",
            f"  {self.times:.1f} times as long, of at most {self.bound:.1f}: {'ok' if self.ok else 'over'}; "
            f"exponent {self.exponent:.2f}",
        ]

    def as_dict(self) -> dict[str, Any]:
        """For --json."""
        return {**asdict(self), "times": self.times, "bound": self.bound, "exponent": self.exponent, "ok": self.ok}


@dataclass
class Assessed:
    """What was measured of assessments, and what was not and why."""

    figures: list[Figure | Growth] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)


def measure(mine: Environment, project: Path, runs: int, quick: bool) -> Assessed:
    """All of it. Made-up events are added to the shipped graph, so its events count among them."""
    found, sizes = Assessed(), QUICK_SIZES if quick else SIZES
    with TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        shipped = folder / "shipped.kgl"
        init: list[str | Path] = [mine.script("sanctionsgraph"), "--graph", shipped, "init"]
        subprocess.run(init, check=True, capture_output=True, env=clean(), cwd=folder)
        one_by_one = _job(mine, "cases", shipped, *_events(project), "--runs", str(runs))
        found.figures.append(
            Figure(
                f"{one_by_one['events']} events of the gold cases, all measures",
                one_by_one["assess"],
                one_by_one["cpu"],
                one_by_one["read"],
                SECONDS,
                f"{one_by_one['assessments']:,} assessments, {one_by_one['claims']:,} claims",
            )
        )
        graphs = {size: folder / f"{size}.kgl" for size in sizes}
        for size, graph in graphs.items():
            shutil.copyfile(shipped, graph)
            _job(mine, "make", graph, str(size), folder / f"{size}.yaml")
        for what, measure_ in (("the ceiling on refined petroleum", [CEILING]), ("all measures", [])):
            name_ = f"{what}, one call on all events"
            if not measure_ and not quick and (here := _memory()) < MEMORY:
                found.skipped[name_] = f"{here / 2**30:.0f} GB of memory are free, {MEMORY / 2**30:.0f} are needed"
                continue
            small, large = (_job(mine, "all", graph, *measure_) for graph in graphs.values())
            found.figures.append(Growth(name_, small, large))
    return found


def _events(project: Path) -> list[str]:
    """The first events of the gold cases by id."""
    files = sorted((project / "data" / "cases").glob("*.yaml"))
    contents = (yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) for file in files)
    return sorted({case["event"] for content in contents for case in content.get("cases") or []})[:EVENTS]


def _job(mine: Environment, *job: str | Path) -> dict[str, Any]:
    call: list[str | Path] = [mine.python, JOBS, *job]
    done = subprocess.run(call, check=True, capture_output=True, text=True, env=clean(), cwd=Path(job[1]).parent)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _memory() -> int:
    """Bytes of memory that are free for a new process; where that cannot be asked, enough."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return MEMORY
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable")), MEMORY)

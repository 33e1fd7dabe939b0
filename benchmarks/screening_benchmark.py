"""Screening against the package `sanctions-screening-benchmark`: recall, precision and false positives, by kind.

    .venv/bin/pip install sanctions-screening-benchmark
    .venv/bin/python benchmarks/screening_benchmark.py SDN.CSV [ALT.CSV] [--limit 250] [--logic-v2]

The package makes queries from a list: names that were misspelt, cut off, turned round or disguised, which must lead to
their entry, and names that are near a listed one, which must lead to none. It fetches no list here: give OFAC's SDN.CSV
and ALT.CSV. Nothing of ours is fitted to it; the weights come from `benchmarks/name_weights.py`. `--logic-v2` asks
nomenklatura the same in the same run, where it is installed.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sanctionsgraph.queries.screening.compare import compare_names, score_names
from sanctionsgraph.queries.screening.names import normalize_name

#: What is to be reached: recall and precision at least, false positives at most.
RECALL, PRECISION, FALSE_POSITIVES = 0.95, 0.985, 0.08
#: From this score nomenklatura's logic-v2 calls a pair a match.
LOGIC_V2 = 0.7
#: How two names are scored, and from which score a pair is an alert.
Matcher = tuple[Callable[[str, str], float], float]


@dataclass
class Tally:
    """What a matcher got right and wrong; `missed` by kind of query."""

    found: int = 0
    not_found: int = 0
    alerts: int = 0
    quiet: int = 0
    missed: Counter[str] = field(default_factory=Counter)

    @property
    def recall(self) -> float:
        """Return the part of the queries about entries that led to the entry."""
        return self.found / max(1, self.found + self.not_found)

    @property
    def precision(self) -> float:
        """Return the part of the right answers among these and the false alerts."""
        return self.found / max(1, self.found + self.alerts)

    @property
    def false_positives(self) -> float:
        """Return the part of the queries about others that gave an alert."""
        return self.alerts / max(1, self.alerts + self.quiet)

    def lines(self, name: str) -> Iterator[str]:
        """Yield the figures, and what was missed most."""
        figures = (
            f"recall {self.recall:.3f}, precision {self.precision:.3f}, false positives {self.false_positives:.1%}"
        )
        yield f"{name}: {figures}"
        for kind, count in self.missed.most_common():
            yield f"  {count:4} wrong of the kind {kind}"


def ours() -> Matcher:
    """Return our comparison; names are made ready once."""
    return (lambda query, name: score_names(normalize_name(query), normalize_name(name))), compare_names.threshold


def logic_v2() -> Matcher:
    """Return nomenklatura's logic-v2 on persons that have a name only."""
    from functools import cache

    from followthemoney import ValueEntity, model
    from nomenklatura.matching.logic_v2.model import LogicV2

    config = LogicV2.default_config()

    @cache
    def person(name: str) -> Any:
        entity = ValueEntity(model.get("Person"), {"id": name})
        entity.add("name", name)
        return entity

    return (lambda query, name: float(LogicV2.compare(person(query), person(name), config).score)), LOGIC_V2


def tally(benchmark: Any, matcher: Matcher) -> Tally:
    """Return how a matcher does: the best name of all candidates counts, as in the package's own score."""
    score, threshold = matcher
    names = [(id_, name) for id_, names in benchmark.candidates.items() for name in names]
    result = Tally()
    for case in benchmark.cases:
        best, best_id = 0.0, None
        for id_, name in names:
            value = score(case.query, name)
            if value > best:
                best, best_id = value, id_
        alert = best >= threshold
        if case.expected_entity_id is None:
            result.alerts += alert
            result.quiet += not alert
            result.missed[case.perturbation] += alert
        else:
            right = alert and best_id == case.expected_entity_id
            result.found += right
            result.not_found += not right
            result.missed[case.perturbation] += not right
    result.missed = +result.missed
    return result


def main() -> int:
    """Measure, and say whether the figures are reached."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sdn", type=Path, help="OFAC's SDN.CSV")
    parser.add_argument("alt", type=Path, nargs="?", help="OFAC's ALT.CSV")
    parser.add_argument("--limit", type=int, default=250, help="entries, as the package takes them (250)")
    parser.add_argument("--logic-v2", action="store_true", help="nomenklatura's logic-v2 too")
    args = parser.parse_args()
    try:
        from ssb import benchmark, sources
    except ImportError:
        print("error: the package is not here: .venv/bin/pip install sanctions-screening-benchmark")
        return 2
    entities = sources._parse_sdn(args.sdn.read_text(encoding="utf-8", errors="replace"))
    if args.alt:
        sources._parse_alt(args.alt.read_text(encoding="utf-8", errors="replace"), entities)
    snapshot = sources.ListSnapshot("ofac_sdn", "", list(entities.values()), str(args.sdn))
    cases = benchmark.build(snapshot, limit=args.limit)
    print(f"{cases.manifest.case_count} queries against {cases.manifest.entity_count} entries of {args.sdn.name}")
    result = tally(cases, ours())
    print("\n".join(result.lines("ours")))
    if args.logic_v2:
        print("\n".join(tally(cases, logic_v2()).lines("logic-v2")))
    reached = result.recall >= RECALL and result.precision >= PRECISION and result.false_positives <= FALSE_POSITIVES
    verdict = "ok" if reached else "missed"
    print(f"recall {RECALL}, precision {PRECISION}, false positives {FALSE_POSITIVES:.0%}: {verdict}")
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())

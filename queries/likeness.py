"""What speaks for two things being one, and what against it: each point with what is said on either side, and where.

Nothing is weighed or averaged here. A point agrees, or contradicts, or is neither and is not told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from ..schema.dates import shift
from ..schema.names import name_key
from .known import Known, Listed, Number, Said

#: How a name is compared: (score from 0 to 1, in what it agrees or differs).
Score = Callable[[str, str, str], tuple[float, str]]
#: Numbers that one thing has of one kind at a time and keeps: two different ones contradict.
KEPT = frozenset({"IMO number", "IMO company number", "Wikidata id"})
#: A body of one time zone may date a listing a day before or after another.
DAYS_APART = 1
#: A number of an entry that nothing else is taken for: letters and digits in it, such as KPi.001.
_NUMBERED = re.compile(r"(?=.*[A-Za-z])(?=.*[0-9])[A-Za-z0-9./-]{5,20}\Z")


@dataclass(frozen=True)
class Point:
    """One thing on which two agree or contradict each other; `what` is its name in the table of rules."""

    what: str
    says: str
    a: tuple[Said, ...]
    b: tuple[Said, ...]

    def to_dict(self) -> dict[str, Any]:
        """The documented JSON form."""
        sides = {
            side: [{"text": one.text, "statement": one.statement, "source": one.source} for one in said]
            for side, said in (("a", self.a), ("b", self.b))
        }
        return {"what": self.what, "says": self.says, **sides}


@dataclass
class Likeness:
    """Two things side by side: how alike their names are, what else agrees, what contradicts."""

    a: Known
    b: Known
    score: float
    name: Point
    agrees: list[Point] = field(default_factory=list)
    contradicts: list[Point] = field(default_factory=list)

    @property
    def agreed(self) -> set[str]:
        """The names of what agrees."""
        return {point.what for point in self.agrees}

    def to_dict(self) -> dict[str, Any]:
        """The documented JSON form."""
        return {
            **{side: {"id": k.id, "kind": k.kind, "name": k.name} for side, k in (("a", self.a), ("b", self.b))},
            "score": round(self.score, 3),
            "name": self.name.to_dict(),
            "agrees": [point.to_dict() for point in self.agrees],
            "contradicts": [point.to_dict() for point in self.contradicts],
        }


def likeness(
    a: Known,
    b: Known,
    implements: Iterable[tuple[str, str, str]] = (),
    score: Score | None = None,
    threshold: float = 0.0,
) -> Likeness:
    """Compare what is said of two things. `implements` are parts of lists that carry out another list's entries, as
    (data set, part, the other's part). One number with names that score less than `threshold` is a contradiction: a
    ship may have taken another's number, a paper may have been lent.
    """
    value, name = _names(a, b, score or plain)
    found = Likeness(a, b, value, name)
    found.agrees += [*_same_numbers(a, b), *_births(a, b), *_same(a, b), *_carried(a, b, list(implements))]
    found.agrees += [*_shared_names(a, b), *_offices(a, b)]
    found.contradicts += [*_kinds(a, b), *_other_numbers(a, b), *_born_apart(a, b), *_differ(a, b), *_two_entries(a, b)]
    if "number" in found.agreed and value < threshold:
        found.contradicts.append(Point("name", f"one number, two names: {name.says}", name.a, name.b))
    return found


# -- names -----------------------------------------------------------------------------------------


def plain(a: str, b: str, schema: str) -> tuple[float, str]:
    """How alike two names are letter by letter, words in any order."""
    one, two = (" ".join(sorted(name_key(text).split())) for text in (a, b))
    ratio = SequenceMatcher(None, one, two, autojunk=False).ratio() if one and two else 0.0
    return ratio, "the same words" if one == two else f"{ratio:.0%} of the letters"


def _names(a: Known, b: Known, score: Score) -> tuple[float, Point]:
    """The best of the pairs of names. One that is equal ends the search."""
    best: tuple[float, str, Said, Said] | None = None
    schema = a.kind
    for one in _distinct(a.names):
        for two in _distinct(b.names):
            value, says = (1.0, "the same name") if one.value == two.value else score(one.text, two.text, schema)
            if best is None or value > best[0]:
                best = value, says, one, two
    if best is None:
        return 0.0, Point("name", "no name is stated of one of them", (), ())
    value, says, one, two = best
    return value, Point("name", f"{one.text} and {two.text}: {says}", (one,), (two,))


def _distinct(names: list[Said]) -> list[Said]:
    found: dict[str, Said] = {}
    for name in names:
        if name.value:
            found.setdefault(name.value, name)
    return list(found.values())


def _shared_names(a: Known, b: Known) -> Iterator[Point]:
    """Two or more whole names in common, that are not spellings of each other by their words alone."""
    ours, theirs = ({_words(n.value): n for n in k.names if n.value} for k in (a, b))
    common = sorted(ours.keys() & theirs.keys())
    if len(common) > 1:
        told = ", ".join(ours[key].text for key in common)
        yield Point("names", f"{len(common)} names in common: {told}", *_both(ours, theirs, common))


def _words(key: str) -> str:
    return "".join(sorted(key.replace(" ", "")))


def _both(ours: dict[str, Said], theirs: dict[str, Said], keys: list[str]) -> tuple[tuple[Said, ...], tuple[Said, ...]]:
    return tuple(ours[key] for key in keys), tuple(theirs[key] for key in keys)


# -- numbers ---------------------------------------------------------------------------------------


def _same_numbers(a: Known, b: Known) -> Iterator[Point]:
    for one in _numbers(a):
        for two in _numbers(b):
            if one.value == two.value and _comparable(one, two):
                what = one.kind if one.kind == two.kind else "number"
                yield Point(
                    "number" if not one.false else "false number",
                    f"{what} {one.value}" + (", which cannot be one by its check digit" if one.false else ""),
                    (one.said,),
                    (two.said,),
                )


def _comparable(one: Number, two: Number) -> bool:
    """Numbers of one kind; or of kinds that lists name each in its own words, where they are long enough."""
    fixed = {"IMO number", "IMO company number", "SWIFT/BIC", "MMSI", "Wikidata id"}
    if one.kind == two.kind:
        return len(one.value) >= 5
    return not {one.kind, two.kind} & fixed and len(one.value) >= 7


def _other_numbers(a: Known, b: Known) -> Iterator[Point]:
    for kind in sorted(KEPT):
        ours, theirs = ([n for n in _numbers(k) if n.kind == kind and not n.false] for k in (a, b))
        if ours and theirs and not {n.value for n in ours} & {n.value for n in theirs}:
            told = " and ".join(", ".join(sorted({n.value for n in side})) for side in (ours, theirs))
            yield Point("number", f"{kind} {told}", tuple(n.said for n in ours), tuple(n.said for n in theirs))


def _numbers(thing: Known) -> list[Number]:
    found: dict[tuple[str, str], Number] = {}
    for number in thing.numbers:
        found.setdefault((number.kind, number.value), number)
    return list(found.values())


# -- births, nationalities, kinds ------------------------------------------------------------------


def _births(a: Known, b: Known) -> Iterator[Point]:
    for one in a.births:
        for two in b.births:
            if one.exact and two.exact and one.earliest == two.earliest:
                yield Point("birth day", f"born on {one.earliest}", (one.said,), (two.said,))
                return
    for one in a.births:
        for two in b.births:
            if one.earliest <= two.latest and two.earliest <= one.latest:
                yield Point("birth", f"{one.said.text} and {two.said.text} may be one day", (one.said,), (two.said,))
                return


def _born_apart(a: Known, b: Known) -> Iterator[Point]:
    """No day that any source on one side allows is allowed on the other."""
    pairs = [(one, two) for one in a.births for two in b.births]
    if pairs and all(one.latest < two.earliest or two.latest < one.earliest for one, two in pairs):
        ours, theirs = (tuple(born.said for born in k.births) for k in (a, b))
        told = " and ".join(", ".join(dict.fromkeys(said.text for said in side)) for side in (ours, theirs))
        rough = any(born.rough for born in (*a.births, *b.births))
        yield Point("birth", f"born {told}" + (" (one of them is approximate)" if rough else ""), ours, theirs)


def _same(a: Known, b: Known) -> Iterator[Point]:
    for what, ours, theirs in (
        ("nationality", a.nationalities, b.nationalities),
        ("country", [*a.countries, *a.nationalities], [*b.countries, *b.nationalities]),
    ):
        common = {s.value for s in ours} & {s.value for s in theirs}
        if common:
            sides = (tuple(s for s in side if s.value in common)[:1] for side in (ours, theirs))
            yield Point(what, ", ".join(sorted(common)), *sides)


def _differ(a: Known, b: Known) -> Iterator[Point]:
    for what, ours, theirs in (
        ("nationality", a.nationalities, b.nationalities),
        ("gender", a.genders, b.genders),
    ):
        values = [{s.value for s in side} for side in (ours, theirs)]
        # A State that no name in the graph is of may be another name of the same one.
        told_apart = what == "gender" or all(":" in value for side in values for value in side)
        if ours and theirs and told_apart and not values[0] & values[1]:
            told = " and ".join(", ".join(dict.fromkeys(s.text for s in side)) for side in (ours, theirs))
            yield Point(what, told, tuple(ours), tuple(theirs))


def _kinds(a: Known, b: Known) -> Iterator[Point]:
    """Kinds neither of which is within the other, such as a station and a settlement."""
    if not (a.kind in b.labels or b.kind in a.labels or (_bodies(a) and _bodies(b))):
        yield Point("kind", f"{a.kind} and {b.kind}", tuple(n for n in a.names[:1]), tuple(n for n in b.names[:1]))


def _bodies(thing: Known) -> bool:
    return bool(thing.labels & {"Organization", "Company", "PublicBody"})


# -- lists and offices -----------------------------------------------------------------------------


def _two_entries(a: Known, b: Known) -> Iterator[Point]:
    """One part of one list has both, under two numbers: whoever keeps it tells them apart."""
    for one in a.entries:
        for two in b.entries:
            if (one.dataset, one.part) == (two.dataset, two.part) and one.reference != two.reference:
                says = f"two entries of one list ({one.dataset}): {one.reference} and {two.reference}"
                yield Point("entries", says, (one.said,), (two.said,))
                return


def _carried(a: Known, b: Known, implements: list[tuple[str, str, str]]) -> Iterator[Point]:
    """A text that names the other's number in its list; or a part of a list that carries out another list, whose own
    entry bears the same day of listing.
    """
    for mine, other in ((a, b), (b, a)):
        for text in mine.texts:
            for entry in other.entries:
                if _NUMBERED.match(entry.reference) and re.search(rf"\b{re.escape(entry.reference)}\b", text.text):
                    sides = ((text,), (entry.said,))
                    yield Point("cross-reference", f"names {entry.reference}", *(sides if mine is a else sides[::-1]))
                    return
    for one, two in ((x, y) for x in a.entries for y in b.entries):
        for ours, theirs in ((one, two), (two, one)):
            if _carries(ours, theirs, implements) and _near(ours.listed_on, theirs.listed_on):
                says = f"{ours.dataset} {ours.part} carries out {theirs.part}; listed on {theirs.listed_on} in both"
                yield Point("cross-reference", says, (one.said,), (two.said,))
                return


def _carries(ours: Listed, theirs: Listed, implements: list[tuple[str, str, str]]) -> bool:
    return any((ours.dataset, ours.part, theirs.part) == told for told in implements)


def _near(one: str | None, two: str | None) -> bool:
    return bool(one and two and len(one) == len(two) == 10 and shift(one, -DAYS_APART) <= two <= shift(one, DAYS_APART))


def _offices(a: Known, b: Known) -> Iterator[Point]:
    for one in a.offices:
        for two in b.offices:
            first, second = one.started, two.started
            if one.state != two.state or first is None or second is None:
                continue
            if first.earliest <= second.latest and second.earliest <= first.latest:
                says = f"{one.post} and {two.post}, from {first.text} and {second.text}"
                yield Point("office", says, (one.said,), (two.said,))
                return

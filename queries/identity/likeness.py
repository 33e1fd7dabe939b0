"""What speaks for two things being one, and what against it: each point with what is said on either side, and where.

Nothing is weighed or averaged here. A point agrees, or contradicts, or is neither and is not told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ...schema.dates import HalfDate, shift
from ..screening.compare import SAID, compare_names, score_names
from ..screening.names import prepare
from ..screening.pairing import pair_words
from .known import CitedValue, EntityFacts, ListedEntry, Number

#: Numbers that one thing has of one kind at a time and keeps: two different ones contradict.
KEPT = frozenset({"IMO number", "IMO company number", "Wikidata id"})
#: Signs that a number needs to be compared with one of the same kind, and with one that a list names otherwise.
SHORT, LONG = 5, 7
_PREFIX = 2
#: Letters that a name needs to be a whole name: shorter ones are abbreviations.
WHOLE = 6
#: By so many letters two words differ where it is not mere spelling.
LETTER = 1.0
#: Parts of a comparison of names that each has.
_SILENT = frozenset({"base", "short"})
#: A body of one time zone may date a listing a day before or after another.
DAYS_APART = 1
_MONTH = len("2017-10")
#: A number of an entry that nothing else is taken for: letters and digits in it, such as KPi.001.
_NUMBERED = re.compile(r"(?=.*[A-Za-z])(?=.*[0-9])[A-Za-z0-9./-]{5,20}\Z")


@dataclass(frozen=True)
class Feature:
    """One thing on which two agree or contradict each other; `what` is its name in the table of rules."""

    what: str
    says: str
    a: tuple[CitedValue, ...]
    b: tuple[CitedValue, ...]

    def to_dict(self) -> dict[str, Any]:
        """The documented JSON form."""
        sides = {
            side: [{"text": one.text, "statement": one.statement, "source": one.source} for one in said]
            for side, said in (("a", self.a), ("b", self.b))
        }
        return {"what": self.what, "says": self.says, **sides}


@dataclass(frozen=True)
class Lists:
    """What is known of lists: parts that carry out another list, as (data set, part, part of the other), and the
    programmes of each regime, each as list and programme.
    """

    crossings: tuple[tuple[str, str, str], ...] = ()
    regimes: tuple[tuple[str, frozenset[str]], ...] = ()


@dataclass
class PairComparison:
    """Two things side by side: how alike their names are, what else agrees, what contradicts."""

    a: EntityFacts
    b: EntityFacts
    score: float
    name: Feature
    agrees: list[Feature] = field(default_factory=list)
    contradicts: list[Feature] = field(default_factory=list)

    @property
    def agreed(self) -> set[str]:
        """The names of what agrees."""
        return {point.what for point in self.agrees}

    @property
    def spelt(self) -> bool:
        """Whether the words of the names that go together differ in spelling alone."""
        sides = [prepare(said.text, self.a.kind) for said in (*self.name.a, *self.name.b)]
        return len(sides) == 2 and all(pair.edits < LETTER for pair in pair_words(*sides).pairs)

    def to_dict(self) -> dict[str, Any]:
        """The documented JSON form."""
        return {
            **{side: {"id": k.id, "kind": k.kind, "name": k.name} for side, k in (("a", self.a), ("b", self.b))},
            "score": round(self.score, 3),
            "name": self.name.to_dict(),
            "agrees": [point.to_dict() for point in self.agrees],
            "contradicts": [point.to_dict() for point in self.contradicts],
        }


def likeness(a: EntityFacts, b: EntityFacts, lists: Lists) -> PairComparison:
    """Compare what is said of two things. One number with names that do not agree is a contradiction: a ship may have
    taken another's number, a paper may have been lent.
    """
    value, name = _names(a, b)
    found = PairComparison(a, b, value, name)
    found.agrees += [*_same_numbers(a, b), *_told_numbers(a, b), *_births(a, b), *_same(a, b), *_carried(a, b, lists)]
    found.agrees += [*_shared_names(a, b), *_regimes(a, b, lists), *_offices(a, b)]
    found.contradicts += [*_kinds(a, b), *_other_numbers(a, b), *_born_apart(a, b), *_differ(a, b), *_two_entries(a, b)]
    if "number" in found.agreed and value < compare_names.threshold:
        found.contradicts.append(Feature("name", f"one number, two names: {name.says}", name.a, name.b))
    return found


# -- names -----------------------------------------------------------------------------------------


def _names(a: EntityFacts, b: EntityFacts) -> tuple[float, Feature]:
    """The score of the two names that go together best, and what of them agrees."""
    ours, theirs = _distinct(a.names), _distinct(b.names)
    pairs = [(one, two) for one in ours for two in theirs]
    if not pairs:
        return 0.0, Feature("name", "no name is stated of one of them", (), ())
    # Equal names are compared first: where they agree, the others need not be made ready.
    equal = [(one, two) for one, two in pairs if one.value == two.value]
    value, one, two = _best(equal, a.kind) if equal else (0.0, *pairs[0])
    if value < compare_names.threshold:
        value, one, two = _best(pairs, a.kind)
    compared = compare_names(one.text, two.text, a.kind)
    parts = "; ".join(f"{SAID[p.what]} {p.left or p.right}".strip() for p in compared.parts if p.what not in _SILENT)
    return value, Feature("name", f"{one.text} and {two.text}: {parts}", (one,), (two,))


def _best(pairs: list[tuple[CitedValue, CitedValue]], kind: str) -> tuple[float, CitedValue, CitedValue]:
    """The first of the pairs with the highest score."""
    values = [_score(one, two, kind) for one, two in pairs]
    value = max(values)
    return (value, *pairs[values.index(value)])


def _score(one: CitedValue, two: CitedValue, kind: str) -> float:
    return score_names(prepare(one.text, kind), prepare(two.text, kind))


def _distinct(names: list[CitedValue]) -> list[CitedValue]:
    found: dict[str, CitedValue] = {}
    for name in names:
        if name.value:
            found.setdefault(name.value, name)
    return list(found.values())


def _shared_names(a: EntityFacts, b: EntityFacts) -> Iterator[Feature]:
    """A whole name in common, whatever the order and division of its words; or two that differ in more than that."""
    ours, theirs = ({_letters(n.value): n for n in reversed(k.names)} for k in (a, b))
    letters = (key for key in ours.keys() & theirs.keys() if len(key) >= WHOLE)
    common = sorted(key for key in letters if _score(ours[key], theirs[key], a.kind) >= compare_names.threshold)
    if common:
        yield Feature("whole name", ours[common[0]].text, *_both(ours, theirs, common[:1]))
    if len(common) > 1:
        told = ", ".join(ours[key].text for key in common)
        yield Feature("names", f"{len(common)} names in common: {told}", *_both(ours, theirs, common))


def _letters(key: str) -> str:
    return "".join(sorted(key.replace(" ", "")))


def _both(
    ours: dict[str, CitedValue], theirs: dict[str, CitedValue], keys: list[str]
) -> tuple[tuple[CitedValue, ...], tuple[CitedValue, ...]]:
    return tuple(ours[key] for key in keys), tuple(theirs[key] for key in keys)


# -- numbers ---------------------------------------------------------------------------------------


def _same_numbers(a: EntityFacts, b: EntityFacts) -> Iterator[Feature]:
    for one in _numbers(a):
        for two in _numbers(b):
            if _alike(one.value, two.value) and _comparable(one, two):
                what = one.kind if one.kind == two.kind else "number"
                yield Feature(
                    "number" if not one.false else "false number",
                    f"{what} {one.value}" + (", which cannot be one by its check digit" if one.false else ""),
                    (one.said,),
                    (two.said,),
                )


def _alike(one: str, two: str) -> bool:
    """Whether two numbers are one; of a long one, a list may leave out a letter or two before the digits."""
    short, long = sorted((one, two), key=len)
    before = long.removesuffix(short)
    return one == two or (len(short) >= LONG and before != long and before.isalpha() and len(before) <= _PREFIX)


def _told_numbers(a: EntityFacts, b: EntityFacts) -> Iterator[Feature]:
    """A number of one that the other's entry has in its text."""
    for mine, other in ((a, b), (b, a)):
        for number in _numbers(mine):
            found = [text for text in other.texts if _in_text(number, text.text)]
            if found:
                sides = ((number.said,), (found[0],))
                says = f"{number.kind} {number.value}, which the text of the other names"
                yield Feature("number", says, *(sides if mine is a else sides[::-1]))


def _in_text(number: Number, text: str) -> bool:
    return len(number.value) >= LONG and not number.false and re.search(rf"\b{number.value}\b", text) is not None


def _comparable(one: Number, two: Number) -> bool:
    """Numbers of one kind; or of kinds that lists name each in its own words, where they are long enough."""
    if one.kind == two.kind:
        return len(one.value) >= SHORT
    return not {one.kind, two.kind} <= {*KEPT, "SWIFT/BIC", "MMSI"} and len(one.value) >= LONG


def _other_numbers(a: EntityFacts, b: EntityFacts) -> Iterator[Feature]:
    for kind in sorted(KEPT):
        ours, theirs = ([n for n in _numbers(k) if n.kind == kind and not n.false] for k in (a, b))
        if ours and theirs and not {n.value for n in ours} & {n.value for n in theirs}:
            told = " and ".join(", ".join(sorted({n.value for n in side})) for side in (ours, theirs))
            yield Feature("number", f"{kind} {told}", tuple(n.said for n in ours), tuple(n.said for n in theirs))


def _numbers(thing: EntityFacts) -> list[Number]:
    found: dict[tuple[str, str], Number] = {}
    for number in thing.numbers:
        found.setdefault((number.kind, number.value), number)
    return list(found.values())


# -- births, nationalities, kinds ------------------------------------------------------------------


def _births(a: EntityFacts, b: EntityFacts) -> Iterator[Feature]:
    for one in a.births:
        for two in b.births:
            if one.exact and two.exact and one.earliest == two.earliest:
                yield Feature("birth day", f"born on {one.earliest}", (one.said,), (two.said,))
                return
    for one in a.births:
        for two in b.births:
            if one.earliest <= two.latest and two.earliest <= one.latest:
                yield Feature("birth", f"{one.said.text} and {two.said.text} may be one day", (one.said,), (two.said,))
                return


def _born_apart(a: EntityFacts, b: EntityFacts) -> Iterator[Feature]:
    """No day that any source on one side allows is allowed on the other."""
    pairs = [(one, two) for one in a.births for two in b.births]
    if pairs and all(one.latest < two.earliest or two.latest < one.earliest for one, two in pairs):
        ours, theirs = (tuple(born.said for born in k.births) for k in (a, b))
        told = " and ".join(", ".join(dict.fromkeys(said.text for said in side)) for side in (ours, theirs))
        rough = any(born.rough for born in (*a.births, *b.births))
        yield Feature("birth", f"born {told}" + (" (one of them is approximate)" if rough else ""), ours, theirs)


def _same(a: EntityFacts, b: EntityFacts) -> Iterator[Feature]:
    for what, ours, theirs in (
        ("nationality", a.nationalities, b.nationalities),
        ("country", [*a.countries, *a.nationalities], [*b.countries, *b.nationalities]),
    ):
        common = {s.value for s in ours} & {s.value for s in theirs}
        if common:
            sides = (tuple(s for s in side if s.value in common)[:1] for side in (ours, theirs))
            yield Feature(what, ", ".join(sorted(common)), *sides)


def _differ(a: EntityFacts, b: EntityFacts) -> Iterator[Feature]:
    for what, ours, theirs in (
        ("nationality", a.nationalities, b.nationalities),
        ("gender", a.genders, b.genders),
    ):
        values = [{s.value for s in side} for side in (ours, theirs)]
        # A State that no name in the graph is of may be another name of the same one.
        told_apart = what == "gender" or all(":" in value for side in values for value in side)
        if ours and theirs and told_apart and not values[0] & values[1]:
            told = " and ".join(", ".join(dict.fromkeys(s.text for s in side)) for side in (ours, theirs))
            yield Feature(what, told, tuple(ours), tuple(theirs))


def _kinds(a: EntityFacts, b: EntityFacts) -> Iterator[Feature]:
    """Kinds neither of which is within the other, such as a station and a settlement."""
    if not (a.kind in b.labels or b.kind in a.labels or (_bodies(a) and _bodies(b))):
        yield Feature("kind", f"{a.kind} and {b.kind}", tuple(n for n in a.names[:1]), tuple(n for n in b.names[:1]))


def _bodies(thing: EntityFacts) -> bool:
    return bool(thing.labels & {"Organization", "Company", "PublicBody"})


# -- lists and offices -----------------------------------------------------------------------------


def _two_entries(a: EntityFacts, b: EntityFacts) -> Iterator[Feature]:
    """One part of one list has both, as two entries: whoever keeps it tells them apart."""
    for one in a.entries:
        for two in b.entries:
            if (one.dataset, one.part) == (two.dataset, two.part):
                says = f"two entries of one list ({one.dataset}): {one.reference} and {two.reference}"
                yield Feature("entries", says, (one.said,), (two.said,))
                return


def _carried(a: EntityFacts, b: EntityFacts, lists: Lists) -> Iterator[Feature]:
    """A text that names the other's number in its list; one list that two data sets tell of, with one day of listing;
    or a part of a list that carries out another list, whose own entry bears the same day.
    """
    for mine, other in ((a, b), (b, a)):
        for text in mine.texts:
            for entry in other.entries:
                if _NUMBERED.match(entry.reference) and re.search(rf"\b{re.escape(entry.reference)}\b", text.text):
                    sides = ((text,), (entry.said,))
                    yield Feature("cross-reference", f"names {entry.reference}", *(sides if mine is a else sides[::-1]))
                    return
    for one, two in ((x, y) for x in a.entries for y in b.entries):
        if not _near(one.listed_on, two.listed_on):
            continue
        how = _one_list(one, two, lists) or _one_list(two, one, lists)
        if how:
            days = " and ".join(dict.fromkeys((str(one.listed_on), str(two.listed_on))))
            yield Feature("cross-reference", f"{how}; listed on {days}", (one.said,), (two.said,))
            return


def _one_list(ours: ListedEntry, theirs: ListedEntry, lists: Lists) -> str | None:
    """How an entry of one data set is an entry of the other's list, if it is."""
    if ours.list == theirs.list and ours.dataset != theirs.dataset and ours.programmes & theirs.programmes:
        return f"{ours.dataset} and {theirs.dataset} both tell of the list of {ours.list}"
    if (ours.dataset, ours.part, theirs.part) in lists.crossings:
        return f"{ours.dataset} {ours.part} carries out {theirs.dataset} {theirs.part}"
    return None


def _near(one: str | None, two: str | None) -> bool:
    """Whether two days of listing, each known to the month at least, may be one."""
    if not one or not two or min(len(one), len(two)) < _MONTH:
        return False
    first, second = HalfDate.parse(one), HalfDate.parse(two)
    return shift(first.earliest, -DAYS_APART) <= second.latest and second.earliest <= shift(first.latest, DAYS_APART)


def _regimes(a: EntityFacts, b: EntityFacts, lists: Lists) -> Iterator[Feature]:
    """Both are listed under programmes of one regime."""
    for name, programmes in lists.regimes:
        ours, theirs = ([entry for entry in k.entries if entry.programmes & programmes] for k in (a, b))
        if ours and theirs:
            yield Feature("regime", f"both under {name}", (ours[0].said,), (theirs[0].said,))
            return


def _offices(a: EntityFacts, b: EntityFacts) -> Iterator[Feature]:
    for one in a.offices:
        for two in b.offices:
            known = one.earliest and two.earliest and one.state == two.state
            if known and one.earliest <= two.latest and two.earliest <= one.latest:
                says = f"{one.post} from {one.earliest}, {two.post} from {two.earliest}"
                yield Feature("office", says, (one.said,), (two.said,))
                return

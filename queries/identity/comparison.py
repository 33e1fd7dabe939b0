"""What speaks for two entities being one, and what against it: each feature with what either side says, and where.

Nothing is weighed or averaged here. A feature agrees, or contradicts, or is neither and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ...schema.countries import are_other_states
from ...schema.dates import HalfDate, shift
from ..screening.compare import LABELS, compare_names, score_names
from ..screening.names import normalize_name
from ..screening.pairing import pair_words
from .cited import CitedValue
from .facts import EntityFacts, ListedEntry
from .feature import Feature, feature
from .government import government
from .numbers import KEPT, OF_ONE_REGISTER, Number, contradicting
from .place_codes import codes
from .places import APART, NEAR, STATIONS_APART, nearest

#: Signs that a number needs to be compared with one of the same kind, and with one that a list names otherwise.
SHORT, LONG = 5, 7
_PREFIX = 2
#: Kinds of numbers that no list confuses with each other.
DISTINCT = KEPT | {"MMSI"}
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
class ListKnowledge:
    """What is known of lists: parts that carry out another list, as (data set, part, part of the other), and the
    programmes of each regime, each as list and programme.
    """

    crossings: tuple[tuple[str, str, str], ...] = ()
    regimes: tuple[tuple[str, frozenset[str]], ...] = ()


@dataclass
class PairComparison:
    """Two entities side by side: how alike their names are, what else agrees, what contradicts."""

    a: EntityFacts
    b: EntityFacts
    score: float
    name: Feature
    agrees: list[Feature] = field(default_factory=list)
    contradicts: list[Feature] = field(default_factory=list)

    @property
    def agreed(self) -> set[str]:
        """Return the names of what agrees."""
        return {feature.what for feature in self.agrees}

    @property
    def spelling_only(self) -> bool:
        """Whether the words of the names that go together differ in spelling alone."""
        sides = [normalize_name(cited.text, self.a.kind) for cited in self.name.cited]
        return len(sides) == 2 and all(pair.edits < LETTER for pair in pair_words(*sides).pairs)


def compare_entities(a: EntityFacts, b: EntityFacts, lists: ListKnowledge) -> PairComparison:
    """Compare what is said of two entities. One number with names that do not agree is a contradiction: a ship may
    have taken another's number, a paper may have been lent.
    """
    score, name = _names(a, b)
    pair = PairComparison(a, b, score, name)
    pair.agrees += [
        *_same_numbers(a, b),
        *_numbers_in_texts(a, b),
        *_births(a, b),
        *_same(a, b),
        *_carried(a, b, lists),
        *_at_one_place(a, b),
    ]
    pair.agrees += [*_shared_names(a, b), *_regimes(a, b, lists), *_offices(a, b), *government(a, b), *codes(a, b)]
    pair.contradicts += [*_kinds(a, b), *_other_numbers(a, b), *_born_apart(a, b), *_differ(a, b), *_two_entries(a, b)]
    if not any(feature_.what == "kind" for feature_ in pair.contradicts):
        pair.contradicts += _apart(a, b)
    if "number" in pair.agreed and score < compare_names.threshold:
        pair.contradicts.append(Feature("name", f"one number, two names: {name.says}", name.a, name.b))
    return pair


# -- names -----------------------------------------------------------------------------------------


def _names(a: EntityFacts, b: EntityFacts) -> tuple[float, Feature]:
    """Return the score of the two names that go together best, and what of them agrees."""
    a_names, b_names = _distinct(a.names), _distinct(b.names)
    pairs = [(x, y) for x in a_names for y in b_names]
    if not pairs:
        return 0.0, feature("name", "no name is stated of one of them", (), ())
    # Equal names are compared first: where they agree, the others need not be compared.
    equal = [(x, y) for x, y in pairs if x.value == y.value]
    score, x, y = _best(equal, a.kind) if equal else (0.0, *pairs[0])
    if score < compare_names.threshold:
        score, x, y = _best(pairs, a.kind)
    compared = compare_names(x.text, y.text, a.kind)
    parts = "; ".join(f"{LABELS[p.what]} {p.left or p.right}".strip() for p in compared.parts if p.what not in _SILENT)
    return score, feature("name", f"{x.text} and {y.text}: {parts}", (x,), (y,))


def _best(pairs: list[tuple[CitedValue, CitedValue]], kind: str) -> tuple[float, CitedValue, CitedValue]:
    """Return the first of the pairs with the highest score."""
    scores = [_score(x, y, kind) for x, y in pairs]
    score = max(scores)
    return (score, *pairs[scores.index(score)])


def _score(x: CitedValue, y: CitedValue, kind: str) -> float:
    return score_names(normalize_name(x.text, kind), normalize_name(y.text, kind))


def _distinct(names: list[CitedValue]) -> list[CitedValue]:
    by_value: dict[str, CitedValue] = {}
    for name in names:
        if name.value:
            by_value.setdefault(name.value, name)
    return list(by_value.values())


def _shared_names(a: EntityFacts, b: EntityFacts) -> Iterator[Feature]:
    """A whole name in common, whatever the order and division of its words; or two that differ in more than that."""
    ours, theirs = ({_letters(n.value): n for n in reversed(k.names)} for k in (a, b))
    letters = (key for key in ours.keys() & theirs.keys() if len(key) >= WHOLE)
    common = sorted(key for key in letters if _score(ours[key], theirs[key], a.kind) >= compare_names.threshold)
    if common:
        first = common[0]
        yield feature("whole name", ours[first].text, (ours[first],), (theirs[first],))
    if len(common) > 1:
        names = ", ".join(ours[key].text for key in common)
        says = f"{len(common)} names in common: {names}"
        yield feature("names", says, (ours[key] for key in common), (theirs[key] for key in common))


def _letters(key: str) -> str:
    return "".join(sorted(key.replace(" ", "")))


# -- numbers ---------------------------------------------------------------------------------------


def _same_numbers(a: EntityFacts, b: EntityFacts) -> Iterator[Feature]:
    for x in _numbers(a):
        for y in _numbers(b):
            if _same_digits(x.value, y.value) and _comparable(x, y):
                kind = x.kind if x.kind == y.kind else "number"
                doubt = ", which cannot be one by its check digit" if x.false else ""
                yield feature(
                    "false number" if x.false else "number", f"{kind} {x.value}{doubt}", (x.cited,), (y.cited,)
                )


def _same_digits(x: str, y: str) -> bool:
    """Whether two numbers are one; of a long one, a list may leave out a letter or two before the digits."""
    short, long = sorted((x, y), key=len)
    before = long.removesuffix(short)
    return x == y or (len(short) >= LONG and before != long and before.isalpha() and len(before) <= _PREFIX)


def _numbers_in_texts(a: EntityFacts, b: EntityFacts) -> Iterator[Feature]:
    """A number of one that the other's entry has in its text."""
    for bearer, other in ((a, b), (b, a)):
        for number in _numbers(bearer):
            text = next((text for text in other.texts if _in_text(number, text.text)), None)
            if text:
                sides = ((number.cited,), (text,))
                says = f"{number.kind} {number.value}, which the text of the other names"
                yield feature("number", says, *(sides if bearer is a else sides[::-1]))


def _in_text(number: Number, text: str) -> bool:
    return len(number.value) >= LONG and not number.false and re.search(rf"\b{number.value}\b", text) is not None


def _comparable(x: Number, y: Number) -> bool:
    """Whether numbers are of one kind; or of kinds that lists name each in its own words, and long enough."""
    if x.kind == y.kind:
        return len(x.value) >= SHORT
    return not {x.kind, y.kind} <= DISTINCT and len(x.value) >= LONG


def _other_numbers(a: EntityFacts, b: EntityFacts) -> Iterator[Feature]:
    for kind in sorted(KEPT | OF_ONE_REGISTER):
        ours, theirs = contradicting(*([n for n in _numbers(k) if n.kind == kind and not n.false] for k in (a, b)))
        if ours and theirs:
            numbers = " and ".join(", ".join(sorted({n.value for n in side})) for side in (ours, theirs))
            yield feature("number", f"{kind} {numbers}", (n.cited for n in ours), (n.cited for n in theirs))


def _numbers(facts: EntityFacts) -> list[Number]:
    distinct: dict[tuple[str, str], Number] = {}
    for number in facts.numbers:
        distinct.setdefault((number.kind, number.value), number)
    return list(distinct.values())


# -- births, nationalities, kinds ------------------------------------------------------------------


def _births(a: EntityFacts, b: EntityFacts) -> Iterator[Feature]:
    pairs = [(x, y) for x in a.births for y in b.births]
    for x, y in pairs:
        if x.date.whole_day and y.date.whole_day and x.date.earliest == y.date.earliest:
            yield feature("birth day", f"born on {x.date.earliest}", (x.cited,), (y.cited,))
            return
    for x, y in pairs:
        if x.date.may_be(y.date):
            yield feature("birth", f"{x.cited.text} and {y.cited.text} may be one day", (x.cited,), (y.cited,))
            return


def _born_apart(a: EntityFacts, b: EntityFacts) -> Iterator[Feature]:
    """No day that any source on one side allows is allowed on the other."""
    pairs = [(x, y) for x in a.births for y in b.births]
    if pairs and not any(x.date.may_be(y.date) for x, y in pairs):
        births = " and ".join(_texts(birth.cited for birth in facts.births) for facts in (a, b))
        rough = any(birth.date.approximate for birth in (*a.births, *b.births))
        says = f"born {births}" + (" (one of them is approximate)" if rough else "")
        yield feature("birth", says, *((birth.cited for birth in facts.births) for facts in (a, b)))


def _texts(cited: Iterable[CitedValue]) -> str:
    return ", ".join(dict.fromkeys(value.text for value in cited))


def _same(a: EntityFacts, b: EntityFacts) -> Iterator[Feature]:
    for what, ours, theirs in (
        ("nationality", a.nationalities, b.nationalities),
        ("country", [*a.countries, *a.nationalities], [*b.countries, *b.nationalities]),
    ):
        common = {s.value for s in ours} & {s.value for s in theirs}
        if common:
            sides = ([s for s in side if s.value in common][:1] for side in (ours, theirs))
            yield feature(what, ", ".join(sorted(common)), *sides)


def _differ(a: EntityFacts, b: EntityFacts) -> Iterator[Feature]:
    """Nationalities of States that are others, or genders; what names no State may name any."""
    for what, ours, theirs in (("nationality", a.nationalities, b.nationalities), ("gender", a.genders, b.genders)):
        pairs = [(x.value, y.value) for x in ours for y in theirs]
        differ = are_other_states if what == "nationality" else str.__ne__
        if pairs and all(differ(x, y) for x, y in pairs):
            yield feature(what, f"{_texts(ours)} and {_texts(theirs)}", ours, theirs)


def _kinds(a: EntityFacts, b: EntityFacts) -> Iterator[Feature]:
    """Kinds neither of which is within the other, such as a station and a settlement."""
    if not (a.kind in b.labels or b.kind in a.labels or (_is_body(a) and _is_body(b))):
        yield feature("kind", f"{a.kind} and {b.kind}", a.names[:1], b.names[:1])


def _is_body(facts: EntityFacts) -> bool:
    return bool(facts.labels & {"Organization", "Company", "PublicBody"})


# -- places ----------------------------------------------------------------------------------------


def _at_one_place(a: EntityFacts, b: EntityFacts) -> Iterator[Feature]:
    """Stated positions that are near each other."""
    between = nearest(a.place, b.place)
    if between and between[0] <= NEAR:
        km, x, y = between
        yield feature("position", f"{km:.1f} km from each other", (x.cited,), (y.cited,))


def _apart(a: EntityFacts, b: EntityFacts) -> Iterator[Feature]:
    """Positions too far from each other, or two entries of one collection of places."""
    between = nearest(a.place, b.place)
    stations = "RailStation" in a.labels and "RailStation" in b.labels
    if between and between[0] > (STATIONS_APART if stations else APART):
        km, x, y = between
        yield feature("position", f"{km:,.0f} km from each other", (x.cited,), (y.cited,))
    for dataset in sorted(a.place.entries.keys() & b.place.entries.keys()):
        first, second = a.place.entries[dataset], b.place.entries[dataset]
        says = f"two entries of one data set ({dataset}): {first.text} and {second.text}"
        yield feature("entries", says, (first,), (second,))
        return


# -- lists and offices -----------------------------------------------------------------------------


def _two_entries(a: EntityFacts, b: EntityFacts) -> Iterator[Feature]:
    """One part of one list has both, as two entries: its publisher tells them apart."""
    for x in a.entries:
        for y in b.entries:
            if (x.dataset, x.part) == (y.dataset, y.part):
                says = f"two entries of one list ({x.dataset}): {x.reference} and {y.reference}"
                yield feature("entries", says, (x.cited,), (y.cited,))
                return


def _carried(a: EntityFacts, b: EntityFacts, lists: ListKnowledge) -> Iterator[Feature]:
    """A text that names the other's number in its list; one list in two data sets, with one day of listing; or a part
    of a list that carries out another list, whose own entry bears the same day.
    """
    for bearer, other in ((a, b), (b, a)):
        for text in bearer.texts:
            for entry in other.entries:
                if _NUMBERED.match(entry.reference) and re.search(rf"\b{re.escape(entry.reference)}\b", text.text):
                    sides = ((text,), (entry.cited,))
                    says = f"names {entry.reference}"
                    yield feature("cross-reference", says, *(sides if bearer is a else sides[::-1]))
                    return
    for x, y in ((x, y) for x in a.entries for y in b.entries):
        if not _near(x.listed_on, y.listed_on):
            continue
        link = _link_of_lists(x, y, lists) or _link_of_lists(y, x, lists)
        if link:
            days = " and ".join(dict.fromkeys((str(x.listed_on), str(y.listed_on))))
            yield feature("cross-reference", f"{link}; listed on {days}", (x.cited,), (y.cited,))
            return


def _link_of_lists(ours: ListedEntry, theirs: ListedEntry, lists: ListKnowledge) -> str | None:
    """Return in words how an entry of one data set is an entry of the other's list, if it is."""
    if ours.list == theirs.list and ours.dataset != theirs.dataset and ours.programmes & theirs.programmes:
        return f"{ours.dataset} and {theirs.dataset} both tell of the list of {ours.list}"
    if (ours.dataset, ours.part, theirs.part) in lists.crossings:
        return f"{ours.dataset} {ours.part} carries out {theirs.dataset} {theirs.part}"
    return None


def _near(x: str | None, y: str | None) -> bool:
    """Whether two days of listing, each known to the month at least, may be one."""
    if not x or not y or min(len(x), len(y)) < _MONTH:
        return False
    first, second = HalfDate.parse(x), HalfDate.parse(y)
    return shift(first.earliest, -DAYS_APART) <= second.latest and second.earliest <= shift(first.latest, DAYS_APART)


def _regimes(a: EntityFacts, b: EntityFacts, lists: ListKnowledge) -> Iterator[Feature]:
    """Both are listed under programmes of one regime."""
    for name, programmes in lists.regimes:
        ours, theirs = ([entry for entry in k.entries if entry.programmes & programmes] for k in (a, b))
        if ours and theirs:
            yield feature("regime", f"both under {name}", (ours[0].cited,), (theirs[0].cited,))
            return


def _offices(a: EntityFacts, b: EntityFacts) -> Iterator[Feature]:
    for x in a.offices:
        for y in b.offices:
            dated = x.earliest and y.earliest and x.state == y.state
            if dated and x.earliest <= y.latest and y.earliest <= x.latest:
                says = f"{x.post} from {x.earliest}, {y.post} from {y.earliest}"
                yield feature("office", says, (x.cited,), (y.cited,))
                return

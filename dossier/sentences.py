"""The answer in sentences that a person would say, built from the data by a template for each property."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..queries.assessment.answer import Assessment, ElementKind, Outcome
from ..queries.evidence.claims import CitedClaim
from ..queries.evidence.ranking import LawClass, law_class
from ..queries.evidence.rules import Status
from ..queries.evidence.words import either, element_words, origins_words, paragraphs
from ..queries.trace.answer import AllegedTransfer, ClaimedElement, ClaimedEvent, ObservedEvent, TransferElement
from ..schema.dates import LATEST, HalfDate
from ..schema.errors import ValueInvalid
from ..schema.vocabulary import Basis, Property, Stance
from . import labels as words
from .case import Case

_NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven"),
    *("eight", "nine", "ten", "eleven", "twelve"),
)
#: Evidence by which somebody looked at the cargo itself.
_INSIDE = frozenset({Basis.INSPECTION, Basis.DOCUMENT, Basis.ADMISSION, Basis.IMAGERY, Basis.EXPERT_BODY})
_PLAIN = {
    Stance.DENIES: "denied it",
    Stance.JUSTIFIES: "justified it",
    Stance.DECLINES: "declined to comment",
    Stance.DOUBTS: "doubted it",
}
#: So many allegations are told in sentences, so many speakers in one, so many kinds of goods.
_ALLEGATIONS, _SPEAKERS, _GOODS = 3, 3, 3


@dataclass(frozen=True)
class Sentence:
    """A sentence with the numbers of its sources; `lead` marks the first on an event."""

    text: str
    cites: tuple[int, ...] = ()
    lead: bool = False


def story(case: Case) -> list[Sentence]:
    """Return the answer of the case: what was seen, what is alleged, what the law says of it, and how firm it is."""
    sentences = [*_profile(case)]
    if case.trace.of_event:
        sentences += _event(case, case.trace.of_event)
    focus = case.trace.focused
    if focus:
        sentences += _seen(case, focus)
    for transfer in case.main_transfers[:_ALLEGATIONS]:
        sentences += _allegation(case, transfer)
    if not sentences:
        until = f" by {words.when(case.trace.as_of)}" if case.trace.as_of != LATEST else ""
        sentences.append(Sentence(f"No source in this graph links an event with {case.name}{until}.", lead=True))
    return sentences


def _profile(case: Case) -> Iterator[Sentence]:
    """Yield a sentence on the posts, and one on the list entries, of a person, ship or organisation."""
    for head, lead in (("Posts", "is recorded as"), ("On lists", "has an entry on")):
        facts = [fact for fact in case.profile if fact.head == head]
        called = " list" if head == "On lists" else ""
        texts = [re.sub(r"(?:: [^,]*)?, (from|listed) (.*)", rf"{called} (\1 \2)", fact.text) for fact in facts]
        shown = words.listed([f"the {text}" for text in texts] if called else texts)
        cites = tuple(sorted({n for fact in facts for n in fact.cites}))
        if facts:
            yield Sentence(f"{case.name} {lead} {shown}.", cites, lead=True)


def _seen(case: Case, event: ObservedEvent) -> Iterator[Sentence]:
    when = words.when(event.date)
    places = [case.name] if case.name in event.places else event.places
    place = f" at {words.listed(places)}" if places else ""
    by_speaker: dict[str, list[CitedClaim]] = {}
    for count in event.counts:
        by_speaker.setdefault(count.speaker, []).append(count)
    for speaker, counts in by_speaker.items():
        shown = words.listed([words.value(count) for count in counts])
        how = words.basis(counts[0].basis)
        cites = tuple(sorted({count.source for count in counts}))
        yield Sentence(f"On {when} {speaker} counted {shown}{place} ({how}).", cites, lead=True)
    if not event.counts:
        yield Sentence(f"{event.name} ({when}).", case.cite(event.roots), lead=True)
    usual = next((claim for claim in event.said if claim.property == Property.BASELINE), None)
    if usual:
        yield Sentence(f"What was usual there before: {words.value(usual)}.", (usual.source,))
    later = [other for other in case.trace.seen if (other.date or "") > (event.date or "") and other.counts]
    if later:
        latest = words.listed([words.value(count) for count in later[0].counts])
        text = f"The latest count in this graph, of {words.when(later[0].date)}, is {latest}."
        yield Sentence(text, case.cite(later[0].roots))


def _allegation(case: Case, transfer: AllegedTransfer) -> Iterator[Sentence]:
    exists = transfer.element(Property.EXISTS)
    yield Sentence(_moved(case, transfer), case.cite(exists.roots), lead=True)
    if covered := _covered(transfer):
        yield covered
    yield from _law(case, transfer)
    yield from _answers(case, transfer)
    yield Sentence(_firmness(case, transfer.event, exists))


def _moved(case: Case, transfer: AllegedTransfer) -> str:
    """Return who is said to have moved what from where to where, how often and when."""
    carried = any(c.property == Property.CARRIER and c.entity == case.trace.what.id for c in transfer.claims)
    ends = [transfer.element(end).value_names for end in (Property.FROM, Property.TO)]
    sender, receiver = (words.listed(names) for names in ends)
    goods = _goods(transfer.element(Property.GOODS))
    when = _when(transfer.element(Property.DATE))
    if not (sender and receiver):
        return f"Sources name this allegation: {transfer.name}."
    if carried and case.trace.what.kind == "Vessel":
        cargo = "containers" if "container" in _cargo(transfer) else "cargo"
        text = f"{case.name} is said to have carried {cargo} from {sender} to {receiver}"
        return f"{text}{_times(case.name, transfer.claims)}{when}."
    if not goods:
        return f"{transfer.name}: something is said to have gone from {sender} to {receiver}{when}."
    title = _title(transfer.name)
    if transfer.element(Property.EXISTS).status == Status.MET:
        by = words.listed([words.with_article(name) for name in dict.fromkeys(_shown_by(transfer))][:_SPEAKERS])
        return f"According to {by}, {goods} went from {sender} to {receiver}{when} ({title})."
    return f"{sender} is said to have sent {goods} to {receiver}{when} ({title})."


def _shown_by(transfer: AllegedTransfer) -> Iterator[str]:
    """Yield who asserts that it took place, with the kind of evidence, where that can show it."""
    for claim in transfer.claims:
        if claim.property == Property.EXISTS and claim.stance is Stance.ASSERTS and claim.basis in _INSIDE:
            yield f"{claim.speaker} ({words.basis(claim.basis)})"


def _title(name: str) -> str:
    return f"{name[:1].lower()}{name[1:]}" if name.startswith("Alleged") else name


def _cargo(transfer: AllegedTransfer) -> str:
    claims = (c for c in transfer.claims if c.property in (Property.CARGO, Property.QUANTITY) and c.affirms)
    return " ".join(f"{c.value} {c.unit}" for c in claims)


def _times(name: str, claims: Iterable[CitedClaim]) -> str:
    """Return how often, by the highest number of trips that is claimed of the carrier."""
    trips = [
        claim
        for claim in claims
        if claim.property == Property.QUANTITY and claim.affirms and claim.number and claim.unit
        if claim.unit.startswith("trip") and name in claim.unit
    ]
    most = max(trips, key=lambda claim: claim.number or 0, default=None)
    if most is None or not most.number:
        return ""
    number = int(most.number)
    spelled = _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"
    times = {1: "once", 2: "twice"}.get(number, f"{spelled} times")
    return f" {most.qualifier} {times}" if most.qualifier else f" {times}"


def _when(element: TransferElement | ClaimedElement) -> str:
    """Return the first day of what is claimed: `from August 2023`, or `on 13 September 2023`."""
    dates = [date for value in element.value_names if (date := _date(value))]
    if not dates:
        return ""
    first = min(dates, key=lambda date: (date.earliest, date.latest))
    last = max(date.latest for date in dates)
    if first.earliest == last:
        return f" on {words.when(first.earliest)}"
    start = first.earliest if len(element.value_names[0].partition("/")[0]) > 7 else first.earliest[:7]
    return f" from {words.when(start)}"


def _date(text: str) -> HalfDate | None:
    try:
        return HalfDate.parse(text)
    except ValueInvalid:
        return None


def _goods(element: TransferElement | ClaimedElement) -> str:
    names = [f"{name[:1].lower()}{name[1:]}" if name[1:2].islower() else name for name in element.value_names]
    names = [name.removeprefix("all ") for name in names]
    return either(names[:_GOODS])


def _covered(transfer: AllegedTransfer) -> Sentence | None:
    """Return that no source looked inside, where evidence of covered cargo is all that there is of the goods."""
    covered = [claim for claim in transfer.claims if claim.basis == Basis.IMAGERY_COVERED]
    inside = [c for c in transfer.claims if c.property == Property.GOODS and c.affirms and c.basis in _INSIDE]
    if not covered or inside:
        return None
    return Sentence("No outside observer saw what was inside.", tuple(sorted({claim.source for claim in covered})))


def _law(case: Case, transfer: AllegedTransfer) -> Iterator[Sentence]:
    """Yield what forbids it outright, or else under a condition."""
    goods = _goods(transfer.element(Property.GOODS))
    in_force = [measure for measure in case.trace.forbidden_by if measure.event == transfer.event]
    by_class = {
        class_: [m for m in in_force if law_class(m.acts, m.threshold) is class_]
        for class_ in (LawClass.FORBIDDEN, LawClass.CONDITIONAL)
    }
    if bans := by_class[LawClass.FORBIDDEN]:
        law = words.listed([f"{paragraphs(m.provisions, full=n == 0)} ({m.name})" for n, m in enumerate(bans[:2])])
        subject = "the cargo" if case.trace.what.kind == "Vessel" else "it"
        if_so = f"If {subject} was {goods}" if goods else "If it took place as claimed"
        yield Sentence(_forbade(law, if_so, _best(case, transfer.event)))
    elif conditional := by_class[LawClass.CONDITIONAL]:
        first = conditional[0]
        law = f"{paragraphs(first.provisions, full=True)} ({first.name})"
        more = f", as may {len(conditional) - 1} further measures" if len(conditional) > 1 else ""
        yield Sentence(f"{words.capital(law)} may forbid it, under a condition that no source shows here{more}.")
    elif not in_force and transfer.event == case.trace.what.id:
        what = "ban" if _best(case, transfer.event) else "measure"
        yield Sentence(f"No {what} in this graph is known to cover it.")


def _forbade(law: str, if_so: str, best: Assessment | None) -> str:
    """Return what a ban says of an event: without an if where each element of the assessment is shown."""
    shown = best is not None and best.outcome is Outcome.MET
    return f"{words.capital(law)} forbade that." if shown else f"{if_so}, {law} forbade it."


def _answers(case: Case, transfer: AllegedTransfer) -> Iterator[Sentence]:
    by_stance: dict[Stance, dict[str, int]] = {}
    for answer in transfer.answers:
        by_stance.setdefault(answer.stance, {}).setdefault(answer.speaker, answer.source)
    parts, cites = [], set()
    for stance, speakers in by_stance.items():
        if stance in _PLAIN:
            shown = list(speakers)[:_SPEAKERS]
            parts.append(f"{words.listed(shown)} {_PLAIN[stance]}")
            cites |= {speakers[speaker] for speaker in shown}
    if parts:
        yield Sentence(f"{'; '.join(parts)}.", tuple(sorted(cites)))


def _best(case: Case, event: str) -> Assessment | None:
    """Return the assessment that is shown first of an event."""
    return next((each for each in case.assess.assessments if each.event == event), None)


def _firmness(case: Case, event: str, exists: TransferElement | ClaimedElement) -> str:
    best = _best(case, event)
    independence = exists.independence if isinstance(exists, TransferElement) else ""
    rests = f" It rests on {origins_words(len(exists.roots), independence)}." if exists.roots else ""
    if best is None:
        return f"Firmness: that it took place is {exists.status}.{rests}"
    open_ = [element_words(e.element) for e in best.elements if e.counts and e.status is Status.UNKNOWN]
    state = {
        Outcome.MET: "each element is shown",
        Outcome.UNKNOWN: f"unknown (not shown: {words.listed(open_)})",
        Outcome.NOT_MET: "ruled out by what is shown",
        Outcome.EXEMPT: "an exemption is shown to apply",
        Outcome.OPEN: "all is shown but whether the conditions were kept under which it is lawful",
        Outcome.PERMITTED: "a paragraph allows it",
        Outcome.CONTESTED_LAW: "how the law reads is disputed",
    }.get(best.outcome, str(best.outcome))
    return f"Firmness: {state}.{rests}"


def _event(case: Case, event: ClaimedEvent) -> Iterator[Sentence]:
    """Yield what is claimed of a launch, trip, vote or other event, and the law."""
    elements = {element.element: element for element in event.elements}
    exists = elements.get(Property.EXISTS)
    speakers = list(dict.fromkeys(c.speaker for c in event.claims if c.property == Property.EXISTS and c.affirms))
    when = _when(elements[Property.DATE]) if Property.DATE in elements else ""
    place = f" at {words.listed(elements[Property.PLACE].value_names)}" if Property.PLACE in elements else ""
    cites = case.cite(exists.roots) if exists else ()
    if speakers:
        by = words.listed([words.with_article(name) for name in speakers[:_SPEAKERS]])
        rest = f" and {len(speakers) - _SPEAKERS} others" if len(speakers) > _SPEAKERS else ""
        dated = when[-4:] in case.name
        shown = f"{case.name} took place{place}{'' if dated else when}"
        yield Sentence(f"{shown}, according to {by}{rest}.", cites, lead=True)
    for n, measure in enumerate(event.measures[:2]):
        goods = _goods(elements[Property.GOODS]) if Property.GOODS in elements else ""
        law = f"{paragraphs(measure.provisions, full=n == 0)} ({measure.measure_name})"
        condition = measure.element(ElementKind.THRESHOLD)
        if measure.touches and (condition is None or condition.status is Status.MET):
            yield Sentence(_forbade(law, f"If it was as claimed{f' ({goods})' if goods else ''}", measure))
        else:
            yield Sentence(f"{words.capital(law)} may apply to it, under a condition that no source shows here.")
    if not event.measures:
        yield Sentence("No measure in this graph is known to cover it.")
    if exists:
        yield Sentence(_firmness(case, case.trace.what.id, exists))

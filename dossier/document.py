"""A case as a document to be read and edited elsewhere: the same text as the page, in blocks, without its drawings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..queries.assessment.answer import Assessment
from ..queries.evidence.claims import CitedClaim
from ..schema.dates import LATEST
from . import answer, chronicle
from . import labels as words
from .assessments import deciding_first
from .case import Case, grouped
from .sentences import story


@dataclass(frozen=True)
class Heading:
    """A heading; `level` 1 is the title."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `quiet` for what stands beside the text proper."""

    text: str
    quiet: bool = False


@dataclass(frozen=True)
class ListOf:
    """A list; `numbered` from 1 on, as sources are."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class TableOf:
    """A table with its head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | ListOf | TableOf


def document(case: Case) -> list[Block]:
    """Return a case as blocks, in the order of the page."""
    day = "all that is known" if case.trace.as_of == LATEST else f"as known on {words.when(case.trace.as_of)}"
    blocks: list[Block] = [Heading(1, f"{case.name}: case file"), Paragraph(f"{words.capital(day)}.", quiet=True)]
    blocks.append(Paragraph(answer.question(case)))
    blocks += [Heading(2, "Summary"), *_profile(case), Paragraph(_cited_sentences(case)), *_checked(case)]
    blocks.append(Paragraph(answer.verdict(case), quiet=True))
    blocks += [*_lines(case), *_elements(case), *_time(case), *_settle(case), *_notes(case)]
    blocks += [Heading(2, "Sources"), ListOf(tuple(_sources(case)), numbered=True), *_terms(case)]
    closing = "Made by sanctionsgraph from what sources say. It holds allegations, and finds nothing proven."
    return [*blocks, Paragraph(closing, quiet=True)]


def _profile(case: Case) -> Iterator[Block]:
    facts = grouped(case.profile, lambda fact: fact.head)
    if facts:
        yield ListOf(
            tuple(
                f"{head}: {'; '.join(fact.text + _cites(fact.cites) for fact in of_head)}"
                for head, of_head in facts.items()
            )
        )


def _cited_sentences(case: Case) -> str:
    return " ".join(sentence.text + _cites(sentence.cites) for sentence in story(case))


def _checked(case: Case) -> Iterator[Block]:
    rows = tuple(
        (row.name, f"{row.measure} ({row.law})", f"{row.outcome}{f': {row.by}' if row.by else ''}")
        for row in answer.checked(case)
    )
    if rows:
        yield TableOf(("Event", "Measure", "Firmness"), rows)


def _lines(case: Case) -> Iterator[Block]:
    label, items = "", []
    for line in answer.lines(case):
        label = line.label or label
        items.append(f"{label}: {line.text}{_cites(line.cites)}")
    if items:
        yield Heading(2, "What the sources say")
        yield ListOf(tuple(items))


def _elements(case: Case) -> Iterator[Block]:
    groups = grouped(case.assess.assessments, lambda assessment: assessment.event)
    if not groups:
        return
    yield Heading(2, "Element by element")
    yield Paragraph("A measure covers an event only if each of its elements is so; the weakest decides.")
    for entries in groups.values():
        yield Heading(3, entries[0].name)
        for entry in entries:
            yield from _assessed(case, entry)


def _assessed(case: Case, entry: Assessment) -> Iterator[Block]:
    law = f", {words.law(entry.provisions)}" if entry.provisions else ""
    yield Paragraph(f"{entry.measure_name}{law}: {entry.outcome}. {entry.summary}")
    rows = []
    for element in deciding_first(entry.elements):
        if element.element not in words.APART:
            words_of = "; ".join(_claim(case.claims[id_]) for id_ in element.claims if id_ in case.claims)
            rows.append((words.element(element.element), str(element.status), words_of or "no source claims it"))
    if rows:
        yield TableOf(("Element", "Status", "On whose word"), tuple(rows))


def _claim(claim: CitedClaim) -> str:
    value = words.value(claim)
    hedge = f" “{words.quoted(claim.hedge)}”" if claim.hedge else ""
    after = f": {value}" if value else ""
    cites = _cites((claim.source,) if claim.source else ())
    return f"{claim.speaker} {words.did(claim.stance)} {words.prop(claim.property)}{after}{hedge}{cites}"


def _time(case: Case) -> Iterator[Block]:
    rows = tuple((entry.when, entry.text + _cites(entry.cites)) for entry in chronicle.chronicle(case))
    if rows:
        yield Heading(2, "When")
        yield TableOf(("Day", "What"), rows)


def _settle(case: Case) -> Iterator[Block]:
    if case.assess.settle:
        yield Heading(2, "What would settle it")
        yield ListOf(tuple(words.capital(step.what) for step in case.assess.settle))


def _notes(case: Case) -> Iterator[Block]:
    if case.notes:
        yield Heading(2, "Notes on this case")
        yield Paragraph("By those who worked on it. They are no sources, and nothing above rests on them.", quiet=True)
        signed = ((note, ". ".join(filter(None, (note.status, note.text)))) for note in case.notes)
        yield ListOf(tuple(f"{text} ({note.by}, {words.when(note.since)})" for note, text in signed))


def _sources(case: Case) -> Iterator[str]:
    for source in case.sources:
        day = words.when(source.published) if source.published else "undated"
        address = f". {source.url}" if source.url else ""
        yield f"{source.publisher or 'Publisher not stated'}, {source.title}, {day}{address}"


def _terms(case: Case) -> Iterator[Block]:
    terms = dict.fromkeys(": ".join(filter(None, (terms.attribution, terms.licence))) for terms in case.terms)
    if terms:
        yield Paragraph("Terms of the data of others: " + "; ".join(terms), quiet=True)


def _cites(numbers: Sequence[int]) -> str:
    return " " + "".join(f"[{n}]" for n in numbers) if numbers else ""

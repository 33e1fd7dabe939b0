"""The verifier: right claims pass, errors as models make them are refused by the rules that are for them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
import sanctionsgraph as sg
from sanctionsgraph.reading.page import page_of
from sanctionsgraph.reading.report import ReportReading, read_report
from sanctionsgraph.reading.source_file import source_bytes
from sanctionsgraph.reading.suggestion import ReviewMark, Suggestion, TextQuote
from sanctionsgraph.reading.verdict import Verdict, verdicts
from sanctionsgraph.schema.vocabulary import Basis, Likelihood, Property, Qualifier, Stance

from helpers.made_reports import ERRORS, OTHERS, PUBLISHED, STATES, THINGS, MadeReport, made_reports

REPORTS = list(made_reports())
RIGHT = [*REPORTS, *made_reports(OTHERS)]
IDS = (*STATES.values(), "iso:US")


def reading_of(graph: sg.Graph, report: MadeReport) -> ReportReading:
    return read_report(graph, page_of(source_bytes(report.text.encode(), "made.txt")), published=PUBLISHED)


@pytest.fixture(scope="module")
def readings(embedded_case: sg.Graph) -> list[ReportReading]:
    return [reading_of(embedded_case, report) for report in REPORTS]


def judged(reading: ReportReading, claims: list[Suggestion]) -> tuple[Verdict, ...]:
    return verdicts(reading, claims, things=THINGS, ids=IDS)


def test_no_right_claim_is_refused(embedded_case: sg.Graph) -> None:
    """200 right answers and more, each with words of its own or another property, value or hedge."""
    answers = [answer for report in RIGHT for answer in judged(reading_of(embedded_case, report), list(report.claims))]
    right = [answer.suggestion for answer in answers]
    unlike = {(s.quote.exact, s.about, s.property, str(s.value), s.entity, s.hedge) for s in right}
    assert len(unlike) >= 200
    refused = [
        (answer.suggestion.id, answer.suggestion.quote.exact, answer.refusals)
        for answer in answers
        if not answer.passed
    ]
    assert refused == []


def refused_by(reading: ReportReading, report: MadeReport, wrong: Suggestion) -> set[str]:
    claims = [wrong if claim.id == wrong.id else claim for claim in report.claims]
    answer = next(one for one in judged(reading, claims) if one.suggestion.id == wrong.id)
    return {str(refusal.rule_class) for refusal in answer.refusals}


def test_errors_are_refused_by_the_class_that_is_for_them(readings: list[ReportReading]) -> None:
    """More than 120 wrong answers of more than 15 kinds; at most one of twenty passes, and it is named here."""
    tried, passed = Counter[str](), Counter[str]()
    for reading, report in zip(readings, REPORTS, strict=True):
        claims = {claim.id: claim for claim in report.claims}
        for error in ERRORS:
            wrong = error.make(claims[error.claim], report)
            assert wrong != claims[error.claim], error.kind
            tried[error.kind] += 1
            if error.rule_class not in refused_by(reading, report, wrong):
                passed[error.kind] += 1
    assert len(tried) >= 15
    assert tried.total() >= 120
    assert passed.total() <= 0.05 * tried.total(), passed


FALSE_QUOTES = {
    "swapped": ("North Korea to Russia", "Russia to North Korea"),
    "not": ("likely indicates", "likely does not indicate"),
    "number": ("about 73", "about 37"),
    "word": ("supply", "purchase"),
    "mark": ("the institute said", "the Institute said"),
}


@pytest.mark.parametrize("kind", FALSE_QUOTES)
def test_every_false_quote_is_refused(kind: str, readings: list[ReportReading]) -> None:
    report, (before, after) = REPORTS[0], FALSE_QUOTES[kind]
    touched = [claim for claim in report.claims if before in claim.quote.exact]
    assert touched
    for claim in touched:
        false = replace(claim, quote=replace(claim.quote, exact=claim.quote.exact.replace(before, after)), hedge=None)
        assert "mechanical" in refused_by(readings[0], report, false), claim.id


def test_a_word_of_two_things_is_not_taken_for_the_other(embedded_case: sg.Graph) -> None:
    text = (
        "Kim Jong Un met Vladimir Putin at the Vostochny Cosmodrome on September 13, 2023, the Kremlin said.\n\n"
        "A ship unloaded 300 containers at Vostochny Port on October 1, 2023, the institute said in a report.\n"
    )
    reading = read_report(embedded_case, page_of(source_bytes(text.encode(), "two.txt")), published=PUBLISHED)
    start = text.index("A ship")
    quote = TextQuote.of(text, start, len(text) - 1)
    claim = Suggestion(
        "c", "new:seen", Property.PLACE, Stance.ASSERTS, Basis.IMAGERY, "new:harbour-institute", "second paragraph",
        quote, entity="sg:vostochny-cosmodrome",
    )  # fmt: skip
    rules = {refusal.rule for refusal in verdicts(reading, [claim], things=THINGS)[0].refusals}
    assert rules == {"other-thing"}
    right = replace(claim, entity="sg:vostochny-port")
    assert verdicts(reading, [right], things=THINGS)[0].passed


def test_what_a_person_must_judge_is_marked(readings: list[ReportReading]) -> None:
    report = REPORTS[0]
    claims = {claim.id: claim for claim in report.claims}
    wrong = [
        replace(claims["count"], id="speaker", speaker="iso:US"),
        replace(claims["place"], id="words", value="a military airfield"),
        replace(claims["from"], id="direction"),
        replace(claims["count"], id="basis", basis=Basis.DOCUMENT),
    ]
    answers = {one.suggestion.id: one for one in judged(readings[0], [*report.claims, *wrong])}
    marks = {id_: {mark.mark for mark in answer.suggestion.marks} for id_, answer in answers.items()}
    assert ReviewMark.SPEAKER in marks["speaker"]
    assert ReviewMark.SPEAKER not in marks["count"]
    assert ReviewMark.OWN_WORDS in marks["words"]
    assert ReviewMark.OWN_WORDS not in marks["goods"]
    assert ReviewMark.DIRECTION in marks["direction"]
    assert ReviewMark.BASIS in marks["basis"]
    assert ReviewMark.BASIS not in marks["count"]


def test_a_group_that_receives_is_no_state(embedded_case: sg.Graph) -> None:
    text = "The institute said in a report that Rwanda sent rifles to M23 in the spring of 2023 and afterwards.\n"
    reading = read_report(embedded_case, page_of(source_bytes(text.encode(), "m23.txt")), published=PUBLISHED)
    quote = TextQuote.of(text, 0, len(text) - 1)
    group = Suggestion(
        "group", "new:seen", Property.TO, Stance.ASSERTS, Basis.INFERENCE, "new:harbour-institute", "first paragraph",
        quote, entity="sg:m23",
    )  # fmt: skip
    state = replace(group, id="state", entity="iso:CD")
    answers = verdicts(reading, [group, state], things=THINGS, ids=[*IDS, "iso:CD"])
    assert [answer.passed for answer in answers] == [True, True]
    reasons = [{m.reason for m in a.suggestion.marks if m.mark is ReviewMark.DIRECTION} for a in answers]
    assert reasons[0] == {"who gives and who receives is not checked"}
    assert reasons[1] == {"the quote names M23, which is no State, as who receives"}


QUOTED = (
    "MATCH (c:Statement:Claim)-[:IN]->(r:Source) WHERE c.quote IS NOT NULL "
    "MATCH (c)-[:ABOUT]->(e:Entity) MATCH (c)-[:SAID_BY]->(s:Entity) OPTIONAL MATCH (c)-[:VALUE]->(v:Entity) "
    "RETURN properties(c) AS claim, r.id AS report, r.published AS published, e.id AS about, s.id AS speaker, "
    "v.id AS entity ORDER BY c.id"
)
#: What is read from a quote's own words; whether it stands in its report is for who has the text.
OF_WORDS = {"number", "unit", "qualifier", "day", "day-of-saying", "likelihood", "hedge-verbatim", "terms", "exists"}


def test_every_curated_quote_says_what_its_claim_says(embedded_case: sg.Graph) -> None:
    rows = embedded_case.read(QUOTED).rows
    refused, reports = [], {row["report"]: row["published"] for row in rows}
    for report, published in reports.items():
        mine = [row for row in rows if row["report"] == report]
        quotes = dict.fromkeys(row["claim"]["quote"] for row in mine)
        text = "\n\n".join(["This paragraph stands before the quotes that the claims are read from.", *quotes])
        reading = read_report(embedded_case, page_of(source_bytes(text.encode(), "quotes.txt")), published=published)
        suggestions = [curated(row, text) for row in mine]
        for answer in verdicts(reading, suggestions):
            rules = {(refusal.rule, refusal.reason) for refusal in answer.refusals}
            refused += [(answer.suggestion.id, *rule) for rule in rules if rule[0] in OF_WORDS]
    assert refused == []
    assert len(rows) >= 100
    assert len(reports) >= 14


def curated(row: dict[str, Any], text: str) -> Suggestion:
    claim = row["claim"]
    start = text.index(claim["quote"])
    value: Any = claim["number"] if claim.get("number") is not None else claim.get("value")
    return Suggestion(
        claim["id"], row["about"], Property(claim["property"]), Stance(claim["stance"]), Basis(claim["basis"]),
        row["speaker"], claim["locator"], TextQuote.of(text, start, start + len(claim["quote"])),
        True if value == "true" else value, row["entity"], claim.get("unit"),
        Qualifier(word) if (word := claim.get("qualifier")) else None, claim.get("hedge"),
        Likelihood(word) if (word := claim.get("likelihood")) else None,
    )  # fmt: skip

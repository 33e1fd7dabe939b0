"""The file of suggested claims, `NAME.suggested.yaml`: claims as a reports file has them, with quotes, and marks.

All stands under `suggested`, a section that no loader knows: the file cannot be loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any

import yaml

from ..graph.output import output
from ..schema.vocabulary import Basis, Likelihood, Property, Qualifier, Stance
from .suggestion import ReviewMark, SuggestedBy, SuggestedClaims, Suggestion, SuggestionMark, TextQuote

#: How the files are called, and how they begin.
SUFFIX = ".suggested.yaml"
HEAD = (
    "# Claims that were suggested from a report and that nobody has accepted. `load` refuses this file.\n"
    "# Positions are code points of the text as read, whose SHA-256 is `text_sha256`.\n"
)
_KIND = rb"# Claims that were suggested from a report"
#: The fields of a suggestion that a claim of a reports file has too, in its order.
CLAIM_FIELDS = (
    "id", "about", "property", "value", "entity", "unit", "qualifier", "stance", "hedge", "likelihood", "basis",
    "speaker", "locator", "rests_on", "note",
)  # fmt: skip
_Plain = dict[str, object]


def suggested_path(path: Path) -> Path:
    """Return where the suggestions from a file go: `story.txt` has them in `story.suggested.yaml` beside it."""
    return path.with_name(path.stem + SUFFIX)


def write_suggestions(claims: SuggestedClaims, path: Path, rejected: Sequence[Mapping[str, Any]] = ()) -> None:
    """Write suggestions to a file, whole or not at all; never over a file of another kind.

    `rejected` are claims that a person rejected in earlier reviews: they are kept, and not offered again.
    """
    with output(path, _KIND) as target:
        target.write_text(suggestions_yaml(claims, rejected), encoding="utf-8")


def suggestions_yaml(claims: SuggestedClaims, rejected: Sequence[Mapping[str, Any]] = ()) -> str:
    """Return suggestions as the text of a file."""
    report = claims.report
    content: _Plain = {
        "report": {
            "id": report.id,
            "title": report.title,
            "publisher": report.publisher,
            "publisher_name": report.publisher_name,
            "published": report.published,
            "url": report.url,
            "seen": report.seen.value,
            "authors": list(report.authors),
            "file_sha256": report.file_sha256,
            "text_sha256": report.text_sha256,
        },
        "notes": list(claims.notes),
        "things": [{"id": thing.id, "kind": thing.kind, "name": thing.name} for thing in claims.things],
        "claims": [plain_claim(suggestion) for suggestion in claims.suggestions],
        **({"rejected": [dict(claim) for claim in rejected]} if rejected else {}),
        "worth_reading": [{"start": quote.start, "end": quote.end} for quote in claims.worth_reading],
    }
    dumped = yaml.dump({"suggested": content}, Dumper=PlainDumper, sort_keys=False, allow_unicode=True, width=110)
    return HEAD + str(dumped)


class PlainDumper(yaml.SafeDumper):
    """Writes without anchors, so that each claim can be read by itself."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def plain_claim(suggestion: Suggestion) -> _Plain:
    """Return a suggestion as the file has it: the fields of a claim, its quote and place, and what is beside them."""
    claim: _Plain = {}
    for name in CLAIM_FIELDS:
        value = getattr(suggestion, name)
        if value is not None and value != ():
            claim[name] = value.value if isinstance(value, Enum) else list(value) if isinstance(value, tuple) else value
    claim["quote"] = suggestion.quote.exact
    claim["at"] = selectors(suggestion.quote)
    claim["by"] = suggestion.by.value
    claim["why"] = suggestion.why
    claim["marks"] = [{"mark": mark.mark.value, "reason": mark.reason} for mark in suggestion.marks]
    return claim


def suggestion_of(claim: Mapping[str, Any]) -> Suggestion:
    """Return the suggestion that a claim of the file is. Raises KeyError, TypeError or ValueError for what is none."""
    words, place = ({**selector} for selector in claim["at"])
    quote = TextQuote(words["exact"], place["start"], place["end"], words.get("prefix", ""), words.get("suffix", ""))
    terms = {name: claim[name] for name in CLAIM_FIELDS if claim.get(name) is not None}
    terms |= {name: term(terms[name]) for name, term in _TERMS.items() if name in terms}
    terms["rests_on"] = tuple(terms.get("rests_on", ()))
    marks = tuple(SuggestionMark(ReviewMark(mark["mark"]), mark["reason"]) for mark in claim.get("marks", ()))
    by = SuggestedBy(claim.get("by", SuggestedBy.RULES))
    return Suggestion(**terms, quote=quote, by=by, marks=marks, why=claim.get("why", ""))


_TERMS: Mapping[str, Callable[[str], Enum]] = {
    "property": Property,
    "stance": Stance,
    "basis": Basis,
    "likelihood": Likelihood,
    "qualifier": Qualifier,
}


def selectors(quote: TextQuote) -> list[_Plain]:
    """Return where a quote stands, as selectors of a W3C Web Annotation: by its words and by its position."""
    # At the start or end of a text there is nothing around it, and nothing but blanks helps nobody to find it.
    around = {key: text for key, text in (("prefix", quote.prefix), ("suffix", quote.suffix)) if text.strip()}
    return [
        {"type": "TextQuoteSelector", "exact": quote.exact, **around},
        {"type": "TextPositionSelector", "start": quote.start, "end": quote.end},
    ]

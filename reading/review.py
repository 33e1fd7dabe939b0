"""The review of suggested claims: one HTML file without a server, the text beside cards grouped by sentence."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ..graph.output import HTML_PAGE, output
from ..queries.evidence.words import property_words
from ..queries.results.html_policy import policy
from .decisions import decisions_path
from .suggested_file import plain_claim
from .suggestion import ReviewMark, SuggestedClaims, Suggestion, SuggestionMark

SUFFIX = ".review.html"


@dataclass(frozen=True)
class TextPart:
    """A stretch of the text; `sentence` is the number of the group of cards that quote it, or None."""

    text: str
    sentence: int | None


@dataclass(frozen=True)
class ReviewCard:
    """A suggestion as its card shows it; `yaml` is the claim as a reports file would have it.

    `ask`: it has a mark beside that of weak rules, and is asked by itself.
    """

    id: str
    words: str
    speaker: str
    basis: str
    hedge: str | None
    likelihood: str | None
    why: str
    marks: tuple[SuggestionMark, ...]
    ask: bool
    yaml: str


@dataclass(frozen=True)
class ReviewGroup:
    """The suggestions that are read from one stretch of the text."""

    sentence: int
    quote: str
    claims: tuple[ReviewCard, ...]


def review_path(suggested: Path) -> Path:
    """Return where the review page of a file of suggestions goes."""
    return suggested.with_name(suggested.name.removesuffix(".suggested.yaml") + SUFFIX)


def write_review(claims: SuggestedClaims, text: str, suggested: Path, *, send: str | None = None) -> Path:
    """Write the review page beside the file of suggestions, and return its path.

    With `send`, an address on the server that shows the page, it sends the decisions there instead of saving a file.
    """
    path = review_path(suggested)
    html = review_page(claims, text, suggested.name, decisions_path(suggested).name, send)
    with output(path, HTML_PAGE) as target:
        target.write_text(html, encoding="utf-8")
    return path


def review_page(claims: SuggestedClaims, text: str, suggested: str, file: str, send: str | None = None) -> str:
    """Return the page for suggestions from a text; `file` is the name under which it saves the decisions."""
    groups = list(review_groups(claims.suggestions))
    bounds = [(quotes[0].quote.start, max(s.quote.end for s in quotes)) for quotes in _by_place(claims.suggestions)]
    style, script = _static("review.css"), _static("review.js")
    data = {"suggested": suggested, "text_sha256": claims.report.text_sha256, "file": file, "send": send}
    return (
        _templates()
        .get_template("review.html")
        .render(
            report=claims.report,
            total=len(claims.suggestions),
            groups=groups,
            parts=list(_parts(text, bounds)),
            policy=policy(style, [script], connects=send is not None),
            send=send,
            style=Markup(style),  # noqa: S704 - our own file
            script=Markup(script),  # noqa: S704 - our own file
            # Within a script element only `<` could end it.
            data=Markup(json.dumps(data).replace("<", "\\u003c")),  # noqa: S704 - escaped above
        )
    )


def claim_words(claim: Suggestion) -> str:
    """Return what a suggestion says in a line."""
    value = claim.entity if claim.entity is not None else claim.value
    amount = " ".join(str(part) for part in (claim.qualifier, value, claim.unit) if part is not None)
    shown = "" if amount in ("True", "") else f": {amount}"
    return f"{claim.speaker} {claim.stance} {property_words(claim.property)}{shown} ({claim.about})"


def _by_place(claims: Sequence[Suggestion]) -> list[list[Suggestion]]:
    """Return suggestions grouped by where their quotes overlap, in the order of the text."""
    groups: list[list[Suggestion]] = []
    for claim in sorted(claims, key=lambda claim: (claim.quote.start, claim.quote.end)):
        if groups and claim.quote.start < max(other.quote.end for other in groups[-1]):
            groups[-1].append(claim)
        else:
            groups.append([claim])
    return groups


def review_groups(claims: Sequence[Suggestion]) -> Iterator[ReviewGroup]:
    """Yield suggestions as cards, grouped by the stretch of the text that they quote, in its order."""
    for number, group in enumerate(_by_place(claims)):
        quote = max((claim.quote.exact for claim in group), key=len)
        yield ReviewGroup(number, quote, tuple(_card(claim) for claim in group))


def _card(claim: Suggestion) -> ReviewCard:
    line = yaml.safe_dump(
        plain_claim(claim), default_flow_style=True, allow_unicode=True, sort_keys=False, width=10_000
    )
    return ReviewCard(
        claim.id,
        claim_words(claim),
        claim.speaker,
        str(claim.basis),
        claim.hedge,
        claim.likelihood,
        claim.why,
        claim.marks,
        any(mark.mark is not ReviewMark.WEAK for mark in claim.marks),
        line.strip(),
    )


def _parts(text: str, bounds: Sequence[tuple[int, int]]) -> Iterator[TextPart]:
    place = 0
    for number, (start, end) in enumerate(bounds):
        yield TextPart(text[place:start], None)
        yield TextPart(text[start:end], number)
        place = end
    yield TextPart(text[place:], None)


@cache
def _templates() -> Environment:
    return Environment(loader=PackageLoader(__package__ or ""), autoescape=True, undefined=StrictUndefined)


@cache
def _static(name: str) -> str:
    return files(__package__ or "").joinpath("templates", name).read_text(encoding="utf-8").replace("\r\n", "\n")

"""What a reading suggests, offered for review: the file of suggestions and the review page, beside the report.

A second reading of a report keeps what a person decided on the first: nothing that was rejected is offered again.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .decisions import decisions_path, decisions_that_stay, rejected_claims, write_decisions
from .page import page
from .propose import without_rejected
from .review import write_review
from .suggested_file import suggested_path, write_suggestions
from .suggestion import SuggestedClaims


@dataclass(frozen=True)
class Offer:
    """Suggestions as they are offered, the file that has them, and the page to review them."""

    claims: SuggestedClaims
    suggested: Path
    review: Path


def offer(claims: SuggestedClaims, path: Path, send: str | None = None) -> Offer:
    """Write what was suggested from a report's file beside it; `send` is where the page sends decisions, if at all."""
    suggested = suggested_path(path)
    decided = decisions_path(suggested)
    rejected = rejected_claims(suggested)
    kept = without_rejected(claims, rejected)
    stay = decisions_that_stay(suggested, kept.suggestions)
    write_suggestions(kept, suggested, rejected)
    if decided.exists():
        write_decisions(decided, suggested, stay)
    return Offer(kept, suggested, write_review(kept, page(path).text, suggested, send=send))

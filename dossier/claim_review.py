"""What a case says of each alleged transfer, as schema.org's ClaimReview (https://schema.org/ClaimReview).

The rating is the status in the fixed words of this program, as text: there is no number to give. A page on the web that
bears it can be read by machines; whether a search engine shows it is the engine's affair.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..queries.trace.answer import AllegedTransfer
from ..schema.dates import LATEST
from ..schema.vocabulary import Property
from .case import Case

_SUPPORTS = frozenset({"asserts", "suggests"})


def claim_reviews(case: Case) -> list[Mapping[str, Any]]:
    """Return a ClaimReview for each alleged transfer of a case that somebody claims."""
    return [_review(case, transfer) for transfer in case.main_transfers if transfer.claims]


def _review(case: Case, transfer: AllegedTransfer) -> Mapping[str, Any]:
    exists = transfer.element(Property.EXISTS)
    reports = list(dict.fromkeys(claim.report for claim in transfer.claims if claim.stance in _SUPPORTS))
    appearance = [{"@type": "CreativeWork", "url": url} for report in reports if (url := case.url(report))]
    first = next((claim for claim in transfer.claims if claim.stance in _SUPPORTS), None)
    dated = {} if case.trace.as_of == LATEST else {"datePublished": case.trace.as_of}
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": transfer.name,
        "author": {"@type": "Organization", "name": "Made with sanctionsgraph"},
        **dated,
        "itemReviewed": {
            "@type": "Claim",
            "name": transfer.name,
            **({"author": {"@type": "Thing", "name": first.speaker}, "datePublished": first.since} if first else {}),
            "appearance": appearance,
        },
        "reviewRating": {
            "@type": "Rating",
            "alternateName": str(exists.status),
            "ratingExplanation": f"{len(exists.roots)} origins, {len(transfer.doubts)} doubts or denials. "
            "This is what sources say and how firm it is, not a finding that a measure was broken.",
        },
    }

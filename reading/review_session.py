"""The review of suggested claims key by key, as a terminal shows it: the same keys as on the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import yaml

from ..schema.errors import ValueInvalid
from .decisions import ReviewDecision
from .review import ReviewCard, ReviewGroup
from .suggested_file import CLAIM_FIELDS
from .suggestion import wrap

#: One key a decision; there is none that accepts everything.
KEYS = (
    ("a", "accept"),
    ("A", "accept what has no mark in this sentence"),
    ("x", "reject"),
    ("e", "change"),
    ("j", "next"),
    ("k", "back"),
    ("q", "quit"),
)


class ReviewSession:
    """Where a review stands: the card that is asked, and what was decided."""

    def __init__(self, groups: Sequence[ReviewGroup], decisions: Iterable[ReviewDecision] = ()) -> None:
        self._cards = [(group, card) for group in groups for card in group.claims]
        self._groups = len(groups)
        card_ids = {card.id for _, card in self._cards}
        self.decisions = {decision.id: decision for decision in decisions if decision.id in card_ids}
        self._now = -1
        self._on()

    @property
    def card(self) -> ReviewCard | None:
        """The card that is asked; None where nothing is left to ask."""
        return self._cards[self._now][1] if 0 <= self._now < len(self._cards) else None

    @property
    def open(self) -> int:
        """How many suggestions are not decided."""
        return len(self._cards) - len(self.decisions)

    def accept(self) -> None:
        """Accept the suggestion that is asked, and go on."""
        self._decide(True)

    def change(self, line: str) -> None:
        """Accept the suggestion that is asked with other values, given as `key: value, key: value`, and go on.

        Raises ValueInvalid for what cannot be read so; an empty line changes nothing.
        """
        if self.card is None or not line.strip():
            return
        try:
            changes = yaml.safe_load(f"{{{line}}}")
        except (yaml.YAMLError, ValueError) as error:
            raise ValueInvalid(f"{line!r} is not written as `key: value`") from error
        if not isinstance(changes, dict) or None in changes.values():
            raise ValueInvalid(f"{line!r} is not written as `key: value`")
        if strange := sorted(set(map(str, changes)) - {*CLAIM_FIELDS} | ({"id"} & set(changes))):
            raise ValueInvalid(f"a claim has no `{strange[0]}` to change")
        claim = {**yaml.safe_load(self.card.yaml), **changes}
        # A claim has a value or an entity.
        for changed, dropped in (("value", "entity"), ("entity", "value")):
            if changed in changes and dropped not in changes:
                claim.pop(dropped, None)
        text = yaml.safe_dump(claim, default_flow_style=True, allow_unicode=True, sort_keys=False, width=10_000)
        self._decide(True, text.strip())

    def reject(self) -> None:
        """Reject the suggestion that is asked, and go on."""
        self._decide(False)

    def accept_sentence(self) -> int:
        """Accept what is open in the sentence and has no mark; return how much. What has a mark is asked by itself."""
        if self.card is None:
            return 0
        cards = [card for card in self._cards[self._now][0].claims if not card.ask and card.id not in self.decisions]
        self.decisions |= {card.id: ReviewDecision(card.id, True) for card in cards}
        first = next(n for n, (group, _) in enumerate(self._cards) if group is self._cards[self._now][0])
        self._now = first - 1
        self._on()
        return len(cards)

    def next(self) -> None:
        """Go to the next suggestion without deciding; behind the last one the review ends."""
        self._now += 1

    def back(self) -> None:
        """Go to the suggestion before, decided or not."""
        self._now = max(self._now - 1, 0)

    def text(self, width: int = 100) -> str:
        """Return what is asked: the sentence, the claim read from it, and what to look at."""
        if self.card is None:
            return ""
        group, card = self._cards[self._now]
        fine = " · ".join(part for part in (card.speaker, card.basis, card.likelihood, card.why) if part)
        lines = [
            f"Sentence {group.sentence + 1} of {self._groups}; suggestion {self._now + 1} of {len(self._cards)}",
            *wrap(" ".join(group.quote.split()), width, 2),
            *wrap(card.words, width),
            *([f'hedge: "{card.hedge}"'] if card.hedge else []),
            *wrap(fine, width),
            *(line for mark in card.marks for line in wrap(f"! {mark.mark}: {mark.reason}", width)),
        ]
        if decision := self.decisions.get(card.id):
            lines.append("accepted before" if decision.accepted else "rejected before")
        return "\n".join(lines)

    def _decide(self, accepted: bool, changed: str | None = None) -> None:
        if self.card is not None:
            self.decisions[self.card.id] = ReviewDecision(self.card.id, accepted, changed)
            self._on()

    def _on(self) -> None:
        """Go to the next suggestion that is open; the first that was left, where none follows."""
        later = range(self._now + 1, len(self._cards))
        left = [n for n in (*later, *range(self._now + 1)) if n >= 0 and self._cards[n][1].id not in self.decisions]
        self._now = left[0] if left else len(self._cards)

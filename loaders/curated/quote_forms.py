"""Where in its report a claim is read: the words, and the selectors of the W3C Web Annotation Data Model.

https://www.w3.org/TR/annotation-model/#selectors
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, ClassVar

from .form import Form, Text, Whole, rule

#: Characters of a quote: enough for a sentence, too few for a report.
LONGEST_QUOTE = 600
LONGEST_AROUND = 64


class SelectorType(StrEnum):
    """How a stretch of a text is found."""

    QUOTE = "TextQuoteSelector"
    POSITION = "TextPositionSelector"


class SelectorForm(Form):
    """A stretch of the report's text: by its words and those around it, or by its place in code points."""

    called: ClassVar[str] = "selector"

    type: SelectorType
    exact: Text | None = None
    prefix: Text | None = None
    suffix: Text | None = None
    start: Whole | None = None
    end: Whole | None = None

    @rule("type", "exact", "start", "end")
    def _rule_whole(self) -> str | None:
        if self.type == SelectorType.QUOTE:
            return None if self.exact and self.start is None and self.end is None else "a TextQuoteSelector has `exact`"
        if self.exact or self.start is None or self.end is None:
            return "a TextPositionSelector has `start` and `end`"
        return None if 0 <= self.start < self.end else "`start` is at least 0, and `end` lies behind it"

    @rule("prefix", "suffix")
    def _rule_around(self) -> str | None:
        longest = max(len(self.prefix or ""), len(self.suffix or ""))
        return f"`prefix` and `suffix` have at most {LONGEST_AROUND} characters" if longest > LONGEST_AROUND else None


def quote_fields(quote: str | None, selectors: list[SelectorForm]) -> dict[str, Any]:
    """Return the fields of a claim for a quote and its selectors."""
    fields: dict[str, Any] = {"quote": quote} if quote else {}
    for selector in selectors:
        if selector.type == SelectorType.QUOTE:
            fields |= {"quote": selector.exact, "quotePrefix": selector.prefix, "quoteSuffix": selector.suffix}
        else:
            fields |= {"quoteStart": selector.start, "quoteEnd": selector.end}
    return fields


def quote_problem(quote: str | None, hedge: str | None, selectors: list[SelectorForm]) -> str | None:
    """Return what is wrong with a quote and its selectors together, or None."""
    exact = [selector.exact for selector in selectors if selector.type == SelectorType.QUOTE]
    places = [selector for selector in selectors if selector.type == SelectorType.POSITION]
    words = quote or (exact[0] if exact else None)
    if len(exact) > 1 or len(places) > 1:
        return "`at` has at most one selector of a type"
    if quote and exact and exact[0] != quote:
        return "`quote` and `exact` are other words: give the same, or one of them"
    if places and words is None:
        return "a TextPositionSelector goes with a `quote`"
    if words and len(words) > LONGEST_QUOTE:
        return f"`quote` has {len(words)} characters: quote the sentence alone, at most {LONGEST_QUOTE}"
    if words and hedge and _bare(hedge) not in _bare(words):
        return f"the hedge {hedge[:60]!r} is not in the quote: it is verbatim, and of the same words"
    if words and places and (places[0].end or 0) - (places[0].start or 0) != len(words):
        return f"`at` is {(places[0].end or 0) - (places[0].start or 0)} characters long, and the quote {len(words)}"
    return None


def _bare(text: str) -> str:
    """Return a text without what editors change in a quotation: spaces, case, the form of quotation marks."""
    return " ".join(text.casefold().translate(_MARKS).split())


_MARKS = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " "})

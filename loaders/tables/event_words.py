"""Kinds of event that the words of a row suggest. The words are data (data/lexicons/event-kinds.yaml).

What is concluded here is a suggestion of this program, never a statement of the row's source: a person confirms it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..curated.form import Form, Text
from ..curated.yaml_text import parse_yaml
from .forms import EventKind

LEXICON = Path(__file__).resolve().parents[2] / "data/lexicons/event-kinds.yaml"
#: A sentence; the full stop of an initial, as in U.S., ends none.
_SENTENCE = re.compile(r"\S(?:(?:[.!?](?!\s|\Z)|(?<=[A-Z])\.|[^.!?])*)[.!?]?")


class WordRuleForm(Form):
    """A rule: a pattern that suggests a kind, unless another matches the same sentence, or stands before its words."""

    kind: EventKind
    name: Text
    pattern: Text
    unless: Text | None = None
    not_after: Text | None = None


class LexiconForm(Form):
    """The rules, in the order in which they are tried.

    `acts` are kinds that measures speak of; a sentence with `doubtful` words suggests none. Where somebody says it, the
    kind `saying` comes first; it is the only one where a sentence says that something is `called_off`, and of
    `occasions` that stand after words of `reacting` to them, or of anything after words by which it is still `coming`.
    """

    acts: list[EventKind]
    doubtful: Text
    saying: EventKind
    called_off: Text
    occasions: list[EventKind]
    reacting: Text
    coming: Text
    rules: list[WordRuleForm]


@dataclass(frozen=True)
class KindProposal:
    """A kind that words suggest: the words, the part of the row they stand in and where, and the rule."""

    kind: str
    words: str
    field: str
    start: int
    rule: str


@dataclass(frozen=True)
class _Rule:
    kind: str
    name: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    not_after: re.Pattern[str] | None
    act: bool

    def matches(self, sentence: str) -> Iterator[re.Match[str]]:
        """Yield where the words of the rule stand in a sentence, unless others keep it from there."""
        if self.unless and self.unless.search(sentence):
            return
        for match in self.pattern.finditer(sentence):
            if not (self.not_after and self.not_after.search(sentence[: match.start()])):
                yield match


@dataclass(frozen=True)
class _Lexicon:
    rules: tuple[_Rule, ...]
    doubtful: re.Pattern[str]
    saying: str
    called_off: re.Pattern[str]
    occasions: frozenset[str]
    reacting: re.Pattern[str]
    coming: re.Pattern[str]

    def stands(self, rule: _Rule, sentence: str, acts: bool) -> re.Match[str] | None:
        """Return where a sentence says what the rule suggests, as something that was, None where it does not."""
        if rule.kind == self.saying:
            return next(rule.matches(sentence), None)
        if self.called_off.search(sentence) or (rule.act and (not acts or self.doubtful.search(sentence))):
            return None
        for match in rule.matches(sentence):
            before = sentence[: match.start()]
            reaction = rule.kind in self.occasions and self.reacting.search(before)
            if not reaction and not self.coming.search(before):
                return match
        return None


@cache
def _lexicon() -> _Lexicon:
    form = LexiconForm.model_validate(parse_yaml(LEXICON))
    rules = tuple(
        _Rule(
            rule.kind,
            rule.name,
            re.compile(rule.pattern, re.IGNORECASE),
            _compiled(rule.unless),
            _compiled(rule.not_after),
            rule.kind in form.acts,
        )
        for rule in form.rules
    )
    doubtful, called_off, reacting, coming = (
        re.compile(pattern, re.IGNORECASE) for pattern in (form.doubtful, form.called_off, form.reacting, form.coming)
    )
    return _Lexicon(rules, doubtful, form.saying, called_off, frozenset(form.occasions), reacting, coming)


def _compiled(pattern: str | None) -> re.Pattern[str] | None:
    return re.compile(pattern, re.IGNORECASE) if pattern else None


def propose_kinds(texts: Mapping[str, str]) -> list[KindProposal]:
    """Return the kinds that the parts of a row suggest, the likeliest first, each once.

    The first part that suggests any decides: the body of a row that its headline types is not asked.
    """
    for number, (field, text) in enumerate(texts.items()):
        first = _SENTENCE.search(text)
        proposals: dict[str, KindProposal] = {}
        for proposal in _of_part(field, first[0] if number and first else text, acts=number == 0):
            proposals.setdefault(proposal.kind, proposal)
        if proposals:
            return _saying_first(list(proposals.values()))
    return []


def _of_part(field: str, text: str, acts: bool) -> Iterator[KindProposal]:
    sentences = [(match.start(), match[0]) for match in _SENTENCE.finditer(text)]
    lexicon = _lexicon()
    for rule in lexicon.rules:
        for start, sentence in sentences:
            if match := lexicon.stands(rule, sentence, acts):
                yield KindProposal(rule.kind, match[0].strip(), field, start + match.start(), rule.name)
                break


def _saying_first(proposals: list[KindProposal]) -> list[KindProposal]:
    """Put what is said before an act that it is said of, and leave out what is said of it afterwards."""
    lexicon = _lexicon()
    acts = {rule.kind for rule in lexicon.rules if rule.act}
    saying = next((proposal for proposal in proposals if proposal.kind == lexicon.saying), None)
    kinds = [proposal for proposal in proposals if proposal is not saying]
    if not saying or not kinds:
        return proposals
    if saying.start > min(other.start for other in kinds):
        return kinds
    return [saying, *kinds] if kinds[0].kind in acts else [*kinds, saying]

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
    """A rule: a pattern that suggests a kind, unless another matches the same sentence."""

    kind: EventKind
    name: Text
    pattern: Text
    unless: Text | None = None


class LexiconForm(Form):
    """The rules, in the order in which they are tried.

    `acts` are kinds that measures speak of; a sentence with `doubtful` words suggests none. Where somebody says it, the
    kind `saying` comes first; it is the only one where a sentence says that something is `called_off`.
    """

    acts: list[EventKind]
    doubtful: Text
    saying: EventKind
    called_off: Text
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
    act: bool


@dataclass(frozen=True)
class _Lexicon:
    rules: tuple[_Rule, ...]
    doubtful: re.Pattern[str]
    saying: str
    called_off: re.Pattern[str]


@cache
def _lexicon() -> _Lexicon:
    form = LexiconForm.model_validate(parse_yaml(LEXICON))
    rules = []
    for rule in form.rules:
        unless = re.compile(rule.unless, re.IGNORECASE) if rule.unless else None
        pattern = re.compile(rule.pattern, re.IGNORECASE)
        rules.append(_Rule(rule.kind, rule.name, pattern, unless, rule.kind in form.acts))
    doubtful, called_off = (re.compile(pattern, re.IGNORECASE) for pattern in (form.doubtful, form.called_off))
    return _Lexicon(tuple(rules), doubtful, form.saying, called_off)


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
            match = rule.pattern.search(sentence)
            if match is None or (rule.unless and rule.unless.search(sentence)):
                continue
            if rule.kind != lexicon.saying and lexicon.called_off.search(sentence):
                continue
            if rule.act and (not acts or lexicon.doubtful.search(sentence)):
                continue
            yield KindProposal(rule.kind, match[0].strip(), field, start + match.start(), rule.name)
            break


def _saying_first(proposals: list[KindProposal]) -> list[KindProposal]:
    """Put what is said before an act that it is said of."""
    lexicon = _lexicon()
    acts = {rule.kind for rule in lexicon.rules if rule.act}
    saying = next((proposal for proposal in proposals if proposal.kind == lexicon.saying), None)
    if saying and proposals[0].kind in acts and saying.start < proposals[0].start:
        return [saying, *(proposal for proposal in proposals if proposal is not saying)]
    return proposals

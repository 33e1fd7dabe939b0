"""States that a text names: by name, by nationality, by half a name, or by the seat of their government."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ..schema.countries import state_name, state_of
from .lexicon import FormWords, Seats, lexicon
from .script import base_forms
from .word import TextWord

#: No name of a State in the tables of `schema/countries.py` that texts use has more words.
LONGEST = 5
_PEOPLES = ("'s ", "\u2019s ")
_SMALL = frozenset({"of", "and", "the"})


@dataclass(frozen=True, slots=True)
class StateWords:
    """So many words that name a State; `code` is its ISO code, `form` name, half of a name, or seat."""

    count: int
    code: str
    form: str


def state_at(words: Sequence[TextWord], index: int, named: frozenset[str] = frozenset()) -> StateWords | None:
    """Return the State that the words from a place name, the longest name first; None where they name none.

    `named` are the codes of States that the text names in full: only they can be meant by half a name, `the North`.
    """
    if not words[index].capital or words[index].low in _SMALL:
        return None
    if index + 1 < len(words) and words[index + 1].gap.startswith("$"):
        # `US$24 million` is money.
        return None
    window = [words[index]]
    for word in words[index + 1 : index + LONGEST]:
        if not (word.joins or word.gap in _PEOPLES) or not (word.capital or word.low in _SMALL):
            break
        window.append(word)
    for count in range(len(window), 0, -1):
        # With the gaps: `Democratic People's Republic of Korea` is another State than its last three words.
        text = window[0].text + "".join(word.gap + word.text for word in window[1:count])
        if window[count - 1].capital and (code := _code(" ".join(text.split()))):
            return StateWords(count, code, "seat" if text in _seats() else "name")
    return _half(words, index, named)


def _half(words: Sequence[TextWord], index: int, named: frozenset[str]) -> StateWords | None:
    """`the North`, where the text names North Korea and no other word goes on with the name."""
    code = lexicon(Seats, "seats").halves.get(words[index].text)
    alone = index + 1 >= len(words) or not (words[index + 1].capital and words[index + 1].joins)
    if code and code in named and alone and index and words[index - 1].low == "the":
        return StateWords(1, code, "half")
    return None


@cache
def _seats() -> dict[str, str]:
    return lexicon(Seats, "seats").states()


@cache
def _code(text: str) -> str | None:
    """The code of the State that words name. Any three letters are a code, so short forms are of the lexicon."""
    seats = lexicon(Seats, "seats")
    short = text.replace(".", "")
    if short in seats.short:
        return seats.short[short]
    if text in _seats():
        return _seats()[text]
    if (
        (len(text) <= 3 and text.isascii())
        or (text.isupper() and text.isascii())
        or text.rpartition(" ")[2].lower() in _SMALL
    ):
        return None
    if text.lower() in lexicon(FormWords, "forms").calendar:
        return None
    # `Ugas` is no plural of a code of three letters.
    forms = (text, *([text[:-1]] if text.endswith("s") and len(text) > 4 else []), *base_forms(text))
    return next((code for form in forms if (code := state_of(form))), None)


#: How a State's name ends that describes a noun: North Korean, Chinese, Iraqi, British, Czech.
_ADJECTIVE_ENDS = ("an", "ese", "i", "sh", "ch")


def is_described(words: str, code: str | None) -> bool:
    """Whether words name a State by what describes a noun. `Iran` ends like `Libyan`, and is its name."""
    last = words.split()[-1]
    return last.endswith(_ADJECTIVE_ENDS) and last not in state_name(code or "").split()


def named_states(words: Sequence[TextWord]) -> frozenset[str]:
    """Return the codes of the States that a text names by name or seat."""
    codes = (state_at(words, index) for index in range(len(words)))
    return frozenset(state.code for state in codes if state)

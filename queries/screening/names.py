"""A name made ready to be compared: its words, numbers, legal forms, titles and particles, each by its own rule."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from ...schema.errors import ValueInvalid
from ...schema.vocabulary import KINDS
from .chinese import is_short_chinese
from .korean import hangul, syllables
from .wordlists import (
    ABBREVIATIONS,
    ARTICLES,
    COMPANY,
    CONNECTING,
    FRAMED_FORMS,
    GLUED_AFTER,
    GLUED_BEFORE,
    LEGAL_FORMS,
    NATIVE_FORMS,
    NUMBER_SIGNS,
    NUMBER_WORDS,
    PARTICLES,
    ROMAN,
    ROMAN_LETTERS,
    SERVANT,
    SHIP_PREFIXES,
    SO_CALLED,
    TENS,
    TITLES,
)
from .words import MAX_LENGTH, Word, abjad, latin, script, split, word

Token = tuple[str, str]

_FORMS = {tuple(form.split()): family for family, forms in LEGAL_FORMS.items() for form in forms}
for _whole, _shorts in COMPANY.items():
    for _form in [form for form in _FORMS if len(form) > 1 and _whole in form]:
        for _short in _shorts:
            _FORMS.setdefault(tuple(_short if part == _whole else part for part in _form), _FORMS[_form])
_LONGEST = max(map(len, _FORMS))
#: Of this many letters a legal form is known with one of them wrong.
_LONG = 12
_LONG_FORMS: dict[int, dict[str, str]] = {}
for _form, _family in _FORMS.items():
    if sum(map(len, _form)) >= _LONG:
        _LONG_FORMS.setdefault(len(_form), {})["".join(_form)] = _family
#: Letters that a name needs to be taken for one that was cut off: narrow fields hold about twenty characters.
CUT_OFF = 14
#: Legal forms that are found behind a person's name by mistake.
_STRAY = frozenset({"llc", "sa", "ltd", "inc", "gmbh", "ag"})
_NATIVE_FORM = re.compile("|".join(map(re.escape, sorted(NATIVE_FORMS, key=len, reverse=True))))
_VOWELS = re.compile("[aeiou]")
_LETTERS = re.compile(r"\b(?:[^\W\d_]\.\s?)+(?:[^\W\d_]\b)?")
#: `M/V`, `A/S`.
_SLASHED = re.compile(r"\b([^\W\d_])/([^\W\d_])\b")
#: `JC Juncker`, but not `RI Chae-il`.
_CAPITALS = re.compile(r"\b[B-DF-HJ-NP-TV-XZ]{2}\b(?=.*[a-z])")
#: A ship's name of letters with a number behind it.
_NUMBERED = re.compile(r"([a-z]{4,})(\d{1,3})")
_DIGITS = re.compile(r"\d+")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
#: `No3` in one word.
_SIGNED = re.compile(r"(?:no|nr)(\d+)")
#: A word with a legal form in it has so many letters, and so many of them beside the form.
_GLUED, _OF_GLUED = 7, 4
#: The IMO number of a ship beside its name.
_IMO = re.compile(r"[\s,(\[]*\bIMO\b[\s:#.-]*(?:no\b|number\b|nr\b)?[\s:#.-]*\d{7}\b[\s)\]]*", re.IGNORECASE)
_FORMER_NAME = re.compile(r"[\s,(\[-]+(?:ex|formerly|formerly known as|f/?k/?a)\b[\s.:-]+(?=\S)", re.IGNORECASE)
#: What is said after a body's name of its end, which is no part of the name.
_WOUND_UP = re.compile(
    r"(?<=\S)[\s(,\[-]{1,4}(?:(?:in|under|en|i) (?:liquidation|liq\.?|liquidaci[oó]n|liquidazione|abwicklung"
    r"|bankruptcy|insolvency|receivership|administration)|i\. ?l\.|dissolved|struck off|в ликвидации)[)\]]?\s*\Z",
    re.IGNORECASE,
)
_SO_CALLED = re.compile(
    r"(?:^\W*(?:the |a )?\W*|(?<=[^\w-])\W*)(?:"
    + "|".join(phrase.replace(" ", "[ -]") for phrase in SO_CALLED)
    + r")\b\W*(?=\w)",
    re.IGNORECASE,
)
#: Digits that stand for letters: anywhere in a word of a person's name, elsewhere between letters of a longer word.
_DISGUISE = str.maketrans("013459", "oieasg")
_BETWEEN_LETTERS = re.compile(r"(?<=[a-z])[013459](?=[a-z])")
_DISGUISED = 5
#: Abd, with the article of what follows or without.
_SERVANT = re.compile(r"a?b+d(?:[aeiou]{0,2}[lrsnzt]|u)?")
_SERVANT_OF = re.compile(r"ab+d+(?:[aeou]{1,2}[lrsnzt])(?!l?ah?$)(?=[a-z]{3})")
#: Family names of two characters.
_DOUBLE = frozenset(
    ("南宫", "司马", "欧阳", "諸葛", "诸葛", "上官", "皇甫", "남궁", "황보", "제갈", "사공", "선우", "독고")
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is compared.

    `words` tell who it is, in their order; `small` are titles, particles and articles, `forms` families of legal
    forms. `korean` are the syllables of a Korean person's name, `turned` the same with the last one as family name,
    where either end can be it. `native`: written in logograms. `whole` are the letters in the order of speech,
    `written` in the order of writing, `consonants` those of `whole` that are no vowels; `given` are the given names
    of the tables, `poles` the opposites, such as `side:east`; `chinese`: a short name in pinyin.
    """

    original: str
    kind: str
    words: tuple[Word, ...]
    korean: tuple[Word, ...]
    turned: tuple[Word, ...]
    small: frozenset[str]
    numbers: tuple[str, ...]
    forms: frozenset[str]
    whole: str
    written: str
    abjad: bool
    native: bool
    script: str
    consonants: str
    given: frozenset[str]
    poles: frozenset[str]
    chinese: bool


def kind_of_schema(schema: str) -> str:
    """`person`, `body` or `thing`: by which rules names of a schema are compared. Raises ValueInvalid."""
    if schema == "Person":
        return "person"
    if schema in ("LegalEntity", "Organization") or "Organization" in KINDS.get(schema, ()):
        return "body"
    if schema in KINDS:
        return "thing"
    raise ValueInvalid(f"not a kind of entity that bears names: {schema!r} (one of {', '.join(sorted(KINDS))})")


def normalize_name(name: str, schema: str = "Person") -> Name:
    """Make a name ready to be compared. Raises ValueInvalid for an unknown schema."""
    return normalized(name, kind_of_schema(schema))


@lru_cache(maxsize=1 << 18)
def normalized(name: str, kind: str) -> Name:
    """A name by the rules of `person`, `body` or `thing`. Kept, because most names are compared many times."""
    tokens = [(latin(text), native) for text, native in split(_spoken(name, kind))]
    tokens = [token for token in tokens if token[0]]
    return _person(name, tokens) if kind == "person" else _other(name, kind, tokens)


def _spoken(name: str, kind: str) -> str:
    """`Smith, John` in the order of speech; letters with dots are one word of a body's name, several of a person's."""
    if kind == "person":
        if name.count(",") == 1:
            family, _, given_names = name.partition(",")
            name = f"{given_names} {family}"
        return _CAPITALS.sub(lambda match: " ".join(match.group()), name.replace(".", " "))
    if not name.isascii():
        name = _NATIVE_FORM.sub(lambda match: f" {NATIVE_FORMS[match.group()]} ", unicodedata.normalize("NFKC", name))
    name = _without_remarks(_SLASHED.sub(r"\1\2", name), kind)
    if "." in name:
        name = _LETTERS.sub(lambda match: re.sub(r"[.\s]", "", match.group()) + " ", name).replace(".", " ")
    return name


def _without_remarks(name: str, kind: str) -> str:
    """Return the name of a body or thing without `so-called`, a ship's number or former name, and a body's end."""
    if kind == "thing":
        name = _IMO.sub(" ", name)
        current = _FORMER_NAME.split(name, maxsplit=1)[0]
        name = current if current.strip(" (-") else name
    if kind == "body":
        name = _WOUND_UP.sub("", name)
    return _SO_CALLED.sub(" ", name).strip()


def _person(name: str, tokens: list[Token]) -> Name:
    tokens = split_unspaced_name(tokens)
    without_titles = [token for token in tokens if token[0] not in TITLES]
    korean = _as_words(korean_syllables(name, without_titles))
    turned = (
        _as_words(korean_syllables(name, without_titles, turned=True)) if korean and len(without_titles) > 1 else ()
    )
    words: list[Word] = []
    # What is a particle elsewhere (an, bin, un) is a syllable in a Korean name.
    small = {text for text, _ in tokens if text in TITLES} | (set() if korean else particles(tokens))
    for text, native in tokens:
        if _DIGITS.search(text) and not text.isdigit():
            text = text.translate(_DISGUISE)
        if servant := _SERVANT_OF.match(text):
            words.append(word(SERVANT))
            text = text[servant.end() :]
        if native or text not in small:
            words.append(word(SERVANT if _SERVANT.fullmatch(text) else text, native))
    while len(words) > 2 and words[-1].text in _STRAY:
        small.add(words.pop().text)
    if not words:
        words, small = [word(*token) for token in tokens], set()
    return _name(name, "person", tokens, words, korean, small, [], set(), turned)


def particles(tokens: list[Token]) -> set[str]:
    """Words that only join others (`de`, `bin`, `san`). What ends a name, or is written in logograms, is a name."""
    last = {text for text, _ in tokens[-1:]}
    if sum(len(text) for text, _ in tokens) >= CUT_OFF:
        # A long name that ends in such a word was cut off there.
        last -= CONNECTING
    return {text for text, native in tokens if text in PARTICLES and not native} - last


def _as_words(parts: list[tuple[str, str]]) -> tuple[Word, ...]:
    return tuple(word(key, shown if hangul(shown) else "", shown) for shown, key in parts)


def korean_syllables(name: str, tokens: list[Token], turned: bool = False) -> list[tuple[str, str]]:
    """Return the syllables of a Korean person's name in any script, each as spelt and as key; none where it is none.

    `turned`: only with the last word as family name, and nothing where it cannot be one or a comma says which it is.
    """
    last = name.count(",") == 1
    if turned and last:
        return []
    if script(name) != "CYRILLIC":
        return syllables(tokens, last=last, turned=turned)
    spelt = split(_spoken(name, "person").casefold().replace("ё", "йо"))
    return syllables([(latin(text), native) for text, native in spelt], True, last, turned)


def split_unspaced_name(tokens: list[Token]) -> list[Token]:
    """A name in Han or Hangul without blanks, as family name and given name."""
    if len(tokens) != 1 or not 2 <= len(tokens[0][1]) <= 4:
        return tokens
    native = tokens[0][1]
    cut = 2 if native[:2] in _DOUBLE or len(native) == 4 else 1
    return [(latin(part), part) for part in (native[:cut], native[cut:])]


def _undisguised(token: Token) -> Token:
    """Return a word without digits that stand for letters in it: `arct1c` is `arctic`."""
    text, native = token
    if native or len(text) < _DISGUISED:
        return token
    return _BETWEEN_LETTERS.sub(lambda digit: digit.group().translate(_DISGUISE), text), native


def _other(name: str, kind: str, tokens: list[Token]) -> Name:
    tokens = [_undisguised(token) for token in tokens]
    if kind == "thing":
        tokens = [part for token in tokens for part in _without_number(token)]
    if kind == "body":
        tokens = [(ABBREVIATIONS.get(text, text), native) for part in tokens for text, native in _unglued(part)]
    forms, left = _without_forms(tokens) if kind == "body" else (set(), tokens)
    words: list[Word] = []
    small: set[str] = set()
    numbers: list[str] = []
    tens = 0
    for index, (text, native) in enumerate(left):
        if text in TENS:
            tens = TENS[text]
            continue
        number = _number(text, tens, index, len(left))
        if tens and number is None:
            numbers.append(str(tens))
        tens = 0
        if number is not None:
            numbers.append(number)
        elif text in ARTICLES or _is_sign(kind, index, text, left):
            small.add(text)
        else:
            words.append(word(text, native))
    if tens:
        numbers.append(str(tens))
    if not words and not numbers:
        words, small, forms = [word(*token) for token in tokens], set(), set()
    return _name(name, kind, tokens, words, (), small, numbers, forms)


def _is_sign(kind: str, index: int, text: str, tokens: list[Token]) -> bool:
    """Whether a word is `No.` before a number, or the kind of a ship before its name."""
    following = tokens[index + 1][0] if index + 1 < len(tokens) else ""
    if text in NUMBER_SIGNS and (following[:1].isdigit() or following in NUMBER_WORDS or following in ROMAN):
        return True
    if kind != "thing" or text not in SHIP_PREFIXES or len(tokens) < 2:
        return False
    return all(before in SHIP_PREFIXES for before, _ in tokens[:index]) and index + 1 < len(tokens)


def _without_number(token: Token) -> list[Token]:
    """Return a word and the number that is written together with it: of `testovia3` both."""
    match = _NUMBERED.fullmatch(token[0])
    return [(match[1], ""), (match[2], "")] if match and not token[1] else [token]


def _unglued(token: Token) -> list[Token]:
    """Return a word without the legal form that is written together with it, and the form."""
    text, native = token
    if len(text) < _GLUED or native:
        return [token]
    for form in GLUED_BEFORE:
        if text.startswith(form) and len(text) - len(form) >= _OF_GLUED:
            return [(form, ""), (text[len(form) :], "")]
    for form in GLUED_AFTER:
        if text.endswith(form) and len(text) - len(form) >= _OF_GLUED:
            return [(text[: -len(form)], ""), (form, "")]
    return [token]


def _without_forms(tokens: list[Token]) -> tuple[set[str], list[Token]]:
    """The families of the legal forms in a name, and the rest of it; a name is never a legal form alone."""
    texts = [text for text, _ in tokens]
    forms: set[str] = set()
    left: list[Token] = []
    start = 0
    if len(texts) > 2 and texts[-1] in FRAMED_FORMS.get(texts[0], ()):
        forms.add(_FORMS[texts[-1],])
        start = 1
    if misspelt := _misspelt(texts):
        forms.add(misspelt[0])
        texts = texts[: -misspelt[1]]
    while start < len(texts):
        for size in range(min(_LONGEST, len(texts) - start, len(texts) - 1), 0, -1):
            family = _FORMS.get(tuple(texts[start : start + size]))
            if family:
                forms.add(family)
                start += size
                break
        else:
            left.append(tokens[start])
            start += 1
    return (forms, left) if left else (set(), tokens)


def _misspelt(texts: list[str]) -> tuple[str, int] | None:
    """The family of a long legal form at the end of a name that has a letter wrong, and how many words it takes."""
    for count in range(min(4, len(texts) - 1), 0, -1):
        end = tuple(texts[-count:])
        letters = "".join(end)
        if len(letters) < _LONG or end in _FORMS:
            continue
        for form in _LONG_FORMS.get(count, ()):
            if abs(len(form) - len(letters)) < 2 and OSA.distance(form, letters, score_cutoff=1) == 1:
                return _LONG_FORMS[count][form], count
    return None


def _number(text: str, tens: int, index: int, count: int) -> str | None:
    """The number that a word is, if it is one: in digits, in words, or Roman after the first word."""
    if text.isdigit():
        return str(int(text) + (tens if int(text) < 10 else 0))
    if (match := _ORDINAL.fullmatch(text)) or (match := _SIGNED.fullmatch(text)):
        return str(int(match.group(1)))
    if _DIGITS.search(text):
        return text
    if text in NUMBER_WORDS:
        return str(NUMBER_WORDS[text] + tens)
    if index and (text in ROMAN or (text in ROMAN_LETTERS and index >= count - 2)):
        return str(ROMAN.get(text) or ROMAN_LETTERS[text])
    return None


def _name(
    name: str,
    kind: str,
    tokens: list[Token],
    words: list[Word],
    korean: tuple[Word, ...],
    small: set[str],
    numbers: list[str],
    forms: set[str],
    turned: tuple[Word, ...] = (),
) -> Name:
    whole = "".join(text for text, _ in tokens)
    return Name(
        original=name,
        kind=kind,
        words=tuple(words),
        korean=korean,
        turned=turned,
        small=frozenset(small),
        numbers=tuple(sorted(numbers)),
        forms=frozenset(forms),
        whole=whole,
        consonants=_VOWELS.sub("", whole),
        given=frozenset(word.given for word in words if word.given),
        poles=frozenset(word.pole for word in words if word.pole),
        written=whole if kind == "person" and "," not in name else latin(name[:MAX_LENGTH]),
        abjad=abjad(name),
        native=any(w.native for w in words),
        script=script(name),
        chinese=kind == "person" and is_short_chinese([word.text for word in words]),
    )

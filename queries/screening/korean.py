"""Korean names by syllable: one key for Hangul and for every romanisation (Revised, McCune-Reischauer, DPRK, usage).

The systems differ in what they write for one sound (Kim and Gim, Jong and Jeong and Ch'ong, Ri and Lee and Yi), and
usage leaves out the marks that would tell two sounds apart. A key keeps what all of them keep: the class of the
consonant before and after, and of the vowel.
"""

from __future__ import annotations

import re

_ONSETS = {
    "kk": "k", "k": "k", "g": "k", "tt": "t", "t": "t", "d": "t", "pp": "p", "p": "p", "b": "p", "jj": "c", "j": "c",
    "ch": "c", "c": "c", "sh": "s", "ss": "s", "s": "s", "rh": "r", "r": "r", "l": "r", "n": "n", "m": "m", "h": "h",
}  # fmt: skip
_VOWELS = {
    "yeo": "yo", "you": "yo", "yo": "yo", "yu": "yo", "yoo": "yu", "woo": "u", "yae": "ye", "ye": "ye", "ya": "ya",
    "eui": "ui", "ui": "ui", "eu": "u", "eo": "o", "oe": "we", "oi": "we", "wae": "we", "wei": "we", "we": "we",
    "weo": "wo", "wo": "wo", "wa": "wa", "wi": "wi", "ae": "e", "ai": "e", "ee": "i", "yi": "i", "oo": "u", "uu":
    "u", "aa": "a", "ii": "i", "a": "a", "e": "e", "i": "i", "o": "o", "u": "u",
}  # fmt: skip
_CODAS = {"ng": "N", "n": "n", "m": "m", "l": "l", "r": "l", "k": "k", "g": "k", "p": "p", "b": "p", "t": "t", "d": "t"}


def _any(table: dict[str, str]) -> str:
    return "|".join(sorted(table, key=lambda key: -len(key)))


_SYLLABLE = f"(?:{_any(_ONSETS)})?(?:{_any(_VOWELS)})(?:{_any(_CODAS)})?"
_WORD = re.compile(f"({_SYLLABLE})({_SYLLABLE})?({_SYLLABLE})?")
_PARTS = re.compile(f"({_any(_ONSETS)})?({_any(_VOWELS)})({_any(_CODAS)})?")

#: How surnames are written that no rule reaches, and the spelling whose key they take.
_USAGE = {
    "park": "pak", "chung": "jong", "jung": "jong", "chun": "jon", "suh": "so", "hur": "ho", "huh": "ho", "koh":
    "ko", "roh": "no", "ro": "no", "noh": "no", "lho": "no", "rhee": "ri", "yi": "ri", "yim": "rim", "yoon": "yun",
    "byun": "pyon", "sohn": "son", "shim": "sim", "paik": "paek", "cheong": "jong", "oh": "o", "ahn": "an", "hahn":
    "han", "ohn": "on",
}  # fmt: skip
#: What Cyrillic letters of a Korean name (in Kontsevich's system and in older use), once latinised, stand for.
_FROM_CYRILLIC = {
    "chzh": "j",
    "chkh": "ch",
    "dzh": "j",
    "kkh": "k",
    "tkh": "t",
    "pkh": "p",
    "kh": "h",
    "v": "w",
    "y": "u",
}
_CYRILLIC = re.compile("chzh|chkh|dzh|kkh|tkh|pkh|kh|v|y(?![aeiou])")
_SPELT_SO = {"tsoy": "choe", "chkhve": "choe", "chkhwe": "choe"}
_FAMILY = (
    "kim ri i pak choe jong kang jo cho yun jang rim im han o so sin kwon hwang an song hong jon ko mun yang ryang "
    "son pae paek ho ryu yu nam sim no ha kwak cha chu ju u ku na ra jin chin min pyon ji om won chon pang kong hyon "
    "ham pyo to mo tok kil yo ma ki ok yon choi thae tae ung"
)

_RIEUL, _NONE = 5, 11
_LEADS = ["k", "k", "n", "t", "t", "r", "m", "p", "p", "s", "s", "", "c", "c", "c", "k", "t", "p", "h"]
_MIDDLES = [
    "a",
    "e",
    "ya",
    "ye",
    "o",
    "e",
    "yo",
    "ye",
    "o",
    "wa",
    "we",
    "we",
    "yo",
    "u",
    "wo",
    "we",
    "wi",
    "yo",
    "u",
    "ui",
    "i",
]
_TAILS = ["", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "p", "l", "l", "p", "l", "m", "p", "p", "t", "t", "N"]
_TAILS += ["t", "t", "k", "t", "p", ""]


def syllables(
    words: list[tuple[str, str]], cyrillic: bool = False, last: bool = False, turned: bool = False
) -> list[tuple[str, str]]:
    """Return the syllables of a Korean name, family name first, each as spelt and as key; none where it is none.

    `words` in Latin letters, each with its Hangul where it has some; `cyrillic`: the letters were Cyrillic; `last`: a
    comma said that the family name, which is last here, comes first; `turned`: read the last word as family name, where
    the first can be one too. A name is taken for Korean where it begins or ends with a family name, has two to four
    syllables, and each can be one.
    """
    if cyrillic:
        words = [(_SPELT_SO.get(text) or _CYRILLIC.sub(_as_latin, text), native) for text, native in words]
    if not 1 <= len(words) <= 4:
        return []
    spelt: list[list[tuple[str, str]]] = []
    for text, native in words:
        parts = [(_spoken(c), _of_hangul(c)) for c in native] if hangul(native) else _romanised(text)
        if not parts:
            return []
        spelt.append(parts)
    if not 2 <= sum(map(len, spelt)) <= 4:
        return []
    either = len(spelt) > 1 and _is_family(spelt[0]) and _is_family(spelt[-1])
    if turned and not either:
        return []
    if len(spelt) > 1 and (last or turned or not _is_family(spelt[0])) and _is_family(spelt[-1]):
        spelt = [spelt[-1], *spelt[:-1]]
    if not _is_family(spelt[0][:1]) or (len(spelt) == 1 and not hangul(words[0][1])):
        return []
    flat = [part for parts in spelt for part in parts]
    shown, key = flat[0]
    return [(shown, _family_key(shown, key)), *flat[1:]]


def _as_latin(match: re.Match[str]) -> str:
    return _FROM_CYRILLIC[match.group()]


def as_cyrillic(key: str) -> str:
    """A key as Cyrillic leaves it, which writes n and ng alike at the end, and i for ui and e for ye."""
    return key.replace("N", "n").replace("ui", "i").replace("ye", "e")


def hangul(text: str) -> bool:
    """Whether all of it is Hangul syllables."""
    return bool(text) and all("\uac00" <= c <= "\ud7a3" for c in text)


def _of_hangul(syllable: str) -> str:
    place = ord(syllable) - 0xAC00
    return _soft(_LEADS[place // 588], _MIDDLES[place % 588 // 28], _TAILS[place % 28])


def _spoken(syllable: str) -> str:
    """The South writes no r before i and y where the North does: 리 is 이."""
    place = ord(syllable) - 0xAC00
    if place // 588 == _RIEUL and _MIDDLES[place % 588 // 28][0] in "iy":
        place += (_NONE - _RIEUL) * 588
    return chr(0xAC00 + place)


def _romanised(text: str) -> list[tuple[str, str]]:
    whole = _WORD.fullmatch(text)
    if whole is None:
        return [(text, _key(_USAGE[text]))] if text in _USAGE else []
    return [(part, _key(part)) for part in whole.groups() if part]


def _key(syllable: str) -> str:
    match = _PARTS.fullmatch(syllable)
    if not match:
        return syllable
    lead, middle, tail = match.groups()
    return _soft(_ONSETS.get(lead or "", ""), _VOWELS[middle], _CODAS.get(tail or "", ""))


def _soft(lead: str, middle: str, tail: str) -> str:
    """Before i and y the North writes an r that the South does not speak."""
    if lead == "r" and middle[0] in "iy":
        lead = ""
    return lead + middle + tail


def _family_key(shown: str, key: str) -> str:
    return _key(_USAGE[shown]) if shown in _USAGE else key


def _is_family(parts: list[tuple[str, str]]) -> bool:
    return len(parts) == 1 and _family_key(*parts[0]) in _FAMILIES


_FAMILIES = {_key(_USAGE.get(name, name)) for name in _FAMILY.split()}

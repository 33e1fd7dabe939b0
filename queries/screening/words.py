"""The words of a name as they are compared: latinised, with their sounds, and what kind of word each is.

A name in any script is brought into Latin letters by anyascii, except that Han and Hangul keep their characters
beside it: between two names in one of these scripts a character is what a letter is elsewhere.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

#: Of a longer name only the beginning is compared; list entries carry at most a few hundred characters.
MAX_LENGTH = 400
#: Of a name with more words than this only the first ones are compared.
MAX_WORDS = 24

_MARKS = re.compile("['\u2018\u2019\u02bc\u02bb\u02bf\u02be`´]")
_WORD = re.compile(r"[^\W_]+")
_LOGOGRAMS = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7a3]+")
#: The Arabic article, which is written with its word.
_ARTICLE = re.compile("^ال(?!له$)(?=...)")
#: Abd with the article and the word after it, written as one.
_SERVANT = re.compile(r"\bعبدال(?=\w\w)")
_ABJAD = re.compile("[\u0590-\u07bf\u08a0-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")

_SOUNDS = {
    "schtsch": "s",
    "chtch": "s",
    "shch": "s",
    "sj": "s",
    "tsch": "c",
    "tch": "c",
    "sch": "s",
    "sh": "s",
    "ch": "c",
    "cz": "c",
    "zh": "z",
    "dzh": "j",
    "dj": "j",
    "kh": "h",
    "gh": "g",
    "ph": "f",
    "th": "t",
    "dh": "d",
    "ck": "k",
    "ts": "z",
    "tz": "z",
    "ks": "x",
    "qu": "kv",
    "q": "k",
    "w": "v",
    "ou": "u",
    "oo": "u",
    "ee": "i",
    "ae": "e",
    "oe": "o",
    "iy": "i",
    "yi": "i",
    "ij": "i",
    "ey": "ei",
    "y": "i",
    "ce": "se",
    "ci": "si",
    "c": "k",
}
_SOUND = re.compile("|".join(sorted(_SOUNDS, key=lambda k: -len(k))))
#: Words of so many letters and more are long enough to be folded at their ends.
LONG = 5
#: A soft vowel at the beginning: Yevgeny, Jevgenij and Evgenii; Yuri, Jurij and Iurii.
_BEGIN = re.compile("^(?:[yji]e(?=[^aeiouy])|[yj](?=u[^aeiouy]))")
#: The j of Sergej and Nikolaj, and not that of Majid.
_GLIDE = re.compile("([ae])j(?![aeiou])")
#: Petrov, Petrow and Petroff.
_OF = re.compile("(?<=[oe])ff?$")
_TWICE = re.compile(r"(.)\1+")
_END = re.compile(r"(?<=[aeiou])h$")
_LOOSE = str.maketrans(
    {"b": "p", "v": "p", "f": "p", "d": "t", "g": "k", "x": "k", "z": "s", "c": "s", "j": "s", "l": "r"}
)
#: What Arabic, Persian or Hebrew letters do not tell apart, or write by ear.
_ABJAD_CLASSES = str.maketrans({"p": "b", "f": "b", "g": "k", "j": "k", "c": "s", "x": "k", "z": "d"})
_VOWELS = re.compile("[aeiou]")
#: What an abjad writes for vowels too.
_WEAK = re.compile("[wy]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word: `text` in Latin small letters, `sound` and `bones` as folds of it, `native` where it has logograms.

    `bones` are the consonants of its sound, `trace` the same by loose classes, without h. `frames` are what an
    abjad may leave of it; `rest`, for finding, what every script does.
    """

    text: str
    sound: str
    bones: str
    trace: str
    frames: tuple[str, ...]
    rest: str
    native: str = ""
    shown: str = ""

    def __str__(self) -> str:
        return self.native or self.shown or self.text


@lru_cache(maxsize=1 << 16)
def word(text: str, native: str = "", shown: str = "") -> Word:
    """A word with its folds."""
    sound = sound_of(text)
    kept = _VOWELS.sub("", sound_of(_WEAK.sub("", text)))
    trace = _TWICE.sub(r"\1", kept.replace("h", "").translate(_LOOSE))
    rest = _TWICE.sub(r"\1", kept.replace("h", "").replace("v", "").translate(_LOOSE))
    return Word(text, sound, _VOWELS.sub("", sound), trace, _frames(text, kept), rest, native, shown)


def _frames(text: str, kept: str) -> tuple[str, ...]:
    """What an abjad may leave of a word, the fullest first.

    It writes the sound v as f or as w, which may be a vowel, and an h at the end where there is none; and what looks
    like one sound with h (zh, sh) may be two letters.
    """
    letters = _VOWELS.sub("", _WEAK.sub("", text)).replace("q", "k")
    readings = (consonants.replace("v", v) for consonants in (kept, letters) for v in ("f", ""))
    folded = (_TWICE.sub(r"\1", reading.translate(_ABJAD_CLASSES)).rstrip("h") for reading in readings)
    return tuple(sorted(dict.fromkeys(folded), key=lambda frame: -len(frame)))


def sound_of(text: str) -> str:
    """Fold what romanisations write differently: `sergey` and `sergei` are one, `khasan` and `hasan` too."""
    text = _BEGIN.sub(_begun, text) if len(text) >= LONG else text
    text = _GLIDE.sub(r"\1i", text)
    sound = _SOUND.sub(lambda found: _SOUNDS[found.group()], text)
    sound = _OF.sub("v", sound)
    return _END.sub("", _TWICE.sub(r"\1", sound)) or text


def _begun(found: re.Match[str]) -> str:
    return "e" if found.group().endswith("e") else "i"


def latin(text: str) -> str:
    """Any script in small ASCII letters and digits; what has no letters disappears."""
    if not text.isascii():
        text = anyascii(text)
    return "".join(c for c in text.lower() if c.isalnum())


def split(name: str) -> list[tuple[str, str]]:
    """The words of a name as they stand, each with its native form (empty unless logograms)."""
    text = name[:MAX_LENGTH]
    if text.isascii():
        return [(w, "") for w in _WORD.findall(_MARKS.sub("", text).replace("&", " and "))][:MAX_WORDS]
    text = _MARKS.sub("", unicodedata.normalize("NFKC", text)).replace("&", " and ")
    text = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in text)
    words = (_ARTICLE.sub("", w) for w in _SERVANT.sub("عبد ", text).split())
    return [(w, w if _LOGOGRAMS.fullmatch(w) else "") for w in words][:MAX_WORDS]


def abjad(name: str) -> bool:
    """Whether it is written without its vowels."""
    return bool(_ABJAD.search(name))


def one_character(a: str, b: str) -> bool:
    """Whether two Han characters of one sound can be one character in its traditional and its simplified form.

    Each is then in the character set of one side alone (GB 2312, Big5).
    """
    return (_in(a, "gb2312"), _in(a, "big5")) == (_in(b, "big5"), _in(b, "gb2312")) and _in(a, "gb2312") != _in(
        b, "gb2312"
    )


def _in(character: str, charset: str) -> bool:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def script(name: str) -> str:
    """The script of its first letter, by the name that Unicode gives the letter (LATIN, CYRILLIC, CJK …)."""
    for character in name:
        if character.isalpha():
            return "LATIN" if character < "\u0250" else unicodedata.name(character, "").partition(" ")[0]
    return ""

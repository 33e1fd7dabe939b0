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

from .given_names import form_of, given_name
from .wordlists import POLES

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
#: Letters of the Latin alphabet, and of Greek and Cyrillic.
_LATIN = re.compile("[A-Za-z]")
_OTHER = re.compile("[\u0370-\u03ff\u0400-\u04ff]")
#: Joiners, zero-width and direction marks, soft hyphens.
_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
#: Cyrillic and Greek letters that look like Latin ones.
_LOOKALIKES = str.maketrans(
    "\u0430\u0441\u0435\u043e\u0440\u0445\u0443\u0456\u0455\u0458\u04bb\u0501\u051b\u051d"
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0423\u0406\u0405\u0408\u04ae"
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf\u03bd",
    "aceopxyisjhdqwABEKMHOPCTXYISJYABEZHIKMNOPTYXov",
)
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
    abjad may leave of it; `rest`, for finding, what every script does. `form` is the sound of the form that stands for
    it, `given` that form where it is a given name of the tables. `skeleton` is the word without vowels after its first
    letter; `vowelless`: it has none between its first and last letter. `pole` says which opposite it is, such as
    `side:east`.
    """

    text: str
    sound: str
    bones: str
    trace: str
    frames: tuple[str, ...]
    rest: str
    form: str
    given: str
    skeleton: str
    vowelless: bool
    pole: str = ""
    native: str = ""
    shown: str = ""

    def __str__(self) -> str:
        return self.native or self.shown or self.text


@lru_cache(maxsize=1 << 16)
def word(text: str, native: str = "", shown: str = "") -> Word:
    """A word with its folds."""
    sound = sound_of(text)
    kept = _consonants(text)
    form = form_of(text)
    trace = _TWICE.sub(r"\1", kept.replace("h", "").translate(_LOOSE))
    return Word(
        text=text,
        sound=sound,
        bones=_VOWELS.sub("", sound),
        trace=trace,
        frames=_frames(text, kept),
        rest=rest_of(text),
        form=sound_of(form) if form else sound,
        given=given_name(text),
        skeleton=text[:1] + _VOWELS.sub("", text[1:]),
        vowelless=not _VOWELS.search(text[1:-1]),
        pole=POLES.get(text, ""),
        native=native,
        shown=shown,
    )


@lru_cache(maxsize=1 << 16)
def rest_of(text: str) -> str:
    """Return what every script and language keeps of a word: its consonants by loose classes, without h and v."""
    kept = _consonants(form_of(text) or text)
    return _TWICE.sub(r"\1", kept.replace("h", "").replace("v", "").translate(_LOOSE))


def _consonants(text: str) -> str:
    return _VOWELS.sub("", sound_of(_WEAK.sub("", text)))


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
    sound = _SOUND.sub(lambda match: _SOUNDS[match.group()], text)
    sound = _OF.sub("v", sound)
    return _END.sub("", _TWICE.sub(r"\1", sound)) or text


def _begun(match: re.Match[str]) -> str:
    return "e" if match.group().endswith("e") else "i"


def latin(text: str) -> str:
    """Any script in small ASCII letters and digits; what has no letters disappears."""
    if not text.isascii():
        text = anyascii(text)
    return "".join(c for c in text.lower() if c.isalnum())


def split(name: str) -> list[tuple[str, str]]:
    """The words of a name as they stand, each with its native form (empty unless logograms)."""
    text = name[:MAX_LENGTH]
    if not text.isascii():
        text = without_disguise(text)
    if text.isascii():
        return [(w, "") for w in _WORD.findall(_MARKS.sub("", text).replace("&", " and "))][:MAX_WORDS]
    text = _MARKS.sub("", unicodedata.normalize("NFKC", text)).replace("&", " and ")
    text = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in text)
    words = (_ARTICLE.sub("", w) for w in _SERVANT.sub("عبد ", text).split())
    return [(w, w if _LOGOGRAMS.fullmatch(w) else "") for w in words][:MAX_WORDS]


def without_disguise(text: str) -> str:
    """Return a text without signs that nobody sees, and with letters of one alphabet where others look like them.

    A name in which every Cyrillic or Greek letter looks like a Latin one, beside Latin letters, is read as Latin.
    """
    text = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    if not (_LATIN.search(text) and _OTHER.search(text)):
        return text
    read = text.translate(_LOOKALIKES)
    if not _OTHER.search(read):
        return read
    return " ".join(
        plain if _LATIN.search(word) and not _OTHER.search(plain) else word
        for word, plain in ((word, word.translate(_LOOKALIKES)) for word in text.split(" "))
    )


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

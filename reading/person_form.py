"""What shows that a row of words in capitals is the name of a person: a title or role beside it, or its own form."""

from __future__ import annotations

import re

from ..queries.screening.given_names import given_name
from ..queries.screening.names import normalize_name
from .span import TABLES, SpannedText

#: So many words after a name a role may stand.
ROLE_WITHIN = 9
_ENDINGS = ("ov", "ova", "ev", "eva", "sky", "skyy", "skiy", "ski", "enko", "vich", "shvili", "zadeh", "oglu", "adze")
_STOPS = (".", "?", "!", "\n")
#: Spellings of given names that are words or places of the press too.
_NOT_GIVEN = frozenset({"khasan", "said", "lev", "abed", "hanna", "raman"})
#: A middle name that is a given name shows a person: `Abshir Mohamed Barre`. Shorter ones are words too.
_TELLING = 5
#: A syllable of Chinese in Pinyin, and in the spellings of Taiwan, Hong Kong and Singapore.
_SYLLABLE = (
    r"(?:(?:zh|ch|sh|ts|hs|[bpmfdtnlgkhjqxzcsrwy])?"
    r"(?:iang|iong|uang|ueng|ang|eng|ong|ing|ung|ian|iao|uai|uan|ai|ei|ao|ou|an|en|er|in|un|ia|ie|iu|ua|uo|ui|ue|ih"
    r"|a|e|i|o|u))"
)
_CHINESE_GIVEN = re.compile(rf"{_SYLLABLE}(?:-?{_SYLLABLE})?")


def is_given_name(word: str) -> bool:
    """Whether a word in small letters is a given name in one of its spellings."""
    plain = re.sub("['\u2019\u02bf\u02be]", "", word)
    return plain in TABLES.given_names or (word not in _NOT_GIVEN and bool(given_name(plain)))


def after_title(text: SpannedText, first: int, last: int) -> bool:
    """Whether a title stands before the name."""
    titled = any(start + count == first for start, count in text.titles.items())
    return titled and last - first <= 5 and not text.words[first].text.isupper()


def before_role(text: SpannedText, first: int, last: int) -> bool:
    """`Matthew Miller, U.S. Department of State spokesperson`: a role after the comma, before any verb of saying."""
    words = text.words
    if not 2 <= last - first <= 5 or last >= len(words) or words[last].gap.strip() not in (",", ", a", "("):
        return False
    for index in range(last, min(last + ROLE_WITHIN, len(words))):
        word = words[index]
        if index > last and any(stop in word.gap for stop in (*_STOPS, ";")):
            return False
        if word.low in TABLES.forms.roles:
            return True
        if word.low in TABLES.forms.saying or (index > last and "," in word.gap):
            return False
    return False


def before_second_name(text: SpannedText, first: int, last: int) -> bool:
    """`Mahad Isse Aden, also known as Laboballe`: whether another name of the bearer stands right behind."""
    end = text.words[last - 1].end
    return 2 <= last - first <= 5 and _SECOND.match(text.text, end) is not None


_SECOND = re.compile(
    r",? \(?(?:(?:also|better|widely|commonly|who is) )?(?:known|nicknamed) (?:by (?:his|her) |as )"
    r"|,? \(?(?:a\.?k\.?a\.?|alias|nom de guerre|nicknamed) "
)


def has_given_name(text: SpannedText, first: int, last: int) -> bool:
    """Whether a given name stands first, last of two, or between a given name of its own and a family name."""
    words = text.words
    count = last - first
    if not 2 <= count <= 5 or words[first].text.isupper():
        return False
    if is_given_name(words[first].low):
        return True
    # `left Bandar Abbas`
    behind_at = first > 0 and words[first].joins and words[first - 1].low in TABLES.forms.at
    if count == 2 and not behind_at and is_given_name(words[last - 1].low):
        return True
    middle = [word.low for word in words[first + 1 : last]]
    return count > 2 and any(len(word) >= _TELLING and is_given_name(word) for word in middle)


def is_korean(text: SpannedText, first: int, last: int) -> bool:
    """Whether it has the form of a Korean name."""
    words = text.words[first:last]
    name = " ".join(word.text for word in words)
    if not 2 <= len(words) <= 3 or name.isupper() or not normalize_name(name, "Person").korean:
        return False
    return len(words) == 3 or any("-" in word.text for word in words) or _says(text, first, last)


def is_chinese(text: SpannedText, first: int, last: int) -> bool:
    """Whether it has the form of a Chinese name: a family name, then one or two syllables."""
    words = text.words[first:last]
    if not 2 <= len(words) <= 3 or words[0].low not in TABLES.forms.chinese_family_names:
        return False
    return all(_CHINESE_GIVEN.fullmatch(word.low) and not word.text.isupper() for word in words[1:])


def is_slavic(text: SpannedText, first: int, last: int) -> bool:
    """Whether the last word has the ending of a Slavic, Georgian, Persian or Turkish family name."""
    return 2 <= last - first <= 3 and text.words[last - 1].low.endswith(_ENDINGS)


def has_particle(text: SpannedText, first: int, last: int) -> bool:
    """`Iyad ag Ghali`: whether a word that says whose child somebody is stands between two names."""
    words = text.words[first:last]
    return 3 <= len(words) <= 6 and any(word.low in _CHILD_OF for word in words[1:-1])


_CHILD_OF = frozenset({"bin", "ibn", "bint", "ag", "ould", "von"})


def person_in_place(text: SpannedText, first: int, last: int) -> int | None:
    """`ambassador in Paris Anton Belov`: where in a row of capitals behind `in` or `of` the name of a person begins."""
    words = text.words
    before = words[first - 1].low if first else ""
    office = before in ("of", "for") and first > 1 and TABLES.titles.at(words, first - 2) == 1
    if before not in ("in", "to", "at") and not office:
        return None
    starts = range(first + 1, last - 1)
    return next((start for start in starts if is_given_name(words[start].low)), None)


def person_behind_acronym(text: SpannedText, first: int, last: int) -> int | None:
    """`ambassador to the UN Nicole Aubert`: where behind an acronym at the head of a row a person's name begins."""
    words = text.words
    heads = last - first > 2 and words[first].text.replace(".", "").isupper() and len(words[first].text) < 6
    return first + 1 if heads and is_given_name(words[first + 1].low) else None


def with_role_before(text: SpannedText, first: int, last: int) -> bool:
    """`The leader of this gang, Ansel Dorvil, was listed`: a name between commas behind a role."""
    words = text.words
    if not 2 <= last - first <= 4 or not first or words[first].gap != ", ":
        return False
    if last < len(words) and not words[last].gap.startswith(","):
        return False
    for index in range(first - 1, max(-1, first - 7), -1):
        if words[index].low in TABLES.forms.roles:
            return True
        if any(stop in words[index].gap for stop in (*_STOPS, ",", ";")):
            return False
    return False


def said_by(text: SpannedText, first: int, last: int) -> bool:
    """`..., said Ansel Dorvil (Haiti)`: a name of several words right behind a verb that follows what was said."""
    words = text.words
    if not 2 <= last - first <= 4 or first < 2 or words[first - 1].low not in _SAID or not words[first].joins:
        return False
    return words[first - 1].gap.strip() in (",", ',"', ",\u201d", "\u201d,", '",')


_SAID = frozenset({"said", "says", "added", "stated", "wrote", "noted", "argued", "explained", "warned"})


def _says(text: SpannedText, first: int, last: int) -> bool:
    """Whether a verb of saying stands right before or after."""
    words = text.words
    after = last < len(words) and words[last].low in TABLES.forms.saying and words[last].gap.strip() in ("", ",")
    before = first > 0 and words[first - 1].low in TABLES.forms.saying and words[first].joins
    return after or before

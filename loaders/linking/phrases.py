"""Words of free text by which a list says what one entry is to another: `wife of`, `owned by`, `acting on behalf of`.

Read are phrases that a name of an entry of the same list follows, and reference numbers of the list. A phrase counts
as said of the entry only where the sentence begins with it, or with a name of the entry or a pronoun before it; of
another entry that the text names, no more is kept than that it is named. The words of the source are the role.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from string import ascii_lowercase

from ...schema.countries import state_of
from ...schema.names import name_key
from ...schema.statements import Alias, Designation, Listing, parts_of
from .entry_index import LONGEST, EntryIndex
from .stated_link import ACTS_FOR, KIN, LINKED, MEMBER, OWNED_BY, OWNS, LinkKind, StatedLink

_PHRASES: tuple[tuple[LinkKind, str], ...] = (
    (
        KIN,
        r"(?:(?:half|step)[- ]?)?(?:brother|sister|wife|husband|spouse|widow|son|daughter|father|mother|cousin|nephew"
        r"|niece|uncle|aunt|grandson|granddaughter)(?:[- ]in[- ]law)? (?:of|to)|married to",
    ),
    (OWNED_BY, r"(?:wholly[- ])?owned (?:and (?:controlled|managed|operated) )?by|subsidiary of"),
    (OWNS, r"(?:(?:registered|beneficial|ultimate) )*owner(?: and (?:manager|operator))? of|parent company of"),
    (
        ACTS_FOR,
        r"(?:act|work)(?:s|ed|ing)? (?:for (?:or|and|/) ?)?(?:on behalf of|at the direction of)"
        r"(?: or at the direction of)?|representatives? (?:of|for)|front company (?:of|for)",
    ),
    (MEMBER, r"members? of"),
    (
        LINKED,
        r"(?:linked|subordinate|affiliated|related) to|(?:associated|affiliated) with|(?:owned or )?controlled by"
        r"|managed by|operated by|(?:leader|head|commander|director|president|chairman|manager|operator|founder"
        r"|employee|official|branch|part|spokesman|spokesperson|chief|deputy|officer|procurement office) of",
    ),
)
_RANK = r"(?:former(?:ly)? |ex-|co-|(?:senior|deputy|vice|first|chief|assistant|overseas|general|acting|key) )*"
#: It is looked for in small letters: the engine rejects a branch by its first letter only where case counts.
_PHRASE = re.compile(
    rf"\b(?P<words>{_RANK}(?:"
    + "|".join(f"(?P<k{n}>{pattern})" for n, (_, pattern) in enumerate(_PHRASES))
    + r"))\s+(?=\S)"
)
#: Words that may stand between a phrase and the name.
_FILLER = re.compile(
    r"(?:the|a|an|un-?\w*|eu-?\w*|designated|sanctioned|entity|company|group|tanker|vessel|ship|cargo|oil|crude"
    r"|merchant|m/?v|m/?t|(?:[a-z]+-)?flagged|former|late)\Z",
    re.IGNORECASE,
)
_FILLERS = 6
#: Words that may stand before a phrase without making it one on somebody else.
_SUBJECT = frozenset(
    re.findall(
        r"\S+",
        """a an the he she it they who is was are were has have had been being be became served serves serving acts
        acted act as also and or for by on behalf of chief deputy senior former formerly current currently overseas vice
        assistant general first reportedly reported believed known to identified un united nations panel experts
        company entity individual controlled owned managed operated purports works worked member leader since active
        key listed designated person""",
    )
)
#: Words of names and enumerations, in small letters, that may stand between a phrase and a number.
_BETWEEN = frozenset(
    re.findall(
        r"\S+",
        "the of in and for to al an listed as or i e ul wal bin ben ibn abd de du la le el ad at et on y a",
    )
)
#: Letters with which the words of the phrases begin: elsewhere no phrase is tried.
_LETTERS = 4
_SMALL = ("and", "the", "for", "with", "ing", "law")
_BEGINNINGS = frozenset(
    beginning
    for pattern in (_RANK, *(pattern for _, pattern in _PHRASES))
    for word in re.findall(r"[a-z]{3,}|ex-|co-", pattern)
    if word not in _SMALL
    # A short word may go on: `act`, `acts`, `acting`.
    for beginning in ([word[:_LETTERS]] if len(word) >= _LETTERS else [word, *(word + c for c in ascii_lowercase)])
)
_BEGINNING = re.compile(rf"\b(?:[a-z]{{3,{_LETTERS}}}|ex-|co-)")
#: What may stand between a post and the body in which it is held.
_POST_END = re.compile(r",\s+|\s(?:of|at|for|in|to|with)\s+(?:the\s+)?", re.IGNORECASE)
NAMED = "named in its entry"
#: The blank between two sentences; loaders leave no other white space.
_SENTENCE = re.compile(r" (?:(?<=; )|(?<=\. )(?=[A-Z(]))")
#: A reference number of the UN's lists, which other lists print too.
_REFERENCE = re.compile(r"\b[A-Z]{2,3}[ie]\.\d{3}\b")
#: Its end, which begins with a sign and is found in a tenth of the time.
_END_OF_REFERENCE = re.compile(r"\.\d{3}(?<=[A-Z][ie]\.\d{3})")
_WORDS = 300


def links_in(listing: Listing, index: EntryIndex) -> Iterator[StatedLink]:
    """Yield the links that the free text and the posts of an entry state, those by number first."""
    posts = [post.name for post in parts_of(listing.parts_, Designation)]
    for post in posts:
        if link := _by_post(listing, post, index):
            yield link
    for text in filter(None, (listing.comments, listing.reason, *posts)):
        has_number = _END_OF_REFERENCE.search(text)
        has_phrase = next(_phrases_in(text), None)
        for sentence in _SENTENCE.split(text) if has_phrase or has_number else ():
            phrases = list(_phrases_in(sentence)) if has_phrase else []
            numbered = set(_REFERENCE.findall(sentence)) - {listing.reference} if has_number else set()
            for number in sorted(numbered):
                yield _by_number(listing, sentence, number, phrases)
            for match in phrases:
                if link := _by_name(listing, sentence, match, index):
                    yield link


def _by_number(listing: Listing, sentence: str, number: str, phrases: Sequence[re.Match[str]]) -> StatedLink:
    """Return a link by a reference number, in the role of the nearest phrase before it that governs it."""
    at = sentence.index(number)
    match = next((match for match in reversed(phrases) if match.end() <= at), None)
    between = sentence[match.end() : at] if match else ""
    governed = all(word in _BETWEEN for word in re.findall(r"(?<!\S)[a-z][\w-]*", between))
    if match and governed and _of_entry(sentence[: match.start()], listing):
        return StatedLink(listing.about, match["words"], number, sentence[:_WORDS], _kind(match))
    return StatedLink(listing.about, NAMED, number, sentence[:_WORDS], LINKED)


def _by_name(listing: Listing, sentence: str, match: re.Match[str], index: EntryIndex) -> StatedLink | None:
    words = sentence[match.end() :].split()[: LONGEST + _FILLERS]
    for start in range(min(_FILLERS, len(words)) + 1):
        name, there = index.beginning(words[start:])
        if len(there) == 1 and listing.about not in there:
            subject = _of_entry(sentence[: match.start()], listing)
            role, kind = (match["words"], _kind(match)) if subject else (NAMED, LINKED)
            return StatedLink(listing.about, role, name, sentence[:_WORDS], kind)
        if start >= len(words) or not (_FILLER.match(words[start]) or state_of(words[start])):
            return None
    return None


def _phrases_in(text: str) -> Iterator[re.Match[str]]:
    """Yield the phrases of a text, in small letters, at the places at which they stand in it."""
    small = text.lower()
    if len(small) != len(text):
        # The letter \u0130 becomes two.
        small = "".join(letter.lower()[:1] for letter in text)
    end = 0
    for beginning in _BEGINNING.finditer(small):
        start = beginning.start()
        if start >= end and beginning[0] in _BEGINNINGS and (match := _PHRASE.match(small, start)):
            end = match.end()
            yield match


def _by_post(listing: Listing, post: str, index: EntryIndex) -> StatedLink | None:
    """Return the link of a post whose words end in the name of an entry: `Deputy Director, Test Bank`."""
    for match in _POST_END.finditer(post):
        there = index.exactly(post[match.end() :])
        if len(there) == 1 and listing.about not in there:
            role = f"{post[: match.start()]}{match[0]}".strip(" ,").lower().removesuffix(" the")
            return StatedLink(listing.about, role[:_WORDS], post[match.end() :], post[:_WORDS], LINKED)
    return None


def _of_entry(before: str, listing: Listing) -> bool:
    """Whether what stands before a phrase makes it one on the entry itself."""
    key = f" {name_key(before)} "
    for name in sorted({name_key(name) for name in (listing.name, *_aliases(listing))}, key=len, reverse=True):
        key = key.replace(f" {name} ", " ", 1)
    return all(word in _SUBJECT or state_of(word) for word in key.split())


def _aliases(listing: Listing) -> Iterator[str]:
    return (alias.name for alias in parts_of(listing.parts_, Alias))


def _kind(match: re.Match[str]) -> LinkKind:
    return next(kind for n, (kind, _) in enumerate(_PHRASES) if match[f"k{n}"])

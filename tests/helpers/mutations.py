"""Files broken at random: bits, slices, lines and words, as hands, disks and other programs break them."""

from __future__ import annotations

import random
import re

#: What hands, spreadsheets, other programs and ill will put into a file.
NASTY = [
    *(b"", b"\x00", b"\xff\xfe", b"\xed\xa0\x80", "\u202e".encode(), b"\x1b[31m", b"\n", b"\r", b"\t", b" "),
    *(b'"', b"'", b"<", b">", b"&", b"&amp;", b"&x;", b"%", b"]]>", b"{", b"}", b"[", b"]", b",", b":", b"- ", b"# "),
    *(b"|", b"!!int x", b"*a", b"&a", b"<<: *a", b"null", b"~", b"true", b"no", b"NaN", b"1e999", b"-0", b"0x10"),
    *(b"1_000", b"1,000", b"010", b"1:30", b"9" * 40, b"-1", b"0", b"2024-02-30", b"9999-12-31", b"0000-00-00"),
    *(b"20240101", b"1/2/2024", b"\\uD800", b"\\", b"=1+1", b"../../etc/passwd", b"file:///etc/passwd", b"x" * 5000),
    *("Ким".encode(), "김정은".encode()),
]
_WORDS = re.compile(rb"[\w.@:/+-]+")


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Return the content with one to four changes."""
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        content = chance.choice(_CHANGES)(content, chance)
    return content


def _bit(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    if changed:
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _slice(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content) + 1)
    end = min(len(content), start + chance.choice((1, 3, 20, 200)))
    return content[:start] + content[start:end] * chance.choice((0, 0, 2, 3)) + content[end:]


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _insert(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + chance.choice(NASTY) + content[at:]


def _word(content: bytes, chance: random.Random) -> bytes:
    words = [*_WORDS.finditer(content)]
    if not words:
        return content
    word = chance.choice(words)
    other = chance.choice(words)[0] if chance.random() < 0.5 else chance.choice(NASTY)
    return content[: word.start()] + other + content[word.end() :]


def _lines(content: bytes, chance: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    if len(lines) < 2:
        return content
    one, other = (chance.randrange(len(lines)) for _ in range(2))
    if chance.random() < 0.5:
        lines[one], lines[other] = lines[other], lines[one]
    elif chance.random() < 0.5:
        lines.insert(one, lines[other])
    else:
        del lines[one]
    return b"".join(lines)


_CHANGES = (_bit, _slice, _cut, _insert, _insert, _word, _word, _word, _lines)

"""Names near to one that there is not: what an error offers instead of an empty answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .errors import NotFound

#: So many names are listed in full; of more, those that are near, or the first.
LISTED = 30


def near_names(word: str, names: Iterable[str], limit: int = 3) -> list[str]:
    """Return the names that may be meant by a word, likeliest first: written in other case, containing it, alike."""
    from difflib import get_close_matches

    by_key: dict[str, str] = {}
    for name in names:
        by_key.setdefault(name.casefold(), name)
    key = word.casefold()
    same = [key] if key in by_key else []
    containing = sorted((name for name in by_key if len(key) > 1 and key in name), key=len)
    close = get_close_matches(key, by_key, n=limit, cutoff=0.6)
    return [by_key[name] for name in dict.fromkeys([*same, *close, *containing])][:limit]


def near_or_all(word: str, names: Iterable[str]) -> str:
    """Return the names near to a word that is none of them as a question, or all names: what it may have to be."""
    names = list(names)
    near = near_names(word, names)
    return f"did you mean {' or '.join(near)}?" if near else f"one of {', '.join(names)}"


def no_such(kind: str, word: str, names: Iterable[str], titles: Mapping[str, str] | None = None) -> NotFound:
    """Return the error for a word that names no list, measure, question …: with near names, and all where few.

    `titles` gives names by titles of theirs: what is near by its title is offered by its name.
    """
    titles = titles or {}
    ordered = sorted(set(names))
    near = list(dict.fromkeys(titles.get(name, name) for name in near_names(word, [*ordered, *titles])))
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    shown = ordered if len(ordered) <= LISTED else [] if near else [*ordered[:LISTED], f"{len(ordered) - LISTED} more"]
    listed = f" There are: {', '.join(shown)}." if shown else "" if ordered else " There is none in this graph yet."
    return NotFound(f"no {kind} {word!r}.{hint}{listed}")

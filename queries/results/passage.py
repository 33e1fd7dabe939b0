"""The address of a passage: a source's web address with a text fragment, which browsers open at the words.

https://wicg.github.io/scroll-to-text-fragment/
"""

from __future__ import annotations

import re
from urllib.parse import quote as percent

#: A quote of more words is given by its first and last ones.
MOST_WORDS = 12
ENDS = 5


def passage_url(url: str | None, words: str | None) -> str | None:
    """Return the address of the words in a page; of the page alone without words; None where it is no web address."""
    if not url or not re.match(r"https?://", url):
        return None
    if not words or "#" in url:
        return url
    every = words.split()
    parts = [" ".join(every)] if len(every) <= MOST_WORDS else [" ".join(every[:ENDS]), " ".join(every[-ENDS:])]
    return f"{url}#:~:text={','.join(percent(part, safe='').replace('-', '%2D') for part in parts)}"

"""The content security policy of a page that stands alone: its own style and scripts by their hashes."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence


def policy(style: str, scripts: Sequence[str], *, connects: bool = False) -> str:
    """Return a policy that allows the style and these scripts, and nothing from the network.

    With `connects` a script may ask the server that the page comes from, and no other.

    A name that a source wrote cannot become script even if an escape were forgotten.
    """
    sources = " ".join(f"'sha256-{_hash(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {sources}; style-src 'sha256-{_hash(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'" + ("; connect-src 'self'" if connects else "")
    )


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

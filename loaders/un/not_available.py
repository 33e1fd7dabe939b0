"""What both UN lists write where they have nothing to say: `na`, which is no name, and not Namibia."""

from __future__ import annotations

from ...schema.names import clean

NOT_AVAILABLE = frozenset(("na", "n/a", "n.a."))


def available(text: str | None) -> str | None:
    """Return a text cleaned; None where it is empty, or says that nothing is available."""
    shown = clean(text)
    return None if shown is None or shown.casefold() in NOT_AVAILABLE else shown

"""What callers from Python give: a text where a text is meant, else an error that shows one."""

from __future__ import annotations

from .errors import ValueInvalid


def text_argument(value: object, role: str, example: str) -> str:
    """Return a text that was given. Raises ValueInvalid for a value of another type."""
    if isinstance(value, str):
        return value
    raise ValueInvalid(f"{role} is a text, such as {example!r}, not {str(value)[:40]!r} ({type(value).__name__})")

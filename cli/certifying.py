"""Certificates of a search, which `screen`, `listed` and `watch run` can write."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .output import err

if TYPE_CHECKING:
    from ..api import Workspace


def write_certificate(g: Workspace, path: Path | None, command: str, parameters: Mapping[str, Any]) -> None:
    """Write the certificate of a question, where `path` names a file for it."""
    if path is not None:
        g.certify(path, command, parameters)
        err(f"{path}: certificate written; `sanctionsgraph verify {path}` checks it")

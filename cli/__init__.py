"""The command line; thin. What takes time to import is imported where it is used."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

from . import exchange as exchange
from . import loading as loading
from . import querying as querying
from . import timing as timing
from .app import app
from .output import err


def main() -> NoReturn:
    """The entry point: errors of ours are one line, an interrupt leaves nothing half-written."""
    from ..schema.errors import SanctionsGraphError

    # pydantic would look through every installed package for plugins of its own; no command needs one.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        app()
    except SanctionsGraphError as error:
        err(f"error: {error}")
        sys.exit(1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    sys.exit(0)

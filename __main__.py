"""The program: `sanctionsgraph`, and `python -m sanctionsgraph`."""

from __future__ import annotations

import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line. An interrupt while it is still being imported is one line too."""
    try:
        from .cli import main as command_line
    except KeyboardInterrupt:
        sys.stderr.write("interrupted; nothing was written.\n")
        sys.exit(130)
    command_line()


if __name__ == "__main__":
    main()

"""The program: `sanctionsgraph`, and `python -m sanctionsgraph`."""

from __future__ import annotations

# Before all else, and by modules that import no others: until the command line is there to end well, an interrupt
# ends the program at once. An exception would be a traceback, out of whatever was being imported.
import _signal  # type: ignore[import-not-found]
import gc
import os


def _at_once(_number: int, _frame: object) -> None:
    os.write(2, b"interrupted; nothing was written.\n")
    os._exit(130)


def _catch_early() -> bool:
    """Return whether interrupts are ours: not in a thread, nor where the program that runs this has its own handler."""
    if _signal.getsignal(_signal.SIGINT) is not _signal.default_int_handler:
        return False
    try:
        _signal.signal(_signal.SIGINT, _at_once)
    except ValueError:
        return False
    return True


def main() -> None:
    """Run the command line. An interrupt while it is still being imported is one line too."""
    caught = _catch_early()
    # Until a command begins (cli.app).
    gc.disable()
    from .cli import INTERRUPTED
    from .cli import main as command_line

    try:
        command_line(interrupts_are_ours=caught)
    except SystemExit as ended:
        if caught and ended.code == INTERRUPTED:
            _end_now(INTERRUPTED)
        raise


def _end_now(code: int) -> None:
    """End with a code. The interpreter ends by the signal instead, where it came while a class was being made."""
    import atexit
    import sys

    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            continue
    os._exit(code)


if __name__ == "__main__":
    main()

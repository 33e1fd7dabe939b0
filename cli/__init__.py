"""The command line; thin. What takes time to import is imported where it is used."""

from __future__ import annotations

import atexit
import errno
import gc
import io
import os
import signal
import sys
from typing import TYPE_CHECKING, NoReturn

# Imports and the making of commands leave no garbage, and looking for it takes a twentieth of the time of --help.
_collecting = gc.isenabled()
gc.disable()

from . import beginning as beginning
from . import exchange as exchange
from . import fetching as fetching
from . import forgetting as forgetting
from . import loading as loading
from . import moving as moving
from . import networks as networks
from . import noting as noting
from . import querying as querying
from . import reading as reading
from . import resolving as resolving
from . import screening as screening
from . import serving as serving
from . import timing as timing
from . import watching as watching
from .app import INTERRUPTED as INTERRUPTED
from .app import app
from .output import err

# For who imports this room; the program itself goes on without.
if _collecting:
    gc.enable()

if TYPE_CHECKING:
    from sys import UnraisableHookArgs


def main(interrupts_are_ours: bool = False) -> NoReturn:
    """The entry point: errors of ours are one line, an interrupt leaves nothing half-written.

    `interrupts_are_ours`: until now an interrupt ended the program at once; from here on it is an exception.
    """
    from ..schema.errors import SanctionsGraphError

    unraised, sys.unraisablehook = sys.unraisablehook, _unraised
    # pydantic would look through every installed package for plugins of its own; no command needs one.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # Until a command begins, which wants it back (app.common).
    gc.disable()
    if sys.argv[1:2] in (["help"], ["version"]):
        sys.argv[1:] = [*sys.argv[2:], f"--{sys.argv[1]}"]
    # Of a program that closed its standard input there is none; it reads as an empty one.
    sys.stdin = sys.stdin or io.StringIO()
    try:
        if interrupts_are_ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        app()
    except (KeyboardInterrupt, SystemExit) as ended:
        # typer ends with the same code and says nothing; before and after it, nobody catches the interrupt.
        if isinstance(ended, SystemExit) and ended.code != INTERRUPTED:
            raise
        err("interrupted; nothing of the unfinished file was written. Run the same command again to go on.")
        sys.exit(INTERRUPTED)
    except SanctionsGraphError as error:
        from ..graph.address import without_logins

        err(f"error: {without_logins(str(error))}")
        sys.exit(1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        err("error: no space is left where the answer is written. Make room, or write it elsewhere.")
        sys.exit(1)
    finally:
        gc.enable()
        sys.unraisablehook = unraised
        # What is done is done: while the interpreter ends, an interrupt would only spoil the exit code.
        atexit.register(signal.signal, signal.SIGINT, signal.SIG_IGN)
    sys.exit(0)


def _unraised(dropped: UnraisableHookArgs) -> None:
    """An interrupt that a compiled module could not pass on comes again a moment later; else it would be lost."""
    if dropped.exc_type is KeyboardInterrupt:
        import _thread
        import threading

        again = threading.Timer(0.02, _thread.interrupt_main)
        again.daemon = True
        again.start()
    else:
        sys.__unraisablehook__(dropped)

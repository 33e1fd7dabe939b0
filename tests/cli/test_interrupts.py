"""An interrupt in the first instants of the program: at every import, one line and exit code 130."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sanctionsgraph import __main__ as program

from helpers.shipped import shipped_file

#: Runs the program, and interrupts it when it looks for the module of a number, counted from the start of `main`.
INTERRUPTED = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from sanctionsgraph.__main__ import main
looked_for, at = 0, int(sys.argv.pop(1))
class Looking:
    def find_spec(self, name, path=None, target=None):
        global looked_for
        looked_for += 1
        if looked_for == at:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Looking())
main()
"""


@pytest.mark.parametrize("at", [1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233])
def test_an_interrupt_at_an_import_is_one_line(at: int, tmp_path: Path) -> None:
    asked = ["--graph", str(shipped_file()), "trace", "Tumangang", "--brief"]
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, str(at), *asked], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert done.returncode == 130, done.stderr
    (line,) = done.stderr.splitlines()
    assert line.startswith("interrupted; nothing")


def test_an_interrupt_while_a_class_is_made_ends_with_the_code_and_not_by_the_signal(tmp_path: Path) -> None:
    """The interpreter notes an interrupt in executed text for ever, and ends by the signal, whatever became of it."""
    text = (
        "import os, signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from sanctionsgraph import __main__ as program\n"
        "from sanctionsgraph.cli import commands\n"
        "def interrupt(*_):\n"
        "    exec('import os, signal; os.kill(os.getpid(), signal.SIGINT); import time; time.sleep(5)')\n"
        "commands.TaskGroup.main = interrupt\n"
        "program.main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", text, "info"], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert (done.returncode, len(done.stderr.splitlines())) == (130, 1), done.stderr


def test_importing_the_program_leaves_interrupts_alone() -> None:
    assert signal.getsignal(signal.SIGINT) is not program._at_once


def test_a_program_with_a_handler_of_its_own_keeps_it() -> None:
    own = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        kept = signal.getsignal(signal.SIGINT)
        assert not program._catch_early()
        assert signal.getsignal(signal.SIGINT) is kept
    finally:
        signal.signal(signal.SIGINT, own)

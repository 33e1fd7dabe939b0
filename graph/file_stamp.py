"""The stamp of a file, by which a later look knows whether it is the same."""

from __future__ import annotations

import os
from typing import NamedTuple


class FileStamp(NamedTuple):
    """What changes when a file does: its inode, its size, and the time of its last change in nanoseconds."""

    inode: int
    size: int
    changed: int

    @staticmethod
    def of(status: os.stat_result) -> FileStamp:
        """Return the stamp of a file of which the status was asked."""
        return FileStamp(status.st_ino, status.st_size, status.st_mtime_ns)

    def __str__(self) -> str:
        return f"{self.inode} {self.size} {self.changed}"

"""Files as people have them: plain or compressed by gzip, in UTF-8 or, as Excel saves text, in UTF-16."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from ...schema.errors import InputError

#: A compressed file may unpack to this many bytes, or to this many times its size if that is more.
UNPACKED, RATIO = 200_000_000, 50
_GZIP = b"\x1f\x8b"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def suffix_of(path: Path) -> str:
    """Return the end of a file's name in small letters, `.csv` also for `list.csv.gz`."""
    name = path.name.lower()
    return Path(name.removesuffix(".gz")).suffix


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file for reading bytes; gzip is unpacked.

    Raises InputError for a file that cannot be opened, is empty, or does not unpack, also while it is being read.
    """
    try:
        with path.open("rb") as file:
            start = file.read(2)
            if not start:
                raise InputError(str(path), "the file is empty", "Fetch it again.")
            file.seek(0)
            yield cast(BinaryIO, io.BufferedReader(_Unpacked(path, file))) if start == _GZIP else file
    except OSError as error:
        raise InputError(str(path), error.strerror or str(error), "Check the path.") from error
    except (EOFError, zlib.error) as error:
        raise InputError(str(path), f"gzip that does not unpack ({error})", "Fetch it again.") from error


@contextmanager
def opened_text(path: Path) -> Iterator[BinaryIO]:
    """Open a text file as `opened` does; UTF-16 with its mark comes as UTF-8, every other encoding as it is."""
    with opened(path) as file:
        start = file.peek(2)[:2] if isinstance(file, io.BufferedReader) else b""
        if start not in _UTF16:
            yield file
            return
        try:
            with io.TextIOWrapper(file, "utf-16", newline="") as text:
                yield cast(BinaryIO, io.BufferedReader(_Recoded(text)))
        except UnicodeError as error:
            raise InputError(str(path), f"broken UTF-16 ({error})", "Save it as UTF-8 and load it again.") from error


class _Unpacked(io.RawIOBase):
    """The bytes of a gzip file, up to a bound: a small file can unpack to more than any disk holds."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self._path, self._file = path, gzip.GzipFile(fileobj=file)
        self._left = max(UNPACKED, RATIO * path.stat().st_size)

    def readable(self) -> bool:
        """Return True: it is read only."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer. Raises InputError beyond the bound."""
        size = self._file.readinto(buffer)
        self._left -= size
        if self._left < 0:
            raise InputError(
                str(self._path), "gzip that unpacks to an unlikely size", "Unpack it and load what is in it."
            )
        return size


class _Recoded(io.RawIOBase):
    """A text file as bytes of UTF-8."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text, self._rest = text, b""

    def readable(self) -> bool:
        """Return True: it is read only."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer."""
        if not self._rest:
            self._rest = self._text.read(65536).encode("utf-8", "surrogatepass")
        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        return size

"""The archive of a portable case: a ZIP that the same contents always make byte for byte.

Nothing is compressed, so that a changed byte lies in one member, and no library decides what is written.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from ...schema.errors import InputError

#: The first moment that a ZIP can say; that of the making would differ each time.
_MOMENT = (1980, 1, 1, 0, 0, 0)
#: A case is text of a few megabytes; what is larger was not made here.
MOST_BYTES = 512_000_000
MOST_MEMBERS = 50
_REMEDY = "Ask whoever made the case for the file again."


def packed(members: Mapping[str, bytes]) -> bytes:
    """Return the archive of these files, in their order; its comment is the digest of all of them."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
        archive.comment = digest_of(members).encode()
    return target.getvalue()


def unpacked(path: str | Path) -> tuple[dict[str, bytes], bytes]:
    """Return the files of an archive by name, and the bytes that it is.

    A file that fails its own checksum is returned as it is: what differs is for the caller to say. Raises InputError
    for what is no such archive.
    """
    path = Path(path)
    try:
        raw = path.read_bytes() if path.stat().st_size <= MOST_BYTES else b""
    except OSError as error:
        raise InputError(
            str(path),
            f"cannot be read ({error.strerror})",
            "Give the path of a portable case, a backup or a certificate.",
        ) from error
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_MEMBERS or any(entry.compress_type for entry in entries):
                raise InputError(str(path), "is not a portable case: its members are compressed or too many", _REMEDY)
            return {entry.filename: _content(raw, entry) for entry in entries}, raw
    except (zipfile.BadZipFile, NotImplementedError, ValueError, UnicodeDecodeError, OverflowError, OSError) as error:
        raise InputError(str(path), f"is not a portable case, or was cut or changed ({error})", _REMEDY) from error


def digest_of(members: Mapping[str, bytes]) -> str:
    """Return one SHA-256 of the names and contents of files."""
    state = hashlib.sha256()
    for name, content in sorted(members.items()):
        state.update(f"{hashlib.sha256(content).hexdigest()}  {name}\n".encode())
    return state.hexdigest()


def _content(raw: bytes, entry: zipfile.ZipInfo) -> bytes:
    """Return the stored bytes of a member, whatever its checksum says of them."""
    head = raw[entry.header_offset : entry.header_offset + 30]
    begin = entry.header_offset + 30 + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    return raw[begin : begin + entry.file_size]

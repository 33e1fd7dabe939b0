"""A file that holds a report: its bytes, what form they are in, and their digest. Nothing of it is trusted or run."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ..schema.errors import InputError

#: Larger files are refused: no report is as long, and what is read is kept in memory several times over.
LARGEST = 64 * 1024 * 1024
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.I)
_FORMS_TAKEN = "Give a text, Markdown, HTML or PDF file in UTF-8."


class FileForm(StrEnum):
    """In what form a report's file is."""

    TEXT = "text"
    MARKDOWN = "Markdown"
    HTML = "HTML"
    PDF = "PDF"


@dataclass(frozen=True)
class SourceFile:
    """The bytes of a file, their form and SHA-256; `name` is what messages call it."""

    name: str
    content: bytes
    form: FileForm
    sha256: str

    def text(self) -> str:
        """Return the file as text, without a byte order mark and with `\\n` for every line's end.

        Raises InputError where the bytes are no text.
        """
        encoding = _encoding(self.content)
        try:
            decoded = self.content.decode(encoding)
        except (UnicodeDecodeError, LookupError) as error:
            raise InputError(self.name, f"is not text in {encoding.removesuffix('-sig')}", _FORMS_TAKEN) from error
        if "\x00" in decoded:
            raise InputError(self.name, "is a binary file", _FORMS_TAKEN)
        return decoded.replace("\r\n", "\n").replace("\r", "\n")


def source_file(path: Path) -> SourceFile:
    """Read the file of a report. Raises InputError where it cannot be read, is empty, or larger than LARGEST."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise InputError(str(path), f"has {size // 1024 // 1024} MB", f"At most {LARGEST >> 20} MB are read.")
        content = path.read_bytes()
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror or error})", _FORMS_TAKEN) from error
    return source_bytes(content, str(path))


def source_bytes(content: bytes, name: str) -> SourceFile:
    """Return bytes as the file of a report; the form by what they hold, Markdown by the name. Raises InputError."""
    if not content.strip(b"\xef\xbb\xbf \t\r\n"):
        raise InputError(name, "is empty", _FORMS_TAKEN)
    return SourceFile(name, content, _form(content, name), hashlib.sha256(content).hexdigest())


def _form(content: bytes, name: str) -> FileForm:
    suffix = Path(name).suffix.lower()
    if content[:1024].lstrip().startswith(b"%PDF"):
        return FileForm.PDF
    if _HTML.match(content[:4096].removeprefix(b"\xef\xbb\xbf")) or suffix in (".html", ".htm", ".xhtml"):
        return FileForm.HTML
    return FileForm.MARKDOWN if suffix in (".md", ".markdown") else FileForm.TEXT


def _encoding(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    declared = _CHARSET.search(content[:4096])
    return declared.group(1).decode("ascii") if declared and _HTML.match(content[:4096]) else "utf-8-sig"

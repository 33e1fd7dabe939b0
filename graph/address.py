"""Addresses of graphs, taken apart by hand: no message may show a password, however an address is mistyped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from ..schema.errors import GraphUnavailable

_LOCAL = re.compile(r"localhost|127\.[0-9.]+|\[::1\]|", re.IGNORECASE)
_PATH = re.compile(r"[/.~\\]|[A-Za-z]:[/\\]")
#: A login without `//`, or a scheme of Neo4j without it. A file may bear an `@` where its name ends as a graph's does.
_LOGIN = re.compile(r"[^@]*:.*@|(?:bolt|neo4j)(?:\+s|\+ssc)?:|.*@(?!.*\.kgl\Z)", re.IGNORECASE | re.DOTALL)
#: What comes before the `@` of an address, in a text that may be anything.
_SECRET = re.compile(r"[^\s'\"(]*:[^\s'\"]*@|(?<=://)[^\s'\"]*@")


@dataclass(frozen=True)
class ServerAddress:
    """A URI in its parts, without path and fragment, which mean nothing here.

    The user and the password are unquoted, and None where the URI has none; `query` begins with `?`.
    """

    scheme: str
    host: str
    port: int | None
    query: str
    user: str | None
    password: str | None

    @property
    def shown(self) -> str:
        """The address for messages: scheme, host and port alone."""
        return f"{self.scheme}://{self.host}" + (f":{self.port}" if self.port else "")

    @property
    def local(self) -> bool:
        """Whether it is an address of this machine."""
        return bool(_LOCAL.fullmatch(self.host))

    @classmethod
    def parse(cls, uri: str) -> ServerAddress:
        """Take a URI apart. A login ends at the last `@`, so that a password may hold any character.

        Raises GraphUnavailable where it has no host, or a port that is no number.
        """
        scheme, _, tail = uri.strip().partition("://")
        login, _, place = tail.rpartition("@")
        user, colon, password = login.partition(":")
        match = re.fullmatch(r"(\[[0-9A-Fa-f:.]+\]|[^:/?#\[\]]*)(?::([^/?#]*))?[^?#]*(\?[^#]*)?.*", place, re.DOTALL)
        host, port, query = match.groups(default="") if match else ("", "", "")
        address = cls(scheme.lower(), host, None, query, unquote(user) or None, unquote(password) if colon else None)
        if not host:
            raise GraphUnavailable(f"{address.shown}: not an address, it names no host. {_REMEDY}")
        if port and not (port.isascii() and port.isdigit() and 0 < int(port[:6]) < 65536):
            # The port may be a password whose `@HOST` was forgotten.
            raise GraphUnavailable(f"{address.shown}: not an address, its port is no number. {_REMEDY}")
        return cls(address.scheme, host, int(port) if port else None, query, address.user, address.password)


def refuse_login(path: str) -> None:
    """Raise GraphUnavailable for a path that looks like an address without `//`, without showing it."""
    if _LOGIN.match(path) and not _PATH.match(path):
        raise GraphUnavailable(
            "the graph's name looks like an address or a login, and is none. Write bolt://USER:PASSWORD@HOST:7687, or "
            "set NEO4J_USER and NEO4J_PASSWORD; write ./NAME for a file of such a name."
        )


def without_logins(text: str) -> str:
    """Return a message with the logins of addresses in it left out: what a library says repeats what was typed."""
    return _SECRET.sub("...@", text)


_REMEDY = "Correct --graph or SANCTIONSGRAPH_URI."

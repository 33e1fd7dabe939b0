"""No form of an address, right or mistyped, shows its password; and none is taken for a file."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import neo4j
import pytest
from sanctionsgraph import cli
from sanctionsgraph.graph.address import ServerAddress, refuse_login, without_logins
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.schema.errors import SanctionsGraphError

from helpers.commands import run

SECRET = "hush4Wire"
#: Port 9 answers to nobody.
FORMS = [
    *(f"{scheme}://neo4j:{SECRET}@127.0.0.1:9" for scheme in ("bolt", "BOLT", "Neo4j", "bolt+ssc", "neo4j+s")),
    *(f"bolt://neo4j:{SECRET}{sign}x@127.0.0.1:9" for sign in "/#?@:%&=+[]"),
    *(f"bolt://neo4j:{sign}{SECRET}@127.0.0.1:9" for sign in ("/", "#", "?", "%2F", "%")),
    f"bolt://:{SECRET}@127.0.0.1:9",
    f"bolt://neo4j:{SECRET}@127.0.0.1:port",
    f"bolt://neo4j:{SECRET}@127.0.0.1:99999",
    f"bolt://neo4j:{SECRET}@",
    f"bolt://neo4j:{SECRET}",
    f"bolt://neo4j:{SECRET}@[::1",
    f"bolt://neo4j:{SECRET}@[::1]:9",
    f"bolt://neo4j:{SECRET}@127.0.0.1:9?policy=x",
    f"bolt://neo4j:{SECRET}@127.0.0.1:9/data#part",
    f"bolts://neo4j:{SECRET}@127.0.0.1:9",
    f"http://neo4j:{SECRET}@127.0.0.1:9",
    f"neo4j+x://neo4j:{SECRET}@127.0.0.1:9",
    f" bolt://neo4j:{SECRET}@127.0.0.1:9",
    f"bolt:/neo4j:{SECRET}@127.0.0.1:9",
    f"bolt:neo4j:{SECRET}/x@127.0.0.1:9",
    f"bolt//neo4j:{SECRET}@127.0.0.1:9",
    f"neo4j:{SECRET}@127.0.0.1",
    f"analyst:{SECRET}@graph.example:7687",
    f"analyst:{SECRET}/x@graph.example",
    f"neo4j:{SECRET}",
    f"{SECRET}@graph.example:7687",
    f"neo4j/{SECRET}@graph.example",
    f"neo4j {SECRET}@graph.example",
]


@pytest.mark.parametrize("uri", FORMS)
def test_no_message_shows_the_password_and_no_file_bears_it(
    uri: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.chdir(tmp_path)
    caplog.set_level("DEBUG", "sanctionsgraph")
    with pytest.raises(SanctionsGraphError) as refused:
        open_graph(uri)
    causes = [refused.value, refused.value.__cause__]
    assert not any(SECRET in str(error) for error in causes if isinstance(error, SanctionsGraphError))
    assert "\n" not in str(refused.value)
    assert SECRET not in caplog.text
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("uri", [FORMS[5], f"neo4j:{SECRET}@127.0.0.1", f"analyst:{SECRET}/x@graph.example"])
@pytest.mark.parametrize("command", [("info",), ("push",), ("pull",), ("diff",), ("load", "law")], ids=" ".join)
def test_no_command_shows_it(
    uri: str, command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    graph = tmp_path / "made.kgl"
    with open_graph(graph) as made, made.writing():
        pass
    given = [] if command in (("info",), ("load", "law")) else [uri]
    done = run(
        *command,
        *given,
        *(["x.yaml"] if command[0] == "load" else []),
        graph=None if not given else graph,
        env=None if given else {"SANCTIONSGRAPH_URI": uri, **_environment()},
    )
    assert done.returncode == 1, done.stderr
    assert done.stderr.startswith("error: ")
    assert SECRET not in done.stdout + done.stderr
    assert sorted(path.name.partition(".")[0] for path in tmp_path.iterdir()) == ["made"] * len([*tmp_path.iterdir()])


def _environment() -> dict[str, str]:
    import os

    return dict(os.environ)


def test_any_password_reaches_the_server_as_it_is() -> None:
    for password in ("p/w", "p#w", "p?w", "p@w", "p:w", "a%zz", "with space"):
        address = ServerAddress.parse(f"bolt://me:{password}@example.org:7687/x?y=1")
        assert (address.user, address.password, address.port, address.query) == ("me", password, 7687, "?y=1")
        assert address.shown == "bolt://example.org:7687"
    assert ServerAddress.parse("bolt://me:p%2Fw@[::1]").password == "p/w"
    assert ServerAddress.parse("neo4j://example.org").password is None


def test_a_password_that_goes_unencrypted_to_another_machine_is_said(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    driver = SimpleNamespace(verify_connectivity=lambda: None, close=lambda: None)
    monkeypatch.setattr(neo4j.GraphDatabase, "driver", lambda *_, **__: driver)
    for uri, warned in (
        (f"bolt://me:{SECRET}@192.0.2.1", True),
        (f"neo4j://me:{SECRET}@graph.example:7687", True),
        (f"neo4j+s://me:{SECRET}@graph.example", False),
        (f"bolt://me:{SECRET}@127.0.0.1:9", False),
        (f"bolt://me:{SECRET}@[::1]", False),
    ):
        caplog.clear()
        open_graph(uri)
        assert ("unencrypted" in caplog.text) is warned, uri
        assert SECRET not in caplog.text


@pytest.mark.parametrize(
    "name", ["graph.kgl", "./a:b@c.kgl", "/data/x:y@z", "C:\\me@home\\g.kgl", "a@b.kgl", "day 10:30.kgl"]
)
def test_names_of_files_are_no_logins(name: str) -> None:
    refuse_login(name)


def test_what_is_typed_in_the_wrong_place_is_not_repeated_with_its_login(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    uri = f"bolt://neo4j:{SECRET}@127.0.0.1:9"
    for arguments in (
        ("diff", "a.kgl", uri),
        (uri, "info"),
        ("load", "un-list", uri),
        ("info", "--format", uri),
        ("--graph", ":memory:", "query", uri),
        ("verify", uri),
    ):
        monkeypatch.setattr(sys, "argv", ["sanctionsgraph", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        captured = capsys.readouterr()
        assert ended.value.code
        assert SECRET not in captured.out + captured.err, arguments
        assert captured.err, arguments


@pytest.mark.parametrize("text", ["no file a@b.csv", "http://example.org/x:y", "12:30 at the @ sign"])
def test_a_message_without_a_login_stays(text: str) -> None:
    assert without_logins(text) == text

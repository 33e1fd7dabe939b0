"""Our load and the peer's script by turns, on the server at NEO4J_URI; times as JSON on standard output.

Runs in the environment of our wheel: the script goes through the same official driver that we load with.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import neo4j

OCCUPIED = 4


def main() -> int:
    """Exit code 4: the database holds something and --clear was not given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", type=Path, help="our command")
    parser.add_argument("script", type=Path, help="the peer's script, one statement a line")
    parser.add_argument("editions", nargs="+")
    parser.add_argument("--rounds", type=int, required=True)
    parser.add_argument("--clear", action="store_true")
    args = parser.parse_args()
    statements = [line.rstrip().removesuffix(";") for line in args.script.read_text("utf-8").splitlines() if line]
    uri = os.environ["NEO4J_URI"]
    found: dict[str, list[float]] = {"ours": [], "peer": []}
    with connect() as driver:
        if not args.clear and count(driver):
            return OCCUPIED
        try:
            for _ in range(args.rounds + 1):
                empty(driver)
                seconds, read = _ours(args.command, uri, args.editions)
                nodes = count(driver)
                found["ours"].append(seconds)
                print(f"ours {seconds:.2f} s", file=sys.stderr, flush=True)
                empty(driver)
                found["peer"].append(_peer(driver, statements))
                print(f"peer {found['peer'][-1]:.2f} s", file=sys.stderr, flush=True)
                peer_nodes = count(driver)
        finally:
            empty(driver)
        server = driver.get_server_info().agent
    facts = {"server": server, "driver": neo4j.__version__, "read": read, "statements": len(statements)}
    print(json.dumps({**found, **facts, "nodes": nodes, "peer_nodes": peer_nodes}))
    return 0


def _ours(command: Path, uri: str, editions: list[str]) -> tuple[float, int]:
    """Seconds of the whole process, and how many records its accounts say it read."""
    call = [str(command), "--graph", uri, "load", "un-list", *editions, "--format", "json"]
    began = time.perf_counter()
    done = subprocess.run(call, stdout=subprocess.PIPE, check=True)
    seconds = time.perf_counter() - began
    return seconds, sum(account["read"] for account in json.loads(done.stdout))


def _peer(driver: neo4j.Driver, statements: list[str]) -> float:
    """Seconds of the statements alone, one connection, each its own transaction as cypher-shell has it.

    To our disadvantage: neither the start of a process nor the export of the script is counted.
    """
    with driver.session() as session:
        began = time.perf_counter()
        for statement in statements:
            session.run(statement).consume()
        return time.perf_counter() - began


def empty(driver: neo4j.Driver) -> None:
    """No nodes, constraints or indexes: each side starts with nothing of the other's and nothing made ready."""
    clear(driver)
    with driver.session() as session:
        for what, shown in (
            ("CONSTRAINT", "CONSTRAINTS YIELD name"),
            ("INDEX", "INDEXES YIELD name, type WHERE type <> 'LOOKUP'"),
        ):
            names = [row["name"] for row in session.run(f"SHOW {shown} RETURN name")]
            for name in names:
                session.run(f"DROP {what} `{name}` IF EXISTS").consume()


def connect() -> neo4j.Driver:
    """The server at NEO4J_URI."""
    login = (os.environ.get("NEO4J_USER", "neo4j"), os.environ.get("NEO4J_PASSWORD", ""))
    return neo4j.GraphDatabase.driver(os.environ["NEO4J_URI"], auth=login, notifications_min_severity="OFF")


def clear(driver: neo4j.Driver) -> None:
    """No nodes."""
    with driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume()


def count(driver: neo4j.Driver) -> int:
    """All nodes."""
    with driver.session() as session:
        return int(session.run("MATCH (n) RETURN count(n) AS n").single(strict=True)["n"])


if __name__ == "__main__":
    sys.exit(main())

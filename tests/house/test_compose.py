"""compose.yaml is read, not run: what it starts is there, waits for what it needs, open to this machine alone."""

from __future__ import annotations

import yaml
from sanctionsgraph.cli import app
from typer.main import get_command

import neo4j_server
from helpers.engines import ROOT

COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]


def test_each_service_runs_a_command_of_ours_or_the_server() -> None:
    command = get_command(app)
    assert set(SERVICES) == {"neo4j", "load", "serve"}
    for name in ("load", "serve"):
        words = SERVICES[name]["command"]
        context = command.make_context("sanctionsgraph", list(words))
        sub = command.get_command(context, words[0])  # type: ignore[attr-defined]
        options = {option for param in sub.params for option in param.opts}
        assert {word for word in words if word.startswith("-")} <= options
        variables = SERVICES[name]["environment"]
        assert variables["SANCTIONSGRAPH_URI"] == "neo4j://neo4j:7687"
        assert {"NEO4J_USER", "NEO4J_PASSWORD"} <= variables.keys()
    docker = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert 'ENTRYPOINT ["sanctionsgraph"]' in docker
    assert "constraints.txt" in docker


def test_each_waits_for_what_it_needs_and_nothing_is_open_to_others() -> None:
    assert SERVICES["load"]["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert SERVICES["serve"]["depends_on"] == {"load": {"condition": "service_completed_successfully"}}
    assert "healthcheck" in SERVICES["neo4j"]
    ports = [port for service in SERVICES.values() for port in service.get("ports", ())]
    assert all(port.startswith("127.0.0.1:") for port in ports)
    assert ":?" in SERVICES["serve"]["environment"]["SANCTIONSGRAPH_TOKEN"]
    assert ":?" in SERVICES["neo4j"]["environment"]["NEO4J_AUTH"]
    named = {volume.partition(":")[0] for service in SERVICES.values() for volume in service.get("volumes", ())}
    assert named == COMPOSE["volumes"].keys()


def test_the_version_of_neo4j_is_the_one_that_is_tested() -> None:
    line = neo4j_server.VERSION.rpartition(".")[0]
    assert SERVICES["neo4j"]["image"] == f"neo4j:{line}-community"

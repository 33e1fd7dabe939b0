"""SECURITY.md: each threat names a test that is there, and Neo4j understands the roles in docs/neo4j."""

from __future__ import annotations

import os
import re

import pytest

from helpers.engines import ROOT


def test_each_threat_names_tests_that_exist() -> None:
    page = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    threats = [line for line in page.partition("## Threats")[2].partition("\n## ")[0].splitlines() if line[:2] == "| "]
    for threat in threats[1:]:
        named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", threat.rpartition(" | ")[2])
        assert named, threat
        for file, test in named:
            assert f"def {test}(" in (ROOT / file).read_text(encoding="utf-8"), f"{file}::{test}"


@pytest.mark.neo4j
def test_roles_are_statements_of_neo4j(neo4j_uri: str) -> None:
    """The Community edition understands them, and refuses them as the Enterprise edition's."""
    import neo4j

    text = (ROOT / "docs" / "neo4j" / "roles.cypher").read_text(encoding="utf-8").partition("\n")[2]
    text = "\n".join(line for line in text.splitlines() if not line.startswith("//"))
    assert text.count("GRANT") > 8
    auth = (os.environ.get("NEO4J_USER", "neo4j"), os.environ.get("NEO4J_PASSWORD", ""))
    with neo4j.GraphDatabase.driver(neo4j_uri, auth=auth) as driver:
        for statement in filter(str.strip, text.split(";")):
            with pytest.raises(neo4j.exceptions.Neo4jError) as refused:
                driver.execute_query(statement, database_="system")
            assert refused.value.code == "Neo.ClientError.Statement.UnsupportedAdministrationCommand", statement

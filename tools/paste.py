"""Print how to ask the Neo4j of `make demo-neo4j`: the prompt to open, and three questions to paste."""

import os
from pathlib import Path

from sanctionsgraph.queries.catalogue.registry import catalogue

CYPHER_SHELL = next(iter(sorted(Path(".neo4j").rglob("bin/cypher-shell"))), None)


def main() -> None:
    """Print the address, the login, the prompt and the queries."""
    uri, password = os.environ["NEO4J_URI"], os.environ["NEO4J_PASSWORD"]
    user = os.environ.get("NEO4J_USER", "neo4j")
    print(f"\nNeo4j holds the case at {uri}, user {user}, password {password}")
    print("Open a prompt in this folder:\n")
    print(f"  export NEO4J_USER={user} NEO4J_PASSWORD={password}")
    print(f"  ./sanctionsgraph --graph {uri} cypher\n")
    if CYPHER_SHELL:
        print(f"or  {CYPHER_SHELL} -a {uri}\n")
    print("and paste there, or into a Neo4j Browser of your own (docs/howto/neo4j.md):")
    for name in ("traffic", "claims", "after-meeting"):
        question = catalogue()[name]
        print(f"\n// {question.question}")
        print("\n".join(line for line in question.text.splitlines() if not line.startswith("//")))


if __name__ == "__main__":
    main()

"""Print three questions of the catalogue as they can be pasted into Neo4j Browser or cypher-shell."""

import os

from sanctionsgraph.queries.catalogue.registry import catalogue


def main() -> None:
    """The URI, the login and the queries."""
    print(f"\nNeo4j holds the case at {os.environ['NEO4J_URI']}")
    print(f"user {os.environ.get('NEO4J_USER', 'neo4j')}, password {os.environ['NEO4J_PASSWORD']}")
    print("Paste into Neo4j Browser or cypher-shell:")
    for name in ("traffic", "claims", "after-meeting"):
        question = catalogue()[name]
        print(f"\n-- {question.question}")
        print("\n".join(line for line in question.text.splitlines() if not line.startswith("//")))


if __name__ == "__main__":
    main()

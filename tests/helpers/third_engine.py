"""Ask Grafeo what the embedded engine was asked. Run by a Python that has it: `python third_engine.py < TASKS`.

A task is a line of JSON: `nodes` (labels and properties), `links` (start, type, end; by number of the node), and
`questions` (cypher, parameters, columns). Prints a line of JSON for each: the rows of each question, or its error.
Nothing of sanctionsgraph is imported.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import grafeo  # type: ignore[import-not-found]


def ask(database: Any, question: dict[str, Any]) -> list[list[Any]] | str:
    """The rows of a question, or what the engine says against it."""
    try:
        rows = database.execute_cypher(question["cypher"], question["parameters"])
        return [[row[column] for column in question["columns"]] for row in rows]
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def main() -> None:
    """Answer each task in a database of its own."""
    for line in sys.stdin:
        task = json.loads(line)
        database = grafeo.GrafeoDB()
        numbers = [database.create_node(labels, properties).id for labels, properties in task["nodes"]]
        for start, type_, end in task["links"]:
            database.create_edge(numbers[start], numbers[end], type_, {})
        print(json.dumps([ask(database, question) for question in task["questions"]]))


if __name__ == "__main__":
    main()

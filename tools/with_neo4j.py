"""Run a command with a Neo4j to test on: the one at NEO4J_URI, else a throw-away server of our own.

Where neither Java nor Maven is there the command runs without, and says so loudly; with CI=true that is a
failure.
"""

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import neo4j_server as server


def main() -> int:
    """The exit code of the command."""
    command = sys.argv[1:]
    if os.environ.get("NEO4J_URI"):
        return subprocess.call(command)
    missing = server.missing()
    if missing is None:
        return subprocess.call([sys.executable, str(Path(server.__file__)), "run", "--", *command])
    bar = "=" * 78
    print(
        f"{bar}\nSKIPPED: the Neo4j tests. {missing}\nSet NEO4J_URI to use a server of yours.\n{bar}",
        file=sys.stderr,
    )
    if os.environ.get("CI") == "true":
        return 1
    return subprocess.call(command)


if __name__ == "__main__":
    sys.exit(main())

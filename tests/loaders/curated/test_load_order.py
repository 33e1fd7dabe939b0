"""Our own files that are loaded together: whichever is named first, they give the same graph."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.curated.load_order import in_loading_order
from sanctionsgraph.loaders.registry import load

from helpers.commands import run

REPORT = """\
reports:
  - id: "report:{name}"
    title: On the call, {name}
    publisher: "pub:gazette"
    published: {day}
    url: "https://example.org/{name}"
    defaults: {{about: "own:call", speaker: "own:gazette", basis: imagery, stance: asserts, locator: text}}
    claims:
      - {{id: date, property: date, value: "2023"}}
      - {{id: goods, property: goods, value: cargo, stance: doubts, basis: imagery-covered, rests_on: [{rests_on}]}}
"""
THINGS = """\
publishers: [{id: "pub:gazette", name: Harbour Gazette}]
things:
  - {id: "own:gazette", kind: Organization, name: Harbour Gazette}
  - {id: "own:call", kind: Observation, name: A call at the harbour}
"""
#: The last one by name has what all others are about, and each of those rests on the next.
FILES = {
    "a.yaml": REPORT.format(name="third", day="2023-03-04", rests_on='"report:second#goods"'),
    "b.yaml": REPORT.format(name="second", day="2023-02-03", rests_on='"report:first#date"'),
    "c.yaml": THINGS + REPORT.format(name="first", day="2023-01-02", rests_on='"#date"'),
}


def written(folder: Path, files: dict[str, str]) -> list[str]:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [str(folder / name) for name in files]


@pytest.mark.parametrize("names", list(permutations(FILES)), ids="".join)
def test_files_of_one_call_come_in_any_order(names: tuple[str, ...], tmp_path: Path) -> None:
    paths = written(tmp_path, {name: FILES[name] for name in names})
    ordered = in_loading_order("reports", paths)
    assert [Path(path).name for path in ordered] == ["c.yaml", "b.yaml", "a.yaml"]
    with open_graph() as graph:
        assert sum(load(graph, "reports", path).rejected for path in ordered) == 0


def test_the_command_takes_them_as_a_folder_lists_them(tmp_path: Path) -> None:
    paths = written(tmp_path, FILES)
    digests = []
    for number, given in enumerate((paths, paths[::-1])):
        graph = tmp_path / f"{number}.kgl"
        done = run("load", "reports", *given, graph=graph)
        assert done.returncode == 0, done.stdout + done.stderr
        with open_graph(graph) as opened:
            digests.append(opened.digest())
    assert digests[0] == digests[1]


def test_one_after_another_a_claim_without_its_basis_is_rejected_and_says_what_comes_first(tmp_path: Path) -> None:
    paths = written(tmp_path, FILES)
    with open_graph() as graph:
        account = load(graph, "reports", paths[0])
    assert account.rejected
    assert any("load the file that has it first" in rejection.reason for rejection in account.rejections)


def test_files_that_refer_to_each_other_and_broken_ones_stay_as_they_are_given(tmp_path: Path) -> None:
    circle = {
        "x.yaml": 'things: [{id: "own:x", kind: Person, name: X}]\nlistings: [{about: "own:y"}]\n',
        "y.yaml": 'things: [{id: "own:y", kind: Person, name: Y}]\nlistings: [{about: "own:x"}]\n',
        "broken.yaml": "things: [",
    }
    paths = written(tmp_path, circle)
    assert in_loading_order("listings", paths) == paths
    assert in_loading_order("listings", paths[::-1]) == paths[::-1]


def test_other_paths_keep_their_names_and_their_order(tmp_path: Path) -> None:
    paths = written(tmp_path, FILES)
    mixed = ["list.xml", f"{tmp_path}/./a.yaml", "https://example.org/b.yaml"]
    assert in_loading_order("un-list", mixed) == mixed
    assert in_loading_order("reports", [f"{tmp_path}/./a.yaml", paths[2]]) == [paths[2], f"{tmp_path}/./a.yaml"]
    assert in_loading_order("reports", [paths[0], paths[0]]) == [paths[0], paths[0]]


def test_words_of_the_law_and_short_ids_of_claims(tmp_path: Path) -> None:
    """An act is known by its short id in every file of law; a claim's `date` is nothing to another file."""
    law = {
        "a.yaml": 'measures: [{id: "m:a", steps: [{act: stop-kites}]}]\n',
        "b.yaml": "acts: [{id: stop-kites, name: stop kites}]\n",
    }
    paths = written(tmp_path, law)
    assert in_loading_order("law", paths) == paths[::-1]
    reports = {
        "c.yaml": 'reports: [{id: "report:c", claims: [{id: date, property: place}]}]\n',
        "d.yaml": 'reports: [{id: "report:d", claims: [{id: place, property: date}]}]\n',
    }
    paths = written(tmp_path, reports)
    assert in_loading_order("reports", paths) == paths
    assert in_loading_order("reports", paths[::-1]) == paths[::-1]


@pytest.mark.parametrize("names", list(permutations(("early", "late", "latest"))), ids="-".join)
def test_a_name_is_decided_since_the_first_file_that_has_it(names: tuple[str, ...], tmp_path: Path) -> None:
    days = {"early": "2024-01-02", "late": "2024-05-06", "latest": "2025-01-01"}
    thing = '{{id: "own:yard", kind: RailStation, name: {}}}'
    files = {name: f"decided: {day}\nthings: [{thing.format('North Yard')}]\n" for name, day in days.items()}
    files["latest"] = files["latest"].replace("North Yard", "Northern Yard")
    with open_graph() as graph:
        for path in written(tmp_path, {f"{name}.yaml": files[name] for name in names}):
            # The file of identities alone may rename what the others named.
            load(graph, "identities" if "latest" in path else "listings", path)
        (decision,) = graph.run("MATCH (i:Statement {id: 'identity:own:yard'}) RETURN i.name AS name, i.since AS since")
    assert decision == {"name": "Northern Yard", "since": "2025-01-01"}


@pytest.mark.parametrize("days", list(permutations(("2024-01-02", "2024-05-06", "2023-12-31"))), ids="/".join)
def test_the_same_name_in_files_of_several_days(days: tuple[str, ...], tmp_path: Path) -> None:
    with open_graph() as graph:
        for day in days:
            text = f'decided: {day}\nthings: [{{id: "own:yard", kind: RailStation, name: North Yard}}]\n'
            (path,) = written(tmp_path, {f"{day}.yaml": text})
            load(graph, "listings", path)
        (decision,) = graph.run("MATCH (i:Statement {id: 'identity:own:yard'}) RETURN i.since AS since")
    assert decision == {"since": "2023-12-31"}

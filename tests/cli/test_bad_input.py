"""Broken, hostile and missing input: one clear line, the right exit code, nothing half-written.

Exit 1: the file, graph or question is wrong and nothing was written. Exit 3: loaded, but some records were
rejected, each with its place and reason.
"""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph import cli as command_line
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.queries.catalogue.registry import query
from sanctionsgraph.schema.errors import GraphLocked, GraphVersion, InputError, QueryError

from helpers import eu_file, timeline_file, trainline_file, uk_file, unlocode_file, vessels_file
from helpers.shipped import shipped_file

REMEDY = re.compile(
    "Fetch|Save|Indent|Give|Set|See|Mend|Check|Start|Upgrade|Try again|Make|Use|Correct|write|must have|There are"
    "|for example|This is not|`sanctionsgraph info` says"
)


@dataclass
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """What it said on standard error."""
        return [line for line in self.err.splitlines() if line.strip()]


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """`main()` in this process, as the console script calls it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SANCTIONSGRAPH_URI", raising=False)

    def call(*arguments: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["sanctionsgraph", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            command_line.main()
        out, err = capsys.readouterr()
        return Done(int(ended.value.code or 0), out, err)

    return call


def process(*arguments: object, timeout: float = 60, **options: object) -> Done:
    """The command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "sanctionsgraph.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=timeout,
        **options,  # type: ignore[call-overload]
    )
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A copy of the shipped case that a test may write to."""
    return Path(shutil.copy(shipped_file(), tmp_path / "case.kgl"))


def same_graph(path: Path, before: bytes) -> bool:
    """Whether a graph file says what it said. A failed write may have saved the same graph anew."""
    if path.read_bytes() == before:
        return True
    old = path.with_name("before.kgl")
    old.write_bytes(before)
    with open_graph(path) as now, open_graph(old) as then:
        return now.digest() == then.digest()


def refused(done: Done, pattern: str) -> None:
    """Exit 1 with exactly one line: what, where, and what to do."""
    assert done.code == 1, done
    assert len(done.lines) == 1, done.err
    assert done.lines[0].startswith("error: ")
    assert re.search(pattern, done.lines[0]), done.lines[0]
    assert REMEDY.search(done.lines[0]), f"no remedy in: {done.lines[0]}"
    assert len(done.lines[0]) < 700


# -- broken files ----------------------------------------------------------------------------------

PERSON = (
    "<INDIVIDUAL><DATAID>1</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>{name}</FIRST_NAME>"
    "<UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>{reference}</REFERENCE_NUMBER>"
    "<LISTED_ON>2016-11-30</LISTED_ON>{body}</INDIVIDUAL>"
)


def person(reference: str = "KPi.901", name: str = "RI WON HO", body: str = "") -> str:
    return PERSON.format(reference=reference, name=name, body=body)


def un(*persons: str, day: str = "2020-01-01", head: str = '<?xml version="1.0" encoding="UTF-8"?>\n') -> str:
    return (
        f'{head}<CONSOLIDATED_LIST dateGenerated="{day}">\n<INDIVIDUALS>\n'
        + "\n".join(persons)
        + ("\n</INDIVIDUALS></CONSOLIDATED_LIST>")
    )


def born(text: str) -> str:
    return f"<INDIVIDUAL_DATE_OF_BIRTH><DATE>{text}</DATE></INDIVIDUAL_DATE_OF_BIRTH>"


ENTITY = '<!DOCTYPE CONSOLIDATED_LIST [<!ENTITY who "KIM"><!ENTITY file SYSTEM "file:///etc/hostname">]>\n'
LAUGHS = (
    "<!DOCTYPE CONSOLIDATED_LIST [<!ENTITY a0 'ha'>\n"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>\n" for n in range(1, 12))
    + "]>\n"
)
QUADRATIC = f"<!DOCTYPE CONSOLIDATED_LIST [<!ENTITY a '{'ha' * 50_000}'>]>\n"
HEADER = "countryid,country,position,positionLabel,officeholder,officeholderLabel,start_year,end_year\n"
ROW = "Q423,North Korea,Q1,Leader,Q56226,Kim Jong Un,2011,\n"
REPORT = """\
publishers:
  - {id: "pub:x", name: X}
things:
  - {id: "sg:speaker", kind: Person, name: Speaker}
  - {id: "sg:seen", kind: Observation, name: Seen}
reports:
  - id: "report:x"
    title: T
    publisher: "pub:x"
    published: 2023-10-06
    url: "https://example.org/x"
    claims:
"""
CLAIM = (
    '      - {id: date, about: "sg:seen", property: date, value: 2023-10-05, stance: asserts, basis: imagery,'
    ' speaker: "sg:speaker", locator: "p. 1"}\n'
)
PLACE: dict[str, object] = {
    "id": "x1",
    "name": "Somewhere",
    "kind": "railway station",
    "country": "KP",
    "lat": 42.4,
    "lon": 130.6,
}


@dataclass
class Broken:
    """A file that must be refused whole."""

    source: str
    file: str
    content: str | bytes
    says: str
    options: tuple[str, ...] = ()


BROKEN = {
    "XML cut off": Broken("un-list", "u.xml", un(person())[:-30], r"u\.xml:5: not well-formed XML"),
    "XML cut off after a record": Broken(
        "un-list", "u.xml", un(person()).split("\n</IND")[0], r"u\.xml:\d: not well-f"
    ),
    "XML in Latin-1 that says UTF-8": Broken(
        "un-list", "u.xml", un(person(name="RÉMY")).encode("latin-1"), r"u\.xml:4: not well-formed XML.*encod"
    ),
    "XML in an unknown encoding": Broken(
        "un-list", "u.xml", un(person(), head='<?xml version="1.0" encoding="x"?>'), "enc"
    ),
    "XML with entities": Broken("un-list", "u.xml", un(person(name="&who;"), head=ENTITY), r"u\.xml:1: a DOCTYPE"),
    "XML with a file entity": Broken(
        "un-list", "u.xml", un(person(name="&file;"), head=ENTITY), r"u\.xml:1: a DOCTYPE"
    ),
    "XML with an external DTD": Broken(
        "un-list",
        "u.xml",
        un(person(), head='<!DOCTYPE CONSOLIDATED_LIST SYSTEM "http://127.0.0.1:1/x.dtd">'),
        "DOCTYPE",
    ),
    "XML with an entity bomb": Broken(
        "un-list", "u.xml", un(person(name="&a11;"), head=LAUGHS), r"u\.xml:\d+: .*(DOC|ent)"
    ),
    "XML with a null": Broken("un-list", "u.xml", un(person(name="A\x00B")), r"u\.xml:\d: not well-formed XML"),
    "XML of another kind": Broken("un-list", "u.xml", "<html><body>404</body></html>", r"u\.xml:1: this is a web page"),
    "XML with no record": Broken("un-list", "u.xml", un(), r"u\.xml: no INDIVIDUAL or ENTITY"),
    "XML nested too deeply": Broken("un-list", "u.xml", un("<a>" * 5000), r"u\.xml:\d+: not well-formed"),
    "XML with a bad date in its header": Broken(
        "un-list", "u.xml", un(person(), day="2023-02-30"), r"u\.xml.*2023-02-30"
    ),
    "XML without a date": Broken("un-list", "u.xml", un(person(), day=""), r"u\.xml: the file has no date.*--edition"),
    "XML that is empty": Broken("un-list", "u.xml", "", r"u\.xml: the file is empty"),
    "XML of white space": Broken("un-list", "u.xml", " \n", r"u\.xml:\d: not well-formed XML"),
    "CSV that is empty": Broken("leaders", "l.csv", "", r"l\.csv: the file is empty"),
    "CSV without two columns": Broken(
        "leaders",
        "l.csv",
        HEADER.replace("position,", "").replace(",end_year", "") + "1\n",
        r"l\.csv:1: .*: position, end_year",
    ),
    "CSV in Latin-1": Broken(
        "leaders", "l.csv", (HEADER + ROW.replace("Kim", "Kím")).encode("latin-1"), r"l\.csv:2: not UTF-8 \(byte 0xed\)"
    ),
    "CSV with a quote that never closes": Broken(
        "leaders", "l.csv", HEADER + ROW.replace("North", '"North') + ROW * 4000, r"l\.csv"
    ),
    "CSV without a year": Broken("leaders", "l.csv", HEADER + ROW.replace("2011", ""), r"l\.csv: the file has no date"),
    "JSON cut off": Broken("stations", "s.json", '[\n{"id": "x1",\n', r"s\.json:3: not JSON"),
    "JSON that is empty": Broken("stations", "s.json", "\n", r"s\.json: the file is empty"),
    "JSON nested too deeply": Broken("stations", "s.json", "[" * 100_000, r"s\.json: nested too deeply"),
    "JSON of another kind": Broken("stations", "s.json", "{}", r"s\.json: not a list of places"),
    "JSON with a number of 5,000 digits": Broken("stations", "s.json", f'[{{"lat": {"1" * 5000}}}]', r"s\.json"),
    "JSON without a date": Broken(
        "stations", "s.json", json.dumps([PLACE]), r"s\.json: the file has no date.*--edition"
    ),
    "JSON of trips without trips": Broken("events", "t.json", "{}", r"t\.json: no list `trips`"),
    "JSON with an unknown publisher": Broken(
        "stations",
        "s.json",
        json.dumps(
            [
                {
                    **PLACE,
                    "source": {
                        "id": "report:x",
                        "publisher": "pub:none",
                        "title": "T",
                        "published": "2020",
                        "url": "u",
                    },
                }
            ]
        ),
        r"s\.json.*pub:none",
    ),
    "YAML that is empty": Broken("reports", "r.yaml", "", r"r\.yaml: the file is empty"),
    "YAML with a tab": Broken(
        "reports", "r.yaml", "reports:\n\t- a: b\n", r"r\.yaml:2: a tab before the first word\. Indent with spaces"
    ),
    "YAML with a duplicate key": Broken(
        "reports",
        "r.yaml",
        REPORT + CLAIM.replace("stance:", "stance: denies, stance:"),
        r"r\.yaml:13: .*key used twice: stance",
    ),
    "YAML with a duplicate section": Broken(
        "reports", "r.yaml", REPORT + CLAIM + "things: []\n", r"r\.yaml:14: .*twice: things"
    ),
    "YAML with an alias": Broken(
        "reports", "r.yaml", "things: &a []\nreports: *a\n", r"r\.yaml:2: not YAML: aliases are not allowed"
    ),
    "YAML with a Python object": Broken(
        "reports",
        "r.yaml",
        REPORT + CLAIM.replace('"p. 1"', "!!python/object/apply:os.getcwd []"),
        r"r\.yaml:13: not YAML",
    ),
    "YAML with a control character": Broken(
        "reports", "r.yaml", REPORT + CLAIM.replace("p. 1", "p\x00 1"), r"r\.yaml: not YAML"
    ),
    "YAML that is a list": Broken("reports", "r.yaml", "- a\n", r"r\.yaml:1: not a mapping"),
    "YAML of another source": Broken("reports", "r.yaml", "listings: []\n", r"r\.yaml:1: .*found listings"),
    "YAML whose reports are a mapping": Broken(
        "reports", "r.yaml", "reports: {a: b}\n", r"r\.yaml:1: `reports` is not a list"
    ),
    "YAML whose claims are a text": Broken(
        "reports", "r.yaml", REPORT.rstrip() + " hello\n", r"r\.yaml:7: `claims` is not a list of mappings"
    ),
    "YAML with a claim that is a text": Broken(
        "reports", "r.yaml", REPORT + CLAIM + "      - hello\n", r"r\.yaml:\d+: `claims` is not a list of mappings"
    ),
    "YAML with two documents": Broken("reports", "r.yaml", REPORT + CLAIM + "---\na: b\n", r"r\.yaml:\d+: not YAML"),
    "YAML with a list as key": Broken("reports", "r.yaml", REPORT + CLAIM + "? [a]\n: b\n", r"r\.yaml:\d+: not YAML"),
    "YAML decided on 30 February": Broken(
        "reports", "r.yaml", "decided: 2023-02-30\n" + REPORT + CLAIM, r"r\.yaml.*2023-02-30"
    ),
}


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_refused_in_one_line_and_nothing_is_written(
    run: Run, case: Path, tmp_path: Path, broken: Broken
) -> None:
    path = put(tmp_path, broken.file, broken.content)
    before = case.read_bytes()
    refused(run("-g", case, "load", broken.source, path, *broken.options), broken.says)
    assert same_graph(case, before)
    fresh = tmp_path / "fresh.kgl"
    assert run("-g", fresh, "load", broken.source, path, *broken.options).code == 1
    assert not fresh.exists()
    assert not list(tmp_path.glob("*.rejected.jsonl"))


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("un-list", "no.xml"),
        ("leaders", "no.csv"),
        ("leaders", "no.yaml"),
        ("stations", "no.json"),
        ("events", "no.json"),
        ("reports", "no.yaml"),
    ],
)
def test_a_missing_file_or_a_folder_is_named(run: Run, tmp_path: Path, source: str, name: str) -> None:
    refused(run("-g", tmp_path / "g.kgl", "load", source, tmp_path / name), rf"{name}: No such file.*Check the path")
    folder = tmp_path / "folder" / name
    folder.mkdir(parents=True)
    refused(run("-g", tmp_path / "g.kgl", "load", source, folder), rf"{name}: Is a directory")
    assert not (tmp_path / "g.kgl").exists()


def test_an_unknown_source_is_refused_with_those_there_are(run: Run, tmp_path: Path) -> None:
    refused(
        run("-g", tmp_path / "g.kgl", "load", "gossip", put(tmp_path, "x", "x")),
        "no source 'gossip'.*There are:.*un-list",
    )


def test_files_before_a_broken_one_stand_and_are_accounted_for(run: Run, tmp_path: Path) -> None:
    graph = tmp_path / "g.kgl"
    good, bad = put(tmp_path, "good.xml", un(person())), put(tmp_path, "bad.xml", un(person())[:-9])
    done = run("-g", graph, "load", "un-list", good, bad, "--format", "json")
    refused(done, r"bad\.xml")
    assert json.loads(done.out)["written"] == 1
    with open_graph(graph) as opened:
        assert [row["reference"] for row in query(opened, "listed", list="UN").rows] == ["KPi.901"]


def test_another_edition_of_the_same_date_is_refused(run: Run, tmp_path: Path) -> None:
    graph = tmp_path / "g.kgl"
    assert run("-g", graph, "load", "un-list", put(tmp_path, "a.xml", un(person()))).code == 0
    before = graph.read_bytes()
    other = put(tmp_path, "b.xml", un(person(name="OTHER")))
    refused(run("-g", graph, "load", "un-list", other), r"b\.xml: .*2020-01-01.*--edition")
    assert same_graph(graph, before)


# -- bombs -----------------------------------------------------------------------------------------

LIMITED = (
    "import resource, sys\n"
    "from sanctionsgraph import cli\n"
    "import sanctionsgraph.loaders.un.consolidated, sanctionsgraph.loaders.curated.reports, kglite\n"
    "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
    "try:\n"
    "    cli.main()\n"
    "finally:\n"
    "    print('grown', (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)\n"
)


def bounded() -> None:
    """At most 3 GB of address space, and 60 seconds of a processor: what goes on for ever ends."""
    resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))


def limited(*arguments: object) -> tuple[Done, int]:
    """The command, bounded: how it ended, by how many MB it grew."""
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=bounded,
    )
    grown = re.search(r"grown (\d+)", done.stdout)
    assert grown, done.stderr[-600:]
    return Done(done.returncode, done.stdout, done.stderr), int(grown[1])


@pytest.mark.parametrize(
    ("head", "name"), [(LAUGHS, "&a11;"), (QUADRATIC, "&a;" * 20_000)], ids=["billion laughs", "quadratic"]
)
def test_an_entity_bomb_does_not_expand(tmp_path: Path, head: str, name: str) -> None:
    path = put(tmp_path, "bomb.xml", un(person(name=name), head=head))
    done, grown = limited("-g", tmp_path / "g.kgl", "load", "un-list", path)
    refused(done, r"bomb\.xml:\d+: ")
    assert grown < 100
    assert not (tmp_path / "g.kgl").exists()


def test_an_alias_bomb_does_not_expand(tmp_path: Path) -> None:
    laughs = "        a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]\n" + "".join(
        f"        a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9)
    )
    claim = '      - id: date\n        about: "sg:seen"\n'
    path = put(tmp_path, "bomb.yaml", REPORT + claim + laughs)
    done, grown = limited("-g", tmp_path / "g.kgl", "load", "reports", path)
    refused(done, r"bomb\.yaml:\d+: .*alias")
    assert grown < 100


# -- rejected records ------------------------------------------------------------------------------


@dataclass
class Rejected:
    """A file with one record that breaks a rule, and how many good ones."""

    source: str
    file: str
    content: str
    says: str
    good: int
    options: tuple[str, ...] = ()


STATIONS = ("--edition", "2020-01-01")


def places(*changed: dict[str, object]) -> str:
    return json.dumps([{**PLACE, "id": "good"}, *({**PLACE, **change} for change in changed)])


REJECTED = {
    "listed on 30 February": Rejected(
        "un-list",
        "u.xml",
        un(person("KPi.1"), person("KPi.2").replace("2016-11-30", "2023-02-30")),
        r"u\.xml:5: .*2023-",
        1,
    ),
    "a reference number used twice": Rejected(
        "un-list",
        "u.xml",
        un(person("KPi.1"), person("KPi.1", "OTHER")),
        r"u\.xml:5: .*'KPi\.1' is used twice, first at .*:4",
        1,
    ),
    "no reference number": Rejected(
        "un-list", "u.xml", un(person("KPi.1"), person("")), r"u\.xml:5: no REFERENCE_NUMBER", 1
    ),
    "no name": Rejected("un-list", "u.xml", un(person("KPi.1"), person("KPi.2", " ")), r"u\.xml:5: no name", 1),
    "a reference number with spaces": Rejected(
        "un-list", "u.xml", un(person("KPi.1"), person("KPi 2")), r"u\.xml:5: .*not an id: 'un:KPi 2'", 1
    ),
    "a leader of a year that is none": Rejected(
        "leaders", "l.csv", HEADER + ROW + ROW.replace("2011", "11"), r"l\.csv:3: not a date: '11'", 1
    ),
    "a leader who ends before beginning": Rejected(
        "leaders",
        "l.csv",
        HEADER + ROW + ROW.replace("2011,", "2011,2010"),
        r"l\.csv:3: ends in 2010, before it begins",
        1,
    ),
    "a leader without an id": Rejected(
        "leaders", "l.csv", HEADER + ROW + ROW.replace("Q56226", "Kim"), r"l\.csv:3: officeholder 'Kim' is not", 1
    ),
    "a row with too few columns": Rejected("leaders", "l.csv", HEADER + ROW + "Q1,A,Q2\n", r"l\.csv:3: 8 columns", 1),
    "a row with too many columns": Rejected(
        "leaders", "l.csv", HEADER + ROW + ROW.strip() + ",x\n", r"l\.csv:3: 8 columns", 1
    ),
    "a leader twice": Rejected(
        "leaders", "l.csv", HEADER + ROW + ROW, r"l\.csv:3: .*used twice, first at .*l\.csv:2", 1
    ),
    "a longitude of 200": Rejected(
        "stations", "s.json", places({"lon": 200}), r"s\.json: entry 2 \(x1\): longitude 200 ", 1, STATIONS
    ),
    "a latitude of -91": Rejected("stations", "s.json", places({"lat": -91}), r"entry 2 .*latitude -91 ", 1, STATIONS),
    "a latitude that is no number": Rejected("stations", "s.json", places({"lat": "x"}), r"entry 2 .*'x'", 1, STATIONS),
    "a kind of place that is none": Rejected(
        "stations", "s.json", places({"kind": "castle"}), r"entry 2 \(x1\): kind 'castle' is none of", 1, STATIONS
    ),
    "a country in words": Rejected(
        "stations", "s.json", places({"country": "Korea"}), r"entry 2 \(x1\): country 'Korea'", 1, STATIONS
    ),
    "a place that is a text": Rejected("stations", "s.json", json.dumps([PLACE, "x"]), r"entry 2: ", 1, STATIONS),
    "a place whose id has a space": Rejected(
        "stations", "s.json", places({"id": "a b"}), r"entry 2.*not an id: 'stations:a b'", 1, STATIONS
    ),
    "a place whose names are a text": Rejected("stations", "s.json", places({"names": "x"}), r"entry 2", 1, STATIONS),
    "a bridge between unknown stations": Rejected(
        "stations",
        "s.json",
        places({"kind": "rail bridge", "connects": ["good", "none"]}),
        r"entry 2.*none",
        1,
        STATIONS,
    ),
    "a trip on 30 February": Rejected(
        "events",
        "t.json",
        json.dumps({"trips": [{"start": "2020-01-01", "place": "Hanoi"}, {"start": "2023-02-30", "place": "Hanoi"}]}),
        r"t\.json: trips\[1\]: .*2023-02-30",
        1,
    ),
    "a trip that ends before it begins": Rejected(
        "events",
        "t.json",
        json.dumps(
            {"trips": [{"start": "2020-01-01", "place": "A"}, {"start": "2020-01-01", "end": "2019", "place": "B"}]}
        ),
        r"trips\[1\]: ends on 2019, before",
        1,
    ),
    "a claim dated 30 February": Rejected(
        "reports",
        "r.yaml",
        REPORT + CLAIM + CLAIM.replace("id: date", "id: b").replace("10-05", "02-30"),
        r"r\.yaml:14: .*2023-02-30",
        2,
    ),
    "a report of 30 February": Rejected(
        "reports",
        "r.yaml",
        REPORT + CLAIM + REPORT.split("reports:\n")[1].replace("report:x", "report:y").replace("10-06", "02-30"),
        r"r\.yaml:14: .*2023-02-30",
        2,
    ),
    "a claim without a speaker": Rejected(
        "reports",
        "r.yaml",
        REPORT + CLAIM + CLAIM.replace("id: date", "id: b").replace(' speaker: "sg:speaker",', ""),
        r"r\.yaml:14: claim b: `speaker` is missing",
        2,
    ),
    "a claim without a locator": Rejected(
        "reports",
        "r.yaml",
        REPORT + CLAIM + CLAIM.replace("id: date", "id: b").replace(', locator: "p. 1"', ""),
        r"r\.yaml:14: claim b: `locator` is missing",
        2,
    ),
    "a claim whose report has no address": Rejected(
        "reports",
        "r.yaml",
        REPORT.replace('    url: "https://example.org/x"\n', "") + CLAIM,
        r"r\.yaml:7: report report:x: `url` is missing",
        0,
    ),
    "a claim whose report has no date": Rejected(
        "reports",
        "r.yaml",
        REPORT.replace("    published: 2023-10-06\n", "") + CLAIM,
        r"r\.yaml:7: .*neither `published` nor",
        0,
    ),
    "a claim on an unknown thing": Rejected(
        "reports",
        "r.yaml",
        REPORT + CLAIM + CLAIM.replace("id: date", "id: b").replace("sg:seen", "sg:none"),
        r"r\.yaml:14: report:x#b points to Entity sg:none, .*define it",
        2,
    ),
    "a claim of unknown stance": Rejected(
        "reports",
        "r.yaml",
        REPORT + CLAIM + CLAIM.replace("id: date", "id: b").replace("asserts", "says"),
        r"r\.yaml:14: claim b: `stance`: 'says' is none of asserts",
        2,
    ),
    "a claim with an unknown key": Rejected(
        "reports",
        "r.yaml",
        REPORT + CLAIM + CLAIM.replace("id: date", "id: b, certainty: 0.9"),
        r"r\.yaml:14: claim b: unknown key `certainty`",
        2,
    ),
    "a claim id used twice": Rejected(
        "reports", "r.yaml", REPORT + CLAIM + CLAIM, r"r\.yaml:14: report:x#date is used twice", 2
    ),
    "a claim that rests on nothing": Rejected(
        "reports",
        "r.yaml",
        REPORT + CLAIM + CLAIM.replace("id: date", 'id: b, rests_on: ["report:no#a"]'),
        r"r\.yaml:14: report:x#b points to Statement report:no#a",
        2,
    ),
    "a claim with a number of 400 digits": Rejected(
        "reports",
        "r.yaml",
        REPORT
        + CLAIM
        + CLAIM.replace("id: date", "id: b").replace(
            "property: date, value: 2023-10-05", f"property: quantity, value: {'9' * 400}"
        ),
        r"r\.yaml:14",
        2,
    ),
    "an identity of 30 February": Rejected(
        "identities",
        "i.yaml",
        'identities:\n  - {canonical: "wd:Q1", name: N, reason: g, source: {url: u}, decided: 2023-02-30, by: me}\n',
        r"i\.yaml:2: .*2023-02-30",
        0,
    ),
    "an identity whose source is a text": Rejected(
        "identities",
        "i.yaml",
        'identities:\n  - {canonical: "wd:Q1", name: N, reason: g, source: book, decided: 2023-01-01, by: me}\n',
        r"i\.yaml:2: ",
        0,
    ),
    "an identity of an unknown kind": Rejected(
        "identities",
        "i.yaml",
        'identities:\n  - {canonical: "wd:Q1", name: N, kind: Alien, reason: g, source: {url: u},'
        " decided: 2023-01-01, by: me}\n",
        r"i\.yaml:2: .*Alien",
        0,
    ),
    "an identity whose id has no form": Rejected(
        "identities",
        "i.yaml",
        "identities:\n  - {canonical: Q1, kind: Person, name: N, reason: g, source: {url: u}, decided: 2023-01-01, by: m}\n",  # noqa: E501
        r"i\.yaml:2: .*not an id: 'Q1'",
        0,
    ),
}


@pytest.mark.parametrize("rejected", REJECTED.values(), ids=REJECTED)
def test_a_record_that_breaks_a_rule_is_rejected_with_its_place_and_the_rest_is_loaded(
    run: Run, tmp_path: Path, rejected: Rejected
) -> None:
    path = put(tmp_path, rejected.file, rejected.content)
    done = run("-g", tmp_path / "g.kgl", "load", rejected.source, path, "--format", "json", *rejected.options)
    assert done.code == 3, done
    account = json.loads(done.out)
    assert account["read"] == account["written"] + account["unchanged"] + account["rejected"]
    assert account["written"] == rejected.good
    said = [line for line in done.lines if line.startswith("rejected: ")]
    assert len(said) == min(account["rejected"], 5) > 0
    assert re.search(rejected.says, said[0]), said
    kept = [json.loads(line) for line in Path(account["rejections"]).read_text(encoding="utf-8").splitlines()]
    assert len(kept) == account["rejected"]
    assert all(set(line) == {"place", "reason", "record"} for line in kept)
    assert account["rejections"] in done.lines[-1]


@pytest.mark.parametrize(
    ("source", "name", "content", "options", "left"),
    [
        ("un-list", "u.xml", un(person("KPi.1"), person("KPi.1", "OTHER")), (), ["RI WON HO"]),
        (
            "un-list",
            "u.xml",
            un(person("KPi.1"), person("KPi.2", "OTHER").replace("2016-11-30", "2023-02-30")),
            (),
            ["RI WON HO"],
        ),
        (
            "leaders",
            "l.csv",
            HEADER + ROW + ROW.replace("Kim Jong Un", "OTHER"),
            (),
            ["Kim Jong Un", "Leader", "North Korea"],
        ),
        ("stations", "s.json", places({"name": "OTHER", "lon": 200}), STATIONS, ["North Korea", "Somewhere"]),
        (
            "events",
            "t.json",
            json.dumps({"trips": [{"start": "2020-01-01", "place": "OTHER", "country": "China"}]}),
            (),
            [],
        ),
        (
            "stations",
            "s.json",
            json.dumps(
                [
                    {
                        **PLACE,
                        "id": "sg:other",
                        "name": "OTHER",
                        "lon": 200,
                        "source": {
                            "id": "report:x",
                            "publisher": {"id": "pub:x", "name": "X"},
                            "title": "T",
                            "published": "2020",
                            "url": "u",
                        },
                    }
                ]
            ),
            (),
            [],
        ),
    ],
    ids=["second of one reference", "birth", "second of one term", "longitude", "trip", "longitude, with source"],
)
def test_a_rejected_record_leaves_no_thing_and_no_name_behind(
    tmp_path: Path, source: str, name: str, content: str, options: tuple[str, ...], left: list[str]
) -> None:
    with open_graph(":memory:") as graph:
        account = load(graph, source, put(tmp_path, name, content), *options[1:])
        assert account.rejected == 1
        rows = graph.read("MATCH (e:Entity) RETURN e.name AS name, e.names AS names ORDER BY name").rows
    assert [row["name"] for row in rows] == left
    assert not [row for row in rows if "OTHER" in row["names"]]


def test_a_record_that_is_rejected_is_not_taken_for_gone(tmp_path: Path) -> None:
    with open_graph(":memory:") as graph:
        load(graph, "un-list", put(tmp_path, "a.xml", un(person("KPi.1"), person("KPi.2"))))
        broken = un(person("KPi.1"), person("KPi.2").replace("2016-11-30", "2023-02-30"), day="2021-01-01")
        account = load(graph, "un-list", put(tmp_path, "b.xml", broken))
        assert account.rejected == 1
        assert account.ended == 0
        rows = query(graph, "listed", list="UN", as_of="2021-01-01").rows
        assert [row["reference"] for row in rows] == ["KPi.1", "KPi.2"]


def test_many_rejections_are_told_in_a_few_lines_and_all_kept(run: Run, tmp_path: Path) -> None:
    path = put(tmp_path, "u.xml", un(person("KPi.0"), *(person("") for _ in range(20))))
    done = run("-g", tmp_path / "g.kgl", "load", "un-list", path)
    assert done.code == 3
    assert len(done.lines) == 8
    assert done.lines[6] == "and 15 more"
    assert len((tmp_path / "u.rejected.jsonl").read_text(encoding="utf-8").splitlines()) == 20


# -- texts that would do harm ----------------------------------------------------------------------

INJECTED = "'}) DETACH DELETE n //"


@pytest.mark.parametrize(
    "name", [INJECTED, '"}) DETACH DELETE n //', "$rows", "`x`", "\\u0027 OR 1=1", "{{id}}", "n%s"]
)
def test_a_name_is_stored_verbatim_and_runs_nothing(graph: sg.Graph, tmp_path: Path, name: str) -> None:
    quoted = json.dumps(name)
    xml = put(tmp_path, "u.xml", un(person("KPi.1"), person("KPi.2", name.replace("&", "&amp;"))))
    assert load(graph, "un-list", xml).written == 2
    yaml = put(tmp_path, "r.yaml", REPORT.replace("name: Seen", f"name: {quoted}") + CLAIM.replace('"p. 1"', quoted))
    assert load(graph, "reports", yaml).written == 2
    rows = graph.read("MATCH (e:Entity) RETURN e.id AS id, e.name AS name ORDER BY id").rows
    assert [(row["id"], row["name"]) for row in rows] == [
        ("sg:seen", name),
        ("sg:speaker", "Speaker"),
        ("un:KPi.1", "RI WON HO"),
        ("un:KPi.2", name),
    ]
    assert graph.read("MATCH (c:Statement:Claim) RETURN c.locator AS said").rows == [{"said": name}]
    assert graph.read("MATCH (l:Statement:Listing) WHERE l.name = $name RETURN l.key AS key", name=name).rows == [
        {"key": "KPi.2"}
    ]
    assert graph.find(name) == graph.find(name)


def test_a_name_that_is_cypher_can_be_asked_for(run: Run, case: Path) -> None:
    before = case.read_bytes()
    refused(run("-g", case, "trace", INJECTED), "no .*" + re.escape(repr(INJECTED)) + "|no entity")
    assert same_graph(case, before)


@pytest.mark.parametrize(
    ("source", "name", "content", "options"),
    [
        ("un-list", "u.xml", un(person(name="RI\u202eWON\u200b HO\ufeff")), ()),
        ("leaders", "l.csv", HEADER + ROW.replace("Kim Jong Un", "RI\u202eWON\x00\u200b HO\x07"), ()),
        ("stations", "s.json", places({"name": "RI\u202eWON\x00\u200b HO\x07"}), STATIONS),
        (
            "events",
            "t.json",
            json.dumps({"trips": [{"start": "2020-01-01", "place": "Hanoi", "met": ["RI\u202eWON\x00\u200b HO\x07"]}]}),
            (),
        ),
        ("reports", "r.yaml", REPORT.replace("name: Seen", 'name: "RI\\u202eWON\\0\\u200b HO\\a"') + CLAIM, ()),
    ],
    ids=["un-list", "leaders", "stations", "events", "reports"],
)
def test_signs_that_make_a_name_read_as_another_are_not_stored(
    tmp_path: Path, source: str, name: str, content: str, options: tuple[str, ...]
) -> None:
    with open_graph(":memory:") as graph:
        load(graph, source, put(tmp_path, name, content), *options[1:])
        stored = {row["name"] for row in graph.read("MATCH (e:Entity) RETURN e.name AS name").rows}
        assert "RIWON HO" in stored
        assert [row.name for row in graph.find("riwon ho")] == ["RIWON HO"]


@pytest.mark.parametrize(
    ("source", "name", "content", "options"),
    [
        ("un-list", "u.xml", un(person(name="N" * 100_000)), ()),
        ("leaders", "l.csv", HEADER + ROW.replace("Kim Jong Un", "N" * 100_000), ()),
        ("stations", "s.json", places({"name": "N" * 100_000}), STATIONS),
        ("reports", "r.yaml", REPORT.replace("name: Seen", "name: " + "N" * 100_000) + CLAIM, ()),
    ],
    ids=["un-list", "leaders", "stations", "reports"],
)
def test_a_very_long_name_is_stored_whole_and_found(
    tmp_path: Path, source: str, name: str, content: str, options: tuple[str, ...]
) -> None:
    with open_graph(":memory:") as graph:
        assert load(graph, source, put(tmp_path, name, content), *options[1:]).rejected == 0
        longest = max((row["name"] for row in graph.read("MATCH (e:Entity) RETURN e.name AS name").rows), key=len)
        assert len(longest) >= 100_000
        assert set(longest) == {"N"}
        assert len(graph.find("N" * 100_000)) == 1


@pytest.mark.parametrize(
    ("source", "name", "content", "options"),
    [
        ("stations", "s.json", places({"name": "\ud800x"}), STATIONS),
        ("events", "t.json", json.dumps({"trips": [{"start": "2020-01-01", "place": "\ud800x"}]}), ()),
    ],
    ids=["stations", "events"],
)
def test_half_a_character_in_json_ends_in_no_traceback(
    run: Run, tmp_path: Path, source: str, name: str, content: str, options: tuple[str, ...]
) -> None:
    done = run("-g", tmp_path / "g.kgl", "load", source, put(tmp_path, name, content), *options)
    assert done.code in (0, 1, 3)
    if done.code:
        assert name in done.err


# -- the same traps for every source ---------------------------------------------------------------


def _vessels(name: str) -> str:
    return f"imo,names,dates_designated\n9314650,GOOD,2018-03-30\n9361407,{name},2018-03-30\n"


def _page(name: str) -> str:
    return vessels_file.page(vessels_file.ship(name="1: GOOD"), vessels_file.ship(name=f"1: {name}"), day="")


def _eu(name: str) -> str:
    first = {**eu_file.ANGARA, "name": "GOOD", "startDate": ""}
    return eu_file.text(first, {**eu_file.MARIA, "name": name, "startDate": ""})


def _uk(name: str) -> str:
    undated = {**uk_file.KOROLEV, "Name 1": "", "Last Updated": "", "Date Designated": "26/01/2022"}
    rows = ({**undated, "Unique ID": f"RUS{n}", "Name 6": text} for n, text in ((1, "GOOD"), (2, name)))
    return uk_file.text(*rows, first="")


def _ftm(name: str) -> str:
    things = ((f"p{n}", {"name": [text]}) for n, text in ((1, "GOOD"), (2, name)))
    lines = ({"id": id_, "schema": "Person", "properties": said} for id_, said in things)
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _leaders(name: str) -> str:
    rows = (ROW.replace("Q56226", id_).replace("Kim Jong Un", text) for id_, text in (("Q1", "GOOD"), ("Q2", name)))
    return HEADER + "".join(rows)


def _timeline(name: str) -> str:
    rows = [timeline_file.row(), timeline_file.row(id=2, headline=name)]
    return json.dumps(rows, ensure_ascii=False)


def _trainline(name: str) -> str:
    rows = (trainline_file.ROW.format(id=n, name=text, uic="", sncf="") for n, text in ((1, "GOOD"), (2, name)))
    return trainline_file.HEADER + "".join(rows)


def _unlocode(name: str) -> str:
    rows = (unlocode_file.ROW.format(code=c, name=text, date="") for c, text in (("AAA", "GOOD"), ("BBB", name)))
    return "".join(rows)


def _ofac(name: str) -> str:
    return "".join(f'{n},"{text}",-0- ,"CUBA"{",-0- " * 8}\r\n' for n, text in ((101, "GOOD"), (102, name)))


@dataclass(frozen=True)
class Trap:
    """A file of a source with a record named GOOD and one of a given name, dated by --edition alone."""

    source: str
    file: str
    made: Callable[[str], str]

    def put(self, folder: Path, name: str, encoding: str = "utf-8") -> Path:
        """The file, with what has to lie beside it."""
        folder.mkdir(exist_ok=True)
        if self.source == "ofac":
            for beside in ("alt.csv", "add.csv"):
                (folder / beside).write_bytes(b"\x1a")
        return put(folder, self.file, self.made(name).encode(encoding))


TRAPS = {
    "un-list": Trap("un-list", "u.xml", lambda name: un(person("KPi.1", "GOOD"), person("KPi.2", name), day="")),
    "un-vessels": Trap("un-vessels", "v.html", _page),
    "un-vessels, extract": Trap("un-vessels", "v.csv", _vessels),
    "ofac": Trap("ofac", "sdn.csv", _ofac),
    "eu": Trap("eu", "eu.csv", _eu),
    "uk": Trap("uk", "uk.csv", _uk),
    "ftm": Trap("ftm", "f.json", _ftm),
    "leaders": Trap("leaders", "l.csv", _leaders),
    "timeline": Trap("events", "t.json", _timeline),
    "trainline": Trap("stations", "s.csv", _trainline),
    "unlocode": Trap("stations", "c.csv", _unlocode),
}
each_trap = pytest.mark.parametrize("trap", TRAPS.values(), ids=TRAPS)


def named(graph: sg.Graph) -> set[str]:
    return {row["name"] for row in graph.read("MATCH (e:Entity) RETURN e.name AS name").rows}


@each_trap
def test_a_name_of_100_000_characters_is_stored_whole_from_every_source(tmp_path: Path, trap: Trap) -> None:
    long = "N" * 100_000
    with open_graph(":memory:") as graph:
        account = load(graph, trap.source, trap.put(tmp_path, long), edition="2020-01-01")
        assert (account.written, account.rejected) == (2, 0)
        assert long in named(graph)
        assert len(graph.find(long)) == 1


@each_trap
def test_marks_and_nulls_in_a_name_are_dropped_or_the_file_is_refused(tmp_path: Path, trap: Trap) -> None:
    with open_graph(":memory:") as graph:
        marked = trap.put(tmp_path / "marked", "Va\u202el\u200fi\u200ed")
        account = load(graph, trap.source, marked, edition="2020-01-01")
        assert (account.written, account.rejected) == (2, 0)
        assert "Valid" in named(graph)
    with open_graph(":memory:") as graph:
        nulls = trap.put(tmp_path / "nulls", "Va\x00lid\x00")
        if trap.file.endswith("xml"):  # XML has no null
            with pytest.raises(InputError, match="not well-formed"):
                load(graph, trap.source, nulls, edition="2020-01-01")
            assert not named(graph)
        else:
            account = load(graph, trap.source, nulls, edition="2020-01-01")
            assert (account.written, account.rejected) == (2, 0)
            assert "Valid" in named(graph)


@each_trap
def test_latin_1_in_a_utf_8_file_is_refused_rejected_or_read_and_said(tmp_path: Path, trap: Trap) -> None:
    path = trap.put(tmp_path, "Caf\xe9", "latin-1")
    with open_graph(":memory:") as graph:
        if trap.source in ("un-list", "leaders", "events") or trap.file.endswith("html"):
            with pytest.raises(InputError, match=r"not UTF-8 \(byte 0xe9\)|not proper UTF-8|encoding"):
                load(graph, trap.source, path, edition="2020-01-01")
            assert not named(graph)
            return
        account = load(graph, trap.source, path, edition="2020-01-01")
        assert account.read == account.written + account.rejected == 2
        if trap.source == "ofac" or trap is TRAPS["unlocode"]:
            assert {"GOOD", "Caf\xe9"} <= named(graph)
            assert any("Windows-1252" in note for note in account.notes)
        else:
            assert "not UTF-8 (byte 0xe9)" in account.rejections[0].reason
            assert "GOOD" in named(graph)


@each_trap
def test_a_second_edition_of_a_day_that_reads_otherwise_is_refused_by_every_source(tmp_path: Path, trap: Trap) -> None:
    with open_graph(":memory:") as graph:
        load(graph, trap.source, trap.put(tmp_path, "One"), edition="2020-01-01")
        before = graph.digest()
        with pytest.raises(InputError, match=r"dated 2020-01-01 that reads otherwise\. Give the right date"):
            load(graph, trap.source, trap.put(tmp_path, "Two"), edition="2020-01-01")
        assert graph.digest() == before
        assert load(graph, trap.source, trap.put(tmp_path, "Two"), edition="2020-01-02").written >= 1


@each_trap
def test_a_file_without_a_date_asks_for_one_or_says_which_it_took(tmp_path: Path, trap: Trap) -> None:
    path = trap.put(tmp_path, "One")
    asks = {"un-list", "ofac", "eu", "uk", "ftm"}
    with open_graph(":memory:") as graph:
        if trap.source in asks or trap in (TRAPS["trainline"], TRAPS["unlocode"]):
            with pytest.raises(InputError, match="--edition"):
                load(graph, trap.source, path)
            assert not named(graph)
        else:
            assert any("--edition sets another" in note for note in load(graph, trap.source, path).notes)


# -- the graph -------------------------------------------------------------------------------------

ASK = [("info",), ("dump",), ("query", "reports"), ("trace", "Tumangang"), ("cypher", "RETURN 1"), ("init",)]


@pytest.mark.parametrize("ask", ASK, ids=lambda ask: ask[0])
@pytest.mark.parametrize(
    "content", [b"", b"this is no graph", b"RGF" + bytes(200)], ids=["empty", "text", "magic alone"]
)
def test_a_file_that_is_no_graph_is_refused_and_left_alone(
    run: Run, tmp_path: Path, ask: tuple[str, ...], content: bytes
) -> None:
    path = put(tmp_path, "no.kgl", content)
    refused(run("-g", path, *ask), r"no\.kgl: not a graph file.*--graph")
    assert path.read_bytes() == content


@pytest.mark.parametrize("ask", ASK[:5], ids=lambda ask: ask[0])
def test_a_graph_that_is_not_there_is_not_made_by_asking(run: Run, tmp_path: Path, ask: tuple[str, ...]) -> None:
    refused(run("-g", tmp_path / "no.kgl", *ask), r"there is no graph at .*no\.kgl. Make one")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    refused(run("-g", tmp_path / "no" / "g.kgl", "init"), r"there is no folder .*no\. Make it")


def test_a_graph_of_a_newer_schema_is_refused(graph: sg.Graph) -> None:
    with graph.writing() as tx:
        tx.run("MERGE (m:Meta {id: 'schema'}) SET m.version = 999")
    with open_graph(graph.uri) as again:
        with pytest.raises(GraphVersion, match=r"schema version 999.*Upgrade"):
            again.read("MATCH (e:Entity) RETURN e")
        with pytest.raises(GraphVersion, match="999"), again.writing():
            pass
    row = graph.read("MATCH (m:Meta {id: 'schema'}) RETURN m.version AS version").rows
    assert row == [{"version": 999}]


def test_a_newer_graph_is_one_line_at_the_command_line(run: Run, case: Path) -> None:
    with open_graph(case) as graph, graph.writing() as tx:
        tx.run("MERGE (m:Meta {id: 'schema'}) SET m.version = 999")
    before = case.read_bytes()
    for ask in ASK:
        refused(run("-g", case, *ask), r"case\.kgl: written by schema version 999, this program knows \d+\. Upgrade")
    assert same_graph(case, before)


HOLDS = (
    "import sys, kglite\ngraph = kglite.open(sys.argv[1], durable='off')\nprint('open', flush=True)\nsys.stdin.read()\n"
)


def test_a_graph_that_another_process_writes_is_locked_for_writers_and_open_to_readers(run: Run, case: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(case)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        try:
            assert other.stdout.readline() == "open\n"
            before = case.read_bytes()
            refused(run("-g", case, "init"), r"case\.kgl: another process is writing this graph\. Try again")
            with open_graph(case) as graph, pytest.raises(GraphLocked), graph.writing():
                pass
            assert run("-g", case, "info").code == 0
            assert same_graph(case, before)
        finally:
            other.stdin.close()
            other.wait(timeout=20)
    assert run("-g", case, "init").code == 0


@pytest.mark.parametrize(
    ("uri", "says"),
    [
        ("bolt://127.0.0.1:1", r"bolt://127\.0\.0\.1:1: no Neo4j answers there\. Start it"),
        ("bolt://no-such-host.invalid", r"no-such-host\.invalid.*no Neo4j answers"),
        ("bolt://neo4j:geheim@127.0.0.1:1", r"bolt://127\.0\.0\.1:1: "),
        ("http://127.0.0.1:7474", r"not a graph URI\. Use one of neo4j"),
        ("bolt://127.0.0.1:abc", r"bolt://127\.0\.0\.1: not an address"),
        ("bolt://127.0.0.1:99999", r"bolt://127\.0\.0\.1: not an address"),
    ],
)
def test_a_neo4j_that_does_not_answer_is_one_line(uri: str, says: str) -> None:
    done = process("-g", uri, "info", env={**os.environ, "NEO4J_PASSWORD": "x"})
    refused(done, says)
    assert "geheim" not in done.err


@pytest.mark.neo4j
@pytest.mark.parametrize("password", ["wrong", ""])
def test_a_password_that_neo4j_refuses_is_one_line(neo4j_uri: str, password: str) -> None:
    done = process("-g", neo4j_uri, "info", env={**os.environ, "NEO4J_PASSWORD": password})
    refused(done, r"refuses the user or password\. Set NEO4J_USER and NEO4J_PASSWORD")


# -- questions -------------------------------------------------------------------------------------

WRITES = [
    "CREATE (n:Entity {id: 'x:y', name: 'y'})",
    "MERGE (n:Entity {id: 'x:y'})",
    "MATCH (n:Entity) SET n.name = 'x'",
    "MATCH (n:Entity) REMOVE n.name",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n:Entity) WITH n LIMIT 1 FOREACH (x IN [1] | SET n.name = 'x') RETURN n",
    "CREATE INDEX x IF NOT EXISTS FOR (n:Entity) ON (n.kind)",
]


@pytest.mark.parametrize("statement", WRITES)
def test_a_statement_that_writes_is_refused(run: Run, case: Path, statement: str) -> None:
    before = case.read_bytes()
    done = run("-g", case, "cypher", statement)
    assert done.code == 1
    assert len(done.lines) == 1
    assert "read-only" in done.err
    assert same_graph(case, before)


@pytest.mark.parametrize("statement", WRITES)
def test_a_read_cannot_write_on_any_engine(graph: sg.Graph, tmp_path: Path, statement: str) -> None:
    load(graph, "un-list", put(tmp_path, "u.xml", un(person())))
    before = graph.digest()
    with pytest.raises(QueryError):
        graph.read(statement)
    assert graph.digest() == before


@pytest.mark.parametrize("statement", ["", "MATCH", "RETURN", "MATCH (n RETURN n", "RETURN $missing AS x", "x" * 5000])
def test_a_statement_that_is_none_is_one_line(run: Run, case: Path, statement: str) -> None:
    done = run("-g", case, "cypher", statement)
    assert done.code == 1
    assert len(done.lines) == 1
    assert len(done.lines[0]) < 700


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (("query", "zzzz"), r"no question 'zzzz'\. There are: after-meeting, .* more"),
        (("query", "traffic"), r"traffic needs place .*for example -p place="),
        (("query", "traffic", "-p", "plaice=Tumangang"), r"traffic has no parameter plaice; it has"),
        (("query", "traffic", "-p", "place=Nowhere"), r"no Place of that name or id: 'Nowhere'"),
        (("query", "traffic", "-p", "place=Tumangang", "--as-of", "2023-02-30"), r"2023-02-30"),
        (("query", "traffic", "-p", "place=Tumangang", "--as-of", "2023"), r"a whole day is needed.*'2023'"),
        (("query", "within-hops", "--example", "-p", "hops=many"), r"whole number, not 'many'|has no parameter hops"),
        (("load", "stations", "x.json", "--edition", "2023-02-30"), r"2023-02-30|x\.json"),
        (("trace", "Nowhere"), r"no entity of that name or id: 'Nowhere'.*info"),
        (("trace", ""), r"no entity of that name or id: ''"),
        (("trace", "..."), r"no entity of that name or id: '\.\.\.'"),
        (("trace", "Хасан"), r"'Хасан' names several entities: .*sg:khasan .*sg:khasan-station.*Give one of these ids"),
        (("trace", "Tumangang", "--as-of", "2023-02-30"), r"2023-02-30"),
        (("trace", "Tumangang", "--between", "2023-02-30", "2023-10-14"), r"2023-02-30"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_question_that_cannot_be_answered_is_one_line(run: Run, case: Path, ask: tuple[str, ...], says: str) -> None:
    done = run("-g", case, *ask)
    assert done.code == 1, done
    assert len(done.lines) == 1
    assert done.lines[0].startswith("error: ")
    assert re.search(says, done.lines[0]), done.lines[0]
    assert done.out == ""


@pytest.mark.parametrize(
    "ask",
    [
        ("query", "traffic", "-p", "Tumangang"),
        ("load",),
        ("load", "un-list"),
        ("trace",),
        ("nothing",),
        ("info", "--format", "xml"),
        ("trace", "x", "--as-of", "2023-10-06", "--between", "2023-10-06", "2023-10-07"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_2(run: Run, tmp_path: Path, ask: tuple[str, ...]) -> None:
    done = run("-g", tmp_path / "g.kgl", *ask)
    assert done.code == 2
    assert "Traceback" not in done.err
    assert not (tmp_path / "g.kgl").exists()


def test_an_interrupt_says_so_and_leaves_the_graph_as_it_was(
    run: Run, case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sanctionsgraph.loaders.common import load as base

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(base, "close", interrupted)
    before = case.read_bytes()
    done = run("-g", case, "load", "un-list", put(tmp_path, "u.xml", un(person())))
    assert done.code == 130
    assert "interrupted; nothing of the unfinished file was written" in done.err
    assert same_graph(case, before)


def test_the_command_in_a_process_of_its_own_ends_the_same_way(tmp_path: Path) -> None:
    refused(
        process("-g", tmp_path / "g.kgl", "load", "un-list", put(tmp_path, "u.xml", un(person())[:-30])), r"u\.xml:5"
    )
    done = process("-g", tmp_path / "g.kgl", "load", "un-list", put(tmp_path, "v.xml", un(person(), person())))
    assert done.code == 3
    assert "Traceback" not in done.err

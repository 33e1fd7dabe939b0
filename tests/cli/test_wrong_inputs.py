"""What people mistype: each ends in one line that says what to do, and nothing is written."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest
from sanctionsgraph import cli

from helpers.shipped import shipped_file

NO_SUCH = r"no entity of that name or id: "
#: What is typed, and what the error says.
WRONG: dict[str, str] = {
    # Names.
    "trace Tumangnag": r"Did you mean Tumangang Station \(RailStation sg:tumangang-station\)",
    "trace 'Tumangang Statoin'": r"Did you mean Tumangang Station",
    "listed Angra --on 2024-01-01": r"Did you mean Angara \(Vessel sg:angara\)",
    "listed 9179999 --on 2024-01-01": r"No record in .* states such a number; load a list that does",
    "traffic Angara": r"no Place .*'Angara'\. It is the name of Angara \(Vessel sg:angara\): give one of kind Place",
    "route Angara Tumangang": r"'Angara'\. It is the name of Angara \(Vessel sg:angara\): give one of kind Place",
    "query calls-of -p ship=Tumangang": r"name of Tumangang Station \(RailStation .*: give one of kind Vessel",
    "query calls-of": r"needs ship \(.*\); for example -p ship=sg:angara",
    "query rests-on -p report=csis": r"rests-on has no parameter report; it has as_of, source",
    "query amounts --as-of 2040": r"a whole day is needed, YYYY-MM-DD, not '2040'",
    "query in-force -p programme=un-dprk -p on=2071-05-04": r"4 May 2071 is in the future, .* ask for [\d-]+ instead",
    "paths Angara Rajin --on 2071-05-04": r"4 May 2071 is in the future",
    # What other programs call it.
    "withdraw report:csis-2023-10-06": r"No such command 'withdraw'\. Did you mean 'forget'\?",
    "match Angara": r"Did you mean 'screen'\?",
    "search Angara": r"Did you mean 'find'\?",
    "download un-list": r"Did you mean 'fetch'\?",
    # A file whose name says that it is something else.
    "new report case.pdf": r"case\.pdf: end the name of a report with \.yaml or \.yml or \.csv or \.xlsx",
    "new report README": r"README: end the name of a report with",
    "new schema schema.yaml": r"end the name of a schema with \.json",
    # One name of two States.
    "screen Kabila --country Congo": r"'Congo' may be Democratic .* \(CD\) or Republic of the Congo \(CG\)",
    "screen Sassou --country CONGO": r"'CONGO' may be .* give the code",
    "watch add": r"add needs at least one name or id",
    "watch everything": r"'everything' is not one of 'add', 'remove', 'list', 'run'",
    "read .": r"cannot be read \(Is a directory\)\. Give a text, Markdown, HTML or PDF file",
    "assess sg:kp-ru-munition-2023": NO_SUCH + r".*Did you mean .* \(Transfer sg:kp-ru-munitions-2023",
    "trace sg:tumangang-2023-10-5": NO_SUCH + r".*Observation sg:tumangang-2023-10-05\)",
    "trace ' '": NO_SUCH + r"' '\. Give one",
    "paths Tumangang Nowhere": NO_SUCH + r"'Nowhere'.*`sanctionsgraph screen`",
    "paths Tumangang Tumangang": r"are one entity, sg:tumangang-station: give two",
    "brokers Tumangang Nowhere": NO_SUCH,
    "history ''": NO_SUCH,
    "dossier 'Kim Yong Un' -o x.html": r"Did you mean Kim Jong Un \(Person wd:Q56226\)",
    "exposure Angara --rule us50": r"no rule 'us50'\. Did you mean us-50",
    "resolve Nobdy": NO_SUCH,
    # Days.
    "trace Tumangang --as-of tomorrow": r"not a date: 'tomorrow' \(write YYYY",
    "trace Tumangang --as-of 2023-1-1": r"did you mean 2023-01-01\?",
    "traffic Tumangang --as-of 6.10.2023": r"did you mean 2023-10-06\?",
    "traffic Tumangang --as-of 06/10/2023": r"not a date: '06/10/2023' \(write YYYY",
    "trace Tumangang --as-of 2023-13-01": r"not a day of the calendar: '2023-13-01' \(there is no month 13\)",
    "exposure Tumangang --on 2023-02-31": r"not a day of the calendar: '2023-02-31' \(February 2023 has 28 days\)",
    "changes 2024 2025": r"a whole day is needed, YYYY-MM-DD, not '2024'",
    "changes 2024-01-01 2023-01-01": r"give the earlier day first",
    "trace Tumangang --between 2024-01-01 2023-01-01": r"give the earlier day first",
    "trace Tumangang --between 2024-01-01": r"'--between' requires 2 arguments",
    "trace Tumangang --as-of 9999-12-31": r"stands for an end that is not known: give a day before it",
    "communities --as-of soon": r"not a date: 'soon'",
    "listed Angara": r"Missing option '--on'",
    # Words of the model, lists, measures, questions.
    "assess --measure un-dprk:arms-exports": r"Did you mean un-dprk:arms-export",
    "assess --measure Arms": r"Did you mean un-\w+:arms",
    "changes 2023-01-01 2024-01-01 --list UNO": r"no list has an edition .*`sanctionsgraph fetch`",
    "assess --bearer Angara": r"no Country of that name or id: 'Angara'",
    "assess --bearer Russia --between 2023-10-06 2023-10-14": r"ask with --as-of for each of the days",
    "exposed nosuch": r"no data set 'nosuch'.*info` lists those",
    "query met-whom -p person=wd:Q56226 -p on=2023-09-30 -p days=-5": r"days is from 0 to 1,000,000, not '-5'",
    "query within-hops -p id=Angara -p hops=9999999999": r"hops is from 0 to 1,000,000",
    "query confirmed-by -p claim=nope": r"no claim of the id 'nope'.*query claims` lists",
    "query trafic": r"no question 'trafic'\. Did you mean traffic\?",
    "query traffic -p place": r"'place' is not of the form name=value",
    "query traffic -p plaice=Tumangang": r"traffic has no parameter plaice; it has as_of, place",
    "query traffic -p place=": r"no Place of that name or id: ''",
    "query --queries nowhere traffic": r"no such folder of questions\. Make it",
    "screen Kim --country Rusia": r"did you mean Russian Federation \(RU\)",
    "screen Kim --country NK": r"Democratic People's Republic of Korea \(KP\)",
    "screen Kim --schema Ship": r"not a kind of entity that bears names: 'Ship' \(one of .*Vessel",
    "screen ''": r"the name to screen is empty: give a name",
    "screen": r"give a name, --file or --number",
    "screen --file names.csv": r"names\.csv: cannot be read .*Give a CSV file in UTF-8",
    "cypher 'MATCH (n:Vesel) RETURN n'": r"no label 'Vesel'.*Did you mean Vessel\?",
    "cypher 'MATCH (n) DELETE n'": r"Cypher is read-only here",
    "cypher 'MATCH (n RETURN n'": r"refuses the statement",
    "cypher 'CALL dbms.procedures()'": r"reads the graph alone",
    # Decisions.
    "resolve --decide sg:angara sg:dunay same": r"a decision needs a --reason",
    "resolve --decide sg:angara sg:dunay maybe --reason x": r"'maybe' is none of same, different, undecided",
    "resolve --decide sg:angara sg:none same --reason x": r"no entity of the id 'sg:none'.*Load the source",
    "resolve --undo identity:none": r"`sanctionsgraph resolve --list` lists them",
    "resolve --from none.csv": r"none\.csv: No such file or directory\. Check the path",
    "resolve --list --rules": r"give one of --explain",
    # Files and sources.
    "load un-lists x.xml": r"no source 'un-lists'\. Did you mean un-list",
    "load archigos none.csv": r"no source 'archigos'\. Did you mean leaders",
    "load opensanctions none.json": r"no source 'opensanctions'\. Did you mean ftm",
    "load events names.txt": r"names\.txt:1: not JSON: it begins 'name;born'",
    "screen --file words.txt": r"no column `name` in the first line, 'three words here'",
    "info -g nothing.txt": r"nothing\.txt: not a graph file \(it is empty, or was cut off\)",
    "screen --file nothing.txt": r"nothing\.txt: the file is empty",
    "load un-list none.xml": r"none\.xml: No such file or directory\. Check the path",
    "load un-list .": r"Is a directory\. Check the path",
    "load un-list words.txt": r"words\.txt:1: not well-formed XML .*Fetch it again",
    "load reports words.txt": r"words\.txt:1: not a mapping of sections\. See docs/data-files\.md",
    "load ofac words.txt": r"does not say which of OFAC's lists it is\. Begin its name with sdn",
    "load eu words.txt": r"columns missing: celex, recordId, .*\. The header must have these\.$",
    "load ofac words.txt --edition soon": r"^error: not a date: 'soon'",
    "load rdf words.txt": r"no form of RDF\. Known are",
    "load un-list http://localhost:1/x.xml": r"the server cannot be reached .*Check the connection",
    "fetch un": r"no address is known for 'un'\. Did you mean un-list\? There are: un-list, ofac, eu, uk",
    "forget report:none": r"no report, edition, publisher or data set 'report:none'\. Did you mean",
    "forget report:rferl-2023-10-06 --undo": r"is not withdrawn\. `sanctionsgraph forget --list` lists what is",
    # What is written.
    "export --for turtle": r"give both: a form with --for and a file with -o",
    "export --for rdf -o x.ttl": r"no form 'rdf'\. There are: .*turtle",
    "export --for turtle -o none/x.ttl": r"no folder none\)\. Make it first",
    "export --for turtle -o {graph}": r"is a graph, which is not replaced\. Give another path",
    "dossier Tumangang -o case.exe": r"Give a name that ends in \.html",
    "trace Tumangang -o case.exe": r"\.csv, \.xlsx, \.json, \.md, \.txt",
    # Graphs and servers.
    "info -g none.kgl": r"there is no graph at none\.kgl\. Make one with `sanctionsgraph init`",
    "info -g words.txt": r"words\.txt: not a graph file \(it does not begin as one\)\. Give another --graph",
    "info -g .": r"is a folder, not a graph file\. Give another --graph",
    "info -g bolt://user:secret@localhost:1": r"bolt://localhost:1: no Neo4j answers there\. Start it",
    "push {graph}": r"is both source and target\. Give another one",
    "push ftp://x": r"ftp://x: not a graph URI\. Use one of",
    "pull none.kgl": r"holds no graph that could be copied\. Give another source",
    "diff none.kgl": r"no graph or dump at none\.kgl\. Give the path of one",
    # Options.
    "info --graph --help": r"--graph needs a name before --help; for a file of that name give \./--help",
    "info -o --format": r"--out needs a name before --format",
    "forget un --ids --purge": r"--ids needs a name before --purge",
    "infoo": r"No such command 'infoo'\. Did you mean 'info'\?",
    "--verson": r"No such option: --verson .*--version",
    "trace": r"Missing argument 'subject'",
    "info --format xml": r"'xml' is not one of 'table', 'json', 'csv', 'md'",
    "paths Tumangang Angara --limit many": r"'many' is not a valid int",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = Path(shutil.copy(shipped_file(), tmp_path_factory.mktemp("wrong") / "case.kgl"))
    (path.parent / "words.txt").write_text("three words here\n", encoding="utf-8")
    (path.parent / "names.txt").write_text("name;born\nA;1\n", encoding="utf-8")
    (path.parent / "nothing.txt").touch()
    return path


def test_there_are_many() -> None:
    assert len(WRONG) >= 75


@pytest.mark.parametrize("typed", WRONG)
def test_one_line_says_what_to_do(
    made: Path, typed: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(made.parent)
    monkeypatch.setenv("SANCTIONSGRAPH_URI", str(made))
    before = {file.name: file.stat().st_size for file in made.parent.iterdir() if "lock" not in file.name}
    words = [word.replace("{graph}", str(made)) for word in re.findall(r"'[^']*'|\S+", typed)]
    monkeypatch.setattr(sys, "argv", ["sanctionsgraph", *(word.strip("'") for word in words)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    out, err = capsys.readouterr()
    lines = [line for line in err.splitlines() if line and not line.startswith(("Usage: ", " ", "Try "))]
    assert ended.value.code in (1, 2)
    assert (out, len(lines)) == ("", 1), (out, err)
    assert re.search(WRONG[typed], lines[0], re.IGNORECASE), lines[0]
    assert "secret" not in err
    assert {file.name: file.stat().st_size for file in made.parent.iterdir() if "lock" not in file.name} == before

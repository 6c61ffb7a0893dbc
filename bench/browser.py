"""Debian's Chromium, headless and without any of its own traffic, driven by Playwright."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
    # No process waits for a tab to come: the only renderer is the tab's.
    "--disable-features=SpareRendererForSitePerProcess",
)  # fmt: skip
_PATIENCE = 60.0


class NoBrowserError(Exception):
    """There is no Chromium, or no Playwright to drive it; the message says what to install."""


class NoPageError(Exception):
    """There is no page in a folder; the message says what to give."""


def page_in(folder: Path) -> Path:
    """The page in a story's folder.

    Raises:
        NoPageError: there is none.
    """
    page = folder / "page.html"
    if not page.is_file():
        raise NoPageError(f"{page} is not there: give a folder that `irises read` wrote")
    return page


@contextmanager
def chromium() -> Iterator[Any]:
    """A running browser.

    Raises:
        NoBrowserError: there is none.
    """
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        raise NoBrowserError("there is no Chromium: apt-get install chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise NoBrowserError("there is no Playwright: pip install playwright") from error
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


def until(tab: Any, expression: str) -> None:
    """Waits until an expression holds in the tab; Playwright's own waiting would need the page to allow `eval`."""
    end = time.monotonic() + _PATIENCE
    while not tab.evaluate(expression):
        if time.monotonic() > end:
            raise TimeoutError(f"in vain: {expression}")
        time.sleep(0.02)


LIVE = "document.documentElement.classList.contains('live')"
"""Holds when a story's page is ready."""

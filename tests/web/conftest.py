"""A browser for the tests of the page: Debian's Chromium, driven by Playwright. Without one they are skipped."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
)  # fmt: skip


def until(tab: Any, expression: str, seconds: float = 60) -> None:
    """Waits until an expression holds in the page, long enough for a busy machine; Playwright's own waiting would need
    the page to allow `eval`."""
    end = time.monotonic() + seconds
    while not tab.evaluate(expression):
        assert time.monotonic() < end, f"in vain: {expression}"
        time.sleep(0.02)


def serious(tab: Any) -> list[tuple[str, list[str]]]:
    """What axe finds serious in a page as it is now: rules and some of the elements."""
    axe = pytest.importorskip("axe_core_python.sync_playwright").Axe()
    found = [rule for rule in axe.run(tab)["violations"] if rule["impact"] in ("serious", "critical")]
    return [(rule["id"], [node["html"][:120] for node in rule["nodes"]][:3]) for rule in found]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless browser. In CI a missing one is a failure."""
    if CHROMIUM is None and not os.environ.get("CI"):
        pytest.skip("needs Chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_QUIET))
        yield running
        running.close()


@pytest.fixture
def shown(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Opens HTML as a file of its own; afterwards there was no error, and no request but for that file.

    `before` is told the tab before the page is opened in it.
    """
    contexts, wrong = [], []

    def show(
        page: str, *, width: int = 1280, height: int = 800, before: Callable[[Any], Any] | None = None, **options: Any
    ) -> Any:
        path = tmp_path / f"page{len(contexts)}.html"
        path.write_text(page, encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        tab = context.new_page()
        tab.set_default_timeout(10_000)
        tab.on("pageerror", lambda error: wrong.append(f"error: {error}"))
        tab.on("console", lambda message: message.type == "error" and wrong.append(message.text))
        tab.on("dialog", lambda dialog: (wrong.append("dialog"), dialog.dismiss()))
        tab.on("request", lambda request: request.url != path.as_uri() and wrong.append(request.url))
        if before is not None:
            before(tab)
        tab.goto(path.as_uri())
        until(tab, "document.documentElement.classList.contains('live')")
        return tab

    yield show
    for context in contexts:
        context.close()
    assert wrong == []

"""What the server's tests share."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from starlette.testclient import TestClient

from irises.story import Story, save
from irises.web.server.app import create_app
from irises.web.server.guard import TOKEN_HEADER, Access, new_access
from irises.web.server.library import Library

PORT = 8640
BASE = f"http://127.0.0.1:{PORT}"
ACCESS = new_access(PORT)


def worker(code: str) -> tuple[str, ...]:
    """A stand-in for the process that reads: `source` and `folder` are known, `say` tells of progress."""
    head = "import json, os, pathlib, shutil, sys, time; source, folder = sys.argv[1:3];"
    say = "say = lambda **values: print(json.dumps(values), flush=True);"
    return (sys.executable, "-c", f"{head}{say}{code}")


def copying(story: Path) -> tuple[str, ...]:
    """A worker for which every file holds one story."""
    return worker(
        f"say(done=1, total=2); shutil.copytree({str(story)!r}, folder, dirs_exist_ok=True); say(folder=folder)"
    )


def shelved(story: Story, root: Path, key: str = "late.irises") -> Library:
    """A library with a story."""
    root.mkdir(exist_ok=True)
    save(story, root / key, page="<script>alert('page')</script>")
    return Library(root)


def client(library: Library, *, reads: tuple[str, ...] | None = None, access: Access = ACCESS) -> TestClient:
    """A browser that has been let in, with a page of ours open."""
    app = create_app(library, access, **({} if reads is None else {"worker": reads}))
    headers = {TOKEN_HEADER: access.token, "Origin": BASE}
    browser = TestClient(app, base_url=BASE, headers=headers, follow_redirects=False)
    browser.cookies.set(access.cookie, access.key)
    return browser


def until(holds: Callable[[], bool], *, seconds: float = 30) -> None:
    """Waits for something to hold."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)

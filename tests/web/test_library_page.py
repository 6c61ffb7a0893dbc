"""The library's page in a real browser: stories found, added by dropping files, read with progress, opened."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from irises.story import save
from irises.web.server.app import create_app
from irises.web.server.guard import new_access
from irises.web.server.library import Library
from irises.web.server.run import _listening
from tests.web.conftest import serious, until
from tests.web.secret import secret
from tests.web.server.helpers import shelved, worker

SLOW = """
say(done=1, total=2)
while not pathlib.Path({go!r}).exists():
    time.sleep(0.02)
if "bad" in pathlib.Path(source).name:
    sys.exit(1)
shutil.copytree({story!r}, folder, dirs_exist_ok=True)
say(folder=folder)
"""
"""A reader that waits in the middle for a file to appear, and fails for files that are called bad."""

DROP = """(names) => {
  const data = new DataTransfer();
  for (const name of names) data.items.add(new File(["It rained."], name, { type: "text/plain" }));
  const options = { dataTransfer: data, bubbles: true, cancelable: true };
  for (const kind of ["dragover", "drop"]) document.getElementById("add").dispatchEvent(new DragEvent(kind, options));
}"""


@contextmanager
def served(library: Library, browser: Any, reads: tuple[str, ...], **options: Any) -> Iterator[Any]:
    """The page of a library, in a browser that was let in; afterwards no script had failed, all requests were to it."""
    with closing(_listening(0)) as listener:
        access = new_access(listener.getsockname()[1])
        app = create_app(library, access, worker=reads)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", ws="none", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        context = browser.new_context(viewport={"width": 1280, "height": 800}, **options)
        tab, wrong, home = context.new_page(), [], f"http://127.0.0.1:{access.port}"
        tab.set_default_timeout(10_000)
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        tab.on("request", lambda request: request.url.startswith(f"{home}/") or wrong.append(request.url))
        context.add_cookies([{"name": access.cookie, "value": access.key, "url": home}])
        tab.goto(f"{home}/")
        yield tab
        context.close()
        server.should_exit = True
        thread.join()
        assert wrong == []


@pytest.fixture
def go(tmp_path: Path) -> Path:
    """The file for which the reader waits."""
    return tmp_path / "go"


@pytest.fixture
def reads(tmp_path: Path, go: Path) -> tuple[str, ...]:
    """The slow reader."""
    story = save(secret().story(), tmp_path / "original.irises", page="")
    return worker(SLOW.format(go=str(go), story=str(story)))


@pytest.fixture
def empty(browser: Any, tmp_path: Path, reads: tuple[str, ...]) -> Iterator[Any]:
    """The page of an empty library."""
    (tmp_path / "library").mkdir()
    with served(Library(tmp_path / "library"), browser, reads) as tab:
        yield tab


@pytest.fixture
def shelf(browser: Any, tmp_path: Path, reads: tuple[str, ...]) -> Iterator[Any]:
    """The page of a library with one story."""
    with served(shelved(secret().story(), tmp_path / "library", "gate.irises"), browser, reads) as tab:
        yield tab


def test_dropped_files_are_read_with_progress(empty: Any, go: Path) -> None:
    """Two files are dropped at once: one is read while the other waits, then both are there and open."""
    assert "There is no story yet." in empty.locator("#stories").inner_text()
    empty.evaluate(DROP, ["one.txt", "two.txt"])
    reading = empty.locator("#jobs li", has_text="one.txt")
    reading.locator("progress[max='2']").wait_for()
    assert reading.locator("progress").evaluate("bar => bar.value") == 1
    assert "1 of 2 words" in reading.inner_text()
    empty.locator("#jobs li", has_text="two.txt").locator("text=waiting").wait_for()
    assert not serious(empty)
    go.touch()
    # The page loads itself anew when a story is there, and no more when it knows of both.
    empty.locator("#jobs[data-read='2']").wait_for()
    assert empty.locator("#stories a").count() == 2
    empty.locator("#stories a").first.press("Enter")
    empty.locator("html.live").wait_for()
    assert empty.locator("h1").inner_text() == "The Gate"


def test_what_is_read_while_the_page_loads_is_listed(empty: Any, go: Path) -> None:
    """A story that is finished after the list was made, but before the page hears of changes, is not forgotten."""
    go.touch()
    held: list[Any] = []
    empty.route("**/api/events", lambda route: held.append(route), times=1)
    with empty.expect_request("**/api/events"):
        empty.reload()
    empty.evaluate(DROP, ["one.txt"])
    until(empty, "fetch('/api/jobs').then(async (answer) => (await answer.json()).jobs[0]?.state === 'done')")
    assert empty.locator("#stories a").count() == 0
    held[0].continue_()
    empty.locator("#stories a").wait_for()


def test_a_file_is_chosen_by_keyboard_and_what_fails_is_told(empty: Any, go: Path) -> None:
    """A file that cannot be read says so, is tried again, and is forgotten, all by keyboard."""
    go.touch()
    with empty.expect_file_chooser() as chooser:
        empty.locator("#files").press("Enter")
    chooser.value.set_files([{"name": "bad.txt", "mimeType": "text/plain", "buffer": b"It rained."}])
    failed = empty.locator("#jobs li", has_text="failed")
    failed.wait_for()
    assert not serious(empty)
    failed.locator("button", has_text="Try again").press("Enter")
    empty.locator("#jobs li", has_text="failed").locator("button", has_text="Forget it").press("Enter")
    until(empty, "document.querySelectorAll('#jobs li').length === 0")


def test_what_waits_need_not_be_read(empty: Any) -> None:
    """A file in the queue can be taken out."""
    empty.evaluate(DROP, ["one.txt"])
    empty.locator("#jobs button", has_text="Don’t read it").click()
    until(empty, "document.querySelectorAll('#jobs li').length === 0")


def test_an_empty_file_is_refused_in_words(empty: Any) -> None:
    """What is wrong with a file is told beside the place it was dropped at."""
    empty.locator("#files").set_input_files([{"name": "none.txt", "mimeType": "text/plain", "buffer": b""}])
    empty.locator("#trouble", has_text="none.txt: the file is empty").wait_for()


def test_search_by_keyboard(shelf: Any) -> None:
    """Words of the text are found, with what is around them; words that are nowhere say so."""
    shelf.locator("#q").focus()
    shelf.keyboard.type("gave the boat")
    shelf.keyboard.press("Enter")
    shelf.locator(".places mark", has_text="gave the boat").wait_for()
    assert "1 story with" in shelf.locator(".found").inner_text()
    assert not serious(shelf)
    shelf.locator("#q").fill("submarine")
    shelf.keyboard.press("Enter")
    shelf.locator("#stories", has_text="No story has these words.").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible(browser: Any, tmp_path: Path, reads: tuple[str, ...], scheme: str) -> None:
    """axe finds nothing serious: empty, with stories, with one that is damaged, and where there is no such story."""
    (tmp_path / "library").mkdir()
    library = Library(tmp_path / "library")
    with served(library, browser, reads, color_scheme=scheme) as tab:
        assert not serious(tab), "empty"
        shelved(secret().story(), library.root, "gate.irises")
        (shelved(secret().story(), library.root, "hurt.irises").root / "hurt.irises" / "entities.parquet").write_bytes(
            b""
        )
        tab.reload()
        assert tab.locator("#stories .trouble").count() == 1
        assert not serious(tab), "stories"
        tab.goto(f"{tab.url}stories/none.irises")
        assert "no such story" in tab.locator("main").inner_text()
        assert not serious(tab), "no such story"


@pytest.mark.parametrize("width", [360, 820, 1440])
def test_fits_every_width(browser: Any, tmp_path: Path, reads: tuple[str, ...], width: int) -> None:
    """Nothing runs out of the window."""
    library = shelved(secret().story(), tmp_path / "library", "gate.irises")
    with served(library, browser, reads) as tab:
        tab.set_viewport_size({"width": width, "height": 800})
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")

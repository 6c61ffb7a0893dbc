"""The server's routes. Paths are listed in docs/server.md."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from irises.errors import IrisesError, PlanError
from irises.story import Story, correct_folder
from irises.story.corrections.exchange import changes_in, to_csv, to_json
from irises.story.corrections.making import Correct
from irises.web.correcting import write_page
from irises.web.page import render
from irises.web.server.guard import Access, App, Guard
from irises.web.server.library import Card, Hit, Library, Missing
from irises.web.server.pages import Page, failed_page, library_page, story_page, story_path
from irises.web.server.queue import Queue, file_name
from irises.web.server.reading import WORKER, Reading, job_record
from irises.web.server.requests import Changed, change_asked, corrections_record, if_unchanged, state_of

LARGEST_FILE = 512 * 2**20
_LARGEST_REQUEST = 64 * 2**20
_LONGEST_SEARCH = 200
_PAGES_KEPT = 4
STATE_HEADER = "X-Irises-State"
"""What a page says that it shows when it asks for a correction."""


def create_app(library: Library, access: Access, *, worker: tuple[str, ...] = WORKER) -> App:
    """The server of a library as an ASGI app."""
    server = _Server(library, access, Reading(Queue(library), worker=worker))
    app = Starlette(routes=server.routes(), lifespan=server.lifespan, exception_handlers={IrisesError: _told})
    app.state.reading = server.reading
    return Guard(app, access)


async def _told(request: Request, error: Exception) -> Response:
    """What cannot be done, in words: as JSON to programs, as a page to people."""
    message = error.message if isinstance(error, IrisesError) else str(error)
    status = 404 if isinstance(error, Missing) else 409 if isinstance(error, Changed) else 400
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": message}, status_code=status)
    return _html(failed_page(message), status=status)


def _html(page: Page, *, status: int = 200) -> Response:
    return HTMLResponse(page.content, status_code=status, headers={"Content-Security-Policy": page.policy})


class _Server:
    """Answers requests about one library."""

    def __init__(self, library: Library, access: Access, reading: Reading) -> None:
        self._library, self._access, self.reading = library, access, reading
        self._page = lru_cache(maxsize=_PAGES_KEPT)(self._rendered)

    def routes(self) -> list[Route]:
        """Every path."""
        story = "/api/stories/{key}"
        return [
            Route("/", self.library, methods=["GET"]),
            Route("/stories/{key}", self.story, methods=["GET"]),
            Route("/api/stories", self.stories, methods=["GET"]),
            Route("/api/stories", self.add, methods=["POST"]),
            Route("/api/jobs", self.jobs, methods=["GET"]),
            Route("/api/jobs/{number}", self.cancel, methods=["DELETE"]),
            Route("/api/jobs/{number}/retry", self.retry, methods=["POST"]),
            Route("/api/events", self.events, methods=["GET"]),
            Route(f"{story}/corrections", self.corrections, methods=["GET"]),
            Route(f"{story}/corrections", self.correct, methods=["POST"]),
            Route(f"{story}/corrections/export", self.export, methods=["GET"]),
            Route(f"{story}/corrections/import", self.import_corrections, methods=["POST"]),
        ]

    @asynccontextmanager
    async def lifespan(self, app: Starlette) -> AsyncIterator[None]:
        """Reads the queue while the server runs."""
        await run_in_threadpool(self._library.mend)
        task = asyncio.create_task(self.reading.run())
        try:
            yield
        finally:
            self.reading.stop()
            await task

    # Pages

    async def library(self, request: Request) -> Response:
        """The library's page; `q` are words to search for."""
        words = _words(request)
        # Before anything is listed: a story that is finished meanwhile has the page load itself anew.
        n_read = self.reading.n_read
        hits = await run_in_threadpool(self._library.search, words)
        n_stories = len(await run_in_threadpool(self._library.keys))
        page = library_page(hits, words=words, n_stories=n_stories, n_read=n_read, token=self._access.token)
        return _html(page)

    async def story(self, request: Request) -> Response:
        """A story's page with its corrections."""
        key = request.path_params["key"]
        stamp = await run_in_threadpool(self._library.stamp, key)
        page, state = await run_in_threadpool(self._page, key, stamp)
        return _html(story_page(page, key=key, token=self._access.token, state=state))

    def _rendered(self, key: str, stamp: object) -> tuple[str, str]:
        """A story's page, and the state of the story that it shows."""
        # Never the page.html in the folder: it may have come with the folder from somewhere else.
        story = self._library.story(key)
        return render(story), state_of(story)

    # Stories

    async def stories(self, request: Request) -> Response:
        """The stories, those with the words `q` if there are any."""
        hits = await run_in_threadpool(self._library.search, _words(request))
        return JSONResponse({"stories": [_hit_record(hit) for hit in hits]})

    async def add(self, request: Request) -> Response:
        """A file to read (the request's body) called `name`; `again` is the key of a story to read again."""
        name = file_name(request.query_params.get("name", ""))
        queue = self.reading.queue
        incoming = queue.incoming()
        try:
            await _receive(request, incoming / name)
            job = await run_in_threadpool(queue.add, incoming, name, again=request.query_params.get("again"))
        finally:
            shutil.rmtree(incoming, ignore_errors=True)
        self.reading.notice()
        return JSONResponse({"job": job_record(job)}, status_code=202)

    # The queue

    async def jobs(self, request: Request) -> Response:
        """What was, is and will be read."""
        return JSONResponse({"jobs": [job_record(job) for job in self.reading.jobs()]})

    async def cancel(self, request: Request) -> Response:
        """Takes a file out of the queue."""
        await self.reading.cancel(self.reading.queue.find(request.path_params["number"]))
        return await self.jobs(request)

    async def retry(self, request: Request) -> Response:
        """Reads once more what has failed."""
        self.reading.queue.retry(request.path_params["number"])
        self.reading.notice()
        return await self.jobs(request)

    async def events(self, request: Request) -> Response:
        """The jobs as server-sent events, after every change."""

        async def stream() -> AsyncIterator[str]:
            async for jobs in self.reading.changes():
                state = {"jobs": [job_record(job) for job in jobs or ()], "n_read": self.reading.n_read}
                told = "" if jobs is None else json.dumps(state)
                yield f"event: jobs\ndata: {told}\n\n" if told else ": still here\n\n"

        return StreamingResponse(stream(), media_type="text/event-stream")

    # Corrections

    async def corrections(self, request: Request) -> Response:
        """A story's corrections."""
        story = await run_in_threadpool(self._library.story, request.path_params["key"])
        return JSONResponse(corrections_record(story))

    async def correct(self, request: Request) -> Response:
        """Makes the correction that the request's body asks for; `undo` is one, too."""
        change, state = change_asked(await _body(request)), request.headers.get(STATE_HEADER)
        return await self._change(request, change if state is None else if_unchanged(state, change))

    async def export(self, request: Request) -> Response:
        """A story's corrections as a file; `format` is json or csv."""
        story = await run_in_threadpool(self._library.story, request.path_params["key"])
        is_csv = request.query_params.get("format") == "csv"
        table = story.table("corrections")
        ending, kind = ("csv", "text/csv") if is_csv else ("json", "application/json")
        headers = {"Content-Disposition": f'attachment; filename="corrections.{ending}"'}
        return PlainTextResponse((to_csv if is_csv else to_json)(table), media_type=kind, headers=headers)

    async def import_corrections(self, request: Request) -> Response:
        """Adds the corrections in a file that was exported (the request's body)."""
        changes = changes_in(await _body(request))
        return await self._change(request, lambda correct: correct.add(changes))

    async def _change(self, request: Request, change: Callable[[Correct], Story]) -> Response:
        folder = await run_in_threadpool(self._library.folder, request.path_params["key"])
        story = await run_in_threadpool(correct_folder, folder, change)
        # The correction is on disk; the page in the folder follows when the answer has gone.
        return JSONResponse(corrections_record(story), background=BackgroundTask(_write_page, folder))


def _write_page(folder: Path) -> None:
    with suppress(IrisesError):
        write_page(folder)


def _words(request: Request) -> str:
    return request.query_params.get("q", "")[:_LONGEST_SEARCH]


def _hit_record(hit: Hit) -> dict[str, Any]:
    places = [{"before": before, "words": words, "after": after} for before, words, after in hit.places]
    return _card_record(hit.card) | {"n_places": hit.n_places, "places": places}


def _card_record(card: Card) -> dict[str, Any]:
    """A story for programs, with the path of its page."""
    record = {name: value for name, value in asdict(card).items() if name != "called"}
    return record | {"page": story_path(card.key)}


async def _body(request: Request) -> bytes:
    """The request's body.

    Raises:
        PlanError: it is too large.
    """
    parts, length = [], 0
    async for part in request.stream():
        length += len(part)
        if length > _LARGEST_REQUEST:
            raise PlanError("the request is too large")
        parts.append(part)
    return b"".join(parts)


async def _receive(request: Request, path: Path) -> None:
    """Writes the request's body to a file.

    Raises:
        PlanError: it is empty, too large, or did not wholly arrive.
    """
    length = 0
    try:
        with open(path, "xb") as file:
            async for part in request.stream():
                length += len(part)
                if length > LARGEST_FILE:
                    raise PlanError(f"the file is larger than {LARGEST_FILE // 2**20} MB: give a smaller one")
                await run_in_threadpool(file.write, part)
            file.flush()
            await run_in_threadpool(os.fsync, file.fileno())
    except ClientDisconnect as error:
        raise PlanError("the file did not wholly arrive: send it again") from error
    if not length:
        raise PlanError("the file is empty: give another")

"""The whole way of a story, from a file to a Story."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from irises.document.given_cast import GivenCast, read_cast
from irises.errors import SourceError
from irises.story import Story, corrections_in, given_cast_in, locked
from irises.story import save as save_folder

if TYPE_CHECKING:
    from irises.document.model import Document

_NAMED = 5

Progress = Callable[[int, int], None]
"""Called with the number of words read so far and of all words."""


def read(
    source: str | os.PathLike[str] | bytes,
    *,
    name: str | None = None,
    cast: str | os.PathLike[str] | GivenCast | None = None,
    progress: Progress | None = None,
) -> Story:
    """The story in a file (or in a file's bytes; `-` is standard input).

    `name` is the file name to note for bytes; `cast` is a file of people known beforehand, with their names, aliases
    and pronouns, or these people themselves (see docs/cast.md); `progress` is called with words read so far and words
    in all.

    Raises:
        SourceError: there is no story to read in it; the message says what to do.
        PlanError: the cast is none; the message says where.
        WeightsError: the weights of this installation are missing or altered.
    """
    from irises import encode

    began = time.monotonic()
    given = read_cast(cast) if isinstance(cast, (str, os.PathLike)) else cast
    content = _standard_input() if source == "-" else source
    with ThreadPoolExecutor(1) as aside:
        # What goes wrong there goes wrong again where the encoder is used, and is told there.
        aside.submit(encode.prepare)
        from irises.document.load import load

        document = load(content, name=name)
    story = read_document(replace(document, given=given or ()), progress=progress, began=began)
    return replace(story, given_cast=given)


def read_document(
    document: Document,
    *,
    given: Mapping[str, pa.Table] | None = None,
    progress: Progress | None = None,
    began: float | None = None,
) -> Story:
    """The story of a document; tables in `given` are taken as they are instead of being read.

    `began` is when reading began, by `time.monotonic`, for the manifest.
    """
    from irises.encode import encode
    from irises.story.record import story_of

    began = time.monotonic() if began is None else began
    with ThreadPoolExecutor(1) as aside:
        aside.submit(_prepare_passes)
        encoding = encode(document, progress=progress)
    from irises import passes

    read_tables = passes.run(document, encoding, given=given)
    tables = {**document.tables, **read_tables}
    story = story_of(
        document,
        tables,
        passes={step.spec.name: step.spec.version for step in passes.PASSES},
        warnings=tuple(_of_given(document, tables)),
        seconds=round(time.monotonic() - began, 3),
    )
    return replace(story, given_cast=document.given or None)


def _of_given(document: Document, tables: Mapping[str, pa.Table]) -> Iterator[str]:
    """A warning of those given people who are nowhere in the story."""
    from irises.passes.given_people import not_found

    names = not_found(document.given, tables["entities"]) if "entities" in tables else []
    if names:
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        yield f"of the cast given, nobody is called {', '.join(names[:_NAMED])}{more} in the story"


def _prepare_passes() -> None:
    """Loads the passes and their word list, for which there is time while the encoder reads."""
    from irises import passes

    passes.prepare()


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise SourceError("there is no standard input; give the story's file")
    return sys.stdin.buffer.read()


def save(story: Story, directory: str | os.PathLike[str], *, force: bool = False) -> Path:
    """The folder written: text, manifest, one Parquet file per table and the page, all or nothing.

    With `force` a folder that is there is replaced; a fresh reading takes over the corrections in it, and the cast that
    was given, for the next reading, unless it was read with one. A story that was loaded or corrected brings its own.

    Raises:
        PlanError: the folder is already there and `force` is not given, or the disk refuses.
        SourceError: there are corrections in the folder that cannot be read.
    """
    from irises.web.page import render

    with locked(directory):
        if force and story.reading is None:
            story = story.with_corrections(corrections_in(directory))
            if story.given_cast is None:
                story = replace(story, given_cast=given_cast_in(directory))
        return save_folder(story, directory, page=render(story), force=force)

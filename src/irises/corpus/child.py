"""`python -m irises.corpus.child`: reads the stories that come in at standard input, one after the other.

Each is a frame with `name` and `withheld` and the story's bytes; each answer is a frame with what the ledger tells and
the packed tables. The first answer, before any story, says that the models are loaded. It ends when its input does, in
the middle of a story too, so that it never outlives who started it.
"""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
import traceback
from pathlib import Path
from typing import IO, Any

from irises.corpus.frames import frame, read_frame
from irises.errors import IrisesError, PlanError, SourceError, WeightsError

_OURS = Path(__file__).parents[1]

Job = tuple[dict[str, Any], bytes]


def main() -> int:
    """Reads stories until the input ends; 2 if the models cannot be loaded."""
    # Ctrl-C is for the whole run, which ends this process by ending its input.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    jobs: queue.Queue[Job] = queue.Queue(1)
    threading.Thread(target=_take, args=(sys.stdin.buffer, jobs), daemon=True).start()
    answers = _private_output()
    try:
        _prepare()
    except WeightsError as error:
        _answer(answers, {"status": "fatal", "why": str(error)})
        return 2
    _answer(answers, {"status": "ready"})
    while True:
        told, content = jobs.get()
        _answer(answers, *answer(content, name=told["name"], withheld=told["withheld"]))


def answer(content: bytes, *, name: str, withheld: bool) -> tuple[dict[str, Any], bytes]:
    """What the ledger tells of a story and its packed tables, or why it could not be read."""
    try:
        return _read(content, name=name, withheld=withheld)
    except MemoryError:
        return {"status": "failed", "failure": "memory", "why": "there was too little memory", "place": None}, b""
    except WeightsError as error:
        return {"status": "fatal", "why": str(error)}, b""
    except (SourceError, PlanError) as error:
        return _refusal(error, withheld=withheld), b""
    except Exception as error:
        return _bug(error, withheld=withheld), b""


def _read(content: bytes, *, name: str, withheld: bool) -> tuple[dict[str, Any], bytes]:
    from irises import reader
    from irises.corpus.packing import pack
    from irises.corpus.tables import TEXTS_TABLE, text_table
    from irises.corpus.withheld import withhold

    story = reader.read(content, name=name)
    tables = withhold(story) if withheld else {**story.tables, TEXTS_TABLE: text_table(story.text)}
    contents, packed = pack(tables)
    told = {
        "status": "ok",
        "n_words": story.n_words,
        "warnings": [] if withheld else list(story.warnings),
        "tables": contents,
    }
    return told, packed


def _refusal(error: IrisesError, *, withheld: bool) -> dict[str, Any]:
    place = error.span and f"characters {error.span[0]} to {error.span[1]}"
    why = "there is no story to read in it" if withheld else error.message
    return {"status": "failed", "failure": "source", "why": why, "place": None if withheld else place}


def _bug(error: Exception, *, withheld: bool) -> dict[str, Any]:
    """What is told of a bug; its message may hold words of the story."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [step for step in frames if Path(step.filename).is_relative_to(_OURS)] or frames
    place = f"{Path(ours[-1].filename).name}:{ours[-1].lineno} ({ours[-1].name})"
    why = type(error).__name__ if withheld else f"{type(error).__name__}: {error}"
    return {"status": "failed", "failure": "bug", "why": why[:1000], "place": place}


def _prepare() -> None:
    from irises import encode, passes, reader  # noqa: F401  (what reading needs is loaded once, before any story)

    encode.prepare()


def _private_output() -> IO[bytes]:
    """Standard output for answers alone; what any library prints goes to standard error."""
    own = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(own, "wb")


def _answer(stream: IO[bytes], told: dict[str, Any], body: bytes = b"") -> None:
    stream.write(frame(told, body))
    stream.flush()


def _take(stream: IO[bytes], jobs: queue.Queue[Job]) -> None:
    while (job := read_frame(stream)) is not None:
        jobs.put(job)
    # From this thread only so can a reading be ended.
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())

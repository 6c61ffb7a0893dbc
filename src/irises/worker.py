"""`python -m irises.worker FILE FOLDER new|again`: reads one story in a process of its own, for the server's queue.

Says how it goes on standard output, one JSON object a line: `done` and `total` (words) while it reads, at last
`folder`, or `error` with what to do. It ends when its standard input does, so that it never outlives the server.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from pathlib import Path

from irises.errors import IrisesError

_PAUSE = 0.2


def main(source: str, folder: str, mode: str) -> int:
    """The exit status of reading a file into a folder; one that is there is replaced if it is to be read `again`."""
    from irises import reader
    from irises.story import given_cast_in

    threading.Thread(target=_end_with_standard_input, daemon=True).start()
    try:
        cast = given_cast_in(folder) if mode == "again" else None
        story = reader.read(Path(source), cast=cast, progress=_Progress())
        reader.save(story, folder, force=mode == "again")
    except IrisesError as error:
        _say(error=error.message)
        return 2
    except MemoryError:
        _say(error="this computer has too little memory free for the story: close other programs and try again")
        return 2
    _say(folder=folder)
    return 0


class _Progress:
    """Tells of progress now and then."""

    def __init__(self) -> None:
        self._last = 0.0

    def __call__(self, done: int, total: int) -> None:
        """Notes that `done` words of `total` are read."""
        now = time.monotonic()
        if done >= total or now - self._last >= _PAUSE:
            self._last = now
            _say(done=done, total=total)


def _say(**values: str | int) -> None:
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


def _end_with_standard_input() -> None:
    sys.stdin.buffer.read()
    # From this thread only so can the reading be ended; the folder is written all or nothing.
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))

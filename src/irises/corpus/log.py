"""Stories that have been read and are in no part yet: a file that only grows, and loses nothing that was whole."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from irises.corpus.frames import frame, read_frame

_SYNC_EVERY = 1.0


class Log:
    """The readings of a part to come. What the end of a process or a full disk left half is cut off when it is opened.

    Raises:
        OSError: the disk refuses; what was whole before stays.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.told: list[dict[str, Any]] = []
        """What the ledger tells of each reading, in the order they came."""
        self._places: list[int] = []
        path.touch()
        self._file = path.open("r+b", buffering=0)
        self._size = 0
        self._synced = 0.0
        with path.open("rb") as file:
            while (found := read_frame(file)) is not None:
                self._note(found[0], file.tell())
        self._file.truncate(self._size)
        self._file.seek(self._size)

    def __len__(self) -> int:
        return len(self.told)

    @property
    def n_words(self) -> int:
        """Words of the stories in it."""
        return sum(told["n_words"] for told in self.told)

    @property
    def n_bytes(self) -> int:
        """Its length."""
        return self._size

    def append(self, told: dict[str, Any], packed: bytes) -> None:
        """Adds a reading: wholly, or not at all."""
        content = memoryview(frame(told, packed))
        try:
            while content:
                content = content[self._file.write(content) :]
            if time.monotonic() - self._synced >= _SYNC_EVERY:
                os.fsync(self._file.fileno())
                self._synced = time.monotonic()
        except OSError:
            self._file.truncate(self._size)
            self._file.seek(self._size)
            raise
        self._note(told, self._file.tell())

    def by_story(self) -> Iterator[tuple[dict[str, Any], bytes]]:
        """The readings in the order of their stories' ids."""
        with self.path.open("rb") as file:
            for number in sorted(range(len(self.told)), key=lambda at: str(self.told[at]["story_id"])):
                file.seek(self._places[number])
                found = read_frame(file)
                if found is None:
                    raise OSError(f"{self.path} has changed on the disk")
                yield found

    def close(self) -> None:
        """Makes it last, and closes it."""
        if not self._file.closed:
            os.fsync(self._file.fileno())
            self._file.close()

    def _note(self, told: dict[str, Any], end: int) -> None:
        self._places.append(self._size)
        self.told.append(told)
        self._size = end

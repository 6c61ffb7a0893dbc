"""A progress bar: one line that is drawn over itself, with words per second."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TextIO

_PATIENCE, _INTERVAL, _WIDTH = 2.0, 0.1, 24


class ProgressBar:
    """Shows how far reading is, on a stream; only from the third second on, so that short stories need none."""

    def __init__(self, stream: TextIO, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._began = clock()
        self._first: tuple[float, int] | None = None
        self._drawn_at = 0.0
        self._drawn = 0

    def __call__(self, done: int, total: int) -> None:
        """Notes that `done` words of `total` are read."""
        now = self._clock()
        self._first = self._first or (now, done)
        if now - self._began < _PATIENCE or (now - self._drawn_at < _INTERVAL and done < total):
            return
        self._drawn_at = now
        self._draw(_line(done, total, now - self._first[0], done - self._first[1]))

    def close(self) -> None:
        """Clears the line."""
        if self._drawn:
            self._draw("")
            self._stream.write("\r")
            self._stream.flush()

    def _draw(self, line: str) -> None:
        self._stream.write("\r" + line.ljust(self._drawn))
        self._stream.flush()
        self._drawn = len(line)


def _line(done: int, total: int, seconds: float, words: int) -> str:
    share = done / max(1, total)
    bar = ("#" * round(_WIDTH * share)).ljust(_WIDTH, "-")
    line = f"reading [{bar}] {share:4.0%}  {done:,} words"
    if seconds > 0 and words:
        speed = words / seconds
        left = round((total - done) / speed)
        line += f"  {speed:,.0f} words/s" + (f"  {left // 60}:{left % 60:02} left" if left else "  who is who ...")
    return line

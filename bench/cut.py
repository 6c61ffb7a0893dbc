"""Short stories cut from long ones, at the ends of paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path


def cut(files: Sequence[Path], *, n_words: int, most: int | None) -> Iterator[dict[str, str]]:
    """Stories of at least so many words each, `most` of them at most, as rows with `id` and `text`."""
    made = 0
    for file in files:
        waiting: list[str] = []
        words = number = 0
        for paragraph in file.read_text(encoding="utf-8", errors="replace").split("\n\n"):
            waiting.append(paragraph)
            words += len(paragraph.split())
            if words >= n_words:
                if made == most:
                    return
                yield {"id": f"{file.stem}-{number:05}", "text": "\n\n".join(waiting)}
                waiting, words, number, made = [], 0, number + 1, made + 1

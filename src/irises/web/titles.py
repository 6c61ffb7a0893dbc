"""What a story is called where its text doesn't say."""

from __future__ import annotations

from pathlib import PurePath

UNTITLED = "Untitled"


def shown_title(title: str | None, source_name: str | None) -> str:
    """The title; without one the file's name as words, without its ending."""
    if title:
        return title
    stem = PurePath(source_name or "").stem
    return " ".join(stem.replace("_", " ").split()) or UNTITLED

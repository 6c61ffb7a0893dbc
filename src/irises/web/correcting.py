"""Correcting the story in a folder, so that its page shows it too."""

from __future__ import annotations

import os
from collections.abc import Callable

from irises.story import Story, correct_folder, load, locked, save_page
from irises.story.corrections.making import Correct
from irises.web.page import render


def correct(directory: str | os.PathLike[str], change: Callable[[Correct], Story]) -> Story:
    """The story in a folder with a change to it, which is written there with its page: `lambda c: c.undo()`.

    Raises:
        PlanError: the change cannot be made, or the disk refuses.
        SourceError: the folder cannot be read.
    """
    story = correct_folder(directory, change)
    write_page(directory)
    return story


def write_page(directory: str | os.PathLike[str]) -> None:
    """Writes the page of the story in a folder, as it is corrected now."""
    with locked(directory):
        save_page(directory, render(load(directory)))

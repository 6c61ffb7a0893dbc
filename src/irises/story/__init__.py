"""Text and tables as one Story: kept, loaded, looked up, bounded by a position."""

from irises.story.cast import Character
from irises.story.folder import (
    check_destination,
    correct_folder,
    corrections_in,
    given_cast_in,
    has_current_page,
    load,
    load_tables,
    locked,
    save,
    save_page,
)
from irises.story.manifest import Manifest
from irises.story.story import Story

__all__ = [
    "Character",
    "Manifest",
    "Story",
    "check_destination",
    "correct_folder",
    "corrections_in",
    "given_cast_in",
    "has_current_page",
    "load",
    "load_tables",
    "locked",
    "save",
    "save_page",
]

"""Text and tables as one Story: kept, loaded, looked up, bounded by a position."""

from irises.story.cast import Character
from irises.story.folder import check_destination, corrections_in, load, locked, save, save_corrections, save_page
from irises.story.manifest import Manifest
from irises.story.story import Story

__all__ = [
    "Character",
    "Manifest",
    "Story",
    "check_destination",
    "corrections_in",
    "load",
    "locked",
    "save",
    "save_corrections",
    "save_page",
]

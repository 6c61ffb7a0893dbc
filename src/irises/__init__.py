"""Irises reads fiction: people, what they say and do, and through whose eyes.

import irises

story = irises.read("story.epub")
irises.save(story, "story.irises")
story = irises.load("story.irises")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from irises.errors import ContractError, IrisesError, PlanError, SourceError, WeightsError
    from irises.reader import read, read_document, save
    from irises.story import Story, load
    from irises.view import compare

__all__ = [
    "ContractError",
    "IrisesError",
    "PlanError",
    "SourceError",
    "Story",
    "WeightsError",
    "compare",
    "load",
    "read",
    "read_document",
    "save",
]

_HOMES = {
    "read": "reader",
    "read_document": "reader",
    "save": "reader",
    "load": "story",
    "Story": "story",
    "compare": "view",
}


def __getattr__(name: str) -> Any:
    # On first use, so that `import irises` takes no time.
    if name not in __all__:
        raise AttributeError(f"module 'irises' has no attribute {name!r}")
    value = getattr(import_module(f"irises.{_HOMES.get(name, 'errors')}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

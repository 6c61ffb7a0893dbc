"""Many stories: archives read on Ray Data into one Parquet dataset per table (extra `corpus`)."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from irises.corpus.archive import Archive
    from irises.corpus.containers import Columns
    from irises.corpus.runs import Options, Outcome, Plan, plan, run
    from irises.corpus.sources import Sources

__all__ = ["Archive", "Columns", "Options", "Outcome", "Plan", "Sources", "plan", "run"]

_HOMES = {"Archive": "archive", "Columns": "containers", "Sources": "sources"}


def __getattr__(name: str) -> Any:
    # On first use, so that a process that only reads loads nothing else.
    if name not in __all__:
        raise AttributeError(f"module 'irises.corpus' has no attribute {name!r}")
    value = getattr(import_module(f"irises.corpus.{_HOMES.get(name, 'runs')}"), name)
    globals()[name] = value
    return value

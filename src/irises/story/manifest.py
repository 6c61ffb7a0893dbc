"""What a reading was made with, and what is in its folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from irises.errors import PlanError, SourceError

FORMAT = 1
"""Number of the folder's layout; it rises when an older Irises could not read a newer folder."""


@dataclass(frozen=True, kw_only=True)
class File:
    """A file of the folder: its length in bytes, SHA-256, and rows if it is a table."""

    bytes: int
    sha256: str
    rows: int | None = None


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """Versions, warnings and (once saved) the files of a reading."""

    irises: str
    """Version of Irises that read it."""
    read_at: str
    """When, ISO 8601 in UTC."""
    seconds: float = 0.0
    """How long reading took, loading of models included."""
    passes: Mapping[str, int] = field(default_factory=dict)
    """Version of each pass."""
    warnings: tuple[str, ...] = ()
    files: Mapping[str, File] = field(default_factory=dict)
    format: int = FORMAT

    def to_json(self) -> str:
        """The manifest as `manifest.json` holds it."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n"


def manifest_from_json(content: bytes) -> Manifest:
    """The manifest in a `manifest.json`.

    Raises:
        SourceError: it is not one.
        PlanError: a newer Irises wrote it.
    """
    try:
        record = json.loads(content)
        if record["format"] > FORMAT:
            raise PlanError(f"written by Irises {record['irises']}, which is newer: run `pip install -U irises`")
        return _manifest(record)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SourceError("manifest.json is damaged: read the story again with --force") from error


def _manifest(record: dict[str, Any]) -> Manifest:
    return Manifest(
        irises=str(record["irises"]),
        read_at=str(record["read_at"]),
        seconds=float(record["seconds"]),
        passes={str(name): int(version) for name, version in record["passes"].items()},
        warnings=tuple(str(warning) for warning in record["warnings"]),
        files={str(name): File(**entry) for name, entry in record["files"].items()},
        format=int(record["format"]),
    )

"""The errors Irises raises, by who can mend them.

    IrisesError
    ├── SourceError      this book: the file or its text (the reader can mend it)
    ├── WeightsError     this installation: the shipped weights (reinstall)
    ├── PlanError        this call: what was asked for (change the call)
    └── ContractError    our bug: a table or pass broke its promise (report it)

Doubt is data, not an error: odd quotation marks, a missing speaker and a lost line are ordinary in fiction.
"""

from __future__ import annotations

from pathlib import Path


class IrisesError(Exception):
    """Base of every error raised on purpose; its message names the cure."""

    def __init__(
        self,
        message: str,
        *,
        path: str | Path | None = None,
        pass_name: str | None = None,
        span: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = None if path is None else str(path)
        self.pass_name = pass_name
        self.span = span

    def __str__(self) -> str:
        where = [
            self.path,
            self.pass_name and f"pass {self.pass_name}",
            self.span and f"at {self.span[0]}:{self.span[1]}",
        ]
        place = ", ".join(part for part in where if part)
        return f"{place}: {self.message}" if place else self.message


class SourceError(IrisesError):
    """This book cannot be read; the message says what to do with the file."""


class WeightsError(IrisesError):
    """The shipped weights are missing, altered or of another version."""


class PlanError(IrisesError):
    """The call asks for something that cannot be done as it stands."""


class ContractError(IrisesError):
    """A table or a pass broke the data contract: a bug of ours."""

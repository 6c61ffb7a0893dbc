"""What a pass is: it scores without touching anything, then decodes scores into tables, purely."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import pyarrow as pa

from irises.document.model import Document
from irises.encode.encoding import Encoding

Tables = Mapping[str, pa.Table]
"""Tables of the data contract by name."""


@dataclass(frozen=True, kw_only=True)
class PassSpec:
    """A pass's name, version and needs.

    `requires` names the tables it is given, and it is given no others; `provides` names those it returns, which
    replace earlier ones of the same name (a later pass may refine a table that an earlier one began).
    """

    name: str
    version: int
    requires: frozenset[str]
    provides: frozenset[str]

    @property
    def source(self) -> str:
        """The `source` column of the rows it makes: `name@version`."""
        return f"{self.name}@{self.version}"


class Pass(Protocol):
    """One step of reading."""

    @property
    def spec(self) -> PassSpec:
        """Its name, version and needs."""
        ...

    def score(self, document: Document, tables: Tables, encoding: Encoding) -> Any:
        """Model arithmetic; changes nothing."""
        ...

    def decode(self, document: Document, tables: Tables, scores: Any) -> dict[str, pa.Table]:
        """Scores to tables; pure, so that it can be tested with hand-written scores."""
        ...

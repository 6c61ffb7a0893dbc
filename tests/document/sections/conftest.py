"""Outlines of texts written here, as rows that carry their words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from irises.annotation import Span, check_table
from irises.document.model import Draft, Hint, Source
from irises.document.paragraphs import paragraph_spans
from irises.document.sections import Outline, find_outline


@dataclass(frozen=True)
class Found:
    """An outline with its text: `rows` of the table, `words` of each row."""

    text: str
    outline: Outline
    paragraphs: list[Span]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows of the sections table."""
        return self.outline.sections.to_pylist()

    def of_kind(self, *kinds: str) -> list[dict[str, Any]]:
        """The rows of these kinds, each with its words."""
        return [row | {"words": self.words(row)} for row in self.rows if row["kind"] in kinds]

    def words(self, row: dict[str, Any]) -> str:
        """The words of a row."""
        return self.text[row["start"] : row["end"]].strip()

    def kinds(self) -> list[str]:
        """The kinds of the rows in text order, indented by depth."""
        depth: dict[int, int] = {-1: -1}
        lines = []
        for row in self.rows:
            depth[row["section_id"]] = depth[row["parent_id"]] + 1
            lines.append("  " * depth[row["section_id"]] + row["kind"])
        return lines

    def starts(self, *kinds: str) -> list[str]:
        """The first line of each row of these kinds."""
        return [row["words"].split("\n")[0] for row in self.of_kind(*kinds)]

    def story(self) -> str:
        """The words of the leaves that belong to the story."""
        parents = {row["parent_id"] for row in self.rows}
        return "\n".join(self.words(r) for r in self.rows if r["is_story"] and r["section_id"] not in parents)

    def leaf_at(self, words: str) -> dict[str, Any]:
        """The leaf in which the words stand."""
        at = self.text.index(words)
        parents = {row["parent_id"] for row in self.rows}
        return next(r for r in self.rows if r["start"] <= at < r["end"] and r["section_id"] not in parents)

    def field(self, name: str) -> str | None:
        """The value of the first metadata field of the name."""
        return next((field.value for field in self.outline.fields if field.name == name), None)


Finder = Callable[..., Found]


@pytest.fixture
def find() -> Finder:
    """Finds the outline of a text, with hints or without."""

    def finder(text: str, hints: Sequence[Hint] = ()) -> Found:
        draft = Draft(text=text, source=Source(name="a.txt", format="txt", sha256=""), hints=tuple(hints))
        paragraphs = paragraph_spans(text, format="txt")
        outline = find_outline(draft, paragraphs)
        check_table("sections", outline.sections, text_length=len(text))
        return Found(text, outline, paragraphs)

    return finder

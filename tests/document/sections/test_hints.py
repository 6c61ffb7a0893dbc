"""What markup states goes before what words suggest."""

from __future__ import annotations

from irises.document.model import Hint
from tests.document.sections.conftest import Finder

TEXT = """\
The Dog

What this is about

Rain

The road went down between the hedges to the river.

* * *

They walked it in the rain.

Snow

In the morning the road was white.
"""


def hint(
    kind: str, words: str, *, until: str | None = None, title: str | None = None, level: int | None = None
) -> Hint:
    """A hint from the first words to the end of the last."""
    end = until or words
    return Hint(start=TEXT.index(words), end=TEXT.index(end) + len(end), kind=kind, title=title, level=level)


def test_blocks_and_sections_that_markup_names(find: Finder) -> None:
    """Blocks keep their kinds, sections their titles and bounds, all with confidence 1."""
    hints = [
        hint("title", "The Dog"),
        hint("summary", "What this is about"),
        hint("chapter", "Rain", until="in the rain.", title="Rain"),
        hint("break", "* * *"),
        hint("chapter", "Snow", until="was white.", title="Snow"),
        hint("heading", "Rain", level=2),
        hint("heading", "Snow", level=2),
    ]
    found = find(TEXT, hints)
    assert found.kinds() == ["title", "summary", "chapter", "  scene", "  scene", "chapter"]
    assert [row["title"] for row in found.of_kind("chapter")] == ["Rain", "Snow"]
    assert all(row["confidence"] == 1.0 for row in found.rows if row["kind"] != "scene")
    assert found.of_kind("scene")[1]["confidence"] == 1.0


def test_headings_alone(find: Finder) -> None:
    """Headings of the depth that comes more than once are chapters; the one over them is the title."""
    hints = [hint("heading", "The Dog", level=1), hint("heading", "Rain", level=2), hint("heading", "Snow", level=2)]
    found = find(TEXT, hints)
    assert found.starts("title", "chapter") == ["The Dog", "Rain", "Snow"]


def test_what_follows_a_closed_section_is_not_in_it(find: Finder) -> None:
    """Where the source closes a chapter, what comes after lies beside it."""
    text = "Rain\n\nThe road went down to the river.\n\nThat is all. Thank you for reading!\n"
    closed = text.index("river.") + 6
    found = find(
        text,
        [
            Hint(start=0, end=closed, kind="chapter", title="Rain"),
            Hint(start=closed + 2, end=len(text), kind="authors_note"),
        ],
    )
    assert found.kinds() == ["chapter", "authors_note"]

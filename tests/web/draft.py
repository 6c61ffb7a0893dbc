"""Stories made by hand for the tests of the page, with rows that point at their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from irises.annotation import table_from_rows
from irises.story import Manifest, Story

MADE = {"confidence": 0.9, "source": "hand@1", "known_at": 0}
BIDI = "\u202eesrever\u2066"
HOSTILE = f"</script><script>alert(1)</script><!-- \"'>&amp; {BIDI} \u2028\u2029 e\u0301 \u0301lone {{{{ 7 }}}}"


@dataclass
class Draft:
    """A story to be: paragraphs, and rows that point at words of theirs."""

    paragraphs: Sequence[str]
    title: str | None = "A Title"
    author: str | None = None
    people: Sequence[str] = ()
    sections: Sequence[tuple[int, str, str | None]] = ()
    """Index of the first paragraph, kind and title, one after the other."""
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The whole text."""
        return "\n\n".join(self.paragraphs)

    def at(self, words: str, nth: int = 0) -> dict[str, Any]:
        """The nth place of the words, known once they are read."""
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        return MADE | {"start": start, "end": start + len(words), "known_at": start + len(words)}

    def mention(self, words: str, who: int, nth: int = 0, sure: float = 0.8, form: str = "proper") -> None:
        """The words mean somebody."""
        meant = {"form": form, "category": "PER", "is_generic": False, "entity_id": who, "entity_confidence": sure}
        self.rows.setdefault("mentions", []).append(self.at(words, nth) | meant)

    def quotation(self, words: str, speaker: int | None, **more: Any) -> None:
        """The words are said by somebody."""
        said = {"mode": "speech", "speaker": speaker, "speaker_confidence": 0.41, "addressees_confidence": 0.5}
        rows = self.rows.setdefault("quotations", [])
        place = {"quotation_id": len(rows), "continues": -1, "within": -1, "evidence": []}
        rows.append(self.at(words) | said | place | more)

    def row(self, table: str, words: str, nth: int = 0, **columns: Any) -> None:
        """A row of another table at the words."""
        self.rows.setdefault(table, []).append(self.at(words, nth) | columns)

    def story(self) -> Story:
        """The story."""
        whole = MADE | {"start": 0, "end": len(self.text)}
        record: dict[str, Any] = {
            "title": self.title,
            "author": self.author,
            "language": "en",
            "source_name": "made.txt",
        }
        record |= {"source_format": "txt", "source_sha256": "0" * 64, "text_sha256": "0" * 64, "n_words": 9}
        tables = {
            "story": [whole | record | {"n_chars": len(self.text), "reader_version": "0.1.0"}],
            "sections": self._section_rows(),
            "paragraphs": self._paragraph_rows(),
            "entities": [whole | self._entity(n, name) for n, name in enumerate(self.people)],
            **self.rows,
        }
        mentions = sorted(self.rows.get("mentions", []), key=lambda row: (row["start"], -row["end"]))
        tables["mentions"] = [row | {"mention_id": n} for n, row in enumerate(mentions)]
        arrow = {name: table_from_rows(name, rows) for name, rows in tables.items()}
        return Story(text=self.text, tables=arrow, manifest=Manifest(irises="0.1.0", read_at="2024-05-01T10:00:00Z"))

    def _starts(self) -> list[int]:
        lengths = (len(words) + 2 for words in self.paragraphs)
        return list(accumulate(lengths, initial=0))[: len(self.paragraphs)]

    def _section_rows(self) -> list[dict[str, Any]]:
        sections = self.sections or ([(0, "scene", None)] if self.paragraphs else [])
        begins = self._starts()
        starts = [begins[first] for first, _, _ in sections] + [len(self.text)]
        rows = []
        for n, (_, kind, title) in enumerate(sections):
            span = {"section_id": n, "parent_id": -1, "start": starts[n], "end": starts[n + 1]}
            rows.append(MADE | span | {"kind": kind, "title": title, "is_story": kind in ("scene", "chapter")})
        return rows

    def _paragraph_rows(self) -> list[dict[str, Any]]:
        rows = []
        for n, (words, start) in enumerate(zip(self.paragraphs, self._starts(), strict=True)):
            section = sum(n >= first for first, _, _ in self.sections[1:])
            span = {"start": start, "end": start + len(words)}
            rows.append(MADE | span | {"paragraph_id": n, "section_id": section})
        return rows

    def _entity(self, who: int, name: str) -> dict[str, Any]:
        n = sum(row["entity_id"] == who for row in self.rows.get("mentions", []))
        known = {"entity_id": who, "category": "PER", "name": name, "pronouns": [], "n_mentions": n}
        return known | {"is_character": True, "is_narrator": False, "members": []}


def hostile() -> Draft:
    """Everything that can hold words holds words that would break out of a page built carelessly."""
    paragraphs = [f"Warning: {HOSTILE}", f"Chapter {HOSTILE}", f"“{HOSTILE}” said {HOSTILE}.", "*"]
    sections = [(0, "content_note", None), (1, "chapter", f"Chapter {HOSTILE}"), (2, "scene", None)]
    draft = Draft(paragraphs, title=HOSTILE, author=HOSTILE, people=[HOSTILE], sections=sections)
    draft.mention(HOSTILE, 0, nth=3)
    cue = draft.at(f"said {HOSTILE}")
    draft.quotation(f"“{HOSTILE}”", 0, attribution="explicit", cue_start=cue["start"], cue_end=cue["end"])
    draft.rows["markup"] = [draft.at(HOSTILE, 2) | {"kind": "italic", "value": HOSTILE}]
    draft.rows["aliases"] = [draft.at(HOSTILE) | {"entity_id": 0, "alias": HOSTILE + "!", "form": "proper", "n": 1}]
    return draft

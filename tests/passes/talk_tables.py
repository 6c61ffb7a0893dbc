"""Tables for small hand-made dialogues: names are found by their words, quotations by their marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import pyarrow as pa

from irises.annotation import Span, empty_table, table_from_rows
from irises.document.model import Document, Source, Words
from irises.document.words import split_words
from irises.passes.dialogue import Dialogue, read_dialogue


class Talk:
    """A text with its tables.

    `people` gives each entity's name, pronouns and further words for it; `pronouns` says whom the n-th use of a
    pronoun means, as ("she", n, entity). The entity called "I" is the narrator.
    """

    def __init__(
        self,
        text: str,
        people: Sequence[tuple[str, Sequence[str], Sequence[str]]],
        *,
        pronouns: Sequence[tuple[str, int, int]] = (),
        modes: Mapping[int, str] | None = None,
        narrators: Sequence[int] = (),
    ) -> None:
        self.text = text
        self.narrators = frozenset(narrators)
        self.people = people
        paragraphs = [Span(*m.span()) for m in re.finditer(r"\S(?:.|\n(?!\n))*", text)]
        self.words = split_words(text, paragraphs)
        mentions = self._mentions(pronouns)
        self.tables: dict[str, pa.Table] = {
            "sections": _table(
                "sections", [_row(0, len(text), section_id=0, parent_id=-1, kind="scene", is_story=True)]
            ),
            "paragraphs": _table(
                "paragraphs", [_row(*p, paragraph_id=i, section_id=0) for i, p in enumerate(paragraphs)]
            ),
            "sentences": _table(
                "sentences", [_row(*p, sentence_id=i, paragraph_id=i) for i, p in enumerate(paragraphs)]
            ),
            "tokens": _tokens(self.words),
            "mentions": _table("mentions", mentions),
            "entities": self._entities(mentions),
            "aliases": empty_table("aliases"),
            "quotations": _quotations(text, paragraphs, modes or {}),
        }

    @property
    def document(self) -> Document:
        """The text as a document."""
        return Document(
            text=self.text, source=Source(name="talk", format="txt", sha256=""), tables=self.tables, words=self.words
        )

    @property
    def dialogue(self) -> Dialogue:
        """The tables as the attribution sees them."""
        return read_dialogue(self.text, self.tables)

    def _mentions(self, pronouns: Sequence[tuple[str, int, int]]) -> list[dict[str, object]]:
        found: dict[tuple[int, int], tuple[int, str]] = {}
        for entity, (name, _, more) in enumerate(self.people):
            for words in sorted((name, *more), key=len, reverse=True):
                form = "pronoun" if words == "I" else "proper" if words[0].isupper() else "common"
                for match in re.finditer(rf"\b{re.escape(words)}\b", self.text):
                    if form == "pronoun" and self.text[: match.start()].count('"') % 2:
                        continue
                    if not any(a < match.end() and match.start() < b for a, b in found):
                        found[match.span()] = (entity, form)
        for word, nth, entity in pronouns:
            uses = list(re.finditer(rf"\b{word}\b", self.text, re.I))
            found[uses[nth].span()] = (entity, "pronoun")
        return [
            _row(a, b, mention_id=i, form=form, category="PER", is_generic=False, entity_id=who, entity_confidence=0.9)
            for i, ((a, b), (who, form)) in enumerate(sorted(found.items()))
        ]

    def _entities(self, mentions: list[dict[str, object]]) -> pa.Table:
        counts = Counter(row["entity_id"] for row in mentions)
        return _table(
            "entities",
            [
                _row(
                    0, 1, entity_id=i, category="PER", name=name, pronouns=list(pronouns), n_mentions=counts[i],
                    is_character=True, is_narrator=name == "I" or i in self.narrators, members=[],
                )
                for i, (name, pronouns, _) in enumerate(self.people)
            ],
        )  # fmt: skip


def _row(start: int, end: int, **columns: object) -> dict[str, object]:
    return {"start": start, "end": end, "known_at": end, "confidence": 1.0, "source": "test@1", **columns}


def _table(name: str, rows: Sequence[Mapping[str, object]]) -> pa.Table:
    return table_from_rows(name, rows)


def _tokens(words: Words) -> pa.Table:
    spans = zip(words.start.tolist(), words.end.tolist(), words.paragraph.tolist(), strict=True)
    return _table("tokens", [_row(a, b, token_id=i, sentence_id=p) for i, (a, b, p) in enumerate(spans)])


def _quotations(text: str, paragraphs: Sequence[Span], modes: Mapping[int, str]) -> pa.Table:
    """Stretches between double marks, joined within a paragraph; single marks inside them are nested."""
    spans = sorted(
        (m.span() for pattern in (r'"[^"]*"', r"‘[^’]*’") for m in re.finditer(pattern, text)),
        key=lambda s: (s[0], -s[1]),
    )
    rows: list[dict[str, object]] = []
    for start, end in spans:
        outer = next((i for i, row in enumerate(rows) if row["start"] < start and end < row["end"]), -1)  # type: ignore[operator]
        here = next(p for p in paragraphs if p.start <= start < p.end)
        before = [i for i, row in enumerate(rows) if row["start"] >= here.start and row["within"] == -1]  # type: ignore[operator]
        rows.append(
            _row(
                start, end, quotation_id=len(rows), mode=modes.get(len(rows), "speech"), speaker_confidence=0.0,
                addressees_confidence=0.0, continues=before[-1] if before and outer < 0 else -1, within=outer,
                evidence=[],
            )
        )  # fmt: skip
    return _table("quotations", rows)

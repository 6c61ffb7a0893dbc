"""The pass that says in which person and tense the story is told, by whom, and through whose eyes."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyarrow as pa

from irises.annotation import table_from_rows
from irises.document.model import Document
from irises.encode.encoding import Encoding
from irises.passes.interface import PassSpec, Tables
from irises.passes.mind_head import SEES, Floats, word_signs
from irises.passes.person import SectionVoice, person_of_sections
from irises.passes.views import View, Views

_I = frozenset({"i", "me", "my", "mine", "myself"})
_YOU = frozenset({"you", "your", "yours", "yourself"})


class Perspectives:
    """Person, tense and narrator of each leaf section of the story, and in it the stretches of one focalizer."""

    @property
    def spec(self) -> PassSpec:
        """Name, version, needs and the tables it gives."""
        return PassSpec(
            name="perspectives",
            version=6,
            requires=frozenset({"sections", "paragraphs", "sentences", "tokens", "quotations", "mentions", "entities"}),
            provides=frozenset({"perspectives", "sections"}),
        )

    def score(self, document: Document, tables: Tables, encoding: Encoding) -> Floats:
        """How far each word sounds like a mention of the one who sees, in nats."""
        return word_signs(encoding)[:, SEES]

    def decode(self, document: Document, tables: Tables, scores: Floats) -> dict[str, pa.Table]:
        """`perspectives`, stretch by stretch over each leaf section of the story, and `sections` with narrators."""
        voices = person_of_sections(document.text, tables["sections"], tables["paragraphs"], tables["quotations"])
        narrators = narrators_of(document.text, voices, tables)
        told_of = told_as_you(document.text, voices, tables)
        views = Views(document, tables, scores)
        rows = (
            _row(voice, who, view, self.spec.source)
            for voice, who, you in zip(voices, narrators, told_of, strict=True)
            for view in views.of_section(voice, who if you is None else you)
        )
        tellers = {voice.section_id: who for voice, who in zip(voices, narrators, strict=True)}
        return {
            "perspectives": table_from_rows("perspectives", rows),
            "sections": with_narrators(tables["sections"], tellers),
        }


def with_narrators(sections: pa.Table, tellers: Mapping[int, int | None]) -> pa.Table:
    """The sections with the narrators of the leaves among them."""
    column = pa.array([tellers.get(n) for n in range(sections.num_rows)], type=pa.int32())
    place = sections.schema.get_field_index("narrator")
    return sections.set_column(place, sections.schema.field(place), column)


def narrators_of(text: str, voices: Sequence[SectionVoice], tables: Tables) -> list[int | None]:
    """For each section the entity that says "I" in it outside quotations, if it is a narrator; None elsewhere."""
    entities = tables["entities"]
    narrators = frozenset(entities.filter(entities["is_narrator"])["entity_id"].to_pylist())
    said = (row for row in _narrated_as(_I, text, tables) if row[2] in narrators)
    return _most_in_each(said, voices, person="first")


def told_as_you(text: str, voices: Sequence[SectionVoice], tables: Tables) -> list[int | None]:
    """For each section in the second person the entity that is mostly "you" outside quotations; None elsewhere."""
    return _most_in_each(_narrated_as(_YOU, text, tables), voices, person="second")


def _most_in_each(
    said: Iterable[tuple[int, int, int]], voices: Sequence[SectionVoice], *, person: str
) -> list[int | None]:
    """Of each section in this person the entity that is said most in it."""
    if all(voice.person != person for voice in voices):
        return [None] * len(voices)
    starts = [voice.start for voice in voices]
    counts: list[Counter[int]] = [Counter() for _ in voices]
    for start, end, entity in said:
        place = bisect_right(starts, start) - 1
        if place >= 0 and end <= voices[place].end:
            counts[place][entity] += 1
    return [
        count.most_common(1)[0][0] if voice.person == person and count else None
        for voice, count in zip(voices, counts, strict=True)
    ]


def _narrated_as(pronouns: frozenset[str], text: str, tables: Tables) -> Iterator[tuple[int, int, int]]:
    """Start, end and entity of each of these pronouns that stands outside all quotations."""
    quotations = tables["quotations"]
    quoted = sorted(zip(quotations["start"].to_pylist(), quotations["end"].to_pylist(), strict=True))
    mentions = tables["mentions"]
    columns = (mentions[name].to_pylist() for name in ("start", "end", "entity_id"))
    longest = max(map(len, pronouns))
    for start, end, entity in zip(*columns, strict=True):
        if end - start <= longest and text[start:end].lower() in pronouns and not _inside(start, quoted):
            yield start, end, entity


def _inside(position: int, quoted: Sequence[tuple[int, int]]) -> bool:
    """Whether a position lies in one of the spans, which nest but do not cross."""
    place = bisect_right(quoted, (position, 1 << 31)) - 1
    # A nested span may end before the one around it does.
    return any(quoted[n][1] > position for n in range(place, max(-1, place - 4), -1))


def _row(voice: SectionVoice, narrator: int | None, view: View, source: str) -> dict[str, object]:
    return {
        "start": view.start,
        "end": view.end,
        "confidence": voice.confidence,
        "source": source,
        "known_at": view.end,
        "person": voice.person,
        "tense": voice.tense,
        "narrator": narrator,
        "focalizer": view.focalizer,
        "focalizer_confidence": view.confidence,
        "kind": view.kind,
        "evidence": [{"table": "sections", "id": voice.section_id}]
        + [{"table": "mentions", "id": mention} for mention in view.mentions],
    }

"""Rows of the tables as typed, frozen objects: one class per table, one attribute per column.

An attribute has its column's name and meaning; `None` stands for null ("not known") and lists are tuples.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

import pyarrow as pa

from irises.annotation import Span


class Evidence(NamedTuple):
    """A row of another table that a row follows from."""

    table: str
    id: int


@dataclass(frozen=True, slots=True)
class Row:
    """What every row has: a span of the text (code points, half-open), a confidence and where it comes from."""

    story_text: str = field(repr=False, compare=False)
    start: int
    end: int
    confidence: float
    source: str
    known_at: int

    @property
    def span(self) -> Span:
        """Where its words are."""
        return Span(self.start, self.end)

    @property
    def text(self) -> str:
        """Its words."""
        return self.story_text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class StoryRecord(Row):
    """The story as a whole."""

    title: str | None
    author: str | None
    language: str
    person: str | None
    source_name: str
    source_format: str
    source_sha256: str
    text_sha256: str
    n_chars: int
    n_words: int
    reader_version: str


@dataclass(frozen=True, slots=True)
class MetadataField(Row):
    """A field found in the file or the front matter."""

    name: str
    value: str
    section_id: int | None


@dataclass(frozen=True, slots=True)
class Markup(Row):
    """A stretch the source marked."""

    kind: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Section(Row):
    """A structural unit; units nest."""

    section_id: int
    parent_id: int
    kind: str
    is_story: bool
    title: str | None
    date: str | None
    narrator: int | None


@dataclass(frozen=True, slots=True)
class Paragraph(Row):
    """A paragraph."""

    paragraph_id: int
    section_id: int


@dataclass(frozen=True, slots=True)
class Sentence(Row):
    """A sentence."""

    sentence_id: int
    paragraph_id: int


@dataclass(frozen=True, slots=True)
class Token(Row):
    """A word."""

    token_id: int
    sentence_id: int
    lemma: str | None
    upos: str | None
    feats: str | None
    head: int | None
    deprel: str | None


@dataclass(frozen=True, slots=True)
class Mention(Row):
    """A reference to an entity."""

    mention_id: int
    head_token: int | None
    form: str
    category: str
    is_generic: bool
    entity_id: int
    entity_confidence: float


@dataclass(frozen=True, slots=True)
class Entity(Row):
    """Somebody or something the story speaks of."""

    entity_id: int
    category: str
    name: str
    pronouns: tuple[str, ...]
    n_mentions: int
    is_character: bool
    is_narrator: bool
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Alias(Row):
    """A name or epithet of an entity; its span is the first use."""

    entity_id: int
    alias: str
    form: str
    n: int


@dataclass(frozen=True, slots=True)
class Identity(Row):
    """Two entities that turn out to be one."""

    entity_id: int
    same_as: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Quotation(Row):
    """An unbroken stretch of direct speech, thought or quoted writing, marks included."""

    quotation_id: int
    mode: str
    speaker: int | None
    speaker_confidence: float
    addressees: tuple[int, ...] | None
    addressees_confidence: float
    attribution: str | None
    cue_start: int | None
    cue_end: int | None
    continues: int
    within: int
    evidence: tuple[Evidence, ...]

    @property
    def cue(self) -> str | None:
        """The words that say who speaks, where there are any."""
        if self.cue_start is None or self.cue_end is None:
            return None
        return self.story_text[self.cue_start : self.cue_end]


@dataclass(frozen=True, slots=True)
class Event(Row):
    """An event told as really happening; its words are the trigger."""

    event_id: int
    agent: int | None
    patient: int | None


@dataclass(frozen=True, slots=True)
class Perspective(Row):
    """A stretch of one point of view."""

    person: str
    tense: str
    narrator: int | None
    focalizer: int | None
    focalizer_confidence: float
    kind: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Emotion(Row):
    """An emotion in the text."""

    emotion_id: int
    experiencer: int | None
    emotion: str
    valence: float
    intensity: float
    is_negated: bool
    target: int | None
    channel: str
    is_masked: bool
    masks: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Belief(Row):
    """Something held in mind."""

    belief_id: int
    holder: int | None
    stance: str
    content_start: int
    content_end: int
    about: tuple[int, ...]
    is_negated: bool
    within: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Commitment(Row):
    """A word given or asked."""

    commitment_id: int
    kind: str
    by: int | None
    to: tuple[int, ...] | None
    about: tuple[int, ...]
    content_start: int
    content_end: int
    status: str
    resolved_start: int | None
    resolved_end: int | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Relation(Row):
    """A piece of evidence for how one person stands to another."""

    relation_id: int
    from_entity: int
    to_entity: int
    kind: str
    valence: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Presence(Row):
    """A person in a scene."""

    section_id: int
    entity_id: int
    status: str
    n_quotations: int
    n_mentions: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Finding(Row):
    """What a manuscript check noticed."""

    check: str
    severity: str
    message: str
    suggestion: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Correction(Row):
    """A change a person made."""

    correction_id: int
    verb: str
    arguments: str
    anchor: str
    made_at: str
    state: str


ROWS: Mapping[str, type[Row]] = MappingProxyType(
    {
        "story": StoryRecord,
        "metadata": MetadataField,
        "markup": Markup,
        "sections": Section,
        "paragraphs": Paragraph,
        "sentences": Sentence,
        "tokens": Token,
        "mentions": Mention,
        "entities": Entity,
        "aliases": Alias,
        "identities": Identity,
        "quotations": Quotation,
        "events": Event,
        "perspectives": Perspective,
        "emotions": Emotion,
        "beliefs": Belief,
        "commitments": Commitment,
        "relations": Relation,
        "presence": Presence,
        "findings": Finding,
        "corrections": Correction,
    }
)
"""The row class of every table."""

RowType = TypeVar("RowType", bound=Row)


def rows_of(text: str, table: pa.Table, row_class: type[RowType]) -> tuple[RowType, ...]:
    """The rows of a table whose columns are the class's attributes, in row order."""
    columns = [_values(name, table[name]) for name in table.column_names]
    return tuple(row_class(text, *values) for values in zip(*columns, strict=True))


def _values(name: str, column: pa.ChunkedArray) -> list[Any]:
    values: list[Any] = column.to_pylist()
    if name == "evidence":
        return [tuple(Evidence(**link) for link in links) for links in values]
    if pa.types.is_list(column.type):
        return [None if items is None else tuple(items) for items in values]
    return values

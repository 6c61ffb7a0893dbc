"""A story's tables without a word of its author's: counts, kinds, positions in bins, networks of numbers.

What is kept is said here, column by column, and nothing else leaves; docs/withheld.md is made from these declarations.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from irises.annotation import TABLES, Column
from irises.annotation.columns import FLOAT, INT, TEXT
from irises.corpus.tables import schema_of
from irises.story import Story

_MOST_BINS, _LEAST_IN_A_BIN = 100, 1_000
_NO_WORDS = ("PUNCT", "SYM", "X")
_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
PRONOUNS = ("he", "she", "they", "it", "i", "you", "we", "other")
_FORMS = {
    "he": "he him his himself", "she": "she her hers herself", "they": "they them their theirs themselves themself",
    "it": "it its itself", "i": "i me my mine myself", "you": "you your yours yourself yourselves",
    "we": "we us our ours ourselves",
}  # fmt: skip
_PRONOUN_OF = {form: kind for kind, forms in _FORMS.items() for form in forms.split()}
FORMATS = ("txt", "md", "html", "epub", "docx")

BIN = Column(name="bin", type=INT, help="Bin of the story in which the row begins, from 0.", unit="bin")
_LAST_BIN = Column(name="last_bin", type=INT, help="Bin in which it ends.", unit="bin")
_KNOWN_BIN = Column(name="known_bin", type=INT, help="Bin in which a reader can first know the row.", unit="bin")
_SURE = Column(name="confidence", type=FLOAT, help="How sure it is that the row is there at all.", unit="0..1")
_N_WORDS = Column(name="n_words", type=INT, help="Words in it, marks left out.", unit="words")
_COMMON = (BIN, _KNOWN_BIN, _SURE)


@dataclass(frozen=True, kw_only=True)
class _Kept:
    """What is kept of a table: these columns as they are, and whether its rows are stretches with an end and words."""

    columns: str
    is_stretch: bool = False
    more: tuple[Column, ...] = ()


_KEPT: Mapping[str, _Kept] = {
    "markup": _Kept(columns="kind"),
    "sections": _Kept(columns="section_id parent_id kind is_story narrator", is_stretch=True),
    "mentions": _Kept(columns="mention_id form category is_generic entity_id entity_confidence"),
    "entities": _Kept(
        columns="entity_id category n_mentions is_character is_narrator members",
        more=(Column(name="pronoun", type=TEXT, help="The pronoun used most for it.", values=PRONOUNS, nullable=True),),
    ),
    "aliases": _Kept(columns="entity_id form n"),
    "identities": _Kept(columns="entity_id same_as"),
    "quotations": _Kept(
        columns="quotation_id mode speaker speaker_confidence addressees addressees_confidence attribution"
        " continues within",
        is_stretch=True,
    ),
    "events": _Kept(columns="event_id agent patient"),
    "perspectives": _Kept(columns="person tense narrator focalizer focalizer_confidence kind", is_stretch=True),
    "emotions": _Kept(
        columns="emotion_id experiencer emotion valence intensity is_negated target channel is_masked masks"
    ),
    "beliefs": _Kept(columns="belief_id holder stance about is_negated within"),
    "commitments": _Kept(
        columns="commitment_id kind by to about status",
        more=(
            Column(name="resolved_bin", type=INT, help="Bin of the words that settle it.", unit="bin", nullable=True),
        ),
    ),
    "relations": _Kept(columns="relation_id from_entity to_entity kind valence"),
    "presence": _Kept(columns="section_id entity_id status n_quotations n_mentions"),
}

_STORY = (
    Column(name="language", type=TEXT, help="ISO 639-1 code."),
    Column(name="person", type=TEXT, help="Grammatical person of the main narration.", nullable=True,
           values=("first", "second", "third")),
    Column(name="year", type=INT, help="Year of publication, where the file states one.", nullable=True),
    Column(name="source_format", type=TEXT, help="What kind of file it was.", values=FORMATS),
    Column(name="n_words", type=INT, help="Words of the story itself, front and back matter left out.", unit="words"),
    Column(name="n_bins", type=INT, help="How many bins the text is cut into.", unit="bins"),
    Column(name="reader_version", type=TEXT, help="Version of Irises that read it."),
)  # fmt: skip
_PROFILE = (
    BIN,
    Column(name="n_words", type=INT, help="Words that begin in the bin, marks left out.", unit="words"),
    Column(name="n_sentences", type=INT, help="Sentences that begin there.", unit="sentences"),
    Column(name="n_paragraphs", type=INT, help="Paragraphs that begin there.", unit="paragraphs"),
    Column(name="n_quoted", type=INT, help="Its words within quotations.", unit="words"),
)
_CLASSES = (
    BIN,
    Column(name="upos", type=TEXT, help="Universal part of speech."),
    Column(name="n", type=INT, help="Words of that class which begin in the bin.", unit="words"),
)


def _columns(name: str, kept: _Kept) -> tuple[Column, ...]:
    known = {column.name: column for column in TABLES[name].columns}
    own = tuple(known[column] for column in kept.columns.split())
    return (*_COMMON, *((_LAST_BIN, _N_WORDS) if kept.is_stretch else ()), *own, *kept.more)


WITHHELD: Mapping[str, tuple[Column, ...]] = MappingProxyType(
    {
        "story": _STORY,
        "profile": _PROFILE,
        "word_classes": _CLASSES,
        **{name: _columns(name, kept) for name, kept in _KEPT.items()},
    }
)
"""By table, every column that leaves; they have a `story_id` before them."""

WITHHELD_SCHEMAS = MappingProxyType({name: schema_of(columns) for name, columns in WITHHELD.items()})

ROWS: Mapping[str, str] = MappingProxyType(
    {
        "profile": "bin of a story",
        "word_classes": "part of speech in a bin",
        **{name: TABLES[name].row for name in ("story", *_KEPT)},
    }
)
"""What a row of each table is."""


def withhold(story: Story) -> dict[str, pa.Table]:
    """The tables of a story that tell of it without its words."""
    words = _Words(story)
    tables = {"story": _story(story, words), "profile": _profile(story, words), "word_classes": _classes(story, words)}
    return tables | {name: _kept(name, kept, story.table(name), words) for name, kept in _KEPT.items()}


class _Words:
    """Where a story's words are, and its bins."""

    def __init__(self, story: Story) -> None:
        self._length = max(1, len(story.text))
        self.n_bins = max(1, min(_MOST_BINS, self._length // _LEAST_IN_A_BIN))
        tokens = story.table("tokens")
        upos = np.array(tokens["upos"].fill_null("X" if tokens["upos"].null_count < len(tokens) else "NOUN"))
        counted = ~np.isin(upos, _NO_WORDS)
        self.starts: npt.NDArray[np.int64] = tokens["start"].to_numpy().astype(np.int64)[counted]
        self.upos: Sequence[str] = upos[counted].tolist()

    def bins(self, offsets: pa.ChunkedArray) -> npt.NDArray[np.int32]:
        """The bin of each offset."""
        return self.bins_of(offsets.to_numpy().astype(np.int64))

    def bins_of(self, offsets: npt.NDArray[np.int64]) -> npt.NDArray[np.int32]:
        """The bin of each offset."""
        return np.minimum(offsets * self.n_bins // self._length, self.n_bins - 1).astype(np.int32)

    def between(self, table: pa.Table) -> npt.NDArray[np.int32]:
        """How many words begin in each row's span."""
        first, last = (np.searchsorted(self.starts, table[side].to_numpy()) for side in ("start", "end"))
        return np.asarray(last - first, dtype=np.int32)


def _table(name: str, columns: Mapping[str, object]) -> pa.Table:
    schema = pa.schema([column.field() for column in WITHHELD[name]])
    arrays = [
        value if isinstance(value, pa.ChunkedArray) else pa.array(value, field.type)
        for field in schema
        for value in [columns[field.name]]
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _story(story: Story, words: _Words) -> pa.Table:
    record = story.record
    published = [field.value for field in story.metadata if field.name == "published"]
    years = [int(found[1]) for value in published if (found := _YEAR.search(value))]
    return _table(
        "story",
        {
            "language": [record.language],
            "person": [record.person],
            "year": [min(years, default=None)],
            "source_format": [record.source_format],
            "n_words": [record.n_words],
            "n_bins": [words.n_bins],
            "reader_version": [record.reader_version],
        },
    )


def _profile(story: Story, words: _Words) -> pa.Table:
    quoted = np.zeros(len(words.starts), dtype=np.bool_)
    spans = story.table("quotations")
    for start, end in zip(spans["start"].to_pylist(), spans["end"].to_pylist(), strict=True):
        first, last = np.searchsorted(words.starts, (start, end))
        quoted[first:last] = True

    def count(bins: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
        return np.bincount(bins, minlength=words.n_bins)

    return _table(
        "profile",
        {
            "bin": np.arange(words.n_bins),
            "n_words": count(words.bins_of(words.starts)),
            "n_sentences": count(words.bins(story.table("sentences")["start"])),
            "n_paragraphs": count(words.bins(story.table("paragraphs")["start"])),
            "n_quoted": count(words.bins_of(words.starts[quoted])),
        },
    )


def _classes(story: Story, words: _Words) -> pa.Table:
    if not story.table("tokens")["upos"].drop_null():
        return _table("word_classes", {"bin": [], "upos": [], "n": []})
    counted: dict[tuple[int, str], int] = {}
    for place in zip(words.bins_of(words.starts).tolist(), words.upos, strict=True):
        counted[place] = counted.get(place, 0) + 1
    places = sorted(counted)
    return _table(
        "word_classes",
        {
            "bin": [place[0] for place in places],
            "upos": [place[1] for place in places],
            "n": [counted[place] for place in places],
        },
    )


def _kept(name: str, kept: _Kept, table: pa.Table, words: _Words) -> pa.Table:
    columns: dict[str, object] = {column: table[column] for column in kept.columns.split()}
    columns |= {
        "bin": words.bins(table["start"]),
        "known_bin": words.bins(table["known_at"]),
        "confidence": table["confidence"],
        "last_bin": words.bins(table["end"]),
        "n_words": words.between(table),
    }
    if name == "entities":
        columns["pronoun"] = [_pronoun(used) for used in table["pronouns"].to_pylist()]
    if name == "commitments":
        known = table["resolved_start"]
        bins = words.bins(known.fill_null(0)).tolist()
        columns["resolved_bin"] = [
            None if where is None else own for where, own in zip(known.to_pylist(), bins, strict=True)
        ]
    return _table(name, columns)


def _pronoun(used: Sequence[str]) -> str | None:
    return _PRONOUN_OF.get(used[0].casefold(), "other") if used else None

"""The tables of a read story. These declarations are the only definition of the data contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pyarrow as pa

from irises.annotation.columns import EVIDENCE, FLAG, FLOAT, IDS, INT, TEXT, TEXTS, Column

SECTION_KINDS = (
    "title", "byline", "archive_metadata", "disclaimer", "content_note", "summary", "dedication", "soundtrack",
    "epigraph", "poem", "contents", "preface", "authors_note", "licence", "part", "chapter", "prologue", "epilogue",
    "scene", "journal_entry", "letter", "message", "footnote", "end_note", "other",
)  # fmt: skip
MARKUP_KINDS = ("italic", "bold", "underline", "strike", "link", "heading", "rule", "footnote", "image")
FORMS = ("proper", "common", "pronoun")
CATEGORIES = ("PER", "FAC", "GPE", "LOC", "VEH", "ORG")
MODES = ("speech", "thought", "writing")
ATTRIBUTIONS = ("explicit", "anaphoric", "implicit")
PERSONS = ("first", "second", "third")
TENSES = ("past", "present")
PERSPECTIVE_KINDS = ("internal", "external", "omniscient")
EMOTIONS = ("anger", "anticipation", "disgust", "fear", "joy", "sadness", "surprise", "trust", "other")
CHANNELS = ("felt", "shown", "said")
STANCES = ("knows", "believes", "suspects", "doubts", "remembers", "forgot", "unaware", "misbelieves")
COMMITMENTS = ("promise", "vow", "request", "command", "threat", "refusal")
COMMITMENT_STATUS = ("open", "kept", "broken", "withdrawn")
RELATIONS = (
    "family", "romance", "friendship", "mentorship", "rivalry", "enmity", "care", "blame", "fear", "admiration",
    "loyalty", "service", "other",
)  # fmt: skip
PRESENCES = ("present", "mentioned", "remembered")


def _id(name: str, help: str) -> Column:
    return Column(name=name, type=INT, help=help, unit="ordinal")


def _maybe_id(name: str, help: str) -> Column:
    return Column(name=name, type=INT, help=help, unit="ordinal", nullable=True)


def _text(name: str, help: str, *, values: tuple[str, ...] = (), nullable: bool = False) -> Column:
    return Column(name=name, type=TEXT, help=help, values=values, nullable=nullable)


def _int(name: str, help: str, unit: str, *, nullable: bool = False) -> Column:
    return Column(name=name, type=INT, help=help, unit=unit, nullable=nullable)


def _flag(name: str, help: str) -> Column:
    return Column(name=name, type=FLAG, help=help)


def _sure(name: str, help: str, *, nullable: bool = False) -> Column:
    return Column(name=name, type=FLOAT, help=help, unit="0..1", nullable=nullable)


def _ids(name: str, help: str, *, nullable: bool = False) -> Column:
    return Column(name=name, type=IDS, help=help, unit="ordinals", nullable=nullable)


COMMON = (
    _int("start", "First code point of the row's words.", "code points"),
    _int("end", "Code point after the row's words.", "code points"),
    _sure("confidence", "How sure it is that the row is there at all."),
    _text("source", "Who says so: `pass@version`, or `user` for a correction or a given cast."),
    _int("known_at", "First position at which a reader can know the row.", "code points"),
)

_EVIDENCE = Column(name="evidence", type=EVIDENCE, help="Rows of other tables that this one follows from.")


@dataclass(frozen=True, kw_only=True)
class TableSpec:
    """A table: what a row is, its own columns, which of them is its id, and whether rows follow from other rows."""

    name: str
    row: str
    columns: tuple[Column, ...]
    id_column: str | None = None
    derived: bool = False

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """The columns every table has, then the table's own, then the evidence of derived rows."""
        return COMMON + self.columns + ((_EVIDENCE,) if self.derived else ())

    def schema(self) -> pa.Schema:
        """The Arrow schema, with help, unit and values as field metadata."""
        return pa.schema([column.field() for column in self.all_columns], metadata={"row": self.row})


_SPECS = (
    TableSpec(
        name="story",
        row="story (one row)",
        columns=(
            _text("title", "The story's title.", nullable=True),
            _text("author", "The author's name as the file gives it.", nullable=True),
            _text("language", "ISO 639-1 code."),
            _text("person", "Grammatical person of the main narration.", values=PERSONS, nullable=True),
            _text("source_name", "File name the story was read from; `-` for standard input."),
            _text("source_format", "txt, md, html, epub or docx."),
            _text("source_sha256", "SHA-256 of the file's bytes."),
            _text("text_sha256", "SHA-256 of text.txt."),
            _int("n_chars", "Length of text.txt.", "code points"),
            _int("n_words", "Words of the story itself, front and back matter left out.", "words"),
            _text("reader_version", "Version of Irises that read it."),
        ),
    ),
    TableSpec(
        name="metadata",
        row="field found in the file or front matter",
        columns=(
            _text("name", "Field: title, author, fandom, rating, warning, category, pairing, character, tag, ..."),
            _text("value", "Its value, white space folded."),
            _maybe_id("section_id", "Section it was read from; null where only the file's own records say it."),
        ),
    ),
    TableSpec(
        name="markup",
        row="stretch the source marked",
        columns=(
            _text("kind", "How it was marked.", values=MARKUP_KINDS),
            _text("value", "Link target, heading level, image description.", nullable=True),
        ),
    ),
    TableSpec(
        name="sections",
        row="structural unit; units nest, and the leaves cover the text without gap",
        id_column="section_id",
        columns=(
            _id("section_id", "The section."),
            _id("parent_id", "The section around it; -1 at the root."),
            _text("kind", "What it is.", values=SECTION_KINDS),
            _flag("is_story", "Whether its words belong to the story itself."),
            _text("title", "Its heading as printed.", nullable=True),
            _text("date", "ISO 8601 date, as precise as the text says.", nullable=True),
            _maybe_id("narrator", "entity_id of who tells it."),
        ),
    ),
    TableSpec(
        name="paragraphs",
        row="paragraph, however the source separates them",
        id_column="paragraph_id",
        columns=(_id("paragraph_id", "The paragraph."), _id("section_id", "Innermost section it lies in.")),
    ),
    TableSpec(
        name="sentences",
        row="sentence",
        id_column="sentence_id",
        columns=(_id("sentence_id", "The sentence."), _id("paragraph_id", "Paragraph it lies in.")),
    ),
    TableSpec(
        name="tokens",
        row="word",
        id_column="token_id",
        columns=(
            _id("token_id", "The word."),
            _id("sentence_id", "Sentence it lies in."),
            _text("lemma", "Dictionary form.", nullable=True),
            _text("upos", "Universal part of speech.", nullable=True),
            _text("feats", "Universal features, `Name=Value|...`.", nullable=True),
            _maybe_id("head", "token_id of its syntactic head; its own id at a root."),
            _text("deprel", "Universal dependency relation.", nullable=True),
        ),
    ),
    TableSpec(
        name="mentions",
        row="reference to an entity; nesting and overlap allowed, singletons included",
        id_column="mention_id",
        columns=(
            _id("mention_id", "The mention."),
            _maybe_id("head_token", "token_id of its head word."),
            _text("form", "Proper name, common noun phrase or pronoun.", values=FORMS),
            _text("category", "LitBank's category.", values=CATEGORIES),
            _flag("is_generic", "Whether it refers to a class, not to somebody."),
            _id("entity_id", "Who or what is meant."),
            _sure("entity_confidence", "How sure the link to the entity is."),
        ),
    ),
    TableSpec(
        name="entities",
        row="entity",
        id_column="entity_id",
        columns=(
            _id("entity_id", "The entity."),
            _text("category", "LitBank's category.", values=CATEGORIES),
            _text("name", "Canonical name: the fullest usual name, else the most telling epithet."),
            Column(name="pronouns", type=TEXTS, help="Pronouns the text uses for it, most used first; or those given."),
            _int("n_mentions", "Its mentions.", "mentions"),
            _flag("is_character", "A person (or animal, machine) speaking, acting or named, in a book more than once."),
            _flag("is_narrator", "Whether it tells the story or a part of it as `I`."),
            _ids("members", "entity_ids of the people in a collective; empty for one person."),
        ),
    ),
    TableSpec(
        name="aliases",
        row="distinct name or epithet of an entity; the span is its first use",
        columns=(
            _id("entity_id", "The entity."),
            _text("alias", "The name or epithet as written, white space folded."),
            _text("form", "Proper name, common noun phrase or pronoun.", values=FORMS),
            _int("n", "How often it is used for the entity.", "mentions"),
        ),
    ),
    TableSpec(
        name="identities",
        row="two entities that turn out to be one; `known_at` is the revelation",
        derived=True,
        columns=(_id("entity_id", "The one."), _id("same_as", "The other.")),
    ),
    TableSpec(
        name="quotations",
        row="unbroken stretch of direct speech, thought or quoted writing, marks included",
        derived=True,
        id_column="quotation_id",
        columns=(
            _id("quotation_id", "The quotation."),
            _text("mode", "Said, thought or written.", values=MODES),
            _maybe_id("speaker", "entity_id of who says it."),
            _sure("speaker_confidence", "How sure the speaker is; of the best guess where the speaker is not known."),
            _ids("addressees", "entity_ids of whom it is said to.", nullable=True),
            _sure("addressees_confidence", "How sure the addressees are."),
            _text("attribution", "How the speaker is known.", values=ATTRIBUTIONS, nullable=True),
            _int("cue_start", "First code point of the words that say who speaks.", "code points", nullable=True),
            _int("cue_end", "Code point after them.", "code points", nullable=True),
            _id("continues", "quotation_id of the stretch this one goes on from, or -1."),
            _id("within", "quotation_id of the quotation around it, or -1."),
        ),
    ),
    TableSpec(
        name="events",
        row="event told as really happening (realis); the span is its trigger word",
        id_column="event_id",
        columns=(
            _id("event_id", "The event."),
            _maybe_id("agent", "mention_id of who does it."),
            _maybe_id("patient", "mention_id of whom it is done to."),
        ),
    ),
    TableSpec(
        name="perspectives",
        row="stretch of one point of view; together they cover the story's body without gap or overlap",
        derived=True,
        columns=(
            _text("person", "Grammatical person of the narration.", values=PERSONS),
            _text("tense", "Tense of the narration.", values=TENSES),
            _maybe_id("narrator", "entity_id of who tells it; null where the narrator is nobody in the story."),
            _maybe_id("focalizer", "entity_id of whose eyes it is seen through."),
            _sure("focalizer_confidence", "How sure the focalizer is."),
            _text("kind", "Focalization.", values=PERSPECTIVE_KINDS, nullable=True),
        ),
    ),
    TableSpec(
        name="emotions",
        row="emotion in the text",
        derived=True,
        id_column="emotion_id",
        columns=(
            _id("emotion_id", "The emotion."),
            _maybe_id("experiencer", "entity_id of who feels it."),
            _text("emotion", "Plutchik's eight, or other.", values=EMOTIONS),
            Column(name="valence", type=FLOAT, help="Pleasant or unpleasant, negation applied.", unit="-1..1"),
            _sure("intensity", "How strong it is."),
            _flag("is_negated", "Whether the text denies it."),
            _maybe_id("target", "entity_id of whom it is about."),
            _text("channel", "Inner state stated, body or face, or speech.", values=CHANNELS),
            _flag("is_masked", "Whether a show hides it."),
            _id("masks", "emotion_id of the felt emotion that this show hides, or -1."),
        ),
    ),
    TableSpec(
        name="beliefs",
        row="what somebody holds in mind",
        derived=True,
        id_column="belief_id",
        columns=(
            _id("belief_id", "The belief."),
            _maybe_id("holder", "entity_id of whose mind it is in."),
            _text("stance", "How it is held.", values=STANCES),
            _int("content_start", "First code point of what is held.", "code points"),
            _int("content_end", "Code point after it.", "code points"),
            _ids("about", "entity_ids of the people it is about."),
            _flag("is_negated", "Whether the text denies the attitude."),
            _id("within", "belief_id around it, or -1."),
        ),
    ),
    TableSpec(
        name="commitments",
        row="word given or asked",
        derived=True,
        id_column="commitment_id",
        columns=(
            _id("commitment_id", "The commitment."),
            _text("kind", "What was given or asked.", values=COMMITMENTS),
            _maybe_id("by", "entity_id of who gives or asks."),
            _ids("to", "entity_ids of whom it is given to or asked of.", nullable=True),
            _ids("about", "entity_ids of the people it is about."),
            _int("content_start", "First code point of what is promised or asked.", "code points"),
            _int("content_end", "Code point after it.", "code points"),
            _text("status", "What became of it.", values=COMMITMENT_STATUS),
            _int("resolved_start", "First code point of the words that settle it.", "code points", nullable=True),
            _int("resolved_end", "Code point after them.", "code points", nullable=True),
        ),
    ),
    TableSpec(
        name="relations",
        row="piece of evidence for how one person stands to another, directed",
        derived=True,
        id_column="relation_id",
        columns=(
            _id("relation_id", "The piece of evidence."),
            _id("from_entity", "entity_id of the one."),
            _id("to_entity", "entity_id of the other."),
            _text("kind", "How they stand.", values=RELATIONS),
            Column(name="valence", type=FLOAT, help="Friendly or hostile.", unit="-1..1"),
        ),
    ),
    TableSpec(
        name="presence",
        row="person in a scene",
        derived=True,
        columns=(
            _id("section_id", "The scene."),
            _id("entity_id", "The person."),
            _text("status", "There bodily, spoken of, or remembered.", values=PRESENCES),
            _int("n_quotations", "Quotations of the person there (chains, not stretches).", "quotations"),
            _int("n_mentions", "Mentions of the person there.", "mentions"),
        ),
    ),
    TableSpec(
        name="findings",
        row="what a manuscript check noticed",
        derived=True,
        columns=(
            _text("check", "Name of the check."),
            _text("severity", "note, warning or error."),
            _text("message", "What was noticed, for a writer."),
            _text("suggestion", "What could be done.", nullable=True),
        ),
    ),
    TableSpec(
        name="corrections",
        row="change a person made, in order",
        id_column="correction_id",
        columns=(
            _id("correction_id", "The correction."),
            _text("verb", "What was done: merge, split, means, rename, speaker, not-a-person, same-from, dismiss."),
            _text("arguments", "Its arguments, as a JSON object: names as they were then, choices."),
            _text("anchor", "What it is fastened to, as a JSON object: by role, places with span, words, occurrence."),
            _text("made_at", "When, ISO 8601 in UTC."),
            _text("state", "Whether it could be placed in this text.", values=("applied", "unapplied")),
        ),
    ),
)

TABLES: Mapping[str, TableSpec] = MappingProxyType({spec.name: spec for spec in _SPECS})
"""Every table of the contract, by name, in the order of the data's way."""

SCHEMAS: Mapping[str, pa.Schema] = MappingProxyType({name: spec.schema() for name, spec in TABLES.items()})


def empty_table(name: str) -> pa.Table:
    """The named table with its full schema and no rows."""
    return SCHEMAS[name].empty_table()

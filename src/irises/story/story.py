"""A read story: one immutable text and the tables that point into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from irises.annotation import SCHEMAS, Span, empty_table
from irises.document.given_cast import GivenCast
from irises.errors import ContractError, PlanError
from irises.story import rows as r
from irises.story.cast import Character, cast_of
from irises.story.lookup import find_entity
from irises.story.manifest import Manifest
from irises.story.position import body_of, position_of

if TYPE_CHECKING:
    from irises.story.corrections.making import Correct
    from irises.view.through_eyes import ThroughEyes


@dataclass(frozen=True, kw_only=True, eq=False)
class Story:
    """A story as it was read. Spans are code-point offsets into `text`, half-open.

    Rows come as typed objects (`story.quotations`), as Arrow (`story.table("quotations")`), pandas or Polars.
    """

    text: str
    tables: Mapping[str, pa.Table]
    """Every table of the data contract by name; those not given are empty."""
    manifest: Manifest
    bound: int | None = None
    """The position up to which it is known, in code points; None for the whole story."""
    reading: Mapping[str, pa.Table] | None = None
    """The tables as they were read, where corrections may have been applied over them; None of a fresh reading."""
    given_cast: GivenCast | None = None
    """The people whom somebody named before it was read; None where nobody did, and up to a position."""
    body: Span = field(default=Span(0, -1), kw_only=True)
    """From the first words of the story itself to its last, unbounded; percentages are of this stretch."""

    def __post_init__(self) -> None:
        unknown = set(self.tables) - set(SCHEMAS)
        if unknown:
            raise ContractError(f"no table is called {', '.join(sorted(unknown))}")
        for name, table in self.tables.items():
            if not table.schema.equals(SCHEMAS[name]):
                raise ContractError(f"table {name}: its schema is not the contract's")
        if "story" not in self.tables or self.tables["story"].num_rows != 1:
            raise ContractError("table story: it must have one row")
        complete = {name: self.tables[name] if name in self.tables else empty_table(name) for name in SCHEMAS}
        object.__setattr__(self, "tables", MappingProxyType(complete))
        if self.body.end < 0:
            object.__setattr__(self, "body", body_of(self.sections, len(self.text)))

    def __repr__(self) -> str:
        title = self.title or "without a title"
        known = "" if self.bound is None else f", known up to {self.bound}"
        return f"<Story {title!r}: {self.n_words:,} words, {len(self.cast)} characters{known}>"

    # As tables

    def table(self, name: str) -> pa.Table:
        """The named table as Arrow.

        Raises:
            PlanError: there is no such table.
        """
        if name not in self.tables:
            raise PlanError(f"no table is called {name!r}; there are {', '.join(self.tables)}")
        return self.tables[name]

    def to_pandas(self, name: str) -> Any:
        """The named table as a pandas DataFrame, with a column `text` of each row's words."""
        _optional("pandas")
        return self._with_text(name).to_pandas()

    def to_polars(self, name: str) -> Any:
        """The named table as a Polars DataFrame, with a column `text` of each row's words."""
        return _optional("polars").from_arrow(self._with_text(name))

    def _with_text(self, name: str) -> pa.Table:
        table = self.table(name)
        spans = zip(table["start"].to_pylist(), table["end"].to_pylist(), strict=True)
        return table.append_column("text", pa.array([self.text[start:end] for start, end in spans], pa.string()))

    # As rows

    @cached_property
    def record(self) -> r.StoryRecord:
        """The story as a whole: title, author, language, source."""
        return r.rows_of(self.text, self.tables["story"], r.StoryRecord)[0]

    @property
    def title(self) -> str | None:
        """The title, or None where the file has none."""
        return self.record.title

    @property
    def author(self) -> str | None:
        """The author's name as the file gives it."""
        return self.record.author

    @property
    def n_words(self) -> int:
        """Words of the story itself."""
        return self.record.n_words

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the reader of the figures should know about the source or the reading."""
        return self.manifest.warnings

    @cached_property
    def metadata(self) -> tuple[r.MetadataField, ...]:
        """Fields found in the file and its front matter."""
        return r.rows_of(self.text, self.tables["metadata"], r.MetadataField)

    @cached_property
    def markup(self) -> tuple[r.Markup, ...]:
        """Stretches the source marked: italics, rules, headings ..."""
        return r.rows_of(self.text, self.tables["markup"], r.Markup)

    @cached_property
    def sections(self) -> tuple[r.Section, ...]:
        """Front matter, parts, chapters, scenes, journal entries ..., nested by `parent_id`."""
        return r.rows_of(self.text, self.tables["sections"], r.Section)

    @cached_property
    def paragraphs(self) -> tuple[r.Paragraph, ...]:
        """Paragraphs."""
        return r.rows_of(self.text, self.tables["paragraphs"], r.Paragraph)

    @cached_property
    def sentences(self) -> tuple[r.Sentence, ...]:
        """Sentences."""
        return r.rows_of(self.text, self.tables["sentences"], r.Sentence)

    @cached_property
    def tokens(self) -> tuple[r.Token, ...]:
        """Words and punctuation marks."""
        return r.rows_of(self.text, self.tables["tokens"], r.Token)

    @cached_property
    def mentions(self) -> tuple[r.Mention, ...]:
        """References to entities."""
        return r.rows_of(self.text, self.tables["mentions"], r.Mention)

    @cached_property
    def entities(self) -> tuple[r.Entity, ...]:
        """Whom and what the story speaks of; `cast` has the people."""
        return r.rows_of(self.text, self.tables["entities"], r.Entity)

    @cached_property
    def aliases(self) -> tuple[r.Alias, ...]:
        """Names and epithets of entities."""
        return r.rows_of(self.text, self.tables["aliases"], r.Alias)

    @cached_property
    def identities(self) -> tuple[r.Identity, ...]:
        """Entities that turn out to be one."""
        return r.rows_of(self.text, self.tables["identities"], r.Identity)

    @cached_property
    def quotations(self) -> tuple[r.Quotation, ...]:
        """Direct speech, thought and quoted writing."""
        return r.rows_of(self.text, self.tables["quotations"], r.Quotation)

    @cached_property
    def events(self) -> tuple[r.Event, ...]:
        """Events told as really happening."""
        return r.rows_of(self.text, self.tables["events"], r.Event)

    @cached_property
    def perspectives(self) -> tuple[r.Perspective, ...]:
        """Stretches of one point of view."""
        return r.rows_of(self.text, self.tables["perspectives"], r.Perspective)

    @cached_property
    def emotions(self) -> tuple[r.Emotion, ...]:
        """Emotions in the text, with who feels, shows or names them."""
        return r.rows_of(self.text, self.tables["emotions"], r.Emotion)

    @cached_property
    def beliefs(self) -> tuple[r.Belief, ...]:
        """What somebody knows, thinks, suspects, remembers or doesn't know."""
        return r.rows_of(self.text, self.tables["beliefs"], r.Belief)

    @cached_property
    def commitments(self) -> tuple[r.Commitment, ...]:
        """Promises, vows, requests, commands, threats and refusals."""
        return r.rows_of(self.text, self.tables["commitments"], r.Commitment)

    @cached_property
    def relations(self) -> tuple[r.Relation, ...]:
        """Evidence for how people stand to each other."""
        return r.rows_of(self.text, self.tables["relations"], r.Relation)

    @cached_property
    def presence(self) -> tuple[r.Presence, ...]:
        """Who is in each scene, bodily or in words only."""
        return r.rows_of(self.text, self.tables["presence"], r.Presence)

    def rows(self, name: str) -> tuple[r.Row, ...]:
        """The named table's rows as objects, whichever table it is."""
        return r.rows_of(self.text, self.table(name), r.ROWS[name])

    # Corrections

    @cached_property
    def corrections(self) -> tuple[r.Correction, ...]:
        """What people changed, in order, with whether it could be placed."""
        return r.rows_of(self.text, self.tables["corrections"], r.Correction)

    @property
    def correct(self) -> Correct:
        """Changes to this story: `story.correct.merge("the lodger", "Mr. Hall")` is the story with the two as one.

        Raises:
            PlanError: it is known only up to a position.
        """
        # Here, because names are found with the readers' own rules (see `until`).
        from irises.story.corrections.making import Correct

        self._check_whole()
        return Correct(self)

    def with_corrections(self, corrections: pa.Table) -> Story:
        """The story as it was read, with these corrections (a `corrections` table) applied and no others.

        Raises:
            PlanError: it is known only up to a position.
        """
        self._check_whole()
        reading = {**(self.tables if self.reading is None else self.reading), "corrections": corrections}
        tables = reading
        if corrections.num_rows:
            from irises.passes.given_people import with_given_pronouns
            from irises.story.corrections.layer import corrected

            tables = with_given_pronouns(corrected(self.text, reading), self.given_cast or ())
        return replace(self, tables=tables, reading=MappingProxyType(reading))

    def _check_whole(self) -> None:
        if self.bound is not None:
            raise PlanError("this story is known only up to a position: correct the whole one")

    @property
    def uncorrected(self) -> Mapping[str, pa.Table]:
        """The tables as a folder keeps them: the reading, and the corrections beside it with the state of each."""
        reading = self.tables if self.reading is None else self.reading
        return {**reading, "corrections": self.tables["corrections"]}

    # Look-ups

    @cached_property
    def cast(self) -> tuple[Character, ...]:
        """The characters, most mentioned first."""
        return cast_of(self.text, self.tables)

    def entity(self, key: str | int) -> r.Entity:
        """Whom a name, an alias or an entity_id means.

        Raises:
            PlanError: nobody is called that, or it is not clear who.
        """
        return find_entity(key, self.entities, self.aliases)

    def character(self, key: str | int) -> Character:
        """The same look-up among the cast."""
        ids = {person.entity_id: person for person in self.cast}
        entities = [entity for entity in self.entities if entity.entity_id in ids]
        aliases = [alias for alias in self.aliases if alias.entity_id in ids]
        return ids[find_entity(key, entities, aliases).entity_id]

    # Positions

    def position(self, place: int | str) -> int:
        """The offset that an offset, "40%" or "chapter 3" (its end) means, in code points.

        Raises:
            PlanError: the story has no such place.
        """
        return position_of(place, self.sections, self.body, len(self.text))

    def until(self, place: int | str, *, reveal_metadata: bool = False) -> Story:
        """The story as far as a reader knows it who has read up to a place (see `position`).

        Its text ends there; what is only known later is not in its tables. Ids stay those of the whole story.
        Metadata that tells what is to come (tags, pairings, warnings) is left out unless `reveal_metadata`.
        """
        # Here, because names are found with the readers' own rules, and loading a folder must not import those.
        from irises.story.until import bounded_tables

        end = self.position(place)
        tables = bounded_tables(self.text, self.tables, end, reveal_metadata=reveal_metadata)
        return replace(self, text=self.text[:end], tables=tables, bound=end, reading=None, given_cast=None)

    def through(self, key: str | int) -> ThroughEyes:
        """The story through a character's eyes, by name, alias or entity_id; `until` bounds it.

        Raises:
            PlanError: nobody in the cast is called that, or it is not clear who.
        """
        # The one look upwards: a story answers in a view's words when asked as `story.until(...).through("Name")`.
        from irises.view.through_eyes import through_eyes

        return through_eyes(self, key)


def _optional(library: str) -> Any:
    try:
        return import_module(library)
    except ImportError as error:
        raise PlanError(f"{library} is not installed: run `pip install {library}`") from error

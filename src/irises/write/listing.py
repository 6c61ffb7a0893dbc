"""A table of a story as lines of plain text, with names instead of ids and words instead of offsets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from irises.annotation import TABLES
from irises.story import Story
from irises.story import rows as r
from irises.view import Places, cast, names_of, outline, who_talks_to_whom
from irises.write.plain import Column, columns
from irises.write.summary_text import also_called, name_with_pronouns, said_place

_Cells = Iterator[list[str]]
_WORDS_AROUND = 30
_ENOUGH = 300


def listing(story: Story, name: str, *, width: int = 80, limit: int | None = None) -> Iterator[str]:
    """The named table, `cast` or `talk` as lines, at most `limit` rows of it."""
    headings, rows = _LISTINGS[name](story) if name in _LISTINGS else _any_table(story, name)
    chosen = list(islice(rows, limit))
    if not chosen:
        yield _nothing(story, name)
        return
    yield from columns(headings, chosen, width, indent="")


def _nothing(story: Story, name: str) -> str:
    makers = {"findings"}
    known = " so far" if story.bound is not None else ""
    return f"no {name}{known}" + (" (nothing of the kind is read yet)" if name in makers else "")


def _cast(story: Story) -> tuple[Sequence[Column], _Cells]:
    headings = (
        Column(heading="id", right=True),
        Column(heading="name", most=22),
        Column(heading="also", grows=True),
        Column(heading="mentions", right=True),
        Column(heading="says", right=True),
        Column(heading="does", right=True),
        Column(heading="first met", most=14),
    )
    names = names_of(story)
    rows = (
        [
            str(m.character.entity_id),
            name_with_pronouns(m.character),
            also_called(m.character, names),
            f"{m.character.n_mentions:,}",
            f"{m.character.n_quotations:,}",
            f"{m.character.n_events:,}",
            said_place(m.first),
        ]
        for m in cast(story)
    )
    return headings, rows


def _talk(story: Story) -> tuple[Sequence[Column], _Cells]:
    headings = (
        Column(heading="speaker", most=30),
        Column(heading="to", most=30),
        Column(heading="quotations", right=True),
        Column(heading="words", right=True),
        Column(heading="sure", right=True),
    )
    names = names_of(story)
    talk = who_talks_to_whom(story)
    rows = (
        [names[t.speaker], names[t.addressee], f"{t.n_quotations:,}", f"{t.n_words:,}", f"{t.confidence:.0%}"]
        for t in talk
    )
    return headings, rows


def _sections(story: Story) -> tuple[Sequence[Column], _Cells]:
    headings = (
        Column(heading="section", grows=True),
        Column(heading="kind", most=20),
        Column(heading="date"),
        Column(heading="words", right=True),
        Column(heading="story"),
        Column(heading="at", right=True),
        Column(heading="sure", right=True),
    )
    sure = {section.section_id: section.confidence for section in story.sections}
    rows = (
        [
            "· " * item.depth + item.name,
            item.kind,
            item.date or "",
            f"{item.n_words:,}",
            "yes" if item.is_story else "no",
            f"{item.place.share:.0%}",
            f"{sure[item.section_id]:.0%}",
        ]
        for item in outline(story)
    )
    return headings, rows


def _metadata(story: Story) -> tuple[Sequence[Column], _Cells]:
    headings = (Column(heading="field", most=20), Column(heading="value", grows=True))
    return headings, ([field.name, field.value] for field in story.metadata)


def _entities(story: Story) -> tuple[Sequence[Column], _Cells]:
    headings = (
        Column(heading="id", right=True),
        Column(heading="name", most=26),
        Column(heading="kind"),
        Column(heading="also", grows=True),
        Column(heading="mentions", right=True),
        Column(heading="cast"),
    )
    aliases: dict[int, list[str]] = {}
    for alias in sorted(story.aliases, key=lambda alias: -alias.n):
        aliases.setdefault(alias.entity_id, []).append(alias.alias)
    rows = (
        [
            str(entity.entity_id),
            entity.name,
            entity.category,
            ", ".join(alias for alias in aliases.get(entity.entity_id, []) if alias != entity.name),
            f"{entity.n_mentions:,}",
            "yes" if entity.is_character else "no",
        ]
        for entity in story.entities
    )
    return headings, rows


def _mentions(story: Story) -> tuple[Sequence[Column], _Cells]:
    headings = (
        Column(heading="at", right=True),
        Column(heading="words", grows=True),
        Column(heading="means", most=26),
        Column(heading="form"),
        Column(heading="kind"),
        Column(heading="sure", right=True),
    )
    names = names_of(story)
    rows = (
        [str(m.start), m.text[:_ENOUGH], names.get(m.entity_id, "?"), m.form, m.category, f"{m.entity_confidence:.0%}"]
        for m in story.mentions
    )
    return headings, rows


def _quotations(story: Story) -> tuple[Sequence[Column], _Cells]:
    headings = (
        Column(heading="at", most=4),
        Column(heading="speaker", most=16),
        Column(heading="to", most=14),
        Column(heading="known", most=9),
        Column(heading="sure", right=True),
        Column(heading="words", grows=True),
    )
    names, places = names_of(story), Places(story)

    def row(quotation: r.Quotation) -> list[str]:
        speaker = "not known" if quotation.speaker is None else names.get(quotation.speaker, "?")
        told = [names.get(who, "?") for who in quotation.addressees or ()]
        words = quotation.text if quotation.mode == "speech" else f"[{quotation.mode}] {quotation.text}"
        where = f"{places.at(quotation.start).share:.0%}"
        known = quotation.attribution or ""
        return [where, speaker, ", ".join(told), known, f"{quotation.speaker_confidence:.0%}", words[:_ENOUGH]]

    return headings, (row(quotation) for quotation in story.quotations)


def _events(story: Story) -> tuple[Sequence[Column], _Cells]:
    headings = (
        Column(heading="at", right=True),
        Column(heading="event", most=18),
        Column(heading="who", most=18),
        Column(heading="whom", most=18),
        Column(heading="in", grows=True),
        Column(heading="sure", right=True),
    )
    names = names_of(story)
    table = story.table("mentions")
    meant = dict(zip(table["mention_id"].to_pylist(), table["entity_id"].to_pylist(), strict=True))

    def name(mention: int | None) -> str:
        return "" if mention is None else names.get(meant.get(mention, -1), "?")

    rows = (
        [str(e.start), e.text, name(e.agent), name(e.patient), _around(story.text, e), f"{e.confidence:.0%}"]
        for e in story.events
    )
    return headings, rows


def _around(text: str, row: r.Row) -> str:
    before = text[max(0, row.start - _WORDS_AROUND) : row.start]
    after = text[row.end : row.end + _WORDS_AROUND]
    return before.rpartition("\n")[2] + row.text + after.partition("\n")[0]


def _any_table(story: Story, name: str) -> tuple[Sequence[Column], _Cells]:
    own = TABLES[name].columns
    headings = (
        Column(heading="at", right=True),
        *(Column(heading=column.name, most=24) for column in own),
        Column(heading="words", grows=True),
    )
    names = names_of(story)

    def cell(column: str, value: Any) -> str:
        if value is None:
            return "not known"
        if column in _PEOPLE and isinstance(value, int):
            return names.get(value, str(value))
        if isinstance(value, tuple):
            return ", ".join(cell(column, item) for item in value)
        return f"{value:.2f}" if isinstance(value, float) else str(value)

    rows = (
        [str(row.start), *(cell(column.name, getattr(row, column.name)) for column in own), row.text[:_ENOUGH]]
        for row in story.rows(name)
    )
    return headings, rows


_PEOPLE = frozenset(
    {"entity_id", "narrator", "focalizer", "experiencer", "target", "holder", "about", "by", "to"}
    | {"from_entity", "to_entity", "same_as"}
)

_LISTINGS: dict[str, Callable[[Story], tuple[Sequence[Column], _Cells]]] = {
    "cast": _cast,
    "talk": _talk,
    "sections": _sections,
    "metadata": _metadata,
    "entities": _entities,
    "mentions": _mentions,
    "quotations": _quotations,
    "events": _events,
}

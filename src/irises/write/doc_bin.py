"""A story as spaCy's DocBin: words and their syntax, with mentions, quotations and events as groups of spans."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from irises.story import Story
from irises.story.rows import Row
from irises.view import names_of
from irises.write.penn import penn_tag
from irises.write.words import Words

_BETWEEN = re.compile(r"\s+|\S+")


class _Piece(NamedTuple):
    """A word or white space as spaCy has it: its text, whether one space follows, and its place among our words."""

    text: str
    has_space: bool
    place: int | None


def doc_bin(story: Story, _: str) -> bytes:
    """One Doc whose text is the story's, character by character, as a `.spacy` file.

    `doc.spans` has "mentions" (label: category, `kb_id_`: entity_id, `id_`: mention_id), "quotations" (label: mode,
    `kb_id_`: the speaker's entity_id, empty where not known) and "events". `doc.ents` are the mentions by name, the
    longer of two that overlap. `doc.user_data` has "title" and "entities", names by entity_id.
    """
    # Here, because spaCy takes a second to load, and no other export needs it.
    from spacy.tokens import DocBin

    doc = _doc(story)
    doc.user_data = {
        "title": story.title or "",
        "entities": {str(who): entity for who, entity in names_of(story).items()},
    }
    content: bytes = DocBin(docs=[doc], store_user_data=True).to_bytes()
    return content


def _doc(story: Story) -> Any:
    from spacy.tokens import Doc
    from spacy.util import filter_spans
    from spacy.vocab import Vocab

    words = Words(story)
    pieces = list(_pieces(story.text, words))
    texts, spaces = [piece.text for piece in pieces], [piece.has_space for piece in pieces]
    doc = Doc(Vocab(), words=texts, spaces=spaces, **_columns(pieces, words))
    mentions = [_span(doc, m, m.category, m.mention_id, m.entity_id) for m in story.mentions]
    quotations = [_span(doc, q, q.mode, q.quotation_id, q.speaker) for q in story.quotations]
    doc.spans["mentions"] = mentions
    doc.spans["quotations"] = quotations
    doc.spans["events"] = [_span(doc, event, "event", event.event_id, None) for event in story.events]
    named = (span for span, m in zip(mentions, story.mentions, strict=True) if m.form == "proper")
    doc.ents = filter_spans(named)
    return doc


def _span(doc: Any, row: Row, label: str, number: int, means: int | None) -> Any:
    """A row as a span of whole words."""
    known = "" if means is None else str(means)
    return doc.char_span(row.start, row.end, label=label, kb_id=known, span_id=str(number), alignment_mode="expand")


def _pieces(text: str, words: Words) -> Iterator[_Piece]:
    """Words, and what lies between them, where it is more than one space, as words of its own."""
    at, pending = 0, None
    for place in [*range(len(words.tokens)), None]:
        start = len(text) if place is None else words.tokens[place].start
        gap, at = text[at:start], start if place is None else words.tokens[place].end
        if pending is not None:
            yield pending._replace(has_space=gap.startswith(" "))
            gap = gap.removeprefix(" ")
        yield from (_Piece(between, False, None) for between in _BETWEEN.findall(gap))
        pending = None if place is None else _Piece(words.tokens[place].text, False, place)


def _columns(pieces: Sequence[_Piece], words: Words) -> dict[str, Any]:
    """Annotations by the names that Doc gives them; what lies between words hangs on the one before."""
    at = {piece.place: number for number, piece in enumerate(pieces) if piece.place is not None}
    firsts = {place: at[sentence.start] for sentence in words.sentences for place in sentence}
    columns: dict[str, list[Any]] = {name: [] for name in ("tags", "pos", "morphs", "lemmas", "heads", "deps")}
    for number, piece in enumerate(pieces):
        cells = _between(number, piece) if piece.place is None else _word(words, piece.place, at, firsts)
        for column, cell in zip(columns.values(), cells, strict=True):
            column.append(cell)
    return columns


def _between(number: int, piece: _Piece) -> tuple[Any, ...]:
    tags = ("_SP", "SPACE") if piece.text.isspace() else ("", "")
    return *tags, "", "", max(0, number - 1), ""


def _word(words: Words, place: int, at: Mapping[int, int], firsts: Mapping[int, int]) -> tuple[Any, ...]:
    token, head = words.tokens[place], words.head(place)
    feats = "" if token.feats in (None, "_") else token.feats
    syntax = (firsts[place], "") if head is None else (at[head], "ROOT" if head == place else token.deprel or "dep")
    return penn_tag(token), token.upos or "", feats, token.lemma or "", *syntax

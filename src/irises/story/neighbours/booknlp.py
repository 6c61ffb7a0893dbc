"""A reading that BookNLP made, as a Story: its words, mentions, entities, quotations, speakers and events.

What BookNLP doesn't say isn't there: no scenes but those that Irises finds in the text, no addressees, feelings,
beliefs or promises; of an event not whose it is. BookNLP says nowhere how sure it is: every confidence is 1.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from irises.annotation.schemas import CATEGORIES
from irises.document.intake import read_bytes
from irises.document.load import load
from irises.document.model import Document, Words
from irises.errors import SourceError
from irises.passes.characters import with_characters
from irises.passes.entity_tables import describe
from irises.passes.mentions import head_tokens
from irises.passes.places import table_of
from irises.story.neighbours.booknlp_files import Entity, Quote, Reading, Token, is_booknlp, open_reading
from irises.story.neighbours.booknlp_words import Spans, Steps, find_words, split_words, text_of
from irises.story.record import story_of
from irises.story.story import Story

SOURCE = "booknlp@1"
_FORMS = {"PROP": "proper", "NOM": "common", "PRON": "pronoun"}
_UNIVERSAL = frozenset(
    """
    acl advcl advmod amod appos aux case cc ccomp clf compound conj cop csubj dep det discourse dislocated expl fixed
    flat goeswith iobj list mark nmod nsubj nummod obj obl orphan parataxis punct reparandum root vocative xcomp
    """.split()
)
_POS = frozenset("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split())
_NOT_SURE = "read by BookNLP, which does not say how sure it is: every confidence is 1"


def read_booknlp(path: str | os.PathLike[str], *, text: str | os.PathLike[str] | None = None) -> Story:
    """The reading in BookNLP's files (a folder, or their path without the ending) as a Story.

    `text` is the file that BookNLP read; without it, the text is put together from `.tokens`, white space apart.
    Without `.tokens` words are split again as BookNLP does it, and brought into step with its mentions.

    Raises:
        PlanError: there are no such files, or those of several books.
        SourceError: one is damaged, or the text is another.
    """
    reading = open_reading(path)
    try:
        return _story(reading, text)
    except SourceError as error:
        raise SourceError(error.message, path=error.path or reading.path) from error


@dataclass(frozen=True, kw_only=True)
class _Placed:
    """A document with BookNLP's words, and the place of each of its words among them."""

    document: Document
    place: Callable[[int], int]
    warnings: tuple[str, ...] = ()

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where words stand, both ends included, in code points.

        Raises:
            SourceError: there are no such words.
        """
        words, a, z = self.document.words, self.place(first), self.place(last)
        if not 0 <= a <= z < len(words):
            raise SourceError(f"there are no words {first} to {last}: the files are not of one reading")
        return int(words.start[a]), int(words.end[z])


def _story(reading: Reading, text: str | os.PathLike[str] | None) -> Story:
    placed = _placed(reading, text)
    document = placed.document
    mentions, numbers = _mentions(reading.entities, placed)
    tables = {**document.tables, **_words(reading.tokens, document)}
    tables["mentions"] = _with_heads(mentions, tables["tokens"], document)
    tables |= describe(document, tables["mentions"], [False] * len(numbers), {}, source=SOURCE)
    tables["quotations"], unknown = _quotations(reading.quotes, placed, numbers, tables["mentions"])
    tables["events"] = _events(reading.tokens, document)
    tables["entities"] = with_characters(tables, source=SOURCE)
    warnings = (_NOT_SURE, *placed.warnings, *_of_files(reading, numbers, unknown))
    return story_of(document, tables, passes={"booknlp": 1}, warnings=warnings)


def _placed(reading: Reading, path: str | os.PathLike[str] | None) -> _Placed:
    if path is None and reading.tokens is None:
        raise SourceError("there is no .tokens: give the text that BookNLP read with --text")
    if path is None:
        made = text_of(reading.tokens or ())
        document = load(made.encode("utf-8", "replace"), name=f"{reading.name}.txt", format="txt")
        warnings: tuple[str, ...] = ("the text was put together from BookNLP's words: white space is a guess",)
    else:
        content = read_bytes(Path(path))
        document, warnings = load(content, name=os.path.basename(os.fspath(path))), ()
    if reading.tokens is not None:
        spans = find_words(reading.tokens, document.text)
        return _Placed(document=_with_words(document, spans), place=int, warnings=warnings)
    spans = split_words(document.text)
    steps = Steps(reading.entities, [document.text[start:end] for start, end in spans])
    told = "there is no .tokens: words were split again, sentences are paragraphs, and no events are known"
    astray = (f"{steps.astray:,} mentions were not found word for word",) if steps.astray else ()
    return _Placed(document=_with_words(document, spans), place=steps, warnings=(*warnings, told, *astray))


def _with_words(document: Document, spans: Spans) -> Document:
    """The document with these words instead of its own, each in the paragraph in which it begins."""
    start = np.array([span[0] for span in spans], dtype=np.int32)
    end = np.array([span[1] for span in spans], dtype=np.int32)
    begins = document.tables["paragraphs"]["start"].to_numpy()
    paragraph = np.maximum(np.searchsorted(begins, start, side="right") - 1, 0).astype(np.int32)
    return replace(document, words=Words(start=start, end=end, paragraph=paragraph))


def _words(tokens: Sequence[Token] | None, document: Document) -> dict[str, pa.Table]:
    """The tables `sentences` and `tokens`; a sentence ends with its paragraph."""
    words, n = document.words, len(document.words)
    numbers = [-1] * n if tokens is None else [token.sentence for token in tokens]
    order: dict[tuple[int, int], int] = {}
    keys = zip(numbers, words.paragraph.tolist(), strict=True)
    sentence = np.array([order.setdefault(key, len(order)) for key in keys], dtype=np.int32)
    first = np.unique(sentence, return_index=True)[1] if n else np.zeros(0, dtype=np.int64)
    last = np.append(first[1:], n)[: len(first)] - 1
    sure = np.ones(len(first), dtype=np.float32)
    sentences = {"start": words.start[first], "end": words.end[last], "confidence": sure}
    sentences |= {"sentence_id": np.arange(len(first), dtype=np.int32), "paragraph_id": words.paragraph[first]}
    columns: dict[str, Any] = {"start": words.start, "end": words.end, "confidence": np.ones(n, dtype=np.float32)}
    columns |= {"token_id": np.arange(n, dtype=np.int32), "sentence_id": sentence, **_syntax(tokens, n)}
    return {
        "sentences": table_of("sentences", sentences, source=SOURCE),
        "tokens": table_of("tokens", columns, source=SOURCE),
    }


def _syntax(tokens: Sequence[Token] | None, n: int) -> dict[str, list[Any]]:
    """Lemmas and parts of speech; relations only where they are Universal Dependencies, as in what Irises exports."""
    nothing: list[Any] = [None] * n
    if tokens is None:
        return dict.fromkeys(("lemma", "upos", "feats", "head", "deprel"), nothing)
    is_universal = _has_universal(tokens)
    return {
        "lemma": [token.lemma or None for token in tokens],
        "upos": [token.upos if token.upos in _POS else None for token in tokens],
        "feats": nothing,
        "head": [token.head if 0 <= token.head < n else None for token in tokens] if is_universal else nothing,
        "deprel": [_relation(token) for token in tokens] if is_universal else nothing,
    }


def _has_universal(tokens: Sequence[Token]) -> bool:
    relations = {token.deprel.partition(":")[0].lower() for token in tokens}
    return relations <= _UNIVERSAL


def _relation(token: Token) -> str:
    return "root" if token.deprel == "ROOT" else token.deprel


def _mentions(entities: Sequence[Entity], placed: _Placed) -> tuple[pa.Table, dict[int, int]]:
    """The mentions in text order, longer first, and the entity_id of each COREF."""
    spans = [placed.span(entity.first, entity.last) for entity in entities]
    order = sorted(range(len(spans)), key=lambda k: (spans[k][0], -spans[k][1]))
    numbers: dict[int, int] = {}
    who = [numbers.setdefault(entities[k].coref, len(numbers)) for k in order]
    for entity in entities:
        if entity.prop not in _FORMS or entity.cat not in CATEGORIES:
            message = f".entities has a mention of {entity.prop[:20]!r} and {entity.cat[:20]!r}, which BookNLP has not"
            raise SourceError(f"{message}: there are {', '.join(_FORMS)}, and {', '.join(CATEGORIES)}")
    n = len(order)
    columns = {
        "start": np.array([spans[k][0] for k in order], dtype=np.int32),
        "end": np.array([spans[k][1] for k in order], dtype=np.int32),
        "confidence": np.ones(n, dtype=np.float32),
        "mention_id": np.arange(n, dtype=np.int32),
        "head_token": [None] * n,
        "form": [_FORMS[entities[k].prop] for k in order],
        "category": [entities[k].cat for k in order],
        "is_generic": np.zeros(n, dtype=bool),
        "entity_id": np.array(who, dtype=np.int32),
        "entity_confidence": np.ones(n, dtype=np.float32),
    }
    return table_of("mentions", columns, source=SOURCE), numbers


def _with_heads(mentions: pa.Table, tokens: pa.Table, document: Document) -> pa.Table:
    if tokens["head"].null_count or not mentions.num_rows:
        return mentions
    first = np.searchsorted(document.words.end, mentions["start"].to_numpy(), side="right")
    last = np.searchsorted(document.words.start, mentions["end"].to_numpy(), side="left") - 1
    heads = head_tokens(tokens["head"].to_numpy().astype(np.int64), first, last)
    at = mentions.column_names.index("head_token")
    return mentions.set_column(at, mentions.schema.field(at), pa.array(heads, pa.int32()))


def _quotations(
    quotes: Sequence[Quote], placed: _Placed, numbers: dict[int, int], mentions: pa.Table
) -> tuple[pa.Table, int]:
    """The quotations in text order, and how many speakers are nobody's COREF."""
    by_span: dict[tuple[int, int], int] = {}
    for number, span in enumerate(zip(mentions["start"].to_pylist(), mentions["end"].to_pylist(), strict=True)):
        by_span.setdefault(span, number)
    ordered = sorted(((placed.span(quote.first, quote.last), quote) for quote in quotes), key=lambda pair: pair[0])
    named = [None if quote.mention is None else placed.span(*quote.mention) for _, quote in ordered]
    cited = [by_span.get(span, -1) if span else -1 for span in named]
    speakers = [None if quote.speaker is None else numbers.get(quote.speaker) for _, quote in ordered]
    n = len(ordered)
    ends = [end for (_, end), _ in ordered]
    columns = {
        "start": [start for (start, _), _ in ordered],
        "end": ends,
        "known_at": [max(end, span[1] if span else 0) for end, span in zip(ends, named, strict=True)],
        "confidence": np.ones(n, dtype=np.float32),
        "quotation_id": np.arange(n, dtype=np.int32),
        "mode": ["speech"] * n,
        "speaker": speakers,
        "speaker_confidence": [0.0 if speaker is None else 1.0 for speaker in speakers],
        "addressees": [None] * n,
        "addressees_confidence": np.zeros(n, dtype=np.float32),
        "attribution": [None] * n,
        "cue_start": [None] * n,
        "cue_end": [None] * n,
        "continues": np.full(n, -1, dtype=np.int32),
        "within": np.full(n, -1, dtype=np.int32),
        "evidence": [[{"table": "mentions", "id": mention}] if mention >= 0 else [] for mention in cited],
    }
    unknown = sum(quote.speaker is not None and quote.speaker not in numbers for _, quote in ordered)
    return table_of("quotations", columns, source=SOURCE), unknown


def _events(tokens: Sequence[Token] | None, document: Document) -> pa.Table:
    happens = [place for place, token in enumerate(tokens or ()) if token.is_event]
    n = len(happens)
    columns = {
        "start": document.words.start[happens] if n else np.zeros(0, dtype=np.int32),
        "end": document.words.end[happens] if n else np.zeros(0, dtype=np.int32),
        "confidence": np.ones(n, dtype=np.float32),
        "event_id": np.arange(n, dtype=np.int32),
        "agent": [None] * n,
        "patient": [None] * n,
    }
    return table_of("events", columns, source=SOURCE)


def _of_files(reading: Reading, numbers: dict[int, int], unknown: int) -> list[str]:
    """What doesn't fit together in the files."""
    told = []
    if unknown:
        told.append(f"{unknown:,} quotations are of a speaker whom .entities doesn't have: not known here")
    if reading.described is not None and not reading.described <= numbers.keys():
        told.append(".book describes people whom .entities doesn't have: it may be of another reading")
    if reading.tokens is not None and not _has_universal(reading.tokens):
        told.append("BookNLP's grammar is spaCy's own, not Universal Dependencies: heads and relations are left out")
    return told


__all__ = ["SOURCE", "is_booknlp", "read_booknlp"]

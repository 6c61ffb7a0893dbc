"""The six files that BookNLP writes, so that what reads its output reads ours.

Columns, their order, inclusive token ends and types are those of BookNLP 1 (github.com/booknlp/booknlp). What is not
the same: dependency relations are Universal Dependencies (`ROOT` at a root), mentions and entities are Irises' own, and
`.supersense` has no rows, because Irises reads no senses; `.book` says so under `irises`.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from irises.story import Story
from irises.story.rows import Mention, Quotation
from irises.write.booknlp_characters import characters
from irises.write.booknlp_page import page
from irises.write.penn import penn_tag
from irises.write.words import Words, one_line

_TOKENS = (
    "paragraph_ID", "sentence_ID", "token_ID_within_sentence", "token_ID_within_document", "word", "lemma",
    "byte_onset", "byte_offset", "POS_tag", "fine_POS_tag", "dependency_relation", "syntactic_head_ID", "event",
)  # fmt: skip
_ENTITIES = ("COREF", "start_token", "end_token", "prop", "cat", "text")
_QUOTES = ("quote_start", "quote_end", "mention_start", "mention_end", "mention_phrase", "char_id", "quote")
_SUPERSENSES = ("start_token", "end_token", "supersense_category", "text")
_FORMS = {"proper": "PROP", "common": "NOM", "pronoun": "PRON"}
_NO_SENSES = "not read: NAME.supersense has no rows"


def booknlp_files(story: Story, name: str) -> dict[str, bytes]:
    """The six files by name; `name` is BookNLP's book_id."""
    words = Words(story)
    book = {"characters": characters(story, words), "irises": {"supersense": _NO_SENSES}}
    files = {
        "tokens": _table(_TOKENS, _token_rows(story, words)),
        "entities": _table(_ENTITIES, _entity_rows(story, words)),
        "quotes": _table(_QUOTES, _quote_rows(story, words)),
        "supersense": _table(_SUPERSENSES, ()),
        "book": json.dumps(book),
        "book.html": page(story),
    }
    return {f"{name}.{ending}": content.encode("utf-8") for ending, content in files.items()}


def _table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    lines = (columns, *rows)
    return "".join("\t".join(one_line(str(cell)) for cell in line) + "\n" for line in lines)


def _token_rows(story: Story, words: Words) -> Iterator[Sequence[Any]]:
    paragraphs = {sentence.sentence_id: sentence.paragraph_id for sentence in story.sentences}
    happens = {place for event in story.events for place in words.of(event)}
    for sentence in words.sentences:
        for place in sentence:
            token = words.tokens[place]
            head = words.head(place)
            yield (
                *(paragraphs[token.sentence_id], token.sentence_id, place - sentence.start, place),
                *(token.text, token.lemma or token.text, token.start, token.end, token.upos or "X", penn_tag(token)),
                *("ROOT" if head == place else token.deprel or "dep", place if head is None else head),
                "EVENT" if place in happens else "O",
            )


def _entity_rows(story: Story, words: Words) -> Iterator[Sequence[Any]]:
    placed = ((words.of(mention), mention) for mention in story.mentions)
    for span, mention in sorted(placed, key=lambda pair: (pair[0].start, pair[0].stop)):
        if span:
            form = _FORMS[mention.form]
            yield mention.entity_id, span.start, span.stop - 1, form, mention.category, words.text(span)


def _quote_rows(story: Story, words: Words) -> Iterator[Sequence[Any]]:
    """Quotations, those within others left out: BookNLP has no nested ones."""
    by_speaker = _mentions_outside(story, words)
    mentions = {mention.mention_id: mention for mention in story.mentions}
    for quotation in story.quotations:
        span = words.of(quotation)
        if not span or quotation.within >= 0:
            continue
        said_by = "None" if quotation.speaker is None else quotation.speaker
        mention = _cited(quotation, mentions, words) or _attributed(
            quotation, span, by_speaker.get(quotation.speaker, ()), words
        )
        named = (mention.start, mention.stop - 1, words.text(mention)) if mention else ("None", "None", "None")
        yield span.start, span.stop - 1, *named, said_by, words.text(span)


def _mentions_outside(story: Story, words: Words) -> dict[int | None, list[range]]:
    """Per entity_id its mentions in the narration, in order; those in quotations where it has no others."""
    said = {place for quotation in story.quotations for place in words.of(quotation)}
    outside: dict[int | None, list[range]] = {}
    inside: dict[int | None, list[range]] = {}
    for mention in story.mentions:
        if span := words.of(mention):
            (inside if span.start in said else outside).setdefault(mention.entity_id, []).append(span)
    return inside | outside


def _cited(quotation: Quotation, mentions: Mapping[int, Mention], words: Words) -> range | None:
    """The first mention of the speaker that is given as evidence, where no cue is known."""
    if quotation.cue_start is not None:
        return None
    cited = (mentions.get(row.id) for row in quotation.evidence if row.table == "mentions")
    found = (words.of(mention) for mention in cited if mention and mention.entity_id == quotation.speaker)
    return next((span for span in found if span), None)


def _attributed(quotation: Quotation, span: range, mentions: Sequence[range], words: Words) -> range | None:
    """The mention by which the speaker is known: that in the cue, else the one nearest to the quotation."""
    if quotation.cue_start is not None and quotation.cue_end is not None:
        cue = words.between(quotation.cue_start, quotation.cue_end)
        first = bisect_left(mentions, cue.start, key=_start)
        if first < len(mentions) and mentions[first].start in cue:
            return mentions[first]
    after = bisect_left(mentions, span.start, key=_start)
    around = mentions[max(0, after - 1) : after + 1]
    return min(around, key=lambda mention: max(span.start - mention.stop, mention.start - span.stop), default=None)


def _start(words: range) -> int:
    return words.start

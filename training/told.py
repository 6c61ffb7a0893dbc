"""Our own passages in which every mention of everybody is marked (`gold.minds.marked_rows.TOLD`), for training."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gold.minds.marked_rows import TOLD, read_marked
from gold.minds.reader import Annotation
from irises.annotation import Span
from irises.annotation.schemas import CATEGORIES, FORMS
from irises.document.load import load
from irises.document.model import Document
from irises.document.pronouns import PRONOUN_SETS
from irises.passes.mention_traits import PRONOUN_KIND
from irises.passes.mind_head import SIGNS
from irises.passes.places import innermost, word_spans
from irises.passes.quotations import Quotations
from training.corpora import Passage

_AFTER_NOUNS = frozenset(", of in at with on from by to who whom whose that which behind beside under".split())
_PERSON = CATEGORIES.index("PER")


@dataclass(frozen=True, kw_only=True)
class Told:
    """A passage with mentions of people only, without events and sentences; and what the mind head is to say of it.

    `signs`: bool (words, SIGNS), the last column at the mentions' head words alone; `sees`: where that column is known.
    """

    passage: Passage
    signs: np.ndarray
    sees: np.ndarray


def told_passages(folder: Path = TOLD) -> list[Told]:
    """All passages."""
    return [told_passage(text, gold) for text, gold in read_marked(folder)]


def told_passage(text: str, gold: Annotation) -> Told:
    """A passage as arrays over its words."""
    document = load(text.encode(), name="passage.txt")
    if document.text != text:
        raise ValueError(f"{gold.place.passage} reads as another text than was marked")
    nothing = np.zeros(len(document.words), dtype=bool)
    passage = Passage(
        name=gold.place.passage,
        words=list(document.word_texts),
        sentence_starts=nothing,
        mentions=_mentions(document, gold),
        events=nothing,
        quotation=_quotations(document),
    )
    sees = nothing.copy()
    signs = np.zeros((len(document.words), len(SIGNS)), dtype=bool)
    for span, names in _cues(gold):
        signs[_words(document, span), [SIGNS.index(name) for name in names]] = True
    for first, last, _, _, person in passage.mentions.tolist():
        head = _head(passage.words, first, last)
        told = gold.perspective_at(int(document.words.start[head]))
        if passage.quotation[head] < 0 and told.kind == "internal":
            sees[head] = True
            signs[head, -1] = person == told.focalizer
    return Told(passage=passage, signs=signs, sees=sees)


def _cues(gold: Annotation) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """The phrases that carry something, and the signs that it is."""
    yield from ((row.span, ("commitment", row.kind)) for row in gold.commitments)
    yield from ((row.span, ("belief", row.stance)) for row in gold.beliefs)
    covered = {row.masks for row in gold.emotions}
    for row in gold.emotions:
        if row.is_feigned:
            yield row.span, ("show",)
        elif row.emotion_id in covered:
            yield row.span, ("feeling under it",)
        elif row.is_masked:
            yield row.span, ("hidden feeling",)


def _words(document: Document, span: Span) -> np.ndarray:
    """The words of a span, as a column."""
    first, last = word_spans(document, span.start, span.end)
    return np.arange(first, last + 1)[:, None]


def _mentions(document: Document, gold: Annotation) -> np.ndarray:
    """Shape (mentions, 5), as a LitBank passage has them."""
    rows = []
    for person in gold.people:
        for span in person.mentions:
            first, last = _words(document, span)[[0, -1], 0].tolist()
            form = FORMS.index(_form(document.word_texts[first : last + 1]))
            rows.append((first, last, _PERSON, form, person.person_id))
    return np.array(sorted(rows, key=lambda row: (row[0], -row[1])), dtype=np.int64).reshape(-1, 5)


def _head(words: list[str], first: int, last: int) -> int:
    """The head word of a mention, by the words alone: the last before what comes after a noun."""
    return next((w - 1 for w in range(first + 1, last + 1) if words[w].lower() in _AFTER_NOUNS), last)


def _form(words: list[str]) -> str:
    """Pronoun, name or common noun, by the words alone."""
    if len(words) == 1 and (words[0].lower() in PRONOUN_KIND or words[0].lower() in PRONOUN_SETS):
        return "pronoun"
    return "proper" if words[-1][:1].isupper() else "common"


def _quotations(document: Document) -> np.ndarray:
    """Number of the innermost quotation around each word, -1 outside."""
    tables = Quotations().decode(document, document.tables, None)
    return innermost(document, tables["quotations"])

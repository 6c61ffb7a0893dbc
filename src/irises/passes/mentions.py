"""Mentions: nested references to people, places, vehicles and organisations, by the shared encoder's span head."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from irises.annotation.schemas import CATEGORIES, FORMS
from irises.document.model import Document
from irises.encode.encoding import Encoding
from irises.passes import span_head
from irises.passes.interface import PassSpec, Tables
from irises.passes.mention_traits import NEOPRONOUNS
from irises.passes.places import Ints, ints, story_words, table_of
from irises.passes.sureness import calibrated

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class MentionScores:
    """Proposed spans by first and last word (inclusive), with probabilities of category (none first) and form."""

    first: Ints
    last: Ints
    category: Floats
    form: Floats


class Mentions:
    """Finds mentions; each is its own entity until coreference says more."""

    spec = PassSpec(
        name="mentions",
        version=3,
        requires=frozenset({"sections", "paragraphs", "tokens"}),
        provides=frozenset({"mentions"}),
    )

    def score(self, document: Document, tables: Tables, encoding: Encoding) -> MentionScores:
        """Proposes spans over the whole story and scores each."""
        first, last = span_head.proposals(encoding)
        words = document.words
        last_word = np.minimum(last, len(words) - 1)
        inside = story_words(document)
        keep = inside[first] & inside[last_word] & (words.paragraph[first] == words.paragraph[last_word])
        first, last = first[keep], last[keep]
        category, form = span_head.decide(span_head.span_vectors(encoding, first, last))
        return MentionScores(first=first, last=last, category=category, form=form)

    def decode(self, document: Document, tables: Tables, scores: MentionScores) -> dict[str, pa.Table]:
        """Spans likely enough to be mentions, in text order, the longer first."""
        likely, least = calibrated("mentions", 1.0 - scores.category[:, 0])
        keep = np.flatnonzero(likely > least)
        first, last = scores.first[keep], scores.last[keep]
        n = len(keep)
        columns = {
            "start": document.words.start[first],
            "end": document.words.end[last],
            "confidence": likely[keep],
            "mention_id": np.arange(n, dtype=np.int32),
            "head_token": head_tokens(ints(tables["tokens"], "head"), first, last),
            "form": pa.array(FORMS).take(pa.array(_forms(document, first, last, scores.form[keep]))),
            "category": pa.array(CATEGORIES).take(pa.array(scores.category[keep, 1:].argmax(axis=1))),
            "is_generic": np.zeros(n, dtype=bool),
            "entity_id": np.arange(n, dtype=np.int32),
            "entity_confidence": np.zeros(n, dtype=np.float32),
        }
        return {"mentions": table_of("mentions", columns, source=self.spec.source)}


def _forms(document: Document, first: Ints, last: Ints, scores: Floats) -> Ints:
    """The likeliest form of each span; a neopronoun alone, which few texts show, is a pronoun."""
    form = scores.argmax(axis=1)
    words = document.word_texts
    alone = np.flatnonzero(first == last).tolist()
    form[[k for k in alone if words[first[k]].lower() in NEOPRONOUNS]] = FORMS.index("pronoun")
    return np.asarray(form, dtype=np.int64)


def head_tokens(heads: Ints, first: Ints, last: Ints) -> npt.NDArray[np.int32]:
    """The head word of each span: the first word whose own head lies outside it, or that is a root."""
    out = last.astype(np.int32)
    left, word = np.arange(len(first)), first.astype(np.int64)
    while len(left):
        head = heads[word]
        free = (head < first[left]) | (head > last[left]) | (head == word)
        out[left[free]] = word[free]
        left, word = left[~free], word[~free] + 1
        inside = word <= last[left]
        left, word = left[inside], word[inside]
    return out

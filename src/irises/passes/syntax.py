"""Sentences and tokens: sentence bounds, parts of speech, features, lemmas and dependencies from the shared encoder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from irises.document.model import Document
from irises.encode import weights
from irises.encode.cores import on_all_cores
from irises.encode.encoding import Encoding, floats
from irises.passes.dependencies import ArcScorer, sentence_heads
from irises.passes.interface import PassSpec, Tables
from irises.passes.lemmas import lemma_of
from irises.passes.places import Ints, table_of

Floats = npt.NDArray[np.float32]
_UNMARKED = 0.9
_BLOCK = 4096


@dataclass(frozen=True, kw_only=True)
class SyntaxScores:
    """Per word: probability that a sentence starts there, class numbers of the tags, and what scores arcs."""

    starts: Floats
    upos: Ints
    feats: Ints
    lemmas: Ints
    arcs: ArcScorer


class Syntax:
    """Splits paragraphs into sentences and tags their words."""

    spec = PassSpec(
        name="syntax", version=4, requires=frozenset({"paragraphs"}), provides=frozenset({"sentences", "tokens"})
    )

    def score(self, document: Document, tables: Tables, encoding: Encoding) -> SyntaxScores:
        """Sentence starts and tags of every word, in blocks."""
        sentence, syntax = weights.head("sentence"), weights.head("syntax")
        n = len(document.words)
        starts = np.zeros(n, dtype=np.float32)
        tags = {name: np.zeros(n, dtype=np.int64) for name in ("upos", "feats", "lemmas")}

        def fill(a: int) -> None:
            block = floats(encoding.vectors[a : a + _BLOCK])
            starts[a : a + _BLOCK] = weights.sigmoid(block @ sentence["weight"][0] + sentence["bias"])
            for name, out in tags.items():
                out[a : a + _BLOCK] = syntax.linear(block, name).argmax(axis=1)

        on_all_cores(fill, range(0, n, _BLOCK))
        return SyntaxScores(starts=starts, arcs=ArcScorer(syntax, encoding), **tags)

    def decode(self, document: Document, tables: Tables, scores: SyntaxScores) -> dict[str, pa.Table]:
        """Sentences never cross a paragraph; every sentence is a tree."""
        words = document.words
        names = weights.labels()
        texts = words.texts(document.text)
        begins = (scores.starts > _needed(texts)) | (np.diff(words.paragraph, prepend=-1) != 0)
        first = np.flatnonzero(begins)
        last = np.append(first[1:], len(words)) - 1 if len(first) else first
        heads, relations = sentence_heads(first, last, scores.arcs)
        scripts = [names["lemmas"][k] for k in scores.lemmas.tolist()]
        upos = [names["upos"][k] for k in scores.upos.tolist()]
        tokens = {
            "start": words.start,
            "end": words.end,
            "confidence": np.ones(len(words), dtype=np.float32),
            "token_id": np.arange(len(words), dtype=np.int32),
            "sentence_id": (np.cumsum(begins) - 1).astype(np.int32),
            "lemma": list(map(lemma_of, texts, upos, scripts)),
            "upos": upos,
            "feats": pa.array(names["feats"]).take(pa.array(scores.feats)),
            "head": heads.astype(np.int32),
            "deprel": pa.array(names["deprels"]).take(pa.array(relations)),
        }
        sentences = {
            "start": words.start[first],
            "end": words.end[last],
            "confidence": np.where(np.diff(words.paragraph[first], prepend=-1) != 0, 1.0, scores.starts[first]),
            "sentence_id": np.arange(len(first), dtype=np.int32),
            "paragraph_id": words.paragraph[first],
        }
        source = self.spec.source
        return {
            "tokens": table_of("tokens", tokens, source=source),
            "sentences": table_of("sentences", sentences, source=source),
        }


def _needed(words: Sequence[str]) -> Floats:
    """How likely a sentence's start must be at each word: a word in lower case that follows another word, without any
    mark between, hardly ever begins one."""
    goes_on = [word[:1].islower() and before[-1:].isalnum() for before, word in pairwise(("", *words))]
    return np.where(goes_on, np.float32(_UNMARKED), np.float32(0.5))

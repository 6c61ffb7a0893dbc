"""Syntax, against UD English EWT: tags, lemmas and trees of given words, and sentence bounds in raw paragraphs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pyarrow as pa

from evaluation.counts import Tally, share, tally_sets
from evaluation.rows import Row
from gold.ewt import Paragraph, TreeSentence
from gold.model import gold_row
from irises.annotation import Span, empty_table, table_from_rows
from irises.document.load import load
from irises.document.model import Document, Source, Words

Parse = Callable[[Document], tuple[pa.Table, pa.Table]]
"""The sentences and tokens of a document."""


def program_parse(document: Document) -> tuple[pa.Table, pa.Table]:
    """What the program that is installed says."""
    from irises.encode import encode
    from irises.passes.syntax import Syntax

    syntax = Syntax()
    tables = syntax.decode(document, document.tables, syntax.score(document, document.tables, encode(document)))
    return tables["sentences"], tables["tokens"]


def syntax_rows(documents: Sequence[Sequence[Paragraph]], parse: Parse = program_parse) -> list[Row]:
    """UPOS, lemma, UAS and LAS (relations with their subtypes) on given words, each sentence a paragraph; F1 of whole
    sentences in raw paragraphs."""
    right = dict.fromkeys(("UPOS", "lemma", "UAS", "LAS"), 0)
    n, bounds = 0, Tally()
    for paragraphs in documents:
        sentences = [sentence for paragraph in paragraphs for sentence in paragraph]
        n += sum(len(sentence.words) for sentence in sentences)
        for name, count in _right(sentences, parse(document_of(sentences))[1]).items():
            right[name] += count
        bounds += _bounds(paragraphs, parse)
    rows = [Row(task="syntax", measure=name, value=share(count, n), n=n) for name, count in right.items()]
    return [*rows, Row(task="syntax", measure="sentences F1", value=bounds.f1, n=round(bounds.recall_all))]


def document_of(sentences: Sequence[TreeSentence]) -> Document:
    """A document of the given words, each sentence a paragraph."""
    words: list[Span] = []
    paragraphs: list[Span] = []
    owner: list[int] = []
    at = 0
    for number, sentence in enumerate(sentences):
        first = at
        for word in sentence.words:
            words.append(Span(at, at + len(word)))
            owner.append(number)
            at += len(word) + 1
        paragraphs.append(Span(first, at - 1))
        at += 1
    text = "\n\n".join(" ".join(sentence.words) for sentence in sentences)
    section = gold_row(0, len(text), section_id=0, parent_id=-1, kind="chapter", is_story=True)
    rows = [gold_row(*span, paragraph_id=i, section_id=0) for i, span in enumerate(paragraphs)]
    return Document(
        text=text,
        source=Source(name="ewt", format="txt", sha256=""),
        tables={
            "metadata": empty_table("metadata"),
            "markup": empty_table("markup"),
            "sections": table_from_rows("sections", [section]),
            "paragraphs": table_from_rows("paragraphs", rows),
        },
        words=Words(
            start=np.array([a for a, _ in words], dtype=np.int32),
            end=np.array([b for _, b in words], dtype=np.int32),
            paragraph=np.array(owner, dtype=np.int32),
        ),
    )


def heads_of(sentences: Sequence[TreeSentence]) -> list[int]:
    """The head of each word of `document_of(sentences)`, as the tokens table has it: a word's ordinal, a root's own."""
    heads: list[int] = []
    for sentence in sentences:
        base = len(heads)
        heads += [base + (head or number) - 1 for number, head in enumerate(sentence.heads, 1)]
    return heads


def _right(sentences: Sequence[TreeSentence], tokens: pa.Table) -> dict[str, int]:
    """How many words have the right tag, lemma, head, and head with relation."""
    attached = np.array(heads_of(sentences)) == tokens["head"].to_numpy()
    relations = np.array([relation for sentence in sentences for relation in sentence.deprels])
    labelled = attached & (relations == np.array(tokens["deprel"].to_pylist()))
    lemmas = zip((w for s in sentences for w in s.lemmas), tokens["lemma"].to_pylist(), strict=True)
    tags = zip((w for s in sentences for w in s.upos), tokens["upos"].to_pylist(), strict=True)
    return {
        "UPOS": sum(a == b for a, b in tags),
        "lemma": sum(a == b for a, b in lemmas),
        "UAS": int(attached.sum()),
        "LAS": int(labelled.sum()),
    }


def _bounds(paragraphs: Sequence[Paragraph], parse: Parse) -> Tally:
    """Sentences found with both their ends, in the document's paragraphs as printed."""
    text = "\n\n".join(" ".join(sentence.text for sentence in paragraph) for paragraph in paragraphs)
    document = load(text.encode(), name="ewt.txt")
    said = parse(document)[0]
    gold, at = set(), 0
    for paragraph in paragraphs:
        for sentence in paragraph:
            start = document.text.find(sentence.text, at)
            if start >= 0:
                at = start + len(sentence.text)
                gold.add((start, at))
    return tally_sets(gold, set(zip(said["start"].to_pylist(), said["end"].to_pylist(), strict=True)))

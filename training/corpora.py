"""Gold corpora as arrays of words, spans and labels for training the encoder and its heads.

LitBank (https://github.com/dbamman/litbank, CC BY 4.0): mentions with category and form from `coref/tsv/*.ann`,
entities from `coref/conll`, realis events from `events/tsv`, quotations from `quotations/tsv`.
UD English EWT (https://github.com/UniversalDependencies/UD_English-EWT, CC BY-SA 4.0).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from irises.annotation.schemas import CATEGORIES, FORMS

_FORM_OF = {"PROP": FORMS.index("proper"), "NOM": FORMS.index("common"), "PRON": FORMS.index("pronoun")}


@dataclass(frozen=True, kw_only=True)
class Passage:
    """One LitBank document.

    `mentions`: int array (n, 5) of first word, last word (inclusive), category, form, entity, sorted by position;
    `sentence_starts`, `events`: bool per word; `quotation`: int per word, number of the quotation around it or -1.
    """

    name: str
    words: list[str]
    sentence_starts: np.ndarray
    mentions: np.ndarray
    events: np.ndarray
    quotation: np.ndarray


@dataclass(frozen=True, kw_only=True)
class Parsed:
    """One EWT document: words with lemma, UPOS, features, head (index of the word in the document) and relation."""

    words: list[str]
    sentence_starts: np.ndarray
    lemmas: list[str]
    upos: list[str]
    feats: list[str]
    heads: np.ndarray
    deprels: list[str]


def litbank_names(data: Path, split: str) -> list[str]:
    """Names of LitBank's documents in one part of the split."""
    with open(data / "litbank" / "split.tsv", encoding="utf-8") as file:
        return sorted(row[0] for row in csv.reader(file, delimiter="\t") if len(row) > 1 and row[1] == split)


def litbank(data: Path, split: str) -> list[Passage]:
    """The passages of one part of the split ("train" or "dev")."""
    return [litbank_passage(data, name) for name in litbank_names(data, split)]


def litbank_passage(data: Path, name: str) -> Passage:
    """One document by its name in split.tsv."""
    root = data / "litbank"
    stem = f"{name.removesuffix('_brat')}_brat"
    lines = [line.split() for line in (root / "coref" / "tsv" / f"{stem}.txt").read_text(encoding="utf-8").splitlines()]
    line_starts = np.cumsum([0] + [len(line) for line in lines])
    words = [word for line in lines for word in line]
    starts = np.zeros(len(words), dtype=bool)
    starts[[s for s, line in zip(line_starts, lines, strict=False) if line]] = True
    return Passage(
        name=name,
        words=words,
        sentence_starts=starts,
        mentions=_mentions(root, stem, line_starts),
        events=_events(root / "events" / "tsv" / f"{stem}.tsv", len(words)),
        quotation=_quotations(root / "quotations" / "tsv" / f"{stem}.ann", line_starts, len(words)),
    )


def _mentions(root: Path, stem: str, line_starts: np.ndarray) -> np.ndarray:
    entity_of = _conll_entities(root / "coref" / "conll" / f"{stem}.conll")
    rows = []
    for line in (root / "coref" / "tsv" / f"{stem}.ann").read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if fields[0] != "MENTION":
            continue
        first = int(line_starts[int(fields[2])] + int(fields[3]))
        last = int(line_starts[int(fields[4])] + int(fields[5]))
        entities = entity_of[first, last]
        rows.append((first, last, CATEGORIES.index(fields[-2]), _FORM_OF[fields[-1]], entities.pop(0)))
    return np.array(sorted(set(rows), key=lambda row: (row[0], -row[1])), dtype=np.int64)


def _conll_entities(path: Path) -> dict[tuple[int, int], list[int]]:
    """Entities of each span, in the order their brackets close."""
    spans: dict[tuple[int, int], list[int]] = {}
    opened: dict[int, list[int]] = {}
    position = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        for before, number, after in re.findall(r"(\()?(\d+)(\))?", line.split("\t")[-1]):
            if before:
                opened.setdefault(int(number), []).append(position)
            if after:
                spans.setdefault((opened[int(number)].pop(), position), []).append(int(number))
        position += 1
    return spans


def _events(path: Path, n_words: int) -> np.ndarray:
    labels = [line.split("\t")[1] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if len(labels) != n_words:
        raise ValueError(f"{path}: {len(labels)} labels for {n_words} words")
    return np.array([label == "EVENT" for label in labels], dtype=bool)


def _quotations(path: Path, line_starts: np.ndarray, n_words: int) -> np.ndarray:
    inside = np.full(n_words, -1, dtype=np.int64)
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if fields[0] == "QUOTE":
            first = line_starts[int(fields[2])] + int(fields[3])
            last = line_starts[int(fields[4])] + int(fields[5])
            inside[first : last + 1] = int(fields[1].lstrip("Q"))
    return inside


def ewt(data: Path, split: str) -> list[Parsed]:
    """The documents of one part of UD English EWT ("train" or "dev")."""
    path = data / "ud-ewt" / f"en_ewt-ud-{split}.conllu"
    return [_parsed(sentences) for sentences in _ewt_documents(path)]


def _ewt_documents(path: Path) -> Iterator[list[list[list[str]]]]:
    document: list[list[list[str]]] = []
    sentence: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newdoc") and document:
            yield document
            document = []
        if not line and sentence:
            document.append(sentence)
            sentence = []
        elif line and not line.startswith("#"):
            fields = line.split("\t")
            if fields[0].isdigit():
                sentence.append(fields)
    if document:
        yield document


def _parsed(sentences: list[list[list[str]]]) -> Parsed:
    rows = [row for sentence in sentences for row in sentence]
    starts = np.zeros(len(rows), dtype=bool)
    heads = np.zeros(len(rows), dtype=np.int64)
    base = 0
    for sentence in sentences:
        starts[base] = True
        for row in sentence:
            own, head = int(row[0]), int(row[6])
            heads[base + own - 1] = base + (head or own) - 1
        base += len(sentence)
    return Parsed(
        words=[row[1] for row in rows],
        sentence_starts=starts,
        lemmas=[row[2] for row in rows],
        upos=[row[3] for row in rows],
        feats=[row[5] for row in rows],
        heads=heads,
        deprels=[row[7] for row in rows],
    )

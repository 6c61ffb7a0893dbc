"""Gold corpora as arrays of words, spans and labels for training the encoder and its heads.

LitBank as `gold.litbank` reads it; UD English EWT (https://github.com/UniversalDependencies/UD_English-EWT,
CC BY-SA 4.0) from its CoNLL-U files; REMAN as `gold.reman` reads it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from gold.litbank import LitBankStory, fold_names, read_story, story_names
from gold.reman import EmotionPassage, read_reman
from irises.annotation import Span
from irises.annotation.schemas import CATEGORIES, EMOTIONS, FORMS
from irises.document.words import split_words


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


@dataclass(frozen=True, kw_only=True)
class Feelings:
    """One REMAN passage.

    `emotions`: bool (words, 9), whether the word is in a phrase that carries the emotion; `is_scored`: bool per word,
    whether emotions are annotated there; `phrases`: first and last word (inclusive) of each phrase; `experiencers`,
    `targets`: bool (phrases, words).
    """

    words: list[str]
    emotions: np.ndarray
    is_scored: np.ndarray
    phrases: list[tuple[int, int]]
    experiencers: np.ndarray
    targets: np.ndarray


def litbank(data: Path, split: str) -> list[Passage]:
    """The passages of one part of the split ("train" or "dev")."""
    folder = data / "litbank"
    return [passage_of(read_story(folder, name)) for name in story_names(folder, split=split)]


def litbank_parts(data: Path, fold: int | None = None) -> tuple[list[Passage], list[Passage]]:
    """The passages to train on and those to score: the parts of the split, or, with a fold, the training part without
    the fold's passages, and these."""
    train = litbank(data, "train")
    if fold is None:
        return train, litbank(data, "dev")
    held = set(fold_names(data / "litbank", fold))
    return [p for p in train if p.name not in held], [p for p in train if p.name in held]


def passage_of(story: LitBankStory) -> Passage:
    """One document's tables as arrays over its words."""
    words = story.document.words
    mentions = _columns(story, "mentions", "start", "end", "category", "form", "entity_id")
    firsts, lasts = _word_ranges(story, "mentions")
    columns = [firsts, lasts, _numbers(mentions["category"], CATEGORIES), _numbers(mentions["form"], FORMS)]
    rows = np.stack([*columns, np.array(mentions["entity_id"], dtype=np.int64)], axis=1)
    events = np.zeros(len(words), dtype=bool)
    events[_word_ranges(story, "events")[0]] = True
    quotation = np.full(len(words), -1, dtype=np.int64)
    for number, (first, last) in enumerate(zip(*_word_ranges(story, "quotations"), strict=True)):
        quotation[first : last + 1] = number
    sentence = np.array(_columns(story, "tokens", "sentence_id")["sentence_id"])
    return Passage(
        name=story.name,
        words=words.texts(story.text),
        sentence_starts=np.diff(sentence, prepend=-1) != 0,
        mentions=rows[np.lexsort((-lasts, firsts))],
        events=events,
        quotation=quotation,
    )


def _columns(story: LitBankStory, table: str, *names: str) -> dict[str, list[Any]]:
    return story.tables[table].select(list(names)).to_pydict()


def _word_ranges(story: LitBankStory, table: str) -> tuple[np.ndarray, np.ndarray]:
    """First and last word (inclusive) of each row of a table."""
    spans = _columns(story, table, "start", "end")
    words = story.document.words
    return np.searchsorted(words.start, spans["start"]), np.searchsorted(words.end, spans["end"])


def _numbers(values: list[str], names: tuple[str, ...]) -> np.ndarray:
    return np.array([names.index(value) for value in values], dtype=np.int64)


def ewt(data: Path, split: str) -> list[Parsed]:
    """The documents of one part of UD English EWT ("train" or "dev")."""
    return list(parsed_documents(data / "ud-ewt" / f"en_ewt-ud-{split}.conllu"))


def parsed_documents(path: Path) -> Iterator[Parsed]:
    """The documents of a CoNLL-U file; ranges of words and empty nodes are left out."""
    sentences: list[list[list[str]]] = [[]]
    for line in [*path.read_text(encoding="utf-8").splitlines(), "# newdoc"]:
        if line.startswith("# newdoc"):
            if any(sentences):
                yield _parsed([sentence for sentence in sentences if sentence])
            sentences = [[]]
        elif not line:
            sentences.append([])
        elif line.split("\t")[0].isdigit():
            sentences[-1].append(line.split("\t"))


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


def reman(data: Path, split: str) -> list[Feelings]:
    """The passages of one part of REMAN ("train" or "dev")."""
    return [feelings_of(passage) for passage in read_reman(data / "reman", split=split)]


def feelings_of(passage: EmotionPassage) -> Feelings:
    """A passage's annotation as arrays over its words."""
    words = split_words(passage.text, [Span(0, len(passage.text))])
    masks = [_touched(words.start, words.end, [emotion.span]) for emotion in passage.emotions]
    known = [(emotion, mask) for emotion, mask in zip(passage.emotions, masks, strict=True) if mask.any()]
    emotions = np.zeros((len(words), len(EMOTIONS)), dtype=bool)
    for emotion, mask in known:
        emotions[np.ix_(mask, [EMOTIONS.index(name) for name in sorted(emotion.emotions)])] = True
    roles = {
        role: [_touched(words.start, words.end, sorted(getattr(emotion, role))) for emotion, _ in known]
        for role in ("experiencers", "targets")
    }
    return Feelings(
        words=words.texts(passage.text),
        emotions=emotions,
        is_scored=emotions.any(axis=1) | _touched(words.start, words.end, [passage.middle]),
        phrases=[(int(np.flatnonzero(mask)[0]), int(np.flatnonzero(mask)[-1])) for _, mask in known],
        **{role: np.array(rows, dtype=bool).reshape(len(known), len(words)) for role, rows in roles.items()},
    )


def _touched(starts: np.ndarray, ends: np.ndarray, spans: list[Span]) -> np.ndarray:
    """Which words any of the spans touches."""
    out = np.zeros(len(starts), dtype=bool)
    for start, end in spans:
        out |= (starts < end) & (ends > start)
    return out

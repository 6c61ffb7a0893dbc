"""Links to learn from: every mention's clues (`irises.passes.link_clues`) and whether gold has its entity so; and the
addressees of quotations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import numpy as np

from evaluation.calibration import Decision, addressed_quotations, linked_mentions, quoted_mentions
from evaluation.example import Example
from evaluation.people import match_people
from evaluation.tasks import novel_file
from gold import litbank, pdnc
from gold.litbank import LitBankStory
from gold.model import Annotated
from irises import passes
from irises.document.load import load
from irises.document.model import Document
from irises.encode import encode
from irises.encode.encoding import Encoding
from irises.passes.cast import Cast, settle
from irises.passes.hearer_clues import hearer_clues
from irises.passes.interface import Tables
from irises.passes.link_clues import link_clues
from irises.passes.speakers import Speakers
from training.manifest import SYNTAX_WIDTH, WIDTH
from training.speaker_books import early_tables

Array = np.ndarray


@dataclass(frozen=True, kw_only=True)
class LinkExamples:
    """A text's links: clues (n, len(CLUES)), whether each is right, and whether it lies inside a quotation."""

    clues: Array
    right: Array
    quoted: Array

    def part(self, rows: Array) -> LinkExamples:
        """Some of the links."""
        return LinkExamples(clues=self.clues[rows], right=self.right[rows], quoted=self.quoted[rows])


def stories(data: Path, split: str) -> list[LitBankStory]:
    """LitBank's passages of one part, as printed in their novels."""
    folder = data / "litbank"
    return [
        litbank.read_story(folder, name, original=novel_file(data, name))
        for name in litbank.story_names(folder, split=split)
    ]


def passages(data: Path, split: str) -> list[LinkExamples]:
    """LitBank's passages of one part, as the program reads them now."""
    return list(_passages(stories(data, split)))


def _passages(gold: list[LitBankStory]) -> Iterator[LinkExamples]:
    before_cast = tuple(takewhile(lambda step: step.spec.name != "cast", passes.PASSES))
    for story in gold:
        tables = passes.run_passes(story.document, encode(story.document), before_cast)
        predicted = Annotated(name=story.name, text=story.text, tables=_with_cast(story.document, tables))
        example = Example(predicted=predicted, reference=story)
        yield _examples(story.document, tables, linked_mentions(example))


@dataclass(frozen=True, kw_only=True)
class HearerExamples:
    """A novel's quotations with addressees: clues (n, len(HEARER_CLUES)), and whether these are all and right."""

    clues: Array
    right: Array


@dataclass(frozen=True, kw_only=True)
class NovelExamples:
    """A novel's mentions inside quotations, and its addressees."""

    links: LinkExamples
    hearers: HearerExamples


def novels(data: Path, kept: Path) -> list[NovelExamples]:
    """PDNC's training novels, which were read for the training of speakers."""
    folder = data / "pdnc"
    names = [name for name in pdnc.novel_names(folder) if name not in pdnc.DEV]
    return [_novel(folder, name, kept) for name in names]


def _novel(folder: Path, name: str, kept: Path) -> NovelExamples:
    gold = pdnc.read_novel(folder, name)
    document = load(pdnc.novel_files(folder, name)[0])
    tables = dict(early_tables(folder, name, kept=kept))
    speakers = Speakers()
    nothing = Encoding(
        vectors=np.zeros((0, WIDTH), dtype=np.float16), syntax=np.zeros((0, SYNTAX_WIDTH), dtype=np.float16)
    )
    tables |= speakers.decode(document, tables, speakers.score(document, tables, nothing))
    predicted = Annotated(name=name, text=gold.text, tables=_with_cast(document, tables))
    example = Example(predicted=predicted, reference=gold)
    people = match_people(example)
    return NovelExamples(
        links=_examples(document, tables, quoted_mentions(example, people)),
        hearers=_hearers(tables, addressed_quotations(example, people)),
    )


def _hearers(tables: Tables, found: list[tuple[int, Decision]]) -> HearerExamples:
    rows, right = _rows_and_right(found)
    return HearerExamples(clues=hearer_clues(tables["quotations"])[rows], right=right)


def _with_cast(document: Document, tables: Tables) -> dict[str, object]:
    return {**tables, **Cast().decode(document, tables)}


def _examples(document: Document, tables: Tables, found: list[tuple[int, Decision]]) -> LinkExamples:
    linked = settle(document, tables).linked
    rows, right = _rows_and_right(found)
    return LinkExamples(clues=link_clues(linked)[rows], right=right, quoted=linked.quoted[rows])


def _rows_and_right(found: list[tuple[int, Decision]]) -> tuple[Array, Array]:
    rows = np.array([row for row, _ in found], dtype=np.int64)
    return rows, np.array([decision.is_right for _, decision in found], dtype=bool)

"""PDNC's novels as the tables that the speakers pass is given, with the gold speaker of each chain beside them.

`predicted` reads a novel with the passes that come before; `stand_in` makes noisy tables out of the gold characters,
for working on the pass without them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import numpy as np
import pyarrow as pa

from evaluation.example import Example
from evaluation.people import Evidence, match_people
from evaluation.quotations import coverage_of, novel_of
from evaluation.readings import load as load_reading
from evaluation.readings import save as save_reading
from gold import pdnc
from gold.model import Annotated, gold_row
from irises import passes
from irises.annotation import Span, table_from_rows
from irises.document.load import load
from irises.document.model import Words
from irises.document.words import split_words
from irises.encode import encode
from irises.passes.cues import best_cue, find_cues
from irises.passes.dialogue import GENDER_OF, Dialogue, read_dialogue

_MARKS = "\"'“”‘’«»_"
_I = frozenset({"i", "me", "my", "myself"})
_ARTICLES = ("a ", "an ", "the ")
_GENDERS = {"M": 1, "F": 2}


@dataclass(frozen=True, kw_only=True)
class Book:
    """A novel ready for training: its dialogue, and whom each gold quotation is by.

    `meant` maps an entity to the gold character that most of its names mean; `matched` the same one to one.
    """

    novel: pdnc.Novel
    tables: Mapping[str, pa.Table]
    dialogue: Dialogue
    meant: dict[int, int]
    matched: dict[int, int]
    chains: list[int]
    """The chain of each gold quotation, -1 where it is not found."""


def book_of(novel: pdnc.Novel, tables: Mapping[str, pa.Table]) -> Book:
    """The novel read as `tables`, its entities matched to the gold characters."""
    example = Example(predicted=Annotated(name=novel.name, text=novel.text, tables=tables), reference=novel)
    dialogue = read_dialogue(novel.text, tables)
    people = match_people(example)
    chains = _chains_of_quotations(example, dialogue)
    return Book(
        novel=novel,
        tables=tables,
        dialogue=dialogue,
        meant=_meant(people.evidence, novel, dialogue, chains),
        matched=dict(people.character_of),
        chains=chains,
    )


def _chains_of_quotations(example: Example, dialogue: Dialogue) -> list[int]:
    """For each gold quotation the outermost chain that covers most of it, or -1 where it is not found."""
    owner = {row: index for index, chain in enumerate(dialogue.chains) for row in chain.quotations}
    coverage = coverage_of(example)
    chains = []
    for quotation in pdnc_quotations(example):
        shared: Counter[int] = Counter()
        for row, length in coverage.stretches(quotation).items() if coverage.found(quotation) else ():
            shared[owner.get(row, -1)] += length
        chains.append(shared.most_common(1)[0][0] if shared else -1)
    return chains


def pdnc_quotations(example: Example) -> tuple[pdnc.Quotation, ...]:
    """The gold quotations of the example's novel."""
    return novel_of(example).quotations


def _meant(evidence: Evidence, novel: pdnc.Novel, dialogue: Dialogue, chains: list[int]) -> dict[int, int]:
    """The character that most speaks for of each entity; of entities that no name tells, whoever their cues name."""
    votes: dict[int, Counter[int]] = defaultdict(Counter)
    for (who, entity), weight in evidence.items():
        votes[entity][who] += weight
    cues: dict[int, Counter[int]] = defaultdict(Counter)
    for quotation, chain in zip(novel.quotations, chains, strict=True):
        cue = best_cue(find_cues(dialogue, dialogue.chains[chain])) if chain >= 0 else None
        if cue is not None and cue.mention >= 0 and quotation.speaker is not None:
            cues[int(dialogue.mentions.entity[cue.mention])][quotation.speaker] += 1
    unnamed = {entity: counts for entity, counts in cues.items() if not votes.get(entity)}
    return {entity: counts.most_common(1)[0][0] for entity, counts in (votes | unnamed).items() if counts}


def gold_of_chains(book: Book) -> list[pdnc.Quotation | None]:
    """The longest gold quotation that each outermost chain covers."""
    found: list[pdnc.Quotation | None] = [None] * len(book.dialogue.chains)
    for quotation, chain in zip(book.novel.quotations, book.chains, strict=True):
        if chain >= 0:
            found[chain] = max(found[chain] or quotation, quotation, key=_length)
    return found


def _length(quotation: pdnc.Quotation) -> int:
    return sum(part.end - part.start for part in quotation.parts)


def predicted(folder: Path, name: str, *, kept: Path | None = None) -> Book:
    """A novel as the passes before the speakers' read it; kept in a folder for the next run, if there is one."""
    return book_of(pdnc.read_novel(folder, name), early_tables(folder, name, kept=kept))


def early_tables(folder: Path, name: str, *, kept: Path | None = None) -> Mapping[str, pa.Table]:
    """The tables of a novel before the speakers' pass.

    Kept tables are taken as they are: clear the folder when the passes or weights have changed.
    """
    place = kept / name if kept else None
    if place is not None and place.is_dir():
        return load_reading(place).tables
    document = load(pdnc.novel_files(folder, name)[0])
    earlier = tuple(takewhile(lambda step: step.spec.name != "speakers", passes.PASSES))
    tables = passes.run_passes(document, encode(document), earlier)
    if place is not None:
        save_reading(Annotated(name=name, text=document.text, tables=tables), place)
    return tables


def stand_in(folder: Path, name: str) -> Book:
    """A novel with tables made from its gold, with the noise of guessed pronouns."""
    novel = pdnc.read_novel(folder, name)
    paragraphs = _paragraphs(novel.text)
    words = split_words(novel.text, paragraphs)
    quotations = _quotations(novel)
    mentions = _mentions(novel, words, quotations)
    tables = {
        "sections": table_from_rows(
            "sections", [gold_row(0, len(novel.text), section_id=0, parent_id=-1, kind="chapter", is_story=True)]
        ),
        "paragraphs": table_from_rows(
            "paragraphs", [gold_row(*span, paragraph_id=i, section_id=0) for i, span in enumerate(paragraphs)]
        ),
        "sentences": table_from_rows(
            "sentences", [gold_row(*span, sentence_id=i, paragraph_id=i) for i, span in enumerate(paragraphs)]
        ),
        "tokens": table_from_rows(
            "tokens",
            [
                gold_row(a, b, token_id=i, sentence_id=p)
                for i, (a, b, p) in enumerate(
                    zip(words.start.tolist(), words.end.tolist(), words.paragraph.tolist(), strict=True)
                )
            ],
        ),
        "mentions": mentions,
        "entities": _entities(novel, mentions),
        "aliases": _aliases(novel, mentions),
        "quotations": quotations,
    }
    return book_of(novel, tables)


def _plain(name: str) -> str:
    name = " ".join(name.lower().split())
    return next((name[len(article) :] for article in _ARTICLES if name.startswith(article)), name)


def _paragraphs(text: str) -> list[Span]:
    return [Span(*m.span()) for m in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text)]


def _quotations(novel: pdnc.Novel) -> pa.Table:
    parts = sorted((part, number) for number, q in enumerate(novel.quotations) for part in q.parts)
    rows: list[dict[str, object]] = []
    latest: dict[int, int] = {}
    end_before = 0
    for part, number in parts:
        if part.start < end_before:
            continue
        start, end = part
        while start > end_before and novel.text[start - 1] in _MARKS:
            start -= 1
        while end < len(novel.text) and novel.text[end] in _MARKS:
            end += 1
        rows.append(
            gold_row(
                start, end, quotation_id=len(rows), mode="speech", speaker_confidence=0.0, addressees_confidence=0.0,
                continues=latest.get(number, -1), within=-1, evidence=[],
            )
        )  # fmt: skip
        latest[number] = len(rows) - 1
        end_before = end
    return table_from_rows("quotations", rows)


def _mentions(novel: pdnc.Novel, words: Words, quotations: pa.Table) -> pa.Table:
    """Names by the longest alias; third-person pronouns by the last fitting name before them; the narrator's `I`."""
    found = _names(novel, words)
    inside = np.zeros(len(novel.text) + 1, dtype=bool)
    for start, end in zip(quotations["start"].to_pylist(), quotations["end"].to_pylist(), strict=True):
        inside[start:end] = True
    narrator = next((c.character_id for c in novel.characters if c.is_narrator), None)
    gender = {c.character_id: _GENDERS.get(c.gender, 0) for c in novel.characters}
    taken = {at for start, end, *_ in found for at in range(start, end)}
    recent: list[tuple[int, int]] = []
    rows: list[tuple[int, int, int, str, float]] = list(found)
    named = {start: who for start, _, who, *_ in found}
    for start, end in zip(words.start.tolist(), words.end.tolist(), strict=True):
        if start in named:
            recent.append((start, named[start]))
        word = novel.text[start:end].lower()
        if start in taken or inside[start]:
            continue
        if word in _I and narrator is not None:
            rows.append((start, end, narrator, "pronoun", 1.0))
        elif GENDER_OF.get(word) in (1, 2):
            who = next((p for _, p in reversed(recent[-40:]) if gender[p] == GENDER_OF[word]), None)
            if who is not None:
                rows.append((start, end, who, "pronoun", 0.7))
    rows.sort(key=lambda row: (row[0], -row[1]))
    return table_from_rows(
        "mentions",
        [
            gold_row(
                a, b, mention_id=i, form=form, category="PER", is_generic=False, entity_id=who, entity_confidence=sure
            )
            for i, (a, b, who, form, sure) in enumerate(rows)
        ],
    )


def _names(novel: pdnc.Novel, words: Words) -> list[tuple[int, int, int, str, float]]:
    owners: dict[str, int] = {}
    for character in novel.characters:
        for alias in character.aliases:
            owners.setdefault(_plain(alias), character.character_id)
    owners = {alias: who for alias, who in owners.items() if len(alias) > 2}
    longest = sorted(owners, key=len, reverse=True)
    pattern = re.compile(
        r"(?<!\w)(?:the |an? )?(" + "|".join(re.escape(a).replace(r"\ ", r"\s+") for a in longest) + r")(?!\w)", re.I
    )
    found = []
    for match in pattern.finditer(novel.text):
        proper = match[1][:1].isupper()
        if proper or match[1] != match[0]:
            who = owners[" ".join(match[1].lower().split())]
            found.append((match.start(), match.end(), who, "proper" if proper else "common", 1.0))
    return found


def _entities(novel: pdnc.Novel, mentions: pa.Table) -> pa.Table:
    counts = Counter(mentions["entity_id"].to_pylist())
    pronouns = {"M": ["he"], "F": ["she"]}
    return table_from_rows(
        "entities",
        [
            gold_row(
                0, 0, entity_id=c.character_id, category="PER", name=c.name, pronouns=pronouns.get(c.gender, []),
                n_mentions=counts[c.character_id], is_character=True, is_narrator=c.is_narrator, members=[],
            )
            for c in novel.characters
        ],
    )  # fmt: skip


def _aliases(novel: pdnc.Novel, mentions: pa.Table) -> pa.Table:
    uses: Counter[tuple[int, str, str]] = Counter()
    for row in mentions.select(["start", "end", "entity_id", "form"]).to_pylist():
        if row["form"] != "pronoun":
            uses[row["entity_id"], " ".join(novel.text[row["start"] : row["end"]].split()), row["form"]] += 1
    return table_from_rows(
        "aliases", [gold_row(0, 0, entity_id=who, alias=name, form=form, n=n) for (who, name, form), n in uses.items()]
    )

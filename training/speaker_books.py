"""PDNC's novels as the tables that the speakers pass is given, with the gold speaker of each chain beside them.

`predicted` reads a novel with the passes that come before; `stand_in` makes noisy tables out of the gold characters,
for working on the pass without them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
from scipy.optimize import linear_sum_assignment

from gold import pdnc
from gold.model import gold_row
from irises.annotation import Span, table_from_rows
from irises.document.model import Words
from irises.document.words import split_words
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


def book_of(novel: pdnc.Novel, tables: Mapping[str, pa.Table]) -> Book:
    """The novel read as `tables`, its entities matched to the gold characters."""
    votes = entity_votes(novel, tables)
    return Book(
        novel=novel,
        tables=tables,
        dialogue=read_dialogue(novel.text, tables),
        meant=_most(votes),
        matched=_one_to_one(votes),
    )


def entity_votes(novel: pdnc.Novel, tables: Mapping[str, pa.Table]) -> dict[tuple[int, int], float]:
    """How much speaks for each (entity, character): shared names by use, mentions annotated inside quotations."""
    owners: dict[str, set[int]] = defaultdict(set)
    for character in novel.characters:
        for alias in character.aliases:
            owners[_plain(alias)].add(character.character_id)
    votes: dict[tuple[int, int], float] = defaultdict(float)
    for row in tables["aliases"].to_pylist():
        for who in owners.get(_plain(row["alias"]), ()) if row["form"] != "pronoun" else ():
            votes[row["entity_id"], who] += row["n"] / len(owners[_plain(row["alias"])])
    gold = {mention.span: mention.characters for quotation in novel.quotations for mention in quotation.mentions}
    mentions = tables["mentions"].select(["start", "end", "entity_id"]).to_pydict()
    for start, end, entity in zip(mentions["start"], mentions["end"], mentions["entity_id"], strict=True):
        for who in gold.get(Span(start, end), ()):
            votes[entity, who] += 1.0 / len(gold[Span(start, end)])
    narrator = next((c.character_id for c in novel.characters if c.is_narrator), None)
    for row in tables["entities"].filter(tables["entities"]["is_narrator"]).to_pylist() if narrator is not None else ():
        votes[row["entity_id"], narrator] += row["n_mentions"]
    return dict(votes)


def _plain(name: str) -> str:
    name = " ".join(name.lower().split())
    return next((name[len(article) :] for article in _ARTICLES if name.startswith(article)), name)


def _most(votes: Mapping[tuple[int, int], float]) -> dict[int, int]:
    best: dict[int, tuple[float, int]] = {}
    for (entity, who), weight in votes.items():
        best[entity] = max(best.get(entity, (0.0, -1)), (weight, who))
    return {entity: who for entity, (weight, who) in best.items() if weight > 0}


def _one_to_one(votes: Mapping[tuple[int, int], float]) -> dict[int, int]:
    entities = sorted({entity for entity, _ in votes})
    people = sorted({who for _, who in votes})
    weights = np.zeros((len(entities), len(people)))
    for (entity, who), weight in votes.items():
        weights[entities.index(entity), people.index(who)] = weight
    rows, columns = linear_sum_assignment(-weights)
    return {entities[r]: people[c] for r, c in zip(rows, columns, strict=True) if weights[r, c] > 0}


def gold_of_chains(book: Book) -> list[pdnc.Quotation | None]:
    """The gold quotation that each outermost chain shares most code points with."""
    spans = sorted((part, number) for number, q in enumerate(book.novel.quotations) for part in q.parts)
    starts = np.array([span.start for span, _ in spans])
    table = book.tables["quotations"]
    start, end = table["start"].to_pylist(), table["end"].to_pylist()
    found: list[pdnc.Quotation | None] = []
    for chain in book.dialogue.chains:
        shared: Counter[int] = Counter()
        for row in chain.quotations:
            at = max(0, int(np.searchsorted(starts, start[row])) - 1)
            while at < len(spans) and spans[at][0].start < end[row]:
                span, number = spans[at]
                shared[number] += max(0, min(end[row], span.end) - max(start[row], span.start))
                at += 1
        top = shared.most_common(1)
        found.append(book.novel.quotations[top[0][0]] if top and top[0][1] > 0 else None)
    return found


def chain_of_gold(book: Book) -> list[int]:
    """For each gold quotation the outermost chain that shares most code points with it, or -1."""
    table = book.tables["quotations"]
    owner = {row: index for index, chain in enumerate(book.dialogue.chains) for row in chain.quotations}
    rows = sorted(owner)
    start = np.array([table["start"][row].as_py() for row in rows])
    end = np.array([table["end"][row].as_py() for row in rows])
    found = []
    for quotation in book.novel.quotations:
        shared: Counter[int] = Counter()
        for part in quotation.parts:
            over = np.minimum(end, part.end) - np.maximum(start, part.start) if len(rows) else np.zeros(0)
            for at in np.flatnonzero(over > 0).tolist():
                shared[owner[rows[at]]] += int(over[at])
        top = shared.most_common(1)
        found.append(top[0][0] if top else -1)
    return found


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

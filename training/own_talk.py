"""The talk of our own passages, for training the attribution of quotations."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from evaluation.minds import mentions_of, numbers_of
from gold.minds.marked_rows import read_marked
from gold.minds.matching import shared
from gold.minds.reader import Annotation, Speech
from irises.annotation import Span
from irises.passes.dialogue import Chain, Dialogue, read_dialogue
from training.marked import read


@dataclass(frozen=True, kw_only=True)
class OwnTalk:
    """A passage's dialogue, the gold speech of each chain (None where gold has none), and whom entities mean: by most
    of their mentions, and one to one."""

    dialogue: Dialogue
    speeches: list[Speech | None]
    meant: dict[int, int]
    matched: dict[int, int]


def own_talks(folder: Path) -> list[OwnTalk]:
    """The passages of a folder as the passes before the speakers' read them."""
    read_ones = (read(text, gold, until="speakers") for text, gold in read_marked(folder))
    return [own_talk(one.document.text, one.gold, one.tables) for one in read_ones]


def own_talk(text: str, gold: Annotation, tables: Mapping[str, pa.Table]) -> OwnTalk:
    """A passage as its tables have it."""
    dialogue = read_dialogue(text, tables)
    mentions = mentions_of(tables["mentions"].to_pylist())
    person_at = {span: person.person_id for person in gold.people for span in person.mentions}
    votes: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for entity, spans in mentions.items():
        votes[entity].update(person_at[span] for span in spans if span in person_at)
    return OwnTalk(
        dialogue=dialogue,
        speeches=[_speech_of(dialogue, chain, gold) for chain in dialogue.chains],
        meant={entity: counts.most_common(1)[0][0] for entity, counts in votes.items() if counts},
        matched=numbers_of(mentions, gold),
    )


def _speech_of(dialogue: Dialogue, chain: Chain, gold: Annotation) -> Speech | None:
    """The marked speech that shares most with a chain."""
    spans = [Span(int(dialogue.starts[a]), int(dialogue.ends[b - 1])) for a, b in chain.ranges]

    def common(speech: Speech) -> int:
        return sum(shared(span, speech.span) for span in spans)

    best = max(gold.speeches, key=common, default=None)
    return best if best is not None and common(best) > 0 else None

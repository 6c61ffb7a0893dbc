"""The pass that says who speaks each quotation, to whom, and how that is known."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa

from irises.annotation.schemas import SCHEMAS
from irises.document.model import Document
from irises.encode.encoding import Encoding
from irises.encode.weights import weight_bytes
from irises.errors import WeightsError
from irises.passes.cues import Cue, best_cue, find_cues, form_of
from irises.passes.dialogue import FIRST_PERSON, PRONOUN, SECOND_PERSON, Chain, Dialogue, Floats, Ints, read_dialogue
from irises.passes.interface import PassSpec, Tables
from irises.passes.listwise import Listwise, listwise_from
from irises.passes.speaker_features import CANDIDATES, Candidates, weigh_candidates
from irises.passes.turns import listeners, sweep

LEAST_SURE = 0.5
"""Below this probability a speaker is left unknown: the guess would be wrong more often than right."""
LEAST_HEARD = 0.5
"""Below this probability a person isn't counted among those spoken to."""
_WEIGHTS = "speakers.npz"


@dataclass(frozen=True, kw_only=True)
class CueFound:
    """The words that say who speaks: code points, and the mention_id of their subject (-1: no mention)."""

    start: int
    end: int
    is_pronoun: bool
    mention: int


@dataclass(frozen=True, kw_only=True)
class Inner:
    """A chain inside another quotation: whose words it repeats.

    `person` is first or second where its cue says "I" or "you", which means the outer speaker or the outer hearer.
    """

    quotations: tuple[int, ...]
    entity: int
    confidence: float
    person: str
    cue: CueFound | None


@dataclass(frozen=True, kw_only=True)
class SpeakerScores:
    """Whom each outermost chain may be by and to.

    `entity` is int64 [chains, n], -1 where empty; `said` and `heard` are float32 of the same shape: the probability
    that the person says it, and is spoken to. `evidence` lists (table, id) per chain.
    """

    chains: Sequence[tuple[int, ...]]
    entity: Ints
    said: Floats
    heard: Floats
    cues: Sequence[CueFound | None]
    evidence: Sequence[Sequence[tuple[str, int]]]
    inner: Sequence[Inner] = ()


class Speakers:
    """Attributes quotations: candidates around each, weighed by a small network in several sweeps."""

    @property
    def spec(self) -> PassSpec:
        """Name, version, needs and the one table it refines."""
        return PassSpec(
            name="speakers",
            version=3,
            requires=frozenset(
                {"sections", "paragraphs", "tokens", "sentences", "mentions", "entities", "aliases", "quotations"}
            ),
            provides=frozenset({"quotations"}),
        )

    def score(self, document: Document, tables: Tables, encoding: Encoding) -> SpeakerScores:
        """Probabilities of speakers and addressees for every chain.

        Raises:
            WeightsError: if the weights are missing or not whole.
        """
        dialogue = read_dialogue(document.text, tables, document.word_texts)
        candidates = weigh_candidates(dialogue)
        networks, hearers = load_networks()
        if len(dialogue.chains):
            believed = sweep(candidates, networks)
            heard = listeners(candidates, believed, hearers)
        else:
            believed, heard = np.zeros((0, CANDIDATES + 1), np.float32), np.zeros((0, CANDIDATES), np.float32)
        return SpeakerScores(
            chains=[chain.quotations for chain in dialogue.chains],
            entity=candidates.entity,
            said=believed[:, :-1],
            heard=heard,
            cues=[_cue_found(dialogue, cue) for cue in candidates.clues.best],
            evidence=_evidence(dialogue, candidates),
            inner=_inner_chains(dialogue),
        )

    def decode(self, document: Document, tables: Tables, scores: SpeakerScores) -> dict[str, pa.Table]:
        """The `quotations` table with speakers, addressees, attributions, cues and what they follow from."""
        rows = tables["quotations"].to_pylist()
        places = _Places(tables)
        for index, chain in enumerate(scores.chains):
            decision = _decide(scores, index, mode=rows[chain[0]]["mode"])
            for row in chain:
                _apply(rows[row], decision, scores.cues[index], scores.evidence[index], places)
        for inner in scores.inner:
            decision = _decide_inner(inner, rows)
            for row in inner.quotations:
                _apply(rows[row], decision, inner.cue, _mention_evidence(inner.cue), places)
        return {"quotations": pa.Table.from_pylist(rows, schema=SCHEMAS["quotations"])}


@cache
def load_networks() -> tuple[tuple[Listwise, ...], Listwise]:
    """The networks of the sweeps in order, and the one for addressees.

    Raises:
        WeightsError: if the file is missing or altered, or an array in it is missing.
    """
    try:
        with np.load(io.BytesIO(weight_bytes(_WEIGHTS)), allow_pickle=False) as stored:
            arrays: Mapping[str, Any] = {name: stored[name] for name in stored.files}
        n_sweeps = len({name.split(".")[0] for name in arrays if name.startswith("sweep")})
        networks = tuple(listwise_from(arrays, f"sweep{number}") for number in range(n_sweeps))
        return networks, listwise_from(arrays, "hearers")
    except (ValueError, KeyError) as error:
        message = f"the weights {_WEIGHTS} are of another version ({error}); install Irises again"
        raise WeightsError(message, pass_name="speakers") from error


def _cue_found(dialogue: Dialogue, cue: Cue | None) -> CueFound | None:
    if cue is None:
        return None
    first, last = min(cue.span[0], cue.subject[0]), max(cue.span[1], cue.subject[1])
    return CueFound(
        start=int(dialogue.starts[first]),
        end=int(dialogue.ends[last - 1]),
        is_pronoun=form_of(dialogue, cue) == PRONOUN,
        mention=int(dialogue.mentions.row[cue.mention]) if cue.mention >= 0 else -1,
    )


def _evidence(dialogue: Dialogue, candidates: Candidates) -> list[list[tuple[str, int]]]:
    """Cue and vocative mentions of each chain; without a cue, the two utterances before it."""
    row = dialogue.mentions.row
    found = []
    for index, cue in enumerate(candidates.clues.best):
        mentions = {cue.mention} if cue is not None and cue.mention >= 0 else set()
        mentions |= set(candidates.clues.vocatives[index])
        here = [("mentions", int(row[mention])) for mention in sorted(mentions)]
        if cue is None:
            here += [("quotations", dialogue.chains[at].quotations[0]) for at in range(max(0, index - 2), index)]
        found.append(here)
    return found


def _inner_chains(dialogue: Dialogue) -> list[Inner]:
    """Cues of the chains inside other quotations, looked for in the words of the quotation around them."""
    if not dialogue.nested:
        return []
    nested = np.zeros(len(dialogue.starts), dtype=bool)
    for chain in dialogue.nested:
        for first, last in chain.ranges:
            nested[first:last] = True
    around = np.where((dialogue.quotation >= 0) & ~nested, -1, 0)
    talk = dialogue.requoted(around)
    return [_inner(talk, chain) for chain in dialogue.nested]


def _inner(talk: Dialogue, chain: Chain) -> Inner:
    cue = best_cue(find_cues(talk, chain))
    if cue is None:
        return Inner(quotations=chain.quotations, entity=-1, confidence=0.0, person="", cue=None)
    word = talk.words[cue.subject[0]] if form_of(talk, cue) == PRONOUN else ""
    person = "first" if word in FIRST_PERSON else "second" if word in SECOND_PERSON else ""
    known = cue.mention >= 0
    return Inner(
        quotations=chain.quotations,
        entity=int(talk.mentions.entity[cue.mention]) if known else -1,
        confidence=float(talk.mentions.link[cue.mention]) if known else 0.0,
        person=person,
        cue=_cue_found(talk, cue),
    )


@dataclass(frozen=True, kw_only=True)
class _Decision:
    speaker: int | None
    speaker_confidence: float
    addressees: list[int] | None
    addressees_confidence: float


def _decide(scores: SpeakerScores, index: int, *, mode: str) -> _Decision:
    """The likeliest speaker, if likely enough, and everyone likely to be spoken to; a thought is said to nobody."""
    entity: list[int] = scores.entity[index].tolist()
    said: list[float] = scores.said[index].tolist()
    heard: list[float] = scores.heard[index].tolist()
    sure = max(said, default=0.0)
    speaker = entity[said.index(sure)] if sure >= LEAST_SURE else None
    if mode == "thought":
        return _Decision(speaker=speaker, speaker_confidence=sure, addressees=[], addressees_confidence=1.0)
    others = [at for at in range(len(entity)) if entity[at] >= 0 and entity[at] != speaker]
    told = [at for at in others if heard[at] >= LEAST_HEARD]
    trust = min((heard[at] for at in told), default=max((heard[at] for at in others), default=0.0))
    return _Decision(
        speaker=speaker,
        speaker_confidence=sure,
        addressees=sorted(entity[at] for at in told) if told else None,
        addressees_confidence=trust,
    )


def _decide_inner(inner: Inner, rows: Sequence[Mapping[str, Any]]) -> _Decision:
    outer = rows[rows[inner.quotations[0]]["within"]]
    entity: int | None = inner.entity
    sure = inner.confidence
    if inner.person == "first":
        entity, sure = outer["speaker"], outer["speaker_confidence"]
    elif inner.person == "second":
        told = outer["addressees"] or []
        entity, sure = (told[0], outer["addressees_confidence"]) if len(told) == 1 else (None, 0.0)
    known = entity is not None and entity >= 0 and sure >= LEAST_SURE
    return _Decision(
        speaker=entity if known else None, speaker_confidence=sure, addressees=None, addressees_confidence=0.0
    )


def _mention_evidence(cue: CueFound | None) -> list[tuple[str, int]]:
    return [] if cue is None or cue.mention < 0 else [("mentions", cue.mention)]


class _Places:
    """Where each mention and each quotation ends, for `known_at`."""

    def __init__(self, tables: Tables) -> None:
        self._ends = {name: tables[name]["end"].to_pylist() for name in ("mentions", "quotations")}

    def end(self, table: str, row: int) -> int:
        """Code point after a row's words."""
        return int(self._ends[table][row])


def _apply(
    row: dict[str, Any],
    decision: _Decision,
    cue: CueFound | None,
    evidence: Sequence[tuple[str, int]],
    places: _Places,
) -> None:
    """Writes a decision into a quotation's row."""
    row |= {
        "speaker": decision.speaker,
        "speaker_confidence": decision.speaker_confidence,
        "addressees": decision.addressees,
        "addressees_confidence": decision.addressees_confidence,
        "attribution": _attribution(decision, cue),
        "cue_start": None if cue is None else cue.start,
        "cue_end": None if cue is None else cue.end,
        "evidence": [*row["evidence"], *({"table": table, "id": number} for table, number in evidence)],
    }
    needed = [places.end(table, number) for table, number in evidence]
    row["known_at"] = max([row["known_at"], row["end"], *needed, *([] if cue is None else [cue.end])])


def _attribution(decision: _Decision, cue: CueFound | None) -> str | None:
    if decision.speaker is None:
        return None
    if cue is None:
        return "implicit"
    return "anaphoric" if cue.is_pronoun else "explicit"

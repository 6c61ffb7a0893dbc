"""Through whose eyes each sentence is told: the likeliest way through the minds that the narration opens.

A linear-chain conditional random field (Lafferty et al. 2001) over the sentences of a section: the states are the
people whose minds may be open in it, an outside view, and an author over everybody's head. What speaks for a state is
a short list of features that a reader can check; staying costs nothing, changing costs more inside a paragraph than
between two. `training.eyes` fits the weights.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from irises.passes.nearby import HINTS

Floats = npt.NDArray[np.float64]

EXTERNAL, OMNISCIENT = -1, -2
"""States that are nobody's eyes."""

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "own mind": 0.95,
        "another's mind": -0.87,
        "sees": 0.11,
        "acts": 1.01,
        "seen from outside": -0.89,
        "described": -0.79,
        "opens the paragraph": 0.83,
        "pronoun: linked": 0.44,
        "pronoun: linked surely": 3.50,
        "pronoun: subject of the paragraph": 2.01,
        "pronoun: named in the paragraph": 0.39,
        "pronoun: subject before": 0.34,
        "pronoun: named beside": -1.79,
        "pronoun: not named in the scene": -1.95,
        "pronoun: gender not known": -0.67,
        "pronoun: paragraphs ago": -0.76,
        "outside: a mind": -1.15,
        "outside: no mind": 0.20,
        "outside: somebody seen": -0.23,
        "outside: sounds like thought": -1.12,
        "outside: an author": 0.15,
        "outside: somebody sees": -0.15,
        "over heads: a second mind": 0.92,
        "over heads: one mind": -0.18,
        "over heads: sounds like thought": -0.44,
        "over heads: an author": 2.10,
        "over heads: somebody sees": -0.15,
        "change": -3.76,
        "change inside a paragraph": -1.79,
        "change without narration": -0.99,
        "to nobody": -0.96,
        "to somebody seldom": -0.69,
    }
)
"""The weight of each feature, in nats, as `training.eyes` prints them."""

OF_STEPS = ("change", "change inside a paragraph", "change without narration")
OF_ENTRY = ("to nobody", "to somebody seldom")
OF_STATES = tuple(name for name in WEIGHTS if name not in OF_STEPS + OF_ENTRY)
_PLACE = {name: place for place, name in enumerate(OF_STATES)}
_PRONOUN = [_PLACE[f"pronoun: {hint}"] for hint in HINTS]
_OF_PEOPLE = ("sees", "acts", "seen from outside", "described", "opens the paragraph")
_MOST_PEOPLE = 12
_STRONGEST = 4.0
_LEAST_USUAL = 0.01


@dataclass(frozen=True, kw_only=True)
class Mind:
    """A mind that a sentence opens, and how far, in nats; `whose` are those it may be, each with hints for it if the
    words of a run open it here first (see `nearby`)."""

    weight: float
    whose: Mapping[int, tuple[float, ...]]


@dataclass(frozen=True, kw_only=True)
class SentenceClues:
    """What one sentence says.

    `minds`: those it opens; `sees`: how far its words sound as if each person were the one who sees, in nats; `acts`:
    how far it is about each person; `shown`: how far it shows each from outside; `described`: how often it calls
    somebody with a name by what he or she is; `opening`: whom the paragraph that begins here names first; `muses`: how
    far it sounds like a thought, without saying whose; `author`: how far an author speaks.
    """

    minds: Sequence[Mind]
    begins_paragraph: bool
    sees: Mapping[int, float] = field(default_factory=dict)
    acts: Mapping[int, float] = field(default_factory=dict)
    shown: Mapping[int, float] = field(default_factory=dict)
    described: Mapping[int, float] = field(default_factory=dict)
    opening: int | None = None
    muses: float = 0.0
    author: float = 0.0
    is_narrated: bool = True


@dataclass(frozen=True, kw_only=True)
class Chain:
    """A section as the model sees it: the states, features of each at each sentence (sentences, states, OF_STATES),
    what a step to each sentence is (sentences, OF_STEPS), and what it is to enter each state (states, OF_ENTRY)."""

    states: tuple[int, ...]
    features: Floats
    steps: Floats
    entry: Floats


def eyes_of(
    sentences: Sequence[SentenceClues],
    usual: Mapping[int, float] = MappingProxyType({}),
    weights: Mapping[str, float] = WEIGHTS,
) -> list[tuple[int, float]]:
    """A state (entity_id, EXTERNAL or OMNISCIENT) per sentence of a section, with its probability.

    `usual` says how often the story opens each person's mind: the more, the likelier are his or her eyes here.
    """
    return eyes_of_chain(chain_of(sentences, usual), weights)


def eyes_of_chain(chain: Chain, weights: Mapping[str, float]) -> list[tuple[int, float]]:
    """The same of a section as the model sees it."""
    scores, steps = weighed(chain, weights)
    best, sure = _path(scores, steps), posterior(scores, steps)
    return [(chain.states[k], float(sure[i, k])) for i, k in enumerate(best)]


def chain_of(sentences: Sequence[SentenceClues], usual: Mapping[int, float]) -> Chain:
    """What the model sees of a section."""
    people = _people(sentences)
    features = np.zeros((len(sentences), len(people) + 2, len(OF_STATES)))
    _fill_people(features[:, : len(people)], sentences, people)
    _fill_nobody(features[:, len(people) :], sentences)
    steps = [[1.0, float(not clues.begins_paragraph), float(not clues.is_narrated)] for clues in sentences]
    entry = [[0.0, _rarity(who, usual)] for who in people] + [[1.0, 0.0]] * 2
    return Chain(
        states=(*people, EXTERNAL, OMNISCIENT), features=features, steps=np.array(steps), entry=np.array(entry)
    )


def weighed(chain: Chain, weights: Mapping[str, float]) -> tuple[Floats, Floats]:
    """Scores of each state (column) at each sentence (row), and of steps between states: (sentences, from, to)."""
    scores = chain.features @ np.array([weights[name] for name in OF_STATES])
    costs = chain.steps @ np.array([weights[name] for name in OF_STEPS])
    entry = chain.entry @ np.array([weights[name] for name in OF_ENTRY])
    scores[0] += entry
    apart = 1 - np.eye(len(chain.states))
    return scores, apart[None] * (costs[:, None, None] + entry[None, None, :])


def _people(sentences: Sequence[SentenceClues]) -> list[int]:
    """Those whose minds may be opened most."""
    total: defaultdict[int, float] = defaultdict(float)
    for clues in sentences:
        for person, sees in clues.sees.items():
            total[person] += max(0.0, min(sees, _STRONGEST))
        for mind in clues.minds:
            for person in mind.whose:
                total[person] += mind.weight
    return sorted(total, key=lambda p: -total[p])[:_MOST_PEOPLE]


def _fill_people(features: Floats, sentences: Sequence[SentenceClues], people: Sequence[int]) -> None:
    """What speaks for somebody's eyes, and against: into (sentences, people, OF_STATES)."""
    at = {who: place for place, who in enumerate(people)}
    own, opened = np.zeros(features.shape[:2]), np.zeros(len(sentences))
    sees, acts, shown, described, opens = (features[:, :, _PLACE[name]] for name in _OF_PEOPLE)
    for i, clues in enumerate(sentences):
        for mind in clues.minds:
            opened[i] += mind.weight
            for who, hints in mind.whose.items():
                if who in at:
                    own[i, at[who]] += mind.weight
                    if hints:
                        features[i, at[who], _PRONOUN] += hints
        for of_each, weights in (
            (sees, clues.sees),
            (acts, clues.acts),
            (shown, clues.shown),
            (described, clues.described),
        ):
            for who, weight in weights.items():
                if who in at:
                    of_each[i, at[who]] = weight
        if clues.opening in at:
            opens[i, at[clues.opening]] = 1.0
    np.clip(sees, -_STRONGEST, _STRONGEST, out=sees)
    acts -= np.array([max(clues.acts.values(), default=0.0) for clues in sentences])[:, None]
    features[:, :, _PLACE["own mind"]] = np.minimum(own, _STRONGEST)
    features[:, :, _PLACE["another's mind"]] = np.minimum(opened[:, None] - own, _STRONGEST)


def _fill_nobody(features: Floats, sentences: Sequence[SentenceClues]) -> None:
    """What speaks for an outside view, and for an author over everybody's head: into (sentences, 2, OF_STATES)."""
    weights = [sorted((mind.weight for mind in clues.minds), reverse=True) for clues in sentences]
    opened = np.array([sum(found) for found in weights])
    narrated = np.array([clues.is_narrated for clues in sentences], dtype=bool)
    seen = np.array([sum(clues.shown.values()) for clues in sentences])
    second = np.array([found[1] if len(found) > 1 else 0.0 for found in weights])
    muses = np.array([clues.muses for clues in sentences])
    author = np.array([clues.author for clues in sentences])
    sees = np.array([min(_STRONGEST, max(0.0, max(clues.sees.values(), default=0.0))) for clues in sentences])
    outside = {
        "outside: a mind": np.minimum(opened, _STRONGEST),
        "outside: no mind": narrated & (opened == 0.0),
        "outside: somebody seen": np.where(opened == 0.0, seen, 0.0),
        "outside: sounds like thought": muses,
        "outside: an author": author,
        "outside: somebody sees": sees,
    }
    over = {
        "over heads: a second mind": np.minimum(second, _STRONGEST),
        "over heads: one mind": narrated & np.array([len(found) < 2 for found in weights]),
        "over heads: sounds like thought": muses,
        "over heads: an author": author,
        "over heads: somebody sees": sees,
    }
    for state, told in enumerate((outside, over)):
        for name, values in told.items():
            features[:, state, _PLACE[name]] = values


def _rarity(who: int, usual: Mapping[int, float]) -> float:
    """How much seldomer the story opens this mind than the one it opens most, in nats."""
    most = max(usual.values(), default=0.0)
    return math.log(most / max(usual.get(who, 0.0), _LEAST_USUAL * most)) if most else 0.0


def _path(scores: Floats, steps: Floats) -> list[int]:
    """The best state per sentence (Viterbi); `steps[i]` leads to sentence i."""
    best = scores[0]
    back = []
    for row, step in zip(scores[1:], steps[1:], strict=True):
        through = best[:, None] + step
        back.append(through.argmax(axis=0))
        best = through.max(axis=0) + row
    path = [int(best.argmax())]
    for choices in reversed(back):
        path.append(int(choices[path[-1]]))
    return path[::-1]


def posterior(scores: Floats, steps: Floats) -> Floats:
    """The probability of each state (column) per sentence (row), by forward and backward sums, each scaled to one."""
    seen, moves = np.exp(scores - scores.max(axis=1, keepdims=True)), np.exp(steps)
    forward, backward = np.empty_like(seen), np.empty_like(seen)
    here = forward[0] = seen[0] / seen[0].sum()
    for i in range(1, len(seen)):
        here = (here @ moves[i]) * seen[i]
        here /= here.sum()
        forward[i] = here
    here = backward[-1] = np.full(seen.shape[1], 1.0)
    for i in range(len(seen) - 1, 0, -1):
        here = moves[i] @ (here * seen[i])
        here /= here.sum()
        backward[i - 1] = here
    both = forward * backward
    return np.asarray(both / both.sum(axis=1, keepdims=True))

"""Through whose eyes each sentence is told: the likeliest way through the minds that the narration opens.

A hidden Markov model over the sentences of a section: the states are the people whose minds are opened in it, an
outside view, and an author over everybody's head; staying is cheap, changing costs more inside a paragraph than between
two. Weights are in nats and set by hand, but for what a change costs, which was chosen on labelled passages (the dev
half of `gold.minds` and others like them).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

EXTERNAL, OMNISCIENT = -1, -2
"""States that are nobody's eyes."""
_MOST_PEOPLE = 12
_STRONGEST = 4.0
_OTHERS = 0.7
"""What a mind opened speaks against other eyes: less than for its own, since the focalizer guesses at others."""
_OUTSIDE, _OUTSIDE_AT_MOST = 1.1, 3.5
_QUIET = 0.12
_SHOWN_OUTSIDE = 0.3
_OVER_HEADS, _FEW_HEADS = 0.9, 0.35
_AUTHOR_MUSES = 0.5
"""Authors ask and exclaim too, if less than minds."""
_CHANGE_INSIDE, _CHANGE_BETWEEN = 5.0, 3.4
_RARE = 0.8
_LESS_OFTEN, _LESS_OFTEN_AT_MOST = 0.5, 1.5


@dataclass(frozen=True, kw_only=True)
class SentenceClues:
    """What one sentence says, in nats.

    `minds`: how far it opens each person's; `acts`: how far it is about each; `shown`: how far it shows each from
    outside; `muses`: how far it sounds like a thought, without saying whose; `author`: how far an author speaks.
    """

    minds: dict[int, float]
    begins_paragraph: bool
    acts: dict[int, float] = field(default_factory=dict)
    shown: dict[int, float] = field(default_factory=dict)
    muses: float = 0.0
    author: float = 0.0
    is_narrated: bool = True


def eyes_of(
    sentences: Sequence[SentenceClues], usual: Mapping[int, float] = MappingProxyType({})
) -> list[tuple[int, float]]:
    """A state (entity_id, EXTERNAL or OMNISCIENT) per sentence of a section, with its probability.

    `usual` says how often the story opens each person's mind: the more, the likelier are his or her eyes here.
    """
    states = [*_people(sentences), EXTERNAL, OMNISCIENT]
    scores = np.array([_scores(clues, states) for clues in sentences])
    entry = np.array([_entry(state, usual) for state in states])
    between, inside = (_steps(costs, entry) for costs in (_CHANGE_BETWEEN, _CHANGE_INSIDE))
    steps = [between if clues.begins_paragraph else inside for clues in sentences]
    best, sure = _path(scores, steps, entry), _posterior(scores, steps, entry)
    return [(states[k], float(sure[i, k])) for i, k in enumerate(best)]


def _entry(state: int, usual: Mapping[int, float]) -> float:
    """What it costs to begin with a state or to change to it, above other states."""
    if state < 0:
        return _RARE
    most = max(usual.values(), default=1.0)
    rarity = math.log(most / max(usual.get(state, most), 0.01 * most))
    return min(_LESS_OFTEN * rarity, _LESS_OFTEN_AT_MOST)


def _people(sentences: Sequence[SentenceClues]) -> list[int]:
    """Those whose minds are opened most, or who act where nobody's is."""
    total: defaultdict[int, float] = defaultdict(float)
    for clues in sentences:
        for person, weight in clues.minds.items():
            total[person] += weight
    opened = [person for person in sorted(total, key=lambda p: -total[p]) if total[person] > 0]
    return opened[:_MOST_PEOPLE]


def _scores(clues: SentenceClues, states: Sequence[int]) -> list[float]:
    """How well each state explains a sentence, in nats."""
    opened = {person: min(weight, _STRONGEST) for person, weight in clues.minds.items() if weight > 0}
    found = [_of_eyes(clues, opened)] * len(states)
    for place, state in enumerate(states):
        if state in opened:
            found[place] += (1 + _OTHERS) * opened[state]
        found[place] += clues.acts.get(state, 0.0) - clues.shown.get(state, 0.0)
    found[states.index(EXTERNAL)] = _of_onlooker(clues, sum(opened.values()))
    found[states.index(OMNISCIENT)] = _of_author(clues, sorted(opened.values())[-2:])
    return found


def _of_eyes(clues: SentenceClues, opened: dict[int, float]) -> float:
    """The score of the eyes of somebody whose mind isn't opened and who doesn't act.

    Somebody has to act: only who acts less than another is less likely the one who sees.
    """
    return clues.muses - clues.author - _OTHERS * sum(opened.values()) - max(clues.acts.values(), default=0.0)


def _of_onlooker(clues: SentenceClues, opened: float) -> float:
    """The score of an outside view, where minds are opened so far altogether."""
    quiet = _SHOWN_OUTSIDE * sum(clues.shown.values()) + (_QUIET if clues.is_narrated else 0.0)
    return (-min(_OUTSIDE * opened, _OUTSIDE_AT_MOST) if opened else quiet) - clues.muses - clues.author


def _of_author(clues: SentenceClues, strongest: Sequence[float]) -> float:
    """The score of a view over everybody's head; `strongest` are the two minds opened most, the lesser first."""
    if not clues.is_narrated:
        return 0.0
    several = _OVER_HEADS * strongest[0] if len(strongest) > 1 else -_FEW_HEADS
    return several + clues.author + _AUTHOR_MUSES * clues.muses


def _steps(costs: float, entry: Floats) -> Floats:
    """Log-weights of going from each state (row) to each (column)."""
    n = len(entry)
    return -(costs * (1 - np.eye(n)) + np.where(np.eye(n) > 0, 0.0, entry[None, :]))


def _path(scores: Floats, steps: Sequence[Floats], entry: Floats) -> list[int]:
    """The best state per sentence (Viterbi); `steps[i]` leads to sentence i."""
    best = scores[0] - entry
    back = []
    for row, step in zip(scores[1:], steps[1:], strict=True):
        through = best[:, None] + step
        back.append(through.argmax(axis=0))
        best = through.max(axis=0) + row
    path = [int(best.argmax())]
    for choices in reversed(back):
        path.append(int(choices[path[-1]]))
    return path[::-1]


def _posterior(scores: Floats, steps: Sequence[Floats], entry: Floats) -> Floats:
    """The probability of each state (column) per sentence (row), by forward and backward sums."""
    forward, backward = [scores[0] - entry], [np.zeros(scores.shape[1])]
    for row, step in zip(scores[1:], steps[1:], strict=True):
        forward.append(_summed(forward[-1][:, None] + step, 0) + row)
    for row, step in zip(scores[:0:-1], steps[:0:-1], strict=True):
        backward.append(_summed(step + (row + backward[-1])[None, :], 1))
    both = np.array(forward) + np.array(backward[::-1])
    both = np.exp(both - both.max(axis=1, keepdims=True))
    return np.asarray(both / both.sum(axis=1, keepdims=True))


def _summed(logs: Floats, axis: int) -> Floats:
    top = logs.max(axis=axis, keepdims=True)
    return np.asarray(np.log(np.exp(logs - top).sum(axis=axis)) + top.squeeze(axis))

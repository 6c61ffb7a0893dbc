"""Taking turns: features from what is believed of the quotations before and after."""

from __future__ import annotations

import numpy as np

from irises.passes.listwise import Flags, Listwise, sigmoid
from irises.passes.speaker_features import Candidates, Floats, carried, fading

REACH = (-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5)
"""Which neighbours' probabilities a candidate is given, in order; 0 is the quotation itself."""

N_TURN_FEATURES = len(REACH) + 2


def possible_rows(candidates: Candidates) -> Flags:
    """Which feature rows stand for somebody: bool [chains, CANDIDATES + 1]; the last one always does."""
    some = candidates.entity >= 0
    return np.concatenate([some, np.ones((len(some), 1), dtype=bool)], axis=1)


def turn_features(candidates: Candidates, believed: Floats) -> Floats:
    """Probabilities around each chain, for the same person: float32 [chains, CANDIDATES + 1, N_TURN_FEATURES].

    `believed` holds the probabilities of an earlier sweep, [chains, CANDIDATES + 1]. The last two columns sum up
    the three chains before and the three after that are fresh in mind.
    """
    people, nobody = believed[:, :-1], believed[:, -1]
    out = np.zeros((*believed.shape, N_TURN_FEATURES), dtype=np.float32)
    for column, k in enumerate(REACH):
        fade = fading(candidates.gap, k)
        out[:, :-1, column] = (people if k == 0 else carried(people, candidates.entity, k)) * fade[:, None]
        out[:, -1, column] = _moved(nobody, k) * fade
    middle = REACH.index(0)
    out[:, :, -2] = out[:, :, middle - 3 : middle].max(axis=2)
    out[:, :, -1] = out[:, :, middle + 1 : middle + 4].max(axis=2)
    return out


def _moved(values: Floats, k: int) -> Floats:
    out = np.zeros_like(values)
    if 0 <= k < len(values):
        out[: len(values) - k] = values[k:]
    elif 0 < -k < len(values):
        out[-k:] = values[:k]
    return out


def sweep(candidates: Candidates, networks: tuple[Listwise, ...]) -> Floats:
    """Probabilities [chains, CANDIDATES + 1] after one sweep per network; each but the first knows the one before."""
    possible = possible_rows(candidates)
    believed = networks[0].probabilities(candidates.features, possible)
    for network in networks[1:]:
        joined = np.concatenate([candidates.features, turn_features(candidates, believed)], axis=2)
        believed = network.probabilities(joined, possible)
    return believed


def listeners(candidates: Candidates, believed: Floats, network: Listwise) -> Floats:
    """Probability that each candidate is spoken to: [chains, CANDIDATES]."""
    joined = np.concatenate([candidates.features, turn_features(candidates, believed)], axis=2)
    heard = sigmoid(network.scores(joined[:, :-1]))
    return np.where(candidates.entity >= 0, heard, 0.0).astype(np.float32)

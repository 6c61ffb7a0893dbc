"""How sure it is that a quotation is said to exactly those who are given as its addressees."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from irises.passes.sureness import Calibrator, Floats, log_odds

HEARER_CLUES = ("heard", "heard_more", "one", "two", "speaker", "speaker_known", "cued")
"""The columns of `hearer_clues`: how likely the least likely addressee is (twice, once only where there are several),
how many there are, how sure the speaker is, whether one is given, and whether words say so."""


def sure_hearers(quotations: pa.Table, known: Calibrator | None) -> Floats:
    """The table's `addressees_confidence`, calibrated where somebody is named as addressee."""
    before = np.asarray(quotations["addressees_confidence"].to_numpy(), dtype=np.float32)
    if known is None:
        return before
    told = np.array([bool(people) for people in quotations["addressees"].to_pylist()], dtype=bool)
    return np.where(told, known.probabilities(hearer_clues(quotations), HEARER_CLUES), before)


def hearer_clues(quotations: pa.Table) -> Floats:
    """The clues of every quotation: float32, shape (quotations, len(HEARER_CLUES))."""
    count = np.array([len(people or ()) for people in quotations["addressees"].to_pylist()], dtype=np.int64)
    heard = log_odds(np.clip(quotations["addressees_confidence"].to_numpy(), 0.01, 0.99))
    speaker = log_odds(np.clip(quotations["speaker_confidence"].to_numpy(), 0.01, 0.99))
    given = np.array([who is not None for who in quotations["speaker"].to_pylist()], dtype=bool)
    cued = np.array([place is not None for place in quotations["cue_start"].to_pylist()], dtype=bool)
    columns = [heard, heard * (count > 1), count == 1, count == 2, speaker, given, cued]
    return np.stack(columns, axis=1).astype(np.float32)

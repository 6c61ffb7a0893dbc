"""The span head proposes as training did."""

from __future__ import annotations

import numpy as np

from irises.passes.span_head import MAX_WIDTH, MOST_PROPOSED, PROPOSE_ABOVE, _best


def test_no_more_proposals_than_in_training():
    """Of many good spans only the best are proposed: the head was never asked about the others."""
    band = np.random.default_rng(3).normal(5.0, 1.0, (100, MAX_WIDTH)).astype(np.float32)
    first, width = _best(band)
    assert len(first) == int(MOST_PROPOSED * 100) + 4
    assert band[first, width].min() >= np.sort(band, axis=None)[-len(first)]


def test_poor_spans_are_not_proposed():
    """Where few spans are good enough, only those are proposed."""
    band = np.full((100, MAX_WIDTH), PROPOSE_ABOVE - 1.0, dtype=np.float32)
    band[7, 2] = PROPOSE_ABOVE + 1.0
    first, width = _best(band)
    assert (first.tolist(), width.tolist()) == ([7], [2])

"""How sure a reading is of itself, as figures."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from irises.story import Story


@dataclass(frozen=True, kw_only=True)
class Sureness:
    """Counts, and mean confidences (0 to 1; None where there is nothing to be sure of).

    A quotation that goes on after a cue counts once.
    """

    n_quotations: int
    n_with_speaker: int
    n_explicit: int
    speaker_confidence: float | None
    """Of the quotations whose speaker is given."""
    n_mentions: int
    mention_confidence: float | None
    entity_confidence: float | None
    """That a mention means whom it is said to mean."""
    n_events: int
    event_confidence: float | None


def sureness(story: Story) -> Sureness:
    """How sure the reading of a story is."""
    stretches, mentions = story.table("quotations"), story.table("mentions")
    quotations = stretches.filter(pc.equal(stretches["continues"], -1))
    known = quotations.filter(pc.is_valid(quotations["speaker"]))
    return Sureness(
        n_quotations=quotations.num_rows,
        n_with_speaker=known.num_rows,
        n_explicit=pc.sum(pc.equal(known["attribution"], "explicit")).as_py() or 0,
        speaker_confidence=_mean(known["speaker_confidence"]),
        n_mentions=mentions.num_rows,
        mention_confidence=_mean(mentions["confidence"]),
        entity_confidence=_mean(mentions["entity_confidence"]),
        n_events=story.table("events").num_rows,
        event_confidence=_mean(story.table("events")["confidence"]),
    )


def _mean(column: pa.ChunkedArray) -> float | None:
    mean: float | None = pc.mean(column).as_py()
    return mean

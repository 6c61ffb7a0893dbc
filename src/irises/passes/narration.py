"""What is left of a story when its quotations are taken out, and what the narration's pronouns and verbs say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence


def narrated(spans: Iterable[tuple[int, int]], quoted: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The parts of `spans` outside `quoted`, both in text order; neither list overlaps itself.

    Spans are code points, half-open.
    """
    place = 0
    for start, end in spans:
        while place < len(quoted) and quoted[place][1] <= start:
            place += 1
        at, here = start, place
        while here < len(quoted) and quoted[here][0] < end:
            if quoted[here][0] > at:
                yield at, quoted[here][0]
            at = max(at, quoted[here][1])
            here += 1
        if at < end:
            yield at, end

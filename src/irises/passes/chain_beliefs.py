"""What each mention believes of whom it means: shares of labels, flowing along links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from irises.passes.chain_anchors import Anchors
from irises.passes.chain_links import Joined, Link, Links, LinksOf

Belief = dict[int, float]
"""Share of each label; labels of mentions that begin an entity count from 0, those of anchors are negative."""

_KEPT = 8
_LEAST_SHARE = 0.001
_MOVED = 0.02
"""A share's change from which on others are told."""


class Beliefs:
    """The beliefs of all mentions, `of[mention]`: first from antecedents alone, in text order, then from both sides.

    What a mention gets from anchors never changes and is added up once.
    """

    def __init__(self, anchors: Anchors, links: Links) -> None:
        self._admitted, self._both = anchors.admitted, links.both
        self._open = [mention for mention, label in enumerate(anchors.fixed) if label is None]
        self.of: list[Belief] = [{} if label is None else {label: 1.0} for label in anchors.fixed]
        self._steady: dict[int, Belief] = {mention: {mention: links.new[mention]} for mention in self._open}
        for mention in self._open:
            self._revise(mention, links.back[mention])
        is_open = np.array([label is None for label in anchors.fixed], dtype=bool)
        concerned = links.both.among(is_open[links.both.mention])
        self._add_anchors(anchors, concerned.among(~is_open[concerned.other]))
        self._moving = LinksOf(concerned.among(is_open[concerned.other]), len(is_open))

    def _add_anchors(self, anchors: Anchors, joined: Joined) -> None:
        """Adds up what the anchors that mentions are joined to make these believe."""
        labels = (anchors.fixed[other] for other in joined.other.tolist())
        for mention, label, share in zip(joined.mention.tolist(), labels, joined.share.tolist(), strict=True):
            if label is not None:
                belief = self._steady[mention]
                belief[label] = belief.get(label, 0.0) + share

    def sweep(self) -> None:
        """Revises every belief that may change, backwards and forwards."""
        for mention in (*reversed(self._open), *self._open):
            self._revise(mention, self._moving[mention])

    def begin(self, mentions: Sequence[int]) -> None:
        """Makes each of the mentions begin an entity of its own, and tells those whom this concerns."""
        begun = set(mentions)
        self._open = [mention for mention in self._open if mention not in begun]
        for mention in mentions:
            self.of[mention] = {mention: 1.0}
        stale = set(self._both.among(np.isin(self._both.mention, mentions)).other.tolist())
        for mention in (*reversed(self._open), *self._open):
            if mention in stale:
                stale.discard(mention)
                before = self.of[mention]
                self._revise(mention, self._moving[mention])
                if _has_moved(before, self.of[mention]):
                    stale.update(other for other, _ in self._moving[mention])

    def _revise(self, mention: int, neighbours: Iterable[Link]) -> None:
        """Makes the mention's belief follow from what it gets from anchors and the beliefs of neighbours."""
        belief, of = self._steady[mention].copy(), self.of
        so_far = belief.get
        for other, share in neighbours:
            for what, part in of[other].items():
                belief[what] = so_far(what, 0.0) + share * part
        of[mention] = self._weighed(mention, belief)

    def _weighed(self, mention: int, belief: Belief) -> Belief:
        """The belief without what the mention's words rule out, its largest shares, summing to 1."""
        admitted = self._admitted[mention]
        weighed = [(share * admitted[label], label) for label, share in belief.items() if share > _LEAST_SHARE]
        weighed.sort(reverse=True)
        kept = [(share, label) for share, label in weighed[:_KEPT] if share > _LEAST_SHARE]
        total = sum([share for share, _ in kept])
        return {label: share / total for share, label in kept} if kept else {mention: 1.0}


def _has_moved(before: Belief, after: Belief) -> bool:
    return any(abs(before.get(label, 0.0) - after.get(label, 0.0)) > _MOVED for label in before.keys() | after.keys())

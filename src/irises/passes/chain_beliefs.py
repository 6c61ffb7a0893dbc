"""What each mention believes of whom it means: shares of labels, flowing along links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from irises.passes.chain_anchors import Anchors
from irises.passes.chain_links import Link, Links

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
        self._anchors, self._links = anchors, links
        self.of: list[Belief] = []
        for mention, label in enumerate(anchors.fixed):
            begun = {mention: links.new[mention]}
            self.of.append({label: 1.0} if label is not None else self._gathered(mention, begun, links.back[mention]))
        self._open = [mention for mention, label in enumerate(anchors.fixed) if label is None]
        self._steady = {mention: self._from_anchors(mention) for mention in self._open}
        self._moving = {
            mention: [link for link in links.both[mention] if anchors.fixed[link[0]] is None] for mention in self._open
        }

    def sweep(self) -> None:
        """Revises every belief that may change, backwards and forwards."""
        for mention in (*reversed(self._open), *self._open):
            self._revise(mention)

    def begin(self, mentions: Sequence[int]) -> None:
        """Makes each of the mentions begin an entity of its own, and tells those whom this concerns."""
        begun = set(mentions)
        self._open = [mention for mention in self._open if mention not in begun]
        stale: set[int] = set()
        for mention in mentions:
            self.of[mention] = {mention: 1.0}
            stale.update(other for other, _ in self._links.both[mention])
        for mention in (*reversed(self._open), *self._open):
            if mention in stale:
                stale.discard(mention)
                before = self.of[mention]
                self._revise(mention)
                if _has_moved(before, self.of[mention]):
                    stale.update(other for other, _ in self._moving[mention])

    def _revise(self, mention: int) -> None:
        """The mention's belief from its antecedents and from the later mentions that link to it."""
        self.of[mention] = self._gathered(mention, self._steady[mention].copy(), self._moving[mention])

    def _from_anchors(self, mention: int) -> Belief:
        """The chance that the mention is new, and what the anchors that it links to make it believe."""
        belief: Belief = {mention: self._links.new[mention]}
        for other, share in self._links.both[mention]:
            label = self._anchors.fixed[other]
            if label is not None:
                belief[label] = belief.get(label, 0.0) + share
        return belief

    def _gathered(self, mention: int, belief: Belief, neighbours: Iterable[Link]) -> Belief:
        """The belief with what the neighbours' beliefs add to it."""
        so_far, of = belief.get, self.of
        for other, share in neighbours:
            for what, part in of[other].items():
                belief[what] = so_far(what, 0.0) + share * part
        return self._weighed(mention, belief)

    def _weighed(self, mention: int, belief: Belief) -> Belief:
        """The belief without what the mention's words rule out, its largest shares, summing to 1."""
        admitted = self._anchors.admitted[mention]
        weighed = [(share * admitted[label], label) for label, share in belief.items() if share > _LEAST_SHARE]
        weighed.sort(reverse=True)
        kept = [(share, label) for share, label in weighed[:_KEPT] if share > _LEAST_SHARE]
        total = sum(share for share, _ in kept)
        return {label: share / total for share, label in kept} if kept else {mention: 1.0}


def _has_moved(before: Belief, after: Belief) -> bool:
    return any(abs(before.get(label, 0.0) - after.get(label, 0.0)) > _MOVED for label in before.keys() | after.keys())

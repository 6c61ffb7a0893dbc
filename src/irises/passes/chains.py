"""Mentions to entities: names first over the whole book, then the rest link to them in text order."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from irises.passes.mention_traits import FEMININE, KIND, MASCULINE, NEUTER, PLURAL, MentionTraits
from irises.passes.names import NameClusters
from irises.passes.narrators import Narrators
from irises.passes.pair_head import Candidates
from irises.passes.places import Ints

_GENDER_NUMBER = {"masculine": MASCULINE, "feminine": FEMININE, "plural": PLURAL}
_CONFLICT = 4.0
_THIRD_PERSON = frozenset(KIND[k] for k in ("HE", "SHE", "IT", "THEY", "NEO"))
_TELLS_GENDER = frozenset((MASCULINE, FEMININE, NEUTER))


@dataclass(slots=True)
class _Chain:
    """An entity in the making: its name label, narrating unit and how often each gender was seen."""

    label: int = -1
    unit: int = -1
    genders: Counter[int] = field(default_factory=Counter)
    size: int = 0

    def gender(self) -> int:
        """The gender seen most, or 0."""
        told = [(n, g) for g, n in self.genders.items() if g in _TELLS_GENDER]
        return max(told)[1] if told else 0


@dataclass(frozen=True, kw_only=True)
class Linked:
    """Chain number and confidence of each mention; chains are numbered by their first mention."""

    chain: Ints
    confidence: list[float]
    label: list[int]
    """Name label of each chain, or -1."""
    unit: list[int]
    """Narrating unit of each chain, or -1."""


@dataclass(frozen=True, kw_only=True)
class Linking:
    """What is known of the mentions before they are linked.

    `name` is each mention's name label (-1 not a name, -2 a name that context must decide), `among` the labels it may
    have, `sure` the confidence of the name's label, `quotation` the chain of quotations around it (-1 outside).
    """

    traits: MentionTraits
    category: Ints
    quotation: Ints
    name: list[int]
    among: list[tuple[int, ...]]
    sure: list[float]
    names: NameClusters
    narrators: Narrators
    unit_labels: dict[int, int]
    """Name labels of narrating units whose text names the narrator."""


def link(known: Linking, candidates: Candidates) -> Linked:
    """Links every mention to a chain, in text order.

    A name goes to its label's chain; a narrator's "I" to its unit's; all else to the chain with the largest
    log-sum-exp of its members' scores, less what speaks against it, or to a new one. Two chains of different names
    never merge.
    """
    state = _State(known)
    for mention in range(len(known.name)):
        state.place(mention, candidates.earlier[mention], candidates.scores[mention])
    return state.linked()


class _State:
    def __init__(self, known: Linking) -> None:
        self.known = known
        self.chains: list[_Chain] = []
        self.of: list[int] = []
        self.sure: list[float] = []
        self.by_label: dict[int, int] = {}
        self.by_unit: dict[int, int] = {}
        self.by_quotation: dict[int, int] = {}
        self.kind = known.traits.kind.tolist()
        self.genders = known.traits.gender.tolist()

    def place(self, mention: int, earlier: Ints, scores: np.ndarray[tuple[int], np.dtype[np.float32]]) -> None:
        """Decides one mention."""
        known = self.known
        label, unit = known.name[mention], int(known.narrators.unit[mention])
        fixed, sure = self._fixed(mention, label, unit)
        if fixed is None:
            fixed, sure = self._best(mention, label, earlier, scores)
        if fixed is None:
            fixed = len(self.chains)
            self.chains.append(_Chain())
        self._join(mention, fixed, sure, label, unit)

    def _fixed(self, mention: int, label: int, unit: int) -> tuple[int | None, float]:
        """The chain that a name, a narrator or a speaker's "I" has already."""
        if label >= 0 and label in self.by_label:
            return self.by_label[label], self.known.sure[mention]
        if unit >= 0:
            stated = self.known.unit_labels.get(unit, -1)
            if unit in self.by_unit:
                return self.by_unit[unit], 0.95
            if stated in self.by_label:
                return self.by_label[stated], 0.9
            self.chains.append(_Chain(label=stated))
            if stated >= 0:
                self.by_label[stated] = len(self.chains) - 1
            return len(self.chains) - 1, 0.95
        if self.kind[mention] == KIND["I"] and int(self.known.quotation[mention]) in self.by_quotation:
            return self.by_quotation[int(self.known.quotation[mention])], 0.95
        return None, 0.0

    def _best(
        self, mention: int, label: int, earlier: Ints, scores: np.ndarray[tuple[int], np.dtype[np.float32]]
    ) -> tuple[int | None, float]:
        """The likeliest chain by the pair scores, None for a new one, and its probability."""
        sums: dict[int, float] = {}
        for j, score in zip(earlier.tolist(), scores.tolist(), strict=True):
            if j >= 0 and score > -12:
                chain = self.of[j]
                sums[chain] = sums.get(chain, 0.0) + math.exp(min(score, 30.0))
        weights = {c: s * math.exp(-penalty) for c, s in sums.items() if (penalty := self._against(mention, label, c)) < 50}
        if label >= 0:
            # The first use of a name joins people met before without one only on good grounds.
            weights = {c: w / 3 for c, w in weights.items()}
        total = 1.0 + sum(weights.values())
        best = max(weights, key=lambda c: weights[c], default=None)
        if best is None or weights[best] <= 1.0:
            return self._default(mention, label), 1.0 / total
        return best, weights[best] / total

    def _default(self, mention: int, label: int) -> int | None:
        """The chain of an ambiguous name that nothing near decides: the likeliest label's, if it was met."""
        if label != -2:
            return None
        met = [c for c in self.known.among[mention] if c in self.by_label]
        return self.by_label[met[0]] if met else None

    def _against(self, mention: int, label: int, number: int) -> float:
        """How much speaks against the mention's joining the chain, in log-odds; 99 refuses."""
        chain, known = self.chains[number], self.known
        kind = self.kind[mention]
        if label >= 0 and chain.label >= 0 and chain.label != label:
            return 99
        among = known.among[mention]
        if label == -2 and among and chain.label >= 0 and chain.label not in among:
            return 99
        if chain.unit >= 0 and kind in _THIRD_PERSON and known.quotation[mention] < 0:
            return 99
        return _CONFLICT if self._genders_clash(self.genders[mention], chain) else 0.0

    def _genders_clash(self, gender: int, chain: _Chain) -> bool:
        known = _GENDER_NUMBER.get(self.known.names.genders[chain.label] or "", 0) if chain.label >= 0 else 0
        theirs = known or chain.gender()
        if gender == NEUTER and chain.label >= 0 and self.known.names.categories[chain.label] == "PER":
            return True
        return gender in _TELLS_GENDER and theirs in (*_TELLS_GENDER, PLURAL) and gender != theirs

    def _join(self, mention: int, number: int, sure: float, label: int, unit: int) -> None:
        chain = self.chains[number]
        chain.size += 1
        chain.genders[self.genders[mention]] += 1
        if label >= 0 and chain.label < 0:
            chain.label = label
        if chain.label >= 0:
            self.by_label.setdefault(chain.label, number)
        if unit >= 0:
            chain.unit = unit
            self.by_unit.setdefault(unit, number)
        quotation = int(self.known.quotation[mention])
        if quotation >= 0 and self.kind[mention] == KIND["I"]:
            self.by_quotation.setdefault(quotation, number)
        self.of.append(number)
        self.sure.append(min(max(sure, 0.0), 1.0))

    def linked(self) -> Linked:
        """Chains numbered by their first mention."""
        order: dict[int, int] = {}
        chain = np.array([order.setdefault(c, len(order)) for c in self.of], dtype=np.int64)
        kept = sorted(order, key=lambda c: order[c])
        return Linked(
            chain=chain,
            confidence=self.sure,
            label=[self.chains[c].label for c in kept],
            unit=[self.chains[c].unit for c in kept],
        )

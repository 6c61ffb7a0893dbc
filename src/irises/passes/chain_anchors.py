"""What is known of mentions before they are linked: names, places and narrators, and whom a mention can't mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from irises.passes.mention_traits import FEMININE, KIND, MASCULINE, NEUTER, PLURAL, MentionTraits
from irises.passes.names import NameClusters
from irises.passes.narrators import Narrators
from irises.passes.places import Ints

UNLIKELY = 0.03
"""What is left of a share that a mention's words speak against."""
# Whom neither "he" nor "she" nor "it" means agrees with what several people do.
_GENDER_NUMBER = {
    "masculine": MASCULINE,
    "feminine": FEMININE,
    "neuter": NEUTER,
    "plural": PLURAL,
    "neither": PLURAL,
}
_THIRD_PERSON = frozenset(KIND[k] for k in ("HE", "SHE", "IT", "THEY", "NEO"))
_TELLS_GENDER = frozenset((MASCULINE, FEMININE, NEUTER))


@dataclass(frozen=True, kw_only=True)
class Linking:
    """What is known of the mentions before they are linked.

    `name` is each mention's name label (-1 not a name, -2 a name that context must decide), `among` the labels it may
    have, `sure` the confidence of the name's label, `place` the number of a named place, vehicle or organisation
    (-1 none), `quotation` the chain of quotations around it (-1 outside).
    """

    traits: MentionTraits
    quotation: Ints
    name: list[int]
    among: list[tuple[int, ...]]
    sure: list[float]
    place: list[int]
    names: NameClusters
    narrators: Narrators
    unit_labels: dict[int, int]
    """Name labels of narrating units whose text names the narrator."""
    paragraph: Sequence[int] = ()
    """The paragraph of each mention; without it, nobody is found to be called "they" alone."""
    is_person: Sequence[bool] = ()
    """Whether each mention may be somebody."""
    apart: Mapping[int, Sequence[int]] = field(default_factory=dict)
    """For each mention, those that grammar keeps apart from it (`binding`)."""


class Anchors:
    """Labels that are known before linking, and which labels a mention can't have."""

    def __init__(self, known: Linking) -> None:
        self.known = known
        self.kind = known.traits.kind.tolist()
        self.gender = known.traits.gender.tolist()
        self.quotation = known.quotation.tolist()
        self._numbers: dict[tuple[str, int], int] = {}
        self.meaning: dict[int, tuple[str, int]] = {}
        self.fixed = [self._label_of(mention) for mention in range(len(self.kind))]
        self.name_gender = [_GENDER_NUMBER.get(gender or "", 0) for gender in known.names.genders]
        alike: dict[tuple[int, ...], _Admitted] = {}
        self.admitted = [
            alike.setdefault(self._manner(mention), _Admitted(self, mention)) for mention in range(len(self.kind))
        ]
        """What `admits` says, by mention and label."""

    def _manner(self, mention: int) -> tuple[int, ...]:
        """What `admits` looks at, equal for mentions that admit the same labels."""
        third_person = self.kind[mention] in _THIRD_PERSON and self.quotation[mention] < 0
        among = self.known.among[mention] if self.known.name[mention] == -2 else ()
        return self.gender[mention], int(third_person), *among

    def _number(self, what: str, which: int) -> int:
        label = self._numbers.setdefault((what, which), -1 - len(self._numbers))
        self.meaning[label] = (what, which)
        return label

    def _label_of(self, mention: int) -> int | None:
        """The anchor's label, None where links must decide."""
        known = self.known
        unit = int(known.narrators.unit[mention])
        if unit >= 0:
            stated = known.unit_labels.get(unit, -1)
            return self._number("name", stated) if stated >= 0 else self._number("unit", unit)
        if known.name[mention] >= 0:
            return self._number("name", known.name[mention])
        if known.place[mention] >= 0:
            return self._number("place", known.place[mention])
        return None

    def said_before(self) -> dict[int, int]:
        """For every further "I" of a speech, the first one in it: one speech has one speaker."""
        first: dict[int, int] = {}
        out: dict[int, int] = {}
        for mention, quotation in enumerate(self.quotation):
            if quotation >= 0 and self.kind[mention] == KIND["I"] and first.setdefault(quotation, mention) != mention:
                out[mention] = first[quotation]
        return out

    def single_people(self) -> set[int]:
        """Labels of names that one person bears."""
        names = self.known.names
        return {
            label
            for label, (what, which) in self.meaning.items()
            if what == "name" and names.categories[which] == "PER" and not names.members[which]
        }

    def ambiguous(self) -> list[int]:
        """Mentions by a name that several people bear."""
        return [mention for mention, label in enumerate(self.known.name) if label == -2]

    def may_be(self, mention: int, other: int) -> bool:
        """Whether the mention can mean whom the other one is known to mean."""
        label = self.fixed[other]
        return label is None or self.admits(mention, label) > 0

    def admits(self, mention: int, label: int) -> float:
        """1, or less where the mention's words speak against the label, 0 where they rule it out."""
        if label >= 0:
            return self._agrees(self.gender[mention], self.gender[label])
        what, which = self.meaning[label]
        if what == "unit" and self.kind[mention] in _THIRD_PERSON and self.quotation[mention] < 0:
            return 0.0
        if what == "name":
            among = self.known.among[mention]
            if self.known.name[mention] == -2 and among and which not in among:
                return 0.0
            is_thing = self.gender[mention] == NEUTER and self.name_gender[which] != NEUTER
            if is_thing and self.known.names.categories[which] == "PER":
                return UNLIKELY
            return self._agrees(self.gender[mention], self.name_gender[which])
        return 1.0

    def clashes(self, gender: int, label: int) -> bool:
        """Whether the gender is another than the label's name tells."""
        what, which = self.meaning[label]
        return what == "name" and self._agrees(gender, self.name_gender[which]) < 1

    def _agrees(self, gender: int, other: int) -> float:
        clash = gender != other and gender in _TELLS_GENDER and other in (*_TELLS_GENDER, PLURAL)
        return UNLIKELY if clash else 1.0


class _Admitted(dict[int, float]):
    """By label, what a mention's words leave of its share; mentions of one manner share one."""

    def __init__(self, anchors: Anchors, mention: int) -> None:
        super().__init__()
        self._anchors, self._mention = anchors, mention

    def __missing__(self, label: int) -> float:
        found = self[label] = self._anchors.admits(self._mention, label)
        return found

"""Who tells a stretch of text and how it speaks: first person, dialogue, names, shifts of time and place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from irises.document.units import Unit, unquoted

FIRST_PERSON = 2.0
"""First-person words in a hundred from which a stretch is told by an "I"."""

_FIRST = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|me|my|mine|myself|we|us|our)\b")
_NAME = re.compile(r"(?<![.!?…:\"“”'‘*_—-]\s)(?<!^)(?<=[\s(\"“‘—-])[A-Z][a-z]{2,}\b")
_SENTENCE_START = re.compile(r"(?:^|[.!?…][\"”'’)]*\s+|[\"“‘—]\s?)([A-Z]\w+)")
_NOT_NAMES = frozenset(
    "I The He She It They We You His Her Their My Your Our A An And But Or So Then "
    "When While If As At In On By For To From With After Before Once "
    "There Here This That These Those What Who How Why Where Which Not No Yes Oh "
    "Well Now Just Only Even Still Perhaps Maybe God Lord Sir Madam Miss Mrs Mr "
    "Dr "
    "All One Two Three Some Every Each Later Meanwhile Finally Suddenly Though Although Because Since Until".split()
)


def first_person_rate(units: Sequence[Unit], limit: int = 1500) -> float:
    """First-person pronouns outside quotation marks, per hundred words."""
    words = hits = 0
    for unit in units:
        bare = unquoted(unit.text, limit)
        words += len(bare.split())
        hits += len(_FIRST.findall(bare))
    return 100.0 * hits / words if words >= 5 else 0.0


def names_in(units: Sequence[Unit], limit: int = 1500) -> set[str]:
    """Words with a capital inside sentences: names, as far as spelling tells."""
    found: set[str] = set()
    for unit in units:
        found.update(word for word in _NAME.findall(unit.text[:limit]) if word not in _NOT_NAMES)
    return found

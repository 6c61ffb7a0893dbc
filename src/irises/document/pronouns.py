"""Pronouns of the third person and others, in sets that go by their subject form."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_SETS = {
    "she": "she her hers herself",
    "he": "he him his himself",
    "they": "they them their theirs themself themselves",
    "it": "it its itself",
    "xe": "xe xem xyr xyrs xemself xir xirs",
    "ze": "ze zir zirs zirself zie zim hir hirs hirself sie",
    "ey": "ey em eir eirs emself eirself",
    "fae": "fae faer faers faerself",
    "ve": "ve ver vis verself",
    "ne": "ne nem nir nirs nemself",
    "thon": "thon thons thonself",
    "I": "i me my mine myself",
    "we": "we us our ours ourselves",
    "you": "you your yours yourself yourselves thou thee thy thine thyself ye",
}
PRONOUN_SETS: Mapping[str, str] = MappingProxyType(
    {word: head for head, words in _SETS.items() for word in words.split()}
)
"""The subject form of each pronoun's set, by the pronoun in lower case."""

SPOKEN = frozenset(("I", "we", "you"))
"""Sets that say only who speaks or is spoken to."""

"""Words for family: what kind of relation each names, of which gender, and what the other side is then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from irises.passes.mention_traits import FEMININE, MASCULINE, UNKNOWN, head_index

_PARENT, _CHILD, _SIBLING, _SPOUSE = "parent", "child", "sibling", "spouse"
_TABLE = {
    (_PARENT, FEMININE): "mother mamma mama mam mom mommy momma mum mummy ma maman mater",
    (_PARENT, MASCULINE): "father papa dad daddy pa pop pater dada pappa",
    (_CHILD, FEMININE): "daughter",
    (_CHILD, MASCULINE): "son",
    (_SIBLING, FEMININE): "sister sis",
    (_SIBLING, MASCULINE): "brother",
    (_SPOUSE, FEMININE): "wife",
    (_SPOUSE, MASCULINE): "husband hubby",
    ("parent's sibling", FEMININE): "aunt auntie aunty",
    ("parent's sibling", MASCULINE): "uncle",
    ("sibling's child", FEMININE): "niece",
    ("sibling's child", MASCULINE): "nephew",
    ("cousin", UNKNOWN): "cousin coz",
    ("grandparent", FEMININE): "grandmother grandma granny grandmamma grandmama nana",
    ("grandparent", MASCULINE): "grandfather grandpa granddad grandad grandpapa",
    ("grandchild", FEMININE): "granddaughter",
    ("grandchild", MASCULINE): "grandson",
    ("ward", UNKNOWN): "ward",
    ("guardian", UNKNOWN): "guardian",
    ("betrothed", UNKNOWN): "fiance fiancé fiancee fiancée betrothed",
}
KIN_WORDS: Mapping[str, tuple[str, int]] = MappingProxyType(
    {word: meaning for meaning, words in _TABLE.items() for word in words.split()}
)
"""Relation and gender that each word names."""

_PAIRS = (
    (_PARENT, _CHILD),
    (_SIBLING, _SIBLING),
    (_SPOUSE, _SPOUSE),
    ("parent's sibling", "sibling's child"),
    ("cousin", "cousin"),
    ("grandparent", "grandchild"),
    ("ward", "guardian"),
    ("betrothed", "betrothed"),
)
INVERSE: Mapping[str, str] = MappingProxyType(dict(_PAIRS) | {second: first for first, second in _PAIRS})
"""What somebody is to a person who is this to him or her."""

THROUGH: Mapping[str, Sequence[tuple[str, str]]] = MappingProxyType(
    {
        _PARENT: ((_SIBLING, _PARENT), (_PARENT, _SPOUSE)),
        _CHILD: ((_SPOUSE, _CHILD), (_CHILD, _SIBLING)),
        _SIBLING: ((_PARENT, _CHILD), (_SIBLING, _SIBLING)),
        _SPOUSE: ((_CHILD, _PARENT),),
        "parent's sibling": ((_SIBLING, "parent's sibling"), (_PARENT, _SIBLING)),
        "sibling's child": ((_SIBLING, _CHILD), (_SPOUSE, "sibling's child")),
    }
)
"""Two steps that make a relation: a sister's mother is one's mother."""

_BARE_ARE_OWN = frozenset((_PARENT, "grandparent", "parent's sibling"))


def kin_of(words: Sequence[str]) -> tuple[str, int] | None:
    """Relation and gender that a phrase in lower case names by its head word ("my dear sister"), if it names one."""
    return KIN_WORDS.get(words[head_index(words)]) if words else None


def is_own_name(word: str) -> bool:
    """Whether the word alone, in lower case, is how people speak of an elder of their own family."""
    return KIN_WORDS.get(word, ("", UNKNOWN))[0] in _BARE_ARE_OWN

"""Typing errors in names: a rare long word one letter away from a frequent one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from irises.passes.given_names import is_given

_SHORTEST = 6
_RARE = 2
_FREQUENT = 8


def misspellings(counts: Mapping[str, int]) -> dict[str, str]:
    """For each likely misspelt name word, the frequent word it stands for.

    `counts` holds uses by folded word. A word counts as misspelt if it has six letters or more, is used twice at most,
    and is one inserted, missing, wrong or swapped letter away from exactly one word used eight times or more; known
    given names are other names, and so are words that differ by a final s.
    """
    nearby: defaultdict[str, set[str]] = defaultdict(set)
    for word, count in counts.items():
        if count >= _FREQUENT and len(word) >= _SHORTEST - 1:
            for short in _shortened(word):
                nearby[short].add(word)
    found: dict[str, str] = {}
    for word, count in counts.items():
        if count > _RARE or len(word) < _SHORTEST or is_given(word):
            continue
        targets = {target for short in _shortened(word) for target in nearby.get(short, ()) if is_slip(word, target)}
        if len(targets) == 1:
            found[word] = targets.pop()
    return found


def _shortened(word: str) -> set[str]:
    """The word, and the word without any one of its letters."""
    return {word} | {word[:place] + word[place + 1 :] for place in range(len(word))}


def is_slip(word: str, target: str) -> bool:
    """Whether the two differ by one inserted, missing or wrong letter or two swapped ones, and not by a final s."""
    if word == target or word + "s" == target or target + "s" == word:
        return False
    start = 0
    while start < min(len(word), len(target)) and word[start] == target[start]:
        start += 1
    rest, other = word[start:], target[start:]
    if len(rest) == len(other):
        is_swap = len(rest) > 1 and rest[:2] == other[1::-1] and rest[2:] == other[2:]
        return rest[1:] == other[1:] or is_swap
    return rest[1:] == other or rest == other[1:]

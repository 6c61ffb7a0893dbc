"""Names of people: what a book mostly takes for one, and descriptions it writes like names ("the White Rabbit")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from irises.passes.places import Ints

_THE = re.compile(r"\b[Tt]he(?=((?:\s+[^\W\d_][\w'’-]*){1,3}))")
_LIKE_A_NAME = re.compile(r"^[Tt]he(?:\s+[A-Z][\w'’.-]*){1,3}$")
_PEOPLES = re.compile(r"(?:ish|ese|French|Dutch|Swiss|Scotch|Almighty|Lord|Creator|Devil|Deity)$")
_MOSTLY = 0.8
_TWICE = 2
_SEVERAL, _MOST = 4, 0.6


def like_names(text: str, phrases: Sequence[str]) -> list[bool]:
    """Whether each phrase is "the" with words that the book nearly always capitalises after it, twice at least.

    Peoples ("the French") and powers above ("the Lord") are none.
    """
    written = _written(text)
    return [bool(_LIKE_A_NAME.match(phrase)) and _is_capitalised(phrase, written) for phrase in phrases]


def usual(words: Ints, category: Ints) -> Ints:
    """The category of each name, given the number of its words: the one that the same words mostly have, if any."""
    counts = Counter(zip(words.tolist(), category.tolist(), strict=True))
    total = Counter(words.tolist())
    settled = {
        word: found
        for (word, found), count in counts.items()
        if total[word] >= _SEVERAL and count > _MOST * total[word]
    }
    return np.array([settled.get(w, c) for w, c in zip(words.tolist(), category.tolist(), strict=True)], dtype=np.int64)


def _is_capitalised(phrase: str, written: Counter[tuple[str, bool]]) -> bool:
    words = " ".join(phrase.lower().split()[1:]).rstrip(".'’")
    capital, small = written[words, True], written[words, False]
    return not _PEOPLES.search(phrase) and capital >= _TWICE and capital >= _MOSTLY * (capital + small)


def _written(text: str) -> Counter[tuple[str, bool]]:
    """How often up to three words after "the" have capitals, and how often not (words all in capitals left out)."""
    found: Counter[tuple[str, bool]] = Counter()
    for match in _THE.finditer(text):
        words = match[1].split()
        for end in range(1, len(words) + 1):
            if not any(len(word) > 1 and word.isupper() for word in words[:end]):
                found[" ".join(words[:end]).lower(), all(word[0].isupper() for word in words[:end])] += 1
    return found

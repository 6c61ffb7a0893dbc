"""Names of people: what a book mostly takes for one, and descriptions it writes like names ("the White Rabbit")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from irises.passes.places import Bools

_THE = re.compile(r"\b[Tt]he(?=((?:\s+[^\W\d_][\w'’-]*){1,3}))")
_LIKE_A_NAME = re.compile(r"^[Tt]he(?:\s+[A-Z][\w'’.-]*){1,3}$")
_PEOPLES = re.compile(r"(?:ish|ese|French|Dutch|Swiss|Scotch|Almighty|Lord|Creator|Devil|Deity)$")
_MOSTLY = 0.8
_TWICE = 2
_SEVERAL, _MOST, _SOMETIMES = 4, 0.6, 0.2


def like_names(text: str, phrases: Sequence[str]) -> list[bool]:
    """Whether each phrase is "the" with words that the book nearly always capitalises after it, twice at least.

    Peoples ("the French") and powers above ("the Lord") are none.
    """
    words = {phrase: _words_after_the(phrase) for phrase in set(phrases) if _LIKE_A_NAME.match(phrase)}
    written = _written(text, set(words.values()))
    return [phrase in words and _is_capitalised(phrase, words[phrase], written) for phrase in phrases]


def of_people(names: Sequence[str], is_person: Bools) -> Bools:
    """Whether each name (in lower case) is a person's: as found, unless the book mostly takes it otherwise.

    A single word stands often enough for somebody whose longer names begin or end with it.
    """
    total, people = Counter(names), Counter(name for name, found in zip(names, is_person, strict=True) if found)
    longer: Counter[str] = Counter()
    for name, count in people.items():
        words = name.split()
        if len(words) > 1:
            longer.update({words[0]: count, words[-1]: count})
    settled = {
        name: share > 0.5 or (share >= _SOMETIMES and longer[name] >= _SEVERAL)
        for name, n in total.items()
        if n >= _SEVERAL
        if abs((share := people[name] / n) - 0.5) > _MOST - 0.5 or longer[name] >= _SEVERAL
    }
    return np.array([settled.get(n, p) for n, p in zip(names, is_person.tolist(), strict=True)], dtype=bool)


def _words_after_the(phrase: str) -> str:
    return " ".join(phrase.lower().split()[1:]).rstrip(".'’")


def _is_capitalised(phrase: str, words: str, written: Counter[tuple[str, bool]]) -> bool:
    capital, small = written[words, True], written[words, False]
    return not _PEOPLES.search(phrase) and capital >= _TWICE and capital >= _MOSTLY * (capital + small)


def _written(text: str, wanted: set[str]) -> Counter[tuple[str, bool]]:
    """How often up to three words after "the", those that are wanted among others, have capitals, and how often not
    (words all in capitals left out)."""
    found: Counter[tuple[str, bool]] = Counter()
    begins = {words.split()[0] for words in wanted}
    for match in _THE.finditer(text) if wanted else ():
        words = match[1].split()
        if words[0].lower() not in begins:
            continue
        for end in range(1, len(words) + 1):
            if not any(len(word) > 1 and word.isupper() for word in words[:end]):
                found[" ".join(words[:end]).lower(), all(word[0].isupper() for word in words[:end])] += 1
    return found

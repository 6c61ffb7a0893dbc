"""Numbers as headings write them: figures, Roman numerals, words and ordinals."""

from __future__ import annotations

import re

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fourty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_TENTHS = {f"{word[:-1]}ieth": value for word, value in _TENS.items()}

_SMALL = {word: value for words in (_ONES, _ORDINALS) for value, word in enumerate(words)}
_WORDS = {**_SMALL, **_TENS, **_TENTHS, "hundred": 100, "hundredth": 100}
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}

_ROMAN = r"(?=[ivxlc])c{0,3}(?:xc|xl|l?x{0,4})(?:ix|iv|v?i{0,4})"
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
NUMBER = (
    rf"(?:\d{{1,3}}(?:\.\d{{1,2}})?(?:st|nd|rd|th)?|{_ROMAN}|(?:{_WORD})(?:[\s-]+(?:and\s+)?(?:{_WORD})){{0,3}})("
    rf"?![^\W_])"
)
"""Pattern of a number in a heading; match it without regard to case."""

ORDINAL = (
    rf"(?:{'|'.join(_ORDINALS[1:])}|\d{{1,2}}(?:st|nd|rd|th)|(?:{'|'.join(_TENS)})[\s-]+(?:{'|'.join(_ORDINALS[1:10])}"
    rf")|{'|'.join(_TENTHS)})"
)
"""Pattern of an ordinal in words or figures."""

_ROMAN_ONLY = re.compile(rf"{_ROMAN}$", re.IGNORECASE)


def style_of(words: str) -> str:
    """How a number is written: `digit`, `roman` or `word`."""
    if words[:1].isdigit():
        return "digit"
    return "roman" if _ROMAN_ONLY.match(words) else "word"


def value_of(words: str) -> int | None:
    """The number's value; None if the words are no number (`1.2` counts as 1)."""
    words = words.lower().strip()
    figures = re.match(r"\d+", words)
    if figures:
        return int(figures[0])
    if _ROMAN_ONLY.match(words):
        return _roman(words)
    total = 0
    for word in re.split(r"[\s-]+", words):
        if word in ("hundred", "hundredth"):
            total = max(1, total) * 100
        elif word in _WORDS:
            total += _WORDS[word]
        elif word != "and":
            return None
    return total


def _roman(words: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in words]
    return sum(-value if value < max(values[i:], default=0) else value for i, value in enumerate(values))

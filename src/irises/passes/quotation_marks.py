"""Quotation marks of a text: where they stand, what family they are of, and how well each fits as opening or closing.

A mark's costs are in arbitrary units of surprise: 0 is what good typography does, 3 is about one misprint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

DOUBLE, SINGLE, GUILLEMET, ANGLE = "D", "S", "G", "A"
"""Families of marks: “ ” „ and straight doubles; ‘ ’ ‚ and straight singles; « »; ‹ ›."""

NEVER = 50.0
"""Cost of what typography cannot mean."""

_MARK = re.compile(r"``|[\"“”„‟″«»‹›‘‚‛`´]|(?<![^\W_])['’]+|['’](?![^\W_])['’]*|(?<![\w,]),,(?=\w)")
_FAMILY = dict.fromkeys('"“”„‟″', DOUBLE) | dict.fromkeys("'‘’‚‛`´", SINGLE)
_FAMILY |= dict.fromkeys("«»", GUILLEMET) | dict.fromkeys("‹›", ANGLE)
_INVISIBLE = "\u200b\u2060\ufeff\u200e\u200f"
BLANKS = "_* \t\n\u00a0\u2009\u200a\u202f" + _INVISIBLE
"""What may stand between a mark and the words it belongs to: white space, signs of emphasis, word joiners."""
MARKS = "\"“”„‟″«»‹›'‘’‚‛`´"
_TRANSPARENT = frozenset("_*" + MARKS + _INVISIBLE)
_SKIP = 8
_TO_THE_END = re.compile(r"\s+\Z")
_OPENING, _CLOSING, _LOW = frozenset("“‟‘‛`"), frozenset("”’´″"), frozenset("„‚")

_ELIDED_START = re.compile(
    r"(?:t(?:is|was|were|will|would|wixt|ween|isn|wasn|ain|other|won)|em|im|er|ers|ere|ee|un|uns|ud|ll|d|s|m|re|ve|n|nd|ow|ouse|ome|"
    r"and|ead|eart|alf|ard|eaven|ell|ullo|ello|orse|at|ad|as|ave|aven|asn|is|isself|e|cause|cos|cuz|cept|bout|bove|"
    r"til|till|round|gainst|neath|stead|kay|fraid|spect|spose|pon|mong|mongst|midst|way|long|nother|nuff|fore|"
    r"low|lowed|scuse|most|oo|ood|ope|oman|nless|tude|sides|hind|tween|gin|ware|ye|y|ear|old|eard|igh|ot|it|and|ole|erself|imself|"
    r"[0-9]{2}s?)(?![a-z])",
    re.IGNORECASE,
)
_ELIDED_END = re.compile(
    r"(?:in|o|an|th|ha|wi|ol|t|d|l|po|mo|yo|fo|n|tha|wha|wi|gi|ta|awa|a|fu|lor|lil|li|mebbe|i|av|av|'n|ma|de|be|tho|thro|altho|jes|mos|las|"
    r"nex|fas|bes|res|ain|don|won|can|couldn|wouldn|didn|isn|wasn|mus|tol|hol|col|wor|mis|is|kin|min|fin|min)\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: its span, family, and the cost of reading it as opening, as closing, and as no quotation mark."""

    start: int
    end: int
    family: str
    opens: float
    closes: float
    nothing: float
    low: bool = False
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Habits:
    """How a document sets its marks: which guillemet opens, and whether a curly closing mark opens too (”so”)."""

    guillemet_opens: str = "«"
    angle_opens: str = "‹"
    right_opens: bool = False
    low_opens: bool = False


def habits_of(text: str) -> Habits:
    """The habits of a text, from counts over the whole of it."""
    left, right = text.count("“"), text.count("”")
    return Habits(
        guillemet_opens=_opener(text, "«", "»"),
        angle_opens=_opener(text, "‹", "›"),
        right_opens=right > 20 * left + 3,
        low_opens=text.count("„") * 2 > left > 0,
    )


def _opener(text: str, left: str, right: str) -> str:
    """The guillemet that stands where marks open: `left`, `right`, or both where one shape does for both ends."""
    n_left, n_right = text.count(left), text.count(right)
    if not n_left or not n_right:
        return left + right if n_left + n_right > 1 else left
    starts = re.findall(rf"(?:\A|[\s(—–-])([{left}{right}])(?=\w)|(?:\n\s*)([{left}{right}])", text)
    found = [a or b for a, b in starts]
    return right if found.count(right) > found.count(left) else left


def marks_in(text: str, start: int, end: int, habits: Habits) -> list[Mark]:
    """The marks of one paragraph `[start, end)` in order; apostrophes inside words are left out."""
    found: list[Mark] = []
    leading = True
    past = start
    for match in _MARK.finditer(text, start, end):
        for at, stop in _units(match):
            leading = leading and not text[past:at].strip(BLANKS)
            found.append(_mark(text, at, stop, start, end, habits, leading))
            past = stop
    return found


def _units(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The spans of the marks in one match: two singles alone are a double mark, other runs are taken one by one."""
    at, stop = match.span()
    if match.group() in ("''", "’’", ",,", "``"):
        yield at, stop
        return
    for position in range(at, stop):
        yield position, position + 1


def _mark(text: str, at: int, stop: int, start: int, end: int, habits: Habits, leading: bool) -> Mark:
    char = text[at]
    family = DOUBLE if stop - at == 2 else _FAMILY[char]
    before, after = _before(text, at, start), _after(text, stop, end)
    opens, closes, nothing = _costs(char, family, before, after, habits)
    if family == SINGLE and nothing < NEVER:
        nothing = _apostrophe(text, at, stop, start, end, before, after, char)
    elif family == DOUBLE and before == "n":
        nothing = 1.5
    return Mark(at, stop, family, opens, closes, nothing, char in _LOW or char == ",", leading)


def _before(text: str, at: int, start: int) -> str:
    """Class of what stands before a mark: ^ start, blank, ( bracket, - dash, . punctuation, n digit, w word."""
    position = at - 1
    while position >= start and at - position < _SKIP and text[position] in _TRANSPARENT:
        position -= 1
    if position < start:
        return "^"
    char = text[position]
    if char.isspace():
        return " "
    if char.isalpha():
        return "w"
    if char.isdigit():
        return "n"
    if char in "—–―-":
        return "-"
    return "(" if char in "([{" else "."


def _after(text: str, stop: int, end: int) -> str:
    """Class of what follows a mark: $ end, blank, - dash, . punctuation, w word, bracket or dots that go on."""
    position = stop
    while position < end and position - stop < _SKIP and text[position] in _TRANSPARENT:
        position += 1
    if position >= end:
        return "$"
    char = text[position]
    if char.isspace():
        return "$" if _TO_THE_END.match(text, position, end) else " "
    if char.isalnum() or char in "([{¿¡…$£€&#@" or text.startswith("..", position):
        return "w"
    return "-" if char in "—–―-" else "."


_OPENS = {
    "^": {"w": 0.0, "-": 0.0, " ": 0.4, ".": 1.0, "$": 3.0},
    " ": {"w": 0.0, "-": 0.7, " ": 1.5, ".": 3.0, "$": 5.0},
    "(": {"w": 0.0, "-": 0.7, " ": 1.5, ".": 3.0, "$": 5.0},
    "-": {"w": 0.3, "-": 2.0, " ": 4.0, ".": 4.0, "$": 6.0},
    ".": {"w": 2.0, "-": 5.0, " ": 5.0, ".": 5.0, "$": 8.0},
    "w": {"w": 3.0, "-": 6.0, " ": 6.0, ".": 6.0, "$": 8.0},
}
_CLOSES = {
    "^": {"w": 8.0, "-": 6.0, " ": 6.0, ".": 5.0, "$": 4.0},
    " ": {"w": 5.0, "-": 1.5, " ": 1.5, ".": 1.0, "$": 0.7},
    "(": {"w": 6.0, "-": 5.0, " ": 4.0, ".": 3.0, "$": 3.0},
    "-": {"w": 1.5, "-": 0.3, " ": 0.0, ".": 0.0, "$": 0.0},
    ".": {"w": 1.5, "-": 0.0, " ": 0.0, ".": 0.0, "$": 0.0},
    "w": {"w": 2.5, "-": 0.2, " ": 0.2, ".": 0.2, "$": 0.2},
}


@lru_cache(maxsize=4096)
def _costs(char: str, family: str, before: str, after: str, habits: Habits) -> tuple[float, float, float]:
    """Costs of opening, closing and being nothing, from the shape and the neighbours' classes."""
    row = "w" if before == "n" else before
    opens, closes = _OPENS[row][after], _CLOSES[row][after]
    nothing = 1.0 if family == SINGLE else 5.0
    if family in (GUILLEMET, ANGLE):
        return (*_guillemet(char, opens, closes, habits), nothing)
    if char in _LOW or char == ",":
        return opens / 2, NEVER, nothing
    if char in _OPENING:
        closing = closes if habits.low_opens and char in "“‘" else 4.0 + closes
        return opens / 2, closing, nothing
    if char in _CLOSING and not (habits.right_opens and char == "”"):
        return 4.0 + opens, closes / 2, nothing
    return opens, closes, nothing


def _guillemet(char: str, opens: float, closes: float, habits: Habits) -> tuple[float, float]:
    """French sets a blank inside guillemets, so shape outweighs neighbours, save where one shape does for both ends."""
    opener = habits.guillemet_opens if char in "«»" else habits.angle_opens
    if len(opener) == 2:
        return opens, closes
    return (opens / 4, 5.0 + closes) if char == opener else (5.0 + opens, closes / 4)


def _apostrophe(text: str, at: int, stop: int, start: int, end: int, before: str, after: str, char: str) -> float:
    """Cost of a single mark being an apostrophe: low where a word is known to be cut there (’tis, goin’, dogs’)."""
    if before in "wn" and after == "w":
        return 0.1
    if before in "wn":
        return _cut_end(text, at, start, before)
    if after == "w" and before in "^ -(.":
        if _ELIDED_START.match(text, stop, end):
            return 0.2 if char not in _OPENING else 0.8
        return 2.5 if char in "'’" else 4.5
    if before == " " and after == " ":
        return 1.0
    return 5.0


def _cut_end(text: str, at: int, start: int, before: str) -> float:
    if before == "n":
        return 0.6
    first = at
    while first > start and text[first - 1].isalpha():
        first -= 1
    word = text[first:at]
    if word[-1:] in "sSzx":
        return 0.4
    return 0.3 if _ELIDED_END.match(word) else 2.5

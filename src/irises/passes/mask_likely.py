"""Masks that no single word tells: stretches of a sentence in and around which enough small signs of one are met.

A stretch is what a sentence has inside one quotation, or outside all. `training.masks` fits the weights.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from irises.encode.weights import sigmoid
from irises.passes.clauses import SUBJECTS, Clauses
from irises.passes.emotion_cues import CALM, CHEER
from irises.passes.emotion_phrases import Phrase
from irises.passes.mask_beside import BEATING, EASE, STIRRING, halves
from irises.passes.mask_false import false_shows
from irises.passes.mask_kept import kept_feelings
from irises.passes.mask_reading import doer, kept, put_on
from irises.passes.mask_refused import refused_feelings
from irises.passes.mask_shows import worn_shows
from irises.passes.mask_words import AGAINST, DEEDS_OF_EASE
from irises.passes.places import Ints

Floats = npt.NDArray[np.float32]

LIKELINESS: Mapping[str, float] = {
    "bias": -5.10,
    "in quotation": -0.41,
    "short quotation": 0.77,
    "length": 0.12,
    "stirring": 0.74,
    "ease": 1.72,
    "put on": 4.36,
    "kept": 2.88,
    "stirring beside": 0.52,
    "ease beside": 0.00,
    "put on beside": -0.42,
    "ease with stirring": 0.68,
    "deed of ease": 1.55,
    "set against": 0.82,
    "compared": 0.61,
    "light": 0.38,
    "you": -0.40,
    "looks": 0.46,
    "sounds of a show": 0.47,
    "sounds of a feeling": 0.12,
    "show beside": -0.06,
    "feeling beside": 0.04,
}
"""Weights of the clues that a stretch is a show, or a feeling kept from sight."""
LEAST = 0.45
"""The least probability of a row. The weights know passages that are full of masks: in a novel most rows above it are
wrong, and from the 0.24 that is best for those there would be three times as many."""
_SHORT = 8
_SHOW, _HIDDEN = 0, 2
"""Columns of the mind head's log-odds of masks."""
_HEARD, _FADING = -1.0, 1.5
"""Log-odds of the likeliest word of a show that no phrase tells, and how much less the words about it may have."""
_MOST_SOUND = 6.0
"""Log-odds of words are taken as more than this below nought, and at most as much above."""
_WORDS = (
    AGAINST,
    frozenset({"like", "as"}),
    CALM | CHEER,
    frozenset({"you", "your"}),
    frozenset("see look watch notice".split()),
)
"""The words of the last clues."""
_LONGEST = 8
"""Words of an answer that is a show, beyond the first, at most."""
_ANSWERING = ("speech", "writing")
_BACKING = [
    list(LIKELINESS).index(name)
    for name in ("stirring", "put on", "kept", "stirring beside", "put on beside", "set against", "compared")
]
"""The clues of which one must be met, unless the words sound of a mask."""


@dataclass(frozen=True, kw_only=True)
class Signs:
    """What the rules have found: shows that are put on, feelings that are kept, halves of masks."""

    shows: Sequence[Phrase]
    feelings: Sequence[Phrase]
    halves: Sequence[Phrase]


def signs_of(clauses: Clauses) -> Signs:
    """What the rules find in a story's narration, and in its speech the halves."""
    return Signs(
        shows=[*worn_shows(clauses), *false_shows(clauses)],
        feelings=[*kept_feelings(clauses), *refused_feelings(clauses)],
        halves=list(halves(clauses)),
    )


@dataclass(frozen=True, kw_only=True)
class Stretches:
    """First and last word (inclusive) of each stretch, and the stretch of each word, or -1."""

    first: Ints
    last: Ints
    of_word: Ints

    def __len__(self) -> int:
        return len(self.first)


def stretches_of(clauses: Clauses) -> Stretches:
    """The stretches that hold more than punctuation, in text order."""
    n = len(clauses.words)
    if not n:
        none = np.zeros(0, dtype=np.int64)
        return Stretches(first=none, last=none, of_word=none)
    sentence, quotation = np.array(clauses.sentence), np.array(clauses.quotation)
    begins = np.flatnonzero(np.r_[True, (np.diff(sentence) != 0) | (np.diff(quotation) != 0)])
    ends = np.r_[begins[1:], n] - 1
    is_word = np.array([tag != "PUNCT" for tag in clauses.upos], dtype=np.int64)
    holds = np.add.reduceat(is_word, begins) > 0
    number = np.where(holds, np.cumsum(holds) - 1, -1)
    return Stretches(first=begins[holds], last=ends[holds], of_word=np.repeat(number, ends - begins + 1))


def likely_clues(clauses: Clauses, stretches: Stretches, signs: Signs, told: Floats) -> Floats:
    """The clues of LIKELINESS of every stretch: shape (stretches, clues); `told`: the mind head's log-odds of words."""
    if not len(stretches):
        return np.zeros((0, len(LIKELINESS)), dtype=np.float32)
    length = (stretches.last - stretches.first + 1).astype(np.float32)
    is_quoted = np.array(clauses.quotation)[stretches.first] >= 0
    kinds: dict[str, list[int]] = {"stirring": [], "ease": [], "deed": []}
    for half in signs.halves:
        kinds[_kind(clauses, half)].append(half.first)
    places = (
        kinds["stirring"],
        kinds["ease"],
        [phrase.first for phrase in signs.shows],
        [phrase.first for phrase in signs.feelings],
        kinds["deed"],
        *(clauses.where(words) for words in _WORDS),
    )
    own = np.stack([_held(stretches, words) for words in places], axis=1)
    beside = _beside(own[:, :3])
    stirred = np.maximum(own[:, 0], beside[:, 0]) * np.maximum(own[:, 1], np.maximum(own[:, 2], own[:, 4]))
    sounds = _sounds(stretches, told)
    columns = [
        np.ones_like(length),
        is_quoted,
        is_quoted & (length <= _SHORT),
        np.log(length),
        *own[:, :4].T,
        *beside.T,
        stirred,
        *own[:, 4:].T,
        *sounds.T,
        *_beside(sounds).T,
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _kind(clauses: Clauses, half: Phrase) -> str:
    """What a half is: a stirring, ease, or a mere deed of ease, which is mostly meant."""
    if half.half in (STIRRING, BEATING):
        return "stirring"
    return "deed" if half.first == half.last and clauses.lemmas[half.first] in DEEDS_OF_EASE else "ease"


def _held(stretches: Stretches, words: Sequence[int]) -> Floats:
    """1 for each stretch that holds one of the words, else 0."""
    found = np.zeros(len(stretches) + 1, dtype=np.float32)
    found[stretches.of_word[np.array(words, dtype=np.int64)]] = 1.0
    return found[:-1]


def _sounds(stretches: Stretches, told: Floats) -> Floats:
    """How far the words of each stretch sound of a show, and of a feeling under one or hidden: shape (stretches, 2)."""
    highest = np.stack([told[:, 0], told[:, 1:].max(axis=1)], axis=1)
    bounds = np.stack([stretches.first, stretches.last + 1], axis=1).ravel()
    # The last stretch may end with the text.
    padded = np.concatenate([highest, np.full((1, 2), -_MOST_SOUND, dtype=np.float32)])
    found = np.maximum.reduceat(padded, bounds, axis=0)[::2]
    return np.asarray(np.clip(found, -_MOST_SOUND, _MOST_SOUND) + _MOST_SOUND, dtype=np.float32)


def _beside(clues: Floats) -> Floats:
    """The higher of what the stretches before and after have."""
    before, after = np.zeros_like(clues), np.zeros_like(clues)
    before[1:], after[:-1] = clues[:-1], clues[1:]
    return np.maximum(before, after)


def likely_shows(
    clauses: Clauses, signs: Signs, told: Floats, taken: Mapping[int, Phrase], inside: npt.NDArray[np.bool_]
) -> Iterator[Phrase]:
    """The shows and kept feelings of the likely stretches in which the rules have found none; `taken`: the phrases by
    their words. A feeling beside a likely show is left for it to hide."""
    stretches = stretches_of(clauses)
    clues = likely_clues(clauses, stretches, signs, told)
    sure = sigmoid(clues @ np.array(list(LIKELINESS.values()), dtype=np.float32))
    sure_signs = (phrase for phrase in taken.values() if phrase.is_put_on or phrase.is_kept)
    known = {int(stretches.of_word[phrase.first]) for phrase in sure_signs}
    # A bright voice by itself is one.
    is_backed = clues[:, _BACKING].any(axis=1) | (_sounds(stretches, told).max(axis=1) >= _MOST_SOUND + _HEARD)
    likely = [n for n in np.flatnonzero((sure >= LEAST) & is_backed).tolist() if inside[stretches.first[n]]]
    feelings: list[tuple[int, Phrase]] = []
    for number in likely:
        if number in known:
            continue
        first, last = int(stretches.first[number]), int(stretches.last[number])
        found = _show_in(clauses, first, last, taken, float(sure[number])) or _sensed(
            clauses, first, last, told, float(sure[number])
        )
        if found is None:
            continue
        if found.is_kept:
            feelings.append((number, found))
            continue
        known.add(number)
        yield found
    yield from (phrase for number, phrase in feelings if known.isdisjoint((number - 1, number + 1)))


def _show_in(clauses: Clauses, first: int, last: int, taken: Mapping[int, Phrase], sure: float) -> Phrase | None:
    """What is shown or kept in a stretch: a show of ease or a display there, else a feeling; of what is said the first
    words."""
    mode = clauses.mode(first)
    if mode is not None:
        return _answer(clauses, first, last, sure) if mode in _ANSWERING else None
    phrases = list(dict.fromkeys(taken[w] for w in range(first, last + 1) if w in taken))
    for is_fit in (_is_easy, _is_display):
        fit = next((phrase for phrase in phrases if is_fit(phrase)), None)
        if fit is not None and _is_anothers(clauses, fit, last):
            return None
        if fit is not None:
            return replace(fit, is_put_on=True, is_tentative=False, confidence=sure)
    felt = next((phrase for phrase in phrases if not phrase.is_put_on and not phrase.is_kept), None)
    if felt is not None:
        return replace(felt, is_kept=True, is_inner=True, is_tentative=False, confidence=sure)
    return None


def _sensed(clauses: Clauses, first: int, last: int, told: Floats, sure: float) -> Phrase | None:
    """The words of a stretch of narration that sound most of a show or of a hidden feeling, if they are somebody's."""
    if clauses.mode(first) is not None:
        return None
    column = int(told[first : last + 1, [_SHOW, _HIDDEN]].max(axis=0).argmax()) * _HIDDEN
    peak = first + int(told[first : last + 1, column].argmax())
    if told[peak, column] < _HEARD:
        return None
    low = high = peak
    while low > first and told[low - 1, column] >= told[peak, column] - _FADING:
        low -= 1
    while high < last and told[high + 1, column] >= told[peak, column] - _FADING:
        high += 1
    verb = next((w for w in range(low, high + 1) if clauses.upos[w] == "VERB"), peak)
    bearer = next((w for w in range(low, high + 1) if clauses.relation[w] in SUBJECTS), None)
    if bearer is None or clauses.person(bearer) is None:
        bearer = doer(clauses, verb)
    found = put_on(clauses, low, high, bearer) if column == _SHOW else kept(clauses, low, high, bearer)
    return None if found is None else replace(found, confidence=sure)


def _is_anothers(clauses: Clauses, show: Phrase, last: int) -> bool:
    """Whether what is set against a show is somebody else's: "Tom laughed, but Anna was furious"."""
    against = next((w for w in range(show.last + 1, last + 1) if clauses.words[w] in AGAINST), None)
    if against is None:
        return False
    others = (
        clauses.person(w)
        for w in range(against + 1, last + 1)
        if clauses.relation[w] in SUBJECTS and clauses.person(w) is not None
    )
    other = next(others, None)
    who = doer(clauses, show.first) if show.bearer is None else show.bearer
    return other is not None and who is not None and other != clauses.person(who)


def _is_easy(phrase: Phrase) -> bool:
    return phrase.half == EASE and not phrase.is_kept


def _is_display(phrase: Phrase) -> bool:
    return phrase.is_display and not phrase.is_kept


def _answer(clauses: Clauses, first: int, last: int, sure: float) -> Phrase | None:
    """The words that are said, or the first of them."""
    words = [w for w in range(first, min(last, first + _LONGEST) + 1) if clauses.upos[w] != "PUNCT"]
    if not words or clauses.speaker(words[0]) is None:
        return None
    return Phrase(
        first=words[0], last=words[-1], emotion="other", confidence=sure, is_display=True, is_put_on=True, half=EASE
    )

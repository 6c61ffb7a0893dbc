"""How sure it is that a stretch between marks is somebody's words.

A logistic table weighs what stands inside the marks and around them. It was fitted on PDNC's training novels, whose
gold holds speech and leaves out titles, scare quotes and mentioned words; the weights of what those novels do not show
(other marks than the story's own, nesting, misprints) are set by hand.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping

from irises.passes.quotation_dashes import looks_narrated
from irises.passes.quotation_settings import Setting
from irises.passes.quotation_words import DETERMINERS, NAMING_WORDS, SUBJECTS, THOUGHT_VERBS
from irises.passes.speech_verbs import SPEECH

_LONG = 600
_CUE_VERBS = SPEECH | THOUGHT_VERBS
ADDRESS = re.compile(
    r"\b(?:I|me|my|you|your|we|us|our|mine|yours|I['’][a-z]+|you['’][a-z]+|we['’][a-z]+)\b|[?!]", re.IGNORECASE
)
"""Words of somebody who speaks to somebody."""
_UNSAID = re.compile(
    r"\b(?:as (?:if|though|much as) to say|as who should say|seem(?:ed|s|ing) to (?:say|ask|cry)|"
    r"(?:could|should|might|would|to) (?:have )?(?:say|said|saying|exclaim|cry|ask|reply|shout)|"
    r"(?:eyes|look|face|smile|silence|expression|heart) (?:said|says|asked|seemed))\W*\Z"
)


def confidence_of(setting: Setting) -> float:
    """How sure it is that the stretch is somebody's words, 0 to 1."""
    return 1.0 / (1.0 + math.exp(-sum(WEIGHTS.get(name, 0.0) for name in evidence_of(setting))))


def evidence_of(setting: Setting) -> Iterator[str]:
    """Names of the features that hold for a stretch."""
    yield "bias"
    yield f"ends {_ending(setting.inner)}"
    yield f"starts {_beginning(setting)}"
    yield f"length {_length(len(setting.words))}"
    yield f"before {setting.place}"
    yield f"after {_following(setting)}"
    if setting.place == "word" and setting.words_before:
        yield f"last {_last_word(setting.words_before[-1])}"
    yield from _cues(setting)
    if len(setting.inner) < _LONG:
        yield _voice(setting.inner)
    if _UNSAID.search(setting.before):
        yield "unsaid"
    if setting.stretch.lost_open or setting.stretch.lost_close:
        yield "misprint"
    if setting.nested:
        yield "nested"
    elif not setting.primary:
        yield "not primary"


def _ending(inner: str) -> str:
    last = inner[-1:]
    if last in "!?…—-–" or inner.endswith(".."):
        return "loud"
    return {".": "stop", ",": "comma", ";": "comma", ":": "comma"}.get(last, "none")


def _beginning(setting: Setting) -> str:
    first = setting.words[0][0] if setting.words else ""
    if first.isupper():
        small = sum(word[0].islower() for word in setting.words[1:])
        return "title" if 2 * small < len(setting.words) - 1 else "capital"
    return "small" if first.islower() else "other"


def _length(n: int) -> str:
    return "0" if n == 0 else "1" if n == 1 else "2-3" if n < 4 else "4-7" if n < 8 else "8+"


def _following(setting: Setting) -> str:
    if not setting.after:
        return "stretch" if setting.meets else "end"
    first = setting.after[0]
    if first.isalpha():
        return "capital" if first.isupper() else "small"
    if first in ".,;:!?":
        return "stop"
    return "dash" if first in "—–-" else "other"


def _last_word(word: str) -> str:
    if word in NAMING_WORDS:
        return "naming"
    if word in _CUE_VERBS:
        return "verb"
    return "determiner" if word in DETERMINERS else "word"


def _cues(setting: Setting) -> Iterator[str]:
    before, after = setting.words_before, setting.words_after
    if not _CUE_VERBS.isdisjoint(after[:3]):
        yield "cue after"
    elif not SPEECH.isdisjoint(after[3:6]):
        yield "cue later"
    elif after and after[0] in SUBJECTS:
        yield "subject after"
    if setting.place in ("comma", "colon") and not _CUE_VERBS.isdisjoint(before[-6:]):
        yield "cue before"
    if not NAMING_WORDS.isdisjoint(before[-3:]):
        yield "naming before"


def _voice(inner: str) -> str:
    if ADDRESS.search(inner):
        return "address"
    return "narrated" if looks_narrated(inner) else "neutral"


WEIGHTS: Mapping[str, float] = {
    "bias": -0.9,
    "address": 1.0,
    "neutral": 0.3,
    "narrated": -0.3,
    "unsaid": -1.5,
    "after capital": 0.2,
    "after dash": 0.8,
    "after end": 1.6,
    "after other": 0.4,
    "after small": 0.3,
    "after stop": -0.7,
    "before colon": -0.1,
    "before comma": 0.8,
    "before other": 1.1,
    "before sentence": 1.7,
    "before stretch": 1.0,
    "after stretch": 0.4,
    "before start": 1.8,
    "before word": -0.8,
    "cue after": 2.1,
    "cue before": 0.8,
    "cue later": -0.2,
    "subject after": 1.0,
    "ends comma": -0.2,
    "ends loud": 0.1,
    "ends none": -0.8,
    "last determiner": -1.2,
    "last naming": -0.3,
    "last verb": 1.1,
    "last word": -0.3,
    "length 0": -2.0,
    "length 1": -0.6,
    "length 2-3": -0.2,
    "length 4-7": 0.2,
    "length 8+": 0.2,
    "naming before": -0.6,
    "starts capital": 0.3,
    "starts small": 0.6,
    "starts title": -1.0,
    "misprint": -0.8,
    "not primary": -0.8,
    "nested": -0.3,
}
"""Log-odds of each piece of evidence."""

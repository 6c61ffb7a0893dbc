"""Whether a stretch between marks is somebody's words, and whether they are said, thought or written.

A logistic table weighs what stands inside the marks and around them; it was fitted on PDNC's training novels, whose
gold holds speech and leaves out titles, scare quotes and mentioned words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from irises.passes.quotation_brackets import Block, Stretch
from irises.passes.quotation_dashes import looks_narrated
from irises.passes.quotation_words import (
    DETERMINERS,
    NAMING_WORDS,
    REFLEXIVES,
    SUBJECTS,
    SURE_THOUGHT_VERBS,
    THOUGHT_VERBS,
    WRITING_VERBS,
    WRITTEN_THINGS,
    word_set,
)
from irises.passes.speech_verbs import SPEECH

_MARKS = "\"“”„‟″«»‹›'‘’‚‛`´_* \t\n\u00a0"
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+")
_REACH = 90
_LONG = 600
_ADDRESS = re.compile(
    r"\b(?:I|me|my|you|your|we|us|our|mine|yours|I['’][a-z]+|you['’][a-z]+|we['’][a-z]+)\b|[?!]", re.IGNORECASE
)
_UNSAID = re.compile(
    r"\b(?:as (?:if|though|much as) to say|as who should say|seem(?:ed|s|ing) to (?:say|ask|cry)|"
    r"(?:could|should|might|would|to) (?:have )?(?:say|said|saying|exclaim|cry|ask|reply|shout)|"
    r"(?:eyes|look|face|smile|silence|expression|heart) (?:said|says|asked|seemed))\W*\Z"
)
_CLAUSE = re.compile(r"[.!?;:](?=\s|$)|[\"“”„«»]|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Setting:
    """A stretch with its surroundings: `inner` is what lies between the marks, `before` and `after` the narration
    on either side, up to the paragraph's bounds and the neighbouring stretches."""

    inner: str
    before: str
    after: str
    after_stretch: bool
    before_stretch: bool
    stretch: Stretch
    nested: bool
    primary: bool


def setting_of(text: str, stretch: Stretch, block: Block, left: int, right: int) -> Setting:
    """The setting of a stretch; `left` and `right` bound the narration around it (code points)."""
    return Setting(
        inner=text[stretch.start : stretch.end].strip(_MARKS),
        before=text[max(left, stretch.start - _REACH) : stretch.start],
        after=text[stretch.end : min(right, stretch.end + _REACH)],
        before_stretch=left > block.start,
        after_stretch=right < block.end,
        stretch=stretch,
        nested=stretch.parent >= 0,
        primary=stretch.family == block.primary,
    )


def evidence_of(setting: Setting) -> list[str]:
    """Names of the features that hold for a stretch."""
    before, after, inner = setting.before.rstrip("_* \t\n\u00a0"), setting.after.lstrip("_* \t\n\u00a0"), setting.inner
    found = ["bias", f"ends {_ending(inner)}", f"starts {_beginning(inner)}", f"length {_length(inner)}"]
    place = _place_before(before, setting.before_stretch)
    found.append(f"before {place}")
    found.append(f"after {_place_after(after, setting.after_stretch)}")
    words_before = [word.lower() for word in _WORD.findall(before)[-8:]]
    words_after = [word.lower() for word in _WORD.findall(_CLAUSE.split(after, maxsplit=1)[0])[:8]]
    if place == "word" and words_before:
        found.append(f"last {_last_word(words_before[-1])}")
    found += _cues(words_before, words_after, place, after)
    if len(inner) < _LONG:
        found.append("address" if _ADDRESS.search(inner) else "narrated" if looks_narrated(inner) else "neutral")
    if _UNSAID.search(setting.before):
        found.append("unsaid")
    if setting.stretch.lost_open or setting.stretch.lost_close:
        found.append("misprint")
    if not setting.primary:
        found.append("not primary")
    if setting.nested:
        found.append("nested")
    return found


def _ending(inner: str) -> str:
    last = inner[-1:]
    if last in "!?…—-–" or inner.endswith(".."):
        return "loud"
    return {".": "stop", ",": "comma", ";": "comma", ":": "comma"}.get(last, "none")


def _beginning(inner: str) -> str:
    first = next((char for char in inner if char.isalnum()), "")
    if first.isupper():
        words = _WORD.findall(inner)
        small = sum(word[0].islower() for word in words[1:])
        return "capital" if len(words) < 2 or small * 2 >= len(words) - 1 else "title"
    return "small" if first.islower() else "other"


def _length(inner: str) -> str:
    n = len(_WORD.findall(inner[:200]))
    return "0" if n == 0 else "1" if n == 1 else "2-3" if n < 4 else "4-7" if n < 8 else "8+"


def _place_before(before: str, stretch: bool) -> str:
    if not before:
        return "stretch" if stretch else "start"
    last = before[-1]
    if last in ".!?…":
        return "sentence"
    if last in ",;":
        return "comma"
    if last in ":—–-":
        return "colon"
    return "word" if last.isalnum() else "other"


def _place_after(after: str, stretch: bool) -> str:
    if not after:
        return "stretch" if stretch else "end"
    first = after[0]
    if first.isalpha():
        return "capital" if first.isupper() else "small"
    if first in ".,;:!?":
        return "stop"
    return "dash" if first in "—–-" else "other"


def _last_word(word: str) -> str:
    if word in NAMING_WORDS:
        return "naming"
    if word in SPEECH or word in THOUGHT_VERBS:
        return "verb"
    return "determiner" if word in DETERMINERS else "word"


def _cues(before: Sequence[str], after: Sequence[str], place: str, rest: str) -> list[str]:
    found: list[str] = []
    if any(word in SPEECH or word in THOUGHT_VERBS for word in after[:3]):
        found.append("cue after")
    elif any(word in SPEECH for word in after[3:6]):
        found.append("cue later")
    elif after and after[0] in SUBJECTS:
        found.append("subject after")
    if place in ("comma", "colon") and any(word in SPEECH or word in THOUGHT_VERBS for word in before[-6:]):
        found.append("cue before")
    if any(word in NAMING_WORDS for word in before[-3:]):
        found.append("naming before")
    return found


def confidence_of(evidence: Sequence[str]) -> float:
    """How sure it is that the stretch is somebody's words, 0 to 1."""
    return 1.0 / (1.0 + math.exp(-sum(WEIGHTS.get(name, 0.0) for name in evidence)))


def mode_of(setting: Setting, *, speaks: bool) -> str | None:
    """`speech`, `thought` or `writing`; None where nothing makes a stretch that is unlike speech into writing."""
    before = [word.lower() for word in _WORD.findall(setting.before)[-8:]]
    after = [word.lower() for word in _WORD.findall(_CLAUSE.split(setting.after, maxsplit=1)[0])[:8]]
    if _is_written(setting, before, after):
        return "writing"
    if not speaks:
        return None
    if _is_direction(setting, before, after):
        return "writing"
    return "thought" if _is_thought(setting, before, after) else "speech"


def _is_written(setting: Setting, before: Sequence[str], after: Sequence[str]) -> bool:
    """A thing that carries writing reads so: `the sign read`, `a note that said:`, `" ran the inscription`."""
    if before and before[-1] in _READS:
        return _thing_subject(before[:-1])
    if before and before[-1] in WRITTEN_THINGS and setting.before.rstrip(" \n")[-1:] == ":":
        return True
    if len(after) > 2 and after[0] in _READS:
        return after[1] in ("the", "a", "his", "her") and bool(WRITTEN_THINGS & set(after[2:4]))
    return bool(_SALUTATION.match(setting.inner)) and setting.stretch.carries


def _is_direction(setting: Setting, before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether words on a thing that carries writing are an address, a headline or a label: most begin with capitals."""
    words = _WORD.findall(setting.inner[:200])
    titled = len(words) > 2 and 2 * sum(word[0].isupper() for word in words) > len(words)
    if not titled or _ADDRESS.search(setting.inner) or any(word in SPEECH for word in (*before[-3:], *after[:3])):
        return False
    return not WRITTEN_THINGS.isdisjoint(word.lower() for word in _WORD.findall(setting.before))


def _thing_subject(words: Sequence[str]) -> bool:
    """Whether the nearest possible subject in the words before a verb is a thing that carries writing."""
    for word in reversed(words[-4:]):
        if word in WRITTEN_THINGS:
            return True
        if word in SUBJECTS and word not in ("it", "one"):
            return False
    return False


def _is_thought(setting: Setting, before: Sequence[str], after: Sequence[str]) -> bool:
    """A thinking cue beside it: `, she thought`, `thought Anna`, `he said to himself`."""
    place = _place_before(setting.before.rstrip("_* \t\n"), setting.before_stretch)
    if place in ("comma", "colon", "word") and _thinks(before[-6:], near_end=True):
        return True
    return _thinks(after, near_end=False) if setting.after[:1] != "\n" else False


def _thinks(words: Sequence[str], *, near_end: bool) -> bool:
    near = words[-3:] if near_end else words[:4]
    if any(word in SURE_THOUGHT_VERBS for word in near):
        return not {"it", "that"} & set(near[near.index(next(w for w in near if w in SURE_THOUGHT_VERBS)) + 1 :])
    inward = bool(REFLEXIVES & set(words[:6])) and any(word in _INWARD for word in words[:6])
    return inward and "aloud" not in words


_READS = WRITING_VERBS | {"said", "says", "saying", "stated", "announced"}
_INWARD = word_set("""
said says told tells asked asks thought reflected reminded assured promised
""")
_SALUTATION = re.compile(r"(?:my\s+)?(?:own\s+)?dear(?:est)?\b[^.!?]{0,40}[,:—-]?\s*$", re.IGNORECASE)

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
    "last verb": 0.9,
    "last word": -0.3,
    "length 0": -9.0,
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

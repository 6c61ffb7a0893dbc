"""Whether a stretch between marks is said, thought or written."""

from __future__ import annotations

import re
from collections.abc import Sequence

from irises.passes.quotation_evidence import ADDRESS
from irises.passes.quotation_settings import Setting
from irises.passes.quotation_words import (
    REFLEXIVES,
    SUBJECTS,
    SURE_THOUGHT_VERBS,
    WRITING_VERBS,
    WRITTEN_THINGS,
    word_set,
)
from irises.passes.speech_verbs import SPEECH

_READS = WRITING_VERBS | word_set("said says saying stated announced began begins ended concluded continued went")
_INWARD = word_set("said says told tells asked asks thought reflected reminded assured promised")
_ARTICLES = frozenset({"the", "a", "his", "her"})
_IMPERSONAL = frozenset({"it", "that"})
_SALUTATION = re.compile(r"(?:my\s+)?(?:own\s+)?dear(?:est)?\b[^.!?]{0,40}[,:—-]?\s*\Z", re.IGNORECASE)


def mode_of(setting: Setting, *, speaks: bool) -> str | None:
    """`speech`, `thought` or `writing`; None where nothing makes a stretch that is unlike speech into writing."""
    if _is_written(setting):
        return "writing"
    if not speaks:
        return None
    if _is_direction(setting):
        return "writing"
    return "thought" if _is_thought(setting) else "speech"


def _is_written(setting: Setting) -> bool:
    """A thing that carries writing reads so: `the sign read`, `a note that said:`, `" ran the inscription`."""
    before, after = setting.words_before, setting.words_after
    if before and before[-1] in _READS:
        return _thing_subject(before[:-1])
    if before and before[-1] in WRITTEN_THINGS and setting.before.endswith(":"):
        return True
    if len(after) > 2 and (after[0] in _READS or after[2] in _READS):
        article, things = (after[1], after[2:4]) if after[0] in _READS else (after[0], after[1:2])
        return article in _ARTICLES and not WRITTEN_THINGS.isdisjoint(things)
    return setting.stretch.carries and bool(_SALUTATION.match(setting.inner))


def _thing_subject(words: Sequence[str]) -> bool:
    """Whether the nearest possible subject in the words before a verb is a thing that carries writing."""
    for word in reversed(words[-4:]):
        if word in WRITTEN_THINGS:
            return True
        if word in SUBJECTS and word not in ("it", "one"):
            return False
    return False


def _is_direction(setting: Setting) -> bool:
    """Whether words on a thing that carries writing are an address, a headline or a label: most begin with capitals."""
    capitals = sum(word[0].isupper() for word in setting.words)
    if len(setting.words) < 3 or 2 * capitals <= len(setting.words) or ADDRESS.search(setting.inner):
        return False
    if not SPEECH.isdisjoint((*setting.words_before[-3:], *setting.words_after[:3])):
        return False
    return not WRITTEN_THINGS.isdisjoint(setting.words_before)


def _is_thought(setting: Setting) -> bool:
    """A thinking cue beside it: `, she thought`, `thought Anna`, `he said to himself`."""
    before = setting.words_before[-6:]
    leads_in = setting.place in ("comma", "colon", "word")
    if leads_in and (_thinks(before[-3:]) or _inward(before)):
        return True
    return _thinks(setting.words_after[:4]) or _inward(setting.words_after[:6])


def _thinks(words: Sequence[str]) -> bool:
    """A thinking verb with somebody for its subject or object: not `thought it over`."""
    place = next((n for n, word in enumerate(words) if word in SURE_THOUGHT_VERBS), None)
    return place is not None and _IMPERSONAL.isdisjoint(words[place + 1 :])


def _inward(words: Sequence[str]) -> bool:
    """Speech to oneself that is not said aloud: `she told herself`."""
    return not REFLEXIVES.isdisjoint(words) and not _INWARD.isdisjoint(words) and "aloud" not in words

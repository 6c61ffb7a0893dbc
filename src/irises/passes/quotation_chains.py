"""Whether a quotation goes on after the words that interrupt it: "I think," said he, "that we should go." """

from __future__ import annotations

import re

from irises.passes.quotation_marks import BLANKS, MARKS
from irises.passes.quotation_words import SUBJECTS, THOUGHT_VERBS
from irises.passes.speech_verbs import SPEECH

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_STOP = re.compile(r"(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bSt)[.!?](?=\s|$)")
_CLAUSE = re.compile(_STOP.pattern + r"|[;,]\s")
_EDGE = MARKS + BLANKS
_LONGEST = 40
_FARTHEST, _REACH = 800, 80
_FEW_SENTENCES = 2


def goes_on(text: str, end: int, start: int, stop: int, limit: int) -> bool:
    """Whether the quotation that ends at `end` goes on in the one of the same paragraph at `[start, stop)`.

    `limit` is the paragraph's end. It does where a cue or a short gesture interrupts; not where nothing lies between
    (two people), where the narration takes over, or where the second has a cue of its own.
    """
    if start - end > _FARTHEST:
        return False
    gap = text[end:start].strip(_EDGE)
    words = _WORD.findall(gap)
    if not words or len(words) > _LONGEST:
        return False
    sentences = [part for part in _STOP.split(gap) if part.strip()]
    clauses = [part for part in _CLAUSE.split(gap) if part.strip()]
    if len(sentences) > _FEW_SENTENCES or (len(clauses) > 1 and _introduces_another(sentences, clauses)):
        return False
    return gap[-1] in ",;—–-" or not _has_own_cue(text[stop : min(limit, stop + _REACH)])


def _introduces_another(sentences: list[str], clauses: list[str]) -> bool:
    """Whether the words before a quotation give it to somebody: a new sentence with a cue (`Then she said:`), or a
    clause with somebody not named just before (`and George whispered:`).
    """
    words = [word for word in _WORD.findall(clauses[-1]) if word.lower() not in ("and", "but", "then")]
    if len(words) < 2 or words[-1].lower() not in SPEECH:
        return False
    if len(sentences) > 1:
        return True
    return words[0][0].isupper() and words[0].lower() not in SUBJECTS and words[0] not in " ".join(clauses[:-1])


def _has_own_cue(after: str) -> bool:
    """Whether what follows a quotation begins with a cue: `said Anna`, `he said`."""
    clause = re.split(r"[.!?;:,\"“”]", after.lstrip(_EDGE), maxsplit=1)[0]
    words = [word.lower() for word in _WORD.findall(clause)[:4]]
    return (
        any(word in SPEECH or word in THOUGHT_VERBS for word in words[:3])
        and after.lstrip(_EDGE + ",—–-")[:1].isalpha()
    )

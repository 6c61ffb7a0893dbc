"""Speech without closing marks: dash dialogue (—Yes, said he. Come in.), and stretches whose closing mark is lost.

Where nothing closes the words, cues and the look of each sentence (narrated or spoken) must tell where they end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from irises.passes.quotation_brackets import Block
from irises.passes.quotation_words import SUBJECTS, SURE_THOUGHT_VERBS, TITLES
from irises.passes.speech_verbs import SPEECH

_DASH_START = re.compile(r"\s*(?:[—–―]|--|-(?=[ \w]))[ \u00a0]?(?=\S)")
_LINE_DASH = re.compile(r"(?<=[.!?…,:;\w])\n[ \t]*(?=(?:[—–―]|--)[ \u00a0]?[^\W\d_])")
_SENTENCE = re.compile(r"(?<=[.!?…])[\"”’'»)]*\s+(?=[\"“‘«(—–]?[A-Z0-9])")
_BOUNDARY = re.compile(r"[,!?.…;](?=\s)|\s*[—–](?=\s)|\s--?(?=\s)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|[,;:.!?…—–]|--")
_SPOKEN = re.compile(
    r"\b(?:I|I['’]\w+|me|my|mine|we|us|our|you|your|yours|myself|yourself|thou|thee|ye|don['’]t|can['’]t|won['’]t|let['’]s|"
    r"isn['’]t|aren['’]t|please|yes|no|oh|ah|well|is|are|am|it['’]s|that['’]s|what['’]s|will|shall)\b|[?!]",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|went|came|took|stood|sat|turned|looked|put|made|got|gave|left|ran|felt|knew|saw|fell|held|kept|rose|"
    r"shook|drew|let|led|threw|lay|laid|bent|caught|began|became|brought|did|could|would|[a-z]{2,}ed)\b"
)
_ONGOING = re.compile(
    r"\s*(?:[a-z]+ing|with|and|as|in|at|from|to|on|while|when|then|after|before|his|her|their|without|[a-z]+ly)\b"
)
_CLAUSE_END = re.compile(r"[.!?:;](?=\s|\Z)|,(?=\s)|\s*[—–](?=\s)")
_CUE_REACH = 70
_SUBJECT_WORDS = 4
_CUE_SUBJECTS = SUBJECTS - {"you", "it"} | {
    "the",
    "all",
    "both",
    "everyone",
    "everybody",
    "somebody",
    "someone",
    "another",
}
_MARKED = frozenset(["", *'"“”„«»'])


def dash_sections(text: str, blocks: Sequence[Block]) -> set[int]:
    """Sections whose dialogue is set with dashes at the start of the line."""
    dashed: dict[int, int] = {}
    marked: dict[int, int] = {}
    for block in blocks:
        if _opens_with_dash(text, block):
            dashed[block.section] = dashed.get(block.section, 0) + 1
        elif block.marks and block.marks[0].leads:
            marked[block.section] = marked.get(block.section, 0) + 1
    everywhere = sum(dashed.values()) > 2 * sum(marked.values())
    return {section for section, n in dashed.items() if n > 2 * marked.get(section, 0) and (everywhere or n > 2)}


def _opens_with_dash(text: str, block: Block) -> bool:
    """A dash, then words enough to be said and no mark; a signature (—John) and a row of dashes are none."""
    match = _DASH_START.match(text, block.start, block.end)
    if match is None:
        return False
    body = text[match.end() : block.end].strip()
    return (
        body[:1] not in _MARKED
        and (body[-1] in ".!?…—–-:,\"”'’" or body.count(" ") > 4)
        and any(map(str.isalpha, body))
    )


def dash_lines(text: str, block: Block) -> list[tuple[int, int]]:
    """The spans of speech in a paragraph of dash dialogue, dashes included; empty if it opens with none."""
    if not _opens_with_dash(text, block):
        return []
    cuts = [block.start, *(match.end() for match in _LINE_DASH.finditer(text, block.start, block.end)), block.end]
    parts: list[tuple[int, int]] = []
    for start, end in pairwise(cuts):
        opening = _DASH_START.match(text, start, end)
        body = opening.end() if opening else start
        found = spoken_parts(text, body, end)
        if found and opening:
            found[0] = (start + len(text[start:body]) - len(text[start:body].lstrip()), found[0][1])
        parts += found
    return parts


def spoken_parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans in `[start, end)` that are said, cues and narrated sentences after a cue left out.

    Before the first cue everything is taken as said; without a cue all of it is.
    """
    parts: list[tuple[int, int]] = []
    at = start
    while at < end:
        cue = find_cue(text, at, end)
        if cue is None:
            parts += _spoken_sentences(text, at, end) if parts else [(at, end)]
            break
        if parts:
            parts += _spoken_sentences(text, at, cue[0])
        else:
            parts.append((at, cue[0]))
        at = cue[1]
    trimmed = (_trim(text, a, b) for a, b in parts)
    return [(a, b) for a, b in trimmed if any(map(str.isalnum, text[a:b]))]


def without_lead(text: str, start: int, end: int) -> int:
    """Where speech whose opening mark is lost begins: after a cue and narrated sentences that stand before it."""
    words = _WORD.findall(text[start : min(end, start + _CUE_REACH)])
    at = _cue_end(text, start, end) if _is_cue(words, after_stop=False) else start
    sentences = list(_sentences(text, at, end))
    for sentence_start, sentence_end in sentences[:-1]:
        if not looks_narrated(text[sentence_start:sentence_end]):
            break
        at = sentence_end
    return _trim(text, at, end)[0]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in "—–"):
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _spoken_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences after a cue up to the first narrated one, as one span."""
    stop = start
    for a, b in _sentences(text, start, end):
        if _opens_narration(text[a:b]):
            break
        stop = b
    return [(start, stop)] if stop > start else []


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in _SENTENCE.finditer(text, start, end):
        yield at, match.start()
        at = match.end()
    if at < end:
        yield at, end


def looks_narrated(sentence: str) -> bool:
    """Whether a sentence reads as narration: a past verb, and nothing that only a speaker says."""
    return bool(_PAST.search(sentence)) and not _SPOKEN.search(sentence)


def _opens_narration(sentence: str) -> bool:
    """Whether a sentence after a cue takes the telling up again: `He took his hat.`"""
    opening = " ".join(sentence[:_CUE_REACH].split()[:_SUBJECT_WORDS])
    return bool(_PAST.search(opening)) and looks_narrated(sentence)


def find_cue(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The first cue after a boundary in `[start, end)`: from after the boundary to where speech may go on."""
    for match in _BOUNDARY.finditer(text, start, end):
        at = match.end()
        words = _WORD.findall(text[at : min(end, at + _CUE_REACH)])
        if _is_cue(words, after_stop=match.group() == "."):
            return at, _cue_end(text, at, end)
    return None


def _is_cue(words: Sequence[str], *, after_stop: bool) -> bool:
    """`said Anna`, `he said`, `Mr. Hall said`; after a full stop only the first kind, which no sentence begins with."""
    if len(words) < 2:
        return False
    first, second = words[0], words[1]
    if first in SPEECH or first in SURE_THOUGHT_VERBS:
        return second.lower() in SUBJECTS or second[0].isupper() or second in ("the", "my", "his", "her", "a", "our")
    if after_stop:
        return False
    if first.lower() in _CUE_SUBJECTS:
        return any(word in SPEECH or word in SURE_THOUGHT_VERBS for word in words[1:3])
    if first[0].isupper() and first.lower() not in SUBJECTS:
        return _verb_after_name(words)
    return False


def _verb_after_name(words: Sequence[str]) -> bool:
    for word in words[:5]:
        if word in SPEECH:
            return True
        if not (word[0].isupper() or word == "."):
            return False
    return False


def _clause(text: str, start: int, end: int) -> str:
    """The words from a place up to the next punctuation mark."""
    return re.split(r"[.,;:!?]", text[start : min(end, start + _CUE_REACH)], maxsplit=1)[0]


def _cue_end(text: str, start: int, end: int) -> int:
    """Where the clause of a cue ends: a full stop, a colon, a dash, or a comma after which speech goes on."""
    for match in _CLAUSE_END.finditer(text, start, end):
        at = match.end()
        last_word = text[max(start, at - 20) : at - 1].split()[-1:]
        if match.group() == "." and last_word and last_word[0].lower() in TITLES:
            continue
        if match.group() == "," and _ONGOING.match(text, at, end) and not _SPOKEN.search(_clause(text, at, end)):
            continue
        return at
    return end

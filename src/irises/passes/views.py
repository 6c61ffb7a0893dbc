"""Stretches of one focalizer inside a section, from the minds that its sentences open."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from irises.document.model import Document
from irises.passes.characters import single_people
from irises.passes.clauses import clauses_of
from irises.passes.eyes import EXTERNAL, OMNISCIENT, SentenceClues, eyes_of
from irises.passes.interface import Tables
from irises.passes.mind_access import Access, accesses, actors, thinkers
from irises.passes.person import SectionVoice
from irises.passes.places import Ints, ints

_AUTHOR = re.compile(
    r"\b(?:(?:my |the |our )?(?:gentle |dear )?readers?\b|our (?:hero|heroine|story|tale|friend|young)|mankind"
    r"|human nature|it is a truth|let us|shall we|we (?:shall|must|have seen|may)|we are all)",
    re.IGNORECASE,
)
_SAYS_SO = 1.5
_MOST_EVIDENCE = 6
_NOT_SEEN = 0.5


@dataclass(frozen=True, kw_only=True)
class View:
    """A stretch (code points, half-open) of one point of view; `mentions` are rows that open the focalizer's mind."""

    start: int
    end: int
    kind: str
    focalizer: int | None
    confidence: float
    mentions: tuple[int, ...] = ()


class Views:
    """Points of view of one story, section by section."""

    def __init__(self, document: Document, tables: Tables) -> None:
        self._text = document.text
        self._clauses = clauses_of(document, tables)
        self._start, self._end = ints(tables["sentences"], "start"), ints(tables["sentences"], "end")
        paragraph = ints(tables["sentences"], "paragraph_id")
        self._begins = np.diff(paragraph, prepend=-1) != 0
        self._narrated = _narrated(self._clauses.quotation, self._clauses.sentence, len(self._start))
        self._opened: defaultdict[int, list[Access]] = defaultdict(list)
        singles = single_people(tables["entities"])
        for access in (*accesses(self._clauses), *thinkers(self._clauses), *actors(self._clauses)):
            if access.person in singles:
                self._opened[int(self._clauses.sentence[access.word])].append(access)

    def of_section(self, voice: SectionVoice, narrator: int | None) -> list[View]:
        """The stretches of a leaf section, which they cover; a first-person narrator's own eyes throughout."""
        if voice.person == "first":
            sure = voice.confidence if narrator is not None else 0.0
            return [View(start=voice.start, end=voice.end, kind="internal", focalizer=narrator, confidence=sure)]
        first = int(np.searchsorted(self._start, voice.start))
        last = int(np.searchsorted(self._start, voice.end))
        if first == last:
            return [View(start=voice.start, end=voice.end, kind="external", focalizer=None, confidence=_NOT_SEEN)]
        states = eyes_of([self._clues(n) for n in range(first, last)])
        views, at = [], voice.start
        numbered = zip(range(first, last), states, strict=True)
        for state, run in groupby(numbered, key=lambda item: item[1][0]):
            sentences = list(run)
            until = sentences[-1][0] + 1
            end = int(self._start[until]) if until < last else voice.end
            views.append(self._view(at, end, state, [(n, sure) for n, (_, sure) in sentences]))
            at = end
        return views

    def _clues(self, sentence: int) -> SentenceClues:
        minds: defaultdict[int, float] = defaultdict(float)
        for access in self._opened.get(sentence, ()):
            minds[access.person] += access.weight
        is_narrated = bool(self._narrated[sentence])
        text = self._text[self._start[sentence] : self._end[sentence]] if is_narrated else ""
        return SentenceClues(
            minds=dict(minds),
            begins_paragraph=bool(self._begins[sentence]),
            author=_SAYS_SO if is_narrated and _AUTHOR.search(text) else 0.0,
            is_narrated=is_narrated,
        )

    def _view(self, start: int, end: int, state: int, sentences: list[tuple[int, float]]) -> View:
        cues = [access for n, _ in sentences for access in self._opened.get(n, ()) if access.person == state]
        seen = (access.mention for access in cues if access.weight > 0)
        return View(
            start=start,
            end=end,
            kind={EXTERNAL: "external", OMNISCIENT: "omniscient"}.get(state, "internal"),
            focalizer=state if state >= 0 else None,
            confidence=sum(sure for _, sure in sentences) / len(sentences),
            mentions=tuple(dict.fromkeys(m for m in seen if m is not None))[:_MOST_EVIDENCE],
        )


def _narrated(quotation: Ints, sentence: Ints, n: int) -> np.ndarray:
    """Whether each sentence has at least two words of narration."""
    return np.asarray(np.bincount(sentence[quotation < 0], minlength=n) > 1)

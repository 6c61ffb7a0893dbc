"""Stretches of one focalizer inside a section, from the minds that its sentences open."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from irises.document.model import Document
from irises.passes.characters import single_people
from irises.passes.clauses import Clauses, clauses_of
from irises.passes.eyes import EXTERNAL, OMNISCIENT, Floats, SentenceClues, eyes_of
from irises.passes.interface import Tables
from irises.passes.mind_access import Access, accesses, actors, displays, thinkers
from irises.passes.nearby import meant_nearby
from irises.passes.person import SectionVoice
from irises.passes.places import Bools, Ints, ints

_AUTHOR = re.compile(
    r"\b(?:(?:my |the |our )?(?:gentle |dear )?readers?\b|our (?:hero|heroine|story|tale|friend|young)|mankind"
    r"|human nature|it is a truth|let us|shall we|we (?:shall|must|have seen|may)|we are all)",
    re.IGNORECASE,
)
_I = frozenset("i me my mine myself we us our ours ourselves".split())
PRESENT, PAST = 1, -1
_SAYS_SO, _GENERAL = 1.5, 1.0
_MUSING = {
    "?": 1.2,
    "!": 0.6,
    **dict.fromkeys(
        """
        perhaps maybe surely certainly possibly probably somehow anyhow anyway oh alas yes no well must should ought
        """.split(),
        0.5,
    ),
    **dict.fromkeys("would could might now here tomorrow".split(), 0.2),
}
"""Words of narration that are rather thought than told, and how far."""
_MUSING_AT_MOST = 1.5
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
        self._singles = single_people(tables["entities"])
        self._meant = meant_nearby(self._clauses, tables, self._singles)
        self._opened = self._by_sentence((*accesses(self._clauses), *thinkers(self._clauses)))
        self._acting = self._by_sentence(actors(self._clauses))
        self._shown = self._by_sentence(displays(self._clauses))
        self._muses = musings(self._clauses, len(self._start))
        self._tense = tenses(self._clauses, tables["tokens"], len(self._start))
        self._usual: defaultdict[int, float] = defaultdict(float)
        for access in chain.from_iterable(self._opened.values()):
            self._usual[access.person] += access.weight

    def _by_sentence(self, found: Iterable[Access]) -> dict[int, list[Access]]:
        """What tells of people who are one, by sentence; pronouns are whose their paragraph says."""
        out: defaultdict[int, list[Access]] = defaultdict(list)
        for access in found:
            person = access.person if access.bearer is None else self._meant.get(access.bearer, access.person)
            if person in self._singles:
                out[int(self._clauses.sentence[access.word])].append(access._replace(person=person))
        return dict(out)

    def of_section(self, voice: SectionVoice, narrator: int | None) -> list[View]:
        """The stretches of a leaf section, which they cover; a first-person narrator's own eyes throughout."""
        if voice.person == "first":
            sure = voice.confidence if narrator is not None else 0.0
            return [View(start=voice.start, end=voice.end, kind="internal", focalizer=narrator, confidence=sure)]
        first = int(np.searchsorted(self._start, voice.start))
        last = int(np.searchsorted(self._start, voice.end))
        if first == last:
            return [View(start=voice.start, end=voice.end, kind="external", focalizer=None, confidence=_NOT_SEEN)]
        states = eyes_of([self._clues(n, voice) for n in range(first, last)], self._usual)
        views, at = [], voice.start
        numbered = zip(range(first, last), states, strict=True)
        for state, run in groupby(numbered, key=lambda item: item[1][0]):
            sentences = list(run)
            until = sentences[-1][0] + 1
            end = int(self._start[until]) if until < last else voice.end
            views.append(self._view(at, end, state, [(n, sure) for n, (_, sure) in sentences]))
            at = end
        return views

    def _clues(self, sentence: int, voice: SectionVoice) -> SentenceClues:
        """A sentence's clues; in the third person an "I" outside quotations is the author's."""
        found = self._opened.get(sentence, ())
        opened = [access for access in found if voice.person != "third" or not self._is_i(access)]
        is_narrated = bool(self._narrated[sentence])
        text = self._text[self._start[sentence] : self._end[sentence]] if is_narrated else ""
        is_comment = len(opened) < len(found) or (is_narrated and _AUTHOR.search(text) is not None)
        is_general = voice.tense == "past" and self._tense[sentence] == PRESENT
        return SentenceClues(
            minds=_weights(opened),
            acts=_weights(self._acting.get(sentence, ())),
            shown=_weights(self._shown.get(sentence, ())),
            begins_paragraph=bool(self._begins[sentence]),
            muses=float(self._muses[sentence]),
            author=_SAYS_SO * is_comment + _GENERAL * is_general,
            is_narrated=is_narrated,
        )

    def _is_i(self, access: Access) -> bool:
        return access.bearer is not None and self._clauses.words[access.bearer] in _I

    def _view(self, start: int, end: int, state: int, sentences: list[tuple[int, float]]) -> View:
        cues = [access for n, _ in sentences for access in self._opened.get(n, ()) if access.person == state]
        seen = (self._clauses.mention(access.bearer) for access in cues if access.bearer is not None)
        return View(
            start=start,
            end=end,
            kind={EXTERNAL: "external", OMNISCIENT: "omniscient"}.get(state, "internal"),
            focalizer=state if state >= 0 else None,
            confidence=sum(sure for _, sure in sentences) / len(sentences),
            mentions=tuple(dict.fromkeys(m for m in seen if m is not None))[:_MOST_EVIDENCE],
        )


def _weights(found: Sequence[Access]) -> dict[int, float]:
    if not found:
        return {}
    total: defaultdict[int, float] = defaultdict(float)
    for access in found:
        total[access.person] += access.weight
    return dict(total)


def _narrated(quotation: Ints, sentence: Ints, n: int) -> np.ndarray:
    """Whether each sentence has at least two words of narration."""
    return np.asarray(np.bincount(sentence[quotation < 0], minlength=n) > 1)


def musings(clauses: Clauses, n: int) -> Floats:
    """How far the narration of each sentence sounds like somebody's thought: questions, exclamations, "perhaps"."""
    out = np.zeros(n)
    for word in clauses.where(_MUSING):
        if clauses.quotation[word] < 0:
            out[clauses.sentence[word]] += _MUSING.get(clauses.words[word], 0.0)
    return np.minimum(out, _MUSING_AT_MOST)


def tenses(clauses: Clauses, tokens: pa.Table, n: int) -> Ints:
    """PRESENT or PAST for each sentence whose narrated verbs are all in that tense, 0 for others."""
    feats, narrated = pc.fill_null(tokens["feats"], ""), clauses.quotation < 0

    def has(tense: str) -> Bools:
        verbs = narrated & pc.match_substring(feats, f"Tense={tense}|VerbForm=Fin").to_numpy()
        return np.asarray(np.bincount(clauses.sentence[verbs], minlength=n) > 0)

    present, past = has("Pres"), has("Past")
    return np.where(present & ~past, PRESENT, np.where(past & ~present, PAST, 0)).astype(np.int64)

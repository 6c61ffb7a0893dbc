"""Stretches of one focalizer inside a section, from the minds that its sentences open."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from irises.document.model import Document
from irises.passes.characters import single_people
from irises.passes.clauses import SUBJECTS, Clauses, clauses_of
from irises.passes.eyes import EXTERNAL, OMNISCIENT, Floats, Mind, SentenceClues, eyes_of
from irises.passes.interface import Tables
from irises.passes.mind_access import Access, accesses, actors, displays, thinkers
from irises.passes.nearby import Run, named_people, runs_of
from irises.passes.person import SectionVoice
from irises.passes.places import Bools, Ints, ints

FloatArray = npt.NDArray[np.float32]

_AUTHOR = re.compile(
    r"\b(?:(?:my |the |our )?(?:gentle |dear )?readers?\b|our (?:hero|heroine|story|tale|friend|young)|mankind"
    r"|human nature|it is a truth|let us|shall we|we (?:shall|must|have seen|may)|we are all"
    r"|(?:must|should|may|be it) (?:be )?(?:said|confessed|owned|admitted|remembered|added)\b"
    r"|(?:was|were) (?:never )?(?:yet )?to (?:learn|find out|discover|regret|remember)\b|little (?:did|knew|dreamed)\b"
    r"|(?:unknown to|unaware that|had no idea that)\b|neither (?:of them )?(?:knew|saw|noticed|guessed|suspected)\b"
    r"|(?:did not|didn['’]t|never) (?:know|notice|realise|realize|suspect|guess) that\b"
    r"|had (?:he|she|they|any of them|either|anybody|anyone) (?:but |only )?(?:known|guessed|looked|suspected)\b)",
)
"""An author who speaks of the story, of people at large, or of what those in it don't know; in folded case."""
_I = frozenset("i me my mine myself we us our ours ourselves".split())
PRESENT, PAST = 1, -1
_SAYS_SO, _GENERAL = 1.5, 1.0
_MUSING = {
    "?": 1.2,
    "!": 0.6,
    **dict.fromkeys(
        """
        perhaps maybe surely certainly possibly probably somehow anyhow anyway oh alas yes no well must should ought
        god damn hell shit fuck okay honestly obviously apparently seriously stupidly
        """.split(),
        0.5,
    ),
    **dict.fromkeys("would could might now here tomorrow".split(), 0.2),
}
"""Words of narration that are rather thought than told, and how far."""
_MUSING_AT_MOST = 1.5
_THE = frozenset("the this that".split())
_WHOLE_RUN, _RUNS_AT_MOST = 2.0, 1.5
"""Where its pronouns open so much of a mind the hints of a run count in full, and where they open more up to so much
more."""
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
    """Points of view of one story, section by section.

    `sees`: by word, how far the mention of somebody that it heads sounds like one of the focalizer, in nats.
    """

    def __init__(self, document: Document, tables: Tables, sees: FloatArray) -> None:
        self._text = document.text
        self._clauses = clauses_of(document, tables)
        self._start: list[int] = tables["sentences"]["start"].to_pylist()
        self._end: list[int] = tables["sentences"]["end"].to_pylist()
        self._begins: list[bool] = (np.diff(ints(tables["sentences"], "paragraph_id"), prepend=-1) != 0).tolist()
        self._narrated = _narrated(self._clauses, len(self._start))
        self._singles = single_people(tables["entities"])
        self._runs = {word: run for run in runs_of(self._clauses, tables, self._singles) for word in run.words}
        self._opened = self._by_sentence((*accesses(self._clauses), *thinkers(self._clauses)))
        self._sees = self._by_sentence(seers(self._clauses, sees))
        self._acting = self._by_sentence(actors(self._clauses))
        self._shown = self._by_sentence(displays(self._clauses))
        self._described = self._by_sentence(descriptions(self._clauses, named_people(tables["mentions"])))
        self._opening = openings(self._clauses, self._begins)
        self._muses: list[float] = musings(self._clauses, len(self._start)).tolist()
        self._tense: list[int] = tenses(self._clauses, tables["tokens"], len(self._start)).tolist()
        self._hinted = self._first_of_runs()
        self.usual: defaultdict[int, float] = defaultdict(float)
        for access in chain.from_iterable(self._opened.values()):
            people = self._meant_by(access)
            for who in people:
                self.usual[who] += access.weight / len(people)

    def _by_sentence(self, found: Iterable[Access]) -> dict[int, list[Access]]:
        """What tells of people who are one, by sentence."""
        out: defaultdict[int, list[Access]] = defaultdict(list)
        for access in found:
            if access.person in self._singles or access.bearer in self._runs:
                out[self._clauses.sentence[access.word]].append(access)
        return dict(out)

    def _first_of_runs(self) -> dict[tuple[int, int], float]:
        """By sentence and first word of a run that first opens a mind there: how far the run does."""
        opened: dict[int, list[float]] = {}
        for sentence, found in sorted(self._opened.items()):
            for access in found:
                if access.bearer in self._runs:
                    opened.setdefault(self._runs[access.bearer].words[0], [sentence, 0.0])[1] += access.weight
        return {(int(n), run): min(_RUNS_AT_MOST, weight / _WHOLE_RUN) for run, (n, weight) in opened.items()}

    def _minds(self, sentence: int, opened: Sequence[Access]) -> list[Mind]:
        """The minds that a sentence opens: one for each run of pronouns, one for each person named."""
        if not opened:
            return []
        weights: defaultdict[tuple[bool, int], float] = defaultdict(float)
        for access in opened:
            run = self._runs.get(access.bearer) if access.bearer is not None else None
            weights[(True, run.words[0]) if run else (False, access.person)] += access.weight
        return [
            Mind(weight=weight, whose=self._hints(self._runs[which], sentence) if by_run else {which: ()})
            for (by_run, which), weight in weights.items()
        ]

    def _hints(self, run: Run, sentence: int) -> dict[int, tuple[float, ...]]:
        share = self._hinted.get((sentence, run.words[0]), 0.0)
        return {who: tuple(share * hint for hint in hints) if share else () for who, hints in run.hints.items()}

    def _of_each(self, found: Sequence[Access]) -> dict[int, float]:
        """How far each person is told of; a pronoun tells of all whom it may mean."""
        total: dict[int, float] = {}
        for access in found:
            for who in self._meant_by(access):
                total[who] = total.get(who, 0.0) + access.weight
        return total

    def _meant_by(self, access: Access) -> Collection[int]:
        run = self._runs.get(access.bearer) if access.bearer is not None else None
        return run.hints if run else (access.person,)

    def of_section(self, voice: SectionVoice, one: int | None) -> list[View]:
        """The stretches of a leaf section, which they cover.

        Throughout they are the eyes of the `one` who says "I" in the first person, or is "you" in the second.
        """
        if voice.person == "first" or (voice.person == "second" and one is not None):
            sure = voice.confidence if one is not None else 0.0
            return [View(start=voice.start, end=voice.end, kind="internal", focalizer=one, confidence=sure)]
        inside = self.sentences_of(voice)
        if not inside:
            return [View(start=voice.start, end=voice.end, kind="external", focalizer=None, confidence=_NOT_SEEN)]
        states = eyes_of(self.clues_of(voice), self.usual)
        views, at = [], voice.start
        for state, run in groupby(zip(inside, states, strict=True), key=lambda item: item[1][0]):
            sentences = list(run)
            until = sentences[-1][0] + 1
            end = self._start[until] if until < inside.stop else voice.end
            views.append(self._view(at, end, state, [(n, sure) for n, (_, sure) in sentences]))
            at = end
        return views

    def sentences_of(self, voice: SectionVoice) -> range:
        """The sentences of a leaf section."""
        return range(bisect_left(self._start, voice.start), bisect_left(self._start, voice.end))

    def clues_of(self, voice: SectionVoice) -> list[SentenceClues]:
        """What each sentence of a leaf section says."""
        return [self._clues(sentence, voice) for sentence in self.sentences_of(voice)]

    def _clues(self, sentence: int, voice: SectionVoice) -> SentenceClues:
        """A sentence's clues; in the third person an "I" outside quotations is the author's."""
        found = self._opened.get(sentence, ())
        opened = [access for access in found if voice.person != "third" or not self._is_i(access)]
        is_narrated = self._narrated[sentence]
        is_comment = len(opened) < len(found) or (is_narrated and self._is_author(sentence))
        is_general = voice.tense == "past" and self._tense[sentence] == PRESENT
        return SentenceClues(
            minds=self._minds(sentence, opened),
            sees=_by_person(self._sees.get(sentence, ())),
            acts=self._of_each(self._acting.get(sentence, ())),
            shown=self._of_each(self._shown.get(sentence, ())),
            described=self._of_each(self._described.get(sentence, ())),
            opening=self._opening.get(sentence),
            begins_paragraph=self._begins[sentence],
            muses=self._muses[sentence],
            author=_SAYS_SO * is_comment + _GENERAL * is_general,
            is_narrated=is_narrated,
        )

    def _is_author(self, sentence: int) -> bool:
        return _AUTHOR.search(self._text[self._start[sentence] : self._end[sentence]].casefold()) is not None

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


def _by_person(found: Iterable[Access]) -> dict[int, float]:
    """How far each person is told of, a pronoun counting for whom it is linked to."""
    total: dict[int, float] = {}
    for access in found:
        total[access.person] = total.get(access.person, 0.0) + access.weight
    return total


def seers(clauses: Clauses, sees: FloatArray) -> Iterator[Access]:
    """Those whom the narration mentions, with how far each mention sounds like one of the focalizer."""
    for word, who in clauses.people():
        if clauses.quotation[word] < 0:
            yield Access(word, who, float(sees[word]), word)


def descriptions(clauses: Clauses, named: frozenset[int]) -> Iterator[Access]:
    """Where the narration calls somebody who has a name "the boy" or "the other man", as one who sees them would, or
    anybody "his brother", as that brother would."""
    for word, who in clauses.people():
        if clauses.upos[word] != "NOUN" or clauses.quotation[word] >= 0:
            continue
        is_seen = who in named and any(clauses.words[w] in _THE for w in clauses.children(word, ("det",)))
        if is_seen or clauses.owner(word) not in (None, who):
            yield Access(word, who, 1.0, word)


def openings(clauses: Clauses, begins: Sequence[bool]) -> dict[int, int]:
    """By the first sentence of a paragraph: who is named in it as the first subject of its narration."""
    found: dict[int, int] = {}
    seen: set[int] = set()
    for word, who in clauses.people():
        sentence = clauses.sentence[word]
        if not begins[sentence] or sentence in seen or clauses.quotation[word] >= 0:
            continue
        if clauses.relation[word] in SUBJECTS:
            seen.add(sentence)
            if clauses.upos[word] in ("PROPN", "NOUN"):
                found[sentence] = who
    return found


def _narrated(clauses: Clauses, n: int) -> list[bool]:
    """Whether each sentence has at least two words of narration."""
    found: list[bool] = (np.bincount(clauses.sentence_ids[clauses.is_narrated], minlength=n) > 1).tolist()
    return found


def musings(clauses: Clauses, n: int) -> Floats:
    """How far the narration of each sentence sounds like somebody's thought: questions, exclamations, "perhaps"."""
    out = np.zeros(n)
    for word in clauses.where(_MUSING):
        if clauses.quotation[word] < 0:
            out[clauses.sentence[word]] += _MUSING.get(clauses.words[word], 0.0)
    return np.minimum(out, _MUSING_AT_MOST)


def tenses(clauses: Clauses, tokens: pa.Table, n: int) -> Ints:
    """PRESENT or PAST for each sentence whose narrated verbs are all in that tense, 0 for others."""
    feats, narrated = pc.fill_null(tokens["feats"], ""), clauses.is_narrated

    def has(tense: str) -> Bools:
        verbs = narrated & pc.match_substring(feats, f"Tense={tense}|VerbForm=Fin").to_numpy()
        return np.asarray(np.bincount(clauses.sentence_ids[verbs], minlength=n) > 0)

    present, past = has("Pres"), has("Past")
    return np.where(present & ~past, PRESENT, np.where(past & ~present, PAST, 0)).astype(np.int64)

"""Emotions: who feels, shows or names what, toward whom; and which shows hide another feeling.

Phrases, classes, experiencers and targets come from a head of the shared encoder learned on REMAN; displays that it has
not learned, channels, negation and masks from rules over clauses (`emotion_cues`, `masks`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from irises.annotation import table_from_rows
from irises.annotation.schemas import EMOTIONS
from irises.document.model import Document
from irises.encode import weights
from irises.encode.encoding import Encoding
from irises.passes import emotion_head
from irises.passes.clauses import Clauses, clauses_of
from irises.passes.emotion_cues import (
    BODY,
    CALM,
    DISPLAYS,
    PRETENDS,
    SAYING,
    STRONG,
    SURE_DISPLAYS,
    VALENCE,
    WEAK,
)
from irises.passes.interface import PassSpec, Tables
from irises.passes.masks import Shown, masks_of
from irises.passes.places import Ints, story_words

Floats = npt.NDArray[np.float32]

_LEAST, _LEAST_OF_DISPLAY = 0.40, 0.08
_REACH = 48
_MOST_CANDIDATES = 24
_SUBJECT, _OWNER, _SELF = 2.0, 2.5, 2.0
_LEAST_TARGET = 0.0
_LONGEST_SHOW = 9


@dataclass(frozen=True, kw_only=True)
class EmotionScores:
    """Per word logits of any emotion and of each class; the vectors, for the roles of the phrases that are found."""

    words: Floats
    encoding: Encoding


@dataclass(frozen=True, kw_only=True)
class Phrase:
    """Words `first` to `last` (inclusive) that carry an emotion."""

    first: int
    last: int
    emotion: str
    confidence: float
    is_display: bool


class Emotions:
    """Finds emotions with their experiencers, targets, channels and masks."""

    spec = PassSpec(
        name="emotions",
        version=1,
        requires=frozenset({"sections", "paragraphs", "tokens", "mentions", "quotations"}),
        provides=frozenset({"emotions"}),
    )

    def score(self, document: Document, tables: Tables, encoding: Encoding) -> EmotionScores:
        """Logits of every word."""
        return EmotionScores(words=emotion_head.word_emotions(encoding), encoding=encoding)

    def decode(self, document: Document, tables: Tables, scores: EmotionScores) -> dict[str, pa.Table]:
        """One row per phrase, in text order."""
        clauses = clauses_of(document, tables)
        phrases = phrases_of(clauses, scores.words, story_words(document))
        bearers = _Bearers(clauses, phrases, scores.encoding)
        rows = [_row(clauses, phrase, bearers, number) for number, phrase in enumerate(phrases)]
        shown = [
            Shown(
                first=phrase.first,
                last=phrase.last,
                who=row["experiencer"],
                emotion=phrase.emotion,
                channel=row["channel"],
                is_negated=row["is_negated"],
            )
            for phrase, row in zip(phrases, rows, strict=True)
        ]
        for number, masked in masks_of(clauses, shown).items():
            rows[number]["is_masked"] = True
            if masked is not None:
                rows[number]["masks"] = masked
                rows[masked]["is_masked"] = True
                rows[number]["evidence"] += [{"table": "emotions", "id": masked}]
        return {"emotions": table_from_rows("emotions", ({"source": self.spec.source, **row} for row in rows))}


def phrases_of(clauses: Clauses, logits: Floats, inside: npt.NDArray[np.bool_]) -> list[Phrase]:
    """Runs of words that carry an emotion, and displays, in text order; a run never crosses a sentence."""
    likely = weights.sigmoid(logits[:, 0])
    marked = (likely > _LEAST) & inside & np.array([tag not in ("PUNCT", "DET", "ADP") for tag in clauses.upos])
    phrases = [_learned(clauses, run, likely, logits) for run in _runs(clauses, np.flatnonzero(marked))]
    taken = {w for phrase in phrases for w in range(phrase.first, phrase.last + 1)}
    for word in clauses.where(DISPLAYS):
        if word in taken or not inside[word] or not _is_display(clauses, word, float(likely[word])):
            continue
        emotion = DISPLAYS.get(clauses.lemmas[word]) or DISPLAYS[clauses.words[word]]
        sure = max(0.5, float(likely[word]))
        phrases.append(Phrase(first=word, last=word, emotion=emotion, confidence=sure, is_display=True))
    taken |= {phrase.first for phrase in phrases}
    phrases += [phrase for phrase in _put_on(clauses, inside) if taken.isdisjoint(range(phrase.first, phrase.last + 1))]
    return sorted(phrases, key=lambda phrase: (phrase.first, phrase.last))


def _put_on(clauses: Clauses, inside: npt.NDArray[np.bool_]) -> Iterator[Phrase]:
    """ "Pretended not to see him", "with composure": shows without a colour of their own."""
    for word in clauses.where(PRETENDS | CALM):
        if not inside[word] or clauses.mode(word) == "speech":
            continue
        content = clauses.content(word, ("xcomp", "obj", "ccomp")) if clauses.lemmas[word] in PRETENDS else None
        if content is not None and content[0] > word and content[1] - word < _LONGEST_SHOW:
            yield Phrase(first=word, last=content[1], emotion="other", confidence=0.6, is_display=True)
        elif clauses.words[word] in CALM and _is_manner(clauses, word):
            yield Phrase(first=word, last=word, emotion="other", confidence=0.5, is_display=True)


def _is_manner(clauses: Clauses, word: int) -> bool:
    """How something is done or looks: "with composure", "said calmly", "an impassive face"."""
    head = int(clauses.head[word])
    by_preposition = any(clauses.words[w] in ("with", "in") for w in clauses.children(word, ("case",)))
    is_of_body = clauses.words[head] in BODY or clauses.words[head] in ("mask", "air", "manner", "tone")
    return by_preposition or is_of_body or (clauses.upos[word] == "ADV" and clauses.upos[head] == "VERB")


def _runs(clauses: Clauses, words: Ints) -> list[list[int]]:
    """Words next to each other (with at most one short word between) in one sentence and one quotation."""
    runs: list[list[int]] = []
    for word in words.tolist():
        last = runs[-1][-1] if runs else -9
        between = range(last + 1, word)
        is_near = word - last == 1 or (
            word - last == 2 and clauses.upos[last + 1] in ("DET", "ADP", "ADJ", "ADV", "PART")
        )
        together = is_near and all(
            clauses.sentence[w] == clauses.sentence[word] and clauses.quotation[w] == clauses.quotation[word]
            for w in (last, *between)
        )
        if together:
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _learned(clauses: Clauses, run: list[int], likely: Floats, logits: Floats) -> Phrase:
    emotion = EMOTIONS[int(logits[run, 1:].max(axis=0).argmax())]
    is_display = any(clauses.lemmas[w] in DISPLAYS for w in run)
    return Phrase(
        first=run[0], last=run[-1], emotion=emotion, confidence=float(likely[run].max()), is_display=is_display
    )


def _is_display(clauses: Clauses, word: int, likely: float) -> bool:
    """A word of display used as one: "he started" is a display only if the head half agrees."""
    lemma, upos = clauses.lemmas[word], clauses.upos[word]
    if upos not in ("VERB", "NOUN") or lemma not in DISPLAYS:
        return False
    return lemma in SURE_DISPLAYS or likely > _LEAST_OF_DISPLAY


def channel_of(clauses: Clauses, phrase: Phrase) -> str:
    """How an emotion reaches us: said in direct speech, shown by face, voice or body, or felt."""
    words = range(phrase.first, phrase.last + 1)
    if clauses.mode(phrase.first) in ("speech", "writing"):
        return "said"
    if phrase.is_display or any(clauses.words[w] in BODY for w in words):
        return "shown"
    for w in words:
        head = int(clauses.head[w])
        if head in words:
            continue
        manner = clauses.relation[w] in ("advmod", "obl", "amod", "advcl", "nmod")
        is_said = clauses.lemmas[head] in SAYING and clauses.upos[head] == "VERB"
        if manner and (is_said or clauses.words[head] in BODY):
            return "shown"
        subject = clauses.subject(w, borrowed=False)
        if subject is not None and clauses.words[subject] in BODY:
            return "shown"
        if clauses.words[head] in BODY and clauses.relation[w] in ("nsubj", "obj"):
            return "shown"
    return "felt"


class _Bearers:
    """Who feels each phrase, and whom it is about: the learned roles over the people near, and the grammar."""

    def __init__(self, clauses: Clauses, phrases: list[Phrase], encoding: Encoding) -> None:
        self._clauses = clauses
        first, last = (np.array([getattr(p, side) for p in phrases], dtype=np.int64) for side in ("first", "last"))
        near = [self._candidates(phrase) for phrase in phrases]
        rows = np.repeat(np.arange(len(phrases)), [len(words) for words in near])
        words = np.array([w for found in near for w in found], dtype=np.int64)
        scores = emotion_head.role_scores(encoding, first, last, rows, words)
        cuts = np.cumsum([len(found) for found in near])[:-1]
        self._near = near
        self._scores = np.split(scores, cuts, axis=1) if phrases else []

    def _candidates(self, phrase: Phrase) -> list[int]:
        """Words that head mentions of people near the phrase, the nearest first."""
        people = self._clauses.people_words
        a, b = np.searchsorted(people, [phrase.first - _REACH, phrase.last + _REACH])
        found = sorted(people[a:b].tolist(), key=lambda w: abs(w - phrase.first))
        return found[:_MOST_CANDIDATES]

    def experiencer(self, number: int, phrase: Phrase) -> int | None:
        """The word that heads the mention of who feels it."""
        clauses, scores = self._clauses, {}
        for w, score in zip(self._near[number], self._scores[number][0].tolist(), strict=True):
            scores[w] = score
        grammar = bearer_by_grammar(clauses, phrase)
        if grammar is not None:
            scores[grammar] = scores.get(grammar, 0.0) + (
                _OWNER if clauses.relation[grammar] == "nmod:poss" else _SUBJECT
            )
        inside = int(clauses.quotation[phrase.first])
        for w in scores:
            scores[w] -= 1.0 * (int(clauses.quotation[w]) != inside)
        best = max(scores, key=lambda w: scores[w], default=None)
        return best if best is not None and scores[best] > 0 else None

    def target(self, number: int, who: int | None) -> int | None:
        """The word that heads the mention of whom it is about, if it is somebody else."""
        clauses = self._clauses
        pairs = zip(self._near[number], self._scores[number][1].tolist(), strict=True)
        others = [(score, -abs(w), w) for w, score in pairs if clauses.person(w) != who and score > _LEAST_TARGET]
        return max(others)[2] if others else None


def bearer_by_grammar(clauses: Clauses, phrase: Phrase) -> int | None:
    """Whose it is by syntax: the owner ("her joy", "his hands shook"), or the subject ("he smiled", "she was glad")."""
    for w in range(phrase.first, phrase.last + 1):
        owner = clauses.owning_word(w)
        if owner is not None:
            return owner
    for w in range(phrase.first, phrase.last + 1):
        for place in (w, int(clauses.head[w])):
            subject = clauses.subject(place)
            if subject is None:
                continue
            if clauses.person(subject) is not None:
                return subject
            owner = clauses.owning_word(subject)
            if owner is not None:
                return owner
    return None


def _row(clauses: Clauses, phrase: Phrase, bearers: _Bearers, number: int) -> dict[str, Any]:
    span = clauses.span(phrase.first, phrase.last)
    bearer = bearers.experiencer(number, phrase)
    who = clauses.person(bearer)
    target = bearers.target(number, who)
    mentions = [clauses.mention(w) for w in (bearer, target) if w is not None]
    negated = any(clauses.is_negated(w) for w in {phrase.first, phrase.last, int(clauses.head[phrase.last])})
    intensity = _intensity(clauses, phrase)
    return {
        "start": span.start,
        "end": span.end,
        "confidence": phrase.confidence,
        "known_at": span.end,
        "emotion_id": number,
        "experiencer": who,
        "emotion": phrase.emotion,
        "valence": VALENCE[phrase.emotion] * intensity * (-0.5 if negated else 1.0),
        "intensity": intensity,
        "is_negated": negated,
        "target": clauses.person(target),
        "channel": channel_of(clauses, phrase),
        "is_masked": False,
        "masks": -1,
        "evidence": [{"table": "mentions", "id": m} for m in mentions if m is not None],
    }


def _intensity(clauses: Clauses, phrase: Phrase) -> float:
    near = {clauses.words[w] for w in range(max(0, phrase.first - 2), phrase.last + 1)}
    return 0.9 if near & STRONG else 0.35 if near & WEAK else 0.6

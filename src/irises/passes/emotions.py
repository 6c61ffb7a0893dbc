"""Emotions: who feels, shows or names what, toward whom; and which shows hide another feeling.

Phrases and classes are weighed in `emotion_phrases`; experiencers and targets come from a head of the shared encoder
learned on REMAN and from the grammar; channels, negation and masks from rules over clauses (`emotion_channels`,
`masks`).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from irises.annotation import table_from_rows
from irises.document.model import Document
from irises.encode.encoding import Encoding
from irises.passes import emotion_head
from irises.passes.clauses import Clauses, clauses_of
from irises.passes.emotion_bearers import bearer_by_grammar, sure_bearer
from irises.passes.emotion_channels import channel_of, is_denied
from irises.passes.emotion_cues import BODY, STIRRING, STRONG, VALENCE, WEAK
from irises.passes.emotion_phrases import Phrase, phrases_of, word_logits
from irises.passes.interface import PassSpec, Tables
from irises.passes.masks import Shown, masks_of, with_shows
from irises.passes.mind_head import HIDDEN, SHOW, word_signs
from irises.passes.places import story_words

Floats = npt.NDArray[np.float32]

_REACH = 40
_MOST_CANDIDATES = 12
_SUBJECT = 5.0
_OTHER_QUOTATION = 1.0
_LEAST_TARGET = 0.0


@dataclass(frozen=True, kw_only=True)
class EmotionScores:
    """Per word logits of any emotion and of each class, and of masks; the vectors, for the roles of the phrases that
    are found."""

    words: Floats
    masks: Floats
    encoding: Encoding


class Emotions:
    """Finds emotions with their experiencers, targets, channels and masks."""

    spec = PassSpec(
        name="emotions",
        version=6,
        requires=frozenset({"sections", "paragraphs", "tokens", "mentions", "quotations"}),
        provides=frozenset({"emotions"}),
    )

    def score(self, document: Document, tables: Tables, encoding: Encoding) -> EmotionScores:
        """Logits of every word."""
        return EmotionScores(
            words=word_logits(encoding, tables["tokens"]["upos"].to_pylist()),
            masks=word_signs(encoding)[:, SHOW : HIDDEN + 1],
            encoding=encoding,
        )

    def decode(self, document: Document, tables: Tables, scores: EmotionScores) -> dict[str, pa.Table]:
        """One row per phrase, in text order."""
        clauses = clauses_of(document, tables)
        inside = story_words(document)
        phrases = with_shows(clauses, phrases_of(clauses, scores.words, inside), inside, scores.masks)
        bearers = _Bearers(clauses, phrases, scores.encoding)
        rows = [_row(clauses, phrase, bearers, number) for number, phrase in enumerate(phrases)]
        _note_masks(clauses, phrases, rows)
        kept = _without_idle_halves(phrases, rows)
        return {"emotions": table_from_rows("emotions", ({"source": self.spec.source, **row} for row in kept))}


def _note_masks(clauses: Clauses, phrases: list[Phrase], rows: list[dict[str, Any]]) -> None:
    """Marks the rows that mask and those that are masked."""
    shown = [
        Shown(
            first=phrase.first,
            last=phrase.last,
            who=row["experiencer"],
            emotion=phrase.emotion,
            channel=row["channel"],
            is_negated=row["is_negated"],
            is_put_on=phrase.is_put_on,
            is_kept=phrase.is_kept,
            half=phrase.half,
        )
        for phrase, row in zip(phrases, rows, strict=True)
    ]
    for number, mask in masks_of(clauses, shown).items():
        rows[number]["is_masked"] = True
        if mask.is_hidden:
            # A smile that is kept back is seen by nobody.
            rows[number]["channel"] = "felt"
        elif mask.under is not None:
            rows[number]["masks"] = mask.under
            rows[mask.under]["is_masked"] = True
            rows[number]["evidence"] += [{"table": "emotions", "id": mask.under}]


def _without_idle_halves(phrases: list[Phrase], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows without those that are only part of a mask and are in none, numbered anew."""
    kept = [row for phrase, row in zip(phrases, rows, strict=True) if row["is_masked"] or not phrase.is_tentative]
    number = {row["emotion_id"]: place for place, row in enumerate(kept)}
    for row in kept:
        row["emotion_id"] = number[row["emotion_id"]]
        row["masks"] = number.get(row["masks"], -1)
        row["evidence"] = [
            {**one, "id": number[one["id"]]} if one["table"] == "emotions" else one for one in row["evidence"]
        ]
    return kept


class _Bearers:
    """Who feels each phrase, and whom it is about: the learned roles over the people near, and the grammar."""

    def __init__(self, clauses: Clauses, phrases: list[Phrase], encoding: Encoding) -> None:
        self._clauses = clauses
        self._people: list[int] = clauses.people_words.tolist()
        first, last = (np.array([getattr(p, side) for p in phrases], dtype=np.int64) for side in ("first", "last"))
        near = [self._candidates(phrase) for phrase in phrases]
        rows = np.repeat(np.arange(len(phrases)), [len(words) for words in near])
        words = np.array([w for found in near for w in found], dtype=np.int64)
        scores = emotion_head.role_scores(encoding, first, last, rows, words)
        ends = accumulate(len(found) for found in near)
        feeling, meant = scores.tolist()
        self._near = near
        self._scores = [
            (feeling[end - len(found) : end], meant[end - len(found) : end])
            for end, found in zip(ends, near, strict=True)
        ]

    def _candidates(self, phrase: Phrase) -> list[int]:
        """Words that head mentions of people near the phrase, the nearest first."""
        a, b = bisect_left(self._people, phrase.first - _REACH), bisect_left(self._people, phrase.last + _REACH)
        found = sorted(self._people[a:b], key=lambda w: abs(w - phrase.first))
        return found[:_MOST_CANDIDATES]

    def experiencer(self, number: int, phrase: Phrase) -> int | None:
        """The word that heads the mention of who feels it; of a display in any case the likeliest one near."""
        clauses = self._clauses
        if phrase.bearer is not None:
            return phrase.bearer
        stirred = _stirred(clauses, phrase)
        if stirred:
            return next((w for w in stirred if clauses.person(w) is not None), None)
        sure = sure_bearer(clauses, phrase)
        if sure is not None:
            return sure
        grammar = bearer_by_grammar(clauses, phrase)
        if grammar is not None and clauses.relation[grammar] == "nmod:poss":
            return grammar
        scores = dict(zip(self._near[number], self._scores[number][0], strict=True))
        if grammar is not None:
            scores[grammar] = scores.get(grammar, 0.0) + _SUBJECT
        inside = int(clauses.quotation[phrase.first])
        for w in scores:
            scores[w] -= _OTHER_QUOTATION * (int(clauses.quotation[w]) != inside)
        best = max(scores, key=lambda w: scores[w], default=None)
        if best is None or (scores[best] <= 0 and not _is_bodily(clauses, phrase)):
            return None
        return best

    def target(self, number: int, who: int | None) -> int | None:
        """The word that heads the mention of whom it is about, if it is somebody else."""
        clauses = self._clauses
        pairs = zip(self._near[number], self._scores[number][1], strict=True)
        others = [(score, -abs(w), w) for w, score in pairs if score > _LEAST_TARGET and clauses.person(w) != who]
        return max(others)[2] if others else None


def _is_bodily(clauses: Clauses, phrase: Phrase) -> bool:
    """Whether it is a display, which has an owner also where only a part of the body is named."""
    words = range(phrase.first, phrase.last + 1)
    return int(clauses.quotation[phrase.first]) < 0 and (
        phrase.is_display or any(clauses.words[w] in BODY or clauses.words[int(clauses.head[w])] in BODY for w in words)
    )


def _stirred(clauses: Clauses, phrase: Phrase) -> list[int]:
    """Whom or what a verb of the phrase moves: "it pleased her", "the shots frightened the horses"."""
    words = range(phrase.first, phrase.last + 1)
    verbs = (w for w in words if clauses.lemmas[w] in STIRRING and clauses.upos[w] == "VERB")
    return [w for verb in verbs for w in clauses.objects(verb)]


def _row(clauses: Clauses, phrase: Phrase, bearers: _Bearers, number: int) -> dict[str, Any]:
    span = clauses.span(phrase.first, phrase.last)
    bearer = bearers.experiencer(number, phrase)
    who = _speaker(clauses, phrase) if bearer is None else clauses.person(bearer)
    target = bearers.target(number, who)
    mentions = [clauses.mention(w) for w in (bearer, target) if w is not None]
    negated = is_denied(clauses, phrase)
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


def _speaker(clauses: Clauses, phrase: Phrase) -> int | None:
    """Who speaks words of feeling that are nobody else's: "Delighted, madam"."""
    return clauses.speaker(phrase.first) if clauses.mode(phrase.first) in ("speech", "thought") else None


def _intensity(clauses: Clauses, phrase: Phrase) -> float:
    near = {clauses.words[w] for w in range(max(0, phrase.first - 2), phrase.last + 1)}
    return 0.9 if near & STRONG else 0.35 if near & WEAK else 0.6

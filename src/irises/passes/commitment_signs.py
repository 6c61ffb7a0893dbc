"""What the mind head makes of commitments: which of those that rules find are some, of what kind, and which they miss.

Rules say where, by whom and to whom; the head has read the whole sentence. `training.commitments` fits the weights.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from irises.annotation.schemas import COMMITMENTS
from irises.encode.weights import sigmoid
from irises.passes.clauses import Clauses
from irises.passes.commitment_cues import CUES, UNASKED
from irises.passes.giving import TALK, WILL, Giving, rest_of_clause, said
from irises.passes.mind_head import SIGNS, Floats

Weights = npt.NDArray[np.float64]

ANY = SIGNS.index("commitment")
KINDS = [SIGNS.index(kind) for kind in COMMITMENTS]
FOUND = ("bias", "head", "head of the kind", "confidence", "narrated", *COMMITMENTS)
"""Clues that what a rule has found is a commitment."""
MISSED = ("bias", "head", "head of the kind", "narrated", "words", "imperative", "I", "you")
"""Clues that what only the head has found is one."""
_AROUND = 2
"""Words around a cue that may belong to it."""
_GAP = 2
"""Words between two of one cue, at most."""
LEAST_SENSED = -1.5
"""Log-odds from which a word may belong to a cue that only the head finds."""
_REPORTED = ("obj", "iobj")


@dataclass(frozen=True, kw_only=True)
class Weighing:
    """Weights of the clues of FOUND and of MISSED, the least probability of each, and for the kind: of the head's
    log-odds, and what a rule's kind (row) speaks for each kind (column)."""

    found: Mapping[str, float]
    missed: Mapping[str, float]
    least_found: float
    least_missed: float
    of_kind: float
    ruled: Sequence[Sequence[float]]


WEIGHING = Weighing(
    found={
        "bias": 1.99,
        "head": 0.28,
        "head of the kind": 0.03,
        "confidence": -0.30,
        "narrated": 0.26,
        "promise": -0.48,
        "vow": 0.53,
        "request": -0.08,
        "command": 0.14,
        "threat": 1.15,
        "refusal": 0.36,
    },
    missed={
        "bias": -0.59,
        "head": 0.59,
        "head of the kind": 0.55,
        "narrated": 0.37,
        "words": -0.04,
        "imperative": -1.25,
        "I": -0.19,
        "you": -0.19,
    },
    least_found=0.44,
    least_missed=0.44,
    of_kind=0.34,
    ruled=(
        (3.00, 1.16, -0.72, -1.08, 0.54, 0.09),  # promise
        (0.99, 3.47, -0.38, -0.36, -0.38, -0.33),  # vow
        (-0.38, -0.68, 3.17, 1.82, -0.91, -0.02),  # request
        (-0.54, -0.60, 2.00, 3.17, -0.79, -0.24),  # command
        (-0.27, -0.14, -0.22, -0.17, 3.96, -0.16),  # threat
        (-0.16, 0.25, -0.57, 0.05, -0.49, 3.93),  # refusal
    ),
)
"""As `training.commitments` prints them."""


def found_clues(clauses: Clauses, found: Sequence[Giving], signs: Sequence[Floats]) -> Floats:
    """The clues of FOUND of each, by the signs at each (`sign_of`): shape (found, clues)."""
    rows = []
    for item, near in zip(found, signs, strict=True):
        kinds = [float(item.kind == kind) for kind in COMMITMENTS]
        narrated = float(clauses.mode(item.cue) not in TALK)
        rows.append([1.0, near[ANY], near[SIGNS.index(item.kind)], item.confidence, narrated, *kinds])
    return np.array(rows, dtype=np.float32).reshape(-1, len(FOUND))


def sign_of(clauses: Clauses, item: Giving, signs: Floats) -> Floats:
    """The highest log-odds of each sign at a cue, its deed and the words beside: shape (SIGNS,)."""
    places = {item.cue, item.cue if item.deed is None else item.deed}
    near = {
        w
        for place in places
        for w in range(max(0, place - _AROUND), min(len(clauses.words), place + _AROUND + 1))
        if clauses.quotation[w] == clauses.quotation[item.cue] and clauses.sentence[w] == clauses.sentence[place]
    }
    return np.asarray(signs[sorted(near)].max(axis=0))


def sensed(clauses: Clauses, found: Iterable[Giving], signs: Floats) -> Iterator[tuple[Giving, list[float]]]:
    """What only the head finds, each with the clues of MISSED."""
    taken = {w for item in found for w in _taken(item)}
    for run in _runs(clauses, np.flatnonzero(signs[:, ANY] >= LEAST_SENSED).tolist()):
        if not taken.isdisjoint(range(run[0] - _AROUND, run[-1] + _AROUND + 1)) or _is_refused(clauses, run):
            continue
        near = signs[run].max(axis=0)
        kind = COMMITMENTS[int(near[KINDS].argmax())]
        item = _given(clauses, run, kind, signs)
        if item is not None:
            words = [clauses.words[w] for w in run]
            yield (
                item,
                [
                    1.0,
                    float(near[ANY]),
                    float(near[KINDS].max()),
                    float(clauses.mode(run[0]) not in TALK),
                    float(len(run)),
                    float(any(clauses.is_imperative(w) for w in run if clauses.upos[w] == "VERB")),
                    float("i" in words or "we" in words),
                    float("you" in words),
                ],
            )


def _is_refused(clauses: Clauses, run: Sequence[int]) -> bool:
    """Whether rules know these words and have found nothing in them: "promised to be a fine man", "take your time"; or
    somebody's own plan that is told ("I will go on Monday")."""
    lemmas = {clauses.lemmas[w] for w in run}
    if clauses.mode(run[0]) in TALK:
        bids = any(clauses.is_imperative(w) for w in run if clauses.upos[w] in ("VERB", "AUX"))
        return bids or not lemmas.isdisjoint(UNASKED)
    return not lemmas.isdisjoint(CUES) or not WILL.isdisjoint(clauses.words[w] for w in run)


def _taken(item: Giving) -> range:
    """The words of what is found already."""
    places = [item.cue, *(item.content or ()), *([] if item.deed is None else [item.deed])]
    return range(min(places), max(places) + 1)


def _runs(clauses: Clauses, words: Sequence[int]) -> Iterator[list[int]]:
    """The words of one cue each: near each other, in one sentence and quotation."""
    run: list[int] = []
    for word in words:
        if run and (
            word - run[-1] > _GAP + 1
            or clauses.sentence[word] != clauses.sentence[run[-1]]
            or clauses.quotation[word] != clauses.quotation[run[-1]]
        ):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _given(clauses: Clauses, run: Sequence[int], kind: str, signs: Floats) -> Giving | None:
    """What a run of words gives or asks: in speech by who speaks, in narration by whose verb it is."""
    cue = max(run, key=lambda w: signs[w, ANY])
    predicates = [w for w in clauses.predicates_between(run[0], run[-1] + _AROUND) if w >= cue or w in run]
    if clauses.mode(cue) in TALK:
        return said(clauses, cue, kind, 0.5, deed=predicates[0] if predicates else cue)
    verb = predicates[0] if predicates else cue
    by = clauses.person(clauses.subject(verb))
    if by is None:
        return None
    to = (clauses.person(w) for w in (*clauses.children(verb, _REPORTED), *clauses.obliques(verb, ("to",))))
    return Giving(
        cue=cue,
        kind=kind,
        by=by,
        to=tuple(dict.fromkeys(p for p in to if p not in (None, by))),
        content=rest_of_clause(clauses, min(cue, verb), verb),
        deed=verb,
        confidence=0.5,
    )


def weighed(clauses: Clauses, found: Sequence[Giving], signs: Floats, weighing: Weighing = WEIGHING) -> list[Giving]:
    """Those that are likely enough, of their likeliest kind, with how likely they are; by cue."""
    kept = []
    near = [sign_of(clauses, item, signs) for item in found]
    sure = sigmoid(found_clues(clauses, found, near) @ _vector(weighing.found, FOUND))
    for item, own, share in zip(found, near, sure.tolist(), strict=True):
        if share >= weighing.least_found:
            kept.append(replace(item, kind=kind_of(own, item.kind, weighing), confidence=share))
    of_missed = _vector(weighing.missed, MISSED)
    for item, clues in sensed(clauses, found, signs):
        share = float(sigmoid(np.array(clues, dtype=np.float32) @ of_missed))
        if share >= weighing.least_missed:
            kept.append(replace(item, confidence=share))
    return [item for _, item in sorted({item.cue: item for item in kept}.items())]


def kind_of(near: Floats, ruled: str, weighing: Weighing) -> str:
    """The likeliest kind by the head and by the rule."""
    scores = weighing.of_kind * near[KINDS] + np.array(weighing.ruled[COMMITMENTS.index(ruled)])
    return COMMITMENTS[int(scores.argmax())]


def _vector(weights: Mapping[str, float], names: Sequence[str]) -> Floats:
    return np.array([weights[name] for name in names], dtype=np.float32)

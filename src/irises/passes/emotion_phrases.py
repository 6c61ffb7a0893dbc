"""Where emotions are and which: the head's scores, what the words mean by themselves and the grammar, weighed together.

`training.emotions` fits the weights.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from irises.annotation.schemas import EMOTIONS
from irises.encode import weights
from irises.encode.encoding import Encoding
from irises.passes.clauses import Clauses
from irises.passes.emotion_cues import BODY
from irises.passes.emotion_head import word_emotions
from irises.passes.emotion_words import EmotionWord, emotion_words, senses_of

Floats = npt.NDArray[np.float32]

SURENESS: Mapping[str, float] = {
    "bias": -1.14,
    "head": 0.01,
    "head above 0": 0.52,
    "sure word": 1.92,
    "doubtful word": 0.81,
    "sure display": 2.36,
    "doubtful display": 1.62,
    "in speech": -0.97,
    "adverb": 0.64,
    "several words": 0.50,
    "of a thing": -0.36,
    "not real": -0.91,
    "asked": -1.09,
}
"""Weights of the clues that a phrase carries an emotion."""
CLASSES: Mapping[str, float] = {
    "head": 0.71,
    "sure word": 3.60,
    "doubtful word": 2.64,
    "anger": -0.02,
    "anticipation": -0.46,
    "disgust": 0.35,
    "fear": -0.64,
    "joy": -0.17,
    "sadness": 0.54,
    "surprise": -0.76,
    "trust": 0.28,
    "other": 0.89,
}
"""Weights of the clues to its class."""
_LEAST = 0.5
"""The least confidence of a row: less is more often wrong than right."""
_SEEN, _SEEN_IF_DOUBTFUL = -0.5, -3.0
"""Log-odds of the head from which a word is looked at, and from which one that may mean an emotion is."""
_CARRYING = frozenset({"NOUN", "VERB", "ADJ", "ADV", "INTJ", "X"})
_NEVER = np.float32(-20.0)
_SUPPOSING = frozenset("if unless lest would should could might may must will shall can 'll 'd".split())
_CALLING = frozenset({"cry", "exclaim", "shout"})
_POLITE = frozenset({"beg", "bless", "oblige", "pardon", "thank", "please"})
_POLITE_OF_A_CLAUSE = frozenset({"afraid", "fear", "hope", "believe", "wish", "sure", "sorry", "trust"})
_OF_EVENTS = frozenset({"sudden", "suddenly", "unexpected", "unexpectedly"})
"""Words that the head takes for surprise (REMAN does), and that say how something happens."""
_SHAKEN = frozenset({"head", "hands", "hand", "its"})
_BETWEEN = frozenset({"DET", "ADP", "ADJ", "ADV", "PART"})


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Words `first` to `last` (inclusive) that may carry an emotion, with the senses that the list has of them."""

    first: int
    last: int
    senses: tuple[EmotionWord, ...]

    @property
    def is_display(self) -> bool:
        """Whether one of the words means something seen or heard."""
        return any(sense.is_shown for sense in self.senses)


@dataclass(frozen=True, kw_only=True)
class Phrase:
    """Words `first` to `last` (inclusive) that carry an emotion; `confidence` is that they carry one.

    `is_put_on`: the words themselves say that it is a mere show; `is_kept`: that it is kept from sight; `is_inner`: it
    is felt, whatever part of the body is named; `half`: what it is to a mask that only two phrases together make (see
    `mask_beside`); `is_tentative`: too little by itself, and a row only as part of a mask. `bearer` is the word for
    whose it is, where the words say so by their construction.
    """

    first: int
    last: int
    emotion: str
    confidence: float
    is_display: bool
    is_put_on: bool = False
    is_kept: bool = False
    is_inner: bool = False
    half: str = ""
    is_tentative: bool = False
    bearer: int | None = None


def word_logits(encoding: Encoding, upos: Sequence[str | None]) -> Floats:
    """The head's logits of every word, as `word_emotions` has them; next to nothing for function words and names."""
    words = np.flatnonzero(np.array([tag in _CARRYING for tag in upos], dtype=bool)).astype(np.int64)
    logits = np.full((len(upos), 1 + len(EMOTIONS)), _NEVER, dtype=np.float32)
    logits[words] = word_emotions(encoding, words)
    return logits


def candidates_of(clauses: Clauses, logits: Floats, inside: npt.NDArray[np.bool_]) -> list[Candidate]:
    """The stretches to weigh, in text order; none crosses a sentence or a quotation's bound."""
    senses = _senses(clauses)
    likely = logits[:, 0]
    marked = likely > _SEEN
    listed = list(senses)
    is_sure = np.array([any(sense.is_sure for sense in found) for found in senses.values()], dtype=bool)
    marked[listed] |= is_sure | (likely[listed] > _SEEN_IF_DOUBTFUL)
    marked[clauses.where(_OF_EVENTS)] = False
    for word, found in senses.items():
        if marked[word] and all(sense.is_shown for sense in found):
            marked[word] = not _is_of_a_thing(clauses, word)
    for word in clauses.where(_CALLING | _POLITE | _POLITE_OF_A_CLAUSE | {"shake", "spite"}):
        if marked[word]:
            marked[word] = not (_calls_out(clauses, word) or _is_formula(clauses, word))
    return [
        Candidate(first=run[0], last=run[-1], senses=tuple(s for w in run for s in senses.get(w, ())))
        for run in _runs(clauses, np.flatnonzero(marked & inside).tolist())
    ]


def _senses(clauses: Clauses) -> dict[int, tuple[EmotionWord, ...]]:
    """The senses of each word that is on the list."""
    found = (
        (place, senses_of(clauses.words[place], clauses.lemmas[place], clauses.upos[place]))
        for place in clauses.where(emotion_words())
    )
    return {place: senses for place, senses in found if senses}


def _runs(clauses: Clauses, words: Sequence[int]) -> Iterator[list[int]]:
    """Words next to each other, with at most one short word between, in one sentence and one quotation."""
    run: list[int] = []
    for word in words:
        if run and _goes_on(clauses, run[-1], word):
            run.append(word)
            continue
        if run:
            yield run
        run = [word]
    if run:
        yield run


def _goes_on(clauses: Clauses, last: int, word: int) -> bool:
    is_near = word - last == 1 or (word - last == 2 and clauses.upos[last + 1] in _BETWEEN)
    return (
        is_near
        and clauses.sentence[last] == clauses.sentence[word]
        and clauses.quotation[last] == clauses.quotation[word]
    )


def phrases_of(clauses: Clauses, logits: Floats, inside: npt.NDArray[np.bool_]) -> list[Phrase]:
    """The phrases that more likely carry an emotion than the least confidence asks, in text order."""
    candidates = candidates_of(clauses, logits, inside)
    if not candidates:
        return []
    sure = weights.sigmoid(sure_clues(clauses, candidates, logits) @ _vector(SURENESS))
    kept = np.flatnonzero(sure >= _LEAST).tolist()
    likeliest = [candidates[number] for number in kept]
    classes = (class_clues(likeliest, logits) @ _vector(CLASSES)).argmax(axis=1)
    return [
        Phrase(
            first=candidate.first,
            last=candidate.last,
            emotion=EMOTIONS[best],
            confidence=confidence,
            is_display=candidate.is_display,
        )
        for candidate, best, confidence in zip(likeliest, classes.tolist(), sure[kept].tolist(), strict=True)
    ]


def _vector(known: Mapping[str, float]) -> Floats:
    return np.array(list(known.values()), dtype=np.float32)


def class_clues(candidates: Sequence[Candidate], logits: Floats) -> Floats:
    """The clues of CLASSES for each of EMOTIONS, of every candidate: shape (candidates, emotions, clues)."""
    clues = np.zeros((len(candidates), len(EMOTIONS), len(CLASSES)), dtype=np.float32)
    clues[:, :, 0] = _highest(candidates, logits[:, 1:])
    for number, candidate in enumerate(candidates):
        for sense in candidate.senses:
            clues[number, EMOTIONS.index(sense.emotion), 1 if sense.is_sure else 2] = 1.0
    clues[:, :, 3:] = np.eye(len(EMOTIONS), dtype=np.float32)
    return clues


def sure_clues(clauses: Clauses, candidates: Sequence[Candidate], logits: Floats) -> Floats:
    """The clues of SURENESS of every candidate: shape (candidates, clues)."""
    words = [range(one.first, one.last + 1) for one in candidates]
    kinds = [{(sense.is_sure, sense.is_shown) for sense in one.senses} for one in candidates]
    modes = [clauses.mode(one.first) for one in candidates]
    head = _highest(candidates, logits[:, :1])[:, 0]
    supposed = _supposed(clauses)
    columns: dict[str, npt.ArrayLike] = {
        "bias": True,
        "head": head,
        "head above 0": np.maximum(head, 0.0),
        "sure word": [(True, False) in found for found in kinds],
        "doubtful word": [(False, False) in found for found in kinds],
        "sure display": [(True, True) in found for found in kinds],
        "doubtful display": [(False, True) in found for found in kinds],
        "in speech": [mode in ("speech", "writing") for mode in modes],
        "adverb": [any(clauses.upos[w] == "ADV" for w in run) for run in words],
        "several words": [len(run) > 1 for run in words],
        "of a thing": [any(_is_of_a_thing(clauses, w) for w in run) for run in words],
        "not real": [any(_is_not_real(clauses, w, supposed) for w in run) for run in words],
        "asked": [
            mode == "speech" and clauses.ends_with(one.last) == "?" for mode, one in zip(modes, candidates, strict=True)
        ],
    }
    clues = np.empty((len(candidates), len(SURENESS)), dtype=np.float32)
    for number, name in enumerate(SURENESS):
        clues[:, number] = columns[name]
    return clues


def _highest(candidates: Sequence[Candidate], logits: Floats) -> Floats:
    """The highest of the logits of each candidate's words, in each column: shape (candidates, columns)."""
    if not candidates:
        return np.zeros((0, logits.shape[1]), dtype=np.float32)
    lengths = np.array([one.last - one.first + 1 for one in candidates])
    words = [w for one in candidates for w in range(one.first, one.last + 1)]
    return np.asarray(np.maximum.reduceat(logits[words], np.cumsum(lengths) - lengths, axis=0), dtype=np.float32)


def _is_of_a_thing(clauses: Clauses, word: int) -> bool:
    """Whether it describes what is neither a person nor a sign of one: "a dismal view", "the room looked solemn"."""
    if clauses.relation[word] in ("amod", "compound"):
        return _is_thing(clauses, int(clauses.head[word]))
    subject = clauses.subject(word, borrowed=False) if clauses.upos[word] == "ADJ" else None
    return subject is not None and _is_thing(clauses, subject)


def _is_thing(clauses: Clauses, noun: int) -> bool:
    if clauses.upos[noun] != "NOUN" or clauses.person(noun) is not None or clauses.words[noun] in BODY:
        return False
    return not senses_of(clauses.words[noun], clauses.lemmas[noun], clauses.upos[noun])


def _supposed(clauses: Clauses) -> frozenset[int]:
    """The words that a helper or mark makes possible, to come or supposed."""
    marks = [
        w
        for w in clauses.where(_SUPPOSING)
        if clauses.words[w] in _SUPPOSING and clauses.relation[w].partition(":")[0] in ("aux", "mark")
    ]
    return frozenset(head for w in marks if (head := int(clauses.head[w])) != w)


def _is_not_real(clauses: Clauses, word: int, supposed: frozenset[int]) -> bool:
    """Whether it is only possible, to come, supposed or bidden: "you would be happy", "if he were angry"."""
    if word in supposed:
        return True
    if clauses.upos[word] == "VERB":
        return clauses.is_imperative(word)
    return clauses.upos[word] != "ADJ" and int(clauses.head[word]) in supposed


def _calls_out(clauses: Clauses, word: int) -> bool:
    """Whether it is a mere verb of speech beside the words said: "cried Anna", not "she cried for an hour"."""
    beside = {int(clauses.quotation[w]) for w in range(max(0, word - 3), min(word + 5, len(clauses.words)))}
    return clauses.lemmas[word] in _CALLING and int(clauses.quotation[word]) < 0 and len(beside) > 1


def _is_formula(clauses: Clauses, word: int) -> bool:
    """Politeness: "I'm afraid it is late", "I beg your pardon", "God bless you", "shook hands"; and "in spite of"."""
    if clauses.lemmas[word] == "spite":
        return clauses.words[word + 1 : word + 2] == ["of"]
    if clauses.mode(word) == "speech":
        clause = clauses.children(word, ("ccomp", "parataxis"))
        is_own = any(clauses.words[w] == "i" for w in clauses.children(word, ("nsubj",)))
        return clauses.lemmas[word] in _POLITE or (
            clauses.lemmas[word] in _POLITE_OF_A_CLAUSE and is_own and bool(clause)
        )
    shaken = {clauses.words[w] for w in clauses.objects(word)} | {*clauses.words[word + 1 : word + 3]}
    return clauses.lemmas[word] == "shake" and bool(shaken & _SHAKEN)

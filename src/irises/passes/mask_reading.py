"""What the rules of masks read alike: who does it, what comes next, and the phrases they make.

By the order of words more than by the tree, which is often wrong about the phrases that they are for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from irises.passes.clauses import SUBJECTS, Clauses
from irises.passes.emotion_bearers import controller
from irises.passes.emotion_phrases import Phrase
from irises.passes.emotion_words import EmotionWord, senses_of

_SURE = 0.6
_REACH = 12
ONESELF = frozenset("himself herself themselves myself yourself themself ourselves".split())
NOMINATIVE = frozenset("i he she they we you".split())
HIS = frozenset("his her my their your our the its".split())
THINGS = frozenset("it this that everything things".split())

Rule = Callable[[Clauses, int], Phrase | None]
"""A way of saying: the phrase, if it begins or hinges at a word."""


def asked(
    clauses: Clauses, rules: Sequence[tuple[frozenset[str], Rule]], *, mode: str | None = None
) -> Iterator[Phrase]:
    """What the rules find in the narration, or in quotations of a mode, each at its words, rule by rule."""
    triggered: defaultdict[str, list[int]] = defaultdict(list)
    for number, (trigger, _) in enumerate(rules):
        for form in trigger:
            triggered[form].append(number)
    at: list[list[int]] = [[] for _ in rules]
    for word in clauses.where(triggered):
        if clauses.mode(word) == mode:
            for number in {*triggered.get(clauses.words[word], ()), *triggered.get(clauses.lemmas[word], ())}:
                at[number].append(word)
    for (_, rule), words in zip(rules, at, strict=True):
        yield from (phrase for word in words if (phrase := rule(clauses, word)) is not None)


def put_on(clauses: Clauses, first: int, last: int, bearer: int | None, *, emotion: str = "other") -> Phrase | None:
    """A show of these words, if somebody wears it."""
    if bearer is None or clauses.person(bearer) is None:
        return None
    return Phrase(
        first=first, last=last, emotion=emotion, confidence=_SURE, is_display=True, is_put_on=True, bearer=bearer
    )


def kept(clauses: Clauses, first: int, last: int, bearer: int | None) -> Phrase | None:
    """A feeling that these words keep from sight, if it is somebody's."""
    if bearer is None or clauses.person(bearer) is None:
        return None
    emotion = next((s.emotion for w in range(first, last + 1) for s in senses(clauses, w)), "other")
    return Phrase(
        first=first,
        last=last,
        emotion=emotion,
        confidence=_SURE,
        is_display=False,
        is_kept=True,
        is_inner=True,
        bearer=bearer,
    )


def senses(clauses: Clauses, word: int) -> tuple[EmotionWord, ...]:
    """What a word says of emotions by itself."""
    return senses_of(clauses.words[word], clauses.lemmas[word], clauses.upos[word])


def class_of(clauses: Clauses, word: int) -> str:
    """The class of emotion of a word; "other" of a word of none."""
    return next(
        (sense.emotion for sense in senses_of(clauses.words[word], clauses.lemmas[word], clauses.upos[word])), "other"
    )


def doer(clauses: Clauses, word: int) -> int | None:
    """The word for who does a verb: a pronoun right before it and its helpers, which parsers hang elsewhere at times,
    else whom another makes or sees do it, else its subject by the tree, else the owner of the part of the body that is
    its subject."""
    before = word - 1
    while before > max(-1, word - 5) and clauses.upos[before] in ("AUX", "ADV", "PART"):
        before -= 1
    if before >= 0 and clauses.words[before] in NOMINATIVE and clauses.quotation[before] == clauses.quotation[word]:
        return before
    subject = controller(clauses, word)
    if subject is None:
        subject = clauses.subject(word)
    if subject is not None and clauses.words[subject] in ("who", "that") and clauses.person(subject) is None:
        subject = int(clauses.head[word])
    if subject is None:
        return None
    if clauses.person(subject) is not None:
        return subject
    owner = clauses.owning_word(subject)
    return _subject_before(clauses, word) if owner is None else owner


def _subject_before(clauses: Clauses, word: int) -> int | None:
    """The nearest person before a verb without a subject of its own that is one of another verb: of "heat crept up her
    neck, and she looked down and smiled" the parser may have the heat smile."""
    if clauses.children(word, SUBJECTS):
        return None
    start = max(clauses.sentence_words(word).start, word - _REACH)
    for w in range(word - 1, start - 1, -1):
        if clauses.quotation[w] != clauses.quotation[word]:
            return None
        if clauses.relation[w] in SUBJECTS and clauses.person(w) is not None:
            return w
    return None


def ahead(clauses: Clauses, word: int, most: int = _REACH) -> range:
    """The next words of the sentence."""
    return range(word + 1, min(word + 1 + most, clauses.sentence_words(word).stop))


def first_of(clauses: Clauses, words: range, wanted: frozenset[str]) -> int | None:
    """The first of some words with one of these forms or lemmas."""
    return next((w for w in words if clauses.words[w] in wanted or clauses.lemmas[w] in wanted), None)


def verb_before(clauses: Clauses, word: int) -> int | None:
    """The nearest verb before a word in its sentence, outside quotations."""
    start = clauses.sentence_words(word).start
    return next(
        (w for w in range(word - 1, start - 1, -1) if clauses.upos[w] == "VERB" and clauses.quotation[w] < 0), None
    )

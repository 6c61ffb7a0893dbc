"""Words of the narration that open a mind: what somebody feels, thinks, perceives, or seems to somebody to be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from irises.passes.clauses import SUBJECTS, Clauses


class Access(NamedTuple):
    """A word that opens (or, with a negative weight, closes) the mind of a person; weights are log-odds, roughly.

    `mention` is the row of the mention that says whose mind, where there is one.
    """

    word: int
    person: int
    weight: float
    mention: int | None = None


_MIND = dict.fromkeys(
    """
    feel think know wonder remember recall recollect realize realise understand suspect hope wish want fear
    dread long believe guess suppose imagine fancy doubt expect intend resolve decide determine regret hate love
    dislike mind forget enjoy resent despise envy pity consider reflect ponder muse dream conclude perceive
    sense recognize recognise yearn crave trust mistrust distrust prefer anticipate calculate contemplate marvel
    rejoice repent grieve loathe abhor detest desire covet acknowledge admit deem apprehend foresee
    """.split(),
    2.0,
)
_SENSES = dict.fromkeys("see hear notice observe smell taste discern spy glimpse behold descry find".split(), 1.2)
_LOOKS = dict.fromkeys("watch look listen gaze stare peer glance".split(), 0.3)
_SEEMS = frozenset("seem appear look sound".split())
_STRIKES = frozenset("occur seem appear strike dawn come".split())
_PREDICATES = frozenset(
    """
    afraid glad happy unhappy sorry sure certain aware unaware conscious unconscious ashamed angry anxious
    curious astonished surprised amazed relieved tired weary jealous proud grateful thankful eager reluctant
    indifferent desperate miserable wretched content contented satisfied dissatisfied disappointed hurt vexed
    annoyed delighted pleased shocked horrified terrified frightened alarmed puzzled bewildered confused
    embarrassed mortified resolved determined convinced doubtful hopeful confident uneasy nervous homesick
    lonely lonesome bored impatient worried troubled tempted inclined ready thirsty hungry cold sick dizzy
    guilty
    """.split()
)
_INNER = frozenset(
    """
    heart mind thought soul spirit conscience memory feeling emotion imagination fancy consciousness pulse
    stomach brain reason hope fear suspicion resolution temper joy grief sorrow happiness misery mood attention
    curiosity
    """.split()
)
_TO_ONES = frozenset(
    """
    surprise astonishment relief horror delight disappointment dismay joy annoyance shame amazement disgust
    chagrin satisfaction alarm regret amusement
    """.split()
)
_REFLEXIVES = frozenset("himself herself themselves myself itself yourself themself ourselves".split())
_TO_SELF = frozenset("say ask tell think whisper murmur mutter repeat remind promise persuade assure".split())
_PRONOUN_ACTS, _ACTS = 0.3, 0.1
_CUES = frozenset(_MIND) | frozenset(_SENSES) | frozenset(_LOOKS) | _SEEMS | _STRIKES | _PREDICATES | _INNER | _TO_ONES
_CUES |= _TO_SELF


def accesses(clauses: Clauses) -> Iterator[Access]:
    """What opens a mind in the narration, in text order; thoughts in marks open their thinker's."""
    for word in clauses.where(_CUES):
        if clauses.mode(word) is None:
            yield from _of_word(clauses, word, clauses.lemmas[word])


def _of_word(clauses: Clauses, word: int, lemma: str) -> Iterator[Access]:
    upos = clauses.upos[word]
    if upos in ("VERB", "AUX"):
        yield from _of_verb(clauses, word, lemma)
    elif lemma in _PREDICATES and upos in ("ADJ", "VERB") and _is_predicate(clauses, word):
        yield from _weigh(clauses, word, clauses.subject(word), 1.5)
    elif upos == "NOUN" and lemma in _INNER:
        yield from _weigh(clauses, word, clauses.owning_word(word), 1.2)
    elif upos == "NOUN" and lemma in _TO_ONES and clauses.children(word, ("case",)):
        yield from _weigh(clauses, word, clauses.owning_word(word), 2.0)


def _of_verb(clauses: Clauses, word: int, lemma: str) -> Iterator[Access]:
    subject = clauses.subject(word)
    to = [w for w in clauses.obliques(word, ("to", "on", "upon")) if clauses.person(w) is not None]
    to += [w for w in clauses.objects(word) if lemma == "strike" and clauses.person(w) is not None]
    if lemma in _STRIKES and to:
        yield from _weigh(clauses, word, to[0], 2.5 if lemma != "come" else 0.0)
    elif lemma in _SEEMS and clauses.children(word, ("xcomp", "ccomp", "advcl")):
        yield from _weigh(clauses, word, subject, -1.5)
    elif lemma in _TO_SELF and any(clauses.words[w] in _REFLEXIVES for w in clauses.children(word)):
        yield from _weigh(clauses, word, subject, 2.0)
    elif _is_own(clauses, word):
        weight = _MIND.get(lemma) or _SENSES.get(lemma) or _LOOKS.get(lemma)
        yield from _weigh(clauses, word, subject, weight or (1.5 if lemma in _PREDICATES else 0.0))


def _weigh(clauses: Clauses, word: int, bearer: int | None, weight: float) -> Iterator[Access]:
    person = clauses.person(bearer)
    if bearer is not None and person is not None and weight:
        yield Access(word, person, weight, clauses.mention(bearer))


def _is_predicate(clauses: Clauses, word: int) -> bool:
    return bool(clauses.children(word, ("cop", "aux"))) or clauses.relation[word] in ("xcomp", "advcl", "conj", "root")


def _is_own(clauses: Clauses, word: int) -> bool:
    """Not what another sees or says of the person: "he saw her look at him", "she said that he wanted it"."""
    return clauses.relation[word] not in ("xcomp",) or clauses.subject(word, borrowed=False) is None


def actors(clauses: Clauses) -> Iterator[Access]:
    """Who acts in the narration: whose eyes it is mostly acts most, and is mostly a pronoun."""
    for word in clauses.people_words.tolist():
        if clauses.quotation[word] < 0 and clauses.relation[word] in SUBJECTS:
            weight = _PRONOUN_ACTS if clauses.upos[word] == "PRON" else _ACTS
            yield from _weigh(clauses, word, word, weight)


def thinkers(clauses: Clauses) -> Iterator[Access]:
    """Thoughts in marks or italics, by their first words."""
    for first in clauses.quotations_begin():
        if clauses.mode(first) == "thought" and (who := clauses.speaker(first)) is not None:
            yield Access(first, who, 3.0)

"""Words of the narration that open a mind or show a person from outside: what is felt, thought, perceived, seen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from irises.passes.clauses import SUBJECTS, Clauses
from irises.passes.emotion_cues import BODY, SAYING
from irises.passes.emotion_words import display_words


class Access(NamedTuple):
    """A word of the narration that tells of a person's mind; weights are log-odds, roughly.

    `bearer` is the word that says whose, where there is one.
    """

    word: int
    person: int
    weight: float
    bearer: int | None = None


_MIND = dict.fromkeys(
    """
    feel think know wonder remember recall recollect realize realise understand suspect hope wish want fear
    dread long believe guess suppose imagine fancy doubt expect intend resolve decide determine regret hate love
    dislike mind forget enjoy resent despise envy pity consider reflect ponder muse dream conclude perceive
    sense recognize recognise yearn crave trust mistrust distrust prefer anticipate calculate contemplate marvel
    rejoice repent grieve loathe abhor detest desire covet acknowledge admit deem apprehend foresee
    """.split(),
    2.0,
) | {
    "worry": 2.0, "mean": 1.5, "figure": 1.5, "care": 1.5, "blame": 1.5, "learn": 1.2, "miss": 1.2, "ache": 1.2,
    "need": 1.0, "panic": 1.0, "register": 1.0, "try": 0.5,
}  # fmt: skip
_SENSES = dict.fromkeys("see hear notice observe smell taste discern spy glimpse behold descry find".split(), 1.2)
_LOOKS = dict.fromkeys("watch look listen gaze stare peer glance".split(), 0.3)
_FOUND_THAT = 2.0
_NOMINATIVE = frozenset("i he she they we you".split())
_ABLE, _IS_ABLE = frozenset({"could", "can"}), 0.8
_SEEMS = frozenset("seem appear look sound".split())
_STRIKES = frozenset("occur seem appear strike dawn come flash".split())
_STIRS = frozenset(
    """
    surprise astonish amaze please frighten alarm terrify trouble touch move affect puzzle bewilder perplex inspire
    delight console comfort disturb annoy vex irritate anger haunt oppress distress interest bore thrill soothe
    humiliate wound sting fascinate tempt embarrass shock horrify disappoint relieve reassure gall flatter startle
    exasperate infuriate disgust overwhelm
    """.split()
)
_THINGS = frozenset("it this that these those what which".split())
_GIVES = frozenset("give bring cause afford cost".split())
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
_BODY_INSIDE = frozenset("knee throat chest skin blood vein scalp spine nerve lung bone ear gut belly temple".split())
_IDEAS = frozenset("thought idea fancy memory notion suspicion conviction impulse feeling sense image word".split())
_TO_ONES = frozenset(
    """
    surprise astonishment relief horror delight disappointment dismay joy annoyance shame amazement disgust
    chagrin satisfaction alarm regret amusement
    """.split()
)
_FEELINGS = _TO_ONES | _INNER | frozenset("pleasure pain comfort delight uneasiness terror anger pang thrill".split())
_REFLEXIVES = frozenset("himself herself themselves myself itself yourself themself ourselves".split())
_TO_SELF = frozenset("say ask tell think whisper murmur mutter repeat remind promise persuade assure".split())
_STRUGGLES = frozenset("make force let allow stop catch find".split())
"""What one does with oneself in mind: "made himself look", "caught herself hoping"."""
_SENSATIONS = frozenset(
    "burn sting ache itch prickle tingle throb hurt pound race hammer thud lurch sink churn clench twist flip".split()
)
"""What parts of the body do that their owner feels, and nobody else."""
_REASONS = frozenset({"because", "lest"})
_KIN = frozenset(
    """
    father mother brother sister son daughter aunt uncle cousin husband wife lover friend companion guest host hostess
    visitor master mistress nephew niece guardian employer rival enemy betrothed
    """.split()
)
_CUES = (
    frozenset(_MIND) | frozenset(_SENSES) | frozenset(_LOOKS) | _SEEMS | _STRIKES | _STIRS | _GIVES | _PREDICATES
    | _FEELINGS | _BODY_INSIDE | _TO_SELF | _STRUGGLES | _SENSATIONS | _REASONS
)  # fmt: skip
_PRONOUN_ACTS, _ACTS, _OF_ONES = 0.3, 0.1, 0.3
_SHOWS_FACE, _SHOWS, _SEEN = 0.7, 0.2, 1.5
_NOT_OWN, _IN_PASSING = 0.25, 0.6
_CLIMB = 6


def accesses(clauses: Clauses) -> Iterator[Access]:
    """What opens a mind in the narration, in text order."""
    for word in clauses.where(_CUES):
        if clauses.mode(word) is None:
            for access in _of_word(clauses, word, clauses.lemmas[word]):
                weight = access.weight * _ownness(clauses, word, access.person)
                if weight:
                    yield access._replace(weight=weight)


def _of_word(clauses: Clauses, word: int, lemma: str) -> Iterator[Access]:
    upos = clauses.upos[word]
    if upos in ("VERB", "AUX"):
        yield from _of_verb(clauses, word, lemma)
    elif lemma in _PREDICATES and upos in ("ADJ", "VERB") and _is_predicate(clauses, word):
        yield from _weigh(clauses, word, clauses.subject(word), 1.5)
    elif upos == "NOUN":
        yield from _of_noun(clauses, word, lemma)
    elif lemma in _REASONS:
        # Why somebody does it, only he or she knows.
        deed = int(clauses.head[clauses.head[word]])
        yield from _weigh(clauses, word, clauses.subject(deed), 0.8)


def _of_noun(clauses: Clauses, word: int, lemma: str) -> Iterator[Access]:
    """ "His heart sank", "to her relief", "she had no fear"."""
    owner = clauses.owning_word(word)
    if lemma in _TO_ONES and clauses.children(word, ("case",)):
        yield from _weigh(clauses, word, owner, 2.0)
    elif lemma in _INNER:
        yield from _weigh(clauses, word, owner, 1.2)
    elif lemma in _BODY_INSIDE and clauses.relation[word] in SUBJECTS:
        yield from _weigh(clauses, word, owner, 0.6)
    if lemma in _FEELINGS and owner is None and clauses.relation[word] == "obj":
        verb = int(clauses.head[word])
        if clauses.lemmas[verb] == "have":
            yield from _weigh(clauses, word, clauses.subject(verb), 1.2)


def _of_verb(clauses: Clauses, word: int, lemma: str) -> Iterator[Access]:
    if lemma in _STRIKES or lemma in _STIRS or lemma in _GIVES:
        yield from _of_what_befalls(clauses, word, lemma)
    elif lemma in _TO_SELF and _is_with_oneself(clauses, word):
        yield from _weigh(clauses, word, _subject(clauses, word), 2.0)
    elif lemma in _STRUGGLES and _is_with_oneself(clauses, word):
        yield from _weigh(clauses, word, _subject(clauses, word), 1.2)
    elif lemma in _SENSATIONS and (part := clauses.subject(word)) is not None and clauses.words[part] in BODY:
        yield from _weigh(clauses, word, clauses.owning_word(part), 1.2)
    elif _is_own(clauses, word) and not _is_seeming(clauses, word):
        weight = _MIND.get(lemma) or _SENSES.get(lemma) or _LOOKS.get(lemma)
        if weight and any(clauses.words[w] in _ABLE for w in clauses.children(word, ("aux",))):
            weight += _IS_ABLE
        if lemma == "find" and clauses.children(word, ("ccomp",)):
            weight = _FOUND_THAT
        yield from _weigh(clauses, word, _subject(clauses, word), weight or (1.5 if lemma in _PREDICATES else 0.0))


def _is_with_oneself(clauses: Clauses, word: int) -> bool:
    return any(clauses.words[w] in _REFLEXIVES for w in clauses.children(word))


def _subject(clauses: Clauses, word: int) -> int | None:
    """The pronoun right before a verb and its helpers, which parsers seldom miss but sometimes hang elsewhere; else the
    subject by the tree."""
    before = word - 1
    while before > word - 4 and before >= 0 and clauses.upos[before] in ("AUX", "ADV", "PART"):
        before -= 1
    is_near = (
        before >= 0 and clauses.words[before] in _NOMINATIVE and clauses.quotation[before] == clauses.quotation[word]
    )
    return before if is_near else clauses.subject(word)


def _of_what_befalls(clauses: Clauses, word: int, lemma: str) -> Iterator[Access]:
    """ "It occurred to her", "the thought came to him", "the news troubled her", "it gave him pleasure"."""
    subject = clauses.subject(word)
    to = [w for w in clauses.obliques(word, ("to", "on", "upon")) if clauses.person(w) is not None]
    objects = [w for w in clauses.objects(word) if clauses.person(w) is not None]
    if lemma in _STRIKES and lemma != "strike":
        is_idea = lemma not in ("come", "flash") or (subject is not None and clauses.lemmas[subject] in _IDEAS)
        yield from _weigh(clauses, word, to[0] if to and is_idea else None, 2.5)
    elif lemma in _GIVES:
        given = any(clauses.lemmas[w] in _FEELINGS for w in clauses.objects(word))
        yield from _weigh(clauses, word, objects[0] if objects and given else None, 1.5)
    elif subject is not None and (clauses.person(subject) is None or clauses.words[subject] in _THINGS):
        yield from _weigh(clauses, word, objects[0] if objects else None, 1.5)


def _weigh(clauses: Clauses, word: int, bearer: int | None, weight: float) -> Iterator[Access]:
    person = clauses.person(bearer)
    if bearer is not None and person is not None and weight:
        yield Access(word, person, weight, bearer)


def _is_predicate(clauses: Clauses, word: int) -> bool:
    return bool(clauses.children(word, ("cop", "aux"))) or clauses.relation[word] in ("xcomp", "advcl", "conj", "root")


def _is_own(clauses: Clauses, word: int) -> bool:
    """Not what another sees the person do: "he saw her look at him"."""
    return clauses.relation[word] not in ("xcomp",) or clauses.subject(word, borrowed=False) is None


def _ownness(clauses: Clauses, word: int, person: int) -> float:
    """1 where the narration itself opens the mind; less in passing ("Ben, who had guessed, ..."), and where another
    holds or says it ("she knew that he hoped"); 0 where it only looks so ("as if he knew")."""
    own = 1.0
    for _ in range(_CLIMB):
        if _is_as_if(clauses, word):
            return 0.0
        head, relation = int(clauses.head[word]), clauses.relation[word]
        if head == word or clauses.quotation[head] != clauses.quotation[word]:
            break
        if relation == "acl:relcl":
            own *= _IN_PASSING
        elif relation in ("ccomp", "xcomp", "csubj") and (
            clauses.lemmas[head] in _MIND or clauses.lemmas[head] in SAYING
        ):
            holder = clauses.person(clauses.subject(head))
            if holder is not None and holder != person:
                return own * _NOT_OWN
        word = head
    return own


def _is_as_if(clauses: Clauses, word: int) -> bool:
    marks = clauses.children(word, ("mark",))
    return any(clauses.words[w] in ("if", "though") and w > 0 and clauses.words[w - 1] == "as" for w in marks)


def _is_seeming(clauses: Clauses, word: int) -> bool:
    """Whether a verb says how somebody strikes others: "she seemed glad", "he looked tired"."""
    return clauses.lemmas[word] in _SEEMS and bool(clauses.children(word, ("xcomp", "ccomp", "advcl")))


def actors(clauses: Clauses) -> Iterator[Access]:
    """Who acts in the narration, and whose kin and friends people are called: whose eyes it is mostly acts most, and is
    mostly a pronoun."""
    for word, _ in clauses.people():
        if clauses.quotation[word] >= 0:
            continue
        if clauses.relation[word] in SUBJECTS:
            yield from _weigh(clauses, word, word, _PRONOUN_ACTS if clauses.upos[word] == "PRON" else _ACTS)
        if clauses.lemmas[word] in _KIN:
            yield from _weigh(clauses, word, clauses.owning_word(word), _OF_ONES)


def displays(clauses: Clauses) -> Iterator[Access]:
    """Who is seen from outside in the narration: a face, a voice, a show of feeling, how somebody seems."""
    for word in clauses.where(BODY | display_words() | _SEEMS):
        if clauses.quotation[word] >= 0:
            continue
        lemma, upos = clauses.lemmas[word], clauses.upos[word]
        if upos == "NOUN" and clauses.words[word] in BODY and clauses.relation[word] in SUBJECTS:
            yield from _weigh(clauses, word, clauses.owning_word(word), _SHOWS_FACE)
        elif upos == "VERB" and _is_seeming(clauses, word):
            yield from _weigh(clauses, word, clauses.subject(word), _SEEN)
        elif upos == "VERB" and lemma in display_words():
            yield from _weigh(clauses, word, clauses.subject(word), _SHOWS)


def thinkers(clauses: Clauses) -> Iterator[Access]:
    """Thoughts in marks or italics, by their first words; the bearer is the "she" of "she thought"."""
    for first in clauses.quotations_begin():
        if clauses.mode(first) == "thought" and (who := clauses.speaker(first)) is not None:
            near = (w for w in clauses.sentence_words(first) if clauses.quotation[w] < 0 and clauses.person(w) == who)
            yield Access(first, who, 3.0, next((w for w in near if clauses.relation[w] in SUBJECTS), None))

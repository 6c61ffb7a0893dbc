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
    "need": 1.0, "panic": 1.0, "register": 1.0, "try": 0.5, "assume": 2.0, "reckon": 2.0, "plan": 1.0, "dare": 1.0,
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
    guilty scared mad upset furious excited exhausted stunned numb
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
_ELSEWHEN = frozenset("had have has 've 'd would could should ought must might".split())
"""Helpers of what is not told as it happens: in narration rather remembered, foreseen or weighed by somebody."""
_PRONOUN_ACTS, _ACTS, _OF_ONES, _LOOKS_BACK = 0.3, 0.1, 0.3, 0.3
_SHOWS_FACE, _SHOWS, _SEEN = 0.7, 0.2, 1.5
_LOOKS_DRIVEN, _HAS_LOOKS, _OTHERS_FACE = 0.7, 0.7, 0.4
_NOT_OWN, _IN_PASSING, _GUESSED = 0.25, 0.6, 0.4
_CLIMB = 6
_TELLS = SAYING | frozenset("tell explain claim insist announce complain confess".split())
_PROMPTS = frozenset("make leave set keep".split())
"""What makes another feel or think: "it made her wonder"."""
_BIDS = frozenset("tell ask beg order command urge advise warn remind force allow want expect teach".split())
_LIKELY = frozenset("probably maybe perhaps apparently evidently presumably obviously doubtless".split())
_KINDS = frozenset("man woman boy girl lad kid guy child fellow creature person".split())
_IF = frozenset({"if", "though"})


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
    object that is made to do it, or the subject, by the tree."""
    before = word - 1
    while before > word - 4 and before >= 0 and clauses.upos[before] in ("AUX", "ADV", "PART"):
        before -= 1
    is_near = (
        before >= 0 and clauses.words[before] in _NOMINATIVE and clauses.quotation[before] == clauses.quotation[word]
    )
    return before if is_near else _prompted(clauses, word) or clauses.subject(word)


def _prompted(clauses: Clauses, word: int) -> int | None:
    """Who is made or asked to do what an infinitive says: "it made her wonder", "he told her to remember"."""
    head = int(clauses.head[word])
    relation, lemma = clauses.relation[word], clauses.lemmas[head]
    if relation in ("ccomp", "advcl"):
        if lemma not in _BIDS or not any(clauses.words[w] == "to" for w in clauses.children(word, ("mark",))):
            return None
    elif relation != "xcomp" or lemma == "promise":
        return None
    objects = (w for w in clauses.objects(head) if w < word and clauses.words[w] not in _REFLEXIVES)
    return next((w for w in objects if clauses.person(w) is not None), None)


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
    """Not what another sees the person do or wants of him: "he saw her look at him", "she told him to remember"."""
    if _prompted(clauses, word) is not None:
        return clauses.lemmas[int(clauses.head[word])] in _PROMPTS
    return clauses.relation[word] != "xcomp" or clauses.subject(word, borrowed=False) is None


def _ownness(clauses: Clauses, word: int, person: int) -> float:
    """1 where the narration itself opens the mind; less in passing ("Ben, who had guessed, ..."), where it is guessed
    at ("Did he know? Perhaps he knew"), where somebody says it ("he said that he hoped") or another holds it ("she
    knew that he hoped"); 0 where it only looks so ("as if he knew", "he looked pleased")."""
    own = _GUESSED if _is_guessed(clauses, word) else 1.0
    for _ in range(_CLIMB):
        if _is_as_if(clauses, word):
            return 0.0
        if _is_told(clauses, word):
            return own * _NOT_OWN
        head, relation = int(clauses.head[word]), clauses.relation[word]
        if head == word or clauses.quotation[head] != clauses.quotation[word]:
            break
        if relation == "acl:relcl":
            own *= _IN_PASSING
        elif relation in ("ccomp", "xcomp", "csubj"):
            lemma = clauses.lemmas[head]
            if lemma in _SEEMS and not any(clauses.person(w) == person for w in clauses.obliques(head, ("to",))):
                return 0.0
            if lemma in _TELLS and not _is_with_oneself(clauses, head):
                return own * _NOT_OWN
            holder = clauses.person(clauses.subject(head)) if lemma in _MIND else None
            if holder is not None and holder != person:
                return own * _NOT_OWN
        word = head
    return own


def _is_guessed(clauses: Clauses, word: int) -> bool:
    """Whether a mind is asked or guessed about: "did he know?", "he must have known", "perhaps he knew"."""
    helpers = clauses.children(word, ("aux", "cop"))
    said = {clauses.words[w] for w in helpers}
    if "may" in said or "might" in said or ("must" in said and "have" in said):
        return True
    if any(clauses.words[w] in _LIKELY for w in clauses.children(word, ("advmod",))):
        return True
    subjects = clauses.children(word, ("nsubj",))
    is_turned = bool(helpers) and bool(subjects) and helpers[0] < subjects[0]
    return is_turned and clauses.ends_with(word) == "?"


def _is_told(clauses: Clauses, word: int) -> bool:
    """Whether somebody says so, in a clause beside it: "she wants to go home, she tells them"."""
    return any(
        clauses.lemmas[w] in _TELLS
        and clauses.quotation[w] == clauses.quotation[word]
        and not _is_with_oneself(clauses, w)
        for w in clauses.children(word, ("parataxis",))
    )


def _is_as_if(clauses: Clauses, word: int) -> bool:
    marks = clauses.children(word, ("mark",))
    return any(clauses.words[w] in ("if", "though") and w > 0 and clauses.words[w - 1] == "as" for w in marks)


def _is_seeming(clauses: Clauses, word: int) -> bool:
    """Whether a verb says how somebody strikes others: "she seemed glad", "he looked tired"."""
    return clauses.lemmas[word] in _SEEMS and bool(clauses.children(word, ("xcomp", "ccomp", "advcl")))


def actors(clauses: Clauses) -> Iterator[Access]:
    """Who acts in the narration, and whose kin and friends people are called: whose eyes it is mostly acts most, is
    mostly a pronoun, and looks back and ahead ("he had been early", "she would have to ask")."""
    for word, _ in clauses.people():
        if clauses.quotation[word] >= 0:
            continue
        if clauses.relation[word] in SUBJECTS:
            weight = _PRONOUN_ACTS if clauses.upos[word] == "PRON" else _ACTS
            helpers = clauses.children(int(clauses.head[word]), ("aux",))
            if any(clauses.words[w] in _ELSEWHEN for w in helpers):
                weight += _LOOKS_BACK
            yield from _weigh(clauses, word, word, weight)
        if clauses.lemmas[word] in _KIN:
            yield from _weigh(clauses, word, clauses.owning_word(word), _OF_ONES)


def displays(clauses: Clauses) -> Iterator[Access]:
    """Who is seen from outside in the narration: a face, a voice, a show of feeling, looks, how somebody seems."""
    for word in clauses.where(BODY | display_words() | _SEEMS | _KINDS | _IF):
        if clauses.quotation[word] >= 0:
            continue
        lemma, upos = clauses.lemmas[word], clauses.upos[word]
        if upos == "NOUN" and clauses.words[word] in BODY:
            yield from _shown_part(clauses, word)
        elif lemma in _KINDS and clauses.children(word, ("cop",)) and clauses.children(word, ("amod",)):
            yield from _weigh(clauses, word, clauses.subject(word), _HAS_LOOKS)
        elif upos == "VERB" and _is_seeming(clauses, word):
            yield from _weigh(clauses, word, clauses.subject(word), _SEEN)
        elif upos == "VERB" and lemma in display_words():
            yield from _weigh(clauses, word, clauses.subject(word), _SHOWS)
        elif clauses.words[word] in _IF and _is_as_if(clauses, int(clauses.head[word])):
            deed = int(clauses.head[clauses.head[word]])
            if clauses.lemmas[deed] not in _SEEMS and clauses.lemmas[deed] not in _MIND:
                yield from _weigh(clauses, word, clauses.subject(deed), _LOOKS_DRIVEN)


def _shown_part(clauses: Clauses, word: int) -> Iterator[Access]:
    """Whose part or sign of the body somebody sees: "Anna's mouth tightened", "she looked at Anna's hands", "Anna had
    beautiful hands"."""
    verb, owner = int(clauses.head[word]), clauses.owning_word(word)
    if clauses.relation[word] in SUBJECTS:
        yield from _weigh(clauses, word, owner, _SHOWS_FACE)
    elif owner is not None:
        if clauses.person(clauses.subject(verb)) not in (None, clauses.person(owner)):
            yield from _weigh(clauses, word, owner, _OTHERS_FACE)
    elif clauses.lemmas[verb] == "have" and clauses.relation[word] == "obj" and clauses.children(word, ("amod",)):
        yield from _weigh(clauses, word, clauses.subject(verb), _HAS_LOOKS)


def thinkers(clauses: Clauses) -> Iterator[Access]:
    """Thoughts in marks or italics, by their first words; the bearer is the "she" of "she thought"."""
    for first in clauses.quotations_begin():
        if clauses.mode(first) == "thought" and (who := clauses.speaker(first)) is not None:
            near = (w for w in clauses.sentence_words(first) if clauses.quotation[w] < 0 and clauses.person(w) == who)
            yield Access(first, who, 3.0, next((w for w in near if clauses.relation[w] in SUBJECTS), None))

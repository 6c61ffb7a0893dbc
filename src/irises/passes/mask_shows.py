"""Shows that their own words call put on, and feelings that their own words say are kept in: ways of present-day prose.

Each rule is asked at the words that may begin it, and gives the phrase or nothing. By the order of words more than by
the tree, which is often wrong about just these phrases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from irises.passes.clauses import Clauses
from irises.passes.emotion_cues import BODY, CALM, SAYING, SEEMING
from irises.passes.emotion_phrases import Phrase
from irises.passes.emotion_words import senses_of
from irises.passes.mask_words import (
    AT_EASE,
    BEHAVING,
    BEHAVING_MUCH,
    BETTER,
    BLITHE_ADJECTIVES,
    CONFIDES,
    COSTS,
    DEEDS_OF_EASE,
    DOWN,
    DULL_THINGS,
    ENDS,
    GIVES_AWAY,
    GUESSERS,
    HIDDEN_PLACES,
    IMITATIONS,
    IMPULSES,
    IN_SECRET,
    INWARD_DEEDS,
    KEPT_IN,
    MEASURED,
    MOVES,
    MUCH,
    NO_OFFICE,
    OFFERED,
    ON_PURPOSE,
    OUTBURSTS,
    OVERDONE,
    PLAIN_FACE,
    PLAYS_OFF,
    PRETEXT,
    PUSHES,
    REFUSALS,
    SEES,
    SHOWS,
    SIGNS_OF_BODY,
    SMILES,
    SOMEBODY,
    STRAIGHT,
    TELLS,
    TENSE,
    UNAFFECTED,
    UNTIL,
    WITHIN,
    WORN,
    YIELDS,
)

_SURE = 0.6
_REACH = 12
_NEAR = 6
_ONESELF = frozenset("himself herself themselves myself yourself themself ourselves".split())
_NOMINATIVE = frozenset("i he she they we you".split())
_HIS = frozenset("his her my their your our the its".split())
_IT = frozenset("it this that everything things".split())

Rule = Callable[[Clauses, int], Phrase | None]


def shows_by_words(clauses: Clauses) -> Iterator[Phrase]:
    """Every such show and feeling of the narration, in no order."""
    for trigger, rule in _RULES:
        for word in clauses.where(trigger):
            if clauses.quotation[word] < 0 and (phrase := rule(clauses, word)) is not None:
                yield phrase


def put_on(
    clauses: Clauses, first: int, last: int, bearer: int | None, *, emotion: str = "other"
) -> Phrase | None:
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
    emotion = next((s.emotion for w in range(first, last + 1) for s in _senses(clauses, w)), "other")
    return Phrase(
        first=first, last=last, emotion=emotion, confidence=_SURE, is_display=False, is_kept=True, is_inner=True, bearer=bearer
    )


def _senses(clauses: Clauses, word: int) -> tuple[object, ...]:
    return senses_of(clauses.words[word], clauses.lemmas[word], clauses.upos[word])


def doer(clauses: Clauses, word: int) -> int | None:
    """The word for who does a verb: a pronoun right before it and its helpers, which parsers hang elsewhere at times,
    else its subject by the tree, else the owner of the part of the body that is its subject."""
    before = word - 1
    while before > max(-1, word - 5) and clauses.upos[before] in ("AUX", "ADV", "PART"):
        before -= 1
    if before >= 0 and clauses.words[before] in _NOMINATIVE and clauses.quotation[before] == clauses.quotation[word]:
        return before
    subject = clauses.subject(word)
    if subject is not None and clauses.words[subject] in ("who", "that") and clauses.person(subject) is None:
        subject = int(clauses.head[word])
    if subject is None:
        return None
    return subject if clauses.person(subject) is not None else clauses.owning_word(subject)


def ahead(clauses: Clauses, word: int, most: int = _REACH) -> range:
    """The next words of the sentence."""
    return range(word + 1, min(word + 1 + most, clauses.sentence_words(word).stop))


def first_of(clauses: Clauses, words: range, wanted: frozenset[str]) -> int | None:
    """The first of some words with one of these forms or lemmas."""
    return next((w for w in words if clauses.words[w] in wanted or clauses.lemmas[w] in wanted), None)


def verb_before(clauses: Clauses, word: int) -> int | None:
    """The nearest verb before a word in its sentence, outside quotations."""
    start = clauses.sentence_words(word).start
    return next((w for w in range(word - 1, start - 1, -1) if clauses.upos[w] == "VERB" and clauses.quotation[w] < 0), None)


def _owner_or_doer(clauses: Clauses, noun: int) -> int | None:
    """Whose a show is: its owner's, else who does what it goes with."""
    owner = clauses.owning_word(noun)
    if owner is None:
        near = [w for w in range(max(0, noun - 4), noun) if clauses.words[w] in _HIS and clauses.person(w) is not None]
        owner = near[-1] if near else None
    if owner is not None:
        return owner
    verb = verb_before(clauses, noun)
    return None if verb is None else doer(clauses, verb)


# Shows that are worn


def _kept_ready(clauses: Clauses, noun: int) -> Phrase | None:
    """ "The voice she kept for policemen", "the grin he'd been wearing since noon" """
    if clauses.upos[noun] not in ("NOUN", "VERB"):
        return None
    for w in ahead(clauses, noun, 7):
        if clauses.upos[w] == "PUNCT":
            return None
        if clauses.upos[w] == "VERB" and w > noun + 1:
            user = doer(clauses, w)
            if clauses.lemmas[w] not in OFFERED or user is None or not noun < user < w:
                return None
            is_for = any(clauses.words[a] == "for" for a in ahead(clauses, w, 4))
            is_own = clauses.lemmas[w] not in ("keep", "save", "reserve", "use") or is_for
            return put_on(clauses, noun, w, user) if is_own else None
    return None


def _of_office(clauses: Clauses, noun: int) -> Phrase | None:
    """ "Her telephone voice", "the customer-service smile" """
    before = noun - 1
    if before < 1 or clauses.upos[before] not in ("NOUN", "PROPN", "ADJ") or clauses.relation[before] != "compound":
        return None
    kind = clauses.words[before]
    is_worn = any(clauses.words[w] in _HIS for w in range(max(0, before - 4), before))
    if not is_worn or kind in NO_OFFICE or clauses.person(before) is not None or clauses.relation[noun] in ("nsubj",):
        return None
    return put_on(clauses, before, noun, _owner_or_doer(clauses, noun))


def _straight_face(clauses: Clauses, noun: int) -> Phrase | None:
    """ "Kept a straight face", "wore her poker face" """
    if clauses.words[noun - 1] not in STRAIGHT:
        return None
    verb = verb_before(clauses, noun)
    if verb is None or noun - verb > 4 or clauses.lemmas[verb] not in ("keep", "wear", "hold", "maintain", "put", "have"):
        return None
    return None if clauses.is_negated(verb) else put_on(clauses, verb, noun, doer(clauses, verb))


def _held(clauses: Clauses, verb: int) -> Phrase | None:
    """ "Held his face very still", "held it together" """
    held = first_of(clauses, ahead(clauses, verb, 4), frozenset({"together"}))
    if held is not None and clauses.words[verb + 1] == "it" and not clauses.is_negated(verb):
        return put_on(clauses, verb, held, doer(clauses, verb))
    part = first_of(clauses, ahead(clauses, verb, 3), PLAIN_FACE | {"hands", "smile", "tone"})
    if part is None or clauses.upos[verb] != "VERB" or clauses.is_negated(verb):
        return None
    calm = first_of(clauses, ahead(clauses, part, 3), AT_EASE | CALM)
    return None if calm is None else put_on(clauses, verb, calm, doer(clauses, verb))


def _careful(clauses: Clauses, adverb: int) -> Phrase | None:
    """ "Carefully blank", "with deliberate calm" """
    calm = first_of(clauses, ahead(clauses, adverb, 1), AT_EASE | CALM)
    if calm is None:
        return None
    head = int(clauses.head[calm])
    subject = clauses.subject(calm)
    bearer = None if subject is None else subject if clauses.person(subject) is not None else clauses.owning_word(subject)
    if bearer is None:
        bearer = clauses.owning_word(head) if clauses.upos[head] != "VERB" else doer(clauses, head)
    if bearer is None:
        bearer = _owner_or_doer(clauses, calm)
    return put_on(clauses, adverb, calm, bearer)


def _too_much(clauses: Clauses, too: int) -> Phrase | None:
    """ "Said a little too quickly", "laughed too loud" """
    manner = first_of(clauses, ahead(clauses, too, 1), OVERDONE)
    if manner is None or clauses.words[manner + 1 : manner + 2] in (["to"], ["for"]):
        return None
    verb = verb_before(clauses, too)
    if verb is None or too - verb > _NEAR:
        subject = clauses.subject(manner, borrowed=False)
        is_show = subject is not None and clauses.words[subject] in SHOWS
        return put_on(clauses, too, manner, clauses.owning_word(subject)) if is_show and subject is not None else None
    if clauses.lemmas[verb] not in SAYING | DEEDS_OF_EASE | {"agree", "yell"}:
        return None
    return put_on(clauses, too, manner, doer(clauses, verb))


def _made_oneself(clauses: Clauses, verb: int) -> Phrase | None:
    """ "Made herself smile", "willed her face to stay blank", "forced his mouth into a grin" """
    if clauses.upos[verb] != "VERB" or clauses.is_negated(verb):
        return None
    who = doer(clauses, verb)
    one = verb + 1
    if who is None or one >= len(clauses.words):
        return None
    if clauses.words[one] in _ONESELF:
        deed = first_of(clauses, ahead(clauses, one, 2), DEEDS_OF_EASE | {"sound"})
        return None if deed is None else put_on(clauses, verb, deed, who, emotion=_class_of(clauses, deed))
    part = one + 1
    is_own = clauses.words[one] in _HIS and clauses.person(one) == clauses.person(who)
    is_ruled = clauses.words[part : part + 1] and clauses.words[part] in PLAIN_FACE | {"mouth", "lips"}
    if not is_own or not is_ruled:
        return None
    end = first_of(clauses, ahead(clauses, part, 5), AT_EASE | SMILES | frozenset("curve stay still shape smile sound".split()))
    return None if end is None else put_on(clauses, verb, end, who)


def _class_of(clauses: Clauses, word: int) -> str:
    return next((sense.emotion for sense in senses_of(clauses.words[word], clauses.lemmas[word], clauses.upos[word])), "other")


def _nothing_shown(clauses: Clauses, nothing: int) -> Phrase | None:
    """ "Gave nothing away", "nothing moved in her face", "his face showed nothing" """
    near = range(max(clauses.sentence_words(nothing).start, nothing - 4), nothing)
    verb = next((w for w in reversed(near) if clauses.lemmas[w] in YIELDS and clauses.upos[w] == "VERB"), None)
    if verb is not None:
        subject = clauses.subject(verb)
        is_face = subject is not None and clauses.words[subject] in PLAIN_FACE
        away = first_of(clauses, ahead(clauses, nothing, 2), GIVES_AWAY)
        if clauses.lemmas[verb] in ("give",) and away is None:
            return None
        if clauses.lemmas[verb] in ("tell", "say", "show", "reveal") and not is_face:
            return None
        return put_on(clauses, verb, away or nothing, doer(clauses, verb))
    moved = first_of(clauses, ahead(clauses, nothing, 3), MOVES)
    part = None if moved is None else first_of(clauses, ahead(clauses, moved, 6), PLAIN_FACE)
    face = None
    if moved is None:
        # "Nothing in Tom's face moved".
        face = first_of(clauses, ahead(clauses, nothing, 5), PLAIN_FACE)
        moved = None if face is None else first_of(clauses, ahead(clauses, face, 2), MOVES)
    part = part or face
    if moved is None or part is None:
        return None
    return put_on(clauses, nothing, max(moved, part), clauses.owning_word(part))


def _nothing_in_it(clauses: Clauses, voice: int) -> Phrase | None:
    """ "In a voice with nothing in it", "said without expression" """
    after = clauses.words[voice + 1 : voice + 7]
    if clauses.words[voice] == "voice":
        if after[:2] != ["with", "nothing"] or "in" not in after or after[after.index("in") + 1 : after.index("in") + 2] != ["it"]:
            return None
        return put_on(clauses, voice, voice + 2, _owner_or_doer(clauses, voice))
    is_without = bool({"without", "no"} & set(clauses.words[max(0, voice - 2) : voice]))
    verb = verb_before(clauses, voice)
    if not is_without or verb is None or voice - verb > _NEAR or clauses.lemmas[verb] not in SAYING | {"look", "nod", "stare"}:
        return None
    return put_on(clauses, voice - 1, voice, doer(clauses, verb))


def _what_one_does(clauses: Clauses, what: int) -> Phrase | None:
    """ "He yawned, since that was what a bored man did" """
    if clauses.words[max(0, what - 2) : what] not in (["that", "was"], ["it", "was"], ["that", "'s"], ["that", "is"]):
        return None
    does = first_of(clauses, ahead(clauses, what, 6), frozenset({"do"}))
    because = first_of(clauses, range(max(0, what - 4), what), frozenset({"because", "since", "for", "as"}))
    verb = None if because is None else verb_before(clauses, because)
    return None if verb is None or does is None else put_on(clauses, verb, verb, doer(clauses, verb))


def _as_if_nothing_were(clauses: Clauses, mark: int) -> Phrase | None:
    """ "Rolled the ball back as though it was nothing", "as if it didn't matter", "like she hadn't heard" """
    words = clauses.words
    if words[mark] in ("if", "though") and words[mark - 1] != "as":
        return None
    verb = verb_before(clauses, mark)
    if verb is None or mark - verb > 9 or clauses.lemmas[verb] in ("look", "seem", "feel", "sound", "be", "get"):
        return None
    who = doer(clauses, verb)
    window = ahead(clauses, mark, 6)
    nothing = first_of(clauses, window, frozenset({"nothing"}))
    is_nothing = nothing is not None and any(clauses.lemmas[w] in ("be", "happen", "matter") for w in range(mark + 1, min(nothing + 4, len(words))))
    denied = next((w for w in window if words[w] in ("not", "n't", "never")), None)
    act = None if denied is None else first_of(clauses, ahead(clauses, denied, 3), UNAFFECTED)
    if not is_nothing and act is None:
        return None
    end = act if act is not None else nothing
    return None if end is None else put_on(clauses, mark if words[mark] == "like" else mark - 1, end, who)


def _not_meant(clauses: Clauses, verb: int) -> Phrase | None:
    """ "'With regret,' said the steward, who felt none": the words before are feigned."""
    after = clauses.words[verb + 1 : verb + 4]
    is_felt = clauses.lemmas[verb] == "feel" and after[:1] == ["none"]
    is_meant = clauses.lemmas[verb] == "mean" and clauses.is_negated(verb) and bool({"it", "word"} & set(after))
    said = next((w for w in range(verb - 1, max(-1, verb - 14), -1) if clauses.mode(w) == "speech"), None)
    who = None if said is None else clauses.speaker(said)
    if said is None or not (is_felt or is_meant) or who is None or clauses.person(doer(clauses, verb)) != who:
        return None
    row = clauses.quotation[said]
    first = said
    while first > 0 and clauses.quotation[first - 1] == row:
        first -= 1
    words = [w for w in range(first, said + 1) if clauses.upos[w] != "PUNCT"][:3]
    return put_on(clauses, words[0], words[-1], doer(clauses, verb)) if words else None


def _fought_down(clauses: Clauses, verb: int) -> Phrase | None:
    """ "Fought down a wave of panic", "swallowed the lump in her throat", "blinked the tears away" """
    if clauses.upos[verb] != "VERB" or clauses.is_negated(verb):
        return None
    window = ahead(clauses, verb, 6)
    noun = next((w for w in window if clauses.upos[w] in ("NOUN", "VERB") and (clauses.lemmas[w] in KEPT_IN | OUTBURSTS or _senses(clauses, w))), None)
    if noun is None or any(clauses.upos[w] in ("PUNCT", "CCONJ", "PRON") and clauses.words[w] not in _HIS for w in range(verb + 1, noun)):
        return None
    is_down = bool(DOWN & set(clauses.words[verb + 1 : noun + 2]))
    if not is_down and clauses.lemmas[verb] not in ("swallow", "gulp"):
        return None
    return kept(clauses, noun, noun, doer(clauses, verb))


def _not_betrayed(clauses: Clauses, verb: int) -> Phrase | None:
    """ "Did not betray that he was aware of it" """
    if clauses.upos[verb] != "VERB" or not clauses.is_negated(verb) or clauses.words[verb + 1 : verb + 2] not in (["that"], ["how"], ["what"], ["it"], ["the"], ["by"]):
        return None
    return put_on(clauses, verb, verb, doer(clauses, verb))


def _no_sign(clauses: Clauses, noun: int) -> Phrase | None:
    """ "Gave no sign that he had heard" """
    verb = verb_before(clauses, noun)
    is_none = clauses.words[noun - 1] in ("no", "any", "little")
    if verb is None or noun - verb > 3 or clauses.lemmas[verb] not in ("give", "show") or not is_none:
        return None
    is_denied = clauses.words[noun - 1] == "no" or clauses.is_negated(verb)
    return put_on(clauses, verb, noun, doer(clauses, verb)) if is_denied else None


def _played_off(clauses: Clauses, verb: int) -> Phrase | None:
    """ "Laughed it off", "played it cool", "made a joke of it" """
    if clauses.upos[verb] != "VERB" or clauses.is_negated(verb):
        return None
    after = clauses.words[verb + 1 : verb + 4]
    lemma = clauses.lemmas[verb]
    if lemma in PLAYS_OFF and after[:1] and after[0] in _IT and after[1:2] and after[1] in ("off", "cool", "down", "safe"):
        return put_on(clauses, verb, verb + 2, doer(clauses, verb))
    if lemma == "make" and after[:2] == ["light", "of"]:
        return put_on(clauses, verb, verb + 2, doer(clauses, verb))
    if lemma == "make" and after[:2] == ["a", "joke"] and first_of(clauses, ahead(clauses, verb + 2, 4), _IT) is not None:
        return put_on(clauses, verb, verb + 3, doer(clauses, verb))
    if lemma == "play" and after[:1] and after[0] in ("dumb", "innocent", "brave"):
        return put_on(clauses, verb, verb + 1, doer(clauses, verb))
    return None


def _being(clauses: Clauses, being: int) -> Phrase | None:
    """ "Was being very brave about it", "they were being terribly polite" """
    if clauses.words[being - 1] not in ("was", "were", "'s", "is", "'re", "are", "'m", "am", "been", "both", "all"):
        return None
    end = first_of(clauses, ahead(clauses, being, 3), BEHAVING | BEHAVING_MUCH)
    if end is None or clauses.upos[end] != "ADJ":
        return None
    is_much = any(clauses.words[w] in MUCH for w in range(being + 1, end))
    if clauses.words[end] not in BEHAVING and not is_much:
        return None
    return put_on(clauses, being, end, doer(clauses, end) or doer(clauses, being))


def _than_felt(clauses: Clauses, than: int) -> Phrase | None:
    """ "Braver than he felt", "with more confidence than I felt" """
    after = clauses.words[than + 1 : than + 4]
    if len(after) < 2 or after[0] not in _NOMINATIVE or not {"felt", "feel", "feels"} & set(after[1:]):
        return None
    near = range(max(clauses.sentence_words(than).start, than - 5), than)
    first = first_of(clauses, near, BETTER | {"more", "less"})
    if first is None:
        return None
    if clauses.words[first] in ("more", "less"):
        is_meant = any(clauses.words[w] in MEASURED | AT_EASE | BLITHE_ADJECTIVES or _senses(clauses, w) for w in range(first + 1, than))
        is_meant = is_meant or any(clauses.words[w].endswith("ly") or clauses.upos[w] == "ADJ" for w in range(first + 1, than))
        if not is_meant:
            return None
    return put_on(clauses, first, than - 1, than + 1)


def _not_felt(clauses: Clauses, verb: int) -> Phrase | None:
    """ "A calm she didn't feel", "a cheerfulness he was far from feeling" """
    near = range(max(clauses.sentence_words(verb).start, verb - 8), verb)
    noun = next((w for w in reversed(near) if clauses.words[w] in MEASURED or clauses.lemmas[w] in SMILES), None)
    if noun is None or noun + 1 >= verb or any(clauses.upos[w] in ("PUNCT", "CCONJ") for w in range(noun + 1, verb)):
        return None
    between = clauses.words[noun + 1 : verb]
    who = next((w for w in range(noun + 1, verb) if clauses.person(w) is not None), None)
    is_denied = any(word in ("not", "n't", "never", "far", "nowhere") for word in between)
    return put_on(clauses, noun, noun, who) if is_denied else None


def _imitation(clauses: Clauses, noun: int) -> Phrase | None:
    """ "His best impression of somebody who wasn't frightened" """
    verb = verb_before(clauses, noun)
    if clauses.words[noun + 1 : noun + 2] != ["of"] or verb is None or noun - verb > 5:
        return None
    played = first_of(clauses, ahead(clauses, noun + 1, 2), SOMEBODY)
    return None if played is None else put_on(clauses, verb, played, doer(clauses, verb))


def _shown_until(clauses: Clauses, verb: int) -> Phrase | None:
    """ "The smile lasted until the door closed", "his grin vanished as soon as she turned" """
    subject = clauses.subject(verb)
    if clauses.upos[verb] != "VERB":
        return None
    near = range(max(clauses.sentence_words(verb).start, verb - 6), verb)
    smile = subject if subject is not None and clauses.words[subject] in WORN else first_of(clauses, near, WORN)
    if smile is None or clauses.lemmas[smile] not in WORN:
        return None
    after = clauses.words[verb + 1 : verb + 5]
    pairs = set(zip(after, after[1:], strict=False))
    is_until = clauses.lemmas[verb] in ("last", "hold", "stay") and bool(UNTIL & set(after))
    is_gone = clauses.lemmas[verb] not in ("last", "hold", "stay") and bool(
        {("as", "soon"), ("the", "moment"), ("the", "second"), ("the", "instant"), ("the", "minute")} & pairs
    )
    if not (is_until or is_gone):
        return None
    owner = next((w for w in range(smile + 1, verb) if clauses.person(w) is not None), None)
    return put_on(clauses, smile, verb, owner if owner is not None else _owner_or_doer(clauses, smile))


def _until_it_hurt(clauses: Clauses, verb: int) -> Phrase | None:
    """ "Smiled until his cheeks ached", "my face hurt from smiling" """
    if clauses.lemmas[verb] not in ("ache", "hurt"):
        return None
    face = next((w for w in range(max(0, verb - 3), verb) if clauses.words[w] in ("cheeks", "face", "jaw", "mouth")), None)
    smile = first_of(clauses, clauses.sentence_words(verb), frozenset({"smile", "grin"}))
    if face is None or smile is None:
        return None
    return put_on(clauses, smile, smile, clauses.owning_word(face) or doer(clauses, smile), emotion="joy")


# Feelings that are kept in


def _outburst_kept(clauses: Clauses, verb: int) -> Phrase | None:
    """ "Tried not to laugh", "resisted the urge to scream", "to stop himself from crying", "it took everything not to
    cry" """
    if clauses.upos[verb] not in ("VERB", "NOUN"):
        return None
    before = clauses.words[max(0, verb - 6) : verb]
    joined = " " + " ".join(before)
    lemmas = set(clauses.lemmas[max(0, verb - 7) : verb])
    is_not_to = joined.endswith((" not to", " n't to")) and lemmas & (REFUSALS | COSTS | {"struggle", "work", "manage", "careful"})
    is_urge = joined.endswith((" urge to", " impulse to", " need to")) and lemmas & {"resist", "fight", "suppress", "stifle", "swallow", "quell", "ignore"}
    from_oneself = lemmas & {"keep", "stop", "prevent", "hold"} and (
        joined.endswith((" keep from",)) or (before[-1:] == ["from"] and bool(_ONESELF & set(before[-3:]))) or (bool(before) and before[-1] in _ONESELF)
    )
    if not (is_not_to or is_urge or (from_oneself and clauses.words[verb].endswith("ing"))):
        return None
    start = max(0, verb - 6)
    if any(clauses.upos[w] == "PUNCT" for w in range(max(start, verb - 4), verb)):
        return None
    who = doer(clauses, verb)
    if who is None or clauses.words[who] == "it":
        who = next((w for w in range(verb, start, -1) if clauses.person(w) is not None), None)
    return kept(clauses, verb, verb, who)


def _not_trusting(clauses: Clauses, trust: int) -> Phrase | None:
    """ "Not trusting himself to speak" """
    after = clauses.words[trust + 1 : trust + 3]
    if not clauses.is_negated(trust) or not after or after[0] not in _ONESELF or after[1:] != ["to"]:
        return None
    return kept(clauses, trust, trust + 3, doer(clauses, trust))


def _else_would(clauses: Clauses, because: int) -> Phrase | None:
    """ "Whistled, because if she stopped she would cry": the deed keeps the outburst in."""
    words = clauses.words
    after = words[because + 1 : because + 3]
    is_else = words[because] == "otherwise" or after[:1] in (["otherwise"], ["if"], ["else"])
    if not is_else:
        return None
    burst = next(
        (
            w
            for w in ahead(clauses, because, 25)
            if clauses.lemmas[w] in OUTBURSTS | IMPULSES and clauses.upos[w] in ("VERB", "NOUN")
            and {"would", "'d", "might", "will", "'ll"} & set(words[because:w])
        ),
        None,
    )
    return None if burst is None else kept(clauses, burst, burst, doer(clauses, burst))


def _dull(clauses: Clauses, interested: int) -> Phrase | None:
    """ "Became very interested in his shoes" """
    verb = verb_before(clauses, interested)
    thing = first_of(clauses, ahead(clauses, interested, 5), DULL_THINGS)
    if verb is None or thing is None or interested - verb > 4 or clauses.lemmas[verb] not in ("become", "get", "grow", "seem", "busy"):
        return None
    return put_on(clauses, verb, thing, doer(clauses, verb))


def _nobody_knew(clauses: Clauses, verb: int) -> Phrase | None:
    """ "Nobody could have guessed how frightened he was", "anyone would have thought she was enjoying herself" """
    if clauses.words[verb - 1] not in ("have", "'ve") or clauses.upos[verb] != "VERB":
        return None
    before = clauses.words[max(0, verb - 6) : verb]
    if not GUESSERS & set(before) or not {"would", "could", "might", "'d"} & set(before):
        return None
    felt = next((w for w in ahead(clauses, verb, 10) if _senses(clauses, w)), None)
    is_how = "how" in clauses.words[verb + 1 : verb + 3]
    if felt is None and is_how:
        felt = next((w for w in ahead(clauses, verb, 8) if clauses.lemmas[w] in ("want", "feel", "need", "care")), None)
    if felt is None:
        return None
    who = next((w for w in range(felt, verb, -1) if clauses.person(w) is not None), None)
    is_thought = clauses.lemmas[verb] in ("think", "say", "believe", "suppose", "take")
    is_none = bool({"nobody", "never", "no", "n't", "not"} & set(before))
    if is_thought and not is_none:
        return put_on(clauses, felt, felt, who, emotion=_class_of(clauses, felt))
    return kept(clauses, felt, felt, who) if is_none else None


def _turned_into(clauses: Clauses, into: int) -> Phrase | None:
    """ "Turned the laugh into a cough" """
    end = first_of(clauses, ahead(clauses, into, 3), frozenset("cough sneeze yawn".split()))
    verb = next((w for w in range(into - 1, max(-1, into - 5), -1) if clauses.lemmas[w] in ("turn", "make", "change")), None)
    if end is None or verb is None:
        return None
    sign = first_of(clauses, range(verb + 1, into), OUTBURSTS | {"sob"})
    return None if sign is None else kept(clauses, sign, sign, doer(clauses, verb))


def _hidden_hands(clauses: Clauses, place: int) -> Phrase | None:
    """ "Under the table her fists were clenched", "in his pockets his hands shook" """
    where = {clauses.words[w] for w in range(max(0, place - 3), place)}
    if not where & {"under", "underneath", "beneath", "behind", "below", "in", "inside"}:
        return None
    sentence = clauses.sentence_words(place)
    for w in range(max(sentence.start, place - _REACH), min(sentence.stop, place + _REACH)):
        if clauses.words[w] in ("hand", "hands", "fingers", "fist", "fists", "nails"):
            tense = next((v for v in range(w + 1, min(w + 5, sentence.stop)) if clauses.lemmas[v] in TENSE), None)
            if tense is not None:
                return kept(clauses, w, tense, clauses.owning_word(w) or doer(clauses, tense))
    return None


def _unsaid(clauses: Clauses, verb: int) -> Phrase | None:
    """ "*Stay*, he didn't say": words that are given, and were not said."""
    who = doer(clauses, verb)
    if who is None or clauses.upos[verb] != "VERB" or not clauses.is_negated(verb) or verb - who > 4:
        return None
    if any(clauses.words[w] in ("can", "could", "would") or clauses.upos[w] == "PUNCT" for w in range(who, verb)):
        return None
    start, first = clauses.sentence_words(verb).start, who
    before = first - 1
    is_beside = before >= 0 and clauses.words[before] in (",", "*", "_", "\u201d", '"')
    quoted = any(clauses.quotation[w] >= 0 and clauses.mode(w) in ("thought", "speech") for w in range(max(0, first - 4), first))
    opened = is_beside and clauses.words[before] == "," and _is_direct(clauses, start, before)
    return kept(clauses, who + 1, verb, who) if quoted or opened else None


def _is_direct(clauses: Clauses, start: int, end: int) -> bool:
    """Whether words without marks are somebody's own: a bidding, or "I" and "you" in a story of "he" and "she"."""
    words = clauses.words[start:end]
    return bool(words) and end - start < 15 and (clauses.is_imperative(start) or words[:1] in (["please"], ["do"]))


def _not_told(clauses: Clauses, verb: int) -> Phrase | None:
    """ "Never told him how much it had hurt", "did not let on" """
    if clauses.upos[verb] != "VERB" or not clauses.is_negated(verb):
        return None
    if clauses.lemmas[verb] == "let":
        if clauses.words[verb + 1 : verb + 2] == ["on"]:
            return kept(clauses, verb, verb + 1, doer(clauses, verb))
        seen = first_of(clauses, ahead(clauses, verb, 4), SEES | {"show", "slip"})
        if seen is None or clauses.upos[seen] != "VERB":
            return None
        felt = next((w for w in ahead(clauses, seen, 5) if _senses(clauses, w) or clauses.lemmas[w] in OUTBURSTS), None)
        is_it = clauses.words[verb + 1] in _IT and clauses.lemmas[seen] in ("show", "slip")
        if felt is not None:
            return kept(clauses, felt, felt, doer(clauses, verb))
        return kept(clauses, verb, seen, doer(clauses, verb)) if is_it else None
    how = first_of(clauses, ahead(clauses, verb, 3), frozenset({"how"}))
    felt = None if how is None else next((w for w in ahead(clauses, how, 8) if _senses(clauses, w)), None)
    return None if felt is None else kept(clauses, felt, felt, doer(clauses, verb))


def _if_it_did(clauses: Clauses, verb: int) -> Phrase | None:
    """ "If it hurt, he didn't show it" """
    if not clauses.is_negated(verb) or clauses.words[verb + 1 : verb + 2] != ["it"]:
        return None
    start = clauses.sentence_words(verb).start
    is_if = clauses.words[start] == "if" or clauses.words[max(0, start)] == "whatever"
    felt = next((w for w in range(start + 1, verb) if _senses(clauses, w)), None)
    if not is_if:
        return None
    return kept(clauses, felt if felt is not None else verb, felt if felt is not None else verb + 1, doer(clauses, verb))


def _in_secret(clauses: Clauses, adverb: int) -> Phrase | None:
    """ "Secretly thrilled", "inwardly he groaned", "died inside" """
    head = int(clauses.head[adverb])
    near = [w for w in (adverb + 1, head, adverb - 1, adverb + 3, adverb + 2) if 0 <= w < len(clauses.words)]
    sentence = clauses.sentence_words(adverb)
    for w in near:
        if w not in sentence or clauses.quotation[w] >= 0:
            continue
        is_deed = clauses.lemmas[w] in INWARD_DEEDS and clauses.upos[w] == "VERB"
        if not is_deed and w < adverb:
            continue
        if clauses.words[adverb] in WITHIN and not is_deed and clauses.words[adverb] != "inwardly":
            continue
        if is_deed or (clauses.upos[w] in ("ADJ", "VERB") and _senses(clauses, w)):
            if clauses.words[adverb] == "inside" and clauses.lemmas[w] not in ("die", "scream", "groan", "cringe", "seethe", "rage"):
                continue
            return kept(clauses, min(w, w), w, doer(clauses, w))
    return None


def _not_seen(clauses: Clauses, seen: int) -> Phrase | None:
    """ "Turned his face away so that nobody would see", "shoved her hands into her pockets before he could notice" """
    sentence = clauses.sentence_words(seen)
    window = range(max(sentence.start, seen - 8), seen)
    words = [clauses.words[w] for w in window]
    mark = next((w for w in window if clauses.words[w] in ("so", "before", "where", "lest", "in")), None)
    if mark is None or clauses.upos[seen] != "VERB" or clauses.quotation[seen] >= 0:
        return None
    kind = clauses.words[mark]
    if kind == "in" and clauses.words[mark + 1 : mark + 2] != ["case"]:
        return None
    after_mark = set(clauses.words[mark + 1 : seen])
    is_denied = bool(after_mark & {"not", "n't", "never", "nobody", "no", "none"}) or kind in ("before", "lest", "in")
    if not is_denied or (kind == "so" and clauses.words[mark + 1] in ("much", "many", "far", "long", "often", "little")):
        return None
    if clauses.words[mark + 1] in ("it", "they") and clauses.words[seen - 1] == "be":
        is_denied = True
    verb = verb_before(clauses, mark)
    who = None if verb is None else doer(clauses, verb)
    if verb is None or who is None or clauses.person(who) is None:
        return None
    others = [clauses.person(w) for w in range(mark + 1, seen) if clauses.person(w) is not None]
    if others and clauses.person(who) == others[-1]:
        return None
    felt = next((w for w in ahead(clauses, seen, 8) if clauses.lemmas[w] in OUTBURSTS | {"tears", "tear"} or _senses(clauses, w)), None)
    if felt is not None:
        return kept(clauses, felt, felt, who)
    deed = next((w for w in range(max(sentence.start, mark - 8), mark) if clauses.lemmas[w] in DEEDS_OF_EASE | {"frown"} and clauses.upos[w] == "VERB"), None)
    if deed is not None:
        return put_on(clauses, deed, deed, who)
    sign = next((w for w in range(verb + 1, mark) if clauses.words[w] in SIGNS_OF_BODY), None)
    is_averted = clauses.lemmas[verb] in ("turn", "look", "bend", "duck", "bow") and "away" in clauses.words[verb + 1 : mark]
    if sign is None and not is_averted:
        return None
    return put_on(clauses, verb, sign if sign is not None else verb + 1, who)


def _let_think(clauses: Clauses, verb: int) -> Phrase | None:
    """ "Let him think she was bored", "I let them take me for a fool" """
    who = doer(clauses, verb)
    thinks = first_of(clauses, ahead(clauses, verb, 3), frozenset("think believe assume suppose take imagine".split()))
    if clauses.upos[verb] != "VERB" or who is None or thinks is None or clauses.is_negated(verb):
        return None
    own = next((w for w in ahead(clauses, thinks, 3) if clauses.person(w) is not None), None)
    if own is None or clauses.person(own) != clauses.person(who):
        return None
    return put_on(clauses, verb, thinks, who)


def _for_the_sake(clauses: Clauses, sake: int) -> Phrase | None:
    """ "Smiled for the children's sake", "laughed for her mother's benefit" """
    deed = next((w for w in range(sake - 1, max(-1, sake - 8), -1) if clauses.lemmas[w] in DEEDS_OF_EASE and clauses.upos[w] == "VERB"), None)
    is_for = any(clauses.words[w] == "for" for w in range(max(0, sake - 5), sake))
    if deed is None or not is_for or clauses.sentence[deed] != clauses.sentence[sake]:
        return None
    return put_on(clauses, deed, deed, doer(clauses, deed), emotion="joy")


def _hoped_it_looked(clauses: Clauses, verb: int) -> Phrase | None:
    """ "He hoped that it sounded casual", "managed to sound bored", "trying to look busy" """
    if clauses.lemmas[verb] not in SEEMING | {"pass", "come"} or clauses.upos[verb] != "VERB":
        return None
    before = clauses.words[max(0, verb - 5) : verb]
    lemmas = clauses.lemmas[max(0, verb - 5) : verb]
    if "hope" in lemmas and clauses.words[verb - 1] == "it" and clauses.words[verb + 1 : verb + 2] == ["like"]:
        hoped = next(w for w in range(verb, max(-1, verb - 6), -1) if clauses.lemmas[w] == "hope")
        deed = verb_before(clauses, hoped)
        return None if deed is None else put_on(clauses, deed, deed, doer(clauses, deed))
    is_hoped = "hope" in lemmas and ("it" in before or "he" in before or "she" in before or "i" in before)
    is_tried = bool({"manage", "try", "careful", "pretend"} & set(lemmas)) and before[-1:] == ["to"]
    is_passed = clauses.words[verb + 1 : verb + 2] == ["for"] or clauses.words[verb + 1 : verb + 2] == ["like"]
    calm = first_of(clauses, ahead(clauses, verb, 3), BLITHE_ADJECTIVES | AT_EASE | BEHAVING)
    if not (is_hoped or is_tried) or (calm is None and not (is_hoped and is_passed)):
        return None
    end = calm if calm is not None else verb + 1
    who = next((w for w in range(verb - 1, max(-1, verb - 8), -1) if clauses.person(w) is not None), None)
    return put_on(clauses, verb, end, who)


def _with_mouth_only(clauses: Clauses, only: int) -> Phrase | None:
    """ "Smiled with her mouth only", "only with his teeth" """
    near = range(max(clauses.sentence_words(only).start, only - 6), min(only + 5, clauses.sentence_words(only).stop))
    smile = first_of(clauses, near, frozenset({"smile", "grin"}))
    part = first_of(clauses, near, frozenset({"mouth", "lips", "teeth"}))
    if smile is None or part is None or not any(clauses.words[w] == "with" for w in near):
        return None
    return put_on(clauses, smile, smile, doer(clauses, smile), emotion="joy")


_RULES: tuple[tuple[frozenset[str], Rule], ...] = (
    (SHOWS, _kept_ready),
    (WORN, _of_office),
    (frozenset({"face"}), _straight_face),
    (frozenset({"hold", "keep"}), _held),
    (ON_PURPOSE, _careful),
    (frozenset({"too"}), _too_much),
    (frozenset("make force will order".split()), _made_oneself),
    (frozenset({"nothing"}), _nothing_shown),
    (frozenset("sign hint".split()), _no_sign),
    (frozenset("voice expression inflection".split()), _nothing_in_it),
    (frozenset({"what"}), _what_one_does),
    (frozenset("if though like".split()), _as_if_nothing_were),
    (frozenset("feel mean".split()), _not_meant),
    (PUSHES, _fought_down),
    (frozenset({"betray"}), _not_betrayed),
    (PLAYS_OFF | {"make"}, _played_off),
    (frozenset({"being"}), _being),
    (frozenset({"than"}), _than_felt),
    (frozenset({"feel", "feeling"}), _not_felt),
    (IMITATIONS, _imitation),
    (ENDS, _shown_until),
    (frozenset({"ache", "hurt"}), _until_it_hurt),
    (OUTBURSTS, _outburst_kept),
    (frozenset({"trust"}), _not_trusting),
    (frozenset("because or otherwise".split()), _else_would),
    (PRETEXT, _dull),
    (frozenset("think know guess tell say believe suspect".split()), _nobody_knew),
    (frozenset({"into"}), _turned_into),
    (HIDDEN_PLACES, _hidden_hands),
    (TELLS, _unsaid),
    (CONFIDES | {"let"}, _not_told),
    (frozenset({"show"}), _if_it_did),
    (IN_SECRET | {"inside", "inwardly"}, _in_secret),
    (SEES, _not_seen),
    (frozenset({"let"}), _let_think),
    (frozenset("sake benefit".split()), _for_the_sake),
    (frozenset("sound look seem pass come".split()), _hoped_it_looked),
    (frozenset({"only"}), _with_mouth_only),
)
"""Words at which each rule is asked."""

"""Shows that their own words call put on: ways of present-day prose.

Each rule is asked at the words that may begin it, and gives the phrase or nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from irises.passes.clauses import Clauses
from irises.passes.emotion_cues import CALM, SAYING, SEEMING
from irises.passes.emotion_phrases import Phrase
from irises.passes.mask_reading import (
    HIS,
    NOMINATIVE,
    ONESELF,
    THINGS,
    Rule,
    ahead,
    asked,
    class_of,
    doer,
    first_of,
    put_on,
    senses,
    verb_before,
)
from irises.passes.mask_words import (
    AT_EASE,
    BEHAVING,
    BEHAVING_MUCH,
    BETTER,
    BLITHE_ADJECTIVES,
    DEEDS_OF_EASE,
    DULL_THINGS,
    ENDS,
    GIVES_AWAY,
    IMITATIONS,
    MEASURED,
    MOVES,
    MUCH,
    NO_OFFICE,
    OFFERED,
    ON_PURPOSE,
    OVERDONE,
    PLAIN_FACE,
    PLAYS_OFF,
    PRETEXT,
    SHOWS,
    SMILES,
    SOMEBODY,
    STRAIGHT,
    UNAFFECTED,
    UNTIL,
    WORN,
    YIELDS,
)

_NEAR = 6


def worn_shows(clauses: Clauses) -> Iterator[Phrase]:
    """Every such show of the narration, in no order."""
    return asked(clauses, _RULES)


def _owner_or_doer(clauses: Clauses, noun: int) -> int | None:
    """Whose a show is: its owner's, else who does what it goes with."""
    owner = clauses.owning_word(noun)
    if owner is None:
        near = [w for w in range(max(0, noun - 4), noun) if clauses.words[w] in HIS and clauses.person(w) is not None]
        owner = near[-1] if near else None
    if owner is not None:
        return owner
    verb = verb_before(clauses, noun)
    return None if verb is None else doer(clauses, verb)


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
    is_worn = any(clauses.words[w] in HIS for w in range(max(0, before - 4), before))
    if not is_worn or kind in NO_OFFICE or clauses.person(before) is not None or clauses.relation[noun] in ("nsubj",):
        return None
    return put_on(clauses, before, noun, _owner_or_doer(clauses, noun))


def _straight_face(clauses: Clauses, noun: int) -> Phrase | None:
    """ "Kept a straight face", "wore her poker face" """
    if clauses.words[noun - 1] not in STRAIGHT:
        return None
    verb = verb_before(clauses, noun)
    if (
        verb is None
        or noun - verb > 4
        or clauses.lemmas[verb] not in ("keep", "wear", "hold", "maintain", "put", "have")
    ):
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
    bearer = (
        None if subject is None else subject if clauses.person(subject) is not None else clauses.owning_word(subject)
    )
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
    if clauses.words[one] in ONESELF:
        deed = first_of(clauses, ahead(clauses, one, 2), DEEDS_OF_EASE | {"sound"})
        return None if deed is None else put_on(clauses, verb, deed, who, emotion=class_of(clauses, deed))
    part = one + 1
    is_own = clauses.words[one] in HIS and clauses.person(one) == clauses.person(who)
    is_ruled = clauses.words[part : part + 1] and clauses.words[part] in PLAIN_FACE | {"mouth", "lips"}
    if not is_own or not is_ruled:
        return None
    end = first_of(
        clauses, ahead(clauses, part, 5), AT_EASE | SMILES | frozenset("curve stay still shape smile sound".split())
    )
    return None if end is None else put_on(clauses, verb, end, who)


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
        if (
            after[:2] != ["with", "nothing"]
            or "in" not in after
            or after[after.index("in") + 1 : after.index("in") + 2] != ["it"]
        ):
            return None
        return put_on(clauses, voice, voice + 2, _owner_or_doer(clauses, voice))
    is_without = bool({"without", "no"} & set(clauses.words[max(0, voice - 2) : voice]))
    verb = verb_before(clauses, voice)
    if (
        not is_without
        or verb is None
        or voice - verb > _NEAR
        or clauses.lemmas[verb] not in SAYING | {"look", "nod", "stare"}
    ):
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
    is_nothing = nothing is not None and any(
        clauses.lemmas[w] in ("be", "happen", "matter") for w in range(mark + 1, min(nothing + 4, len(words)))
    )
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
    if (
        lemma in PLAYS_OFF
        and after[:1]
        and after[0] in THINGS
        and after[1:2]
        and after[1] in ("off", "cool", "down", "safe")
    ):
        return put_on(clauses, verb, verb + 2, doer(clauses, verb))
    if lemma == "make" and after[:2] == ["light", "of"]:
        return put_on(clauses, verb, verb + 2, doer(clauses, verb))
    if (
        lemma == "make"
        and after[:2] == ["a", "joke"]
        and first_of(clauses, ahead(clauses, verb + 2, 4), THINGS) is not None
    ):
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
    if len(after) < 2 or after[0] not in NOMINATIVE or not {"felt", "feel", "feels"} & set(after[1:]):
        return None
    near = range(max(clauses.sentence_words(than).start, than - 5), than)
    first = first_of(clauses, near, BETTER | {"more", "less"})
    if first is None:
        return None
    if clauses.words[first] in ("more", "less"):
        is_meant = any(
            clauses.words[w] in MEASURED | AT_EASE | BLITHE_ADJECTIVES or senses(clauses, w)
            for w in range(first + 1, than)
        )
        is_meant = is_meant or any(
            clauses.words[w].endswith("ly") or clauses.upos[w] == "ADJ" for w in range(first + 1, than)
        )
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
    pairs = set(pairwise(after))
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
    face = next(
        (w for w in range(max(0, verb - 3), verb) if clauses.words[w] in ("cheeks", "face", "jaw", "mouth")), None
    )
    smile = first_of(clauses, clauses.sentence_words(verb), frozenset({"smile", "grin"}))
    if face is None or smile is None:
        return None
    return put_on(clauses, smile, smile, clauses.owning_word(face) or doer(clauses, smile), emotion="joy")


def _dull(clauses: Clauses, interested: int) -> Phrase | None:
    """ "Became very interested in his shoes" """
    verb = verb_before(clauses, interested)
    thing = first_of(clauses, ahead(clauses, interested, 5), DULL_THINGS)
    if (
        verb is None
        or thing is None
        or interested - verb > 4
        or clauses.lemmas[verb] not in ("become", "get", "grow", "seem", "busy")
    ):
        return None
    return put_on(clauses, verb, thing, doer(clauses, verb))


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
    deed = next(
        (
            w
            for w in range(sake - 1, max(-1, sake - 8), -1)
            if clauses.lemmas[w] in DEEDS_OF_EASE and clauses.upos[w] == "VERB"
        ),
        None,
    )
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
    (PLAYS_OFF | {"make"}, _played_off),
    (frozenset({"being"}), _being),
    (frozenset({"than"}), _than_felt),
    (frozenset({"feel", "feeling"}), _not_felt),
    (IMITATIONS, _imitation),
    (ENDS, _shown_until),
    (frozenset({"ache", "hurt"}), _until_it_hurt),
    (PRETEXT, _dull),
    (frozenset({"let"}), _let_think),
    (frozenset("sake benefit".split()), _for_the_sake),
    (frozenset("sound look seem pass come".split()), _hoped_it_looked),
    (frozenset({"only"}), _with_mouth_only),
)
"""Words at which each rule is asked."""

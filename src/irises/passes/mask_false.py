"""Shows that are said to fall short of what they show: denied, hoped for, heard to be hollow, laid over a sign.

Each rule is asked at the words that it hinges on, and gives the phrase or nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from irises.passes.clauses import Clauses
from irises.passes.emotion_cues import CALM
from irises.passes.emotion_phrases import Phrase
from irises.passes.mask_reading import (
    HIS,
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
    BLITHE_ADJECTIVES,
    HOLLOW,
    MEASURED,
    OVERLAID,
    PLAIN_FACE,
    PLEASED_WITH_ONESELF,
    REAL,
    SHOWS,
    SMILES,
    UNWARMED,
)

_EASY = AT_EASE | BLITHE_ADJECTIVES | CALM
_SEEMS = frozenset("sound look come be feel seem stay manage".split())
_WHOLE = 9
"""Words that a show and what is said of it are apart, at most."""
_VENEERS = frozenset("mask veneer facade façade semblance pretence pretense guise".split())
"""What lies over a feeling: "a veneer of calm"."""
_CRACKS = frozenset("slip crack drop fall crumble falter waver slide shatter break splinter".split())
_COVERS = frozenset("cover disguise mask hide conceal pass play".split())
_AIMS = frozenset("aim go shoot strive reach opt settle".split())
_BUT = frozenset("but though although yet while only".split())


def false_shows(clauses: Clauses) -> Iterator[Phrase]:
    """Every such show of the narration, in no order."""
    return asked(clauses, _RULES)


def _wearer(clauses: Clauses, noun: int) -> int | None:
    """Whose a smile or the like is: its owner's, else who does the verb before it."""
    owner = clauses.owning_word(noun)
    if owner is not None:
        return owner
    near = [w for w in range(max(0, noun - 4), noun) if clauses.words[w] in HIS and clauses.person(w) is not None]
    if near:
        return near[-1]
    if clauses.upos[noun] == "VERB":
        return doer(clauses, noun)
    verb = verb_before(clauses, noun)
    return None if verb is None else doer(clauses, verb)


def _is_no_such_thing(clauses: Clauses, noun: int) -> Phrase | None:
    """ "A smile that wasn't one", "a laugh that was not a laugh", "it wasn't a real smile" """
    words = clauses.words
    if words[noun - 1] in REAL and "a" in words[max(0, noun - 3) : noun]:
        before = range(max(clauses.sentence_words(noun).start, noun - 6), noun - 1)
        is_denied = any(words[w] in ("not", "n't", "never", "hardly") for w in before)
        return put_on(clauses, noun - 1, noun, _wearer(clauses, noun), emotion="joy") if is_denied else None
    that = first_of(clauses, ahead(clauses, noun, 4), frozenset({"that", "which"}))
    no = None if that is None else first_of(clauses, ahead(clauses, that, 2), frozenset({"not", "n't"}))
    if no is None or clauses.lemmas[no - 1] not in ("be", "do"):
        return None
    same = first_of(clauses, ahead(clauses, no, 4), frozenset({"one", clauses.lemmas[noun]}) | SMILES | REAL)
    return None if same is None else put_on(clauses, noun, same, _wearer(clauses, noun))


def _eyes_left_out(clauses: Clauses, eyes: int) -> Phrase | None:
    """ "His smile stopped short of his eyes", "smiled, but her eyes did not", "grinned, though his eyes were bleak" """
    words = clauses.words
    sentence = clauses.sentence_words(eyes)
    before = range(max(sentence.start, eyes - 12), eyes)
    smile = next((w for w in reversed(before) if clauses.lemmas[w] in SMILES and clauses.quotation[w] < 0), None)
    if smile is None or clauses.quotation[eyes] >= 0:
        return None
    between = range(smile + 1, eyes)
    owner = clauses.owning_word(eyes)
    if owner is None and words[eyes - 1] in HIS and clauses.person(eyes - 1) is not None:
        owner = eyes - 1
    wearer = owner if owner is not None else _wearer(clauses, smile)
    reached = first_of(clauses, between, frozenset("touch meet warm reach involve extend".split()))
    if reached is not None and clauses.is_negated(reached):
        return put_on(clauses, smile, smile, wearer, emotion="joy")
    if any(words[w] == "short" and words[w + 1] == "of" for w in between):
        return put_on(clauses, smile, smile, wearer, emotion="joy")
    if not any(words[w] in _BUT for w in between):
        return None
    for w in ahead(clauses, eyes, 4):
        if clauses.upos[w] in ("PUNCT", "CCONJ") and words[w + 1 : w + 2] not in (["not"], ["n't"]):
            break
        if words[w] in UNWARMED or (words[w] in ("not", "n't") and clauses.lemmas[w - 1] in ("do", "be")):
            return put_on(clauses, smile, smile, wearer, emotion="joy")
    return None


def _rings_hollow(clauses: Clauses, ears: int) -> Phrase | None:
    """ "Sounded hollow even to her own ears" """
    before = range(max(clauses.sentence_words(ears).start, ears - 9), ears)
    false = next((w for w in before if clauses.words[w] in HOLLOW), None)
    verb = None if false is None else verb_before(clauses, false)
    if false is None or verb is None or "own" not in clauses.words[false:ears]:
        return None
    return put_on(clauses, verb, false, ears - 2 if clauses.words[ears - 2] in HIS else clauses.owning_word(ears))


def _hoped_for(clauses: Clauses, hope: int) -> Phrase | None:
    """ "With what he hoped was a confident smile", "in what she hoped would pass for a normal voice" """
    words = clauses.words
    if "what" not in words[max(0, hope - 3) : hope]:
        return None
    who = doer(clauses, hope)
    sign = first_of(clauses, ahead(clauses, hope, _WHOLE), SHOWS | SMILES | _EASY | {"air", "look"})
    return None if sign is None else put_on(clauses, hope + 1, sign, who)


def _aimed_at(clauses: Clauses, verb: int) -> Phrase | None:
    """ "Going for casual", "aimed for a light tone and missed" """
    if clauses.upos[verb] != "VERB" or clauses.words[verb + 1 : verb + 2] not in (["for"], ["at"], ["on"]):
        return None
    calm = first_of(clauses, ahead(clauses, verb + 1, 3), _EASY | MEASURED | {"nonchalance", "nonchalant"})
    if calm is None:
        return None
    goes_on = clauses.upos[calm + 1 : calm + 2] == ["NOUN"]
    if goes_on and clauses.words[calm + 1] not in SHOWS:
        return None
    return put_on(clauses, verb, calm + 1 if goes_on else calm, doer(clauses, verb))


def _how_easy(clauses: Clauses, how: int) -> Phrase | None:
    """ "Surprised at how calm she sounded", "proud of how normal his voice came out": at what one shows oneself."""
    calm = how + 1
    if clauses.words[calm : calm + 1] == [] or clauses.words[calm] not in _EASY:
        return None
    at = next((w for w in range(how - 1, max(-1, how - 7), -1) if clauses.words[w] in PLEASED_WITH_ONESELF), None)
    seems = first_of(clauses, ahead(clauses, calm, 4), _SEEMS)
    if at is None or seems is None:
        return None
    who = doer(clauses, at)
    others = [w for w in range(calm + 1, seems) if clauses.person(w) not in (None, clauses.person(who))]
    return None if others else put_on(clauses, calm, seems, who)


def _veneer(clauses: Clauses, noun: int) -> Phrase | None:
    """ "A veneer of calm", "her mask of indifference", "the facade cracked", "his mask slipped" """
    words = clauses.words
    if words[noun + 1 : noun + 2] == ["of"]:
        played = next(
            (w for w in ahead(clauses, noun + 1, 3) if words[w] in _EASY | MEASURED or senses(clauses, w)), None
        )
        return None if played is None else put_on(clauses, noun, played, _wearer(clauses, noun))
    is_own = any(words[w] in HIS and clauses.person(w) is not None for w in range(max(0, noun - 3), noun))
    breaks = first_of(clauses, ahead(clauses, noun, 3), _CRACKS)
    if breaks is None or clauses.upos[breaks] != "VERB" or not (is_own or words[noun] != "mask"):
        return None
    return put_on(clauses, noun, breaks, _wearer(clauses, noun))


def _made_a_show(clauses: Clauses, noun: int) -> Phrase | None:
    """ "Made a show of looking for her glove" """
    after = ahead(clauses, noun, 2)
    verb = verb_before(clauses, noun)
    deed = next((w for w in after if clauses.words[w].endswith("ing")), None)
    if verb is None or deed is None or clauses.words[noun + 1] != "of" or noun - verb > 4:
        return None
    if clauses.lemmas[verb] not in ("make", "put") or clauses.is_negated(verb):
        return None
    return put_on(clauses, verb, deed, doer(clauses, verb))


def _covered_with(clauses: Clauses, verb: int) -> Phrase | None:
    """ "Covered it with a cough", "passed it off as a sneeze": "it" is the sign that slipped out."""
    words = clauses.words
    if clauses.upos[verb] != "VERB" or words[verb + 1 : verb + 2] == [] or words[verb + 1] not in THINGS:
        return None
    joint = first_of(clauses, ahead(clauses, verb, 3), frozenset("with behind as by".split()))
    if joint is None:
        return None
    sign = first_of(clauses, ahead(clauses, joint, 4), OVERLAID)
    return None if sign is None else put_on(clauses, verb, sign, doer(clauses, verb), emotion=class_of(clauses, sign))


def _put_into(clauses: Clauses, into: int) -> Phrase | None:
    """ "Pulled her face into a smile", "arranged his features into something calm" """
    words = clauses.words
    part = into - 1
    if words[part] not in PLAIN_FACE | {"mouth", "lips"} or words[part - 1] not in HIS:
        return None
    verb = verb_before(clauses, part)
    if verb is None or part - verb > 3:
        return None
    end = first_of(clauses, ahead(clauses, into, 6), SMILES | _EASY | {"something", "mask", "expression"})
    who = doer(clauses, verb)
    is_own = clauses.person(part - 1) is not None and clauses.person(part - 1) == clauses.person(who)
    return put_on(clauses, verb, end, who) if end is not None and is_own else None


_RULES: tuple[tuple[frozenset[str], Rule], ...] = (
    (SMILES | {"sound"}, _is_no_such_thing),
    (frozenset({"eyes"}), _eyes_left_out),
    (frozenset({"ears", "ear"}), _rings_hollow),
    (frozenset({"hope"}), _hoped_for),
    (_AIMS, _aimed_at),
    (frozenset({"how"}), _how_easy),
    (_VENEERS | {"composure", "bravado"}, _veneer),
    (frozenset("show performance production business display pretence pretense".split()), _made_a_show),
    (_COVERS, _covered_with),
    (frozenset({"into"}), _put_into),
)
"""Words at which each rule is asked."""

"""What is a mask only beside its other half: unwelcome stirrings within, and shows of ease.

"His voice was as smooth as paint" is a mask if "he had to hold on to the table", and none by itself. Here both halves
are found; `masks` brings them together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from irises.passes.clauses import Clauses
from irises.passes.emotion_cues import INNER, SAYING
from irises.passes.emotion_phrases import Phrase
from irises.passes.mask_reading import Rule, ahead, asked, doer, first_of, senses, verb_before
from irises.passes.mask_words import (
    ASKS_AFTER,
    BEATS,
    BLITHE,
    BLITHE_ADJECTIVES,
    DEEDS_OF_EASE,
    DENIALS,
    DRIES,
    EXCUSES,
    FINE,
    GOES_THROUGH,
    GUTS,
    HURTS,
    IMPULSES,
    PRETEXT,
    SEETHES,
    SHAKES,
    STIRS,
    SUPPORTS,
    TIGHT,
    UNWELL,
)

STIRRING, BEATING, EASE, REPLY = "stirring", "beating", "ease", "reply"
"""The halves, as `Phrase.half` has them: what is unwelcome; what may be joy as well, so that a word must set the show
against it; a show of ease; a few words to somebody who asks after one."""
_DOUBTFUL = 0.5
_LONGEST_REPLY = 9
_LONGEST_ANSWER = 5
_BE = frozenset("be feel go get turn".split())
_NO_DEEDS = frozenset("look seem feel sound be appear stare gaze lie sleep".split())
_UNWELCOME = frozenset({"fear", "sadness", "anger", "disgust"})
_HIS = frozenset("my your his her their our".split())
_FALLS_APART = frozenset(
    {("fall", "apart"), ("go", "pieces"), ("fall", "pieces"), ("come", "apart"), ("break", "down")}
)

_BEATING_PARTS = frozenset("heart pulse cheeks face ears".split())
_TURNING = frozenset("knee knees leg legs bone bones bowels stomach insides guts blood".split())


def halves(clauses: Clauses) -> Iterator[Phrase]:
    """Every stirring and every show of ease, in no order."""
    yield from asked(clauses, _RULES)
    yield from asked(clauses, _SAID, mode="speech")


def _stirring(clauses: Clauses, first: int, last: int, bearer: int | None, emotion: str) -> Phrase | None:
    if bearer is None or clauses.person(bearer) is None:
        return None
    return Phrase(
        first=first, last=last, emotion=emotion, confidence=_DOUBTFUL, is_display=False,
        is_inner=True, half=STIRRING, is_tentative=True, bearer=bearer,
    )  # fmt: skip


def _ease(clauses: Clauses, first: int, last: int, bearer: int | None) -> Phrase | None:
    if bearer is None or clauses.person(bearer) is None:
        return None
    return Phrase(
        first=first, last=last, emotion="other", confidence=_DOUBTFUL, is_display=True,
        half=EASE, is_tentative=True, bearer=bearer,
    )  # fmt: skip


# Stirrings


def _in_the_body(clauses: Clauses, part: int) -> Phrase | None:
    """ "His stomach dropped", "her throat was tight", "my knees had turned to water" """
    emotion = GUTS.get(clauses.words[part])
    if emotion is None:
        return None
    owner = clauses.owning_word(part)
    if owner is None:
        near = (part - 1, *ahead(clauses, part, 5)) if clauses.words[part] == "hair" else (part - 1,)
        owner = next((w for w in near if clauses.words[w] in _HIS and clauses.person(w) is not None), None)
    if owner is None or clauses.person(owner) is None:
        return None
    does = frozenset(STIRS.get(clauses.words[part], "").split())
    for w in ahead(clauses, part, 6):
        if clauses.upos[w] in ("PUNCT", "CCONJ", "SCONJ"):
            return None
        if w == part + 1 and (like := _feels_like(clauses, part)) is not None:
            return _stirring(clauses, part, like, owner, emotion)
        if (
            clauses.words[part] in _TURNING
            and clauses.lemmas[w] in ("turn", "go")
            and clauses.words[w + 1 : w + 2] == ["to"]
        ):
            return _stirring(clauses, part, w + 2, owner, emotion)
        if clauses.lemmas[w] in does and clauses.upos[w] in ("VERB", "ADJ", "AUX"):
            if clauses.is_negated(w):
                return None
            found = _stirring(clauses, part, _end(clauses, w), owner, emotion)
            is_joy_too = clauses.lemmas[w] in BEATS and clauses.words[part] in _BEATING_PARTS
            return replace(found, half=BEATING) if found is not None and is_joy_too else found
        if clauses.words[w] in TIGHT and any(clauses.lemmas[v] in _BE for v in range(part + 1, w)):
            return _stirring(clauses, part, w, owner, emotion)
    return None


def _end(clauses: Clauses, verb: int) -> int:
    """The verb, with "to water" or "through the floor" after it."""
    after = first_of(clauses, ahead(clauses, verb, 4), TIGHT)
    return verb if after is None else after


def _something_inside(clauses: Clauses, something: int) -> Phrase | None:
    """ "Something in his chest came loose" """
    part = first_of(clauses, ahead(clauses, something, 8), frozenset(GUTS) | {"inside", "her", "him", "me"})
    if part is None or (
        clauses.words[something + 1 : something + 2] not in (["in"], ["inside"], ["behind"], ["under"])
        and not (
            part - something <= 7 and any(clauses.words[w] in ("in", "inside") for w in range(something + 1, part))
        )
    ):
        return None
    owner = clauses.owning_word(part) or (part if clauses.person(part) is not None else None)
    if owner is None and clauses.words[part - 1] in ("my", "your", "his", "her", "their"):
        owner = part - 1
    verb = next((w for w in ahead(clauses, part, 4) if clauses.upos[w] == "VERB"), None)
    return None if verb is None else _stirring(clauses, something, verb, owner, "sadness")


def _impulse(clauses: Clauses, verb: int) -> Phrase | None:
    """ "Wanted to scream", "could have wept", "felt like crying" """
    if clauses.upos[verb] not in ("VERB", "ADJ") or clauses.is_negated(verb):
        return None
    before = clauses.words[max(0, verb - 4) : verb]
    is_wanted = before[-1:] == ["to"] and bool(
        {"want", "long", "ache", "itch", "like"} & set(clauses.lemmas[max(0, verb - 4) : verb - 1])
    )
    is_possible = (
        before[-2:] in (["could", "have"], ["could", "'ve"], ["might", "have"]) and clauses.lemmas[verb] != "hit"
    )
    is_wanted = is_wanted or (before[-1:] == ["was"] and "want" in clauses.lemmas[max(0, verb - 6) : verb])
    is_felt_like = before[-1:] == ["like"] and clauses.lemmas[verb - 2] == "feel"
    if not (is_wanted or is_possible or is_felt_like):
        return None
    who = next((w for w in range(verb - 1, max(-1, verb - 7), -1) if clauses.person(w) is not None), None)
    if who is None:
        return None
    first = next((w for w in range(max(0, verb - 4), verb) if w > who and clauses.upos[w] in ("VERB", "AUX")), verb)
    return _stirring(clauses, first, verb, who, "sadness")


def _apart(clauses: Clauses, verb: int) -> Phrase | None:
    """ "Was falling apart", "went to pieces" """
    after = clauses.words[verb + 1 : verb + 3]
    if not any((clauses.lemmas[verb], word) in _FALLS_APART for word in after):
        return None
    return None if clauses.is_negated(verb) else _stirring(clauses, verb, verb + 1, doer(clauses, verb), "sadness")


def _unwell(clauses: Clauses, word: int) -> Phrase | None:
    """ "Felt sick", "I'm going to be sick" """
    verb = verb_before(clauses, word)
    if verb is None or word - verb > 3 or clauses.lemmas[verb] != "feel":
        return None
    return _stirring(clauses, verb, word, doer(clauses, verb), "fear")


def _through(clauses: Clauses, verb: int) -> Phrase | None:
    """ "It went through her like a knife", "the words cut into him" """
    if clauses.upos[verb] != "VERB" or clauses.words[verb + 1 : verb + 2] not in (["through"], ["into"]):
        return None
    whom = verb + 2
    subject = clauses.subject(verb)
    if (
        whom >= len(clauses.words)
        or clauses.person(whom) is None
        or subject is None
        or clauses.person(subject) is not None
    ):
        return None
    like = first_of(clauses, ahead(clauses, whom, 2), frozenset({"like"}))
    return None if like is None else _stirring(clauses, verb, whom, whom, "sadness")


def _rises(clauses: Clauses, throat: int) -> Phrase | None:
    """ "It rose into her throat" """
    verb = verb_before(clauses, throat)
    if verb is None or throat - verb > 4 or clauses.lemmas[verb] not in ("rise", "come", "climb", "lodge", "stick"):
        return None
    owner = clauses.owning_word(throat)
    return _stirring(clauses, verb, throat, owner if owner is not None else throat - 1, "sadness")


def _holds_on(clauses: Clauses, thing: int) -> Phrase | None:
    """ "Had to hold on to the table", "gripped the edge of the sink" """
    verb = verb_before(clauses, thing)
    if verb is None or thing - verb > 5:
        return None
    is_held = clauses.lemmas[verb] == "hold" and "on" in clauses.words[verb : verb + 2]
    if not is_held and clauses.lemmas[verb] not in ("grip", "clutch", "grasp"):
        return None
    return _stirring(clauses, verb, thing, doer(clauses, verb), "fear")


def _seethes(clauses: Clauses, verb: int) -> Phrase | None:
    """ "Stared at the coat stand and burned" """
    who = doer(clauses, verb)
    if clauses.upos[verb] != "VERB" or who is None or clauses.objects(verb) or clauses.is_negated(verb):
        return None
    return _stirring(clauses, verb, verb, who, "anger")


def _feels_as_if(clauses: Clauses, verb: int) -> Phrase | None:
    """ "Feeling as if somebody had died" """
    after = clauses.words[verb + 1 : verb + 3]
    if clauses.upos[verb] != "VERB" or after[:1] not in (["as"], ["like"]):
        return None
    hurt = first_of(clauses, ahead(clauses, verb, 9), HURTS)
    return None if hurt is None else _stirring(clauses, verb, hurt, doer(clauses, verb), "sadness")


def _wishes_dead(clauses: Clauses, dead: int) -> Phrase | None:
    """ "Wished him dead" """
    verb = verb_before(clauses, dead)
    if verb is None or dead - verb > 3 or clauses.lemmas[verb] != "wish":
        return None
    return _stirring(clauses, verb, dead, doer(clauses, verb), "anger")


def _never_so(clauses: Clauses, never: int) -> Phrase | None:
    """ "Who had never been so frightened in her life" """
    so = first_of(clauses, ahead(clauses, never, 3), frozenset({"so", "more", "this", "such"}))
    felt = None if so is None else so + 1
    if felt is None or felt >= len(clauses.words):
        return None
    found = senses(clauses, felt)
    if not found or found[0].emotion not in ("fear", "sadness", "anger", "disgust"):
        return None
    return _stirring(clauses, felt, felt, doer(clauses, felt), found[0].emotion)


def _feels_like(clauses: Clauses, part: int) -> int | None:
    """Where "feels like" ends in "my chest feels like it's caving in"."""
    after = clauses.words[part + 1 : part + 4]
    is_felt = clauses.lemmas[part + 1 : part + 2] in (["feel"], ["be"])
    return part + 2 if is_felt and after[1:2] in (["like"], ["as"]) else None


def _betrays(clauses: Clauses, voice: int) -> Phrase | None:
    """ "Her voice cracked" """
    shakes = first_of(clauses, ahead(clauses, voice, 2), SHAKES)
    if shakes is None or clauses.is_negated(shakes):
        return None
    phrase = _stirring(clauses, voice, shakes, clauses.owning_word(voice), "sadness")
    return None if phrase is None else replace(phrase, is_inner=False, is_display=True)


def _dries_eyes(clauses: Clauses, verb: int) -> Phrase | None:
    """ "Wiped her eyes" """
    eyes = first_of(clauses, ahead(clauses, verb, 3), frozenset("eyes tears cheeks nose".split()))
    if eyes is None or clauses.upos[verb] != "VERB":
        return None
    phrase = _stirring(clauses, verb, eyes, doer(clauses, verb), "sadness")
    return None if phrase is None else replace(phrase, is_inner=False, is_display=True)


# Shows of ease


def _blithely(clauses: Clauses, adverb: int) -> Phrase | None:
    """ "Said brightly" """
    if clauses.upos[adverb] != "ADV":
        return None
    verb = int(clauses.head[adverb])
    near = verb_before(clauses, adverb)
    if clauses.upos[verb] != "VERB" or clauses.quotation[verb] >= 0:
        if near is None or adverb - near > 4:
            return None
        verb = near
    if clauses.lemmas[verb] not in SAYING | DEEDS_OF_EASE | {"agree", "lie", "tell"}:
        return None
    return _ease(clauses, adverb, adverb, doer(clauses, verb))


def _in_a_voice(clauses: Clauses, voice: int) -> Phrase | None:
    """ "In a bright voice", "his voice came out light and even" """
    near = range(max(clauses.sentence_words(voice).start, voice - 3), voice)
    calm = first_of(clauses, near, BLITHE_ADJECTIVES)
    if calm is not None and any(clauses.words[w] in ("in", "with") for w in near):
        verb = verb_before(clauses, calm)
        return None if verb is None else _ease(clauses, calm, voice, doer(clauses, verb))
    calm = first_of(clauses, ahead(clauses, voice, 6), BLITHE_ADJECTIVES)
    if calm is None or clauses.upos[calm] not in ("ADJ", "NOUN", "ADV") or clauses.is_negated(calm):
        return None
    if any(clauses.upos[w] in ("PUNCT", "CCONJ") for w in range(voice + 1, calm)):
        return None
    owner = clauses.owning_word(voice)
    if owner is None and clauses.words[voice - 1] in ("my", "your", "his", "her", "their"):
        owner = voice - 1
    return _ease(clauses, voice, calm, owner)


def _seems_at_ease(clauses: Clauses, verb: int) -> Phrase | None:
    """ "Sounded bored", "looked relaxed" """
    calm = first_of(clauses, ahead(clauses, verb, 3), BLITHE_ADJECTIVES)
    if clauses.upos[verb] != "VERB" or calm is None or clauses.upos[calm] != "ADJ":
        return None
    return _ease(clauses, verb, calm, doer(clauses, verb))


def _does_at_ease(clauses: Clauses, verb: int) -> Phrase | None:
    """ "Winked", "hummed a tune", "nodded" """
    if clauses.upos[verb] != "VERB" or clauses.is_negated(verb):
        return None
    return _ease(clauses, verb, verb, doer(clauses, verb))


def _lies(clauses: Clauses, verb: int) -> Phrase | None:
    """ "'I've had worse,' he lied" """
    near = range(max(0, verb - 4), verb)
    is_said = any(clauses.mode(w) == "speech" for w in near)
    if clauses.upos[verb] != "VERB" or clauses.words[verb] not in ("lied", "lie", "lies") or not is_said:
        return None
    return _ease(clauses, verb, verb, doer(clauses, verb))


def _pretext(clauses: Clauses, word: int) -> Phrase | None:
    """ "Became very interested in his shoes" """
    verb = verb_before(clauses, word)
    if verb is None or word - verb > 4 or clauses.lemmas[verb] not in ("become", "get", "busy", "grow"):
        return None
    return _ease(clauses, verb, word, doer(clauses, verb))


def _goes_on(clauses: Clauses, verb: int) -> Phrase | None:
    """ "Went on peeling the orange", "kept stirring", "talked about the price of coal" """
    after = clauses.words[verb + 1 : verb + 3]
    lemma = clauses.lemmas[verb]
    deed = None
    if lemma in ("keep", "continue") and after[:1] and after[0].endswith("ing"):
        deed = verb + 1
    elif lemma in ("go", "carry") and after[:1] == ["on"] and after[1:] and after[1].endswith("ing"):
        deed = verb + 2
    elif (lemma in ("talk", "chat", "chatter") and after[:1] in (["about"], ["of"])) or lemma == "busy":
        deed = verb
    if deed is None or clauses.upos[verb] != "VERB" or clauses.lemmas[deed] in INNER:
        return None
    return _ease(clauses, verb, deed, doer(clauses, verb))


def _looks_not(clauses: Clauses, verb: int) -> Phrase | None:
    """ "Did not look round", "kept her eyes on the road" """
    after = clauses.words[verb + 1 : verb + 3]
    if (
        clauses.lemmas[verb] == "look"
        and clauses.is_negated(verb)
        and after[:1]
        and after[0] in ("up", "round", "around")
    ):
        return _ease(clauses, verb, verb + 1, doer(clauses, verb))
    if clauses.lemmas[verb] == "keep" and after[1:] == ["eyes"]:
        return _ease(clauses, verb, verb + 2, doer(clauses, verb))
    return None


def _as_if(clauses: Clauses, mark: int) -> Phrase | None:
    """ "Fanned herself as though the room were warm", "sipped as if she'd all day" """
    if clauses.words[mark - 1] != "as":
        return None
    verb = verb_before(clauses, mark)
    if verb is None or mark - verb > 8 or clauses.lemmas[verb] in _NO_DEEDS:
        return None
    first, last = mark - 1, min(ahead(clauses, mark, 6), default=mark)
    is_moved = any(s.emotion in _UNWELCOME for w in ahead(clauses, verb, 14) for s in senses(clauses, w))
    return None if is_moved or senses(clauses, verb) else _ease(clauses, first, max(last, mark), doer(clauses, verb))


def _more_than_needed(clauses: Clauses, than: int) -> Phrase | None:
    """ "Bowed an inch lower than he needed to", "louder than necessary" """
    if (
        not {"need", "necessary", "have"} & set(clauses.lemmas[than + 1 : than + 3])
        and "needed" not in clauses.words[than + 1 : than + 3]
    ):
        return None
    if "have" in clauses.lemmas[than + 1 : than + 3] and clauses.words[than + 3 : than + 4] != ["to"]:
        return None
    verb = verb_before(clauses, than)
    return None if verb is None or than - verb > 6 else _ease(clauses, verb, than - 1, doer(clauses, verb))


# In speech


def _says_fine(clauses: Clauses, word: int) -> Phrase | None:
    """ "I'm fine", "Great", "Just tired" """
    bounds = _quotation(clauses, word)
    if bounds is None or clauses.is_negated(word):
        return None
    first, last = bounds
    inner = [w for w in range(first, last + 1) if clauses.upos[w] != "PUNCT"]
    is_own = any(clauses.words[w] in ("i", "'m", "it", "that", "just") for w in inner) or len(inner) <= 2
    if len(inner) > _LONGEST_REPLY or not is_own or clauses.ends_with(word) == "?":
        return None
    return _said(clauses, word)


def _says_not(clauses: Clauses, word: int) -> Phrase | None:
    """ "I'm not scared", "Not jealous at all" """
    before = clauses.words[max(0, word - 4) : word]
    is_denied = "not" in before or "n't" in before
    is_others = bool({"you", "he", "she", "they"} & set(before))
    return _said(clauses, word) if is_denied and not is_others and clauses.ends_with(word) != "?" else None


def _replies(clauses: Clauses, question: int) -> Phrase | None:
    """ "'You OK?' 'Crumb.'": a few words to somebody who asks after one."""
    if clauses.ends_with(question) != "?":
        return None
    row = int(clauses.quotation[question])
    near = range(question, min(question + 14, len(clauses.words)))
    end = next((w for w in near if clauses.quotation[w] != row), None)
    start = question
    while start > 0 and clauses.quotation[start - 1] == row:
        start -= 1
    if end is None or question - start > 8 or not _asks_after(clauses.words[start:end]):
        return None
    begin = next((w for w in range(end, min(end + 16, len(clauses.words))) if clauses.quotation[w] >= 0), None)
    if begin is None or clauses.mode(begin) != "speech" or clauses.speaker(begin) in (None, clauses.speaker(question)):
        return None
    words = []
    for w in range(begin, min(begin + 2 * _LONGEST_REPLY, len(clauses.words))):
        if clauses.quotation[w] != clauses.quotation[begin]:
            break
        if clauses.upos[w] != "PUNCT":
            words.append(w)
    if (
        not words
        or len(words) > _LONGEST_ANSWER
        or clauses.words[words[0]] in ("yes", "yeah", "yep")
        or clauses.ends_with(words[0]) == "?"
    ):
        return None
    return replace(_said(clauses, words[0]), last=words[-1], half=REPLY)


def _asks_after(words: list[str]) -> bool:
    """Whether words ask how somebody is: "Are you all right?", "What's wrong?", "You okay?" """
    forms = [word for word in words if word.isalpha() or word.startswith("'")]
    is_what = forms[:1] == ["what"] and bool({"wrong", "matter", "up"} & set(forms))
    return "you" in forms[:2] or is_what or len(forms) <= 1 or forms[:1] == ["everything"]


def _said(clauses: Clauses, word: int) -> Phrase:
    return Phrase(
        first=word, last=word, emotion="other", confidence=_DOUBTFUL, is_display=True, half=EASE, is_tentative=True
    )


def _quotation(clauses: Clauses, word: int) -> tuple[int, int] | None:
    """First and last word of a quotation, if it is short."""
    row = clauses.quotation[word]
    low = high = word
    while low > 0 and clauses.quotation[low - 1] == row and word - low < 2 * _LONGEST_REPLY:
        low -= 1
    while high + 1 < len(clauses.words) and clauses.quotation[high + 1] == row and high - word < 2 * _LONGEST_REPLY:
        high += 1
    return low, high


_RULES: tuple[tuple[frozenset[str], Rule], ...] = (
    (frozenset(GUTS), _in_the_body),
    (frozenset({"something"}), _something_inside),
    (IMPULSES, _impulse),
    (frozenset("fall go come break".split()), _apart),
    (UNWELL, _unwell),
    (GOES_THROUGH, _through),
    (frozenset({"dead"}), _wishes_dead),
    (frozenset({"never"}), _never_so),
    (frozenset("throat mouth".split()), _rises),
    (SUPPORTS, _holds_on),
    (SEETHES, _seethes),
    (frozenset({"feel"}), _feels_as_if),
    (frozenset({"voice"}), _betrays),
    (DRIES, _dries_eyes),
    (BLITHE, _blithely),
    (frozenset({"voice", "tone"}), _in_a_voice),
    (frozenset({"sound", "look"}), _seems_at_ease),
    (frozenset({"lie", "lied"}), _lies),
    (PRETEXT, _pretext),
    (frozenset("keep continue go carry talk chat chatter busy".split()), _goes_on),
    (frozenset("look keep".split()), _looks_not),
    (frozenset({"if", "though"}), _as_if),
    (frozenset({"than"}), _more_than_needed),
    (DEEDS_OF_EASE, _does_at_ease),
)
_SAID: tuple[tuple[frozenset[str], Rule], ...] = (
    (FINE | EXCUSES, _says_fine),
    (DENIALS, _says_not),
    (ASKS_AFTER, _replies),
)

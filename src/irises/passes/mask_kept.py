"""Feelings, and signs of them, that their own words say are kept from sight: ways of present-day prose.

Each rule is asked at the words that may begin it, and gives the phrase or nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from irises.passes.clauses import Clauses
from irises.passes.emotion_phrases import Phrase
from irises.passes.mask_reading import (
    HIS,
    ONESELF,
    THINGS,
    Rule,
    ahead,
    asked,
    class_of,
    doer,
    first_of,
    kept,
    put_on,
    senses,
    verb_before,
)
from irises.passes.mask_words import (
    CONFIDES,
    COSTS,
    DEEDS_OF_EASE,
    DOWN,
    GUESSERS,
    HIDDEN_PLACES,
    IMPULSES,
    IN_SECRET,
    INWARD_DEEDS,
    KEPT_IN,
    OUTBURSTS,
    PUSHES,
    REFUSALS,
    SEES,
    SIGNS_OF_BODY,
    TELLS,
    TENSE,
    WITHIN,
)

_REACH = 12


def kept_feelings(clauses: Clauses) -> Iterator[Phrase]:
    """Every such feeling of the narration, in no order."""
    return asked(clauses, _RULES)


def _outburst_kept(clauses: Clauses, verb: int) -> Phrase | None:
    """ "Tried not to laugh", "resisted the urge to scream", "to stop himself from crying", "it took everything not to
    cry" """
    if clauses.upos[verb] not in ("VERB", "NOUN"):
        return None
    before = clauses.words[max(0, verb - 6) : verb]
    joined = " " + " ".join(before)
    lemmas = set(clauses.lemmas[max(0, verb - 7) : verb])
    is_not_to = joined.endswith((" not to", " n't to")) and lemmas & (
        REFUSALS | COSTS | {"struggle", "work", "manage", "careful"}
    )
    is_urge = joined.endswith((" urge to", " impulse to", " need to")) and lemmas & {
        "resist",
        "fight",
        "suppress",
        "stifle",
        "swallow",
        "quell",
        "ignore",
    }
    from_oneself = lemmas & {"keep", "stop", "prevent", "hold"} and (
        joined.endswith((" keep from",))
        or (before[-1:] == ["from"] and bool(ONESELF & set(before[-3:])))
        or (bool(before) and before[-1] in ONESELF)
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
    if not clauses.is_negated(trust) or not after or after[0] not in ONESELF or after[1:] != ["to"]:
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
            if clauses.lemmas[w] in OUTBURSTS | IMPULSES
            and clauses.upos[w] in ("VERB", "NOUN")
            and {"would", "'d", "might", "will", "'ll"} & set(words[because:w])
        ),
        None,
    )
    return None if burst is None else kept(clauses, burst, burst, doer(clauses, burst))


def _nobody_knew(clauses: Clauses, verb: int) -> Phrase | None:
    """ "Nobody could have guessed how frightened he was", "anyone would have thought she was enjoying herself" """
    if clauses.words[verb - 1] not in ("have", "'ve") or clauses.upos[verb] != "VERB":
        return None
    before = clauses.words[max(0, verb - 6) : verb]
    if not GUESSERS & set(before) or not {"would", "could", "might", "'d"} & set(before):
        return None
    felt = next((w for w in ahead(clauses, verb, 10) if senses(clauses, w)), None)
    is_how = "how" in clauses.words[verb + 1 : verb + 3]
    if felt is None and is_how:
        felt = next((w for w in ahead(clauses, verb, 8) if clauses.lemmas[w] in ("want", "feel", "need", "care")), None)
    if felt is None:
        return None
    who = next((w for w in range(felt, verb, -1) if clauses.person(w) is not None), None)
    is_thought = clauses.lemmas[verb] in ("think", "say", "believe", "suppose", "take")
    is_none = bool({"nobody", "never", "no", "n't", "not"} & set(before))
    if is_thought and not is_none:
        return put_on(clauses, felt, felt, who, emotion=class_of(clauses, felt))
    return kept(clauses, felt, felt, who) if is_none else None


def _turned_into(clauses: Clauses, into: int) -> Phrase | None:
    """ "Turned the laugh into a cough" """
    end = first_of(clauses, ahead(clauses, into, 3), frozenset("cough sneeze yawn".split()))
    verb = next(
        (w for w in range(into - 1, max(-1, into - 5), -1) if clauses.lemmas[w] in ("turn", "make", "change")), None
    )
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
    quoted = any(
        clauses.quotation[w] >= 0 and clauses.mode(w) in ("thought", "speech") for w in range(max(0, first - 4), first)
    )
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
        felt = next((w for w in ahead(clauses, seen, 5) if senses(clauses, w) or clauses.lemmas[w] in OUTBURSTS), None)
        is_it = clauses.words[verb + 1] in THINGS and clauses.lemmas[seen] in ("show", "slip")
        if felt is not None:
            return kept(clauses, felt, felt, doer(clauses, verb))
        return kept(clauses, verb, seen, doer(clauses, verb)) if is_it else None
    how = first_of(clauses, ahead(clauses, verb, 3), frozenset({"how"}))
    felt = None if how is None else next((w for w in ahead(clauses, how, 8) if senses(clauses, w)), None)
    return None if felt is None else kept(clauses, felt, felt, doer(clauses, verb))


def _if_it_did(clauses: Clauses, verb: int) -> Phrase | None:
    """ "If it hurt, he didn't show it" """
    if not clauses.is_negated(verb) or clauses.words[verb + 1 : verb + 2] != ["it"]:
        return None
    start = clauses.sentence_words(verb).start
    is_if = clauses.words[start] == "if" or clauses.words[max(0, start)] == "whatever"
    felt = next((w for w in range(start + 1, verb) if senses(clauses, w)), None)
    if not is_if:
        return None
    return kept(
        clauses, felt if felt is not None else verb, felt if felt is not None else verb + 1, doer(clauses, verb)
    )


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
        if is_deed or (clauses.upos[w] in ("ADJ", "VERB") and senses(clauses, w)):
            if clauses.words[adverb] == "inside" and clauses.lemmas[w] not in (
                "die",
                "scream",
                "groan",
                "cringe",
                "seethe",
                "rage",
            ):
                continue
            return kept(clauses, min(w, w), w, doer(clauses, w))
    return None


def _fought_down(clauses: Clauses, verb: int) -> Phrase | None:
    """ "Fought down a wave of panic", "swallowed the lump in her throat", "blinked the tears away" """
    if clauses.upos[verb] != "VERB" or clauses.is_negated(verb):
        return None
    window = ahead(clauses, verb, 6)
    noun = next(
        (
            w
            for w in window
            if clauses.upos[w] in ("NOUN", "VERB") and (clauses.lemmas[w] in KEPT_IN | OUTBURSTS or senses(clauses, w))
        ),
        None,
    )
    if noun is None or any(
        clauses.upos[w] in ("PUNCT", "CCONJ", "PRON") and clauses.words[w] not in HIS for w in range(verb + 1, noun)
    ):
        return None
    is_down = bool(DOWN & set(clauses.words[verb + 1 : noun + 2]))
    if not is_down and clauses.lemmas[verb] not in ("swallow", "gulp"):
        return None
    return kept(clauses, noun, noun, doer(clauses, verb))


def _not_seen(clauses: Clauses, seen: int) -> Phrase | None:
    """ "Turned his face away so that nobody would see", "shoved her hands into her pockets before he could notice" """
    sentence = clauses.sentence_words(seen)
    window = range(max(sentence.start, seen - 8), seen)
    mark = next((w for w in window if clauses.words[w] in ("so", "before", "where", "lest", "in")), None)
    if mark is None or clauses.upos[seen] != "VERB" or clauses.quotation[seen] >= 0:
        return None
    kind = clauses.words[mark]
    if kind == "in" and clauses.words[mark + 1 : mark + 2] != ["case"]:
        return None
    after_mark = set(clauses.words[mark + 1 : seen])
    is_denied = bool(after_mark & {"not", "n't", "never", "nobody", "no", "none"}) or kind in ("before", "lest", "in")
    if not is_denied or (
        kind == "so" and clauses.words[mark + 1] in ("much", "many", "far", "long", "often", "little")
    ):
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
    felt = next(
        (
            w
            for w in ahead(clauses, seen, 8)
            if clauses.lemmas[w] in OUTBURSTS | {"tears", "tear"} or senses(clauses, w)
        ),
        None,
    )
    if felt is not None:
        return kept(clauses, felt, felt, who)
    deed = next(
        (
            w
            for w in range(max(sentence.start, mark - 8), mark)
            if clauses.lemmas[w] in DEEDS_OF_EASE | {"frown"} and clauses.upos[w] == "VERB"
        ),
        None,
    )
    if deed is not None:
        return put_on(clauses, deed, deed, who)
    sign = next((w for w in range(verb + 1, mark) if clauses.words[w] in SIGNS_OF_BODY), None)
    is_averted = (
        clauses.lemmas[verb] in ("turn", "look", "bend", "duck", "bow") and "away" in clauses.words[verb + 1 : mark]
    )
    if sign is None and not is_averted:
        return None
    return put_on(clauses, verb, sign if sign is not None else verb + 1, who)


def _not_betrayed(clauses: Clauses, verb: int) -> Phrase | None:
    """ "Did not betray that he was aware of it" """
    if (
        clauses.upos[verb] != "VERB"
        or not clauses.is_negated(verb)
        or clauses.words[verb + 1 : verb + 2] not in (["that"], ["how"], ["what"], ["it"], ["the"], ["by"])
    ):
        return None
    return put_on(clauses, verb, verb, doer(clauses, verb))


_RULES: tuple[tuple[frozenset[str], Rule], ...] = (
    (PUSHES, _fought_down),
    (frozenset({"betray"}), _not_betrayed),
    (OUTBURSTS, _outburst_kept),
    (frozenset({"trust"}), _not_trusting),
    (frozenset("because or otherwise".split()), _else_would),
    (frozenset("think know guess tell say believe suspect".split()), _nobody_knew),
    (frozenset({"into"}), _turned_into),
    (HIDDEN_PLACES, _hidden_hands),
    (TELLS, _unsaid),
    (CONFIDES | {"let"}, _not_told),
    (frozenset({"show"}), _if_it_did),
    (IN_SECRET | {"inside", "inwardly"}, _in_secret),
    (SEES, _not_seen),
)
"""Words at which each rule is asked."""

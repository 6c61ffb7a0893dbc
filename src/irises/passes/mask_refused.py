"""Feelings that somebody will not have seen: outbursts refused, signs not let out, others hoped not to notice.

Each rule is asked at the words that it hinges on, and gives the phrase or nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from irises.passes.clauses import Clauses
from irises.passes.emotion_phrases import Phrase
from irises.passes.mask_reading import HIS, THINGS, Rule, ahead, asked, doer, first_of, kept, senses
from irises.passes.mask_words import (
    ESCAPES,
    GUESSERS,
    GUTS,
    OUTBURSTS,
    SHAKES,
    SIGNS_OF_BODY,
    WEAK_SIGNS,
    WISHES_UNSEEN,
)

_DENIES = frozenset({"not", "n't", "never"})
_WILL = frozenset("would will wo 'd 'll going about".split())
_PERCEIVES = frozenset("see notice hear know tell guess realise realize feel suspect witness catch".split())
_OPENS = frozenset("speak talk open look stop start say answer try move breathe think blink".split())
_ALONE = frozenset("cry weep sob scream howl".split())
_LONG = 25


def refused_feelings(clauses: Clauses) -> Iterator[Phrase]:
    """Every such feeling of the narration, in no order."""
    return asked(clauses, _RULES)


def _will_not(clauses: Clauses, verb: int) -> Phrase | None:
    """ "She would not cry", "he wasn't going to flinch", "I refused to weep" """
    if clauses.upos[verb] != "VERB":
        return None
    start = max(clauses.sentence_words(verb).start, verb - 5)
    before = clauses.words[start:verb]
    is_refused = bool(_DENIES & set(before)) and bool(_WILL & set(before))
    is_refused = is_refused or ("refuse" in clauses.lemmas[start:verb] and before[-1:] == ["to"])
    who = doer(clauses, verb)
    if not is_refused or who is None or any(clauses.upos[w] == "PUNCT" for w in range(start, verb) if w > who):
        return None
    return kept(clauses, verb, verb, who)


def _not_let_out(clauses: Clauses, let: int) -> Phrase | None:
    """ "Not letting the hurt show", "she refused to let the tears fall", "he didn't let his voice shake" """
    words = clauses.words
    if clauses.upos[let] not in ("VERB", "AUX"):
        return None
    near = range(max(0, let - 3), let)
    is_denied = clauses.is_negated(let) or any(
        words[w] in ("not", "n't", "never", "without") or clauses.lemmas[w] == "refuse" for w in near
    )
    out = first_of(clauses, ahead(clauses, let, 7), ESCAPES | SHAKES)
    if not is_denied or out is None or any(clauses.upos[w] == "PUNCT" for w in range(let, out)):
        return None
    held = range(let + 1, out)
    sign = next((w for w in held if senses(clauses, w) or clauses.lemmas[w] in OUTBURSTS | {"tear"}), None)
    who = doer(clauses, let)
    if sign is not None:
        return kept(clauses, sign, sign, who)
    own = next((w for w in held if words[w] in SIGNS_OF_BODY | frozenset(GUTS) | {"voice", "feelings"}), None)
    if own is not None and any(words[w] in HIS and clauses.person(w) not in (None, clauses.person(who)) for w in held):
        return None
    is_any = any(words[w] in THINGS | {"anything", "any", "none"} for w in held) and clauses.lemmas[out] in (
        "show",
        "slip",
    )
    return kept(clauses, let, out, who) if own is not None or is_any else None


def _not_to_be_noticed(clauses: Clauses, wish: int) -> Phrase | None:
    """ "Hoping he wouldn't notice the shake in her voice", "made sure nobody saw him cry", "didn't want her to see how
    scared he was": what the other shall not see is a sign or a feeling of one's own."""
    words = clauses.words
    wanted = clauses.lemmas[wish] in ("want", "let")
    if wanted and not clauses.is_negated(wish):
        return None
    for seen in ahead(clauses, wish, 9):
        if clauses.upos[seen] == "VERB" and clauses.lemmas[seen] in _PERCEIVES:
            break
    else:
        return None
    between = set(words[wish + 1 : seen])
    if not wanted and not between & (_DENIES | {"nobody", "none", "no"}):
        return None
    who = doer(clauses, wish)
    if who is None:
        return None
    others = [clauses.person(w) for w in range(wish + 1, seen) if clauses.person(w) is not None]
    is_others = (bool(others) and others[-1] != clauses.person(who)) or bool(between & (GUESSERS | {"no"}))
    sign = _own_sign(clauses, seen, who) if is_others else None
    return None if sign is None else kept(clauses, sign[0], sign[1], who)


def _own_sign(clauses: Clauses, seen: int, who: int) -> tuple[int, int] | None:
    """The feeling or sign of somebody's own that is what is seen, behind the verb of seeing."""
    after = ahead(clauses, seen, 9)
    stop = next((w for w in after if clauses.upos[w] == "PUNCT"), after.stop)
    told = range(seen + 1, stop)
    for w in told:
        if senses(clauses, w) or clauses.lemmas[w] in OUTBURSTS | {"tear"}:
            return w, w
    for w in told:
        if clauses.words[w] in WEAK_SIGNS and clauses.words[w - 1] in HIS | {"the"}:
            return w - 1, w
        if clauses.words[w] in GUTS and clauses.words[w - 1] in HIS and clauses.person(w - 1) == clauses.person(who):
            return w - 1, w
    return None


def _nobody_can_tell(clauses: Clauses, verb: int) -> Phrase | None:
    """ "Nobody could see how frightened he was", "you can't tell that she is sad" """
    before = clauses.words[max(0, verb - 4) : verb]
    if clauses.upos[verb] != "VERB" or not {"can", "could", "ca", "ever", "would"} & set(before):
        return None
    if not (({"nobody", "one"} & set(before)) or ({"you", "they"} & set(before) and _DENIES & set(before))):
        return None
    if "one" in before and "no" not in before:
        return None
    after = ahead(clauses, verb, 10)
    felt = next((w for w in after if senses(clauses, w)), None)
    is_of = bool({"how", "that", "what"} & set(clauses.words[verb + 1 : verb + 3]))
    if felt is None or not is_of or any(clauses.upos[w] == "PUNCT" for w in range(verb, felt)):
        return None
    who = next(
        (
            w
            for w in (*range(felt - 1, verb, -1), *range(felt + 1, min(felt + 4, after.stop)))
            if clauses.person(w) is not None
        ),
        None,
    )
    return kept(clauses, felt, felt, who)


def _if_one_spoke(clauses: Clauses, if_: int) -> Phrase | None:
    """ "If she opened her mouth she would scream": what keeps it in is that she does not."""
    words = clauses.words
    window = ahead(clauses, if_, _LONG)
    would = first_of(clauses, window, frozenset({"would", "'d", "might", "will", "'ll"}))
    opened = first_of(clauses, range(if_ + 1, min(if_ + 5, window.stop)), _OPENS)
    if would is None or opened is None or opened > would or words[if_ - 1] in ("as", "even"):
        return None
    burst = next(
        (w for w in ahead(clauses, would, 5) if clauses.lemmas[w] in _ALONE and clauses.upos[w] == "VERB"), None
    )
    who = None if burst is None else doer(clauses, burst)
    if burst is None or who is None or clauses.person(doer(clauses, opened)) != clauses.person(who):
        return None
    return None if clauses.is_negated(would) else kept(clauses, burst, burst, who)


_RULES: tuple[tuple[frozenset[str], Rule], ...] = (
    (frozenset("cry weep sob flinch whimper wince cringe blush".split()), _will_not),
    (frozenset({"let"}), _not_let_out),
    (WISHES_UNSEEN, _not_to_be_noticed),
    (frozenset("tell see guess know".split()), _nobody_can_tell),
    (frozenset({"if"}), _if_one_spoke),
)
"""Words at which each rule is asked."""

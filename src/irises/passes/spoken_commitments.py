"""Commitments in what is said itself: imperatives, "will you", "I will", "you shall"; and what messengers carry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from irises.passes.assertion import FAINT, FAIR, helpers_of
from irises.passes.clauses import Clauses
from irises.passes.commitment_cues import ADVISING, HARMS, REASSURING, RUES, UNASKED
from irises.passes.giving import (
    FIRST,
    SECOND,
    TALK,
    WILL,
    Giving,
    asks_for_word,
    before,
    hedging,
    rest_of_clause,
    said,
)
from irises.passes.imperatives import imperative, is_tag
from irises.passes.my_part import my_part
from irises.passes.threats import is_consequence, is_threat
from irises.passes.urging import Rank
from irises.passes.your_part import your_part

_BRINGING = frozenset({"tell", "promise", "assure", "ask", "beg", "bid", "remind"})
_MESSAGE = 12
"""Words after "tell" in which the deed of a message stands."""
_FAR = 12
"""Words after "will you" in which its verb stands, at most."""
_NOBODY = frozenset({"nobody", "none", "one", "nothing", "anything"})
_WH = frozenset({"what", "how", "where", "why", "which", "who"})
"""What begins a clause about what somebody will do: "I don't know what I shall do"."""
_EVERYBODY = frozenset("everybody everyone nobody somebody someone".split())
_NEAR_SUBJECT = 2
_YOU = frozenset({"you", "thee", "ye"})
_BEFALLING = frozenset({"happen", "hurt", "touch", "take", "find", "get", "harm"})
_DONE_TO_YOU = REASSURING | HARMS
_TALKING = FIRST | SECOND
_OPINION = frozenset({"think", "suppose", "guess", "believe"})
_MAYBE = frozenset({"perhaps", "maybe"})


def spoken(clauses: Clauses, rank: Rank, predicates: Iterable[int] | None = None) -> Iterator[Giving]:
    """What is given or asked inside quotations by the predicates, or by all there are, in text order of the deeds; not
    the answers."""
    carried: set[int] = set()
    for word in clauses.predicates() if predicates is None else predicates:
        if clauses.mode(word) not in TALK or word in carried:
            continue
        item = _said(clauses, word, rank)
        if item is not None:
            message = list(_carried(clauses, item))
            carried.update(other.cue for other in message)
            yield from (item, *message)


def asked_far(clauses: Clauses) -> Iterator[Giving]:
    """ "Will you, for once in your life, do as you're told?": what is asked where much stands between."""
    for word in clauses.where({"will", "wo", "would"}):
        you = word + 1 + (clauses.words[word + 1 : word + 2] == ["n't"])
        if clauses.mode(word) not in TALK or clauses.words[you : you + 1] != ["you"] or clauses.ends_with(word) != "?":
            continue
        near = before(clauses, word)
        is_first = near is None or clauses.upos[near] in ("PUNCT", "ADV", "CCONJ", "INTJ")
        verbs = range(you + 1, min(you + _FAR, clauses.sentence_words(word).stop))
        deed = next((w for w in verbs if clauses.upos[w] in ("VERB", "AUX")), None)
        if is_first and deed is not None and clauses.lemmas[deed] not in UNASKED:
            yield said(clauses, word, "request", FAINT, deed=deed)


def _said(clauses: Clauses, word: int, rank: Rank) -> Giving | None:
    if asks_for_word(clauses, word):
        return said(clauses, word, "request", FAIR, deed=word)
    helpers = helpers_of(clauses, word)
    subject = _subject(clauses, word, helpers)
    if subject is not None and subject > word and is_tag(clauses, subject):
        subject, helpers = None, [w for w in helpers if w < word]
    item = _by(clauses, word, subject, helpers, rank)
    is_if_you = subject is not None and clauses.words[subject - 1] == "if" and clauses.words[subject] in SECOND
    if item is None or is_if_you:
        return item
    hedge = hedging(clauses, word)
    # "I think you should go" urges as much as "you should go", "could you maybe go" asks as "could you go" does.
    is_advice = not ADVISING.isdisjoint(clauses.words[w] for w in (*helpers, word - 1))
    is_urged = item.kind == "request" and (hedge in _MAYBE or (is_advice and hedge in _OPINION))
    return item if hedge is None or is_urged else None


def _by(clauses: Clauses, word: int, subject: int | None, helpers: list[int], rank: Rank) -> Giving | None:
    """What a predicate gives or asks by its subject, hedged or not."""
    if subject is None:
        return imperative(clauses, word, helpers, rank) if not _has_modal(clauses, helpers) else None
    who = clauses.words[subject]
    if who in _EVERYBODY and subject < word:
        return _bidden(clauses, word, subject, helpers)
    if clauses.words[subject - 1] in _WH and clauses.ends_with(word) != "?":
        return None
    if who in SECOND and _is_sworn(clauses, subject):
        return None
    if is_consequence(clauses, word, subject):
        return said(clauses, word, "threat", FAINT, deed=word)
    if who in SECOND:
        return your_part(clauses, word, subject, helpers, rank)
    if who in FIRST:
        return my_part(clauses, word, subject, helpers)
    return _others(clauses, word, helpers)


def _bidden(clauses: Clauses, word: int, subject: int, helpers: list[int]) -> Giving | None:
    """ "Everybody sit down", "nobody move": the verb without an ending is an order."""
    is_bare = not helpers and clauses.words[word] == clauses.lemmas[word] and word - subject <= _NEAR_SUBJECT
    begins = before(clauses, subject) is None or clauses.upos[subject - 1] in ("PUNCT", "INTJ", "CCONJ")
    is_deed = clauses.upos[word] == "VERB" and clauses.lemmas[word] not in UNASKED and clauses.ends_with(word) != "?"
    return said(clauses, word, "command", FAINT, deed=word) if is_bare and begins and is_deed else None


def _subject(clauses: Clauses, word: int, helpers: list[int]) -> int | None:
    """The word for who does it: between the helpers and the verb, right before them, or by the tree."""
    first = helpers[0] if helpers else word
    near = before(clauses, first)
    between = [w for w in range(first + 1, word) if clauses.words[w] in _TALKING]
    if between and (near is None or clauses.words[near] not in _TALKING):
        return between[0]
    while near is not None and (clauses.upos[near] == "ADV" or clauses.words[near] in ("to", "not", "n't", "better")):
        near = before(clauses, near)
    is_name = near is not None and clauses.upos[near] in ("PRON", "NOUN", "PROPN")
    if near is not None and is_name and not clauses.relation[near].startswith(("obj", "iobj", "obl", "vocative")):
        return near
    found = clauses.subject(word, borrowed=False)
    return None if found is not None and clauses.words[found] in _TALKING and found < first - 1 else found


def _is_sworn(clauses: Clauses, subject: int) -> bool:
    """ "Promise me you'll come", "swear that you won't": the word asked for, not a second request."""
    near = range(max(clauses.sentence_words(subject).start, subject - 4), subject)
    return any(clauses.lemmas[w] in ("promise", "swear", "vow") for w in near)


def _has_modal(clauses: Clauses, helpers: list[int]) -> bool:
    return any(clauses.words[w] not in ("do", "be", "let", "have") for w in helpers)


def _others(clauses: Clauses, word: int, helpers: list[int]) -> Giving | None:
    """ "It shall be done", "he shall pay for this", "if he comes he will be hanged", "nobody will hurt you" """
    forms = [clauses.words[w] for w in helpers]
    lemma = clauses.lemmas[word]
    if forms and _is_kept_from_you(clauses, word):
        return said(clauses, helpers[0], "promise", FAINT, deed=word + 2)
    is_deed = lemma in _DONE_TO_YOU or lemma in RUES or "shall" in forms
    if not forms or not is_deed or clauses.ends_with(word) == "?":
        return None
    is_kept_safe = lemma in _DONE_TO_YOU and not _YOU.isdisjoint(clauses.words[word + 1 : word + 3])
    if is_kept_safe and not _NOBODY.isdisjoint(clauses.words[max(0, helpers[0] - 2) : helpers[0]]):
        return said(clauses, helpers[0], "promise", FAINT, deed=word)
    is_meant = lemma in RUES - {"answer", "swing"} or (lemma in HARMS and "be" in forms)
    if WILL & set(forms) and is_meant and ("shall" in forms or "if" in _words_before(clauses, word)):
        return said(clauses, word, "threat", FAINT, deed=word)
    is_promise = "shall" in forms and "be" in forms and clauses.upos[word] == "VERB" and "have" not in forms
    return said(clauses, helpers[0], "promise", FAINT, deed=word) if is_promise and not is_meant else None


def _is_kept_from_you(clauses: Clauses, word: int) -> bool:
    """ "Nothing's going to happen to you", "no one is going to touch you" """
    nobody = clauses.words[max(clauses.sentence_words(word).start, word - 4) : word]
    deed, after = word + 2, clauses.words[word + 3 : word + 6]
    if clauses.words[word : word + 2] not in (["going", "to"], ["gon", "na"]) or _NOBODY.isdisjoint(nobody):
        return False
    return clauses.lemmas[deed : deed + 1] != [] and clauses.lemmas[deed] in _BEFALLING and not _YOU.isdisjoint(after)


def _words_before(clauses: Clauses, word: int) -> list[str]:
    return clauses.words[clauses.sentence_words(word).start : word]


# Messengers


def _carried(clauses: Clauses, item: Giving) -> Iterator[Giving]:
    """ "Tell my sister I will pay", "ask him to come": what the messenger is to bring, by the speaker, to the other."""
    if item.deed is None or clauses.lemmas[item.deed] not in _BRINGING:
        return
    receivers = tuple(p for w in clauses.objects(item.deed) if (p := clauses.person(w)) is not None and p != item.by)
    stop = min(item.deed + _MESSAGE, clauses.sentence_words(item.deed).stop)
    verbs = (w for w in range(item.deed + 2, stop) if clauses.upos[w] == "VERB")
    deed = next((w for w in verbs if clauses.quotation[w] == clauses.quotation[item.deed]), None)
    if not receivers or deed is None:
        return
    between = clauses.words[item.deed + 1 : deed]
    if any(a in FIRST and b in WILL for a, b in pairwise(between)):
        is_kept_from = {"not", "n't", "never"} & set(between)
        threat = is_threat(clauses, deed, deed, (deed, clauses.subtree(deed)[1]))
        kind = "refusal" if is_kept_from else "threat" if threat else "promise"
    elif between[-1] == "to":
        kind = "request"
    else:
        return
    content = rest_of_clause(clauses, deed, deed)
    yield replace(item, cue=deed, kind=kind, to=receivers, content=content, deed=deed)

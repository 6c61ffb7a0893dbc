"""Phrases that give or refuse a word as they stand: "you have my word", "over my dead body"; and what wishes ask."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

from irises.passes.assertion import FAINT, FAIR
from irises.passes.clauses import Clauses
from irises.passes.giving import FIRST, TALK, Giving, begins_sentence, ends_sentence, said
from irises.passes.phrase_lists import BEGIN, PHRASES, Phrase

_WANTING = frozenset({"want", "need", "like", "wish", "prefer", "love"})
_AT_ONCE = frozenset("gone out done back ready dead here away off up down".split())
"""What somebody wants a thing or a person to be: "I want you out of here"."""


def phrases(clauses: Clauses) -> Iterator[Giving]:
    """Every set phrase that somebody says."""
    for word in clauses.where(BEGIN):
        known = PHRASES.get(tuple(clauses.words[word : word + 2]), ())
        if not known or clauses.mode(word) not in TALK:
            continue
        phrase = next((phrase for phrase in known if _stands(clauses, word, phrase)), None)
        if phrase is not None:
            last = word + len(phrase.words) - 1
            yield said(clauses, word, phrase.kind, FAIR, deed=last + phrase.with_verb, content=(word, last))


def _stands(clauses: Clauses, word: int, phrase: Phrase) -> bool:
    """Whether a phrase stands at a word, where it must."""
    last = word + len(phrase.words) - 1
    if tuple(clauses.words[word : last + 1]) != phrase.words or clauses.quotation[last] != clauses.quotation[word]:
        return False
    if phrase.with_verb and clauses.upos[last + 1 : last + 2] != ["VERB"]:
        return False
    begins = not phrase.begins or begins_sentence(clauses, word)
    return begins and (not phrase.is_whole or ends_sentence(clauses, last))


def pleas(clauses: Clauses) -> Iterator[Giving]:
    """Every "please" that asks by itself: "Please, Mr. Hobb." """
    for word in clauses.where({"please"}):
        if clauses.mode(word) == "speech" and _pleads_alone(clauses, word):
            yield said(clauses, word, "request", FAINT, deed=word, content=(word, word))


def _pleads_alone(clauses: Clauses, word: int) -> bool:
    """ "Please, Mr. Hobb." """
    begins = begins_sentence(clauses, word)
    sentence = [w for w in clauses.sentence_words(word) if clauses.quotation[w] == clauses.quotation[word]]
    rest = itertools.takewhile(lambda w: clauses.words[w] not in (".", "!", "?"), (w for w in sentence if w >= word))
    return begins and not any(clauses.upos[w] in ("VERB", "AUX") for w in rest)


def wants(clauses: Clauses) -> Iterator[Giving]:
    """ "I want you to be honest", "I'd like you to stay": requests; "I want it on my desk tomorrow": a command."""
    for word in clauses.where(_WANTING):
        subject = clauses.subject(word, borrowed=False)
        if clauses.mode(word) not in TALK or subject is None or clauses.is_negated(word):
            continue
        found = _wanted(clauses, word) if clauses.ends_with(word) != "?" else None
        if found is None:
            continue
        kind, deed, last = found
        item = said(clauses, word, kind, FAIR, deed=deed, content=(word + 1, max(last, word + 1)))
        by = clauses.person(subject)
        if clauses.words[subject] in FIRST:
            yield item
        elif clauses.lemmas[word] == "want" and clauses.words[word + 1] in ("me", "us", "you") and by is not None:
            yield replace(item, by=by, to=tuple(p for p in [clauses.person(word + 1)] if p is not None))


def _wanted(clauses: Clauses, word: int) -> tuple[str, int, int] | None:
    """Kind, deed and last word of what somebody is wanted to do, or a thing wanted at a place or time."""
    lemma, stop = clauses.lemmas[word], clauses.sentence_words(word).stop
    after = clauses.words[word + 1 : min(word + 3, stop)]
    if len(after) < 2:
        return None
    if after[0] in ("you", "me", "us") and after[1] in ("to", "not"):
        near = range(word + 3, min(word + 7, stop))
        deed = next((w for w in near if clauses.upos[w] in ("VERB", "AUX", "ADJ")), None)
        return None if deed is None else ("request", deed, max(deed, clauses.subtree(deed)[1]))
    if lemma == "wish" and after[0] == "you" and after[1] in ("would", "'d", "could"):
        deed = next((w for w in range(word + 3, min(word + 6, stop)) if clauses.upos[w] == "VERB"), None)
        return None if deed is None else ("request", deed, max(deed, clauses.subtree(deed)[1]))
    if lemma == "want" and after[0] in ("it", "you", "them", "that", "this", "him", "her"):
        is_at = after[1] in _AT_ONCE or after[1] in ("on", "in", "by", "tomorrow", "tonight", "now", "at")
        last = clauses.subtree(word)[1]
        return ("command", word, min(last, stop - 1)) if is_at else None
    return None

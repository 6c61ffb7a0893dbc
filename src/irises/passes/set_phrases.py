"""Phrases that give or refuse a word as they stand: "you have my word", "over my dead body"; and what wishes ask."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

from irises.passes.assertion import FAINT, FAIR
from irises.passes.clauses import Clauses
from irises.passes.giving import FIRST, TALK, Giving, said

_KINDS = {
    "promise": """
        you have my word / you 've my word / you 've got my word / cross my heart / on my honour / on my honor /
        upon my honour / upon my honor / leave it to me / leave that to me / consider it done / count on me /
        rely on me / depend on me / trust me to / scout 's honour / scout 's honor / pinky promise /
        my lips are sealed / promise . / it wo n't happen again / it will never happen again / you can count on me /
        on my life / on my mother 's life / on my mother 's grave / on my mother 's head / on my father 's grave /
        on my soul / word of honour / word of honor / pinky swear
        """,
    "vow": "i swear on my / i swear it / i swear to you . / never again",
    "refusal": """
        over my dead body / not on your life / not a chance / no chance / not for the world / not for anything /
        not for all the / not in a million years / when hell freezes / i 'd rather die / i would rather die / no fear /
        not likely / no can do / out of the question / not happening / not gonna happen / no deal / no thanks /
        no thank you / hard pass / i 'm good / i 'd rather not / i would rather not / i 'd prefer not to / i 'll pass /
        count me out / fat chance / not going to happen / that 's not happening / you ca n't make me
        """,
    "threat": """
        you 're dead meat / you are dead meat / you 're so dead / you are so dead / or else / last warning /
        you 've been warned / you have been warned / i 'm warning you / i am warning you
        """,
    "command": """
        not another word / not a word to / that 's enough / hands off / hands up / off you go / in you go / out you go /
        up you get / away you go / on you go / down you get / off with you / at ease / eyes front / eyes on me /
        hands where i can see / not so fast / you heard me
        """,
    "request": """
        any chance you could / promise ? / can you not , / can you not ? / can you not . / could you not , /
        could you not ? / could you not . / we need to talk / one more chance
        """,
}
_PHRASES: dict[tuple[str, ...], list[tuple[str, tuple[str, ...]]]] = {}
"""Kinds and words of the phrases by their first two words."""
for _kind, _text in _KINDS.items():
    for _phrase in _text.split("/"):
        _words = tuple(_phrase.split())
        _PHRASES.setdefault(_words[:2], []).append((_kind, _words))
_BEGIN = frozenset(words[0] for words in _PHRASES)
_ALONE = frozenset(
    {"no fear", "no chance", "not likely", "not happening", "out of the question", "promise .", "promise ?"}
    | {"no deal", "not going to happen", "at ease", "eyes front", "not so fast", "any chance you could"}
)
"""Phrases that must begin what is said: "there is no chance of it" refuses nothing."""
_WHOLE = frozenset(
    phrase.strip()
    for phrase in """
        never again / on my life / on my mother 's life / on my mother 's grave / on my mother 's head /
        on my father 's grave / on my soul / no thanks / no thank you / hard pass / i 'm good / i 'd rather not /
        i would rather not / i 'll pass / you heard me / or else / last warning / we need to talk / word of honour /
        word of honor / one more chance
        """.split("/")
)
"""Phrases that must be all of a sentence: "I'm good at it" refuses nothing."""
_STOPS = frozenset({".", "!", "?", ";", ":", "“", '"', "‘", "'", ",", "--", "—"})
_QUOTES = frozenset({"“", "”", '"', "‘", "’", "'", "*", "_"})
_SILENCE = frozenset("quiet silence enough out away down back off".split())
_ONCE_MORE = frozenset(
    "again louder faster slower closer higher lower harder softer gentler deeper tighter enough".split()
)
"""How one is told to do what one does, in a word: "Again." "Louder." """
_HUSH = frozenset("hush hush-h hush-sh shush shh sh ssh".split())
_ASKED_BEFORE = 30
"""Words before an answer of one word in which the question is."""
_WANTING = frozenset({"want", "need", "like", "wish", "prefer", "love"})
_AT_ONCE = frozenset("gone out done back ready dead here away off up down".split())
"""What somebody wants a thing or a person to be: "I want you out of here"."""


def phrases(clauses: Clauses) -> Iterator[Giving]:
    """Every set phrase that somebody says, and single words that bid: "Quiet!", "Out!"."""
    for word in clauses.where(_BEGIN):
        known = _PHRASES.get(tuple(clauses.words[word : word + 2]), ())
        if not known or clauses.mode(word) not in TALK:
            continue
        for kind, words in known:
            last = word + len(words) - 1
            if tuple(clauses.words[word : last + 1]) != words or clauses.quotation[last] != clauses.quotation[word]:
                continue
            phrase = " ".join(words)
            if phrase in _ALONE | _WHOLE and not _begins(clauses, word):
                continue
            if phrase in _WHOLE and not _ends(clauses, last):
                continue
            yield said(clauses, word, kind, FAIR, deed=last, content=(word, last))
            break
    for word in clauses.where(_SILENCE):
        is_alone = _begins(clauses, word) and clauses.words[word + 1 : word + 2] == ["!"]
        if is_alone and clauses.mode(word) == "speech":
            yield said(clauses, word, "command", FAINT, deed=word, content=(word, word))
    for word in clauses.where(_ONCE_MORE):
        if clauses.mode(word) == "speech" and _is_bidden_alone(clauses, word):
            yield said(clauses, word, "command", FAINT, deed=word, content=(word, word))
    for word in clauses.where({"no"}):
        if clauses.mode(word) == "speech" and _forbids(clauses, word):
            yield said(clauses, word, "command", FAINT, deed=word + 1, content=(word, word + 1))
    yield from _as_you(clauses)
    for word in clauses.where(_HUSH):
        if clauses.mode(word) == "speech" and _begins(clauses, word):
            yield said(clauses, word, "request", FAINT, deed=word, content=(word, word))


def _is_bidden_alone(clauses: Clauses, word: int) -> bool:
    """ "Again," said the teacher: the whole of a sentence that answers no question."""
    is_echo = word > 1 and clauses.words[word - 1] == "," and clauses.words[word - 2] == clauses.words[word]
    if not (_begins(clauses, word) and _ends(clauses, word)) or is_echo:
        return False
    asked = next((w for w in range(word - 1, max(0, word - _ASKED_BEFORE), -1) if clauses.quotation[w] >= 0), None)
    return asked is None or clauses.words[asked] != "?" or clauses.quotation[asked] == clauses.quotation[word]


def _forbids(clauses: Clauses, word: int) -> bool:
    """ "No running." """
    deed = word + 1
    is_deed = clauses.words[deed : deed + 1] != ["kidding"] and clauses.upos[deed : deed + 1] == ["VERB"]
    is_doing = is_deed and clauses.words[deed].endswith("ing") and clauses.quotation[deed] == clauses.quotation[word]
    return is_doing and _begins(clauses, word) and (_ends(clauses, deed) or clauses.upos[deed + 1] == "ADP")


def _as_you(clauses: Clauses) -> Iterator[Giving]:
    """ "I'd go home, if I were you", "in your place I would tell him": what is advised."""
    for you in clauses.where({"you", "place", "shoes"}):
        is_if = clauses.words[you - 3 : you] in (["if", "i", "were"], ["if", "i", "was"])
        is_in = clauses.words[you - 2 : you] == ["in", "your"]
        if not (is_if or is_in) or clauses.mode(you) not in TALK:
            continue
        row = clauses.quotation[you]
        sentence = [w for w in clauses.sentence_words(you) if clauses.quotation[w] == row]
        would = next(
            (w for w in sentence[1:] if clauses.words[w] in ("would", "'d") and clauses.words[w - 1] == "i"), None
        )
        deed = would and next(
            (w for w in range(would + 1, min(would + 4, sentence[-1])) if clauses.upos[w] == "VERB"), None
        )
        if would is not None and deed is not None:
            yield said(clauses, would, "request", FAIR, deed=deed)


def pleas(clauses: Clauses) -> Iterator[Giving]:
    """Every "please" that asks by itself: "Please, Mr. Hobb." """
    for word in clauses.where({"please"}):
        if clauses.mode(word) == "speech" and _pleads_alone(clauses, word):
            yield said(clauses, word, "request", FAINT, deed=word, content=(word, word))


def _pleads_alone(clauses: Clauses, word: int) -> bool:
    """ "Please, Mr. Hobb." """
    begins = _begins(clauses, word)
    sentence = [w for w in clauses.sentence_words(word) if clauses.quotation[w] == clauses.quotation[word]]
    rest = itertools.takewhile(lambda w: clauses.words[w] not in (".", "!", "?"), (w for w in sentence if w >= word))
    return begins and not any(clauses.upos[w] in ("VERB", "AUX") for w in rest)


def _begins(clauses: Clauses, word: int) -> bool:
    return word == 0 or clauses.words[word - 1] in _STOPS


def _ends(clauses: Clauses, word: int) -> bool:
    """Whether a full stop follows, or a comma and the end of the quotation."""
    after = clauses.words[word + 1 : word + 3]
    is_last = after[1:] == [] or clauses.quotation[word + 2] != clauses.quotation[word] or after[1] in _QUOTES
    return after[:1] in (["."], ["!"]) or (after[:1] == [","] and is_last)


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

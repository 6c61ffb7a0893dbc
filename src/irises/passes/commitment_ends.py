"""What became of a commitment: the words that show it kept, broken or taken back, else it is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from irises.passes.assertion import doer, is_asked, is_denied, is_supposed
from irises.passes.clauses import Clauses
from irises.passes.commitment_cues import ENDINGS, WORDS_GIVEN
from irises.passes.complements import Stretch
from irises.passes.giving import Giving

_REACH = 120
"""Words after the cue in which the deed itself counts as its answer."""
_SOON = 40
"""The same for verbs as common as "come"."""
_OBEYS = frozenset("obey comply consent".split())
_PLAIN = frozenset("be have do go get make take say tell come see let keep know think".split())
_ASKS = frozenset({"request", "command"})
_GIVES = frozenset({"promise", "vow"})
_OWN = frozenset("my your his her its our their".split())
_OPEN = ("open", None)

End = tuple[str, Stretch | None]


@dataclass(frozen=True, kw_only=True)
class Ending:
    """ "He kept his word": who gave the word, what became of it, and the verb that says so."""

    by: int
    status: str
    word: int


def ends(clauses: Clauses, given: Sequence[Giving]) -> list[End]:
    """Status (open, kept, broken, withdrawn) and the words (inclusive) that show it, for each of what was given or
    asked, in text order."""
    found = [_done(clauses, item) for item in given]
    for ending in _endings(clauses):
        place = _latest_open(given, found, ending)
        if place is not None:
            found[place] = ending.status, clauses.subtree_near(ending.word)
    return found


def _latest_open(given: Sequence[Giving], found: Sequence[End], ending: Ending) -> int | None:
    """Place of the last word that somebody gave before an ending and of which the end is not known."""
    own = [
        place
        for place, item in enumerate(given)
        if item.cue < ending.word and item.by == ending.by and item.kind in _GIVES and found[place] == _OPEN
    ]
    return own[-1] if own else None


def _endings(clauses: Clauses) -> Iterator[Ending]:
    """Every "kept his promise", "broke her word", "released him from his oath" that is said to be so."""
    for word in clauses.where(ENDINGS):
        status = ENDINGS.get(clauses.lemmas[word])
        if status is None or clauses.upos[word] != "VERB" or not _is_of_word(clauses, word):
            continue
        by = _whose(clauses, word, status)
        if by is None or is_supposed(clauses, word) or is_asked(clauses, word):
            continue
        if not is_denied(clauses, word):
            yield Ending(by=by, status=status, word=word)
        elif status == "kept":
            yield Ending(by=by, status="broken", word=word)


def _is_of_word(clauses: Clauses, word: int) -> bool:
    near = range(word + 1, min(word + 7, clauses.sentence_words(word).stop))
    return any(clauses.lemmas[w] in WORDS_GIVEN and _is_a_thing(clauses, w) for w in near)


def _is_a_thing(clauses: Clauses, word: int) -> bool:
    """Whether "promise" is a noun; what is somebody's own is one whatever its tag says."""
    return clauses.upos[word] == "NOUN" or clauses.words[word - 1] in _OWN


def _whose(clauses: Clauses, word: int, status: str) -> int | None:
    """entity_id of who gave it: who is released, else who keeps or breaks."""
    if status == "withdrawn":
        released = (p for w in clauses.objects(word) if (p := clauses.person(w)) is not None)
        return next(released, clauses.person(doer(clauses, word)))
    return clauses.person(doer(clauses, word))


def _done(clauses: Clauses, item: Giving) -> End:
    """Kept, if soon after whoever should does what was asked or promised, or obeys."""
    doers = _doers(item)
    if not doers or item.kind in ("refusal", "threat"):
        return _OPEN
    wanted = clauses.lemmas[item.deed] if item.deed is not None else None
    for word in clauses.verbs_between(item.cue + 1, item.cue + _REACH):
        lemma = clauses.lemmas[word]
        is_answer = lemma == wanted or (item.kind in _ASKS and lemma in _OBEYS)
        if not is_answer or clauses.mode(word) is not None or word == item.deed or _is_vague(lemma, item, word):
            continue
        is_theirs = clauses.person(doer(clauses, word)) in doers
        if is_theirs and not is_denied(clauses, word) and not is_supposed(clauses, word):
            return "kept", clauses.subtree_near(word)
    return _OPEN


def _doers(item: Giving) -> frozenset[int | None]:
    """entity_ids of who should do it."""
    return frozenset(item.to if item.kind in _ASKS else {item.by} - {None})


def _is_vague(lemma: str, item: Giving, word: int) -> bool:
    """Whether a verb is too common to show that a promise is kept, or a request that was made long before."""
    return lemma in _PLAIN and (item.kind not in _ASKS or word - item.cue > _SOON)

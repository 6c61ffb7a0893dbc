"""A word given or asked, and what is shared by those that are reported and those that are said."""

from __future__ import annotations

from dataclasses import dataclass

from irises.passes.clauses import Clauses
from irises.passes.commitment_cues import OATHS
from irises.passes.complements import BREAKS, Stretch

TALK = frozenset({"speech", "thought", "writing"})
_CUE = 8
"""Words of "said Anna to Tom" after a sentence that is said."""
FIRST, SECOND = frozenset({"i", "we"}), frozenset({"you", "ye", "thou"})
_IF = frozenset(
    {"if", "unless", "whether", "when", "lest", "before", "till", "until", "because", "since", "that", "than"}
)
_PARTING = frozenset({",", ";", ":", ".", "--", "—", "and", "but"})
_HEDGES = frozenset("think suppose guess fear hope believe expect fancy wish afraid dare wonder perhaps maybe".split())
_ASKED_WORDS = frozenset({"promise", "swear", "vow", "say"})
_STOPS = frozenset({".", "!", "?", ";", ":", "“", '"', "‘", "'", ",", "--", "—", "*", "_"})
_QUOTES = frozenset({"“", "”", '"', "‘", "’", "'", "*", "_"})
_HEDGED_WITHIN = 8
"""Words before a verb among which "I think" or "if" stands."""
WILL = frozenset({"will", "'ll", "shall", "wo", "ll", "sha"})


@dataclass(frozen=True, kw_only=True)
class Giving:
    """A cue word with kind, who gives or asks and to whom (entity_ids), content and its deed (the verb of it)."""

    cue: int
    kind: str
    by: int | None
    to: tuple[int, ...]
    content: Stretch | None
    deed: int | None
    confidence: float


def said(
    clauses: Clauses, cue: int, kind: str, confidence: float, *, deed: int, content: Stretch | None = None
) -> Giving:
    """What the speaker of the words around gives or asks, to those addressed."""
    by = clauses.speaker(cue)
    if by is None:
        own = (clauses.person(w) for w in range(max(0, cue - 3), cue) if clauses.words[w] == "i")
        by = next((person for person in own if person is not None), None)
    return Giving(
        cue=cue,
        kind=kind,
        by=by,
        to=tuple(p for p in hearers(clauses, cue) if p != by),
        content=content or rest_of_clause(clauses, min(cue, deed), deed),
        deed=deed,
        confidence=confidence,
    )


def hearers(clauses: Clauses, word: int) -> list[int]:
    """entity_ids of those addressed: the quotation's addressees, else who "you" is in the same sentence, else "to" whom
    it is said after the quotation."""
    known = clauses.addressees(word)
    if known:
        return known
    sentence = clauses.sentence_words(word)
    own = (w for w in sentence if clauses.words[w] in SECOND and clauses.quotation[w] == clauses.quotation[word])
    told = range(word, min(sentence.stop + _CUE, len(clauses.words)))
    after = (w for w in told if clauses.mode(w) is None and clauses.words[w - 1] == "to")
    found = (clauses.person(w) for w in (*own, *after))
    return [p for p in found if p is not None][:1]


def rest_of_clause(clauses: Clauses, first: int, word: int) -> Stretch:
    """From a word to the end of the clause of another: its subtree, as far as its sentence and quotation go."""
    end, last = word, max(word, clauses.subtree(word)[1])
    while (
        end < last and clauses.words[end + 1] not in BREAKS and clauses.quotation[end + 1] == clauses.quotation[first]
    ):
        end += 1
    while end > word and clauses.upos[end] == "PUNCT":
        end -= 1
    return first, end


def is_hedged(clauses: Clauses, word: int) -> bool:
    """Whether what is said depends on "I think", "if", "when" and the like, with no other verb between."""
    return hedging(clauses, word) is not None


def hedging(clauses: Clauses, word: int) -> str | None:
    """The word that what is said depends on: "think", "if", "when" and the like, with no other verb between."""
    row, verbs = clauses.quotation[word], 0
    for w in range(word - 1, max(clauses.sentence_words(word).start, word - _HEDGED_WITHIN) - 1, -1):
        form = clauses.words[w]
        if form in _PARTING or clauses.quotation[w] != row:
            return None
        is_if = verbs == 0 and form in _IF and OATHS.isdisjoint(clauses.words[max(0, w - 2) : w])
        is_dared = form == "dare" and clauses.words[w - 1] in SECOND
        if is_if or (form in _HEDGES and not is_dared):
            return form
        verbs += clauses.upos[w] == "VERB" or (clauses.relation[w] == "cop" and clauses.head[w] < word)
    return None


def before(clauses: Clauses, word: int) -> int | None:
    """The word before one in the same sentence and quotation."""
    near = word - 1
    is_near = (
        near >= 0
        and clauses.sentence[near] == clauses.sentence[word]
        and clauses.quotation[near] == clauses.quotation[word]
    )
    return near if is_near else None


def asks_for_word(clauses: Clauses, word: int) -> bool:
    """ "Promise you won't laugh", "swear you'll come", "say you will": an imperative, whose word is not given yet."""
    lemma = clauses.lemmas[word]
    if lemma not in _ASKED_WORDS or clauses.words[word] != lemma or clauses.mode(word) not in TALK:
        return False
    near = before(clauses, word)
    begins = near is None or clauses.upos[near] in ("PUNCT", "INTJ", "CCONJ", "ADV")
    after = clauses.words[word + 1 : word + 4]
    return begins and (after[:1] == ["you"] or (lemma != "say" and "you" in after[1:]))


def begins_sentence(clauses: Clauses, word: int) -> bool:
    """Whether a mark stands before a word, or nothing."""
    return word == 0 or clauses.words[word - 1] in _STOPS


def ends_sentence(clauses: Clauses, word: int) -> bool:
    """Whether a full stop or an exclamation mark follows, or a comma and the end of the quotation; a word that is such
    a mark itself ends its sentence."""
    if clauses.words[word] in (".", "!", "?"):
        return True
    after = clauses.words[word + 1 : word + 3]
    is_last = after[1:] == [] or clauses.quotation[word + 2] != clauses.quotation[word] or after[1] in _QUOTES
    return after[:1] in (["."], ["!"]) or (after[:1] == [","] and is_last)

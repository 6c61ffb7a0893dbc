"""How an emotion reaches the reader (felt, shown, said), and whether the text denies it."""

from __future__ import annotations

from irises.passes.clauses import Clauses
from irises.passes.emotion_cues import BODY, INNER, SAYING
from irises.passes.emotion_phrases import Phrase

_MANNER = frozenset({"advmod", "obl", "amod", "advcl", "nmod", "compound"})
_LACKS = frozenset({"without", "lack", "absence", "void", "devoid", "free", "nothing"})


def channel_of(clauses: Clauses, phrase: Phrase) -> str:
    """Said in direct speech or writing; shown by face, voice, bearing or manner of doing; felt."""
    words = range(phrase.first, phrase.last + 1)
    if clauses.mode(phrase.first) in ("speech", "writing"):
        return "said"
    if phrase.is_display or any(clauses.words[w] in BODY for w in words):
        return "shown"
    return "shown" if any(_is_shown(clauses, w) for w in words if int(clauses.head[w]) not in words) else "felt"


def _is_shown(clauses: Clauses, word: int) -> bool:
    """By the word it hangs on ("said angrily", "an angry voice", "with a look of terror") or its subject ("his voice was sad")."""
    head = int(clauses.head[word])
    if clauses.relation[word].split(":")[0] in _MANNER and _is_seen(clauses, word, head):
        return True
    if clauses.words[head] in BODY and clauses.relation[word] in ("nsubj", "obj", "conj"):
        return True
    subject = clauses.subject(word, borrowed=False)
    return subject is not None and clauses.words[subject] in BODY


def _is_seen(clauses: Clauses, word: int, head: int) -> bool:
    """Whether a manner is one of something seen or heard."""
    if clauses.words[head] in BODY:
        return True
    if clauses.upos[head] != "VERB" or clauses.lemmas[head] in INNER:
        return False
    if clauses.lemmas[head] in SAYING or clauses.upos[word] == "ADV":
        return True
    return any(clauses.words[w] in ("with", "in") for w in clauses.children(word, ("case",)))


def is_denied(clauses: Clauses, phrase: Phrase) -> bool:
    """Whether the text says that it is not there: "not afraid", "without a trace of anger", "nothing could please her"."""
    words = {phrase.first, phrase.last}
    if any(clauses.is_negated(w) for w in {*words, int(clauses.head[phrase.last])}):
        return True
    return any(_is_lacking(clauses, w) for w in words)


def _is_lacking(clauses: Clauses, word: int) -> bool:
    """ "a trace of anger" where the trace is denied, "free of fear" """
    head = int(clauses.head[word])
    if head == word or clauses.relation[word].split(":")[0] not in ("nmod", "obl"):
        return False
    return clauses.words[head] in _LACKS or any(clauses.words[c] in ("without", "no") for c in clauses.children(head, ("case", "det")))

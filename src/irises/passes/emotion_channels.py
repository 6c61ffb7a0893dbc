"""How an emotion reaches the reader (felt, shown, said), and whether the text denies it."""

from __future__ import annotations

from irises.passes.clauses import SUBJECTS, Clauses
from irises.passes.emotion_cues import BODY, FEIGNED, HAVING, INNER, LACKS, SAYING, SEEMING, SIGNS, VISIBLE
from irises.passes.emotion_phrases import Phrase

_MANNER = frozenset({"advmod", "obl", "amod", "advcl", "nmod", "compound"})
_BEFORE_NOUN = frozenset({"DET", "ADJ", "ADV", "NOUN", "CCONJ"})
_FURTHEST_JOINT = 5


def channel_of(clauses: Clauses, phrase: Phrase) -> str:
    """Said in direct speech or writing; shown by face, voice, bearing or manner of doing; felt."""
    words = range(phrase.first, phrase.last + 1)
    if clauses.mode(phrase.first) in ("speech", "writing"):
        return "said"
    if phrase.is_inner:
        return "felt"
    is_sign = any(clauses.words[w] in BODY for w in words) or sign_of(clauses, phrase.first) is not None
    is_sign = is_sign or _is_done_with(clauses, phrase.first)
    is_feigned = any(says_feigned(clauses.words[w]) for w in range(max(0, phrase.first - 1), phrase.last))
    if phrase.is_display or is_sign or is_feigned:
        return "shown"
    return "shown" if any(_is_shown(clauses, w) for w in words if int(clauses.head[w]) not in words) else "felt"


def says_feigned(word: str) -> bool:
    """Whether an adjective says that something is put on: "feigned", "well-feigned"."""
    return word.split("-")[-1] in FEIGNED


def sign_of(clauses: Clauses, word: int) -> int | None:
    """The part or sign of the body that "of" joins to what stands in it: the "look" of "a look of joy and fear"."""
    joint = _joint(clauses, word, ("of",))
    if joint is None or not (clauses.words[joint - 1] in BODY or clauses.words[joint - 1] in SIGNS):
        return None
    return joint - 1


def _is_done_with(clauses: Clauses, word: int) -> bool:
    """Whether "with" or "in" joins it to the deed right before: "spoke with great composure"."""
    joint = _joint(clauses, word, ("with", "in"))
    return joint is not None and clauses.upos[joint - 1] == "VERB" and clauses.lemmas[joint - 1] not in INNER


def _joint(clauses: Clauses, word: int, prepositions: tuple[str, ...]) -> int | None:
    """Where the preposition of a word's phrase stands, by the order of words, since such phrases are often parsed
    otherwise."""
    for place in range(word - 1, max(0, word - _FURTHEST_JOINT), -1):
        if clauses.words[place] in prepositions:
            return place
        if clauses.upos[place] not in _BEFORE_NOUN:
            return None
    return None


def _is_shown(clauses: Clauses, word: int) -> bool:
    """By the word it hangs on ("said angrily", "an angry voice"), its subject ("his voice was sad") or what is said of
    it ("his joy was plain", "looked pleased")."""
    head = int(clauses.head[word])
    relation = clauses.relation[word].split(":")[0]
    if relation == "conj" and head != word:
        return _is_shown(clauses, head)
    if relation in _MANNER and not clauses.children(word, SUBJECTS) and _is_seen(clauses, word, head):
        return True
    if relation in ("nsubj", "obj") and (clauses.words[head] in BODY or clauses.words[head] in VISIBLE):
        return True
    if relation == "xcomp" and clauses.lemmas[head] in SEEMING:
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
    cases = {clauses.words[w] for w in clauses.children(word, ("case",))}
    return bool(cases & {"with", "in"}) and clauses.words[max(0, word - 3) : word].count("spite") == 0


def is_denied(clauses: Clauses, phrase: Phrase) -> bool:
    """Whether the text says that it is not there: "not afraid", "no longer afraid", "felt no joy", "without a trace of
    anger"; not what is merely forbidden ("Don't be angry")."""
    if phrase.is_kept or phrase.is_tentative:
        return False
    if phrase.is_put_on or phrase.is_display:
        return clauses.is_negated(phrase.first)
    return any(_is_denied(clauses, w) for w in {phrase.first, phrase.last})


def _is_denied(clauses: Clauses, word: int) -> bool:
    head = int(clauses.head[word])
    is_object = head != word and clauses.relation[word] in ("obj", "xcomp") and clauses.upos[head] == "VERB"
    is_had = is_object and clauses.lemmas[head] in HAVING
    if is_object and not is_had and clauses.is_negated(head):
        # "Could not hide his joy" denies the hiding.
        return any(clauses.words[w] == "no" for w in clauses.children(word, ("det",)))
    if "never" in clauses.words[max(0, word - 4) : word] and clauses.words[word - 1] in ("so", "more"):
        # "Never so frightened" is as frightened as can be.
        return False
    if any(clauses.is_negated(w) for w in ((word, head) if is_had else (word,))):
        return not _is_forbidden(clauses, head if is_had else word)
    if " ".join(clauses.words[max(0, word - 2) : word]) in ("no longer", "no means"):
        return True
    if clauses.relation[word].split(":")[0] not in ("nmod", "obl"):
        return False
    return clauses.words[head] in LACKS or any(
        clauses.words[c] in ("without", "no") for c in clauses.children(head, ("case", "det"))
    )


def _is_forbidden(clauses: Clauses, word: int) -> bool:
    """ "Do not mourn": bidden not to be, not denied."""
    has_subject = clauses.subject(word, borrowed=False) is not None
    return not has_subject and any(clauses.lemmas[w] == "do" for w in clauses.children(word, ("aux",)))

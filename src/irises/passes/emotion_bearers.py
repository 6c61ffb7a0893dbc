"""Whose an emotion or display is by syntax: its owner, whom it is seen on or moves in, or who does it."""

from __future__ import annotations

from irises.passes.clauses import SUBJECTS, Clauses
from irises.passes.emotion_cues import BODY
from irises.passes.emotion_phrases import Phrase
from irises.passes.mask_words import GUTS

_BODY = BODY | frozenset(GUTS)
_CONTROLS = frozenset(
    """
    make let see hear watch feel help cause force find catch notice leave keep send set get have want tell ask beg order
    allow
    """.split()
)
"""Verbs whose object does what hangs on them: "made her laugh", "watched him smile"."""
_INTO = frozenset("in through over into within inside upon".split())
"""Where a feeling moves that is the subject of its verb: "dread went through him"."""


def sure_bearer(clauses: Clauses, phrase: Phrase) -> int | None:
    """Whose it is where syntax leaves no doubt: the owner before it ("her joy", "his hands shook"), whom it is on or in
    ("a smile on his face", "relief flooded her"), who is made or seen to do it ("made him smile")."""
    words = range(phrase.first, phrase.last + 1)
    for w in words:
        owner = clauses.owning_word(w)
        if owner is not None:
            return owner if clauses.relation[owner] == "nmod:poss" else None
    seats = (_seat(clauses, w, is_display=phrase.is_display) for w in words)
    made = (controller(clauses, w) for w in words)
    return next((who for who in (*seats, *made) if who is not None), None)


def bearer_by_grammar(clauses: Clauses, phrase: Phrase) -> int | None:
    """Whose it most likely is by syntax: the owner, or the subject ("he smiled", "she was glad")."""
    words = range(phrase.first, phrase.last + 1)
    for w in words:
        owner = clauses.owning_word(w)
        if owner is not None:
            return owner
    for w in words:
        for place in (w, int(clauses.head[w])):
            subject = clauses.subject(place)
            if subject is None:
                continue
            if clauses.person(subject) is not None:
                return subject
            owner = clauses.owning_word(subject)
            if owner is not None:
                return owner
    return None


def controller(clauses: Clauses, word: int) -> int | None:
    """The object of the verb before a deed whose doer it is: the "her" of "made her laugh"."""
    verb = int(clauses.head[word])
    if verb == word or clauses.lemmas[verb] not in _CONTROLS:
        return None
    if clauses.relation[word].partition(":")[0] not in ("xcomp", "ccomp", "advcl", "acl"):
        return None
    # Of "watched Tom tremble" the parser may have Tom as the subject of the trembling.
    between = (*clauses.children(word, SUBJECTS), *clauses.objects(verb))
    return next((w for w in between if verb < w < word and clauses.person(w) is not None), None)


def _seat(clauses: Clauses, word: int, *, is_display: bool) -> int | None:
    """Whose body a noun of emotion is seen on or moves in, or who is moved: the "her" of "a blush rose to her cheeks",
    "tears in her eyes", "guilt twisted in her stomach", "panic seized her"."""
    if clauses.upos[word] != "NOUN":
        return None
    verb = int(clauses.head[word])
    is_subject = clauses.relation[word] in SUBJECTS
    places = [*clauses.obliques(word)]
    if is_subject:
        places += [*clauses.obliques(verb), *clauses.objects(verb)]
    for place in places:
        if clauses.words[place] in _BODY and clauses.owning_word(place) is not None:
            return clauses.owning_word(place)
    if not is_subject or is_display:
        return None
    moved = [*clauses.objects(verb), *clauses.obliques(verb, _INTO)]
    return next((w for w in moved if clauses.person(w) is not None), None)

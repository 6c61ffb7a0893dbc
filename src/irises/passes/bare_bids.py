"""Orders and requests without an imperative: "Again." "Shoes off." "No running." "I'd go home, if I were you"."""

from __future__ import annotations

from collections.abc import Iterator

from irises.passes.assertion import FAINT, FAIR
from irises.passes.clauses import Clauses
from irises.passes.giving import TALK, Giving, begins_sentence, ends_sentence, said

_SILENCE = frozenset("quiet silence enough out away down back off".split())
"""What is bidden with an exclamation mark alone."""
_ONCE_MORE = frozenset(
    "again louder faster slower closer higher lower harder softer gentler deeper tighter enough now".split()
)
"""How one is told to do what one does, in a word: "Again." "Louder." """
_HUSH = frozenset("hush hush-h hush-sh shush shh sh ssh".split())
_OFF = frozenset("off up down out away forward".split())
_NO_ORDERS = frozenset("thumbs thumb heads time bottoms cheers times prices game lights sun power".split())
"""What is said to be "up" or "off", and bids nothing."""
_LEAVING = frozenset("leave move touch speak enter breathe shoot fire".split())
_NOBODY = frozenset({"nobody", "one"})
_MORE = frozenset(
    "secrets lies games excuses tricks questions surprises stories delays running hiding fighting".split()
)
"""What there shall be no more of."""
_NO_DOING = frozenset(
    """
    kidding king ring thing spring string wing morning evening wedding building meaning warning ceiling clothing feeling
    living parking
    """.split()
)
"""Words in "-ing" that nobody is told not to do."""
_ASKED_BEFORE = 30
"""Words before an answer of one word in which the question is."""
_URGED = frozenset(
    "appreciate grateful prefer lot great nice kind helpful good love better obliged mean like easier best".split()
)
"""Of what it would be "if you did" it."""
_LIKING = 6
"""Words before "if you" among which "I'd appreciate it" stands."""


def bare_bids(clauses: Clauses) -> Iterator[Giving]:
    """Every one that somebody says."""
    yield from _words(clauses)
    yield from _no_more(clauses)
    yield from _nobody(clauses)
    yield from _if_i_were_you(clauses)
    yield from _if_you_would(clauses)


def _words(clauses: Clauses) -> Iterator[Giving]:
    """ "Quiet!", "Again.", "Hush", "Shoes off." """
    for word in clauses.where(_SILENCE | _ONCE_MORE | _HUSH | _OFF):
        if clauses.mode(word) != "speech":
            continue
        form = clauses.words[word]
        if begins_sentence(clauses, word):
            is_loud = form in _SILENCE and clauses.words[word + 1 : word + 2] == ["!"]
            is_said_again = form in _ONCE_MORE and _is_alone(clauses, word, word)
            # "Now," he said, "let us go" bids nothing.
            if is_loud or (is_said_again and not (form == "now" and clauses.words[word + 1] == ",")):
                yield said(clauses, word, "command", FAINT, deed=word, content=(word, word))
            elif form in _HUSH:
                yield said(clauses, word, "request", FAINT, deed=word, content=(word, word))
        elif form in _OFF and _is_thing(clauses, word - 1) and _is_alone(clauses, word - 1, word):
            yield said(clauses, word - 1, "command", FAINT, deed=word, content=(word - 1, word))


def _is_thing(clauses: Clauses, word: int) -> bool:
    """Whether a word is several things that one has on or holds: "shoes", "guns"."""
    form = clauses.words[word]
    return clauses.upos[word] == "NOUN" and form not in _NO_ORDERS and form != clauses.lemmas[word]


def _is_alone(clauses: Clauses, first: int, last: int) -> bool:
    """Whether words are all of a sentence that answers no question."""
    is_echo = first > 1 and clauses.words[first - 1] == "," and clauses.words[first - 2] == clauses.words[first]
    if not (begins_sentence(clauses, first) and ends_sentence(clauses, last)) or is_echo:
        return False
    asked = next((w for w in range(first - 1, max(0, first - _ASKED_BEFORE), -1) if clauses.quotation[w] >= 0), None)
    return asked is None or clauses.words[asked] != "?" or clauses.quotation[asked] == clauses.quotation[first]


def _no_more(clauses: Clauses) -> Iterator[Giving]:
    """ "No running.", "No more secrets." """
    for word in clauses.where({"no"}):
        if clauses.mode(word) != "speech" or not begins_sentence(clauses, word):
            continue
        deed = word + 1
        is_more = clauses.words[deed : deed + 1] == ["more"] and clauses.words[deed + 1 : deed + 2]
        if is_more and clauses.words[deed + 1] in _MORE and ends_sentence(clauses, deed + 1):
            yield said(clauses, word, "request", FAINT, deed=deed + 1, content=(word, deed + 1))
        elif _is_doing(clauses, deed) and clauses.quotation[deed] == clauses.quotation[word]:
            yield said(clauses, word, "command", FAINT, deed=deed, content=(word, deed))


def _is_doing(clauses: Clauses, deed: int) -> bool:
    is_deed = clauses.upos[deed : deed + 1] in (["VERB"], ["NOUN"]) and clauses.words[deed] not in _NO_DOING
    ends = is_deed and (ends_sentence(clauses, deed) or clauses.upos[deed + 1] == "ADP")
    return ends and clauses.words[deed].endswith("ing")


def _nobody(clauses: Clauses) -> Iterator[Giving]:
    """ "Nobody leaves this room" """
    for word in clauses.where(_LEAVING):
        subject = word - 1
        if clauses.words[word] == clauses.lemmas[word] or clauses.words[word][-1] != "s" or subject < 0:
            continue
        first = subject - (clauses.words[subject] == "one" and clauses.words[subject - 1 : subject] == ["no"])
        is_nobody = clauses.words[subject] in _NOBODY and (first < subject or clauses.words[subject] == "nobody")
        is_said = clauses.mode(word) == "speech" and clauses.ends_with(word) != "?"
        if is_nobody and is_said and begins_sentence(clauses, first):
            yield said(clauses, word, "command", FAINT, deed=word)


def _if_i_were_you(clauses: Clauses) -> Iterator[Giving]:
    """ "I'd go home, if I were you", "in your place I would tell him": what is advised."""
    for you in clauses.where({"you", "place", "shoes"}):
        is_if = clauses.words[you - 3 : you] in (["if", "i", "were"], ["if", "i", "was"])
        if not (is_if or clauses.words[you - 2 : you] == ["in", "your"]) or clauses.mode(you) not in TALK:
            continue
        own = [w for w in clauses.sentence_words(you) if clauses.quotation[w] == clauses.quotation[you]]
        would = next((w for w in own[1:] if clauses.words[w] in ("would", "'d") and clauses.words[w - 1] == "i"), None)
        near = range(0) if would is None else range(would + 1, min(would + 4, own[-1]))
        deed = next((w for w in near if clauses.upos[w] == "VERB"), None)
        if would is not None and deed is not None:
            yield said(clauses, would, "request", FAIR, deed=deed)


def _if_you_would(clauses: Clauses) -> Iterator[Giving]:
    """ "I'd appreciate it if you didn't tell her", "it would mean a lot if you came" """
    for word in clauses.where({"if"}):
        if clauses.mode(word) not in TALK or clauses.words[word + 1 : word + 2] != ["you"]:
            continue
        near = [w for w in range(max(0, word - _LIKING), word) if clauses.quotation[w] == clauses.quotation[word]]
        forms = [clauses.words[w] for w in near]
        is_wished = not _URGED.isdisjoint(forms) and not {"would", "'d"}.isdisjoint(forms)
        stop = min(word + 6, clauses.sentence_words(word).stop)
        deed = next((w for w in range(word + 2, stop) if clauses.upos[w] == "VERB"), None)
        if is_wished and deed is not None and clauses.ends_with(word) != "?":
            yield said(clauses, word, "request", FAIR, deed=deed)

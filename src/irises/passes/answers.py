"""Answers to what was asked: "yes", "I will", "not a chance", a nod, "she refused"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from irises.passes.assertion import FAINT, FAIR, doer, is_asked, is_denied, is_so, is_supposed
from irises.passes.clauses import Clauses
from irises.passes.giving import FIRST, TALK, WILL, Giving, before, is_hedged, said

_ASKS = frozenset({"request", "command"})
_GIVES = """
    yes / yeah / yep / yup / aye / ay / yea / ok / okay / all right / alright / very well / of course / certainly /
    sure / gladly / willingly / with pleasure / as you wish / will do / done / agreed / deal / consider it done /
    right away / at once / i will / i 'll try / i promise / i swear / surely / by all means / you got it / on it /
    fine / as you command / understood / anything you like / copy / copy that / roger / roger that / wilco /
    no problem / you bet / can do / on my way / coming / if you insist / as you say / anything for you / leave it to me
    """
_REFUSES = """
    no / nope / nay / never / absolutely not / certainly not / of course not / definitely not / not a chance /
    no chance / no way / no fear / not on your life / not likely / over my dead body / i 'd rather not /
    i would rather not / i ca n't / i can not / i cannot / i could n't / i could not / i must n't / i must not /
    i wo n't / i will not / sha n't / wo n't / ca n't / i sha n't / i shall not / i refuse / forget it / make me /
    i do n't think so / i think not / not yet / not until / not while / not in front / get lost / go to hell /
    i 'm not going to / i 'm not / nothing doing / under no circumstances / out of the question / hell no / fuck no /
    absolutely no / screw you / fuck you / fuck off / piss off / bite me / like hell / hard pass / pass / watch me /
    not now / not today / not tonight / not happening / not with / i 'm good / i do n't want / i want to stay /
    you may not / try and make me / you ca n't make me / i do n't have to / not gonna / get stuffed / not a hope
    """
_LEADS = """
    oh / well / ah / um / er / uh / look / sorry / with respect / with all due respect / i 'm afraid / i am afraid /
    i 'm sorry / i am sorry / sir / ma'am / madam / my lord / my lady / dear / love / but / then / please / hey / listen
    """


def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
    """Phrases as words, the longest first."""
    return tuple(sorted((tuple(phrase.split()) for phrase in text.split("/")), key=len, reverse=True))


_ANSWERS = tuple(
    sorted(
        [(words, "promise") for words in _phrases(_GIVES)] + [(words, "refusal") for words in _phrases(_REFUSES)],
        key=lambda pair: -len(pair[0]),
    )
)
_LEAD = _phrases(_LEADS)
_MOST_LEADS = 3
_CONTEXT = 40
"""Words after a turn in which a nod or a shake of the head answers it."""
_MEMORY = 60
"""Words before "she refused" in which the asking is told."""
_MOST_TURNS = 4
"""Quotations of which one is no longer the next after what was asked, that one included."""
_CHALLENGE = 40
"""Words before "I won't" in which somebody else may have said "you will" or "don't"."""
_AGREEING = {
    "agree": "promise", "consent": "promise", "comply": "promise", "acquiesce": "promise", "refuse": "refusal",
    "decline": "refusal", "demur": "refusal", "promise": "promise", "relent": "promise", "cave": "promise",
    "give": "promise", "balk": "refusal", "baulk": "refusal",
}  # fmt: skip
_SAID = {
    **dict.fromkeys(("no", "nope", "never"), "refusal"),
    **dict.fromkeys("yes yeah yep aye ok okay fine sure alright certainly".split(), "promise"),
}
_THESE = frozenset({"this", "that", "it", "these", "terms"})
_HARDLY = frozenset({"nearly", "almost", "never"})
_NO_ANSWER = frozenset("with about that on it to in of".split())


def answers(clauses: Clauses, asked: Sequence[Giving]) -> Iterator[Giving]:
    """What is given or refused after what was asked: by the first words of whoever speaks next, by a nod or a shake of
    the head, or told: "she refused"."""
    turns = [
        item for item in asked if item.kind in _ASKS and item.content and clauses.mode(item.content[0]) == "speech"
    ]
    turns.sort(key=lambda item: item.cue)
    places = [item.cue for item in turns]
    for first in clauses.quotations_begin():
        if clauses.mode(first) != "speech":
            continue
        place = bisect_left(places, first)
        if place and (found := _answer(clauses, first, turns[place - 1])) is not None:
            yield found
    yield from _gestures(clauses, turns)
    yield from _told(clauses, sorted(asked, key=lambda item: item.cue))


def _answer(clauses: Clauses, first: int, asked: Giving) -> Giving | None:
    """What the quotation that begins at a word answers to what was asked last, in the turn before it."""
    by, asker = clauses.speaker(first), asked.by
    row = int(clauses.quotation[first])
    if row == int(clauses.quotation[asked.cue]) or (by is not None and by == asker):
        return None
    if not _is_next(clauses, first, asked):
        return None
    at = first
    while at + 1 < len(clauses.words) and clauses.upos[at] == "PUNCT" and clauses.quotation[at] == row:
        at += 1
    for _ in range(_MOST_LEADS):
        lead = next((len(words) for words in _LEAD if _stands(clauses, at, words)), 0)
        if not lead:
            break
        at += lead
        while at + 1 < len(clauses.words) and clauses.words[at] in (",", "...", "…") and clauses.quotation[at] == row:
            at += 1
    kind = next((kind for words, kind in _ANSWERS if _stands(clauses, at, words)), None)
    kind = kind or ("promise" if _is_doing_it(clauses, at, asked) else None)
    if kind is None or int(clauses.quotation[at]) != row or clauses.ends_with(at) == "?" or _yes_but(clauses, at):
        return None
    is_sworn = clauses.words[at : at + 2] == ["i", "swear"]
    # What is said after "I" does it: "won't", "can't", "don't".
    cue = at + (clauses.words[at] == "i")
    return _answered(cue, "vow" if is_sworn else kind, by, asked, FAIR)


def _is_doing_it(clauses: Clauses, at: int, asked: Giving) -> bool:
    """ "Hold position." "Holding." """
    is_same = asked.deed is not None and clauses.lemmas[at] == clauses.lemmas[asked.deed]
    return is_same and clauses.words[at].endswith("ing") and clauses.words[at] != clauses.lemmas[at]


def _yes_but(clauses: Clauses, at: int) -> bool:
    """ "Yes," I objected, "but it will cost more" """
    near = [w for w in range(at + 1, min(at + 12, len(clauses.words))) if clauses.upos[w] != "PUNCT"]
    after = [w for w in near if clauses.quotation[w] >= 0]
    return (
        bool(after) and clauses.words[after[0]] == "but" and clauses.words[at] in ("yes", "yeah", "sure", "certainly")
    )


def _stands(clauses: Clauses, at: int, words: tuple[str, ...]) -> bool:
    return tuple(clauses.words[at : at + len(words)]) == words


def _is_next(clauses: Clauses, first: int, asked: Giving) -> bool:
    """Whether nobody else speaks between what was asked and a quotation, nor is anything else asked after it."""
    assert asked.content is not None
    end = max(asked.content[1], asked.cue)
    asks = clauses.ends_with(end) == "?" and clauses.sentence[min(end + 1, first - 1)] == clauses.sentence[end]
    said_last = {int(clauses.quotation[asked.cue])}
    paragraph = clauses.document.words.paragraph
    questions = 0
    for w, row in enumerate(clauses.quotation[end + 1 : first], start=end + 1):
        if row < 0:
            continue
        if row not in said_last:
            said_last.add(row)
            is_later = paragraph[w] > paragraph[end] + 1
            if is_later or len(said_last) >= _MOST_TURNS or clauses.speaker(w) not in (asked.by, None):
                return False
        questions += clauses.words[w] == "?"
        if questions > int(asks):
            return False
    return True


def _gestures(clauses: Clauses, turns: Sequence[Giving]) -> Iterator[Giving]:
    """ "He nodded" and "She shook her head" after what was asked, before anybody else speaks."""
    for place, item in enumerate(turns, start=1):
        assert item.content is not None
        own = int(clauses.quotation[item.cue])
        stop = min(item.content[1] + _CONTEXT, len(clauses.words), *(later.cue for later in turns[place : place + 1]))
        for w in range(item.content[1] + 1, stop):
            if clauses.mode(w) == "speech" and int(clauses.quotation[w]) != own:
                break
            if clauses.mode(w) is None and clauses.lemmas[w] in ("nod", "shake"):
                found = _gesture(clauses, w, item)
                if found is not None:
                    yield found
                break


def _gesture(clauses: Clauses, word: int, asked: Giving) -> Giving | None:
    by = clauses.person(clauses.subject(word))
    is_head = clauses.lemmas[word] == "nod" or "head" in clauses.words[word + 1 : word + 4]
    if by is None or by == asked.by or not is_head or is_denied(clauses, word):
        return None
    return _answered(word, "promise" if clauses.lemmas[word] == "nod" else "refusal", by, asked, FAINT)


def _told(clauses: Clauses, asked: Sequence[Giving]) -> Iterator[Giving]:
    """ "She refused", "he had agreed": with nothing said of what, after somebody else asked for it."""
    places = [item.cue for item in asked]
    for word in clauses.where({*_AGREEING, "say"}):
        kind = _said_no(clauses, word) if clauses.lemmas[word] == "say" else _AGREEING.get(clauses.lemmas[word])
        if kind is None or clauses.upos[word] != "VERB" or (clauses.lemmas[word] != "say" and clauses.objects(word)):
            continue
        after = clauses.words[word + 1 : word + 2]
        is_given_in = after == ["in"] and _ends_at(clauses, word + 2)
        if (clauses.lemmas[word] == "give" and not is_given_in) or (
            after and after[0] in _NO_ANSWER and not is_given_in and not _to_a_thing(clauses, word)
        ):
            continue
        by = clauses.person(doer(clauses, word))
        if _HARDLY & set(clauses.words[max(0, word - 2) : word]):
            continue
        unsaid = is_denied(clauses, word) or is_asked(clauses, word) or is_supposed(clauses, word)
        if by is None or unsaid or is_so(clauses, word) is not True:
            continue
        near = range(bisect_left(places, word - _MEMORY), bisect_left(places, word))
        request = next((asked[n] for n in reversed(near) if asked[n].kind in _ASKS and asked[n].by != by), None)
        if request is not None:
            yield _answered(word, kind, by, request, FAINT)
        elif _says_enough(clauses, word, kind):
            yield Giving(cue=word, kind=kind, by=by, to=(), content=None, deed=None, confidence=FAINT)


def _says_enough(clauses: Clauses, word: int, kind: str) -> bool:
    """Whether it is plain without what was asked that it was: "Mum said no way", "in the end he gave in", "agreed to
    this"; "said no" may answer a question."""
    lemma, after = clauses.lemmas[word], clauses.words[word + 1 : word + 4]
    if lemma == "say":
        asked = {"?", "if", "whether", "ask", "wonder"} & set(clauses.lemmas[max(0, word - _MEMORY) : word])
        return kind == "refusal" and (after[1:2] == ["way"] or (after[:1] == ["no"] and not asked))
    if lemma == "give":
        return after[1:2] != ["to"]
    if lemma in ("agree", "consent"):
        return after[:1] == ["to"] and after[1:2] != [] and after[1] in _THESE
    return lemma in ("relent", "cave") and clauses.upos[word + 1] == "PUNCT"


def _said_no(clauses: Clauses, word: int) -> str | None:
    """ "Mum said no", "she said no way", "he said fine" """
    after = clauses.words[word + 1 : word + 3]
    is_whole = _ends_at(clauses, word + 2) or after[1:] == ["way"]
    return _SAID.get(after[0]) if after and is_whole else None


def _ends_at(clauses: Clauses, word: int) -> bool:
    """Whether a clause ends before a word: with a mark, or with what joins or hangs on."""
    return clauses.upos[word : word + 1] in ([], ["PUNCT"], ["CCONJ"], ["ADP"], ["SCONJ"])


def _to_a_thing(clauses: Clauses, word: int) -> bool:
    """ "Agreed to a day" """
    is_thing = clauses.upos[word + 2 : word + 3] in (["DET"], ["NOUN"], ["PRON"])
    return clauses.words[word + 1 : word + 2] == ["to"] and is_thing


def _answered(word: int, kind: str, by: int | None, asked: Giving, confidence: float) -> Giving:
    to = () if asked.by is None else (asked.by,)
    return Giving(cue=word, kind=kind, by=by, to=to, content=asked.content, deed=asked.deed, confidence=confidence)


def _is_challenged(clauses: Clauses, word: int) -> bool:
    """Whether the last quotation of somebody else says "you will ..." or "don't ...": "I won't" then promises."""
    last = word
    while last > 0 and clauses.quotation[last] in (clauses.quotation[word], -1):
        last -= 1
    speaker = clauses.speaker(word)
    if clauses.quotation[last] < 0 or (speaker is not None and clauses.speaker(last) == speaker):
        return False
    near = [w for w in range(max(0, last - _CHALLENGE), last + 1) if clauses.quotation[w] == clauses.quotation[last]]
    said_before = [clauses.words[w] for w in near]
    return any((a == "you" and b in WILL) or (a == "do" and b == "n't") for a, b in pairwise(said_before))


def short_wills(clauses: Clauses) -> Iterator[Giving]:
    """ "I will." and "I won't." without a verb."""
    for word in clauses.where({"will", "wo"}):
        near = before(clauses, word)
        if near is None or clauses.words[near] not in FIRST or clauses.mode(word) not in TALK:
            continue
        denied = clauses.words[word + 1 : word + 2] == ["n't"]
        after = word + 1 + denied
        if after >= len(clauses.words) or clauses.upos[after] != "PUNCT" or is_hedged(clauses, near):
            continue
        kind = "refusal" if denied and not _is_challenged(clauses, word) else "promise"
        yield said(clauses, word, kind, FAINT, deed=word, content=(near, after - 1))

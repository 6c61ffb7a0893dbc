"""Commitments that a verb or noun reports or performs: "he promised her", "I beg you", "her promise to write"."""

from __future__ import annotations

from irises.passes.assertion import (
    FAINT,
    FAIR,
    LIKELY,
    SURE,
    antecedent,
    doer,
    is_asked,
    is_denied,
    is_passive,
    is_so,
    is_supposed,
)
from irises.passes.clauses import Clauses
from irises.passes.commitment_cues import (
    BOUND,
    BY_WORDS,
    CALLING,
    FAREWELLS,
    GIVEN,
    GIVING,
    HARMS,
    MADE,
    MENTAL,
    NEEDS_DEED,
    NEEDS_WORDS,
    OWNED,
    REASSURING,
    REFUSED,
    SAYING,
    UNPROMISED,
    VERBS,
    WITH_SHOULD,
)
from irises.passes.complements import Stretch, clause
from irises.passes.giving import FIRST, TALK, Giving, asks_for_word

_NO_DEED = frozenset({"if", "whether", "why", "how", "what", "where", "when", "who"})
_TELLING_TOO = frozenset("tell ask warn direct instruct charge agree persuade convince remind whisper text".split())
"""Verbs whose "that" clause is mostly of what is so."""
_ASKED_OR_GIVEN = frozenset("ask order request instruct command promise agree".split())
_MANNERS = frozenset("good careful quiet true faithful patient kind ready silent obedient discreet gentle".split())
_ORDERS = frozenset({"order", "orders", "command", "instruction", "instructions"})
_POINTING = frozenset({"it", "this", "that", "so"})
_REMARKING = frozenset("add observe inform remark state differ submit tender offer announce report say thank".split())
_REFLEXIVE = frozenset("myself yourself himself herself itself ourselves themselves".split())
_UNHAD = frozenset(
    """
    put cut let set shut hit hurt cast shed spread come run become beat read bid rid know believe think see hear feel
    understand want like need die laugh cry wonder worry hope love hate
    """.split()
)
"""Verbs with which "had him ..." orders nothing, or which are as like a participle: "had them put away"."""
_WOULD = frozenset({"would", "'d", "will", "'ll", "shall", "wo"})
_WOULD_THEY = frozenset({"would", "could", "'d", "will", "can", "might"})
_MAY = frozenset({"might", "could", "may", "can"})
"""What one asks "if" others would, and if one may oneself."""
_AT = frozenset({"at", "to", "for", "on", "upon", "with"})
_STRUCK = frozenset({"make", "strike"})
_MUCH = frozenset({"great", "good", "big", "huge"})
"""What is no bargain: "made a great deal of noise"."""
_THINGS = frozenset({"that", "which", "it", "this", "what"})
_COMPARING = frozenset("as than what when because if though where".split())
_NOT = frozenset({"not", "n't", "never"})
_HERE = frozenset({"at", "there", "back", "here", "home", "with", "ready", "waiting"})
_FAR = 24
"""Words after "swore" in which a clause with "that" begins, at most."""
_ASKED_BEFORE = 40
"""Words before "said I wouldn't" in which that was asked for."""
_FOR = frozenset("ask beg plead appeal press petition sue".split())
"""Verbs that ask for a thing with "for"."""
_REACH = 9
"""Words after a verb in which what is to be done begins, where the tree has hung it elsewhere."""


def reported(clauses: Clauses, word: int) -> Giving | None:
    """What a cue word reports or performs; None if nothing."""
    lemma, upos = clauses.lemmas[word], clauses.upos[word]
    if upos == "VERB" and lemma in SAYING:
        found = _said_he_would(clauses, word) or _said_to_be_done(clauses, word)
        if found is not None:
            return found
    if upos == "VERB" and lemma == "ask" and (found := _asked_if(clauses, word)) is not None:
        return found
    if upos == "VERB" and lemma in VERBS:
        return _verb(clauses, word, lemma)
    if upos == "VERB" and lemma in ("make", "have"):
        return _made_to(clauses, word)
    if upos == "AUX" and lemma in ("would", "will"):
        return _would_not(clauses, word)
    if upos == "NOUN" and clauses.lemmas[int(clauses.head[word])] in VERBS and clauses.relation[word] == "obj":
        return None
    if upos == "NOUN" and lemma in GIVEN:
        return _given(clauses, word, lemma) or _owned(clauses, word, lemma)
    return _owned(clauses, word, lemma) if upos == "NOUN" else None


# Verbs


def _verb(clauses: Clauses, word: int, lemma: str) -> Giving | None:
    """ "He promised her to come", "I beg you to stay", "they were ordered to wait" """
    by = None if asks_for_word(clauses, word) else _giver(clauses, word, lemma)
    if by is None or not _is_told(clauses, word) or not _is_meant(clauses, word, lemma):
        return None
    content, deed = _deed_of(clauses, word)
    head = int(clauses.head[word])
    is_joined = clauses.relation[word] == "conj" and VERBS.get(clauses.lemmas[head]) == VERBS[lemma]
    if deed is None and is_joined and clauses.subject(word, borrowed=False) is None:
        return None
    if deed is None and _as_asked(clauses, word, lemma):
        return Giving(
            cue=word,
            kind=_kind(clauses, word, lemma),
            by=by,
            to=_receivers(clauses, word, by),
            content=clauses.subtree_near(head),
            deed=None,
            confidence=FAINT,
        )
    quoted = clauses.quoted_near(word) if content is None and clauses.mode(word) is None and lemma in BY_WORDS else None
    if not _suffices(lemma, content, deed, quoted):
        return None
    return Giving(
        cue=word,
        kind=_kind(clauses, word, lemma),
        by=by,
        to=_receivers(clauses, word, by) or tuple(clauses.addressees(quoted[0] if quoted else word)),
        content=content or quoted,
        deed=deed,
        confidence=SURE if deed is not None else FAIR,
    )


def _as_asked(clauses: Clauses, word: int, lemma: str) -> bool:
    """ "He came as she had asked", "kept quiet, as you asked": what is done is what was asked or promised."""
    if (
        lemma not in _ASKED_OR_GIVEN
        or clauses.words[word] == clauses.words[word - 1]
        or int(clauses.head[word]) == word
    ):
        return False
    is_past = clauses.words[word] != lemma and clauses.words[word][-1] != "s"
    ends = clauses.upos[word + 1 : word + 2] in ([], ["PUNCT"]) or clauses.person(word + 1) is not None
    return is_past and ends and "as" in clauses.words[max(0, word - 4) : word - 1]


def _giver(clauses: Clauses, word: int, lemma: str) -> int | None:
    """entity_id of who gives or asks; of "I" the speaker."""
    if is_passive(clauses, word) and lemma in BOUND:
        return clauses.person(clauses.subject(word))
    who = doer(clauses, word)
    found = clauses.person(who)
    if found is None and who is not None and clauses.words[who] in ("i", "we"):
        return clauses.speaker(word)
    if found is None and who is None and clauses.mode(word) in TALK and lemma in ("beg", "pray", "entreat"):
        return clauses.speaker(word)
    return found


def _is_told(clauses: Clauses, word: int) -> bool:
    """Whether it is said to have been given or asked: not denied, asked, supposed or only wished."""
    if is_denied(clauses, word) or is_asked(clauses, word) or is_supposed(clauses, word):
        return False
    governor = int(clauses.head[word])
    is_nested = governor != word and clauses.lemmas[governor] in VERBS and clauses.relation[word] in ("xcomp", "advcl")
    return is_nested or is_so(clauses, word) is True


def _is_meant(clauses: Clauses, word: int, lemma: str) -> bool:
    """Whether the verb is used in this sense: no pardon begged, no goodbye bidden, no noticing refused."""
    near = clauses.lemmas[word + 1 : word + 5]
    if lemma in ("beg", "bid", "pray", "ask") and not FAREWELLS.isdisjoint(near):
        return False
    is_oath_only = clauses.words[word + 1 : word + 2] in (["by"], ["at"], [","])
    if lemma in ("swear", "vow") and is_oath_only and _later_clause(clauses, word) is None:
        return False
    if lemma == "beg" and "to" in near[:2] and not _REMARKING.isdisjoint(near):
        return False
    if any(clauses.words[w] in _REFLEXIVE for w in clauses.objects(word)) and lemma not in ("swear", "vow", "promise"):
        return False
    if lemma in CALLING and not _calls_somebody(clauses, word):
        return False
    infinitive = [w for w in range(word + 1, min(word + 5, len(clauses.words))) if clauses.words[w - 1] == "to"]
    if any(clauses.lemmas[w] == "know" for w in infinitive) and VERBS[lemma] in ("request", "command"):
        return False
    if lemma == "refuse" and any(clauses.lemmas[w] in MENTAL for w in infinitive):
        return False
    return not (lemma in ("promise", "threaten", "engage") and any(_is_prospect(clauses, w) for w in infinitive))


def _calls_somebody(clauses: Clauses, word: int) -> bool:
    """ "Yelled at them to get down", "gestured for her to sit": somebody between the verb and what is to be done."""
    near = _infinitive_after(clauses, word)
    return near is not None and any(clauses.person(w) is not None for w in range(word + 1, near))


def _is_prospect(clauses: Clauses, word: int) -> bool:
    """ "To be a fine man": a prospect, no deed; "to be good" is one."""
    if clauses.lemmas[word] != "be":
        return False
    said_of = [
        w for w in range(word + 1, min(word + 4, len(clauses.words))) if clauses.upos[w] in ("NOUN", "ADJ", "VERB")
    ]
    return bool(said_of) and clauses.words[said_of[0]] not in _MANNERS


def _suffices(lemma: str, content: Stretch | None, deed: int | None, quoted: Stretch | None) -> bool:
    """Whether it is said what is given or asked, as far as the verb needs it."""
    if deed is not None or quoted is not None:
        return True
    if lemma in NEEDS_DEED:
        return False
    return content is not None or lemma not in NEEDS_WORDS


def _deed_of(clauses: Clauses, word: int) -> tuple[Stretch | None, int | None]:
    """The content of a verb and the verb of what is to be done."""
    child = _deed_child(clauses, word)
    if child is not None:
        return clauses.subtree(child), child
    for w in clauses.obliques(word, ("for",)):
        if clauses.quotation[w] != clauses.quotation[word] or clauses.lemmas[word] not in _FOR:
            continue
        return clauses.subtree(w), w
    for w in clauses.obliques(word, ("on", "upon")) if clauses.lemmas[word] == "insist" else ():
        return clauses.subtree(w), w
    is_sent = clauses.lemmas[word] == "order" and any(clauses.person(w) is not None for w in clauses.objects(word))
    for w in clauses.obliques(word, ("to", "out", "into", "from", "off")) if is_sent else ():
        return clauses.subtree(w), w
    near = _infinitive_after(clauses, word) or _bare_after(clauses, word)
    if near is not None:
        return (near - 1, max(near, clauses.subtree(near)[1])), near
    if clauses.lemmas[word] in NEEDS_DEED:
        return None, None
    held = clause(clauses, word) if _takes_clause(clauses.lemmas[word]) else None
    is_sworn = VERBS[clauses.lemmas[word]] == "vow"
    objects = [w for w in clauses.objects(word) if w > word and (is_sworn or clauses.words[w] not in _POINTING)]
    is_refused = VERBS[clauses.lemmas[word]] == "refusal"
    held = held or _later_clause(clauses, word)
    things = [w for w in objects if clauses.person(w) is None or is_refused]
    if is_refused and not things and clauses.upos[word + 1 : word + 2] not in ([], ["PUNCT"], ["ADP"]):
        things = [word + 1]
    return held or (clauses.subtree(things[0]) if things else None), None


def _later_clause(clauses: Clauses, word: int) -> Stretch | None:
    """What is sworn or promised, where much stands between: "swore to himself, over the first one, that he would"."""
    if not _takes_clause(clauses.lemmas[word]):
        return None
    stop = min(word + _FAR, clauses.sentence_words(word).stop - 1)
    comma = next((w for w in range(word + 1, min(word + 5, stop)) if clauses.words[w] == ","), None)
    if comma is not None and clauses.mode(word) in TALK and clauses.words[comma + 1] in FIRST:
        return comma + 1, max(comma + 2, clauses.sentence_words(word).stop - 2)
    for w in range(word + 1, stop):
        is_own = clauses.words[w] == "that" and clauses.quotation[w] == clauses.quotation[word]
        if is_own and not _WOULD.isdisjoint(clauses.words[w + 2 : stop]):
            return w, max(w + 2, clauses.sentence_words(word).stop - 2)
    return None


def _takes_clause(lemma: str) -> bool:
    """Whether a verb's "that" clause is what is given or asked."""
    return VERBS[lemma] in ("promise", "vow", "threat")


def _deed_child(clauses: Clauses, word: int) -> int | None:
    """The clause of what is to be done: an infinitive, or a "that" clause of a verb that takes one."""
    for child in clauses.children(word, ("xcomp", "ccomp", "advcl")):
        marks = {clauses.words[w] for w in clauses.children(child, ("mark", "advmod"))}
        if child < word or not marks.isdisjoint(_NO_DEED) or clauses.quotation[child] != clauses.quotation[word]:
            continue
        if "to" in marks or (clauses.relation[child] == "ccomp" and _is_deed_clause(clauses, word, child)):
            return child
    return None


def _is_deed_clause(clauses: Clauses, word: int, child: int) -> bool:
    """Whether a "that" clause is of a deed: with "should" after "told", with anything after "promised"."""
    helpers = {clauses.words[w] for w in clauses.children(child, ("aux",))}
    if clauses.lemmas[word] in _TELLING_TOO:
        return not helpers.isdisjoint(WITH_SHOULD | {"ought"}) or "ought" in clauses.words[word:child]
    return True


def _infinitive_after(clauses: Clauses, word: int) -> int | None:
    """The verb after the first "to" that follows a verb with at most a person, "not" or adverbs between."""
    stop = min(word + _REACH, clauses.sentence_words(word).stop - 1)
    for w in range(word + 1, stop):
        if clauses.words[w] == "to" and clauses.upos[w] == "PART":
            return w + 1 if clauses.upos[w + 1] in ("VERB", "AUX") else None
        is_at = w == word + 1 and clauses.words[w] in _AT
        is_between = is_at or clauses.upos[w] in ("PRON", "PROPN", "ADV", "PART") or clauses.person(w) is not None
        if not is_between and clauses.upos[w] not in ("DET", "ADJ", "NOUN"):
            return None
    return None


def _bare_after(clauses: Clauses, word: int) -> int | None:
    """The verb of "bade him hold": bare, after a person."""
    deed = word + 2
    if clauses.lemmas[word] != "bid" or deed >= len(clauses.words) or clauses.person(word + 1) is None:
        return None
    is_bare = clauses.words[deed] == clauses.lemmas[deed] and clauses.upos[deed] in ("VERB", "AUX")
    return deed if is_bare else None


def _receivers(clauses: Clauses, word: int, by: int) -> tuple[int, ...]:
    """entity_ids of whom it is given or asked: objects, and "to" or "of" whom; in the passive the subject."""
    if is_passive(clauses, word) and clauses.lemmas[word] not in BOUND:
        whom = [w for w in [clauses.subject(word)] if w is not None]
    else:
        whom = [*clauses.objects(word), *clauses.obliques(word, ("to", "of", "with", "upon", "at", "for", "on"))]
        if not whom and clauses.upos[word + 1 : word + 2] in (["PRON"], ["PROPN"]):
            whom = [word + 1]
        if not whom and clauses.lemmas[word] in CALLING and word + 2 < len(clauses.words):
            whom = [word + 2]
    return tuple(p for w in whom if (p := clauses.person(w)) is not None and p != by)


def _kind(clauses: Clauses, word: int, lemma: str) -> str:
    """The verb's kind; "told" with what one ought to do is advice, "warned her that she must not" an order."""
    if lemma == "warn" and {"must", "shall"} & set(clauses.words[word : word + 12]):
        return "command"
    if lemma == "tell" and {"ought", "should", "better"} & set(clauses.words[word : word + 14]):
        return "request"
    if lemma == "promise" and not _REFLEXIVE.isdisjoint(clauses.words[word + 1 : word + 3]):
        return "vow"
    return VERBS[lemma]


def _said_he_would(clauses: Clauses, word: int) -> Giving | None:
    """ "He said he would come", "I told her I'd write", "she says she'll bring both": a promise in other words."""
    stop = min(word + 8, clauses.sentence_words(word).stop - 1)
    would = next((w for w in range(word + 1, stop) if clauses.words[w] in _WOULD and clauses.upos[w] == "AUX"), None)
    if would is None or clauses.mode(would) != clauses.mode(word):
        return None
    who = doer(clauses, word)
    by = clauses.person(who)
    if who is None or by is None or asks_for_word(clauses, word):
        return None
    is_ours = clauses.words[would - 1] == "we" and clauses.words[who] == "i"
    if (
        not (is_ours or clauses.person(would - 1) == by)
        or clauses.words[would - 2] in _COMPARING
        or is_supposed(clauses, word)
    ):
        return None
    if is_denied(clauses, word) or is_asked(clauses, word):
        return None
    denied = any(clauses.words[w] in _NOT for w in range(would, min(would + 3, stop + 1)))
    deed = next((w for w in range(would + 1, min(would + 5, stop + 1)) if clauses.upos[w] == "VERB"), None)
    is_there = deed is None and clauses.words[would + 1 : would + 2] == ["be"]
    if is_there and _HERE.isdisjoint(clauses.words[would + 2 : would + 4]):
        return None
    if deed is not None and (clauses.lemmas[deed] in UNPROMISED or clauses.words[deed] != clauses.lemmas[deed]):
        return None
    content = (would - 1, clauses.subtree(deed)[1]) if deed is not None and deed < clauses.subtree(deed)[1] else None
    # What one tells oneself that one will do or never do is a vow.
    to_oneself = clauses.lemmas[word] == "tell" and clauses.words[word + 1].endswith(("self", "selves"))
    return Giving(
        cue=word,
        kind="vow" if to_oneself else _would_kind(clauses, word, would, deed, denied=denied),
        by=by,
        to=_receivers(clauses, word, by),
        content=content or (would - 1, deed or would),
        deed=deed,
        confidence=FAINT,
    )


def _would_kind(clauses: Clauses, word: int, would: int, deed: int | None, *, denied: bool) -> str:
    """ "Said he would kill him" is a threat, "said he wouldn't tell" a promise, as is "said he wouldn't" after "don't";
    "said he wouldn't sign" a refusal."""
    if not denied:
        after = clauses.words[would + 2 : would + 4]
        return "threat" if deed is not None and clauses.lemmas[deed] in HARMS and after else "promise"
    if deed is not None:
        return "promise" if clauses.lemmas[deed] in REASSURING else "refusal"
    asked = clauses.words[max(0, word - _ASKED_BEFORE) : word]
    return "refusal" if _NOT.isdisjoint(asked) and "nobody" not in asked else "promise"


def _said_to_be_done(clauses: Clauses, word: int) -> Giving | None:
    """ "She said I wasn't to come back", "told him he was to wait": an order in other words."""
    stop = min(word + 8, clauses.sentence_words(word).stop - 2)
    for w in range(word + 1, stop):
        if clauses.words[w] not in ("was", "were", "are", "is", "'re", "'s") or clauses.mode(w) != clauses.mode(word):
            continue
        to = w + 1 + (clauses.words[w + 1] in _NOT)
        who = clauses.person(w - 1)
        is_bidden = clauses.words[to] == "to" and clauses.upos[to + 1 : to + 2] in (["VERB"], ["AUX"])
        by = clauses.person(doer(clauses, word)) if who is not None and is_bidden else None
        if by is None or who is None or who == by:
            return None
        if is_denied(clauses, word) or is_asked(clauses, word):
            return None
        content = (w - 1, max(to + 1, clauses.subtree(to + 1)[1]))
        return Giving(cue=word, kind="command", by=by, to=(who,), content=content, deed=to + 1, confidence=FAINT)
    return None


def _asked_if(clauses: Clauses, word: int) -> Giving | None:
    """ "Asked if he would carry it", "asked whether she might come in": a request in other words."""
    stop = clauses.sentence_words(word).stop
    mark = next((w for w in range(word + 1, min(word + 5, stop)) if clauses.words[w] in ("if", "whether")), None)
    by = None if mark is None else _giver(clauses, word, "ask")
    if by is None or mark is None or not _is_told(clauses, word):
        return None
    helper = next((w for w in range(mark + 2, min(mark + 5, stop)) if clauses.upos[w] == "AUX"), None)
    deed = helper and next((w for w in range(helper + 1, min(helper + 4, stop)) if clauses.upos[w] == "VERB"), None)
    is_bare = deed is not None and (clauses.words[deed] == clauses.lemmas[deed] or clauses.words[deed - 1] == "be")
    if helper is None or deed is None or not is_bare:
        return None
    who = clauses.person(helper - 1)
    asks = clauses.words[helper] in (_MAY if who == by else _WOULD_THEY) and clauses.lemmas[deed] not in UNPROMISED
    if who is None or not asks:
        return None
    content = (mark, max(deed, clauses.subtree(deed)[1]))
    to = tuple(p for p in _receivers(clauses, word, by)) or (() if who == by else (who,))
    return Giving(cue=word, kind="request", by=by, to=to, content=content, deed=deed, confidence=FAINT)


def _made_to(clauses: Clauses, word: int) -> Giving | None:
    """ "She made me say it back to her", "had them wait": an order, where the deed is one that is ordered."""
    whom, deed = word + 1, word + 2
    if deed >= len(clauses.words) or clauses.upos[deed] != "VERB" or clauses.person(whom) is None:
        return None
    is_bare = clauses.words[deed] == clauses.lemmas[deed]
    is_had = clauses.lemmas[word] == "have" and clauses.lemmas[deed] not in _UNHAD
    if not is_bare or not (is_had or clauses.lemmas[deed] in MADE):
        return None
    who = clauses.subject(word)
    by = None if who is None or clauses.words[who] in _THINGS else clauses.person(doer(clauses, word))
    if by is None or is_denied(clauses, word) or is_so(clauses, word) is not True:
        return None
    if is_supposed(clauses, word) or is_asked(clauses, word):
        return None
    to = clauses.person(whom)
    return Giving(
        cue=word,
        kind="request" if clauses.lemmas[deed] in ("promise", "swear") else "command",
        by=by,
        to=() if to is None or to == by else (to,),
        content=(deed, max(deed, clauses.subtree(deed)[1])),
        deed=deed,
        confidence=FAINT,
    )


def _would_not(clauses: Clauses, word: int) -> Giving | None:
    """ "He would not come": told, a refusal."""
    stop = min(word + 5, clauses.sentence_words(word).stop)
    is_no_part = clauses.words[word + 1 : word + 3] == ["have", "no"] and "in" in clauses.words[word + 3 : word + 6]
    is_not = clauses.words[word + 1 : word + 2] in (["not"], ["n't"])
    if clauses.mode(word) == "speech" or word + 2 >= stop or not (is_not or is_no_part):
        return None
    if is_no_part:
        by = clauses.person(antecedent(clauses, clauses.subject(word + 1)))
        content = (word, clauses.sentence_words(word).stop - 1)
        no_part = Giving(cue=word, kind="refusal", by=by, to=(), content=content, deed=None, confidence=FAINT)
        return None if by is None else no_part
    if clauses.lemmas[word] == "will" and clauses.person(word - 1) == clauses.speaker(word):
        return None
    deed = next((w for w in range(word + 2, stop) if clauses.upos[w] in ("VERB", "AUX")), None)
    if deed is None or clauses.lemmas[deed] not in REFUSED or _is_forecast(clauses, deed):
        return None
    by = clauses.person(antecedent(clauses, clauses.subject(deed)))
    if by is None or clauses.person(word - 1) not in (None, by):
        return None
    content = (deed, max(deed, clauses.subtree(deed)[1]))
    return Giving(cue=word, kind="refusal", by=by, to=(), content=content, deed=deed, confidence=FAINT)


def _is_forecast(clauses: Clauses, deed: int) -> bool:
    """Whether a deed stands in a condition, or in what somebody thinks or says will be."""
    sentence = clauses.sentence_words(deed)
    near = range(max(sentence.start, deed - 9), deed)
    has_if = any(
        clauses.words[w] in ("if", "unless", "that") or clauses.words[w - 1 : w + 1] == ["as", "though"] for w in near
    )
    return has_if or clauses.relation[deed] == "ccomp" or clauses.ends_with(deed) == "?"


# Nouns


def _given(clauses: Clauses, word: int, lemma: str) -> Giving | None:
    """ "Gave her word that ...", "made a vow to ..." """
    head = int(clauses.head[word])
    if (
        clauses.words[word - 1] == "of"
        or clauses.relation[word] not in ("obj", "xcomp")
        or clauses.lemmas[head] not in GIVING
    ):
        return None
    by = clauses.person(doer(clauses, head))
    is_own = lemma != "word" or clauses.owner(word) == by
    is_own = is_own and (lemma != "deal" or (clauses.lemmas[head] in _STRUCK and clauses.words[word - 1] not in _MUCH))
    if by is None or is_denied(clauses, head) or not is_own or is_supposed(clauses, head) or is_asked(clauses, head):
        return None
    partners = [clauses.person(w) for w in clauses.obliques(word, ("with", "to"))]
    content = clauses.content(word, ("acl", "ccomp")) or clauses.content(head, ("ccomp", "xcomp", "advcl"))
    return Giving(
        cue=word,
        kind=GIVEN[lemma],
        by=by,
        to=_receivers(clauses, head, by) or tuple(p for p in partners if p is not None and p != by),
        content=content,
        deed=None,
        confidence=LIKELY,
    )


def _owned(clauses: Clauses, word: int, lemma: str) -> Giving | None:
    """ "Her promise to write", "his orders that nobody should leave", "gave orders to ..." """
    if lemma not in OWNED:
        return None
    by = clauses.owner(word)
    if by is not None and (found := _at_request(clauses, word, lemma, by)) is not None:
        return found
    deeds = [w for w in clauses.children(word, ("acl", "ccomp", "xcomp")) if w > word]
    marked = [w for w in deeds if {"to", "that"} & {clauses.words[m] for m in clauses.children(w, ("mark",))}]
    head = int(clauses.head[word])
    if by is None and clauses.lemmas[word] in _ORDERS and clauses.lemmas[head] in ("give", "issue", "leave", "send"):
        by = clauses.person(doer(clauses, head))
    if by is None or not marked:
        return None
    return Giving(
        cue=word, kind=OWNED[lemma], by=by, to=(), content=clauses.subtree(marked[0]), deed=marked[0], confidence=FAINT
    )


def _at_request(clauses: Clauses, word: int, lemma: str, by: int) -> Giving | None:
    """ "At Thurstan's request the bread was counted", "on her orders", "his orders were to turn back" """
    cases = {clauses.words[w] for w in clauses.children(word, ("case",))}
    done = int(clauses.head[word])
    is_adjunct = bool(cases & {"at", "on", "by", "under"}) and done != word and clauses.upos[done] == "VERB"
    after = clauses.words[word + 1 : word + 3]
    if is_adjunct and OWNED[lemma] in ("request", "command"):
        return Giving(
            cue=word, kind=OWNED[lemma], by=by, to=(), content=clauses.subtree_near(done), deed=None, confidence=FAINT
        )
    if after[:1] in (["was"], ["were"], ["is"], ["are"]) and after[1:] == ["to"]:
        deed = min(word + 3, len(clauses.words) - 1)
        content = (word + 2, max(deed, clauses.subtree(deed)[1]))
        return Giving(cue=word, kind=OWNED[lemma], by=by, to=(), content=content, deed=deed, confidence=FAINT)
    return None

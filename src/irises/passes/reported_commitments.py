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
    FAREWELLS,
    GIVEN,
    GIVING,
    MADE,
    MENTAL,
    NEEDS_DEED,
    NEEDS_WORDS,
    OWNED,
    REFUSED,
    SAYING,
    UNPROMISED,
    VERBS,
    WITH_SHOULD,
)
from irises.passes.complements import Stretch, clause
from irises.passes.giving import TALK, Giving

_NO_DEED = frozenset({"if", "whether", "why", "how", "what", "where", "when", "who"})
_MANNERS = frozenset("good careful quiet true faithful patient kind ready silent obedient discreet gentle".split())
_ORDERS = frozenset({"order", "orders", "command", "instruction", "instructions"})
_POINTING = frozenset({"it", "this", "that", "so"})
_REMARKING = frozenset("add observe inform remark state differ submit tender offer announce report say thank".split())
_REFLEXIVE = frozenset("myself yourself himself herself itself ourselves themselves".split())
_FOR = frozenset("ask beg plead appeal press petition sue".split())
"""Verbs that ask for a thing with "for"."""
_REACH = 9
"""Words after a verb in which what is to be done begins, where the tree has hung it elsewhere."""


def reported(clauses: Clauses, word: int) -> Giving | None:
    """What a cue word reports or performs; None if nothing."""
    lemma, upos = clauses.lemmas[word], clauses.upos[word]
    if upos == "VERB" and lemma in VERBS:
        return _verb(clauses, word, lemma)
    if upos == "VERB" and lemma in SAYING:
        return _said_he_would(clauses, word)
    if upos == "VERB" and lemma in ("make", "have"):
        return _made_to(clauses, word)
    if upos == "AUX" and lemma == "would":
        return _would_not(clauses, word)
    if upos == "NOUN" and clauses.lemmas[int(clauses.head[word])] in VERBS and clauses.relation[word] == "obj":
        return None
    if upos == "NOUN" and lemma in GIVEN:
        return _given(clauses, word, lemma) or _owned(clauses, word, lemma)
    return _owned(clauses, word, lemma) if upos == "NOUN" else None


# Verbs


def _verb(clauses: Clauses, word: int, lemma: str) -> Giving | None:
    """ "He promised her to come", "I beg you to stay", "they were ordered to wait" """
    by = _giver(clauses, word, lemma)
    if by is None or not _is_told(clauses, word) or not _is_meant(clauses, word, lemma):
        return None
    content, deed = _deed_of(clauses, word)
    head = int(clauses.head[word])
    if deed is None and clauses.relation[word] == "conj" and VERBS.get(clauses.lemmas[head]) == VERBS[lemma]:
        return None
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
    if lemma in ("swear", "vow") and clauses.words[word + 1 : word + 2] in (["by"], ["at"], [","]):
        return False
    if lemma == "beg" and "to" in near[:2] and not _REMARKING.isdisjoint(near):
        return False
    if any(clauses.words[w] in _REFLEXIVE for w in clauses.objects(word)):
        return False
    infinitive = [w for w in range(word + 1, min(word + 5, len(clauses.words))) if clauses.words[w - 1] == "to"]
    if lemma == "refuse" and any(clauses.lemmas[w] in MENTAL for w in infinitive):
        return False
    return not (lemma in ("promise", "threaten", "engage") and any(_is_prospect(clauses, w) for w in infinitive))


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
    near = _infinitive_after(clauses, word)
    if near is not None:
        return (near - 1, max(near, clauses.subtree(near)[1])), near
    if clauses.lemmas[word] in NEEDS_DEED:
        return None, None
    held = clause(clauses, word) if _takes_clause(clauses.lemmas[word]) else None
    objects = [w for w in clauses.objects(word) if clauses.words[w] not in _POINTING and w > word]
    is_refused = VERBS[clauses.lemmas[word]] == "refusal"
    things = [w for w in objects if clauses.person(w) is None or is_refused]
    if is_refused and not things and clauses.upos[word + 1 : word + 2] not in ([], ["PUNCT"], ["ADP"]):
        things = [word + 1]
    return held or (clauses.subtree(things[0]) if things else None), None


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
    if clauses.lemmas[word] in ("tell", "ask", "warn", "direct", "instruct", "charge", "agree"):
        return not helpers.isdisjoint(WITH_SHOULD | {"ought"}) or "ought" in clauses.words[word:child]
    return True


def _infinitive_after(clauses: Clauses, word: int) -> int | None:
    """The verb after the first "to" that follows a verb with at most a person, "not" or adverbs between."""
    stop = min(word + _REACH, clauses.sentence_words(word).stop - 1)
    for w in range(word + 1, stop):
        if clauses.words[w] == "to" and clauses.upos[w] == "PART":
            return w + 1 if clauses.upos[w + 1] in ("VERB", "AUX") else None
        is_between = clauses.upos[w] in ("PRON", "PROPN", "ADV", "PART") or clauses.person(w) is not None
        if not is_between and clauses.upos[w] not in ("DET", "ADJ", "NOUN"):
            return None
    return None


def _receivers(clauses: Clauses, word: int, by: int) -> tuple[int, ...]:
    """entity_ids of whom it is given or asked: objects, and "to" or "of" whom; in the passive the subject."""
    if is_passive(clauses, word) and clauses.lemmas[word] not in BOUND:
        whom = [w for w in [clauses.subject(word)] if w is not None]
    else:
        whom = [*clauses.objects(word), *clauses.obliques(word, ("to", "of", "with", "upon"))]
        if not whom and clauses.upos[word + 1 : word + 2] in (["PRON"], ["PROPN"]):
            whom = [word + 1]
    return tuple(p for w in whom if (p := clauses.person(w)) is not None and p != by)


def _kind(clauses: Clauses, word: int, lemma: str) -> str:
    """The verb's kind; "told" with what one ought to do is advice, "warned her that she must not" an order."""
    if lemma == "warn" and {"must", "shall"} & set(clauses.words[word : word + 12]):
        return "command"
    if lemma == "tell" and {"ought", "should", "better"} & set(clauses.words[word : word + 14]):
        return "request"
    return VERBS[lemma]


def _said_he_would(clauses: Clauses, word: int) -> Giving | None:
    """ "He said he would come", "I told her I would": a promise in other words."""
    who = doer(clauses, word)
    by = clauses.person(who)
    stop = min(word + 8, clauses.sentence_words(word).stop - 1)
    would = next((w for w in range(word + 1, stop) if clauses.lemmas[w] == "would" and clauses.upos[w] == "AUX"), None)
    if by is None or would is None or clauses.mode(would) != clauses.mode(word) or clauses.person(would - 1) != by:
        return None
    if is_denied(clauses, word) or is_asked(clauses, word) or is_supposed(clauses, word):
        return None
    deed = next((w for w in range(would + 1, min(would + 4, stop + 1)) if clauses.upos[w] == "VERB"), None)
    if deed is not None and (clauses.lemmas[deed] in UNPROMISED or clauses.words[deed] != clauses.lemmas[deed]):
        return None
    kind = "refusal" if clauses.words[would + 1] in ("not", "n't") else "promise"
    content = (would - 1, clauses.subtree(deed)[1]) if deed is not None and deed < clauses.subtree(deed)[1] else None
    return Giving(
        cue=word,
        kind=kind,
        by=by,
        to=_receivers(clauses, word, by),
        content=content or (would - 1, deed or would),
        deed=deed,
        confidence=FAINT,
    )


def _made_to(clauses: Clauses, word: int) -> Giving | None:
    """ "She made me say it back to her", "had them wait": an order, where the deed is one that is ordered."""
    by = clauses.person(doer(clauses, word))
    whom, deed = word + 1, word + 2
    if by is None or deed >= len(clauses.words) or clauses.person(whom) is None or is_denied(clauses, word):
        return None
    if is_so(clauses, word) is not True:
        return None
    is_bare = clauses.words[deed] == clauses.lemmas[deed] and clauses.upos[deed] == "VERB"
    if not is_bare or clauses.lemmas[deed] not in MADE or is_supposed(clauses, word) or is_asked(clauses, word):
        return None
    to = clauses.person(whom)
    return Giving(
        cue=word,
        kind="command",
        by=by,
        to=() if to is None or to == by else (to,),
        content=(deed, max(deed, clauses.subtree(deed)[1])),
        deed=deed,
        confidence=FAINT,
    )


def _would_not(clauses: Clauses, word: int) -> Giving | None:
    """ "He would not come": told, a refusal."""
    stop = min(word + 5, clauses.sentence_words(word).stop)
    if clauses.mode(word) == "speech" or word + 2 >= stop or clauses.words[word + 1] not in ("not", "n't"):
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
    has_if = any(
        clauses.words[w] in ("if", "unless", "that", "though") for w in range(max(sentence.start, deed - 9), deed)
    )
    return has_if or clauses.relation[deed] == "ccomp" or clauses.ends_with(deed) == "?"


# Nouns


def _given(clauses: Clauses, word: int, lemma: str) -> Giving | None:
    """ "Gave her word that ...", "made a vow to ..." """
    head = int(clauses.head[word])
    if clauses.relation[word] not in ("obj", "xcomp") or clauses.lemmas[head] not in GIVING:
        return None
    by = clauses.person(doer(clauses, head))
    is_own = lemma != "word" or clauses.owner(word) == by
    if by is None or is_denied(clauses, head) or not is_own or is_supposed(clauses, head) or is_asked(clauses, head):
        return None
    content = clauses.content(word, ("acl", "ccomp")) or clauses.content(head, ("ccomp", "xcomp", "advcl"))
    return Giving(
        cue=word,
        kind=GIVEN[lemma],
        by=by,
        to=_receivers(clauses, head, by),
        content=content,
        deed=None,
        confidence=LIKELY,
    )


def _owned(clauses: Clauses, word: int, lemma: str) -> Giving | None:
    """ "Her promise to write", "his orders that nobody should leave", "gave orders to ..." """
    if lemma not in OWNED:
        return None
    deeds = [w for w in clauses.children(word, ("acl", "ccomp", "xcomp")) if w > word]
    marked = [w for w in deeds if {"to", "that"} & {clauses.words[m] for m in clauses.children(w, ("mark",))}]
    by = clauses.owner(word)
    head = int(clauses.head[word])
    if by is None and clauses.lemmas[word] in _ORDERS and clauses.lemmas[head] in ("give", "issue", "leave", "send"):
        by = clauses.person(doer(clauses, head))
    if by is None or not marked:
        return None
    return Giving(
        cue=word, kind=OWNED[lemma], by=by, to=(), content=clauses.subtree(marked[0]), deed=marked[0], confidence=FAINT
    )

"""Commitments in what is said itself: imperatives, "will you", "I will", "you shall", answers that give or refuse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from irises.passes.assertion import FAINT, FAIR, LIKELY, helpers_of
from irises.passes.clauses import Clauses
from irises.passes.commitment_cues import (
    ADVISING,
    AGAIN,
    ASKING,
    BEGGING,
    BLOWS,
    CURSES,
    FAVOURS,
    FOR_ANSWERS,
    FOR_YOU,
    HARMS,
    LICENCES,
    NEVER_DEEDS,
    NO,
    NO_DEEDS,
    OATHS,
    ORDERING,
    POLITE,
    RANKS,
    REASSURING,
    RUES,
    SERVANTS,
    SOFTENERS,
    UNASKED,
    UNDENIED,
    UNORDERED,
    UNPROMISED,
    YES,
)
from irises.passes.giving import FIRST, SECOND, TALK, WILL, Giving, before, rest_of_clause, said

_SHORT = 6
"""Words of a sharp command less one."""
_IF = frozenset(
    {"if", "unless", "whether", "when", "lest", "before", "till", "until", "because", "since", "that", "than"}
)
_OPENERS = frozenset("please pray now then so just do n't never only always and or but kindly there here come".split())
_ENDS = frozenset({".", "!", "?", ";", ":", "--", "—"})
_QUOTES = frozenset({"“", '"', "‘", "'"})
_PARTING = frozenset({",", ";", ":", ".", "--", "—", "and", "but"})
_HEDGES = frozenset("think suppose guess fear hope believe expect fancy wish afraid dare wonder perhaps".split())
_OTHERS = frozenset({"him", "her", "them", "you", "thee"})
_HURT = frozenset("flogged hanged whipped shot arrested beaten turned dismissed punished thrashed locked".split())
_NONE = frozenset({"nothing", "none", "nobody"})
_FORECASTING = frozenset("day life soon ever always then perhaps if when".split())
_JOINING = frozenset({"and", "or", "but", "then"})
_BRINGING = frozenset({"tell", "promise", "assure", "ask", "beg", "bid"})
_MESSAGE = 12
"""Words after "tell" in which the deed of a message stands."""
_CHALLENGE = 20
"""Words before "I won't" in which somebody else may have said "you will" or "don't"."""
_CONTEXT = 40
"""Words after what was asked in which an answer to it begins."""


class Rank:
    """Who, of the people of a story, orders by rank and who serves, by the words that they are called by."""

    def __init__(self, clauses: Clauses) -> None:
        self._orders, self._serves = ({clauses.person(w) for w in clauses.where(words)} for words in (RANKS, SERVANTS))

    def orders(self, by: int | None, to: tuple[int, ...]) -> bool:
        """Whether the one may order the others."""
        serves = any(p in self._serves and p not in self._orders for p in to)
        above = by in self._orders and not any(p in self._orders for p in to)
        return by is not None and by not in self._serves and (above or serves)


def spoken(clauses: Clauses, rank: Rank) -> Iterator[Giving]:
    """What is given or asked inside quotations, by cue in text order of the deeds; not the answers."""
    carried: set[int] = set()
    for word in clauses.predicates():
        if clauses.mode(word) not in TALK or word in carried:
            continue
        item = _said(clauses, word, rank)
        if item is not None:
            message = list(_carried(clauses, item))
            carried.update(other.cue for other in message)
            yield from (item, *message)


def _said(clauses: Clauses, word: int, rank: Rank) -> Giving | None:
    helpers = helpers_of(clauses, word)
    subject = _subject(clauses, word, helpers)
    if _is_hedged(clauses, word):
        return None
    if subject is None:
        return _imperative(clauses, word, helpers, rank) if not _has_modal(clauses, helpers) else None
    who = clauses.words[subject]
    if who in SECOND:
        return _of_you(clauses, word, subject, helpers, rank)
    if who in FIRST and any(clauses.words[w] in WILL for w in helpers):
        return _will(clauses, word, subject, helpers)
    return _shall_be(clauses, word, helpers)


def _subject(clauses: Clauses, word: int, helpers: list[int]) -> int | None:
    """The word for who does it: between the helpers and the verb, right before them, or by the tree."""
    first = helpers[0] if helpers else word
    near = before(clauses, first)
    between = [w for w in range(first + 1, word) if clauses.words[w] in FIRST | SECOND]
    if between and (near is None or clauses.words[near] not in FIRST | SECOND):
        return between[0]
    while near is not None and clauses.upos[near] == "ADV":
        near = before(clauses, near)
    is_name = near is not None and clauses.upos[near] in ("PRON", "NOUN", "PROPN")
    if near is not None and is_name and not clauses.relation[near].startswith(("obj", "iobj", "obl", "vocative")):
        return near
    found = clauses.subject(word, borrowed=False)
    return None if found is not None and clauses.words[found] in FIRST | SECOND and found < first - 1 else found


def _has_modal(clauses: Clauses, helpers: list[int]) -> bool:
    return any(clauses.words[w] not in ("do", "be", "let", "have") for w in helpers)


def _is_hedged(clauses: Clauses, word: int) -> bool:
    """Whether what is said depends on "I think", "if", "when" and the like, with no other verb between."""
    verbs = 0
    for w in range(word - 1, max(clauses.sentence_words(word).start, word - 8) - 1, -1):
        if clauses.quotation[w] != clauses.quotation[word] or clauses.words[w] in _PARTING:
            return False
        is_oath = bool(OATHS & set(clauses.words[max(0, w - 2) : w]))
        if (verbs == 0 and clauses.words[w] in _IF and not is_oath) or clauses.words[w] in _HEDGES:
            return True
        verbs += clauses.upos[w] == "VERB"
    return False


# Imperatives


def _imperative(clauses: Clauses, word: int, helpers: list[int], rank: Rank) -> Giving | None:
    """ "Sit down", "don't go", "let me see it", "please tell her" """
    lemma = clauses.lemmas[word]
    first = helpers[0] if helpers else word
    if clauses.subject(word, borrowed=False) is not None:
        return None
    if (clauses.words[word] != lemma and not helpers) or not _opens(clauses, first, word):
        return None
    denied = any(clauses.words[w] in ("n't", "not", "never") for w in range(max(0, first - 1), word))
    if clauses.upos[word] not in ("VERB", "AUX") and not (helpers and (denied or clauses.lemmas[first] == "be")):
        return None
    content = rest_of_clause(clauses, first, word)
    if lemma == "let" and not denied:
        return _let(clauses, word, content)
    if not _is_deed(clauses, word, content, denied=denied):
        return None
    return said(
        clauses, first, _urging(clauses, first, content, rank, denied=denied), LIKELY, deed=word, content=content
    )


def _opens(clauses: Clauses, first: int, word: int) -> bool:
    """Whether a verb begins its sentence, but for calls and words like "please", or is tagged as an imperative after a
    mark or "and"."""
    near, joined = before(clauses, first), False
    while near is not None and (clauses.words[near] in _OPENERS or clauses.upos[near] in ("INTJ", "ADV")):
        joined |= clauses.words[near] in _JOINING
        near = before(clauses, near)
    is_why_not = near is not None and clauses.words[near - 1 : near + 1] == ["why", "not"]
    if clauses.ends_with(word) == "?" and not _is_tagged(clauses, word) and not is_why_not:
        return False
    if near is None or clauses.words[near] in _QUOTES:
        return not _goes_on(clauses, first)
    if clauses.words[near] in _ENDS:
        return True
    if is_why_not:
        return True
    is_parted = clauses.upos[near] == "PUNCT" or (joined and clauses.upos[near] in ("NOUN", "PROPN", "VERB"))
    return is_parted and _is_plainly(clauses, first, word)


def _is_plainly(clauses: Clauses, first: int, word: int) -> bool:
    """Whether it is an imperative by "don't" or "let me", or by its tag and without a subject."""
    is_let = clauses.lemmas[first] == "let" and clauses.words[first + 1 : first + 2] in (["me"], ["us"], ["'s"])
    is_denied = clauses.words[first] == "do" and first != word
    is_tagged = clauses.is_imperative(first) or clauses.is_imperative(word)
    return is_let or is_denied or (is_tagged and clauses.subject(word) is None)


def _goes_on(clauses: Clauses, first: int) -> bool:
    """Whether a quotation goes on in the middle of a sentence: its first word has a small letter."""
    opening = first
    while (near := before(clauses, opening)) is not None and clauses.upos[near] != "PUNCT":
        opening = near
    return clauses.document.text[int(clauses.document.words.start[opening])].islower()


def _is_deed(clauses: Clauses, word: int, content: tuple[int, int], *, denied: bool) -> bool:
    """Whether an imperative wants a deed: no call, politeness, curse, licence or mere question."""
    lemma, objects = clauses.lemmas[word], clauses.objects(word)
    held = clauses.words[content[0] : content[1] + 1]
    if held[1:2] in (["you"], ["ye"]) and clauses.upos[word + 2 : word + 3] != ["PUNCT"]:
        return False
    if _is_condition(clauses, content[1]):
        return False
    if lemma in (UNDENIED if denied else NEVER_DEEDS) or not CURSES.isdisjoint(held):
        return False
    if any(held[k] == "you" and held[k + 1] in LICENCES for k in range(len(held) - 1)):
        return False
    if lemma in FOR_ANSWERS and not denied and held[1:2] == ["me"]:
        return _is_soft(clauses, word)
    if lemma in ("be", "mind") and not denied:
        return lemma == "be" or bool(objects)
    follows = [w for w in clauses.obliques(word) if w > word] + [w for w in objects if w > word]
    with_adverb = lemma in ("come", "go", "stop") and content[1] > word and clauses.words[word + 1] not in (",", "on")
    return lemma not in NO_DEEDS or denied or bool(follows) or with_adverb or lemma == "stop"


def _is_condition(clauses: Clauses, last: int) -> bool:
    """ "Resist it, and your soul grows sick": what follows of itself, not what the speaker will do."""
    after = clauses.words[last + 1 : last + 4]
    return after[:2] == [",", "and"] and after[2:] in (["you"], ["your"], ["it"], ["there"], ["he"], ["she"], ["they"])


def _let(clauses: Clauses, word: int, content: tuple[int, int]) -> Giving | None:
    """ "Let me see it", "let us go": requests; not an offer, nor "let me see" to think."""
    whom = clauses.words[word + 1 : word + 2]
    is_offer = "shall" in clauses.words[content[1] + 1 : content[1] + 4]
    is_pause = clauses.words[word + 2 : word + 3] in (["see"], ["say"], ["suppose"], ["hope"]) and (
        content[1] <= word + 2 or clauses.words[word + 2 : word + 3] != ["see"]
    )
    if whom not in (["me"], ["us"], ["'s"], ["him"], ["her"], ["them"], ["no"], ["the"]) or is_pause:
        return None
    return None if is_offer and whom != ["'s"] else said(clauses, word, "request", FAIR, deed=word, content=content)


def _urging(clauses: Clauses, cue: int, content: tuple[int, int], rank: Rank, *, denied: bool) -> str:
    """Request or command: by softening words, by how it is said, by rank, by its sharpness."""
    sentence = clauses.sentence_words(cue)
    near = range(max(0, sentence.start - 1), min(len(clauses.words), sentence.stop + 8))
    told = {clauses.lemmas[w] for w in near if clauses.mode(w) is None and clauses.upos[w] == "VERB"}
    if _is_soft(clauses, cue) or told & BEGGING:
        return "request"
    by, to = clauses.speaker(cue), tuple(clauses.addressees(cue))
    is_sharp = clauses.ends_with(cue) == "!" and content[1] - content[0] < _SHORT and not denied
    return "command" if told & ORDERING or rank.orders(by, to) or is_sharp else "request"


# What "you" shall do


def _of_you(clauses: Clauses, word: int, subject: int, helpers: list[int], rank: Rank) -> Giving | None:
    """ "Will you stay?", "you must go", "you will wait here", "you shall pay for it" """
    forms = [clauses.words[w] for w in helpers]
    lemma, is_question = clauses.lemmas[word], clauses.ends_with(word) == "?"
    first = helpers[0] if helpers else word
    if is_question and helpers and first < subject:
        is_able = forms[0] not in ("will", "wo") and lemma not in FAVOURS and not _is_soft(clauses, word)
        asks = forms[0] in ASKING and lemma not in UNASKED and not is_able and "have" not in forms
        return said(clauses, first, "request", FAIR, deed=word) if asks and not _has_wh(clauses, first) else None
    if not helpers and _is_tagged(clauses, word):
        return said(clauses, word, "request", FAIR, deed=word)
    if is_question:
        is_open = lemma not in UNORDERED - {"remember", "forget"} and not clauses.is_negated(word)
        asks = bool(WILL & set(forms)) and is_open
        return said(clauses, word, "request", FAINT, deed=word) if asks else None
    if ADVISING & set(forms) or clauses.words[subject + 1 : subject + 3] == ["had", "better"]:
        return _advice(clauses, word, helpers)
    return _you_will(clauses, word, helpers, rank) if WILL & set(forms) else None


def _is_soft(clauses: Clauses, word: int) -> bool:
    """Whether a softening word stands in the same sentence and quotation."""
    sentence = (w for w in clauses.sentence_words(word) if clauses.quotation[w] == clauses.quotation[word])
    return any(clauses.words[w] in SOFTENERS for w in sentence)


def _has_wh(clauses: Clauses, first: int) -> bool:
    near = before(clauses, first)
    return near is not None and clauses.words[near][:2] in ("wh", "ho") and clauses.words[near] not in ("whoa", "hold")


def _is_tagged(clauses: Clauses, word: int) -> bool:
    """ "You call me Tom, will you?" """
    stop = min(word + 12, clauses.sentence_words(word).stop)
    end = next((w for w in range(word, stop) if clauses.words[w] == "?"), word)
    return clauses.words[end - 1] == "you" and not ASKING.isdisjoint(clauses.words[end - 3 : end - 1])


def _advice(clauses: Clauses, word: int, helpers: list[int]) -> Giving | None:
    """ "You must go", "you ought to tell her", "you shouldn't say that"; not "you must be tired"."""
    if clauses.lemmas[word] in UNORDERED or any(clauses.words[w] == "have" for w in helpers):
        return None
    return said(clauses, helpers[0], "request", FAINT, deed=word) if helpers else None


def _you_will(clauses: Clauses, word: int, helpers: list[int], rank: Rank) -> Giving | None:
    """ "You will wait here": an order; "you shall have it": a promise; "you'll be sorry": a threat."""
    lemma, forms = clauses.lemmas[word], [clauses.words[w] for w in helpers]
    cue = next(w for w in helpers if clauses.words[w] in WILL)
    if (lemma in RUES or clauses.words[word] == "sorry") and not clauses.is_negated(word):
        return said(clauses, cue, "threat", FAINT, deed=word)
    if "shall" in forms and (
        lemma in ("have", "die", "starve", "suffer", "want", "lose", "see", "get") or "be" in forms
    ):
        is_promise = lemma != "see"
        return said(clauses, cue, "promise", FAINT, deed=word) if is_promise else None
    if lemma in UNORDERED or clauses.is_negated(word) or "have" in forms or "be" in forms:
        return None
    if not _FORECASTING.isdisjoint(_words_before(clauses, word)):
        return None
    is_order = clauses.words[cue] in ("will", "shall") or rank.orders(
        clauses.speaker(cue), tuple(clauses.addressees(cue))
    )
    return said(clauses, cue, "command", FAINT, deed=word) if is_order else None


# What "I" will do


def _will(clauses: Clauses, word: int, subject: int, helpers: list[int]) -> Giving | None:
    """ "I'll write", "I won't", "I'll kill you" """
    cue = next(w for w in helpers if clauses.words[w] in WILL)
    if cue < subject:
        return None
    content = rest_of_clause(clauses, subject, word)
    if _is_oath(clauses, subject):
        return said(clauses, cue, "refusal", FAIR, deed=word, content=content)
    if _is_harm(clauses, word, content):
        return said(clauses, word, "threat", FAIR, deed=word, content=content)
    if "have" in clauses.words[cue:word]:
        return None
    if _is_denied(clauses, cue, word):
        is_manners = clauses.lemmas[word] in POLITE and AGAIN.isdisjoint(clauses.words[content[0] : content[1] + 1])
        kind = _denied_kind(clauses, cue, word, content)
        return None if is_manners else said(clauses, cue, kind, FAIR, deed=word, content=content)
    if not _NONE.isdisjoint(clauses.words[word + 1 : word + 2]) and clauses.lemmas[word] not in UNPROMISED:
        return said(clauses, cue, "refusal", FAINT, deed=word, content=content)
    to_you = _is_to_you(clauses, word, content[1])
    if not _is_promise(clauses, cue, word, to_you=to_you):
        return None
    return said(clauses, word, "promise", LIKELY if to_you else FAIR, deed=word, content=content)


def _is_promise(clauses: Clauses, cue: int, word: int, *, to_you: bool) -> bool:
    """Whether what "I" will do is a deed, or to "you"; of "shall", that it is no forecast."""
    lemma = clauses.lemmas[word]
    if "always" in clauses.words[cue:word]:
        return True
    if "be" in clauses.words[cue:word] or clauses.upos[word] != "VERB" or _is_preface(clauses, word):
        return False
    if clauses.words[cue] == "shall":
        return lemma not in UNPROMISED and (to_you or lemma in FOR_YOU)
    return to_you or lemma not in UNPROMISED


def _is_preface(clauses: Clauses, word: int) -> bool:
    """ "I'll tell you why": what follows at once."""
    return clauses.lemmas[word] in ("tell", "show") and any(
        w[:2] == "wh" or w == "how" for w in clauses.words[word + 2 : word + 4]
    )


def _is_to_you(clauses: Clauses, word: int, last: int) -> bool:
    """Whether "you" stands after a verb before another clause begins."""
    for w in range(word + 1, last + 1):
        if clauses.words[w] in _IF or clauses.words[w] in ("as", ","):
            return False
        if clauses.words[w] in ("you", "thee", "your", "ye"):
            return True
    return False


def _is_oath(clauses: Clauses, subject: int) -> bool:
    """ "I'm hanged if I'll stand it" """
    return clauses.words[subject - 1] == "if" and bool(OATHS & set(clauses.words[max(0, subject - 4) : subject]))


def _is_harm(clauses: Clauses, word: int, content: tuple[int, int]) -> bool:
    """ "I'll kill you", "I'll have you flogged", "I'll make him pay" """
    after = clauses.words[word + 1 : word + 3]
    lemmas = set(clauses.lemmas[word + 1 : content[1] + 1])
    if clauses.lemmas[word] in HARMS and not _OTHERS.isdisjoint(after):
        return not _is_denied(clauses, word - 1, word)
    if any(clauses.lemmas[w] in BLOWS and clauses.words[w + 1] in ("your", "his") for w in range(word, content[1])):
        return True
    is_causing = clauses.lemmas[word] in ("have", "make", "see", "get") and not _OTHERS.isdisjoint(after)
    is_had = clauses.words[word - 3 : word - 2] == ["have"] or "have" in clauses.words[word - 2 : word]
    hurts = clauses.lemmas[word] in HARMS or clauses.words[word] in _HURT
    return (is_causing and not (HARMS | RUES).isdisjoint(lemmas)) or (is_had and hurts)


def _is_denied(clauses: Clauses, cue: int, word: int) -> bool:
    return any(clauses.words[w] in ("not", "n't", "never") for w in range(max(0, cue - 1), word))


def _denied_kind(clauses: Clauses, cue: int, word: int, content: tuple[int, int]) -> str:
    """ "I will never marry" is a vow, "I won't tell" a promise, "I won't go" a refusal, "I shall not" a promise."""
    held = set(clauses.words[content[0] : content[1] + 1])
    if "never" in held and not held & {"you", "your"} and clauses.words[cue] != "shall":
        return "vow"
    if clauses.upos[word] in ("NOUN", "ADJ"):
        return "promise"
    if clauses.words[cue] in ("shall", "sha") or clauses.lemmas[word] in REASSURING or held & AGAIN or "never" in held:
        return "promise"
    return "refusal"


def _shall_be(clauses: Clauses, word: int, helpers: list[int]) -> Giving | None:
    """ "It shall be done", "he shall pay for this", "if he comes he will be hanged" """
    forms = [clauses.words[w] for w in helpers]
    lemma = clauses.lemmas[word]
    if not forms or clauses.ends_with(word) == "?":
        return None
    is_threat = lemma in RUES - {"answer", "swing"} or (lemma in HARMS and "be" in forms)
    if WILL & set(forms) and is_threat and ("shall" in forms or "if" in _words_before(clauses, word)):
        return said(clauses, word, "threat", FAINT, deed=word)
    is_promise = "shall" in forms and "be" in forms and clauses.upos[word] == "VERB" and "have" not in forms
    return said(clauses, helpers[0], "promise", FAINT, deed=word) if is_promise and not is_threat else None


def _words_before(clauses: Clauses, word: int) -> list[str]:
    return clauses.words[clauses.sentence_words(word).start : word]


# Messengers


def _carried(clauses: Clauses, item: Giving) -> Iterator[Giving]:
    """ "Tell my sister I will pay", "ask him to come": what the messenger is to bring, by the speaker, to the other."""
    if item.deed is None or clauses.lemmas[item.deed] not in _BRINGING:
        return
    receivers = tuple(p for w in clauses.objects(item.deed) if (p := clauses.person(w)) is not None and p != item.by)
    stop = min(item.deed + _MESSAGE, clauses.sentence_words(item.deed).stop)
    deed = next((w for w in range(item.deed + 2, stop) if clauses.upos[w] == "VERB"), None)
    if not receivers or deed is None:
        return
    between = clauses.words[item.deed + 1 : deed]
    if any(a in FIRST and b in WILL for a, b in pairwise(between)):
        kind = "refusal" if {"not", "n't", "never"} & set(between) else "promise"
    elif between[-1] == "to":
        kind = "request"
    else:
        return
    content = rest_of_clause(clauses, deed, deed)
    yield replace(item, cue=deed, kind=kind, to=receivers, content=content, deed=deed)


# Answers


def answers(clauses: Clauses, asked: list[Giving]) -> Iterator[Giving]:
    """What is given or refused by "yes", "I will", "I won't", a nod or a shake of the head, after what was asked."""
    for item in asked:
        if (
            item.kind in ("request", "command")
            and item.content is not None
            and clauses.mode(item.content[0]) == "speech"
        ):
            found = _answer(clauses, item, item.content)
            if found is not None:
                yield found


def _answer(clauses: Clauses, asked: Giving, content: tuple[int, int]) -> Giving | None:
    """The first words of the next speaker, or the gesture before them, if it answers."""
    ends = clauses.words[content[1] + 1 : content[1] + 12]
    is_last = clauses.quotation[min(content[1] + 12, len(clauses.words) - 1)] != clauses.quotation[content[1]]
    if not is_last and "?" not in ends[:3]:
        return None
    for w in range(content[1] + 1, min(content[1] + _CONTEXT, len(clauses.words))):
        if clauses.mode(w) is None and clauses.lemmas[w] in ("nod", "shake"):
            return _gesture(clauses, w, asked)
        if clauses.mode(w) == "speech" and clauses.quotation[w] != clauses.quotation[content[1]]:
            is_word = clauses.upos[w] != "PUNCT"
            if is_word:
                return _answering_words(clauses, w, asked) if clauses.speaker(w) != asked.by else None
    return None


def _gesture(clauses: Clauses, word: int, asked: Giving) -> Giving | None:
    by = clauses.person(clauses.subject(word))
    is_head = clauses.lemmas[word] == "nod" or "head" in clauses.words[word + 1 : word + 4]
    if by is None or by == asked.by or not is_head:
        return None
    kind = "promise" if clauses.lemmas[word] == "nod" else "refusal"
    return _answered(clauses, word, kind, by, asked, FAINT)


def _answering_words(clauses: Clauses, word: int, asked: Giving) -> Giving | None:
    """ "Yes", "very well", "of course", "I will", "no", "never", "I won't" at the head of the next quotation."""
    if clauses.upos[word] == "INTJ" and clauses.words[word] not in YES | NO:
        word += 1 + (clauses.upos[word + 1 : word + 2] == ["PUNCT"])
    phrase = tuple(clauses.words[word : word + 2])
    if not phrase:
        return None
    if phrase[0] in YES or phrase in (
        ("very", "well"),
        ("of", "course"),
        ("all", "right"),
        ("with", "pleasure"),
    ):
        return _answered(clauses, word, "promise", clauses.speaker(word), asked, FAINT)
    return _answered(clauses, word, "refusal", clauses.speaker(word), asked, FAINT) if phrase[0] in NO else None


def _answered(clauses: Clauses, word: int, kind: str, by: int | None, asked: Giving, confidence: float) -> Giving:
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
        if after >= len(clauses.words) or clauses.upos[after] != "PUNCT" or _is_hedged(clauses, near):
            continue
        kind = "refusal" if denied and not _is_challenged(clauses, word) else "promise"
        yield said(clauses, word, kind, FAINT, deed=word, content=(near, after - 1))

"""Imperatives: which verbs of what is said are one, and which of them want a deed."""

from __future__ import annotations

from collections.abc import Iterator

from irises.passes.assertion import FAIR, LIKELY
from irises.passes.clauses import Clauses
from irises.passes.commitment_cues import (
    ASKING,
    CURSES,
    FOR_ANSWERS,
    LICENCES,
    NEVER_DEEDS,
    NO_DEEDS,
    UNDENIED,
)
from irises.passes.complements import Stretch
from irises.passes.giving import FIRST, TALK, Giving, before, rest_of_clause, said
from irises.passes.threats import PROVOKING
from irises.passes.urging import Rank, is_soft, urged

_OPENERS = frozenset(
    """
    please pray now then so just do n't never only always and or but kindly there here come well oh ah first at least
    """.split()
)
_ENDS = frozenset({".", "!", "?", ";", ":", "--", "—", "…", "..."})
_QUOTES = frozenset({"“", '"', "‘", "'", "*"})
_JOINING = frozenset({"and", "or", "but", "then"})
_NOT = frozenset({"n't", "not", "never"})
_LET = frozenset({"me", "us", "'s", "him", "her", "them", "no", "the", "it"})
_PAUSES = frozenset("see say suppose hope think guess check".split())
_SELVES = frozenset({"yourself", "yourselves", "thyself"})
_THEIR_OWN = frozenset("suit help enjoy please make behave".split())
"""With "yourself", what is left to the hearer."""
_LEFT = {
    ("take", "your", "time"), ("feel", "free", "to"), ("be", "my", "guest"), ("knock", "yourself", "out"),
    ("go", "for", "it"),
}  # fmt: skip
_FAREWELLS = {
    ("take", "care"), ("sleep", "well"), ("sleep", "tight"), ("rest", "in", "peace"), ("get", "well"), ("feel", "free"),
    ("get", "well", "soon"), ("take", "care", "of", "yourself"),
}  # fmt: skip
"""What is allowed or wished in the form of an order."""
_SENSES = frozenset("look listen hear remember think trust accept".split())
"""Verbs that are calls, and deeds with what `_attends` asks for."""
_MADE_TO = frozenset("come hurt shoot kill call hit turn regret break".split())
"""What "don't make me" do threatens."""
_OKAY = frozenset("okay ok yeah right alright please huh eh hm yes no love".split())
_TAG_WITHIN = 20
_UNPLEADED = frozenset(
    "remember know miss love like hear see hate want need mind believe blame recognise recognize".split()
)
_OUTCOMES = frozenset("you your it there he she they nobody i'll i we".split())


def imperative(clauses: Clauses, word: int, helpers: list[int], rank: Rank) -> Giving | None:
    """ "Sit down", "don't go", "let me see it", "please tell her" """
    lemma = clauses.lemmas[word]
    first = helpers[0] if helpers else word
    if clauses.words[word] != lemma and not helpers:
        return None
    subject = clauses.subject(word, borrowed=False)
    if (subject is not None and not is_tag(clauses, subject)) or not _opens(clauses, first, word):
        return None
    denied = any(clauses.words[w] in _NOT for w in range(max(0, first - 1), word))
    if clauses.upos[word] not in ("VERB", "AUX") and not (helpers and (denied or clauses.lemmas[first] == "be")):
        return None
    content = rest_of_clause(clauses, first, word)
    if lemma == "let" and not denied:
        return _let(clauses, word, content)
    if not _is_deed(clauses, word, content, denied=denied):
        return None
    is_provoked = denied and lemma == "make" and clauses.words[word + 1 : word + 2] == ["me"]
    if is_provoked and clauses.lemmas[word + 2] in _MADE_TO:
        return said(clauses, first, "threat", FAIR, deed=word, content=content)
    kind = urged(clauses, first, word, content, rank, denied=denied)
    return said(clauses, first, kind, LIKELY, deed=word, content=content)


def _opens(clauses: Clauses, first: int, word: int) -> bool:
    """Whether a verb begins its sentence, but for calls and words like "please", or is tagged as an imperative after a
    mark or "and"."""
    near, joined = before(clauses, first), False
    while near is not None and (clauses.words[near] in _OPENERS or clauses.upos[near] in ("INTJ", "ADV")):
        joined |= clauses.words[near] in _JOINING
        near = before(clauses, near)
    is_why_not = near is not None and clauses.words[near - 1 : near + 1] == ["why", "not"]
    is_asked = clauses.ends_with(word) == "?" and not has_okay(clauses, word)
    if is_asked and not (is_tagged(clauses, word) or is_why_not or _is_pleaded(clauses, word)):
        return False
    if near is None or clauses.words[near] in _QUOTES:
        return not _goes_on(clauses, first) or _is_plainly(clauses, first, word)
    if clauses.words[near] in _ENDS:
        return clauses.words[near] != ";" or near == first - 1 or _is_plainly(clauses, first, word)
    if is_why_not:
        return True
    is_call = clauses.relation[near] in ("vocative", "discourse") and clauses.words[near - 1] in _ENDS | _QUOTES
    is_parted = clauses.upos[near] == "PUNCT" or (joined and clauses.upos[near] in ("NOUN", "PROPN", "VERB"))
    return (is_parted or is_call) and _is_plainly(clauses, first, word)


def has_okay(clauses: Clauses, word: int) -> bool:
    """ "Be careful, okay?", "don't tell Mum, yeah?": whether the question mark is only that of "okay"."""
    stop = min(word + _TAG_WITHIN, clauses.sentence_words(word).stop)
    end = next((w for w in range(word + 1, stop) if clauses.words[w] == "?"), word)
    is_parted = clauses.words[end - 2] in (",", "—", "--", "...", "…") or clauses.words[end - 3 : end] == [
        ",",
        "all",
        "right",
    ]
    return clauses.words[end - 1] in _OKAY and is_parted


def _is_pleaded(clauses: Clauses, word: int) -> bool:
    """ "Stay with me?", "help me?", "do that for me?": asked in the form of an order; not "remember me?"."""
    stop = min(word + 4, clauses.sentence_words(word).stop)
    near = next((w for w in range(word + 1, stop) if clauses.words[w] in ("me", "us")), None)
    is_last = near is not None and "?" in clauses.words[near + 1 : near + 3]
    return is_last and clauses.upos[word] == "VERB" and clauses.lemmas[word] not in _UNPLEADED


def _is_plainly(clauses: Clauses, first: int, word: int) -> bool:
    """Whether it is an imperative by "don't" or "let me", or by its tag and without a subject."""
    is_let = clauses.lemmas[first] == "let" and clauses.words[first + 1 : first + 2] in (["me"], ["us"], ["'s"])
    is_denied = clauses.words[first] == "do" and first != word
    is_tagged_so = clauses.is_imperative(first) or clauses.is_imperative(word)
    if _is_begged(clauses, first):
        return clauses.words[word] == clauses.lemmas[word]
    return is_let or is_denied or (is_tagged_so and clauses.subject(word) is None)


def _is_begged(clauses: Clauses, first: int) -> bool:
    """ "I pray you, treat with them" """
    near = range(max(clauses.sentence_words(first).start, first - 4), first)
    asks = any(clauses.lemmas[w] in ("beg", "pray", "implore", "beseech", "entreat") for w in near)
    return asks and clauses.words[first - 1] == "," and "you" in clauses.words[near.start : first]


def _goes_on(clauses: Clauses, first: int) -> bool:
    """Whether a quotation goes on in the middle of a sentence: its first word has a small letter."""
    opening = first
    while (near := before(clauses, opening)) is not None and clauses.upos[near] != "PUNCT":
        opening = near
    return clauses.document.text[int(clauses.document.words.start[opening])].islower()


def bare_donts(clauses: Clauses) -> Iterator[Giving]:
    """ "Don't." "No, please don't": a deed that is plain from what is being done."""
    for word in clauses.where({"do"}):
        is_denied_do = clauses.words[word] == "do" and clauses.words[word + 1 : word + 2] in (["n't"], ["not"])
        if not is_denied_do or clauses.mode(word) not in TALK or clauses.ends_with(word) == "?":
            continue
        end, near = word + 2, before(clauses, word)
        is_end = (
            end >= len(clauses.words)
            or clauses.upos[end] == "PUNCT"
            or clauses.quotation[end] != clauses.quotation[word]
        )
        begins = near is None or clauses.upos[near] in ("PUNCT", "INTJ") or clauses.words[near] in ("please", "no")
        if is_end and begins and clauses.words[end : end + 1] != ["?"]:
            yield said(clauses, word, "request", FAIR, deed=word, content=(word, word + 1))


def is_tag(clauses: Clauses, subject: int) -> bool:
    """Whether a subject is that of a tag: "Don't go, will you?" """
    is_you = clauses.words[subject] == "you" and clauses.words[subject + 1 : subject + 2] == ["?"]
    return is_you and is_tagged(clauses, subject)


def is_tagged(clauses: Clauses, word: int) -> bool:
    """ "You call me Tom, will you?" """
    stop = min(word + 12, clauses.sentence_words(word).stop)
    end = next((w for w in range(word, stop) if clauses.words[w] == "?"), word)
    return clauses.words[end - 1] == "you" and not ASKING.isdisjoint(clauses.words[end - 3 : end - 1])


def _is_deed(clauses: Clauses, word: int, content: Stretch, *, denied: bool) -> bool:
    """Whether an imperative wants a deed: no call, politeness, curse, licence, condition or mere question."""
    lemma, objects = clauses.lemmas[word], clauses.objects(word)
    held = clauses.words[content[0] : content[1] + 1]
    if lemma == "do" and held[1:2] == ["you"]:
        return False
    if (lemma == "see" and held[1:3] in (["to", "it"], ["to", "that"])) or (
        lemma == "see" and held[1:2] == ["that"] and len(held) > 2
    ):
        return True
    is_sworn = lemma in ("promise", "swear", "say")
    if held[1:2] in (["you"], ["ye"]) and not is_sworn and clauses.upos[word + 2 : word + 3] != ["PUNCT"]:
        return False
    if _is_condition(clauses, *content) or not CURSES.isdisjoint(held) or _is_left_to(clauses, word, held):
        return False
    if lemma in _SENSES and not denied:
        return _attends(clauses, word)
    if lemma == "think" and denied and "even" in held and {"about", "of"} & set(held):
        return True
    if lemma in (UNDENIED if denied else NEVER_DEEDS):
        return False
    if lemma in FOR_ANSWERS:
        return _wants_words(clauses, word, denied=denied)
    if lemma in ("be", "mind") and not denied:
        return lemma == "be" or bool(objects)
    if lemma in ("go", "come") and held[1:2] in (["on"], ["ahead"]):
        return len(held) > 2 and clauses.words[word + 2] in ("with", "in", "home", "up", "over", "back")
    follows = [w for w in clauses.obliques(word) if w > word] + [w for w in objects if w > word]
    with_adverb = lemma in ("come", "go", "wait") and content[1] > word and clauses.words[word + 1] != ","
    is_alone = lemma == "go" and clauses.upos[word + 1 : word + 2] in ([], ["PUNCT"])
    return lemma not in NO_DEEDS or denied or bool(follows) or with_adverb or is_alone or lemma == "stop"


def _is_left_to(clauses: Clauses, word: int, held: list[str]) -> bool:
    """Whether it is left to the hearer: "as you like", "suit yourself", "have it your way", "come to think of it"; or
    only announced: "do me a favour"."""
    if any(held[k] == "you" and held[k + 1] in LICENCES for k in range(len(held) - 1)):
        return True
    if clauses.lemmas[word] == "do" and held[:3] in (["do", "as", "you"], ["do", "what", "you"]):
        return not {"told", "bid", "must"} & set(held)
    lemma = clauses.lemmas[word]
    if lemma in _THEIR_OWN and not _SELVES.isdisjoint(held):
        return True
    if tuple(held[:3]) in _LEFT or tuple(held) in _FAREWELLS or held[-3:] == ["get", "me", "wrong"]:
        return True
    is_favour = lemma == "do" and {"favour", "favor", "kindness"} & set(held)
    return lemma == "have" or bool(is_favour) or held[:3] == ["come", "to", "think"] or held == ["try", "me"]


def _attends(clauses: Clauses, word: int) -> bool:
    """Whether a verb of attention wants a deed: "look at me", "look again", "listen to him", "hear me out", "remember
    to eat", "think about it", "trust me on this"; not "look, ..." and "listen"."""
    lemma, after = clauses.lemmas[word], clauses.words[word + 1 : word + 4]
    if lemma == "remember":
        return after[:1] == ["to"]
    if lemma == "hear":
        return "out" in after
    if lemma == "look":
        return after[:1] in (["at"], ["after"], ["again"], ["up"], ["into"], ["away"]) and after[1:2] != ["here"]
    if lemma == "listen":
        return after[:1] in (["to"], ["carefully"])
    if lemma == "think":
        return after[:1] in (["about"], ["of"], ["it"]) and after[:3] != ["of", "it", "as"]
    return bool(clauses.objects(word)) or after[:1] in (["me"], ["him"], ["her"], ["us"], ["them"])


def _wants_words(clauses: Clauses, word: int, *, denied: bool) -> bool:
    """Whether "tell" or "say" wants more than an answer: "tell her", "tell me the truth", "don't tell anyone"; not
    "tell me, how is she", "don't tell me it's raining"."""
    after = clauses.words[word + 1 : word + 3]
    if after[:1] != ["me"]:
        return clauses.lemmas[word] == "tell" or denied or bool(clauses.objects(word)) or is_soft(clauses, word)
    things = [w for w in clauses.objects(word) if clauses.upos[w] == "NOUN"]
    return not denied and (is_soft(clauses, word) or bool(things))


def _is_condition(clauses: Clauses, first: int, last: int) -> bool:
    """ "Resist it, and your soul grows sick", "touch me and I'll scream": what follows of itself, or is threatened."""
    after = clauses.words[last + 1 : last + 4]
    within = [w for w in range(first + 1, last) if clauses.words[w] == "and" and clauses.words[w + 1] in FIRST]
    if within and not PROVOKING.isdisjoint(clauses.words[first : within[0]]):
        return True
    if after[:2] == [",", "and"] and after[2:] and after[2] in _OUTCOMES - FIRST:
        return True
    if after[:1] == ["and"] and after[1:2] and after[1] in FIRST:
        return not PROVOKING.isdisjoint(clauses.words[max(0, last - 3) : last + 1])
    return after[:1] == ["and"] and after[1:2] in (["you"], ["see"])


def _let(clauses: Clauses, word: int, content: Stretch) -> Giving | None:
    """ "Let me see it", "let us go": requests; not an offer, nor "let me see" to think."""
    whom = clauses.words[word + 1 : word + 2]
    deed = clauses.words[word + 2 : word + 3]
    is_whole = content[1] > word + 2 and (deed == ["see"] or (deed == ["think"] and whom != ["me"]))
    is_pause = bool(deed) and deed[0] in _PAUSES and not is_whole
    is_offer = "shall" in clauses.words[content[1] + 1 : content[1] + 4]
    if not whom or (whom[0] not in _LET and clauses.person(word + 1) is None) or is_pause:
        return None
    if is_offer and whom != ["'s"]:
        return None
    kind = "command" if whom == ["no"] else "request"
    return said(clauses, word, kind, FAIR, deed=word, content=content)

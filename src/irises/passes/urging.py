"""Whether what is urged is a request or a command: by softening words, by manner, by rank, by the deed itself."""

from __future__ import annotations

from itertools import pairwise

from irises.passes.clauses import Clauses
from irises.passes.commitment_cues import BEGGING, ORDERING, RANKS, SERVANTS, SOFTENERS
from irises.passes.complements import Stretch

_CURT = 5
"""Words of an imperative that is said without more ado, at most."""
_TERSE = 3
"""Words of one that is an order whatever its verb: "Chop those", "Eat your egg"."""
_LOUD = 6
"""Words of one that is shouted, at most."""
_AROUND = 8
"""Words of narration after a sentence that tell how it is said."""
_BIDDING = frozenset(
    """
    sit stand get go shut stop hold leave drop put keep move stay quit shove turn open close step march run wipe wash
    clear pick bring fetch hand back halt kneel rise answer lock unlock strip freeze take report follow start hurry
    finish clean sign read repeat search bind seize untie wait pack
    """.split()
)
"""Deeds that are bidden in so many words: "Sit down", "Shut the door"."""
_SOFTLY = frozenset("softly gently quietly tenderly kindly breath whisper".split())
"""How it is said where it is a request."""
_KIND = frozenset(
    "mind come stay tell ask give be make call listen see say accept show allow permit keep think".split()
)
"""Deeds that are as often asked for in few words."""
_PLEADING = frozenset(
    """
    forgive trust help let try remember promise tell love spare mourn learn live dance marry kiss believe swear write
    """.split()
)
"""Deeds that are asked for more than bidden."""
_CALLED_OUT = frozenset({"help", "wait", "trust", "forgive"})
"""What is called out for and no order: "Wait for me!" """
_FORBIDDEN = frozenset("move touch argue lie speak interrupt stir shout run shoot push".split())
"""What is forbidden in so many words: "Don't move"; most other denials are pleas ("Don't cry", "don't tell him")."""
_IMPLORING = frozenset({"beg", "implore", "entreat", "beseech"})
_ME = frozenset({"me", "us", "my"})
_TO_ME = frozenset({"with", "for", "to", "by", "beside", "near"})
_KINDLY = frozenset("care yourself careful little while rest if minute moment second bit".split())
_FIRMLY = frozenset({"never", "dare", "even"})
_OBEYING = frozenset({"told", "say", "bid", "order", "command"})


class Rank:
    """Who, of the people of a story, orders by rank and who serves, by the words that they are called by."""

    def __init__(self, clauses: Clauses) -> None:
        self._orders, self._serves = ({clauses.person(w) for w in clauses.where(words)} for words in (RANKS, SERVANTS))

    def orders(self, by: int | None, to: tuple[int, ...]) -> bool:
        """Whether the one may order the others."""
        serves = any(p in self._serves and p not in self._orders for p in to)
        above = by in self._orders and not any(p in self._orders for p in to)
        return by is not None and by not in self._serves and (above or serves)


def is_soft(clauses: Clauses, word: int) -> bool:
    """Whether a softening word stands in the same sentence and quotation."""
    sentence = (w for w in clauses.sentence_words(word) if clauses.quotation[w] == clauses.quotation[word])
    return any(clauses.words[w] in SOFTENERS or clauses.lemmas[w] in _IMPLORING for w in sentence)


def urged(clauses: Clauses, cue: int, deed: int, content: Stretch, rank: Rank, *, denied: bool) -> str:
    """Request or command, of an imperative with its first word, its verb and its clause."""
    told = _manner(clauses, cue)
    is_gentle = not _SOFTLY.isdisjoint(_told_words(clauses, cue))
    is_entreated = is_gentle or (clauses.words[cue] == "do" and cue != deed and not denied)
    if is_entreated or is_soft(clauses, cue) or told & BEGGING:
        return "request"
    ordered = rank.orders(clauses.speaker(cue), tuple(clauses.addressees(cue)))
    if told & ORDERING or ordered:
        return "command"
    length = content[1] - content[0] + 1
    if clauses.ends_with(cue) == "!" and length <= _LOUD and not denied and clauses.lemmas[deed] not in _CALLED_OUT:
        return "command"
    return "command" if _is_bidden(clauses, cue, deed, content, denied=denied) else "request"


def _manner(clauses: Clauses, cue: int) -> set[str]:
    """Lemmas of the verbs that tell how the sentence around is said."""
    return {clauses.lemmas[w] for w in _telling(clauses, cue) if clauses.upos[w] == "VERB"}


def _told_words(clauses: Clauses, cue: int) -> list[str]:
    return [clauses.words[w] for w in _telling(clauses, cue)]


def _telling(clauses: Clauses, cue: int) -> list[int]:
    """The words of narration around a sentence that is said."""
    sentence = clauses.sentence_words(cue)
    near = range(max(0, sentence.start - 1), min(len(clauses.words), sentence.stop + _AROUND))
    return [w for w in near if clauses.mode(w) is None]


def _is_bidden(clauses: Clauses, cue: int, deed: int, content: Stretch, *, denied: bool) -> bool:
    """Whether the words alone are an order: a curt deed that is for nobody's good, or a firm "never"."""
    lemma, held = clauses.lemmas[deed], clauses.words[content[0] : content[1] + 1]
    if lemma in _PLEADING or _is_for_me(clauses, deed, content):
        return lemma == "look" and "at" in held
    if not _KINDLY.isdisjoint(held):
        return False
    if denied:
        firm = not _FIRMLY.isdisjoint(clauses.words[max(0, cue - 1) : deed + 1])
        return firm or (lemma in _FORBIDDEN and len(held) <= _CURT)
    if not _OBEYING.isdisjoint(held) and lemma == "do":
        return True
    length = next((k for k, form in enumerate(held) if form in ("and", "or", ",")), len(held))
    if length <= _TERSE and lemma not in _KIND:
        return True
    return lemma in _BIDDING and (length <= _CURT or _with_another(clauses, cue))


def _is_for_me(clauses: Clauses, deed: int, content: Stretch) -> bool:
    """ "Give me a chance", "wait for me", "stay with us": what the speaker asks for himself."""
    held = clauses.words[deed + 1 : content[1] + 1]
    if held[:1] and held[0] in _ME:
        return True
    return any(a in _TO_ME and b in _ME for a, b in pairwise(held))


def _with_another(clauses: Clauses, cue: int) -> bool:
    """Whether another curt sentence stands beside it in the same quotation: "Sit. Hands on the table." """
    sentence = clauses.sentence_words(cue)
    for other in (sentence.start - 1, sentence.stop):
        if 0 <= other < len(clauses.words) and clauses.quotation[other] == clauses.quotation[cue] >= 0:
            near = clauses.sentence_words(other)
            if len(near) <= _CURT and clauses.is_imperative(near.start):
                return True
    return False

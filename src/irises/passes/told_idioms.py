"""Commitments that the narration tells in idioms: "turned him down", "talked her into going", "swore off drink"."""

from __future__ import annotations

from irises.passes.assertion import FAINT, FAIR, doer, is_asked, is_denied, is_passive, is_so, is_supposed
from irises.passes.clauses import Clauses
from irises.passes.complements import Stretch
from irises.passes.giving import Giving

CUES = frozenset(
    """
    turn put dig beg hear talk rope nag bully badger pressure goad guilt shame coax get send swear warn call have
    wave beckon shoo shush hush invite forbid
    """.split()
)
"""Lemmas of the verbs of these idioms."""
_INTO = frozenset("talk rope nag bully badger pressure goad guilt shame coax".split())
"""Verbs by which one brings somebody "into" or "out of" doing something."""
_OFFERS = frozenset(
    """
    offer invitation job proposal money help chance drink lift ride role part deal place promotion commission request
    post scholarship gig
    """.split()
)
"""What is turned down; other things are turned down like a lamp."""
_UNASKED = frozenset(
    """
    sleep see believe understand realise realize laugh smile like love feel think be know stop notice cry live die stay
    hate want need look remember forget
    """.split()
)
"""What nobody is asked to do where they are got or sent to do it."""
_NEARER = frozenset({"over", "in", "inside", "closer", "aside"})
_WHITHER: dict[str, tuple[str, frozenset[str]]] = {
    "call": ("request", _NEARER),
    "beckon": ("request", _NEARER),
    "wave": ("request", _NEARER | {"away", "off"}),
    "shoo": ("command", frozenset({"away", "off", "out", "in"})),
    "send": ("command", frozenset({"home", "away", "out", "upstairs", "outside", "inside", "to"})),
    "invite": ("request", frozenset({"in", "over", "along", "inside", "to", "for"})),
    "shush": ("command", frozenset()),
    "hush": ("command", frozenset()),
}
"""Kind by lemma of verbs by which somebody is called or sent, and the words that say whither."""
_ROOMS = frozenset("bed room rooms kitchen".split())
_OWN = frozenset("his her their my your the a an dinner lunch".split())
_QUIET = frozenset("quiet silence order calm help volunteers attention".split())
_NEGATED = frozenset({"n't", "not", "never"})
_WOULD = frozenset({"would", "'d", "wo"})
_REACH = 5
"""Words after the verb in which the rest of an idiom stands."""


def told_idiom(clauses: Clauses, word: int) -> Giving | None:
    """What an idiom with this verb tells; None if it is none, or not said to be so."""
    found = _read(clauses, word) if clauses.upos[word] == "VERB" and clauses.mode(word) != "writing" else None
    if found is None or is_asked(clauses, word):
        return None
    if clauses.lemmas[word] == "hear" or clauses.words[word] == "having":
        return found
    is_told = not is_denied(clauses, word) and not is_supposed(clauses, word) and is_so(clauses, word) is True
    return found if is_told else None


def _read(clauses: Clauses, word: int) -> Giving | None:
    """The idiom by its words, whether it is said to be so or not."""
    lemma = clauses.lemmas[word]
    near = range(word + 1, min(word + 1 + _REACH, clauses.sentence_words(word).stop))
    forms = [clauses.words[w] for w in near]
    if lemma == "hear":
        return _unheard(clauses, word, near, forms)
    if lemma in ("turn", "put", "dig", "beg", "have"):
        return _refused(clauses, word, lemma, near, forms)
    if lemma in _INTO:
        return _into(clauses, word, near)
    if lemma in ("get", "send"):
        sent = _sent(clauses, word, lemma)
        return _bidden(clauses, word, lemma, near) if sent is None and lemma == "send" else sent
    if lemma == "swear":
        is_off = forms[:1] == ["off"] and len(forms) > 1 and clauses.upos[word + 2] != "PUNCT"
        return _made(clauses, word, "vow", (word, max(word + 2, clauses.subtree(word + 2)[1]))) if is_off else None
    if lemma == "call" and forms[:1] == ["for"]:
        is_quiet = not _QUIET.isdisjoint(forms[1:3])
        return _made(clauses, word, "request", (word, word + 2)) if is_quiet else None
    if lemma == "forbid":
        is_all = forms[:1] in (["it"], ["this"], ["that"]) and clauses.upos[word + 2 : word + 3] == ["PUNCT"]
        return _made(clauses, word, "command", (word, word + 1)) if is_all else None
    if lemma in _WHITHER:
        return _bidden(clauses, word, lemma, near)
    return _warned(clauses, word, near, forms) if lemma == "warn" else None


def _unheard(clauses: Clauses, word: int, near: range, forms: list[str]) -> Giving | None:
    """ "Would not hear of it" """
    before = clauses.words[max(0, word - 3) : word]
    is_refused = forms[:1] == ["of"] and not _NEGATED.isdisjoint(before) and not _WOULD.isdisjoint(before)
    return _made(clauses, word, "refusal", (word, near[-1])) if is_refused else None


def _refused(clauses: Clauses, word: int, lemma: str, near: range, forms: list[str]) -> Giving | None:
    """ "Turned him down", "turned down the job", "put her foot down", "dug her heels in", "begged off", "was having
    none of it" """
    if lemma == "turn":
        down = next((w for w in near if clauses.words[w] == "down"), None)
        if down is None or is_passive(clauses, word):
            return None
        between = [w for w in range(word + 1, down) if clauses.person(w) is not None and clauses.upos[w] != "DET"]
        is_person = down == word + 2 and bool(between)
        things = [w for w in (*range(word + 1, down), *range(down + 1, near.stop)) if clauses.lemmas[w] in _OFFERS]
        return _made(clauses, word, "refusal", (word, down)) if is_person or things else None
    idioms = {
        "put": ("foot", "down"),
        "dig": ("heels", "in"),
        "beg": ("off",),
        "have": ("none", "of", "it"),
    }[lemma]
    if lemma == "have" and clauses.words[word] == "having" and is_denied(clauses, word):
        is_unwilled = forms[:1] == ["it"] or forms[:3] == ["any", "of", "it"]
        return _made(clauses, word, "refusal", (word, near[-1])) if is_unwilled else None
    is_whole = all(part in forms for part in idioms)
    is_first = lemma not in ("beg", "have") or forms[: len(idioms)] == list(idioms)
    return _made(clauses, word, "refusal", (word, near[-1])) if is_whole and is_first else None


def _into(clauses: Clauses, word: int, near: range) -> Giving | None:
    """ "Talked her into going", "nagged him out of smoking" """
    joins = [w for w in near if clauses.words[w] in ("into", "of") and w + 1 < len(clauses.words)]
    place = joins[0] if joins else None
    if place is None or (clauses.words[place] == "of" and clauses.words[place - 1] != "out"):
        return None
    whom = next((w for w in range(word + 1, place) if clauses.person(w) is not None), None)
    is_doing = clauses.words[place + 1].endswith("ing") or clauses.words[place + 1] in ("it", "this")
    if whom is None or not is_doing:
        return None
    return _made(clauses, word, "request", (place, max(place + 1, clauses.subtree(place + 1)[1])), whom=whom)


def _bidden(clauses: Clauses, word: int, lemma: str, near: range) -> Giving | None:
    """ "Called him over", "waved her away", "sent Tom home", "shushed them", "invited her to dinner"; "waved the money
    away" refuses it."""
    kind, places = _WHITHER[lemma]
    whom = next((w for w in near if clauses.person(w) is not None), None)
    place = next((w for w in near if clauses.words[w] in places), None)
    if lemma == "wave" and whom is None and place is not None and clauses.words[place] in ("away", "off"):
        is_offer = any(clauses.lemmas[w] in _OFFERS for w in range(word + 1, place))
        return _made(clauses, word, "refusal", (word, place)) if is_offer else None
    if whom is None or is_passive(clauses, word) or (places and (place is None or place < whom)):
        return None
    last = whom if place is None else place
    if clauses.words[last] in ("to", "for"):
        is_thing = clauses.upos[last + 1 : last + 2] == ["NOUN"] or clauses.words[last + 1] in _OWN
        if not is_thing or (lemma == "send" and not _is_room(clauses, last)):
            return None
        last += 1
    elif clauses.upos[last + 1 : last + 2] not in ([], ["PUNCT"], ["CCONJ"], ["ADP"], ["PART"]) and places:
        return None
    is_away = lemma == "wave" and clauses.words[last] in ("away", "off")
    return _made(clauses, word, "command" if is_away else kind, (word, last), whom=whom)


def _is_room(clauses: Clauses, to: int) -> bool:
    return not _ROOMS.isdisjoint(clauses.words[to + 1 : to + 3])


def _sent(clauses: Clauses, word: int, lemma: str) -> Giving | None:
    """ "Got her brother to drive", "sent Tom to fetch the cat" """
    stop = min(word + 6, clauses.sentence_words(word).stop - 1)
    to = next((w for w in range(word + 2, stop) if clauses.words[w] == "to" and clauses.upos[w] == "PART"), None)
    if to is None or clauses.upos[to + 1] != "VERB" or clauses.lemmas[to + 1] in _UNASKED or is_passive(clauses, word):
        return None
    whom = clauses.objects(word) or list(range(word + 1, to))
    people = [w for w in whom if word < w < to and clauses.person(w) is not None]
    if not people:
        return None
    kind = "command" if lemma == "send" else "request"
    return _made(clauses, word, kind, (to, max(to + 1, clauses.subtree(to + 1)[1])), whom=people[0], deed=to + 1)


def _warned(clauses: Clauses, word: int, near: range, forms: list[str]) -> Giving | None:
    """ "Warned him what would happen" """
    place = next((w for w in near if clauses.words[w] == "what"), None)
    if place is None or {"would", "'d", "will"}.isdisjoint(clauses.words[place + 1 : place + 4]):
        return None
    whom = next((w for w in range(word + 1, place) if clauses.person(w) is not None), None)
    return _made(clauses, word, "threat", (place, max(place, near[-1])), whom=whom)


def _made(
    clauses: Clauses, word: int, kind: str, content: Stretch, *, whom: int | None = None, deed: int | None = None
) -> Giving | None:
    who = doer(clauses, word)
    by = clauses.person(who)
    if by is None and who is not None and clauses.words[who] in ("i", "we"):
        by = clauses.speaker(word)
    to = clauses.person(whom)
    if by is None:
        return None
    receivers = () if to is None or to == by else (to,)
    confidence = FAINT if kind == "request" else FAIR
    return Giving(cue=word, kind=kind, by=by, to=receivers, content=content, deed=deed, confidence=confidence)

"""What "you" shall do, or are asked whether you will: requests, commands, promises to you, threats."""

from __future__ import annotations

from irises.passes.assertion import FAINT, FAIR
from irises.passes.clauses import Clauses
from irises.passes.commitment_cues import ADVISING, ASKING, FAVOURS, RUES, UNASKED, UNORDERED
from irises.passes.giving import WILL, Giving, before, said
from irises.passes.imperatives import is_tagged
from irises.passes.urging import Rank, is_soft

_NOT = frozenset({"n't", "not", "never"})
_FORECASTING = frozenset("day life soon ever always then perhaps if when".split())
_PRESENT = frozenset({"are", "'re", "be"})
_MOVES = frozenset("come go stay leave do take wear marry have see put drag drive give sell tell eat sit keep".split())
"""What "you are (not)" doing, where somebody else decides it: "You're not going out"."""
_WITH = frozenset({"with", "without", "here", "home", "to", "straight", "back"})
_AT_ONCE = frozenset({"minute", "instant", "now", "once"})
_OBEYED = frozenset(
    """
    stay wait keep leave sit stand take give write promise swear marry obey apologise apologize rise report bring stop
    pay sign follow serve show answer speak touch mention open put
    """.split()
)
"""What "you'll" do where it is an order."""
_AS_TOLD = frozenset({"as", "what", "exactly", "with", "here", "straight", "no", "the", "him", "her", "them"})
"""What follows "do" or "come" where "you'll" is an order: "You'll do as I say"."""
_ABLE = frozenset({"can", "ca", "could"})
_YOURS = frozenset({"it", "them", "your"})
_SUGGESTING = frozenset({"might", "may", "will", "'ll"})
_JUST = frozenset({"just", "always", "at"})
_SENSED = frozenset({"see", "make", "tell", "smell"})
_DECIDED = frozenset(
    "stay wait sit stand listen tell promise swear marry apologise apologize sign obey follow answer help rest".split()
)
_FORBIDDEN = frozenset("tell say touch leave go open mention breathe speak do argue fight stand sit take lie".split())
"""What "you're (not) going to" do, where somebody else decides it."""
_THINGS_DONE = frozenset({"it", "this", "that", "what", "as", "exactly", "one"})
_NOW = frozenset("now so just then".split())
_NEAR_SUBJECT = 2
_THERE = frozenset("here there right still down back out away put where tight on in up with inside outside".split())
_BIDDEN_ALONE = frozenset("drive talk choose pick decide go sleep eat rest walk run start explain ask answer".split())
"""What "you" do by order if nothing else is said: "You drive." """
_BIDDEN = {
    **dict.fromkeys(("stay", "sit", "stand", "hold", "hang"), _THERE - {"out"}),
    "wait": _THERE | {"for", "until", "till"},
    "listen": frozenset({"to", "up", "here", "carefully", "good"}),
    "shut": frozenset({"up", "your"}),
    "keep": frozenset({"your", "quiet", "still", "out", "away"}),
    "leave": frozenset({"him", "her", "them", "me", "us", "it", "that"}),
    "go": frozenset({"on", "home", "back", "straight", "first", "ahead"}),
    "get": frozenset({"some", "away", "off", "down", "home", "inside"}),
    "tell": frozenset({"him", "her", "them", "your"}),
}
"""Verbs that bid after "you" with no helper, and what follows them then."""
_ME = frozenset({"me", "us"})
_MAYBE = frozenset({"just", "maybe", "possibly", "perhaps", "not", "at"})
"""Words that make of "could you" a request whatever its verb."""
_SECRET = frozenset("tell say breathe mention let".split())
"""What "you can't" do as a request: "You can't tell anyone"."""
_STATES = frozenset(
    """
    know think find like love understand feel hear want mean imagine suppose believe have regret wonder confess admit
    agree perceive observe notice recollect recognise recognize enjoy lose hate become laugh own catch die need
    """.split()
)
"""What one cannot be urged to: "you must know", "you ought to hear him"."""


def your_part(clauses: Clauses, word: int, subject: int, helpers: list[int], rank: Rank) -> Giving | None:
    """ "Will you stay?", "you must go", "you will wait here", "you are not to go", "you shall pay for it" """
    first = helpers[0] if helpers else word
    is_inverted = bool(helpers) and first < subject and clauses.words[first] in ASKING
    # "Would you mind," she says: a comma may stand for the question mark.
    is_question = clauses.ends_with(word) in (("?", "") if is_inverted else ("?",))
    if helpers and first < subject and clauses.words[first] == "do" and not is_question:
        return _dont_you(clauses, word, first)
    if is_question:
        return _asked(clauses, word, subject, helpers)
    forms = [clauses.words[w] for w in helpers]
    if clauses.words[subject + 1 : subject + 3] in (["had", "better"], ["'d", "better"]) or ADVISING & set(forms):
        return _advice(clauses, word, subject, helpers)
    if _has_to(clauses, word, forms):
        return said(clauses, word, "request", FAINT, deed=word + 2)
    if _is_to(clauses, subject, word):
        return said(clauses, subject + 1, "command", FAIR, deed=word)
    is_coming = clauses.words[word : word + 2] in (["going", "to"], ["gon", "na"])
    if forms[:1] and forms[0] in _PRESENT and is_coming:
        return _going_to(clauses, word, helpers)
    if forms[:1] and forms[0] in _PRESENT and clauses.words[word].endswith("ing"):
        return _doing(clauses, word, helpers)
    if clauses.lemmas[word] in ("want", "wish") and clauses.words[word + 1 : word + 2] == ["to"]:
        return _might_want_to(clauses, word, helpers) if not _SUGGESTING.isdisjoint(forms) else None
    if _ABLE & set(forms):
        return _able(clauses, word, subject, helpers)
    if not helpers:
        return _bidden(clauses, word, subject)
    return _you_will(clauses, word, helpers, rank) if WILL & set(forms) else None


def _has_to(clauses: Clauses, word: int, forms: list[str]) -> bool:
    """ "You've got to help me", "you have to leave", "you need to calm down" """
    is_must = (clauses.words[word] in ("have", "need") and not forms) or (
        clauses.words[word] == "got" and bool({"'ve", "have"} & set(forms))
    )
    deed = word + 2
    if not is_must or clauses.words[word + 1 : deed] != ["to"] or deed >= len(clauses.words):
        return False
    is_of_me = clauses.lemmas[deed] in ("believe", "understand", "love") and clauses.words[deed + 1 : deed + 2] == [
        "me"
    ]
    return clauses.upos[deed] == "VERB" and (is_of_me or clauses.lemmas[deed] not in _STATES | {"see", "be"})


def _dont_you(clauses: Clauses, word: int, first: int) -> Giving | None:
    """ "Don't you dare cry", "don't you go" """
    is_state = clauses.lemmas[word] in _STATES | {"see"} and clauses.words[word - 1] != "dare"
    if is_state or clauses.words[first + 1 : first + 2] not in (["n't"], ["not"]):
        return None
    is_firm = clauses.lemmas[word] in ("dare", "move", "touch", "stir") or clauses.words[word - 1] == "dare"
    kind = "command" if is_firm else "request"
    return said(clauses, first, kind, FAINT, deed=word)


# Questions


def _asked(clauses: Clauses, word: int, subject: int, helpers: list[int]) -> Giving | None:
    forms, lemma = [clauses.words[w] for w in helpers], clauses.lemmas[word]
    first = helpers[0] if helpers else word
    if lemma == "mind" and clauses.words[word + 1 : word + 2] != ["if"]:
        return _would_you_mind(clauses, word, first)
    if helpers and first < subject:
        if _is_why_not(clauses, first):
            return said(clauses, first, "request", FAIR, deed=word) if lemma not in UNASKED else None
        asks = forms[0] in ASKING and lemma not in UNASKED and "have" not in forms and _is_favour(clauses, word, forms)
        return said(clauses, first, "request", FAIR, deed=word) if asks and not _has_wh(clauses, first) else None
    if not helpers and is_tagged(clauses, word):
        return said(clauses, word, "request", FAIR, deed=word)
    is_open = lemma not in UNORDERED - {"remember", "forget"} and not clauses.is_negated(word)
    asks = bool(WILL & set(forms)) and is_open
    return said(clauses, word, "request", FAINT, deed=word) if asks else None


def _would_you_mind(clauses: Clauses, word: int, first: int) -> Giving | None:
    """ "Would you mind opening the window?", "do you mind not whistling?" """
    stop = min(word + 4, clauses.sentence_words(word).stop)
    deed = next((w for w in range(word + 1, stop) if clauses.words[w].endswith("ing")), None)
    return None if deed is None else said(clauses, first, "request", FAIR, deed=deed)


def _is_why_not(clauses: Clauses, first: int) -> bool:
    """ "Why don't you sit down?" """
    near = before(clauses, first)
    is_why = near is not None and clauses.words[near] == "why"
    return is_why and clauses.words[first : first + 2] == ["do", "n't"]


def _is_favour(clauses: Clauses, word: int, forms: list[str]) -> bool:
    """Whether "can you" asks for a deed and not for an ability: for the speaker, with a thing, or softly; "will you"
    always does."""
    if forms[0] in ("will", "wo", "would"):
        return True
    after = clauses.words[word + 1 : word + 5]
    is_for_me = not _ME.isdisjoint(after) or not _MAYBE.isdisjoint(clauses.words[word - 3 : word])
    return is_for_me or clauses.lemmas[word] in FAVOURS or is_soft(clauses, word)


def _has_wh(clauses: Clauses, first: int) -> bool:
    near = before(clauses, first)
    return near is not None and clauses.words[near][:2] in ("wh", "ho") and clauses.words[near] not in ("whoa", "hold")


# Statements


def _advice(clauses: Clauses, word: int, subject: int, helpers: list[int]) -> Giving | None:
    """ "You must go", "you ought to tell her", "you shouldn't say that", "you'd better get a lawyer"; not "you must be
    tired"."""
    lemma = clauses.lemmas[word]
    if lemma in _STATES or (lemma == "be" and clauses.words[word + 1 : word + 2] not in (["careful"], ["quiet"])):
        return None
    is_better = clauses.words[subject + 2 : subject + 3] == ["better"]
    if clauses.upos[word] not in ("VERB", "AUX") or (
        not is_better and any(clauses.words[w] in ("have", "be") for w in helpers)
    ):
        return None
    if lemma == "get" and not clauses.objects(word):
        return None
    if lemma == "see" and clauses.words[word + 1 : word + 2] not in (["a"], ["someone"], ["somebody"], ["to"]):
        return None
    return said(clauses, subject + 1 if is_better else helpers[0], "request", FAINT, deed=word)


def _is_to(clauses: Clauses, subject: int, word: int) -> bool:
    """ "You are not to leave", "you're to stay here" """
    between = clauses.words[subject + 1 : word]
    return (
        between[:1] in (["are"], ["'re"], ["re"])
        and between[-1:] == ["to"]
        and len(between) <= 4
        and ({"going", "able", "supposed", "about"}.isdisjoint(between) and clauses.upos[word] in ("VERB", "AUX"))
    )


def _doing(clauses: Clauses, word: int, helpers: list[int]) -> Giving | None:
    """ "You're not going out", "you're coming with me": decided for the hearer."""
    denied = any(clauses.words[w] in _NOT for w in range(helpers[0], word))
    after = clauses.words[word + 1 : word + 3]
    if clauses.lemmas[word] not in _MOVES or after[:1] == ["to"] or (after[:1] == ["on"] and not denied):
        return None
    is_decided = denied or (clauses.lemmas[word] in ("come", "stay", "go") and after[:1] and after[0] in _WITH)
    return said(clauses, helpers[0], "command", FAINT, deed=word) if is_decided else None


def _going_to(clauses: Clauses, word: int, helpers: list[int]) -> Giving | None:
    """ "You're going to sit down and listen", "you're not going to tell anyone"; "you're going to regret it": a
    threat."""
    stop = min(word + 5, clauses.sentence_words(word).stop)
    deed = next((w for w in range(word + 2, stop) if clauses.upos[w] == "VERB"), None)
    if deed is None or not _FORECASTING.isdisjoint(_words_before(clauses, word)):
        return None
    lemma, after = clauses.lemmas[deed], clauses.words[deed + 1 : deed + 2]
    denied = any(clauses.words[w] in _NOT for w in range(helpers[0], deed))
    is_rued = lemma in RUES and lemma not in ("answer", "swing", "hang")
    if (is_rued or (lemma == "wish" and after == ["you"])) and not denied:
        return said(clauses, deed, "threat", FAINT, deed=deed)
    is_order = lemma in (_FORBIDDEN if denied else _DECIDED) or (
        lemma == "do" and bool(after) and after[0] in _THINGS_DONE
    )
    return said(clauses, helpers[0], "command", FAINT, deed=deed) if is_order else None


def _might_want_to(clauses: Clauses, word: int, helpers: list[int]) -> Giving | None:
    """ "You might want to sit down", "you'll want to keep that dry": advice."""
    deed = word + 2
    is_advice = clauses.upos[deed : deed + 1] == ["VERB"] and clauses.lemmas[deed] not in _STATES
    return said(clauses, helpers[0], "request", FAINT, deed=deed) if is_advice else None


def _bidden(clauses: Clauses, word: int, subject: int) -> Giving | None:
    """ "You wait here", "you listen to me", "now you keep quiet": the order with its hearer named."""
    near = before(clauses, subject)
    begins = near is None or clauses.upos[near] in ("PUNCT", "INTJ", "CCONJ") or clauses.words[near] in _NOW
    is_bare = clauses.words[word] == clauses.lemmas[word] and word - subject <= _NEAR_SUBJECT
    if not (begins and is_bare) or clauses.upos[word] != "VERB":
        return None
    after = clauses.words[word + 1 : word + 3]
    is_at_end = not after or clauses.upos[word + 1] == "PUNCT"
    is_whole = is_at_end and clauses.words[word + 1 : word + 2] in (["."], ["!"]) and (near is None or begins)
    if is_whole and clauses.words[word - 1] == "you" and clauses.lemmas[word] in _BIDDEN_ALONE:
        return said(clauses, word, "command", FAINT, deed=word)
    wanted = _BIDDEN.get(clauses.lemmas[word])
    is_order = wanted is not None and (is_at_end or after[0] in wanted)
    return said(clauses, word, "command", FAINT, deed=word) if is_order else None


def _able(clauses: Clauses, word: int, subject: int, helpers: list[int]) -> Giving | None:
    """ "You can't tell anyone", "if you could just sign here" """
    is_if = clauses.words[subject - 1 : subject] == ["if"]
    if is_if and "could" in clauses.words[subject:word] and _stands_alone(clauses, word):
        return said(clauses, helpers[0], "request", FAINT, deed=word)
    denied = any(clauses.words[w] in _NOT for w in range(subject, word))
    is_put_softly = not _JUST.isdisjoint(clauses.words[subject + 1 : word]) or clauses.lemmas[word] == "try"
    if "could" in clauses.words[subject:word] and is_put_softly and not denied:
        is_deed = clauses.lemmas[word] not in _STATES | _SENSED and clauses.words[word] == clauses.lemmas[word]
        return said(clauses, helpers[0], "request", FAINT, deed=word) if is_deed else None
    if clauses.lemmas[word] == "stop" and not denied and "can" in clauses.words[subject:word]:
        return said(clauses, helpers[0], "command", FAINT, deed=word)
    asks = denied and clauses.lemmas[word] in _SECRET and "ca" in clauses.words[subject:word]
    return said(clauses, helpers[0], "request", FAINT, deed=word) if asks else None


def _stands_alone(clauses: Clauses, word: int) -> bool:
    """Whether a clause with "if" has no other clause beside it in its sentence."""
    verbs = [w for w in clauses.sentence_words(word) if clauses.upos[w] == "VERB" and clauses.mode(w) is not None]
    return verbs == [word]


def _you_will(clauses: Clauses, word: int, helpers: list[int], rank: Rank) -> Giving | None:
    """ "You will wait here": an order; "you shall have it": a promise; "you'll be sorry": a threat."""
    lemma, forms = clauses.lemmas[word], [clauses.words[w] for w in helpers]
    cue = next(w for w in helpers if clauses.words[w] in WILL)
    negated = any(clauses.words[w] in _NOT for w in range(cue, word))
    is_wish = lemma == "wish" and clauses.words[word + 1 : word + 2] == ["you"]
    if (lemma in RUES or clauses.words[word] == "sorry" or is_wish) and not negated:
        return said(clauses, cue, "threat", FAINT, deed=word)
    if "shall" in forms and (
        lemma in ("have", "die", "starve", "suffer", "want", "lose", "see", "get") or "be" in forms
    ):
        return said(clauses, cue, "promise", FAINT, deed=word) if lemma != "see" else None
    if "have" in forms or "be" in forms or not _FORECASTING.isdisjoint(_words_before(clauses, word)):
        return None
    if lemma in ("have", "get") and clauses.words[word + 1] in _YOURS and "by" in clauses.words[word + 2 : word + 5]:
        return said(clauses, cue, "promise", FAINT, deed=word)
    if lemma in UNORDERED or (negated and "never" not in clauses.words[cue:word] and lemma not in _OBEYED):
        return None
    is_plain = clauses.words[cue] in ("will", "shall") and not negated
    is_told = lemma in ("tell", "do", "come", "go") and not _AS_TOLD.isdisjoint(clauses.words[word + 1 : word + 2])
    is_at_once = not _AT_ONCE.isdisjoint(clauses.words[word + 1 : clauses.subtree(word)[1] + 1])
    is_order = (
        is_plain
        or (is_at_once and not negated)
        or is_told
        or rank.orders(clauses.speaker(cue), tuple(clauses.addressees(cue)))
        or lemma in _OBEYED
    )
    return said(clauses, cue, "command", FAINT, deed=word) if is_order else None


def _words_before(clauses: Clauses, word: int) -> list[str]:
    return clauses.words[clauses.sentence_words(word).start : word]

"""What "I" or "we" will do or won't: promises, vows, threats, refusals."""

from __future__ import annotations

from irises.passes.assertion import FAINT, FAIR, LIKELY
from irises.passes.clauses import Clauses
from irises.passes.commitment_cues import (
    AGAIN,
    FOR_YOU,
    OATHS,
    POLITE,
    REASSURING,
    UNPROMISED,
)
from irises.passes.complements import Stretch
from irises.passes.giving import WILL, Giving, before, rest_of_clause, said
from irises.passes.threats import is_threat

_IF = frozenset(
    {"if", "unless", "whether", "when", "lest", "before", "till", "until", "because", "since", "that", "than"}
)
_HARMED = frozenset("anything harm happen hurt fall die drown starve suffer down".split())
"""What one won't "let" happen to somebody: a promise."""
_SOON = frozenset({"minute", "minutes", "second", "seconds", "moment"})
_NONE = frozenset({"nothing", "none", "nobody"})
_NOT = frozenset({"not", "n't", "never"})
_YOU = frozenset({"you", "thee", "your", "ye"})
_PRESENT = frozenset({"am", "'m", "are", "'re", "m"})
_WOULD = frozenset({"would", "'d"})
_UNREFUSED = frozenset(
    """
    be feel get sleep see lose hear joke kid try lie mean suggest imply pretend laugh cry complain blame accuse argue
    deny look think work make enjoy expect judge hide say ask hurt bleed die grow run starve wear fool exaggerate
    understand follow hold plan hop know cut talk make hope count interest follow die worry disappear like love
    """.split()
)
"""Verbs with which "I'm not" denies what is, and refuses nothing."""
_MAY_I = frozenset({"can", "ca", "could", "may", "might"})
_WH = frozenset("what how where why which who when whom whose".split())
_OFFERED = frozenset(
    "help offer suggest assist introduce tempt interest persuade believe think know suppose say".split()
)
"""What "can I" offers or only says."""
_FOR_OTHERS = frozenset("get give bring buy take show fetch make pour tell ask lend send carry".split())
_URGING = frozenset({"please", "just", "not", "n't"})
_ASKED_FOR = frozenset(
    """
    come have see borrow use go speak talk sit keep take stay leave hold touch join look read call get kiss hug bring
    play watch excuse ride sleep ask show
    """.split()
)
_ASKED_OF_US = frozenset(
    "talk go leave stop start have try move discuss come sit get keep rest stay eat do skip".split()
)
"""What "may I" and "can we" ask for; with other verbs they ask whether one is able."""
_BEING_THERE = frozenset("there back here with home right waiting good careful quiet round behind beside".split())
"""What "I'll be" promises."""
_BEFALLS = frozenset(
    """
    understand know regret miss mind need want feel survive manage last lose suffer starve sleep recover live fit
    amount succeed win
    """.split()
)
"""What "I won't" or "I'll never" only foresees."""
_CARES = frozenset({"see", "make", "take", "have", "keep", "get", "find"})
_LIFELONG = (["rest", "of", "my"], ["last", "thing", "i"], ["it", "kills", "me"])
_WITNESS = ["god", "is", "my", "witness"]
_WORD = frozenset({"word", "anything", "nothing", "thing"})
_SAVING = frozenset("get save protect help fix find bring make take".split())
"""What "I'm going to" do for "you", and promise."""


def my_part(clauses: Clauses, word: int, subject: int, helpers: list[int]) -> Giving | None:
    """What the speaker says of what he does, by the helpers between him and the verb."""
    forms = [clauses.words[w] for w in helpers]
    if not helpers:
        return _or_i(clauses, word, subject)
    if helpers[0] < subject and forms[0] in _MAY_I:
        return _may_i(clauses, word, subject, helpers[0])
    if clauses.words[helpers[0] - 1 : subject + 1] == ["why", "do", "n't", "we"] and clauses.ends_with(word) == "?":
        return said(clauses, helpers[0], "request", FAIR, deed=word)
    if any(form in WILL for form in forms):
        return _will(clauses, word, subject, helpers)
    if forms[:1] and forms[0] in _PRESENT and clauses.words[word].endswith(("ing", "gon")):
        return _doing(clauses, word, subject, helpers)
    if forms[:1] and forms[0] in ("ca", "can", "cannot") and clauses.lemmas[word] in ("tell", "say"):
        is_refused = any(clauses.words[w] in _NOT for w in range(subject, word)) and _is_kept_back(clauses, word)
        return said(clauses, helpers[0], "refusal", FAINT, deed=word) if is_refused else None
    if forms[:1] and forms[0] in _WOULD and _is_never(clauses, helpers[0], word):
        is_kind = clauses.lemmas[word] in REASSURING or clauses.lemmas[word] == "lie"
        content = rest_of_clause(clauses, subject, word)
        return said(clauses, helpers[0], "promise", FAINT, deed=word, content=content) if is_kind else None
    return None


def _may_i(clauses: Clauses, word: int, subject: int, first: int) -> Giving | None:
    """ "Can I come in?", "may I see it?", "can't we just go home?": what is asked for; not an offer nor an ability."""
    near = before(clauses, first)
    is_wh = near is not None and clauses.words[near] in _WH
    if clauses.ends_with(word) not in ("?", "") or is_wh or clauses.upos[word] not in ("VERB", "AUX"):
        return None
    lemma, after = clauses.lemmas[word], clauses.words[word + 1 : word + 2]
    if lemma in _OFFERED or (lemma in _FOR_OTHERS and not _YOU.isdisjoint(after)):
        return None
    is_urged = not _URGING.isdisjoint(clauses.words[first:word])
    asks = is_urged or lemma in (_ASKED_FOR if clauses.words[subject] == "i" else _ASKED_OF_US)
    return said(clauses, first, "request", FAIR, deed=word) if asks else None


def _is_kept_back(clauses: Clauses, word: int) -> bool:
    """ "I can't tell you", "I can't say any more"; not "I can't tell if", "I can't say that I mind"."""
    after = clauses.words[word + 1 : word + 3]
    ends = clauses.upos[word + 2 : word + 3] in ([], ["PUNCT"])
    return (after[:1] in (["you"], ["him"], ["her"]) and ends) or after in (["any", "more"], ["you", "that"])


def _or_i(clauses: Clauses, word: int, subject: int) -> Giving | None:
    """ "Leave now, or I call the police" """
    is_or = clauses.words[subject - 1 : subject] in (["or"], ["else"], ["otherwise"])
    if not is_or or clauses.words[word] != clauses.lemmas[word] or clauses.ends_with(word) == "?":
        return None
    content = rest_of_clause(clauses, subject, word)
    is_named = is_threat(clauses, word, subject, content)
    return said(clauses, word, "threat", FAINT, deed=word, content=content) if is_named else None


def _is_never(clauses: Clauses, helper: int, word: int) -> bool:
    return "never" in clauses.words[helper:word] and clauses.words[word] == clauses.lemmas[word]


def _doing(clauses: Clauses, word: int, subject: int, helpers: list[int]) -> Giving | None:
    """ "I'm not going", "I'm not going to do it", "I'm going to tell everyone" """
    deed = _going_to(clauses, word)
    content = rest_of_clause(clauses, subject, word if deed is None else deed)
    acts = word if deed is None else deed
    denied = any(clauses.words[w] in _NOT for w in range(subject, word))
    if not denied:
        if is_threat(clauses, acts, subject, content):
            return said(clauses, acts, "threat", FAINT, deed=acts, content=content)
        is_mended = clauses.lemmas[acts] == "fix" and clauses.words[acts + 1 : acts + 2] in (["this"], ["it"])
        is_to_you = clauses.lemmas[acts] in _SAVING and _is_to_you(clauses, acts, content[1])
        is_for_you = deed is not None and (is_to_you or is_mended)
        return said(clauses, helpers[0], "promise", FAINT, deed=acts, content=content) if is_for_you else None
    if clauses.words[acts : acts + 2] == ["going", "anywhere"]:
        return said(clauses, helpers[0], "promise", FAINT, deed=acts, content=content)
    if "never" in clauses.words[subject:word] and deed is None:
        return said(clauses, helpers[0], "vow", FAINT, deed=acts, content=content)
    if clauses.lemmas[acts] == "let" and _is_guarding(clauses, acts, content):
        return said(clauses, helpers[0], "promise", FAINT, deed=acts, content=content)
    is_soothing = clauses.lemmas[acts] in REASSURING and (deed is not None or clauses.lemmas[acts] != "leave")
    if is_soothing and _is_to_you(clauses, acts, content[1]):
        return said(clauses, helpers[0], "promise", FAIR, deed=acts, content=content)
    if (clauses.lemmas[acts] in _UNREFUSED and not _is_unspoken(clauses, acts)) or clauses.upos[acts] not in (
        "VERB",
        "AUX",
    ):
        return None
    if clauses.words[word] == "going" and deed is None and clauses.words[word + 1 : word + 2] in (["mad"], ["crazy"]):
        return None
    return said(clauses, helpers[0], "refusal", FAIR, deed=acts, content=content)


def _is_unspoken(clauses: Clauses, word: int) -> bool:
    """ "I'm not talking about it": no denial of what is done, but a refusal."""
    after = clauses.words[word + 1 : word + 4]
    return clauses.words[word] == "talking" and after[:1] == ["about"] and after[1:2] in (["it"], ["this"], ["that"])


def _is_guarding(clauses: Clauses, word: int, content: Stretch) -> bool:
    """What one won't let happen: "let anything happen to you", "let them hurt you", "let go"."""
    held = clauses.words[word + 1 : content[1] + 1]
    is_of_others = held[:1] in (["him"], ["them"], ["anyone"], ["anybody"], ["anything"], ["her"], ["it"])
    is_kept_safe = is_of_others and not _YOU.isdisjoint(held)
    return not _HARMED.isdisjoint(held) or is_kept_safe or held[:1] == ["go"]


def _going_to(clauses: Clauses, word: int) -> int | None:
    """The verb of "going to do"; of "going to be spoken to" its participle."""
    if clauses.words[word : word + 2] not in (["going", "to"], ["gon", "na"]):
        return None
    stop = min(word + 6, clauses.sentence_words(word).stop)
    return next((w for w in range(word + 2, stop) if clauses.upos[w] == "VERB"), None)


def _will(clauses: Clauses, word: int, subject: int, helpers: list[int]) -> Giving | None:
    """ "I'll write", "I won't", "I'll kill you" """
    cue = next(w for w in helpers if clauses.words[w] in WILL)
    if cue < subject:
        return None
    content = rest_of_clause(clauses, subject, word)
    if _is_oath(clauses, subject):
        return said(clauses, cue, "refusal", FAIR, deed=word, content=content)
    if is_threat(clauses, word, cue, content):
        return said(clauses, word, "threat", FAIR, deed=word, content=content)
    if "have" in clauses.words[cue:word]:
        return None
    if _is_denied(clauses, cue, word):
        return _denied(clauses, cue, word, content)
    if not _NONE.isdisjoint(clauses.words[word + 1 : word + 2]) and clauses.lemmas[word] not in UNPROMISED:
        return said(clauses, cue, "refusal", FAINT, deed=word, content=content)
    to_you = _is_to_you(clauses, word, content[1])
    if not _is_promise(clauses, cue, word, to_you=to_you):
        return None
    kind = "vow" if _is_for_life(clauses, word) or _is_witnessed(clauses, subject) else "promise"
    return said(clauses, word, kind, LIKELY if to_you else FAIR, deed=word, content=content)


def _is_for_life(clauses: Clauses, word: int) -> bool:
    """ "If it takes the rest of my life", "if it's the last thing I do" """
    sentence = clauses.words[word : clauses.sentence_words(word).stop]
    return any(sentence[k : k + 3] in _LIFELONG for k in range(len(sentence)))


def _is_witnessed(clauses: Clauses, subject: int) -> bool:
    """ "As God is my witness, I'll ..." """
    return clauses.words[max(0, subject - 5) : subject - 1] == _WITNESS


def _is_promise(clauses: Clauses, cue: int, word: int, *, to_you: bool) -> bool:
    """Whether what "I" will do is a deed, or to "you"; of "shall", that it is no forecast."""
    lemma = clauses.lemmas[word]
    if "always" in clauses.words[cue:word]:
        return True
    if lemma == "be" or "be" in clauses.words[cue:word]:
        near = clauses.words[word - 1 : word + 3]
        return clauses.words[cue] != "shall" and not (_BEING_THERE | _SOON).isdisjoint(near)
    if clauses.upos[word] != "VERB" or _is_preface(clauses, word):
        return False
    if lemma in _CARES and _is_seen_to(clauses, word):
        return True
    if clauses.words[cue] == "shall":
        return lemma not in UNPROMISED and (to_you or lemma in FOR_YOU)
    return (to_you and lemma != "miss") or lemma not in UNPROMISED


def _is_seen_to(clauses: Clauses, word: int) -> bool:
    """ "I'll see to it", "I'll see that he gets it", "I'll have it on your desk", "I'll get it" """
    after = clauses.words[word + 1 : word + 3]
    if clauses.lemmas[word] == "find" and after[:1] in (["who"], ["whoever"], ["out"]):
        return True
    if clauses.lemmas[word] == "see":
        return after[:1] in (["to"], ["that"]) or after in (["you", "home"], ["you", "safe"])
    return after[:1] in (["it"], ["them"], ["care"], ["sure"]) or bool(clauses.objects(word))


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
        if clauses.words[w] in _YOU:
            return True
    return False


def _is_oath(clauses: Clauses, subject: int) -> bool:
    """ "I'm hanged if I'll stand it" """
    return clauses.words[subject - 1] == "if" and bool(OATHS & set(clauses.words[max(0, subject - 4) : subject]))


def _is_denied(clauses: Clauses, cue: int, word: int) -> bool:
    return any(clauses.words[w] in _NOT for w in range(max(0, cue - 1), word))


def _denied(clauses: Clauses, cue: int, word: int, content: Stretch) -> Giving | None:
    """ "I will never marry" is a vow, "I won't tell" a promise, "I won't go" a refusal, "I shall not" a promise."""
    held = set(clauses.words[content[0] : content[1] + 1])
    lemma = clauses.lemmas[word]
    is_silent = lemma == "say" and not _WORD.isdisjoint(held)
    is_manners = (lemma in POLITE or lemma == "lie") and AGAIN.isdisjoint(held) and not is_silent
    if is_manners or _is_foreseen(clauses, word, content):
        return None
    kind = _denied_kind(clauses, cue, word, content, held)
    return said(clauses, cue, kind, FAIR, deed=word, content=content)


def _is_foreseen(clauses: Clauses, word: int, content: Stretch) -> bool:
    """ "I won't be long", "I'll never understand you", "we'll never make it": what will not be, whoever wills it."""
    lemma, after = clauses.lemmas[word], clauses.words[word + 1 : word + 2]
    if lemma == "make":
        return after == ["it"]
    is_adjective = clauses.upos[word] in ("ADJ", "ADV") and clauses.words[word] in ("long", "able", "late", "there")
    return is_adjective or lemma in _BEFALLS


def _denied_kind(clauses: Clauses, cue: int, word: int, content: Stretch, held: set[str]) -> str:
    is_to_you = bool(held & {"you", "your"}) and clauses.lemmas[word] != "forgive"
    if "never" in held and not is_to_you and clauses.words[cue] != "shall":
        return "vow"
    if clauses.upos[word] in ("NOUN", "ADJ"):
        return "promise"
    if clauses.lemmas[word] == "say" and not _WORD.isdisjoint(held):
        return "promise"
    if clauses.words[cue] in ("shall", "sha") or clauses.lemmas[word] in REASSURING or held & AGAIN or "never" in held:
        return "promise"
    is_guarding = clauses.lemmas[word] == "let" and _is_guarding(clauses, word, content)
    return "promise" if is_guarding else "refusal"

"""Threats: what "I" will do to somebody, what "you" shall rue, and what follows on "or" or "if"."""

from __future__ import annotations

from irises.passes.clauses import Clauses
from irises.passes.commitment_cues import BLOWS, HARMS, RUES
from irises.passes.complements import Stretch
from irises.passes.giving import SECOND

OTHERS = frozenset({"him", "her", "them", "you", "thee", "ye"})
_HURT = frozenset(
    """
    flogged hanged whipped shot arrested beaten turned dismissed punished thrashed locked fired sacked killed expelled
    suspended charged evicted deported court-martialled skinned
    """.split()
)
_FORCE = frozenset("police cops cop guards guard constable watch sheriff security lawyer lawyers sergeant".split())
"""Who is called against somebody."""
_TELLS = frozenset("tell report inform".split())
_ABOVE = frozenset(
    """
    mother father mum mom dad mam ma pa mummy daddy parents wife husband master mistress teacher headmaster boss
    captain king queen uncle aunt grandmother sister brother everyone everybody
    """.split()
)
"""Whom it is told who will be angry."""
_ALL = frozenset({"everyone", "everybody", "king", "queen", "captain"})
_CALLS = frozenset("call fetch get send have phone ring".split())
_BENEFITS = frozenset(
    """
    help give pay write bring lend forgive buy show teach save protect marry love thank introduce come wait stay
    try understand do see send let
    """.split()
)
"""What is offered on a condition, or borne."""
_MILD = frozenset(
    """
    mind like want need wish object know have understand feel hear please think care prefer agree be can could may
    insist see excuse allow permit ask let help
    """.split()
)
"""What, if "you" do not do it, provokes nobody."""
_ENDS = frozenset("die drown starve hang suffer bleed burn".split())
_ENDED = frozenset(
    "dead fired sacked over done finished through grounded expelled suspended toast history sorry out".split()
)
"""What befalls somebody, or an end of it, on "or" and the like."""
_CATCHES = frozenset({"find", "catch", "see", "hear"})
"""What "I" do "if", where it is somebody's offence: "If I catch you here again"."""
PROVOKING = frozenset("again ever another further closer anything dare touch more".split())
"""Words of what somebody had better not do: "Touch me again and I'll scream"."""
_BEFORE = 24
"""Words before a clause among which its condition stands."""


def is_threat(clauses: Clauses, word: int, cue: int, content: Stretch) -> bool:
    """Whether what the speaker says he will do is to harm, or follows on what he forbids or demands; `cue` is "will"
    or the like."""
    if any(clauses.words[w] in ("not", "n't", "never") for w in range(max(0, cue), word)):
        return False
    if is_harm(clauses, word, content) or _tells_on(clauses, word, content):
        return True
    return (_follows_or(clauses, content[0]) or _if_not(clauses, content)) and clauses.lemmas[word] not in _BENEFITS


def is_consequence(clauses: Clauses, word: int, subject: int) -> bool:
    """ "Do it or you're fired", "put it down or she dies", "touch him and you're dead": what will befall."""
    if subject > word or not (clauses.lemmas[word] in _ENDS or clauses.words[word] in _ENDED):
        return False
    if clauses.ends_with(word) == "?":
        return False
    first = min(subject, clauses.subtree(subject)[0])
    low = max(clauses.sentence_words(word).start, first - _BEFORE)
    return _follows_or(clauses, first) or _is_provoked(clauses, low, first)


def is_harm(clauses: Clauses, word: int, content: Stretch) -> bool:
    """ "I'll kill you", "I'll have you flogged", "I'll make him pay", "I'll have to let you go" """
    after = clauses.words[word + 1 : word + 3]
    lemmas = set(clauses.lemmas[word + 1 : content[1] + 1])
    if clauses.lemmas[word] in HARMS and not OTHERS.isdisjoint(after):
        return True
    if any(clauses.lemmas[w] in BLOWS and clauses.words[w + 1] in ("your", "his") for w in range(word, content[1])):
        return True
    is_causing = clauses.lemmas[word] in ("have", "make", "see", "get") and not OTHERS.isdisjoint(after)
    is_had = clauses.words[word - 3 : word - 2] == ["have"] or "have" in clauses.words[word - 2 : word]
    hurts = clauses.lemmas[word] in HARMS or clauses.words[word] in _HURT
    is_dismissed = any(
        clauses.words[w] == "let" and clauses.words[w + 1] in OTHERS and clauses.words[w + 2] == "go"
        for w in range(word, content[1] - 1)
    )
    hurt = not (HARMS | RUES).isdisjoint(lemmas) or not _HURT.isdisjoint(clauses.words[word : content[1] + 1])
    return (is_causing and hurt) or (is_had and hurts) or is_dismissed


def _tells_on(clauses: Clauses, word: int, content: Stretch) -> bool:
    """ "I'll tell your mother", "I'm telling on you", "I'll call the police" """
    lemma, after = clauses.lemmas[word], clauses.words[word + 1 : content[1] + 1]
    if lemma in _TELLS and "on" in after[:2] and not OTHERS.isdisjoint(after):
        return True
    whom = next((k for k, form in enumerate(after) if form in _ABOVE), None)
    is_all_of_them = after[:1] in (["everyone"], ["everybody"])
    if lemma in _TELLS and whom is not None and whom < 2 and (len(after) == whom + 1 or is_all_of_them):
        return True
    return lemma in _CALLS and not (_FORCE | _ABOVE - _ALL).isdisjoint(after[:2])


def _follows_or(clauses: Clauses, first: int) -> bool:
    """ "Stop that or I'll scream" """
    near = clauses.words[max(0, first - 2) : first]
    return near[-1:] in (["or"], ["else"], ["otherwise"]) or (near[:1] in (["or"], ["else"]) and near[1:] == [","])


def _if_not(clauses: Clauses, content: Stretch) -> bool:
    """ "If you don't hold still, I shall ...", "unless you pay", "touch me again and I'll ...": in its sentence."""
    sentence = clauses.sentence_words(content[0])
    low = max(sentence.start, content[0] - _BEFORE)
    if _is_provoked(clauses, low, content[0]):
        return True
    for w in (*range(low, content[0]), *range(content[0], sentence.stop)):
        if clauses.words[w] not in ("if", "unless") or clauses.quotation[w] != clauses.quotation[content[0]]:
            continue
        stop = min(w + 8, sentence.stop)
        who = next((v for v in range(w + 1, stop) if clauses.upos[v] in ("PRON", "PROPN", "NOUN")), None)
        deed = next((v for v in range(w + 1, stop) if clauses.upos[v] == "VERB"), None)
        if who is None or deed is None:
            continue
        if clauses.words[who] == "i" and clauses.lemmas[deed] in _CATCHES and "you" in clauses.words[deed : deed + 3]:
            return True
        if clauses.words[who] in ("i", "we") or clauses.lemmas[deed] in _MILD:
            continue
        denied = clauses.words[w] == "unless" or any(clauses.words[v] in ("n't", "not") for v in range(w, deed))
        is_able = any(clauses.lemmas[v] in ("can", "could", "may") for v in range(w, deed))
        provokes = not PROVOKING.isdisjoint(clauses.words[w : min(w + 10, sentence.stop)])
        if (denied or provokes) and not is_able and (clauses.words[who] in SECOND or provokes):
            return True
    return False


def _is_provoked(clauses: Clauses, low: int, first: int) -> bool:
    """ "One more word and I'll ...", "touch that again and I'll ..." """
    if clauses.words[first - 1 : first] != ["and"]:
        return False
    begins = next((w + 1 for w in range(first - 2, low, -1) if clauses.words[w] in (".", "!", "?", ";", "“", '"')), low)
    return not PROVOKING.isdisjoint(clauses.words[begins:first])

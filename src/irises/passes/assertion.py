"""Whether a clause is said to be so, or only asked, supposed, wished or ordered."""

from __future__ import annotations

from collections.abc import Iterator

from irises.passes.clauses import NEGATIONS, Clauses

SURE, LIKELY, FAIR, FAINT = 0.8, 0.75, 0.65, 0.5
"""How often rows of a rule are right that they are there, about, on passages read by eye."""
_IF = frozenset({"if", "unless", "lest", "whether", "supposing", "provided"})
_UNREAL = frozenset({"would", "should", "might", "may", "will", "shall", "'ll", "ll", "wo", "sha"})
_NOMINATIVE = frozenset("i he she we they you who".split())
_OWNING = frozenset("my your his her its our their thy".split())
_MAIN = frozenset({"root", "conj", "ccomp", "xcomp", "parataxis", "csubj"})
_HIGHEST = 8
"""Clauses that are climbed at most."""
_FAR = 6
"""Words before a predicate among which its auxiliaries are."""
_NEAR = 8
"""Words before a predicate among which "if" makes a condition of it."""

_HOLDING = frozenset(
    """
    begin start come grow get seem appear continue cease happen learn prove live use tend chance commence incline
    """.split()
)
"""Governors under which an infinitive is so."""
_FAILING = frozenset("fail omit neglect refuse decline unable incapable forbear forget".split())
"""Governors under which an infinitive is not so."""
_GIVING_UP = frozenset({"cease", "stop", "fail"})
_TRYING = frozenset("try attempt struggle strive endeavour endeavor seek".split())
_LEADING = frozenset("lead teach cause induce bring make give force enable".split())
"""Governors whose object does what the infinitive says."""
_SENSING = frozenset("hear see watch feel catch find notice spot".split())
"""Governors whose object does what is heard or seen: "heard him asking himself"."""
_FEIGNING = frozenset("pretend feign wish affect hope".split())
_MOVED = frozenset(
    """
    glad sorry happy surprised astonished amazed relieved shocked startled pleased delighted gratified disappointed
    vexed horrified proud distressed grieved puzzled mortified rejoice rejoiced alarmed touched content
    """.split()
)
"""Feelings at what is so: "glad to find"."""


def is_asked(clauses: Clauses, word: int) -> bool:
    """Whether a predicate belongs to the main clause of a question, and not to what a speaker says of himself."""
    if _asks_you(clauses, word):
        return True
    if clauses.ends_with(word) != "?":
        return False
    top = next((w for w in _upwards(clauses, word) if _base(clauses, w) not in _MAIN), None)
    if top is not None:
        return False
    subject = clauses.subject(word, borrowed=False)
    is_own = (
        subject is not None
        and clauses.words[subject] in ("i", "we")
        and not _is_inverted(clauses, word, helpers_of(clauses, word))
    )
    return not is_own or clauses.words[word + 1 : word + 2] == ["?"]


def _asks_you(clauses: Clauses, word: int) -> bool:
    """ "Do you think", "can you know" """
    return (
        word > 1
        and clauses.words[word - 1] in ("you", "ye")
        and (clauses.upos[word - 2] == "AUX" or clauses.words[word - 2] == "n't")
        and clauses.words[word - 3 : word - 2] != ["as"]
    )


def is_supposed(clauses: Clauses, word: int) -> bool:
    """Whether a predicate stands in a condition, in the future or in what would be ("would have thought")."""
    marks = (m for w in _upwards(clauses, word) for m in clauses.children(w, ("mark", "advmod")) if m < w)
    if any(clauses.words[m] in _IF for m in marks) or _follows_if(clauses, word):
        return True
    helpers = helpers_of(clauses, word)
    if not helpers and clauses.relation[word] == "conj" and clauses.subject(word, borrowed=False) is None:
        helpers = helpers_of(clauses, int(clauses.head[word]))
    forms = [clauses.words[w] for w in helpers]
    if any(_is_unreal(clauses, w, word) for w in helpers):
        return True
    if {"could", "can"} & set(forms) and {"have", "be"} & set(forms):
        return True
    return forms[:1] in (["had"], ["should"], ["were"]) and _is_inverted(clauses, word, helpers)


def _follows_if(clauses: Clauses, word: int) -> bool:
    """Whether "if" stands before a word with no comma between, wherever the tree has hung it."""
    for w in range(word - 1, max(clauses.sentence_words(word).start, word - _NEAR) - 1, -1):
        if clauses.upos[w] == "PUNCT" or clauses.quotation[w] != clauses.quotation[word]:
            return False
        if clauses.words[w] in _IF or clauses.words[w - 1 : w + 1] == ["as", "though"]:
            return True
    return False


def is_denied(clauses: Clauses, word: int) -> bool:
    """Whether a word is denied: by the tree, or by a negation before it with no mark or other verb between."""
    near = clauses.children(word, ("advmod", "aux", "det", "cop", "cc", "mark", "case"))
    if any(clauses.words[w] in NEGATIONS and abs(w - word) < _NEAR for w in near):
        return True
    for w in range(word - 1, max(clauses.sentence_words(word).start, word - _FAR) - 1, -1):
        if clauses.upos[w] in ("PUNCT", "VERB", "SCONJ", "CCONJ") or clauses.quotation[w] != clauses.quotation[word]:
            return False
        if clauses.words[w] in ("not", "n't", "never"):
            return not clauses.words[w + 1].startswith("un") or w + 1 == word
    return False


def is_pretended(clauses: Clauses, word: int) -> bool:
    """Whether a predicate is the content of a pretence or a wish."""
    governor = int(clauses.head[word])
    is_content = governor < word and _base(clauses, word) in ("ccomp", "xcomp")
    return is_content and clauses.lemmas[governor] in _FEIGNING


def is_so(clauses: Clauses, word: int) -> bool | None:
    """Whether an infinitive holds by what governs it: True ("began to think"), False: the contrary does ("failed to
    see"), None: neither is said ("tried to remember"). True of all that is no infinitive."""
    governor = int(clauses.head[word])
    is_bare = clauses.lemmas[governor] in ("let", "make", "help") and governor < word
    if not _has_to(clauses, word) and not (is_bare and _base(clauses, word) in ("xcomp", "ccomp")):
        return _holds_as_gerund(clauses, word)
    if governor == word:
        return None
    lemma, form = clauses.lemmas[governor], clauses.words[governor]
    own = [clauses.words[w] for w in clauses.children(governor, ("advmod",))]
    if lemma in _FAILING or "too" in own:
        return False
    if lemma in _TRYING:
        return _fails(clauses, governor)
    holds = lemma in _HOLDING or lemma in _LEADING or lemma in _MOVED or form in _MOVED or "enough" in own
    return True if holds or "only" in [clauses.words[w] for w in clauses.children(word, ("advmod",))] else None


def doer(clauses: Clauses, word: int) -> int | None:
    """The word for who does what a verb or predicate says: its subject, the one whom a relative pronoun stands for, the
    object of who leads to it ("made him think"), the agent of a passive."""
    governor = int(clauses.head[word])
    if (
        clauses.lemmas[governor] in _LEADING
        and governor != word
        and _base(clauses, word) in ("xcomp", "ccomp", "advcl")
    ):
        led = [w for w in clauses.objects(governor) if w < word]
        if led and clauses.subject(word, borrowed=False) is None:
            return led[0]
    if is_passive(clauses, word):
        return _agent(clauses, word)
    if governor < word and clauses.lemmas[governor] in _SENSING and clauses.words[word].endswith("ing"):
        sensed = [w for w in clauses.children(governor, ("obj",)) if governor < w < word]
        if sensed and clauses.subject(word, borrowed=False) is None:
            return sensed[0]
    near = _right_before(clauses, word)
    found = antecedent(clauses, clauses.subject(word) if near is None else near)
    return clauses.subject(governor) if found is None and governor != word and _has_to(clauses, word) else found


def _agent(clauses: Clauses, word: int) -> int | None:
    """By whom: the phrase with "by" that hangs on a passive, or that follows it."""
    own = next(iter(clauses.obliques(word, ("by",))), None)
    if own is not None or clauses.words[word + 1 : word + 2] != ["by"]:
        return own
    near = range(word + 2, min(word + 6, clauses.sentence_words(word).stop))
    return next(
        (w for w in near if clauses.upos[w] in ("NOUN", "PROPN", "PRON") and clauses.words[w] not in _OWNING), None
    )


def _right_before(clauses: Clauses, word: int) -> int | None:
    """The pronoun or name that stands before a verb with nothing but helpers and adverbs between; surer than the tree
    in long sentences."""
    for w in range(word - 1, max(clauses.sentence_words(word).start, word - 6) - 1, -1):
        if clauses.quotation[w] != clauses.quotation[word] or clauses.words[w] == "to":
            return None
        if clauses.upos[w] in ("PRON", "PROPN"):
            is_object = (
                clauses.relation[w] in ("obj", "iobj", "obl", "nmod:poss") and clauses.words[w] not in _NOMINATIVE
            )
            return None if is_object else _in_name(clauses, w)
        if clauses.upos[w] == "NOUN" and clauses.relation[w].startswith("nsubj") and clauses.person(w) is not None:
            return w
        if clauses.upos[w] not in ("AUX", "ADV", "PART"):
            return None
    return None


def _in_name(clauses: Clauses, word: int) -> int:
    """The word of a name that heads its mention: "Miss" of "Miss Crane", whichever the tree has made the subject."""
    near = word
    while clauses.person(near) is None and near > word - 3 and clauses.upos[near - 1 : near] == ["PROPN"]:
        near -= 1
    return word if clauses.person(near) is None else near


def helpers_of(clauses: Clauses, word: int) -> list[int]:
    """The auxiliaries of a verb or predicate that stand right before it (a subject or adverbs between); else those of
    the tree that stand near."""
    found = []
    for w in range(word - 1, max(-1, word - _FAR), -1):
        is_helper = clauses.upos[w] == "AUX"
        if not is_helper and (clauses.upos[w] not in ("ADV", "PART", "PRON") or clauses.words[w] == "to"):
            break
        if clauses.quotation[w] != clauses.quotation[word] or clauses.sentence[w] != clauses.sentence[word]:
            break
        if is_helper:
            found.append(w)
    return found[::-1] or [w for w in clauses.children(word, ("aux", "cop")) if word - _FAR < w < word]


def antecedent(clauses: Clauses, subject: int | None) -> int | None:
    """The word itself, or the last before it that heads a person if it is a relative pronoun."""
    if subject is None or clauses.words[subject] not in ("who", "that", "which", "whom"):
        return subject
    before = range(subject - 1, max(clauses.sentence_words(subject).start, subject - 12) - 1, -1)
    return next((w for w in before if clauses.person(w) is not None), subject)


def is_passive(clauses: Clauses, word: int) -> bool:
    """Whether a verb is in the passive: "was suspected", "a man suspected by all"."""
    if clauses.upos[word] != "VERB":
        return False
    if clauses.children(word, ("nsubj:pass", "aux:pass")):
        return True
    if clauses.children(word, ("nsubj", "aux")):
        return False
    is_participle = clauses.relation[word] == "acl" and clauses.words[word][-3:] != "ing"
    return (is_participle and not _has_to(clauses, word)) or _agent(clauses, word) is not None


def _holds_as_gerund(clauses: Clauses, word: int) -> bool | None:
    """False under what was given up, None under what is only tried or ordered ("give up thinking", "try thinking")."""
    governor = int(clauses.head[word])
    if governor == word or _base(clauses, word) != "xcomp" or clauses.words[word][-3:] != "ing":
        return True
    return None if clauses.lemmas[governor] in _TRYING else True


def _fails(clauses: Clauses, trying: int) -> bool | None:
    """False if an attempt is said to be vain or given up, else None."""
    after, before = set(clauses.words[trying + 1 : trying + 4]), set(clauses.lemmas[max(0, trying - 3) : trying])
    is_over = {"give", "up"} <= before or not before.isdisjoint(_GIVING_UP)
    return False if "vain" in after or is_over else None


def _upwards(clauses: Clauses, word: int) -> Iterator[int]:
    """The word and the heads above it."""
    for _ in range(_HIGHEST):
        yield word
        head = int(clauses.head[word])
        if head == word or clauses.quotation[head] != clauses.quotation[word]:
            return
        word = head


def _base(clauses: Clauses, word: int) -> str:
    return clauses.relation[word].split(":")[0]


def _is_unreal(clauses: Clauses, helper: int, word: int) -> bool:
    """Whether a helper makes a predicate unreal; "he'd sworn" is "had", whatever its lemma."""
    form = clauses.words[helper]
    is_would = form == "'d" and clauses.lemmas[helper] == "would" and clauses.words[word] == clauses.lemmas[word]
    return form in _UNREAL or is_would


def _is_inverted(clauses: Clauses, word: int, helpers: list[int]) -> bool:
    """Whether a subject stands between a helper and its verb: "had she known"; not after "nor" and the like."""
    if not helpers or all(clauses.upos[w] not in ("PRON", "PROPN") for w in range(helpers[0] + 1, word)):
        return False
    return clauses.words[helpers[0] - 1 : helpers[0]] not in (["nor"], ["neither"], ["little"], ["so"])


def _has_to(clauses: Clauses, word: int) -> bool:
    return any(clauses.words[w] == "to" for w in clauses.children(word, ("mark",)))

"""How words attribute a belief: by verb, by predicate, by noun, by what comes to somebody, by phrase."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

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
from irises.passes.belief_cues import (
    ALONE,
    AS_FOR,
    COMING,
    DENIED,
    DENIED_SURE,
    FOUND_OUT,
    HAVING,
    IN_MIND,
    KNOWABLE,
    LESS,
    MANNERS_OF_ITSELF,
    MIND_PHRASES,
    NEEDS_CLAUSE,
    NEEDS_CLAUSE_OR_THAT,
    NEEDS_CONTENT,
    NOBODY,
    NOUNS,
    NOUNS_ALONE,
    OF_ITSELF,
    ONLY_CLAUSE,
    PAST_TIMES,
    PERCEIVING,
    PHRASE_PARTS,
    PHRASES,
    PREDICATES,
    SWOONS,
    TO_OBJECT,
    TO_ONESELF,
    TO_WHOM,
    UNBEKNOWN,
    UNKNOWING,
    VERBS,
    WITH_AS,
    WITH_PREDICATE,
    WRONGLY,
)
from irises.passes.clauses import Clauses
from irises.passes.complements import BREAKS, MARKS, ONLY_SUBJECTS, Stretch, clause, is_marked, is_sight

_REFLEXIVE = frozenset("myself yourself himself herself itself ourselves themselves thyself oneself".split())
_MOTIONS = frozenset("come go bring call spring occur rush return flash leap put".split())
_NOTHING = frozenset({"nothing", "little"})
_PHRASE_NOUNS, _MIND_NOUNS = (
    {verb: frozenset(noun for other, noun in phrases if other == verb) for verb, _ in phrases}
    for phrases in (PHRASES, MIND_PHRASES)
)
"""The nouns of phrases, and of those of the mind, by verb."""
_DOING = frozenset({"do", "does", "did"})
_FULLY = frozenset("well fully perfectly acutely painfully keenly too".split())
_UNDER = frozenset({"in", "under", "with", "at", "to", "by", "of"})


@dataclass(frozen=True, kw_only=True)
class Attribution:
    """A cue (first and last word) with its holder (the word that heads the mention), stance and content."""

    cue: Stretch
    bearer: int | None
    stance: str
    content: Stretch | None
    is_negated: bool
    confidence: float

    @property
    def word(self) -> int:
        """The word of the cue that is the verb, noun or predicate of the belief."""
        return self.cue[0]


def attribution(clauses: Clauses, word: int) -> Attribution | None:
    """What a cue word attributes, by the first frame that fits it; None if it attributes nothing."""
    upos = clauses.upos[word]
    frames: tuple[Callable[[Clauses, int], Attribution | None], ...] = ()
    if clauses.words[word] in UNBEKNOWN:
        return _unbeknown(clauses, word)
    if clauses.words[word] in IN_MIND or clauses.words[word] == "concerned":
        found = _to_mind(clauses, word)
        if found is not None:
            return found
    if upos in ("VERB", "AUX") or (word and clauses.words[word - 1] in ONLY_SUBJECTS):
        frames = (
            _undenied,
            _phrase,
            _in_mind,
            _to_whom,
            _to_object,
            _to_oneself,
            _can_tell,
            _as_something,
            _predicate,
            _no_way,
            _gets,
            _verb,
        )
    elif upos == "ADJ":
        frames = (_predicate,)
    elif upos == "NOUN":
        frames = (_noun,)
    if upos == "VERB" and clauses.words[word] in NOUNS and clauses.children(word, ("det",)):
        # A parser's slip in "had a feeling about" and "under the impression that".
        frames = (_noun,)
    if upos == "ADJ" and clauses.lemmas[word] in NOUNS and clauses.upos[word - 1] in ("DET", "PRON", "ADJ"):
        frames = (_noun,)
    if upos == "VERB" and clauses.words[word] in UNKNOWING and clauses.words[word - 1] in ("no", "any"):
        # A parser's slip in "had no idea whether".
        frames = (_noun,)
    if word and clauses.words[word - 1] in NOBODY - {"it", "there", "what", "who"}:
        return None
    return next((found for frame in frames if (found := frame(clauses, word)) is not None), None)


# Verbs


def _verb(clauses: Clauses, word: int) -> Attribution | None:
    """ "She knew that ...", "they were suspected by her" """
    lemma = clauses.lemmas[word]
    if lemma in ("work", "make", "puzzle"):
        return _works_out(clauses, word)
    if lemma not in VERBS or not _suffices(clauses, word, lemma):
        return None
    content, has_clause = _content(clauses, word), _has_clause(clauses, word)
    stance = VERBS[lemma]
    if lemma == "think" and not has_clause and _thinks_back(clauses, word):
        stance, content = "remembers", _oblique(clauses, word, ("of", "on", "about", "over", "to"))
    if lemma in FOUND_OUT and clauses.words[word + 1 : word + 2] == ["out"]:
        stance = "knows"
    helpers = clauses.words[max(0, word - 4) : word]
    if lemma == "remember" and is_denied(clauses, word) and not {"can", "could", "ca"}.isdisjoint(helpers):
        return _made(clauses, word, doer(clauses, word), "forgot", content, FAIR, denied=False)
    if stance == "believes" and _is_wrong(clauses, word):
        stance = "misbelieves"
    return _made(clauses, word, doer(clauses, word), stance, content, SURE if has_clause else FAIR)


def _trusts_to(clauses: Clauses, word: int) -> bool:
    """ "Trusted Tom to keep it" """
    after = word + 1
    return clauses.words[after + 1 : after + 2] == ["to"] and clauses.person(after) is not None


def _works_out(clauses: Clauses, word: int) -> Attribution | None:
    """ "Worked out that Tom had lied", "made out what he meant" """
    if clauses.words[word + 1 : word + 2] != ["out"]:
        return None
    content = clause(clauses, word + 1) or clause(clauses, word)
    if content is None:
        return None
    return _made(clauses, word, doer(clauses, word), "knows", content, FAIR)


def _can_tell(clauses: Clauses, word: int) -> Attribution | None:
    """ "She could tell that he was lying", "he couldn't tell what she meant" """
    helpers = clauses.words[max(0, word - 4) : word]
    if clauses.lemmas[word] != "tell" or {"can", "could", "ca"}.isdisjoint(helpers):
        return None
    content = clause(clauses, word)
    if (
        content is None
        or clauses.objects(word)
        or clauses.words[word + 1] not in MARKS | ONLY_SUBJECTS | {"from", "it", "the", "by"}
    ):
        return None
    return _made(clauses, word, doer(clauses, word), "knows", content, FAIR)


def _no_way(clauses: Clauses, word: int) -> Attribution | None:
    """ "Had no way of knowing that he was ill" """
    way = word - 2
    if clauses.lemmas[word] not in ("know", "tell") or clauses.words[way : way + 1] != ["way"]:
        return None
    having = _having(clauses, way)
    is_none = having is not None and (clauses.words[way - 1] == "no" or is_denied(clauses, having))
    if having is None or not is_none:
        return None
    bearer = doer(clauses, having)
    if bearer is None or clauses.person(bearer) is None or is_supposed(clauses, having) or is_asked(clauses, having):
        return None
    content = clause(clauses, word)
    return Attribution(
        cue=(word, word), bearer=bearer, stance="unaware", content=content, is_negated=False, confidence=FAIR
    )


def _gets(clauses: Clauses, word: int) -> Attribution | None:
    """ "I get it", "you don't get it", "he didn't get why she cried", "I get that you're angry" """
    if clauses.lemmas[word] != "get" or clauses.words[word] == "got":
        return None
    helpers = clauses.words[max(0, word - 3) : word]
    denied = is_denied(clauses, word) and not _DOING.isdisjoint(helpers)
    is_plain = clauses.upos[word - 1 : word] == ["PRON"] and clauses.words[word - 1] in ONLY_SUBJECTS | {"you"}
    if not (denied or is_plain):
        return None
    after = clauses.words[word + 1 : word + 2]
    is_it = after in (["it"], ["that"]) and _ends_after(clauses, word + 1)
    is_what = denied and "what" in clauses.words[max(0, word - 6) : word] and clauses.lemmas[word + 1] == "be"
    is_fact = after in (["why"], ["how"]) or (after == ["that"] and clauses.upos[word + 2] in ("PRON", "PROPN"))
    content = clause(clauses, word) if is_fact else None
    if not (is_it or is_what or content is not None):
        return None
    return _made(clauses, word, doer(clauses, word), "knows", content, FAINT)


def _unbeknown(clauses: Clauses, word: int) -> Attribution | None:
    """ "Unbeknownst to Anna, Tom had sold the boat": the sentence is what she doesn't know."""
    near = range(word + 2, min(word + 5, clauses.sentence_words(word).stop))
    bearer = next((w for w in near if clauses.person(w) is not None), None)
    if clauses.words[word + 1 : word + 2] != ["to"] or bearer is None:
        return None
    return _made(clauses, word, bearer, "unaware", _rest(clauses, bearer), FAIR, denied=False)


def _to_mind(clauses: Clauses, word: int) -> Attribution | None:
    """ "To her mind Tom was a fool", "in his view", "as far as Anna was concerned" """
    if clauses.words[word] == "concerned":
        before = clauses.words[max(0, word - 7) : word]
        bearer = clauses.subject(word) if before.count("as") + before.count("so") > 1 and "far" in before else None
        return _made(clauses, word, bearer, "believes", _rest(clauses, word), FAIR, denied=False)
    bearer = clauses.owning_word(word)
    low = word - 3 if bearer is None else min(bearer, word) - 3
    near = clauses.words[max(clauses.sentence_words(word).start, low) : word]
    is_said_so = IN_MIND[clauses.words[word]] in near and (
        clauses.relation[word] == "obl" and clauses.lemmas[int(clauses.head[word])] not in _MOTIONS
    )
    return _made(clauses, word, bearer, "believes", _rest(clauses, word), FAIR, denied=False) if is_said_so else None


def _rest(clauses: Clauses, word: int) -> Stretch | None:
    """What follows in the sentence and quotation, else what stands before."""
    sentence = clauses.sentence_words(word)
    after = [w for w in range(word + 1, sentence.stop) if clauses.quotation[w] == clauses.quotation[word]]
    while after and clauses.upos[after[0]] == "PUNCT":
        after.pop(0)
    if len(after) > 1:
        return after[0], after[-1] - (clauses.upos[after[-1]] == "PUNCT")
    return (sentence.start, max(sentence.start, word - 1)) if word > sentence.start else None


def _is_wrong(clauses: Clauses, word: int) -> bool:
    """ "Imagined wrongly", "thought wrong" """
    near = clauses.words[word + 1 : word + 3]
    return any(form in WRONGLY for form in near if form != "wrong") or (
        near[:1] == ["wrong"] and _ends_after(clauses, word + 1)
    )


def _suffices(clauses: Clauses, word: int, lemma: str) -> bool:
    """Whether a verb has what it needs to attribute a belief."""
    if _is_wrong(clauses, word) and VERBS.get(lemma) == "believes":
        return True
    if lemma == "trust" and _trusts_to(clauses, word):
        return True
    if lemma == "know" and clauses.words[word + 1 : word + 3] == ["better", "than"]:
        return False
    if lemma == "forget" and _ends_after(clauses, word) and clauses.words[word] != "forget":
        return True
    if lemma == "think" and clauses.words[word + 1 : word + 2] in (["of"], ["about"], ["over"], ["on"]):
        return _thinks(clauses, word, [])
    if lemma in ("count", "bank", "reckon") and clauses.words[word + 1 : word + 2] in (["on"], ["upon"]):
        return True
    if lemma in ("count", "bank"):
        return False
    found = clause(clauses, word)
    if found is not None and lemma == "wonder":
        return clauses.words[found[0]] in MARKS
    if found is not None:
        return lemma not in PERCEIVING or not (_is_like(clauses, word) or is_sight(clauses, word))
    if _aside(clauses, word) is not None and lemma not in PERCEIVING:
        return True
    objects = _things(clauses, word)
    if lemma == "find" and _finds_out(clauses, word):
        return True
    if _stands_for_clause(clauses, word, objects):
        return lemma not in ("see", "find", "feel", "fear", "hold", "trust") or _ends_with_that(clauses, word)
    if lemma in WITH_PREDICATE and _has_predicate(clauses, word):
        return lemma not in ("know", "find", "hold", "trust") or _is_to_be(clauses, word)
    if lemma in _ENOUGH:
        return _ENOUGH[lemma](clauses, word, objects)
    if lemma in NEEDS_CLAUSE or lemma in NEEDS_CLAUSE_OR_THAT:
        return is_passive(clauses, word) or (bool(objects) and is_so(clauses, word) is False)
    return lemma not in NEEDS_CONTENT or bool(objects) or is_passive(clauses, word)


def _things(clauses: Clauses, word: int) -> list[int]:
    """The objects of a verb; "oneself" is what is understood, and of other verbs none."""
    keeps = clauses.lemmas[word] in ("understand", "know", "misunderstand", "blame")
    return [w for w in clauses.objects(word) if keeps or clauses.words[w] not in _REFLEXIVE]


def _stands_for_clause(clauses: Clauses, word: int, objects: list[int]) -> bool:
    """ "I know it", "she thought so" """
    manners = clauses.children(word, ("advmod",))
    if any(clauses.words[w] in OF_ITSELF for w in objects if w > word):
        return True
    if any(clauses.words[w] in MANNERS_OF_ITSELF for w in manners if w > word):
        return True
    return word + 2 < len(clauses.words) and clauses.words[word + 1] in OF_ITSELF and _ends_after(clauses, word + 1)


def _ends_with_that(clauses: Clauses, word: int) -> bool:
    """ "He could see that." """
    return clauses.words[word + 1 : word + 2] == ["that"] and _ends_after(clauses, word + 1)


def _knows(clauses: Clauses, word: int, objects: list[int]) -> bool:
    """ "Knew the truth", "knew of nothing"; not "knew Tom", "a face he knew", "as he knew"."""
    if objects or clauses.words[word + 1 : word + 2] in (["you"], ["him"], ["her"], ["them"], ["me"], ["us"]):
        return any(clauses.lemmas[w] in KNOWABLE and clauses.upos[w] == "NOUN" for w in objects)
    if clauses.words[word + 1 : word + 3] in (["to", "be"], ["to", "have"]):
        return True
    if _is_what_one(clauses, word):
        return True
    if clauses.relation[word].startswith("acl"):
        return _is_to_be(clauses, word) or (
            is_denied(clauses, word) and clauses.words[word + 1 : word + 2] in (["of"], ["about"])
        )
    return _is_what_one(clauses, word) or not _has_mark(clauses, word, ("as", "than", "far", "what", "all"))


def _is_what_one(clauses: Clauses, word: int) -> bool:
    """ "What he did not know was why" """
    begins = clauses.words[clauses.sentence_words(word).start : word][:1]
    return begins == ["what"] and is_denied(clauses, word) and clauses.words[word + 1 : word + 2] in (["was"], ["is"])


def _wonders(clauses: Clauses, word: int, objects: list[int]) -> bool:
    return _quoted(clauses, word) is not None or bool(clauses.obliques(word, ("about",)))


def _thinks(clauses: Clauses, word: int, objects: list[int]) -> bool:
    """ "Thought back", "thinks meanly of him", and what is thought in quotation marks."""
    is_quoted = _ends_after(clauses, word) and _quoted(clauses, word) is not None
    return is_quoted or _thinks_back(clauses, word) or _thinks_well(clauses, word)


def _believes(clauses: Clauses, word: int, objects: list[int]) -> bool:
    """ "Believed him"; not "believed in him"."""
    return bool(objects) or (is_denied(clauses, word) and not clauses.obliques(word, ("in",)))


def _finds_out(clauses: Clauses, word: int) -> bool:
    """ "Found it out" """
    return "out" in clauses.words[word + 1 : word + 3] and clauses.words[word] != "finding"


def _blames(clauses: Clauses, word: int, objects: list[int]) -> bool:
    return any(clauses.person(w) is not None for w in objects)


def _understands(clauses: Clauses, word: int, objects: list[int]) -> bool:
    """Things, not people: "understood the yawn"."""
    return bool(objects) and not (_blames(clauses, word, objects) and clauses.words[objects[0]] not in _REFLEXIVE)


_ENOUGH: Mapping[str, Callable[[Clauses, int, list[int]], bool]] = MappingProxyType(
    {
        "know": _knows,
        "wonder": _wonders,
        "think": _thinks,
        "believe": _believes,
        "blame": _blames,
        **dict.fromkeys(("understand", "comprehend", "grasp", "realize", "realise", "apprehend"), _understands),
    }
)
"""What is enough without a clause for verbs that mean something else with most objects."""


def _thinks_back(clauses: Clauses, word: int) -> bool:
    """ "Thought back", "thought of the events of last night" """
    if any(clauses.words[w] == "back" for w in clauses.children(word, ("advmod", "compound"))):
        return True
    if clauses.words[word] == "thinking" and clauses.lemmas[int(clauses.head[word])] == "keep":
        return True
    of = _oblique(clauses, word, ("of", "on", "over"))
    near = range(of[0], of[1] + 1) if of is not None else range(0)
    return any(clauses.words[w] in PAST_TIMES or clauses.lemmas[w] in PAST_TIMES for w in near)


def _thinks_well(clauses: Clauses, word: int) -> bool:
    manners = [
        w for w in clauses.children(word, ("advmod",)) if clauses.words[w] in ("well", "ill", "highly", "meanly")
    ]
    return bool(manners) and _oblique(clauses, word, ("of",)) is not None


def _has_predicate(clauses: Clauses, word: int) -> bool:
    """ "Thought him mad", "supposed her to be his sister", "considered it wrong" """
    after = word + 1
    if clauses.upos[after : after + 1] in (["PRON"], ["PROPN"]) and clauses.person(after) is not None:
        follows = clauses.upos[after + 1 : after + 3]
        is_named = follows[:1] == ["DET"] and follows[1:] in (["NOUN"], ["ADJ"])
        if is_named or follows == ["ADJ", "PUNCT"] or clauses.words[after + 1 : after + 2] == ["to"]:
            return True
    objects = [w for w in clauses.objects(word) if w > word]
    return bool(objects) and any(w > objects[0] for w in clauses.children(word, ("xcomp",)))


def _is_to_be(clauses: Clauses, word: int) -> bool:
    """ "Knew it to be false" """
    return any(
        clauses.words[w] == "to"
        for child in clauses.children(word, ("xcomp",))
        for w in clauses.children(child, ("mark",))
    )


def _is_like(clauses: Clauses, word: int) -> bool:
    """ "Felt as if", "felt like", or somebody's words after "observed"."""
    child = next(iter(clauses.children(word, ("ccomp",))), word)
    if clauses.quotation[child] != clauses.quotation[word]:
        return True
    marks = {clauses.words[w] for w in clauses.children(child, ("mark",))} | set(clauses.words[word + 1 : word + 2])
    return not marks.isdisjoint({"as", "like"})


def _to_object(clauses: Clauses, word: int) -> Attribution | None:
    """ "He convinced her that ...", "she deceived herself" """
    lemma = clauses.lemmas[word]
    if lemma not in TO_OBJECT or is_passive(clauses, word):
        return None
    # The parser may hang "her" of "convinced her that it was so" on what she is convinced of.
    beside = [word + 1] if clauses.words[word + 2 : word + 3] == ["that"] else []
    people = [w for w in (*clauses.objects(word), *beside) if clauses.person(w) is not None]
    content = clause(clauses, word) if people else None
    if not people or (content is None and TO_OBJECT[lemma] != "misbelieves"):
        return None
    return _made(clauses, word, people[0], TO_OBJECT[lemma], content, FAINT)


def _to_oneself(clauses: Clauses, word: int) -> Attribution | None:
    """ "She told herself that ...", "he asked himself whether ...", "flattered himself" """
    lemma = clauses.lemmas[word]
    if lemma not in TO_ONESELF:
        return None
    selves = [w for w in (*clauses.objects(word), *clauses.obliques(word, ("to",))) if clauses.words[w] in _REFLEXIVE]
    content = (clause(clauses, word) or _quoted(clauses, word)) if selves else None
    return None if content is None else _made(clauses, word, doer(clauses, word), TO_ONESELF[lemma], content, FAIR)


def _to_whom(clauses: Clauses, word: int) -> Attribution | None:
    """ "It occurred to her that ...", "it struck him that ...", "the danger dawned on her" """
    lemma = clauses.lemmas[word]
    if lemma not in TO_WHOM:
        return None
    is_blow = lemma in ("strike", "hit")
    whom = clauses.objects(word) if is_blow else clauses.obliques(word, ("to", "on", "upon"))
    if not whom and clauses.words[word + 1 : word + 2] in (["to"], ["on"], ["upon"]) and word + 2 < len(clauses.words):
        whom = [word + 2]
    if is_blow and not whom and "it" in clauses.words[max(0, word - 2) : word]:
        whom = [word + 1]
    people = [w for w in whom if clauses.person(w) is not None]
    if not people or (is_blow and "it" not in clauses.words[max(0, word - 3) : word]):
        return None
    content = clause(clauses, word) or clauses.content(word, ("ccomp", "csubj", "xcomp", "advcl", "parataxis"))
    subject = clauses.subject(word)
    if content is None and lemma in ("occur", "dawn") and subject is not None:
        content = clauses.subtree(subject)
    if content is None:
        return None
    return _made(clauses, word, people[0], TO_WHOM[lemma], content, LIKELY)


def _as_something(clauses: Clauses, word: int) -> Attribution | None:
    """ "Looked upon him as a fool", "took her for his aunt" """
    lemma = clauses.lemmas[word]
    if clauses.words[word + 1 : word + 2] == ["as"] and clauses.relation[word] == "acl:relcl" and lemma in WITH_AS:
        return _made(clauses, word, doer(clauses, word), WITH_AS[lemma], clauses.subtree(word + 2), FAINT)
    if lemma not in WITH_AS or (lemma in ("look", "think", "conceive") and not _has_upon(clauses, word)):
        return None
    asked = AS_FOR.get(lemma, "as")
    if lemma in ("set", "put") and "down" not in clauses.words[word + 1 : word + 4]:
        return None
    objects = [w for w in clauses.objects(word) if w > word]
    near = range(word + 1, min(word + 14, clauses.sentence_words(word).stop))
    place = next((w for w in near if clauses.words[w] == asked and w + 1 in near), None)
    if place is None or not (objects or _has_upon(clauses, word)):
        return None
    if clauses.words[place + 1] in ("if", "though", "soon", "well", "far", "long") or clauses.upos[place + 1] == "ADV":
        return None
    if lemma == "take" and not any(clauses.person(w) is not None for w in objects):
        return None
    if not _is_attached(clauses, place, word):
        return None
    end = max(clauses.subtree(word)[1] if place < clauses.subtree(word)[1] else place, place)
    return _made(clauses, word, doer(clauses, word), WITH_AS[lemma], (word + 1, end), FAIR)


def _is_attached(clauses: Clauses, place: int, word: int) -> bool:
    """Whether "as" marks something that hangs on the verb or on its object."""
    marked = int(clauses.head[place])
    above = int(clauses.head[marked])
    return marked == word or above == word or int(clauses.head[above]) == word


def _has_upon(clauses: Clauses, word: int) -> bool:
    return bool(clauses.obliques(word, ("on", "upon", "of")))


# Phrases


def _undenied(clauses: Clauses, word: int) -> Attribution | None:
    """ "He could not deny that ..." """
    if clauses.lemmas[word] != "deny" or not is_denied(clauses, word) or clause(clauses, word) is None:
        return None
    return _made(clauses, word, doer(clauses, word), "knows", clause(clauses, word), FAIR, denied=False)


def _phrase(clauses: Clauses, word: int) -> Attribution | None:
    """ "Came to the conclusion that ...", "lost sight of it", "had it by heart" """
    lemma = clauses.lemmas[word]
    noun = _noun_near(clauses, word, _PHRASE_NOUNS.get(lemma))
    if noun is None:
        return None
    name = clauses.words[noun] if clauses.words[noun] in PHRASE_PARTS else clauses.lemmas[noun]
    if (lemma, name) not in PHRASES:
        return None
    between = {clauses.words[w] for w in range(word + 1, noun)}
    if between.isdisjoint(PHRASE_PARTS[name]):
        return None
    content = clause(clauses, noun)
    if name != "head":
        content = content or clause(clauses, word) or _object(clauses, word, noun)
    if content is None or ((lemma, name) == ("make", "mind") and clauses.words[content[0]] == "to"):
        return None
    return _made(clauses, word, doer(clauses, word), PHRASES[lemma, name], content, FAIR, last=noun)


def _in_mind(clauses: Clauses, word: int) -> Attribution | None:
    """ "It never crossed her mind that ...", "the name had slipped his memory" """
    lemma = clauses.lemmas[word]
    place = _noun_near(clauses, word, _MIND_NOUNS.get(lemma))
    if place is None:
        return None
    between = (w for w in range(place - 1, word, -1) if clauses.person(w) is not None)
    owner = clauses.owning_word(place) or next(between, None)
    if owner is None:
        return None
    subject = clauses.subject(word)
    content = clause(clauses, place) or clause(clauses, word)
    if content is None and subject is not None and clauses.upos[subject] != "PRON":
        content = clauses.subtree(subject)
    return _made(clauses, word, owner, MIND_PHRASES[lemma, clauses.lemmas[place]], content, FAIR, last=place)


def _noun_near(clauses: Clauses, word: int, nouns: Collection[str] | None) -> int | None:
    """The next of some nouns, at most six words after."""
    if not nouns:
        return None
    near = range(word + 1, min(word + 7, clauses.sentence_words(word).stop))
    return next((w for w in near if clauses.lemmas[w] in nouns or clauses.words[w] in nouns), None)


def _object(clauses: Clauses, word: int, noun: int) -> Stretch | None:
    objects = [w for w in clauses.objects(word) if w != noun]
    return clauses.subtree(objects[0]) if objects else _oblique(clauses, noun, ("of",))


# Predicates and nouns


def _predicate(clauses: Clauses, word: int) -> Attribution | None:
    """ "Was aware that ...", "felt sure of it", "you are mistaken", "convinced of her innocence, he ..." """
    form = clauses.words[word]
    if form not in PREDICATES or clauses.relation[word] == "amod" or not _is_predicated(clauses, word):
        return None
    stance = PREDICATES[form]
    content = clause(clauses, word) or _oblique(clauses, word, ("of", "about"))
    content = content or _aside(clauses, word) or _of_what(clauses, word)
    if (
        content is None
        and form not in ALONE
        and not _is_fully_so(clauses, word)
        and clauses.lemmas[int(clauses.head[word])] != "feel"
    ):
        return None
    subject = antecedent(clauses, clauses.subject(word))
    is_over = clauses.words[max(0, word - 2) : word] == ["no", "longer"]
    if form in DENIED_SURE and (is_over or is_denied(clauses, word)):
        return _made(clauses, word, subject, "doubts", content, LIKELY, denied=False)
    return _made(clauses, word, subject, stance, content, LIKELY if content is not None else FAINT)


def _is_fully_so(clauses: Clauses, word: int) -> bool:
    """ "I'm well aware", "she was fully aware" """
    return clauses.words[word] == "aware" and clauses.words[word - 1] in _FULLY and _ends_after(clauses, word)


def _is_predicated(clauses: Clauses, word: int) -> bool:
    """Whether the word is said of somebody as a state of mind: not "sure to win", "wrong to go", "lay unconscious"."""
    form, governor = clauses.words[word], int(clauses.head[word])
    if clauses.words[word - 1] in ("apparently", "seemingly"):
        return False
    if form in DENIED_SURE and clauses.words[word - 1 : word] == ["as"]:
        return False
    if clauses.upos[word] == "VERB" and (clauses.objects(word) or not _is_participle(clauses, word)):
        return False
    if form in ("wrong", "deceived", "misled") and not (clauses.children(word, ("cop", "aux:pass", "aux"))):
        return False
    infinitives = [w for w in clauses.children(word, ("xcomp",)) if is_marked(clauses, w, "to")]
    if form in ("sure", "certain", "wrong", "confident") and infinitives:
        return False
    if form == "unconscious" and governor != word and clauses.lemmas[governor] in SWOONS:
        return False
    if form == "sure" and (clauses.lemmas[governor] == "make" or clauses.words[word - 1 : word] == ["be"]):
        return False
    if form in ("satisfied", "assured", "sensible", "positive", "confident") and clause(clauses, word) is None:
        return form == "sensible" and _oblique(clauses, word, ("of",)) is not None
    return True


def _of_what(clauses: Clauses, word: int) -> Stretch | None:
    """ "Convinced of sailors having more worth": what follows "of", wherever the tree has hung it."""
    if clauses.words[word + 1 : word + 2] != ["of"] or word + 2 >= len(clauses.words):
        return None
    return word + 1, max(word + 2, clauses.subtree(word + 2)[1])


def _is_participle(clauses: Clauses, word: int) -> bool:
    """ "Was convinced", "felt persuaded", "convinced of it, he ..." """
    if clauses.words[word + 1 : word + 2] in (["that"], ["of"]):
        return True
    return (
        is_passive(clauses, word)
        or bool(clauses.children(word, ("cop",)))
        or (clauses.subject(word, borrowed=False) is None)
    )


def _noun(clauses: Clauses, word: int) -> Attribution | None:
    """ "Her suspicion that ...", "he had no idea ...", "the fancy came to her that ...", "it was his opinion" """
    lemma = clauses.lemmas[word]
    if lemma not in NOUNS:
        # Of "feeling" the lemma may be the verb's.
        lemma = clauses.words[word]
    if lemma not in NOUNS and lemma not in UNKNOWING:
        return None
    bearer, head = _noun_bearer(clauses, word)
    if bearer is None:
        return None
    content = clause(clauses, word) or (clause(clauses, max(head, bearer)) if head is not None else None)
    has_clause = content is not None
    if content is None and lemma not in ONLY_CLAUSE:
        content = _oblique(clauses, word, ("of", "about", "as")) or _of_what(clauses, word)
    if content is None and clauses.words[word] == "feeling" and clauses.words[word + 1 : word + 2] == ["about"]:
        content = _rest(clauses, word)
    if head is not None and (is_asked(clauses, head) or is_supposed(clauses, head)):
        return None
    near = [clauses.words[w] for w in clauses.children(word, ("det", "amod", "advmod"))]
    none = {"no", "any"} & set(near) or ("little" in near and "a" not in near)
    denied = bool(none) or (head is not None and is_denied(clauses, head))
    if lemma in UNKNOWING and denied:
        return _made(
            clauses, word, bearer, "unaware", content or _oblique(clauses, word, ("of",)), LIKELY, denied=False
        )
    if lemma not in NOUNS or (content is None and lemma not in NOUNS_ALONE and not _is_opinion(clauses, word)):
        return None
    return _made(clauses, word, bearer, NOUNS[lemma], content, FAIR if has_clause else FAINT, denied=denied)


def _having(clauses: Clauses, word: int) -> int | None:
    """The verb whose object a noun is, with nothing but what belongs to the noun between: "had not the least idea"."""
    for w in range(word - 1, max(clauses.sentence_words(word).start, word - 6) - 1, -1):
        if clauses.upos[w] in ("VERB", "AUX"):
            return w if clauses.lemmas[w] in HAVING and "rid" not in clauses.words[w:word] else None
        if clauses.upos[w] not in ("DET", "ADJ", "ADV", "PART") and clauses.words[w] != "no":
            return None
    return None


def _is_opinion(clauses: Clauses, word: int) -> bool:
    """ "This is your opinion of me", "it was her belief" """
    return clauses.lemmas[word] in ("opinion", "belief", "conviction", "theory", "impression") and bool(
        clauses.children(word, ("cop",))
    )


def _noun_bearer(clauses: Clauses, word: int) -> tuple[int | None, int | None]:
    """The word for who has the thought that a noun names, and the verb by which they have it, if any."""
    head, relation = int(clauses.head[word]), clauses.relation[word].split(":")[0]
    having = _having(clauses, word)
    if having is not None:
        return doer(clauses, having), having
    if relation == "nsubj" and clauses.lemmas[head] in COMING:
        whom = [*clauses.objects(head), *clauses.obliques(head, ("to", "on", "upon", "over", "into"))]
        near = [*whom, *(o for w in whom if (o := clauses.owning_word(w)) is not None)]
        return next((w for w in near if clauses.person(w) is not None), None), head
    owner = clauses.owning_word(word)
    if owner is not None:
        return owner, None
    prepositions = [clauses.words[w] for w in clauses.children(word, ("case",))]
    is_within = prepositions[:1] in (["in"], ["under"], ["with"])
    is_whole = clause(clauses, word) is not None or (is_within and clauses.lemmas[word] not in ONLY_CLAUSE)
    if prepositions and prepositions[0] in _UNDER and is_whole:
        verb = word if clauses.children(word, ("cop", "nsubj")) else head
        impressed = [w for w in clauses.objects(verb) if prepositions[0] == "with" and clauses.person(w) is not None]
        return (impressed[0] if impressed else doer(clauses, verb)), None
    return None, None


# What they share


def _made(
    clauses: Clauses,
    word: int,
    bearer: int | None,
    stance: str,
    content: Stretch | None,
    confidence: float,
    *,
    denied: bool | None = None,
    last: int | None = None,
) -> Attribution | None:
    """The attribution, if its holder is somebody and it is so, with stance and negation once a denial is taken in."""
    if bearer is None or clauses.person(bearer) is None or clauses.words[bearer] in NOBODY:
        return None
    holds = is_so(clauses, word)
    if holds is None:
        return None
    no = (_is_denied(clauses, word, stance) if denied is None else denied) != (not holds)
    if (
        stance == "knows"
        and content is not None
        and not _NOTHING.isdisjoint(clauses.words[content[0] : content[0] + 2])
    ):
        no = not no
    if stance == "knows" and no and content is not None and clauses.words[content[0]] in ("if", "whether"):
        stance, no = "doubts", False
    if no and stance in DENIED:
        stance, no = DENIED[stance], False
    return Attribution(
        cue=(word, word if last is None else last),
        bearer=bearer,
        stance=stance,
        content=content,
        is_negated=no,
        confidence=confidence,
    )


def _is_denied(clauses: Clauses, word: int, stance: str) -> bool:
    if is_denied(clauses, word):
        return True
    first = [w for w in clauses.children(word) if w < word and clauses.words[w] in LESS]
    return stance in ("knows", "suspects") and bool(first)


def _content(clauses: Clauses, word: int) -> Stretch | None:
    """The clause held; a person with a predicate ("thought him a thief"); what stands before "she thought"."""
    inside = clause(clauses, word)
    objects = [w for w in clauses.objects(word) if w > word]
    if inside is not None:
        low = min([inside[0], *objects])
        return (low, inside[1]) if low > word else inside
    if objects:
        last = max(
            [clauses.subtree(objects[0])[1], *(clauses.subtree(w)[1] for w in clauses.children(word, ("xcomp",)))]
        )
        return clauses.subtree(objects[0])[0], last
    found = _oblique(clauses, word, ("of", "about")) or clauses.content(word, ("xcomp",))
    return found or _aside(clauses, word) or _quoted(clauses, word)


def _has_clause(clauses: Clauses, word: int) -> bool:
    return clause(clauses, word) is not None or _aside(clauses, word) is not None


def _aside(clauses: Clauses, word: int) -> Stretch | None:
    """What stands before "she thought", parted by a comma, in the same sentence and quotation."""
    subject = clauses.subject(word, borrowed=False)
    begins = word - 1 if subject is None or not word - 4 <= subject < word else subject
    first = clauses.sentence_words(word).start
    if begins - 2 < first or clauses.words[begins - 1] not in (",", "--", "—") or not _ends_after(clauses, word):
        return None
    low = begins - 2
    if clauses.quotation[low] != clauses.quotation[word] or clauses.words[low] in ("and", "but"):
        return None
    while (
        low > first and clauses.words[low - 1] not in BREAKS and clauses.quotation[low - 1] == clauses.quotation[word]
    ):
        low -= 1
    return low, begins - 2


def _ends_after(clauses: Clauses, word: int) -> bool:
    """Whether a clause ends right after a word: a mark follows, or the end of the quotation."""
    after = word + 1
    return (
        after >= len(clauses.words)
        or clauses.upos[after] == "PUNCT"
        or (clauses.quotation[after] != clauses.quotation[word])
    )


def _quoted(clauses: Clauses, word: int) -> Stretch | None:
    """The quotation beside the word that tells what was thought: "He has gone," she thought."""
    return None if clauses.mode(word) is not None else clauses.quoted_near(word, ("speech", "thought"))


def _oblique(clauses: Clauses, word: int, prepositions: tuple[str, ...]) -> Stretch | None:
    found = [w for w in clauses.obliques(word, prepositions) if w > word]
    return clauses.subtree(found[0]) if found else None


def _has_mark(clauses: Clauses, word: int, marks: tuple[str, ...]) -> bool:
    return any(clauses.words[w] in marks for w in clauses.children(word, ("mark", "advmod")))

"""Beliefs: what somebody is said to know, think, suspect, doubt, remember, forget, not know or get wrong.

Rules over cue words and their clauses. Without a cue there is no row: free indirect thought alone is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa

from irises.annotation import table_from_rows
from irises.document.model import Document
from irises.encode.encoding import Encoding
from irises.passes.belief_cues import (
    CUES,
    DENIED,
    FORMULAS,
    NEEDS_CLAUSE,
    NEEDS_OBJECT,
    NOUNS,
    PREDICATES,
    VERBS,
)
from irises.passes.clauses import Clauses, clauses_of
from irises.passes.interface import PassSpec, Tables

_TO_WHOM = {"occur": "believes", "seem": "suspects", "strike": "believes"}
_IF = frozenset({"if", "unless", "whether", "lest"})
_UNREAL = frozenset({"would", "should", "might", "may", "could", "'d", "must"})
_CLAUSE = ("ccomp", "xcomp")


@dataclass(frozen=True, kw_only=True)
class Attribution:
    """A cue word with its holder (the word that heads the mention), stance and content (words, inclusive)."""

    cue: int
    bearer: int | None
    stance: str
    content: tuple[int, int] | None
    is_negated: bool
    confidence: float


class Beliefs:
    """Finds who holds what in mind, as the text says it."""

    spec = PassSpec(
        name="beliefs",
        version=1,
        requires=frozenset({"tokens", "mentions", "quotations"}),
        provides=frozenset({"beliefs"}),
    )

    def score(self, document: Document, tables: Tables, encoding: Encoding) -> None:
        """No model is asked: words and their clauses suffice."""
        return None

    def decode(self, document: Document, tables: Tables, scores: None = None) -> dict[str, pa.Table]:
        """One row per attribution, in text order."""
        clauses = clauses_of(document, tables)
        found = list(attributions(clauses))
        rows = (_row(clauses, item, number, found) for number, item in enumerate(found))
        return {"beliefs": table_from_rows("beliefs", ({"source": self.spec.source, **row} for row in rows))}


def attributions(clauses: Clauses) -> Iterator[Attribution]:
    """Every attribution of a belief to somebody, by cue word in text order."""
    for word in clauses.where(CUES):
        item = _of(clauses, word)
        if item is not None and not _is_formula(clauses, item) and not _is_supposed(clauses, item):
            yield item


def _of(clauses: Clauses, word: int) -> Attribution | None:
    lemma, upos = clauses.lemmas[word], clauses.upos[word]
    if upos in ("VERB", "AUX") and lemma in _TO_WHOM:
        return _struck(clauses, word, lemma)
    if upos in ("VERB", "AUX") and lemma in VERBS:
        return _verb(clauses, word, lemma)
    form = clauses.words[word]
    if form in PREDICATES and upos in ("ADJ", "VERB"):
        return _predicate(clauses, word, PREDICATES[form])
    if upos == "NOUN" and lemma in NOUNS:
        return _noun(clauses, word, NOUNS[lemma])
    return None


def _verb(clauses: Clauses, word: int, lemma: str) -> Attribution | None:
    subject = clauses.subject(word)
    if subject is None or clauses.person(subject) is None or clauses.relation[subject] == "nsubj:pass":
        return None
    content = _content(clauses, word)
    objects = clauses.objects(word)
    if lemma in NEEDS_CLAUSE and not clauses.children(word, ("ccomp",)):
        return None
    if lemma == "think" and not _has_clause(clauses, word) and not objects and clauses.obliques(word):
        return None
    if lemma in NEEDS_OBJECT and not any(clauses.person(w) is not None for w in objects):
        return None
    stance, negated = _stance(VERBS[lemma], clauses.is_negated(word))
    return Attribution(
        cue=word,
        bearer=subject,
        stance=stance,
        content=content,
        is_negated=negated,
        confidence=0.85 if content is not None else 0.6,
    )


def _struck(clauses: Clauses, word: int, lemma: str) -> Attribution | None:
    """ "It occurred to her that ..." """
    to = [w for w in clauses.obliques(word, ("to",)) if clauses.person(w) is not None]
    if lemma == "strike":
        to = [w for w in clauses.objects(word) if clauses.person(w) is not None]
    content = clauses.content(word, ("ccomp", "csubj", "parataxis"))
    if not to or content is None:
        return None
    return Attribution(
        cue=word,
        bearer=to[0],
        stance=_TO_WHOM[lemma],
        content=content,
        is_negated=clauses.is_negated(word),
        confidence=0.7,
    )


def _predicate(clauses: Clauses, word: int, stance: str) -> Attribution | None:
    subject = clauses.subject(word)
    content = clauses.content(word, ("ccomp", "xcomp", "obl", "advcl"))
    if subject is None or clauses.person(subject) is None:
        return None
    if content is None and stance not in ("misbelieves", "unaware"):
        return None
    negated = clauses.is_negated(word)
    if stance == "believes" and negated:
        stance, negated = "doubts", False
    elif stance == "unaware" and negated:
        stance, negated = "knows", False
    else:
        stance, negated = _stance(stance, negated)
    return Attribution(cue=word, bearer=subject, stance=stance, content=content, is_negated=negated, confidence=0.7)


def _noun(clauses: Clauses, word: int, stance: str) -> Attribution | None:
    """ "Her suspicion that ...", "he had no idea ..." """
    content = clauses.content(word, ("acl", "ccomp", "nmod"))
    head = int(clauses.head[word])
    denied = any(clauses.words[w] in ("no", "any", "little") for w in clauses.children(word, ("det", "amod")))
    if clauses.lemmas[head] == "have" and clauses.relation[word] == "obj":
        bearer, negated = clauses.subject(head), denied or clauses.is_negated(head)
    else:
        bearer, negated = clauses.owning_word(word), denied
    if clauses.person(bearer) is None or (stance == "unaware") != (negated and clauses.lemmas[word] == "idea"):
        return None
    if content is None and stance != "unaware":
        return None
    stance, negated = ("unaware", False) if stance == "unaware" else _stance(stance, negated)
    return Attribution(cue=word, bearer=bearer, stance=stance, content=content, is_negated=negated, confidence=0.6)


def _stance(stance: str, denied: bool) -> tuple[str, bool]:
    """Stance and negation once a denial is taken in."""
    if denied and stance in DENIED:
        return DENIED[stance], False
    return stance, denied


def _content(clauses: Clauses, word: int) -> tuple[int, int] | None:
    """The clause held; a person with a predicate ("thought him a thief"); what stands before "she thought"."""
    inside = clauses.content(word, _CLAUSE)
    objects = [w for w in clauses.objects(word) if w > word]
    if inside is not None:
        low = min([inside[0], *objects])
        return (low, inside[1]) if low > word else inside
    if objects:
        return clauses.subtree(objects[0])
    about = clauses.obliques(word, ("of", "about"))
    if about:
        return clauses.subtree(about[0])
    return _before(clauses, word)


def _before(clauses: Clauses, word: int) -> tuple[int, int] | None:
    """ "She would go, she thought": the clause that the cue hangs on as an aside."""
    head = int(clauses.head[word])
    if clauses.relation[word] != "parataxis" or head >= word:
        return None
    first, last = clauses.subtree(head)
    subject = clauses.subject(word, borrowed=False)
    return first, min(last, (subject if subject is not None else word) - 2)


def _has_clause(clauses: Clauses, word: int) -> bool:
    return bool(clauses.children(word, _CLAUSE))


def _is_formula(clauses: Clauses, item: Attribution) -> bool:
    """Said of oneself or one's hearer in speech without a claim about a mind: "you know", "I suppose so"."""
    if clauses.mode(item.cue) != "speech" or item.bearer is None:
        return False
    who = clauses.words[item.bearer]
    lemma = clauses.lemmas[item.cue]
    is_question = clauses.ends_with(item.cue) == "?"
    is_aside = lemma in FORMULAS and (item.content is None or item.content[0] < item.cue)
    if who in ("you", "ye") and (is_question or is_aside):
        return True
    if who != "i" or lemma not in FORMULAS:
        return False
    about = clauses.people_in(*item.content) if item.content is not None else []
    speaker = clauses.speaker(item.cue)
    return item.content is None if lemma == "know" else not [p for p in about if p != speaker]


def _is_supposed(clauses: Clauses, item: Attribution) -> bool:
    """In a condition, unreal ("would have thought") or ordered: nobody holds it."""
    marks = clauses.children(item.cue, ("mark", "advmod"))
    helpers = [clauses.words[w] for w in clauses.children(item.cue, ("aux",))]
    unreal = any(h in _UNREAL for h in helpers) and not (helpers[:1] == ["could"] and len(helpers) == 1)
    return unreal or any(clauses.words[w] in _IF for w in marks)


def _row(clauses: Clauses, item: Attribution, number: int, found: list[Attribution]) -> dict[str, object]:
    span = clauses.span(item.cue, item.cue)
    content = clauses.span(*clauses.same_quotation(item.cue, *item.content)) if item.content else span
    mention = clauses.mention(item.bearer) if item.bearer is not None else None
    return {
        "start": span.start,
        "end": span.end,
        "confidence": item.confidence,
        "known_at": max(span.end, content.end),
        "belief_id": number,
        "holder": clauses.person(item.bearer),
        "stance": item.stance,
        "content_start": content.start,
        "content_end": content.end,
        "about": clauses.people_in(*item.content) if item.content else [],
        "is_negated": item.is_negated,
        "within": _around(item, number, found),
        "evidence": [] if mention is None else [{"table": "mentions", "id": mention}],
    }


def _around(item: Attribution, number: int, found: list[Attribution]) -> int:
    """belief_id of the smallest content that the cue lies in, or -1."""
    near = range(max(0, number - 6), min(len(found), number + 3))
    around = [
        (content[1] - content[0], n)
        for n in near
        if n != number and (content := found[n].content) is not None and content[0] <= item.cue <= content[1]
    ]
    return min(around)[1] if around else -1

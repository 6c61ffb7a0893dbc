"""Commitments: word given or asked, in speech, thought, diary or report, by whom, to whom, and what became of it.

Rules: verbs that report or perform one; imperatives and questions that ask for a deed; "I will" and "I won't".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pyarrow as pa

from irises.annotation import table_from_rows
from irises.document.model import Document
from irises.encode.encoding import Encoding
from irises.passes.clauses import Clauses, clauses_of
from irises.passes.commitment_cues import (
    ASKING,
    CUES,
    GIVEN,
    GIVING,
    HARMS,
    NEEDS_DEED,
    NEVER_DEEDS,
    NO_DEEDS,
    SOFTENERS,
    VERBS,
)
from irises.passes.commitment_ends import resolution
from irises.passes.interface import PassSpec, Tables

_TALK = frozenset({"speech", "thought", "writing"})
_FIRST, _SECOND = frozenset({"i", "we"}), frozenset({"you", "ye", "thou"})
_WILL = frozenset({"will", "'ll", "shall", "wo", "ll"})
_SHORT = 6
"""Words of a sharp command less one."""
_UNASKED = frozenset("be think know believe see hear have imagine suppose".split())
_UNORDERED = frozenset("be have know think".split())
_UNPROMISED = frozenset("be have think see suppose say know want like need".split())
"""Verbs that "will you", "you must" and "I will" neither ask nor promise."""
_IF = frozenset({"if", "unless", "whether", "when", "lest", "before", "till", "until", "because", "since"})


@dataclass(frozen=True, kw_only=True)
class Giving:
    """A cue word with kind, who gives or asks and to whom (entity_ids), content (words, inclusive) and its deed."""

    cue: int
    kind: str
    by: int | None
    to: tuple[int, ...]
    content: tuple[int, int] | None
    deed: int | None
    confidence: float


class Commitments:
    """Finds promises, vows, requests, commands, threats and refusals."""

    spec = PassSpec(
        name="commitments",
        version=1,
        requires=frozenset({"tokens", "mentions", "quotations"}),
        provides=frozenset({"commitments"}),
    )

    def score(self, document: Document, tables: Tables, encoding: Encoding) -> None:
        """No model is asked: words and their clauses suffice."""
        return None

    def decode(self, document: Document, tables: Tables, scores: None = None) -> dict[str, pa.Table]:
        """One row per deed asked or word given, in text order."""
        clauses = clauses_of(document, tables)
        found = givings(clauses)
        rows = (_row(clauses, item, number) for number, item in enumerate(found))
        return {"commitments": table_from_rows("commitments", ({"source": self.spec.source, **row} for row in rows))}


def givings(clauses: Clauses) -> list[Giving]:
    """Every word given or asked, by cue in text order; what a reporting verb already tells isn't told twice."""
    reported = [item for word in clauses.where(CUES) if (item := _reported(clauses, word)) is not None]
    deeds = {item.deed for item in reported if item.deed is not None}
    covered: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for item in reported:
        if item.content:
            covered[int(clauses.quotation[item.content[0]])].append(item.content)
    found = {item.cue: item for item in reported}
    for item in _spoken(clauses):
        inside = any(a <= item.cue <= b for a, b in covered.get(int(clauses.quotation[item.cue]), ()))
        if item.deed not in deeds and not inside and item.cue not in found:
            found[item.cue] = item
    return [found[cue] for cue in sorted(found)]


# Verbs that report or perform


def _reported(clauses: Clauses, word: int) -> Giving | None:
    lemma, upos = clauses.lemmas[word], clauses.upos[word]
    if upos == "VERB" and lemma in VERBS:
        return _verb(clauses, word, lemma)
    if upos == "NOUN" and lemma in GIVEN:
        return _given(clauses, word, lemma)
    return None


def _verb(clauses: Clauses, word: int, lemma: str) -> Giving | None:
    subject = clauses.subject(word)
    by = clauses.person(subject)
    if subject is not None and clauses.relation[subject] == "nsubj:pass":
        by = next((clauses.person(w) for w in clauses.obliques(word, ("by",))), None)
    elif by is None and not (subject is None and clauses.mode(word) in _TALK):
        return None
    if clauses.is_negated(word) or any(clauses.words[w] in _IF for w in clauses.children(word, ("mark",))):
        return None
    if clauses.relation[word].startswith("acl") or any(clauses.lemmas[w] == "pardon" for w in clauses.objects(word)):
        return None
    if clauses.words[word].endswith("ing") and clauses.children(word, ("mark", "case")):
        return None
    content, deed = _deed_of(clauses, word)
    if lemma in NEEDS_DEED and deed is None:
        return None
    if deed is not None and lemma in ("promise", "threaten") and _is_being(clauses, deed):
        return None
    if by is None and clauses.mode(word) in _TALK:
        by = clauses.speaker(word) if lemma in ("beg", "pray", "entreat") else None
        if by is None:
            return None
    to = tuple(p for w in clauses.objects(word) if (p := clauses.person(w)) is not None and p != by)
    quoted = _quoted_by(clauses, word) if content is None else None
    if content is None and quoted is None and lemma in ("insist", "demand", "press", "urge", "reject", "decline"):
        return None
    return Giving(
        cue=word,
        kind=VERBS[lemma],
        by=by,
        to=to or _hearers(clauses, word, quoted),
        content=content or quoted,
        deed=deed,
        confidence=0.85 if deed is not None else 0.6,
    )


def _is_being(clauses: Clauses, deed: int) -> bool:
    """ "To be a fine man": a prospect, no deed."""
    return clauses.lemmas[deed] == "be" or bool(clauses.children(deed, ("cop",)))


def _deed_of(clauses: Clauses, word: int) -> tuple[tuple[int, int] | None, int | None]:
    """The content of a verb and the verb of what is to be done."""
    for relation in ("xcomp", "ccomp", "advcl"):
        for child in clauses.children(word, (relation,)):
            marks = [clauses.words[w] for w in clauses.children(child, ("mark",))]
            is_deed = "to" in marks or (relation == "ccomp" and clauses.lemmas[word] not in NEEDS_DEED)
            if child > word and is_deed and not any(m in ("if", "whether", "why", "how") for m in marks):
                return clauses.subtree(child), child
    for w in clauses.obliques(word, ("for",)):
        return clauses.subtree(w), w
    if clauses.lemmas[word] in NEEDS_DEED:
        return None, None
    objects = [w for w in clauses.objects(word) if clauses.person(w) is None and w > word]
    return (clauses.subtree(objects[0]), None) if objects else (None, None)


def _given(clauses: Clauses, word: int, lemma: str) -> Giving | None:
    """ "Gave her word that ...", "made a vow to ..." """
    head = int(clauses.head[word])
    if clauses.relation[word] != "obj" or clauses.lemmas[head] not in GIVING:
        return None
    owner = clauses.owner(word)
    by = clauses.person(clauses.subject(head))
    if by is None or clauses.is_negated(head) or (lemma == "word" and owner != by):
        return None
    content = clauses.content(word, ("acl", "ccomp")) or clauses.content(head, ("ccomp", "xcomp", "advcl"))
    to = [p for w in clauses.children(head, ("iobj",)) if (p := clauses.person(w)) is not None]
    return Giving(cue=word, kind=GIVEN[lemma], by=by, to=tuple(to), content=content, deed=None, confidence=0.75)


def _quoted_by(clauses: Clauses, word: int) -> tuple[int, int] | None:
    """The quotation in the verb's sentence that it reports: the words nearest before or after it."""
    sentence = clauses.sentence_words(word)
    near = [w for w in range(max(0, sentence.start - 2), sentence.stop) if clauses.mode(w) == "speech"]
    if not near or clauses.mode(word) is not None:
        return None
    closest = min(near, key=lambda w: abs(w - word))
    row = clauses.quotation[closest]
    low, high = closest, closest
    while low > 0 and clauses.quotation[low - 1] == row:
        low -= 1
    while high + 1 < len(clauses.words) and clauses.quotation[high + 1] == row:
        high += 1
    return low, high


def _hearers(clauses: Clauses, word: int, quoted: tuple[int, int] | None) -> tuple[int, ...]:
    return tuple(clauses.addressees(quoted[0] if quoted else word))


# What is said itself


def _spoken(clauses: Clauses) -> Iterator[Giving]:
    """Imperatives, questions that ask for a deed, "I will" and "I won't", inside quotations."""
    for word in clauses.verbs():
        if clauses.mode(word) in _TALK:
            item = _said(clauses, word)
            if item is not None:
                yield item
                yield from _carried(clauses, item)


def _said(clauses: Clauses, word: int) -> Giving | None:
    subject = clauses.subject(word, borrowed=False)
    helpers = [w for w in clauses.children(word, ("aux",)) if w < word]
    if subject is None:
        return _imperative(clauses, word, helpers)
    who = clauses.words[subject]
    if any(clauses.words[w] in _IF for w in clauses.children(word, ("mark", "advmod"))):
        return None
    if who in _SECOND:
        return _asked_of_you(clauses, word, subject, helpers)
    if who in _FIRST and any(clauses.words[w] in _WILL for w in helpers):
        return _will(clauses, word, helpers)
    return None


def _imperative(clauses: Clauses, word: int, helpers: list[int]) -> Giving | None:
    is_imperative = clauses.is_imperative(word) and clauses.relation[word] in ("root", "conj", "parataxis", "ccomp")
    if not is_imperative or any(clauses.words[w] not in ("do", "let") for w in helpers):
        return None
    denied = clauses.is_negated(word)
    objects = clauses.objects(word)
    lemma = clauses.lemmas[word]
    if lemma in NO_DEEDS and not denied and not objects and not clauses.obliques(word):
        return None
    if lemma in NEVER_DEEDS:
        return None
    if lemma == "tell" and objects and clauses.words[objects[0]] == "me":
        return None
    softened = any(clauses.words[w] in SOFTENERS for w in clauses.sentence_words(word))
    content = clauses.subtree(word)
    is_sharp = clauses.ends_with(word) == "!" and content[1] - content[0] < _SHORT and not denied and not softened
    cue = helpers[0] if denied and helpers else word
    return _saying(clauses, cue, word, "command" if is_sharp else "request", content, 0.7)


def _asked_of_you(clauses: Clauses, word: int, subject: int, helpers: list[int]) -> Giving | None:
    """ "Will you stay?", "won't you come?", "you must go" """
    ends = clauses.ends_with(word)
    first = helpers[0] if helpers else word
    if ends == "?" and helpers and first < subject and clauses.words[first] in ASKING:
        if clauses.lemmas[word] in _UNASKED:
            return None
        return _saying(clauses, word, word, "request", clauses.subtree(word), 0.6)
    if any(clauses.words[w] in ("must", "shall") for w in helpers) and clauses.lemmas[word] not in _UNORDERED:
        softened = any(clauses.words[w] in SOFTENERS for w in clauses.sentence_words(word))
        kind = "request" if softened or "must" in (clauses.words[w] for w in helpers) else "command"
        return _saying(clauses, word, word, kind, clauses.subtree(word), 0.45)
    return None


def _will(clauses: Clauses, word: int, helpers: list[int]) -> Giving | None:
    """ "I'll write", "I won't", "I'll kill you" """
    content = clauses.subtree(word)
    objects = clauses.objects(word)
    to_you = any(clauses.words[w] in ("you", "thee") for w in range(content[0], content[1] + 1))
    cue = next(w for w in helpers if clauses.words[w] in _WILL)
    hurt = any(clauses.words[w] in ("you", "him", "her", "them") for w in objects)
    if clauses.lemmas[word] in HARMS and hurt:
        return _saying(clauses, word, word, "threat", content, 0.6)
    if clauses.is_negated(word):
        refuses = clauses.words[cue] in ("wo", "will") and clauses.lemmas[word] not in ("be", "forget", "fail")
        never = any(clauses.words[w] == "never" for w in clauses.children(word, ("advmod",)))
        return _saying(clauses, cue, word, "refusal" if refuses and not never else "promise", content, 0.55)
    if clauses.lemmas[word] in _UNPROMISED and not to_you:
        return None
    return _saying(clauses, word, word, "promise", content, 0.6 if to_you else 0.45)


def _saying(clauses: Clauses, cue: int, deed: int, kind: str, content: tuple[int, int], confidence: float) -> Giving:
    by = clauses.speaker(cue)
    return Giving(
        cue=cue,
        kind=kind,
        by=by,
        to=tuple(p for p in clauses.addressees(cue) if p != by),
        content=content,
        deed=deed,
        confidence=confidence,
    )


def _carried(clauses: Clauses, item: Giving) -> Iterator[Giving]:
    """ "Tell my sister I will pay": a promise to the sister, by the speaker."""
    if item.deed is None or clauses.lemmas[item.deed] not in ("tell", "promise", "assure"):
        return
    receivers = [p for w in clauses.objects(item.deed) if (p := clauses.person(w)) is not None]
    for child in clauses.children(item.deed, ("ccomp",)):
        helpers = [w for w in clauses.children(child, ("aux",)) if clauses.words[w] in _WILL]
        subject = clauses.subject(child, borrowed=False)
        if receivers and helpers and subject is not None and clauses.words[subject] in _FIRST:
            kind = "refusal" if clauses.is_negated(child) else "promise"
            yield replace(item, cue=child, kind=kind, to=tuple(receivers), content=clauses.subtree(child), deed=child)


def _row(clauses: Clauses, item: Giving, number: int) -> dict[str, object]:
    span = clauses.span(item.cue, item.cue)
    within = clauses.same_quotation(item.cue, *item.content) if item.content else None
    content = clauses.span(*within) if within else span
    status, where = resolution(clauses, item.kind, item.by, item.to, item.deed, item.cue)
    resolved = clauses.span(*where) if where else None
    about = clauses.people_in(*item.content) if item.content else []
    quotation = int(clauses.quotation[item.cue])
    return {
        "start": span.start,
        "end": span.end,
        "confidence": item.confidence,
        "known_at": max(span.end, content.end),
        "commitment_id": number,
        "kind": item.kind,
        "by": item.by,
        "to": list(item.to) or None,
        "about": [p for p in about if p != item.by and p not in item.to],
        "content_start": content.start,
        "content_end": content.end,
        "status": status,
        "resolved_start": resolved.start if resolved else None,
        "resolved_end": resolved.end if resolved else None,
        "evidence": [] if quotation < 0 else [{"table": "quotations", "id": quotation}],
    }

"""Beliefs: what somebody is said to know, think, suspect, doubt, remember, forget, not know or get wrong.

Rules over cue words and their clauses. Without a cue there is no row: free indirect thought alone is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyarrow as pa

from irises.annotation import table_from_rows
from irises.document.model import Document
from irises.encode.encoding import Encoding
from irises.passes.assertion import helpers_of, is_asked, is_pretended, is_supposed
from irises.passes.belief_cues import CUES, FORMULAS
from irises.passes.belief_frames import Attribution, attribution
from irises.passes.characters import DAYS
from irises.passes.clauses import Clauses, clauses_of
from irises.passes.interface import PassSpec, Tables
from irises.passes.whose_mind import Eyes

_NO_OTHERS = DAYS | frozenset("i me my mine myself we us our ours ourselves".split())
_HEARER = frozenset({"you", "ye"})
_BREATH = 5
"""Words between two of the same cue that are said in one breath, at most."""
_REACH_BACK, _REACH_ON = 6, 3
"""Attributions before and after one among which that around it is looked for."""


class Beliefs:
    """Finds who holds what in mind, as the text says it."""

    spec = PassSpec(
        name="beliefs",
        version=6,
        requires=frozenset({"tokens", "mentions", "quotations", "perspectives"}),
        provides=frozenset({"beliefs"}),
    )

    def score(self, document: Document, tables: Tables, encoding: Encoding) -> None:
        """No model is asked: words and their clauses suffice."""
        return None

    def decode(self, document: Document, tables: Tables, scores: None = None) -> dict[str, pa.Table]:
        """One row per attribution, in text order."""
        clauses = clauses_of(document, tables)
        found = list(attributions(clauses))
        eyes = Eyes(clauses, tables["mentions"], tables["perspectives"])
        rows = (_row(clauses, item, number, found, eyes) for number, item in enumerate(found))
        return {"beliefs": table_from_rows("beliefs", ({"source": self.spec.source, **row} for row in rows))}


def attributions(clauses: Clauses) -> Iterator[Attribution]:
    """Every attribution of a belief to somebody that the text says is so, by cue in text order."""
    waiting: Attribution | None = None
    last = -1
    for word in clauses.where(CUES):
        item = attribution(clauses, word) if word > last else None
        if item is not None and _is_claimed(clauses, item):
            if waiting is not None and not _is_repeated(clauses, waiting, item):
                yield waiting
            waiting = item
            last = item.cue[1]
    if waiting is not None:
        yield waiting


def _is_repeated(clauses: Clauses, item: Attribution, later: Attribution) -> bool:
    """Whether a cue without content is said again in the same breath: "I know, I know you did"."""
    return (
        item.content is None
        and later.word - item.word < _BREATH
        and clauses.lemmas[item.word] == clauses.lemmas[later.word]
        and clauses.person(item.bearer) == clauses.person(later.bearer)
        and clauses.quotation[item.word] == clauses.quotation[later.word]
    )


def _is_claimed(clauses: Clauses, item: Attribution) -> bool:
    """Whether it is said to be so: no question, condition, order or formula."""
    word = item.word
    if clauses.is_imperative(word) and clauses.subject(word, borrowed=False) is None and clauses.mode(word) is not None:
        return False
    if clauses.words[word] == "supposing" and (clauses.words[word - 1] == "even" or _begins(clauses, word)):
        return False
    is_unreal = is_asked(clauses, word) or is_supposed(clauses, word) or is_pretended(clauses, word)
    return not (is_unreal or _is_urged(clauses, item) or _is_formula(clauses, item))


def _begins(clauses: Clauses, word: int) -> bool:
    """Whether a word is the first of its sentence, but for marks: "Supposing he came, ..."."""
    before = range(clauses.sentence_words(word).start, word)
    return all(clauses.upos[w] in ("PUNCT", "ADV", "CCONJ") for w in before)


def _is_urged(clauses: Clauses, item: Attribution) -> bool:
    """Whether a mind is told what to hold, or that it may: "you must not think", "you can believe"."""
    forms = {clauses.words[w] for w in helpers_of(clauses, item.word)}
    if "must" in forms:
        return item.is_negated or item.stance in ("remembers", "forgot")
    is_hearer = item.bearer is not None and clauses.words[item.bearer] in _HEARER
    return "can" in forms and is_hearer and not item.is_negated


def _is_formula(clauses: Clauses, item: Attribution) -> bool:
    """Said of oneself or one's hearer without a claim about a mind: "you know", "I suppose so"."""
    if clauses.mode(item.word) != "speech" or item.bearer is None:
        return False
    who, lemma = clauses.words[item.bearer], clauses.lemmas[item.word]
    if lemma not in FORMULAS or item.is_negated:
        return False
    if who in _HEARER:
        is_bare = clauses.words[item.word] == lemma and (item.content is None or item.content[0] < item.word)
        return is_bare or lemma == "see"
    if who not in ("i", "we") or lemma in ("know", "see", "wonder") or item.stance == "doubts":
        return False
    return not _is_meant(clauses, item)


def _is_meant(clauses: Clauses, item: Attribution) -> bool:
    """Whether "I think" is more than a hedge: of the past, in earnest, or about somebody else than the speaker."""
    word = item.word
    if clauses.words[word] != clauses.lemmas[word] or clauses.children(word, ("aux",)):
        return True
    content = range(item.content[0], item.content[1] + 1) if item.content is not None else range(0)
    if content and clauses.words[content[0]] == "i":
        return False
    return any(clauses.person(w) is not None and clauses.words[w] not in _NO_OTHERS for w in content)


def _row(
    clauses: Clauses, item: Attribution, number: int, found: Sequence[Attribution], eyes: Eyes
) -> dict[str, object]:
    span = clauses.span(*item.cue)
    content = clauses.span(*clauses.same_quotation(item.word, *item.content)) if item.content else span
    mention = clauses.mention(item.bearer) if item.bearer is not None else None
    return {
        "start": span.start,
        "end": span.end,
        "confidence": item.confidence,
        "known_at": max(span.end, content.end),
        "belief_id": number,
        "holder": None if item.bearer is None else eyes.holder(item.bearer),
        "stance": item.stance,
        "content_start": content.start,
        "content_end": content.end,
        "about": clauses.people_in(*item.content) if item.content else [],
        "is_negated": item.is_negated,
        "within": _around(item, number, found),
        "evidence": [] if mention is None else [{"table": "mentions", "id": mention}],
    }


def _around(item: Attribution, number: int, found: Sequence[Attribution]) -> int:
    """belief_id of the smallest content that the cue lies in, or -1."""
    near = range(max(0, number - _REACH_BACK), min(len(found), number + _REACH_ON))
    around = [
        (content[1] - content[0], n)
        for n in near
        if n != number and (content := found[n].content) is not None and content[0] <= item.word <= content[1]
    ]
    return min(around)[1] if around else -1

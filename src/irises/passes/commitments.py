"""Commitments: word given or asked, in speech, thought, diary or report, by whom, to whom, and what became of it.

Rules find them: verbs and nouns that report or perform one; imperatives and questions that ask for a deed; "I will" and
"I won't"; answers. A head of the shared encoder weighs what they find, and adds what they miss (`commitment_signs`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import pyarrow as pa

from irises.annotation import table_from_rows
from irises.document.model import Document
from irises.encode.encoding import Encoding
from irises.passes.answers import answers, short_wills
from irises.passes.assertion import is_denied
from irises.passes.bare_bids import bare_bids
from irises.passes.clauses import Clauses, clauses_of
from irises.passes.commitment_cues import CUES
from irises.passes.commitment_ends import End, ends
from irises.passes.commitment_signs import weighed
from irises.passes.giving import Giving
from irises.passes.imperatives import bare_donts
from irises.passes.interface import PassSpec, Tables
from irises.passes.mind_head import Floats, word_signs
from irises.passes.reported_commitments import reported
from irises.passes.set_phrases import phrases, pleas, wants
from irises.passes.spoken_commitments import asked_far, spoken
from irises.passes.told_idioms import CUES as IDIOM_CUES
from irises.passes.told_idioms import told_idiom
from irises.passes.urging import Rank
from irises.passes.written import Piece, pieces

_ANSWERED = 60
"""Words between what is forbidden and the promise not to do it, at most."""
_ASSURING = frozenset({"promise", "vow"})
_BREATH = 14
"""Words between two of the same kind that are said in one breath, at most."""


class Commitments:
    """Finds promises, vows, requests, commands, threats and refusals."""

    spec = PassSpec(
        name="commitments",
        version=7,
        requires=frozenset({"sections", "tokens", "mentions", "quotations"}),
        provides=frozenset({"commitments"}),
    )

    def score(self, document: Document, tables: Tables, encoding: Encoding) -> Floats:
        """The mind head's signs of every word."""
        return word_signs(encoding)

    def decode(self, document: Document, tables: Tables, scores: Floats) -> dict[str, pa.Table]:
        """One row per deed asked or word given, in text order."""
        clauses = clauses_of(document, tables)
        found = weighed(clauses, givings(clauses, pieces(clauses, tables["sections"])), scores)
        ended = enumerate(zip(found, ends(clauses, found), strict=True))
        rows = (_row(clauses, item, end, number) for number, (item, end) in ended)
        return {"commitments": table_from_rows("commitments", ({"source": self.spec.source, **row} for row in rows))}


def givings(clauses: Clauses, writings: Sequence[Piece] = ()) -> list[Giving]:
    """Every word given or asked, by cue in text order; what a reporting verb already tells isn't told twice."""
    told = [item for word in clauses.where(CUES) if (item := reported(clauses, word)) is not None]
    known_cues = {item.cue for item in told}
    told += [
        item
        for word in clauses.where(IDIOM_CUES)
        if word not in known_cues and (item := told_idiom(clauses, word)) is not None
    ]
    set_phrases = [*phrases(clauses), *bare_bids(clauses)]
    told += _untold(clauses, told, (item for item in set_phrases if item.kind not in _ASSURING))
    rank = Rank(clauses)
    direct = sorted(
        (*spoken(clauses, rank), *wants(clauses), *_written(clauses, writings, rank)), key=lambda item: item.cue
    )
    known = {(int(clauses.quotation[item.cue]), int(clauses.sentence[item.cue])) for item in direct}
    far = (*asked_far(clauses), *bare_donts(clauses))
    direct += [w for w in far if (int(clauses.quotation[w.cue]), int(clauses.sentence[w.cue])) not in known]
    words = {w for item in set_phrases if item.content for w in range(item.content[0], item.content[1] + 1)}
    asked = [*told, *_untold(clauses, told, (item for item in direct if item.cue not in words))]
    found: defaultdict[int, list[Giving]] = defaultdict(list)
    for item in asked:
        found[int(clauses.quotation[item.cue])].append(item)
    assured = (item for item in set_phrases if item.kind in _ASSURING)
    for item in (*short_wills(clauses), *assured, *pleas(clauses), *answers(clauses, asked)):
        near = found[int(clauses.quotation[item.cue])]
        if not any(_is_same_breath(item, other) for other in near):
            near.append(item)
    by_cue = {item.cue: item for items in found.values() for item in items}
    return list(_as_answered(clauses, [by_cue[cue] for cue in sorted(by_cue)]))


def _as_answered(clauses: Clauses, given: Sequence[Giving]) -> Iterator[Giving]:
    """The same, where "I won't tell" after "don't tell" gives what is asked."""
    for place, item in enumerate(given):
        if (
            item.kind == "refusal"
            and item.deed is not None
            and any(
                other.deed is not None
                and other.kind in ("request", "command")
                and other.by != item.by
                and item.cue - other.cue < _ANSWERED
                and clauses.lemmas[other.deed] == clauses.lemmas[item.deed] != ""
                and is_denied(clauses, other.deed)
                for other in given[max(0, place - 3) : place]
            )
        ):
            yield replace(item, kind="promise")
        else:
            yield item


def _written(clauses: Clauses, writings: Sequence[Piece], rank: Rank) -> Iterator[Giving]:
    """What letters and messages give and ask themselves; of a diary only what its writer vows."""
    if not writings:
        return
    spans = [(piece.first, piece.last) for piece in writings]
    written = clauses.with_quotations(
        spans, [piece.writer for piece in writings], [list(piece.to) for piece in writings]
    )
    first = [piece.first for piece in writings]
    inside = [w for piece in writings for w in clauses.predicates_between(piece.first, piece.last)]
    for item in (*phrases(written), *spoken(written, rank, inside), *wants(written)):
        if clauses.quotation[item.cue] >= 0:
            continue
        piece = writings[bisect_right(first, item.cue) - 1]
        if piece.kind != "journal_entry" or (item.kind == "request" and item.by not in (None, piece.writer)):
            yield item
        elif item.kind in ("promise", "vow") and "will" in clauses.words[item.cue - 3 : item.cue + 1]:
            yield replace(item, kind="vow", to=())


def _is_said_again(clauses: Clauses, item: Giving, other: Giving) -> bool:
    """Whether the same deed is asked or promised twice in one breath: "go to him, go to him"."""
    is_near = abs(other.cue - item.cue) < _BREATH and clauses.quotation[other.cue] == clauses.quotation[item.cue]
    words = [tuple(clauses.words[c[0] : c[1] + 1]) for c in (item.content, other.content) if c is not None]
    return is_near and len(words) == 2 and words[0] == words[1]


def _is_same_breath(item: Giving, other: Giving) -> bool:
    """Whether an answer stands near another word given, in one quotation: it is given once."""
    return abs(other.cue - item.cue) < _BREATH and other.kind in (item.kind, "refusal", "promise", "vow")


def _untold(clauses: Clauses, told: Iterable[Giving], direct: Iterable[Giving]) -> list[Giving]:
    """What is said itself and no reporting verb tells, each deed once."""
    deeds = {item.deed for item in told if item.deed is not None}
    covered: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for item in told:
        if item.content:
            covered[int(clauses.quotation[item.content[0]])].append(item.content)
    kept: list[Giving] = []
    for item in direct:
        inside = any(a <= item.cue <= b for a, b in covered.get(int(clauses.quotation[item.cue]), ()))
        if (
            item.deed not in deeds
            and not inside
            and not any(_is_said_again(clauses, item, other) for other in kept[-2:])
        ):
            kept.append(item)
    return kept


def _row(clauses: Clauses, item: Giving, end: End, number: int) -> dict[str, object]:
    span = clauses.span(item.cue, item.cue)
    within = clauses.same_quotation(item.cue, *item.content) if item.content else None
    content = clauses.span(*within) if within else span
    status, where = end
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

"""Masks: shows that differ from the feeling, where the text says so or lets it be seen.

Three forms (gold/minds/guideline.md): a show with a stated feeling under it; a show said to be put on; a feeling that
is kept from sight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from irises.passes.clauses import Clauses
from irises.passes.emotion_cues import CALM, FEIGNS, HIDES, LETS, ONLY_DENIED, PRETENDS, THOUGH

_REACH = 30
_PLEASANT = frozenset({"joy", "trust"})
_UNPLEASANT = frozenset({"anger", "disgust", "fear", "sadness"})


@dataclass(frozen=True, kw_only=True)
class Shown:
    """An emotion as found: words (inclusive), entity_id of who has it, class, channel, negation."""

    first: int
    last: int
    who: int | None
    emotion: str
    channel: str
    is_negated: bool


def masks_of(clauses: Clauses, rows: Sequence[Shown]) -> dict[int, int | None]:
    """Rows that are masked or mask: a show's row with the row of the feeling it hides, or None where none is named; a
    hidden feeling's own row with None."""
    found: dict[int, int | None] = {}
    for number, row in enumerate(rows):
        if row.channel == "shown" and not row.is_negated:
            under = _under(clauses, rows, number)
            if under is not None:
                found[number] = under
            elif _is_put_on(clauses, row):
                found[number] = None
        elif row.channel == "felt" and not row.is_negated and _is_hidden(clauses, row):
            found[number] = None
    return found


def _is_put_on(clauses: Clauses, row: Shown) -> bool:
    """ "She forced a smile", "with affected gaiety" """
    if clauses.lemmas[row.first] in PRETENDS:
        return True
    for w in range(row.first, row.last + 1):
        near = {
            clauses.words[w],
            clauses.lemmas[w],
            *(clauses.words[c] for c in clauses.children(w, ("amod", "advmod"))),
        }
        head = int(clauses.head[w])
        if near & FEIGNS or (clauses.lemmas[head] in FEIGNS and clauses.relation[w] in ("obj", "xcomp", "ccomp")):
            return True
    return False


def _is_hidden(clauses: Clauses, row: Shown) -> bool:
    """ "He hid his grief", "she was pleased, and took care not to show it" """
    for w in range(row.first, row.last + 1):
        head = int(clauses.head[w])
        if clauses.relation[w] == "obj" and _hides(clauses, head):
            return True
    after = range(row.last + 1, min(row.last + _REACH, clauses.sentence_words(row.last).stop))
    for w in after:
        objects = {clauses.words[o] for o in clauses.objects(w)}
        if clauses.upos[w] == "VERB" and _hides(clauses, w) and objects & {"it", "this", "that"}:
            return True
    return _not_let_see(clauses, row)


def _not_let_see(clauses: Clauses, row: Shown) -> bool:
    """ "He would not let her see how much he cared" """
    before = [w for w in clauses.sentence_words(row.first) if row.first - _REACH < w < row.first]
    lets = [w for w in before if clauses.lemmas[w] in LETS and clauses.is_negated(w)]
    return any(
        clauses.lemmas[w] in ("see", "know", "perceive", "notice", "guess") and w > lets[0] for w in before if lets
    )


def _hides(clauses: Clauses, verb: int) -> bool:
    lemma = clauses.lemmas[verb]
    return lemma in HIDES and (lemma not in ONLY_DENIED or clauses.is_negated(verb))


def _under(clauses: Clauses, rows: Sequence[Shown], number: int) -> int | None:
    """The felt row of the same person under a show: of the other colour, in the same sentence, with a word between them
    that sets them against each other; or the object of what the show hides."""
    row = rows[number]
    is_calm = any(clauses.words[w] in CALM for w in range(row.first, row.last + 1))
    near = (*range(number + 1, min(number + 4, len(rows))), *range(number - 1, max(-1, number - 4), -1))
    for other in near:
        felt = rows[other]
        if felt.channel != "felt" or felt.who != row.who or row.who is None or felt.is_negated:
            continue
        apart = abs(int(clauses.sentence[felt.first]) - int(clauses.sentence[row.first]))
        if apart <= 1 and is_calm and felt.emotion in _UNPLEASANT:
            return int(other)
        if apart == 0 and _is_against(clauses, row, felt):
            return int(other)
    return None


def _is_against(clauses: Clauses, row: Shown, felt: Shown) -> bool:
    """Whether the two are of different colours with a word between that sets them against each other, or one hides."""
    low, high = sorted([(row.first, row.last), (felt.first, felt.last)])
    between = {clauses.words[w] for w in range(low[1] + 1, high[0])} | {clauses.words[max(0, low[0] - 1)]}
    pair = {row.emotion, felt.emotion}
    hides = any(clauses.lemmas[w] in HIDES - ONLY_DENIED for w in range(low[0], high[1] + 1))
    return hides or bool(pair & _PLEASANT and pair & _UNPLEASANT and between & THOUGH)

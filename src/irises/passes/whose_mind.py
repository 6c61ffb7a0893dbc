"""Whose mind a pronoun's belief is in: where it is unsure whom "he" means, that of the one whose eyes we have.

Narration in the third person tells the mind of one person mostly: what "he" of a stretch of Rook's eyes suspects, Rook
suspects, unless it is plain that somebody else is meant.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc

from irises.passes.clauses import Clauses

_UNSURE = 0.72
"""Confidence of whom a pronoun means, under which the eyes decide; on our marked passages those under it were right
less often than the eyes."""
_CLASSES = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves", "themself"), "they"),
}


class Eyes:
    """Stretches of the narration with one person's eyes who is not its narrator, and by what pronouns people go."""

    def __init__(self, clauses: Clauses, mentions: pa.Table, perspectives: pa.Table) -> None:
        self._clauses = clauses
        self._mentions = mentions
        is_seen = pc.and_(pc.is_null(perspectives["narrator"]), pc.is_valid(perspectives["focalizer"]))
        stretches = perspectives.filter(is_seen).select(["start", "end", "focalizer"]).sort_by("start")
        self._start, self._end, self._focalizer = (stretches[name].to_pylist() for name in stretches.column_names)

    def holder(self, bearer: int) -> int | None:
        """entity_id of who holds what the word `bearer` is said to hold."""
        person, focalizer = self._clauses.person(bearer), self._at(bearer)
        pronoun = _CLASSES.get(self._clauses.words[bearer])
        if focalizer is None or pronoun is None or focalizer == person or self._clauses.mode(bearer) is not None:
            return person
        if not self._is_unsure(bearer) or not self._goes_by(focalizer, pronoun):
            return person
        # Of two in one sentence "he" is mostly the other.
        before = range(self._clauses.sentence_words(bearer).start, bearer)
        return person if any(self._clauses.person(w) == focalizer for w in before) else focalizer

    def _at(self, word: int) -> int | None:
        """entity_id of whose eyes a word stands in."""
        start = self._clauses.span(word, word).start
        place = bisect_right(self._start, start) - 1
        return self._focalizer[place] if place >= 0 and start < self._end[place] else None

    def _is_unsure(self, bearer: int) -> bool:
        row = self._clauses.mention(bearer)
        confidence = None if row is None else self._mentions["entity_confidence"][row].as_py()
        return confidence is not None and confidence < _UNSURE

    def _goes_by(self, entity: int, pronoun: str) -> bool:
        """Whether an entity is called by no pronoun more than by this one; one whom none is traced to may be."""
        counts = self._pronouns.get(entity, {})
        return counts.get(pronoun, 0) == max(counts.values(), default=0)

    @cached_property
    def _pronouns(self) -> dict[int, dict[str, int]]:
        """How often each entity is called by each pronoun in the narration."""
        found: dict[int, dict[str, int]] = {}
        for word, entity in self._clauses.people():
            pronoun = _CLASSES.get(self._clauses.words[word])
            if pronoun is not None and self._clauses.mode(word) is None:
                counts = found.setdefault(entity, {})
                counts[pronoun] = counts.get(pronoun, 0) + 1
        return found

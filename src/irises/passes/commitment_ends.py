"""What became of a commitment: the words soon after that show it kept, broken or taken back, else it is open."""

from __future__ import annotations

from collections.abc import Sequence

from irises.passes.clauses import Clauses

_REACH = 120
"""Words after the cue in which the deed itself counts as its answer."""
_OBEYS = frozenset("obey comply consent".split())
_PLAIN = frozenset("be have do go get make take say tell come see let keep know think".split())
_ASKS = frozenset({"request", "command"})

End = tuple[str, tuple[int, int] | None]


def resolution(clauses: Clauses, kind: str, by: int | None, to: Sequence[int], deed: int | None, cue: int) -> End:
    """Status (open, kept) and the words (inclusive) that show it."""
    doers = set(to) if kind in _ASKS else {by} - {None}
    if not doers or kind in ("refusal", "threat"):
        return "open", None
    wanted = clauses.lemmas[deed] if deed is not None else None
    for word in clauses.verbs_between(cue + 1, cue + _REACH):
        if clauses.mode(word) is not None or clauses.person(clauses.subject(word)) not in doers:
            continue
        lemma = clauses.lemmas[word]
        is_deed = lemma == wanted and (lemma not in _PLAIN or kind in _ASKS) and not clauses.is_negated(word)
        if kind in _ASKS and (lemma in _OBEYS or is_deed):
            return "kept", clauses.subtree_near(word)
        if kind not in _ASKS and is_deed and word != deed and lemma not in _PLAIN:
            return "kept", clauses.subtree_near(word)
    return "open", None

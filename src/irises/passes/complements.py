"""The clauses that words govern: by the tree, or, where it is wrong, by the mark or subject that follows."""

from __future__ import annotations

from irises.passes.clauses import Clauses

Stretch = tuple[int, int]
"""First and last word, inclusive."""
MARKS = frozenset("that how why what whether if where who whom whose when which".split())
BREAKS = frozenset({".", "?", "!", ";", ":", "--", "—"})
_BETWEEN = frozenset("to me him her us them you".split())
ONLY_SUBJECTS = frozenset({"i", "he", "she", "we", "they"})
_ALSO_SUBJECTS = frozenset({"it", "you", "this", "that", "there"})
_LONGEST = 60
"""Words of a content whose end no mark shows."""
_PARENTHESIS = 15
"""Words that may stand between a cue and its clause, parted by commas."""


def clause(clauses: Clauses, word: int) -> Stretch | None:
    """The clause that a word governs, or, where the parser has hung it elsewhere, the one that follows."""
    for child in clauses.children(word, ("ccomp", "acl", "csubj")):
        is_own = clauses.quotation[child] == clauses.quotation[word] and child > word
        is_own = is_own and (clauses.upos[child] in ("VERB", "AUX") or bool(clauses.children(child, ("cop", "nsubj"))))
        if is_own and not is_marked(clauses, child, "to") and _is_clause(clauses, child, word):
            return clauses.subtree(child)
    return _clause_after(clauses, word)


def _is_clause(clauses: Clauses, child: int, word: int) -> bool:
    """Whether a dependent is a clause for its content ("that she lied"), not one about a noun, nor an aside after a
    comma."""
    if clauses.relation[child].split(":")[0] == "acl":
        marks = [clauses.words[w] for w in clauses.children(child, ("mark",))]
        return "that" in marks or any(clauses.words[w] == "that" for w in (word + 1, word + 2) if w < child)
    return True


def is_sight(clauses: Clauses, word: int) -> bool:
    """Whether what a verb of the senses governs is a sight or sound, not a fact: "saw him go", "felt it moving"."""
    for child in clauses.children(word, ("ccomp",))[:1]:
        is_finite = clauses.words[child] != clauses.lemmas[child] and clauses.words[child][-3:] != "ing"
        helped = clauses.children(child, ("aux", "cop", "mark"))
        return not is_finite and not helped and not _opens_clause(clauses, word + 1)
    return False


def _clause_after(clauses: Clauses, word: int) -> Stretch | None:
    """From a mark ("that", "why") or subject soon after the word to the end of the clause; adverbs, people and what
    stands between commas may come before a mark."""
    stop = min(clauses.sentence_words(word).stop, word + _LONGEST)
    at = word + 1
    while at < min(stop, word + 4) and (clauses.upos[at] == "ADV" or clauses.words[at] in _BETWEEN):
        if _opens_clause(clauses, at):
            break
        at += 1
    if at >= stop or not (_opens_clause(clauses, at) or _is_subject(clauses, at, word)):
        later = range(at + 1, min(stop, at + _PARENTHESIS))
        found = (w for w in later if clauses.words[w] == "that" and clauses.words[w - 1] == ",")
        at = next((w for w in found if clauses.upos[w] == "SCONJ"), stop)
    if at >= stop or clauses.quotation[at] != clauses.quotation[word]:
        return None
    end = at
    while (
        end + 1 < stop and clauses.words[end + 1] not in BREAKS and clauses.quotation[end + 1] == clauses.quotation[at]
    ):
        end += 1
    return at, end


def _opens_clause(clauses: Clauses, at: int) -> bool:
    """Whether a word is a mark of a clause; "that" if more follows than its noun or a full stop."""
    if clauses.words[at] != "that" or clauses.upos[at] == "SCONJ":
        return clauses.words[at] in MARKS
    after = at + 1
    return after < len(clauses.words) and (
        clauses.upos[after] in ("PRON", "DET", "PROPN", "SCONJ", "AUX") or clauses.words[after] == ","
    )


def _is_subject(clauses: Clauses, at: int, word: int) -> bool:
    """Whether a word right after a verb begins a clause without mark: "knew she was", "found it was"."""
    if clauses.upos[word] not in ("VERB", "ADJ", "AUX") or at + 1 >= len(clauses.words):
        return False
    if any(clauses.words[w] in _BETWEEN for w in range(word + 1, at)):
        return False
    is_told = clauses.upos[at + 1] == "VERB" and clauses.words[at + 1] != clauses.lemmas[at + 1]
    follows = clauses.upos[at + 1] == "AUX" or (is_told and clauses.words[at + 1][-3:] != "ing")
    may_be = clauses.words[at] in _ALSO_SUBJECTS or clauses.upos[at] == "PROPN"
    return clauses.words[at] in ONLY_SUBJECTS or (may_be and follows)


def is_marked(clauses: Clauses, word: int, mark: str) -> bool:
    """Whether a clause has this mark: "to" go, "that" he went."""
    return any(clauses.words[w] == mark for w in clauses.children(word, ("mark",)))

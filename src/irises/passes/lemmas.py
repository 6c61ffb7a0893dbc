"""Lemmas: the tagger's edit script, held against a word list (simplemma's English one, MIT) where words inflect."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from irises.passes.irregular_verbs import LEMMA_OF
from irises.passes.lemma_scripts import apply_script

_INFLECTED = frozenset({"VERB", "NOUN"})
_CLOSED = {("i", "PRON"): "I", ("an", "DET"): "a"}
_ENDINGS = {"VERB": ("ing", "ed", "d", "es", "s"), "NOUN": ("es", "s")}


@cache
def lemma_of(word: str, upos: str, script: str) -> str:
    """The lemma of a word: what the script makes of it, unless a word list knows better.

    Scripts are learned classes and may be cut for another word ("knew" to "kne"): the list decides on the forms of
    verbs that it has, and on nouns where the script's lemma is no base form that it knows.
    """
    lowered = word.lower()
    if (lowered, upos) in _CLOSED:
        return _CLOSED[lowered, upos]
    if upos == "VERB" and lowered in LEMMA_OF:
        return LEMMA_OF[lowered]
    lemma = apply_script(word, script)
    if upos == "VERB" and _lookup(lowered) != lowered and _is_base(_lookup(lowered)):
        return _lookup(lowered)
    if upos not in _INFLECTED or _is_base(lemma):
        return lemma
    return next(_listed(lowered, upos), lemma)


def load_list() -> None:
    """Loads the word list, which takes a moment at its first use."""
    _lookup("went")


def _listed(word: str, upos: str) -> Iterator[str]:
    """Base forms that the list has for the word: its own entry, then the word without a regular ending."""
    listed = _lookup(word)
    if listed != word and not (upos == "NOUN" and word.endswith("ing")):
        yield listed
    for ending in _ENDINGS[upos]:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word.removesuffix(ending)
            doubled = stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] else stem
            yield from (base for base in (stem, stem + "e", doubled, stem[:-1] + "y") if _is_base(base))


def _is_base(word: str) -> bool:
    """Whether the list has the word as a lemma of its own."""
    import simplemma

    return simplemma.is_known(word, lang="en") and _lookup(word) == word


@cache
def _lookup(word: str) -> str:
    import simplemma

    return simplemma.lemmatize(word, lang="en")

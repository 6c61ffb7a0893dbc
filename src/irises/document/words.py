"""The words of a text, by spaCy's rule-based English tokenizer with fiction's dashes and emphasis signs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

import numpy as np

from irises.annotation import Span
from irises.document.model import Words

# Dashes and dots join words without a space ("No!--I can't"); emphasis signs (`_so_`, `*so*`) are no words at all.
_JOINT = re.compile(r"--+|[—–―]+|…|\.\.+|[_*]+")
_EMPHASIS = frozenset("_*")
_INFIXES = (r"(?<=[.!?,;:])[\"]+", r"(?<=[a-z])[!?;:,](?=[A-Za-z\"])")
_SUFFIXES = (r"(?<=[.!?,;:])[\"']+",)
# Curly quotation marks are read as straight ones, character for character, so that contractions split alike.
_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "‟": '"'})
# Typesetters' joiners (Standard Ebooks puts one before every dash) and zero-width spaces part words without showing.
_STRAIGHT |= dict.fromkeys(map(ord, "\u2060\u200b\ufeff"), " ")
# A longer run without a space is not prose; the tokenizer's patterns would crawl over it.
_LONGEST_RUN = 1000
_CHUNK = 100_000
_RUN = re.compile(r"\S+")
_REMEMBERED = 1 << 16


@cache
def _tokenizer() -> Any:
    """spaCy's English tokenizer with our rules, over a vocabulary that keeps no more than the words."""
    from spacy.lang.en import English
    from spacy.tokenizer import Tokenizer
    from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
    from spacy.vocab import Vocab

    rules = English.Defaults
    # Hyphenated words stay whole, as readers and LitBank count them.
    infixes = [rule for rule in rules.infixes or () if "--" not in rule]
    return Tokenizer(
        Vocab(),
        rules=rules.tokenizer_exceptions,
        prefix_search=compile_prefix_regex(rules.prefixes or ()).search,
        suffix_search=compile_suffix_regex([*_SUFFIXES, *(rules.suffixes or ())]).search,
        infix_finditer=compile_infix_regex([*_INFIXES, *infixes]).finditer,
        token_match=rules.token_match,
        url_match=rules.url_match,
    )


@lru_cache(maxsize=_REMEMBERED)
def _words_of_run(run: str) -> tuple[tuple[int, int], ...]:
    """The words of a run without white space, as half-open spans in it."""
    tokenizer = _tokenizer()
    if run.isascii() and run.isalpha() and run not in tokenizer.rules:
        return ((0, len(run)),)
    return tuple((token.idx, token.idx + len(token)) for token in tokenizer(run))


def split_words(text: str, paragraphs: Sequence[Span]) -> Words:
    """The words inside the paragraphs, in order; emphasis signs (`_so_`, `*so*`) are left out.

    Contractions are split as in Universal Dependencies ("do" "n't"). Linear in the length of the text.
    """
    starts: list[int] = []
    ends: list[int] = []
    owners: list[int] = []
    for number, (start, end) in enumerate(paragraphs):
        for chunk_start, chunk_end in _chunks(text, start, end):
            spans = _word_spans(text[chunk_start:chunk_end])
            starts.extend(chunk_start + a for a, _ in spans)
            ends.extend(chunk_start + b for _, b in spans)
            owners.extend([number] * len(spans))
    return Words(
        start=np.array(starts, dtype=np.int32),
        end=np.array(ends, dtype=np.int32),
        paragraph=np.array(owners, dtype=np.int32),
    )


def _chunks(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretch in pieces that the tokenizer can take: cut at white space, or anywhere in an endless run."""
    pieces = []
    while end - start > _CHUNK:
        cut = text.rfind(" ", start + 1, start + _CHUNK)
        cut = cut if cut > start else start + _CHUNK
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, end)]


def _word_spans(piece: str) -> list[tuple[int, int]]:
    if len(piece) > _LONGEST_RUN and any(len(run) > _LONGEST_RUN for run in piece.split()):
        return [m.span() for m in re.finditer(r"\w{1,100}|[^\w\s]", piece)]
    joints = [m.span() for m in _JOINT.finditer(piece)]
    opened = _JOINT.sub(lambda m: " " * len(m[0]), piece) if joints else piece
    words: list[tuple[int, int]] = []
    for run in _RUN.finditer(opened.translate(_STRAIGHT)):
        at = run.start()
        words += [(at + a, at + b) for a, b in _words_of_run(run[0])]
    signs = [(a, b) for a, b in joints if piece[a] not in _EMPHASIS]
    return sorted(words + signs) if signs else words

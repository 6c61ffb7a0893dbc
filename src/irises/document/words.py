"""The words of a text, by spaCy's rule-based English tokenizer with fiction's dashes and emphasis signs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate, chain

import numpy as np

from irises.annotation import Span
from irises.document.english_rules import english_rules
from irises.document.model import Int32s, Words
from irises.document.run_splitter import RunSplitter

# Dashes and dots join words without a space ("No!--I can't"); emphasis signs (`_so_`, `*so*`) are no words at all.
_JOINT = re.compile(r"--+|[—–―]+|…|\.\.+")
_STRETCH = re.compile(rf"(?:[^\s_*—–―….-]++|-(?!-)|\.(?!\.))++|{_JOINT.pattern}")
_INFIXES = (r"(?<=[.!?,;:])[\"]+", r"(?<=[a-z])[!?;:,](?=[A-Za-z\"])")
_SUFFIXES = (r"(?<=[.!?,;:])[\"']+",)
# Curly quotation marks are read as straight ones, character for character, so that contractions split alike.
_STRAIGHT = {"‘": "'", "’": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "‟": '"'}
# Typesetters' joiners (Standard Ebooks puts one before every dash) and zero-width spaces part words without showing.
_STRAIGHT |= dict.fromkeys("\u2060\u200b\ufeff", " ")
# A longer run without a space is not prose; the rules' patterns would crawl over it.
_LONGEST_RUN = 1000
_CHUNK = 100_000
_UNPROSAIC = re.compile(r"\w{1,100}|[^\w\s]")
_REMEMBERED = 1 << 16


@cache
def _splitter() -> RunSplitter:
    """spaCy's rules for English, and ours."""
    rules = english_rules()
    return RunSplitter(
        prefixes=rules.prefixes,
        suffixes=(*_SUFFIXES, *rules.suffixes),
        # Hyphenated words stay whole, as readers and LitBank count them.
        infixes=(*_INFIXES, *(rule for rule in rules.infixes if "--" not in rule)),
        address=rules.address,
        exceptions=rules.exceptions,
    )


@lru_cache(maxsize=_REMEMBERED)
def _ends_in(stretch: str) -> tuple[int, ...]:
    """Where the words of a stretch without white space end in it; each begins where the one before ends."""
    splitter = _splitter()
    if (stretch.isascii() and stretch.isalpha() and stretch not in splitter.exceptions) or _JOINT.fullmatch(stretch):
        return (len(stretch),)
    return tuple(accumulate(map(len, splitter(stretch))))


def split_words(text: str, paragraphs: Sequence[Span]) -> Words:
    """The words inside the paragraphs, in order; emphasis signs (`_so_`, `*so*`) are left out.

    Contractions are split as in Universal Dependencies ("do" "n't"). Linear in the length of the text.
    """
    plain = _straightened(text)
    at: list[int] = []
    ends: list[tuple[int, ...]] = []
    stretches: list[int] = []
    for start, end in paragraphs:
        before = len(at)
        for first, last in _chunks(text, start, end):
            if _is_prose(text[first:last]):
                found = list(_STRETCH.finditer(plain, first, last))
                ends += [_ends_in(stretch[0]) for stretch in found]
            else:
                found = list(_UNPROSAIC.finditer(text, first, last))
                ends += [(len(stretch[0]),) for stretch in found]
            at += [stretch.start() for stretch in found]
        stretches.append(len(at) - before)
    return _words(at, ends, np.repeat(np.arange(len(paragraphs), dtype=np.int32), stretches))


def _words(at: list[int], ends: list[tuple[int, ...]], paragraph: Int32s) -> Words:
    """The words of stretches: for each where it begins, where its words end in it, and its paragraph_id."""
    n_words = np.fromiter(map(len, ends), dtype=np.int32, count=len(ends))
    begin = np.repeat(np.array(at, dtype=np.int32), n_words)
    end = begin + np.fromiter(chain.from_iterable(ends), dtype=np.int32, count=len(begin))
    start = begin.copy()
    inner = np.ones(len(begin), dtype=np.bool_)
    inner[np.cumsum(n_words) - n_words] = False
    start[inner] = end[:-1][inner[1:]]
    return Words(start=start, end=end, paragraph=np.repeat(paragraph, n_words))


def _straightened(text: str) -> str:
    """The text with the signs of `_STRAIGHT` replaced, each where it was."""
    for sign, plain in _STRAIGHT.items():
        text = text.replace(sign, plain)
    return text


def _chunks(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretch in pieces of a bounded length: cut at white space, or anywhere in an endless run."""
    pieces = []
    while end - start > _CHUNK:
        cut = text.rfind(" ", start + 1, start + _CHUNK)
        cut = cut if cut > start else start + _CHUNK
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, end)]


def _is_prose(piece: str) -> bool:
    return len(piece) <= _LONGEST_RUN or max(map(len, piece.split()), default=0) <= _LONGEST_RUN

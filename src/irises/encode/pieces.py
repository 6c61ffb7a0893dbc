"""Words to word pieces: the encoder's input, the same in training and at run time."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

Int32s = npt.NDArray[np.int32]
Int8s = npt.NDArray[np.int8]

LOWER, CAPITALIZED, UPPER, MIXED = range(4)
# The encoder's vocabulary was made from texts with straight quotation marks.
_PLAIN = str.maketrans(
    {"‘": "'", "’": "'", "‛": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "—": "--", "―": "--"}
)
_LONGEST_WORD = 12


@dataclass(frozen=True, kw_only=True)
class Pieces:
    """The pieces of a sequence of words.

    `ids`: int32, one per piece; `offsets`: int32, words + 1: word `i` has pieces `offsets[i]:offsets[i + 1]`, at
    least one; `case`: int8, one per word (lower, capitalized, upper, mixed).
    """

    ids: Int32s
    offsets: Int32s
    case: Int8s

    def __len__(self) -> int:
        return len(self.case)


class PieceVocabulary:
    """A word-piece vocabulary with a memory: a novel has few distinct words."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        self._known: dict[str, tuple[int, ...]] = {}
        vocabulary: dict[str, int] = tokenizer.get_vocab()
        self.cls_id, self.sep_id, self.unknown_id = (vocabulary[piece] for piece in ("[CLS]", "[SEP]", "[UNK]"))

    @classmethod
    def load(cls, path: Path) -> PieceVocabulary:
        """The vocabulary of a `tokenizer.json`."""
        return cls(Tokenizer.from_file(str(path)))

    def pieces(self, words: Sequence[str]) -> Pieces:
        """The pieces of the words; a word that leaves none (a lone control sign) gets the unknown piece."""
        number_of = dict(zip(dict.fromkeys(words), itertools.count()))
        rows = self._rows(list(number_of))
        numbers = np.fromiter(map(number_of.__getitem__, words), dtype=np.int64, count=len(words))
        lengths = np.array([len(row) for row in rows], dtype=np.int64)
        begins = np.cumsum(lengths) - lengths
        offsets = np.zeros(len(words) + 1, dtype=np.int32)
        np.cumsum(lengths[numbers], out=offsets[1:])
        places = np.repeat(begins[numbers] - offsets[:-1], lengths[numbers]) + np.arange(offsets[-1])
        ids = np.array([i for row in rows for i in row], dtype=np.int32)[places]
        case = np.array([_case(word) for word in number_of], dtype=np.int8)[numbers]
        return Pieces(ids=ids, offsets=offsets, case=case)

    def _rows(self, words: Sequence[str]) -> list[tuple[int, ...]]:
        """The pieces of each of some distinct words."""
        new = [word for word in words if word not in self._known]
        encodings = self._tokenizer.encode_batch([word.translate(_PLAIN) for word in new], add_special_tokens=False)
        for word, encoding in zip(new, encodings, strict=True):
            self._known[word] = tuple(encoding.ids[:_LONGEST_WORD]) or (self.unknown_id,)
        return [self._known[word] for word in words]


def framed(
    rows: Sequence[tuple[npt.NDArray[Any], npt.NDArray[Any]]], vocabulary: PieceVocabulary, *, shape: tuple[int, int]
) -> dict[str, npt.NDArray[np.int64]]:
    """The encoder's inputs, each of that shape, for pieces and their letter case: between their marks, then empty."""
    ids, case, mask = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    for row, (pieces, cases) in enumerate(rows):
        end = len(pieces) + 1
        ids[row, 0], ids[row, end] = vocabulary.cls_id, vocabulary.sep_id
        ids[row, 1:end], case[row, 1:end], mask[row, : end + 1] = pieces, cases, 1
    return {"input_ids": ids, "token_type_ids": case, "attention_mask": mask}


def _case(word: str) -> int:
    if word == word.lower():
        return LOWER
    if len(word) > 1 and word == word.upper():
        return UPPER
    return CAPITALIZED if word[:1].isupper() and word[1:] == word[1:].lower() else MIXED

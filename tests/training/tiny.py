"""Things in miniature for the tests of training: a vocabulary of letters, and parsed sentences."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from training.corpora import Parsed

_LETTERS = "abcdefghijklmnopqrstuvwxyz'\".,"
PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *_LETTERS, *(f"##{letter}" for letter in _LETTERS)]


def write_tokenizer(path: Path) -> Path:
    """A tokenizer.json by which every letter is a piece."""
    tokenizer = Tokenizer(WordPiece({piece: i for i, piece in enumerate(PIECES)}, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer()
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.save(str(path))
    return path


def parsed(*sentences: str) -> Parsed:
    """Sentences whose first word is the root and the head of the others."""
    lines = [sentence.split() for sentence in sentences]
    words = [word for line in lines for word in line]
    firsts = np.cumsum([0, *(len(line) for line in lines[:-1])])
    starts = np.zeros(len(words), dtype=bool)
    starts[firsts] = True
    return Parsed(
        words=words,
        sentence_starts=starts,
        lemmas=[word.lower() for word in words],
        upos=["VERB" if start else "NOUN" for start in starts],
        feats=["_"] * len(words),
        heads=firsts[np.cumsum(starts) - 1],
        deprels=["root" if start else "dep" for start in starts],
    )

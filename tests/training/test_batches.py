"""Words become windows of pieces, and come back one vector each."""

from __future__ import annotations

import numpy as np
import pytest

from irises.encode.pieces import PieceVocabulary
from tests.training.tiny import PIECES, write_tokenizer
from training.batches import encoder_arrays, encoder_batch, with_hidden

WORDS = ["The", "ferry", "LEFT", "at", "noon", "."] * 60


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> PieceVocabulary:
    """Every letter is a piece."""
    return PieceVocabulary.load(write_tokenizer(tmp_path_factory.mktemp("vocabulary") / "tokenizer.json"))


@pytest.mark.parametrize("first_core", [None, 61, 400])
def test_kept_covers_every_word_once(vocabulary: PieceVocabulary, first_core: int | None) -> None:
    """However the windows are shifted, each word is kept from one window, in order: its own pieces pool to it."""
    arrays = encoder_arrays(WORDS, vocabulary, first_core=first_core)
    windows, words, length = arrays["pool"].shape
    assert windows > 2
    assert len(arrays["kept"]) == len(WORDS)
    rows = arrays["pool"].reshape(windows * words, length)[arrays["kept"]]
    ids = arrays["ids"][arrays["kept"] // words]
    spelled = ["".join(PIECES[i] for i in of[row > 0]).replace("##", "") for of, row in zip(ids, rows, strict=True)]
    assert spelled == [word.lower() for word in WORDS]


def test_pool_rows_average(vocabulary: PieceVocabulary) -> None:
    """A row of the pool weighs the pieces of its word alike, and all together one; rows beyond the words are empty."""
    pool = encoder_arrays(["ferry", "at"], vocabulary)["pool"]
    assert pool.shape == (1, 2, 9)
    np.testing.assert_allclose(pool[0, 0], [0, *[0.2] * 5, 0, 0, 0])
    np.testing.assert_allclose(pool[0, 1], [0, *[0.0] * 5, 0.5, 0.5, 0])
    sums = encoder_arrays(WORDS, vocabulary)["pool"].sum(axis=2)
    assert set(np.unique(sums.round(5))) == {0.0, 1.0}


def test_windows_are_framed_and_padded(vocabulary: PieceVocabulary) -> None:
    """Each window begins and ends with its marks; after it there is neither piece nor mask."""
    arrays = encoder_arrays(WORDS, vocabulary, first_core=61)
    lengths = arrays["mask"].sum(axis=1)
    assert len(set(lengths.tolist())) > 1
    for ids, mask, n in zip(arrays["ids"], arrays["mask"], lengths.tolist(), strict=True):
        assert (PIECES[ids[0]], PIECES[ids[n - 1]]) == ("[CLS]", "[SEP]")
        assert not ids[n:].any()
        assert mask[:n].all()


def test_case_goes_with_the_pieces(vocabulary: PieceVocabulary) -> None:
    """The letter case of a word is that of all its pieces; the marks of a window have none."""
    case = encoder_arrays(["The", "ferry", "LEFT"], vocabulary)["case"]
    assert case.tolist() == [[0, 1, 1, 1, 0, 0, 0, 0, 0, 2, 2, 2, 2, 0]]


def test_hidden_pieces(vocabulary: PieceVocabulary) -> None:
    """Pieces of words are hidden in about the share asked for; marks of windows and padding never are."""
    torch = pytest.importorskip("torch", reason="torch is not installed (extra `train`)")
    torch.manual_seed(3)
    ids = encoder_batch(WORDS, vocabulary, core=64, context=8)["ids"]
    hidden = with_hidden(ids, vocabulary, share=0.2)
    changed = hidden != ids
    assert (hidden[changed] == vocabulary.mask_id).all()
    assert not torch.isin(ids[changed], torch.tensor([0, vocabulary.cls_id, vocabulary.sep_id])).any()
    assert 0.15 < float(changed.sum()) / float((ids > vocabulary.sep_id).sum()) < 0.25

"""The heads that ship, in torch, over the encoder that ships."""

from __future__ import annotations

import numpy as np
import pytest

from irises.encode import encode_words, weights
from irises.encode.pieces import PieceVocabulary
from irises.passes.events import trigger_logits
from training.labels import Labels

torch = pytest.importorskip("torch", reason="torch is not installed (extra `train`)")
pytest.importorskip("transformers", reason="transformers is not installed (extra `train`)")

WORDS = "Anna took the lantern from the wall and went down to the boats . Nobody spoke to her .".split()


def test_the_same_heads_read_the_same() -> None:
    """What is trained on begins as what ships."""
    from training.refit import OverShipped

    reader = OverShipped(Labels.load(weights.FOLDER / "labels.json")).eval()
    vocabulary = PieceVocabulary.load(weights.FOLDER / "tokenizer.json")
    with torch.no_grad():
        said = reader.events(reader.read(WORDS, vocabulary)).numpy()
    assert np.abs(said - trigger_logits(encode_words(WORDS))).max() < 0.02
    assert said.max() - said.min() > 1

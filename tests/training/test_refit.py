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


@pytest.mark.parametrize("first", [0, 1, 7, len(WORDS), 500])
def test_every_word_is_kept_once(first: int) -> None:
    """Wherever the windows are shifted to, each word is kept from one, with pieces of its own."""
    from training.refit import batch_of

    vocabulary = PieceVocabulary.load(weights.FOLDER / "tokenizer.json")
    words = WORDS * 20
    batch = batch_of(words, vocabulary, first=first)
    _, most, _ = batch["pool"].shape
    kept = batch["kept"]
    assert len(kept) == len(words) == len(set(kept.tolist()))
    ids = [batch["ids"][k // most][batch["pool"][k // most, k % most] > 0].tolist() for k in kept.tolist()]
    assert ids == [list(vocabulary.pieces([word]).ids) for word in words]


def test_the_mean_of_runs() -> None:
    """Parameters are averaged; what counts steps is left as it is."""
    from training.average import mean_of

    one = {"a": torch.tensor([1.0, 2.0]), "n": torch.tensor(3)}
    other = {"a": torch.tensor([3.0, 2.0]), "n": torch.tensor(5)}
    mean = mean_of([one, other])
    assert (mean["a"].tolist(), mean["n"].item()) == ([2.0, 2.0], 3)


def test_own_passages_teach() -> None:
    """Links and signs of a passage of our own have losses that fall by a step against their slope."""
    from gold.minds.marked_rows import parsed
    from training.refit import OverShipped, own_losses
    from training.told import told_passage

    source = (
        "voice: third past\npresent: anna tom\n\n[[anna]]{anna|Anna} {{knows anna|knew}} {tom|Tom}. {anna|She} sat."
    )
    told = told_passage(*parsed(source, name="a"))
    reader = OverShipped(Labels.load(weights.FOLDER / "labels.json")).eval()

    def losses() -> dict[str, torch.Tensor]:
        return own_losses(reader, told.passage, told, {"words": told.passage.words})

    before = losses()
    sum(before.values()).backward()
    with torch.no_grad():
        for parameter in reader.parameters():
            if parameter.grad is not None:
                parameter -= 1e-3 * parameter.grad
    after = losses()
    assert set(after) == {"own_links", "signs", "sees"}
    assert sum(after.values()) < sum(before.values())

"""What is trained in torch and what runs in numpy and OpenVINO are the same arithmetic."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import openvino
import pytest

from irises.annotation.schemas import CATEGORIES, FORMS
from irises.encode import encoder, weights
from irises.encode.encoding import Encoding
from irises.encode.pieces import PieceVocabulary
from irises.passes import dependencies, emotion_head, events, mind_head, pair_head, span_head, syntax
from irises.passes.mention_traits import traits_of
from irises.passes.pair_features import pair_attributes
from tests.training.tiny import PIECES, write_tokenizer
from training import batches
from training.corpora import Passage
from training.labels import TagSizes
from training.manifest import write_manifest
from training.windows import shifted_windows

torch = pytest.importorskip("torch", reason="torch is not installed (extra `train`)")
pytest.importorskip("transformers", reason="transformers is not installed (extra `train`)")

pytestmark = pytest.mark.filterwarnings("ignore")
N_WORDS = 150
CLOSE = 1e-3
WORDS = ["Anna", "she", "the", "ferryman", "her", "old", "Brother", "Mr.", "Hale", "it", "boats", "I", "home"]


@pytest.fixture(scope="module")
def reader() -> Any:
    """A reader with a small encoder and random weights, exact in half precision."""
    from transformers import BertConfig, BertModel

    from training.network import WIDTH, Reader

    torch.manual_seed(11)
    config = BertConfig(
        vocab_size=len(PIECES), hidden_size=WIDTH, num_hidden_layers=1, num_attention_heads=12, intermediate_size=64,
        type_vocab_size=4,
    )  # fmt: skip
    reader = Reader(BertModel(config, add_pooling_layer=False), TagSizes(upos=5, feats=7, lemmas=9, deprels=6)).eval()
    with torch.no_grad():
        for name, value in reader.named_parameters():
            if not name.startswith("encoder."):
                value.copy_((torch.randn_like(value) * 0.06).half().float())
            value.requires_grad_(False)
        reader.span.width_score += torch.linspace(-2, -4, len(reader.span.width_score)).half().float()
    return reader


@pytest.fixture(scope="module")
def folder(reader: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reader's files as they ship, but for the encoder."""
    from training.files import export_heads

    folder = tmp_path_factory.mktemp("weights")
    export_heads(reader, folder / "heads.npz")
    write_tokenizer(folder / "tokenizer.json")
    write_manifest(folder, "random")
    return folder


def exact_gelu(x: np.ndarray) -> np.ndarray:
    return torch.nn.functional.gelu(torch.from_numpy(np.ascontiguousarray(x))).numpy()


@pytest.fixture(autouse=True)
def shipped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The package reads these files instead of its own.

    Windows are training's and GELU is the exact one, so that what is left between the twins is rounding; how close the
    package's own approximation comes is tested with the weights.
    """
    read, manifest = weights.weight_bytes, weights.manifest
    cached = [weights.manifest, weights.head, weights._all_heads, encoder._vocabulary, encoder._model]
    size = {"core": batches.CORE, "context": batches.CONTEXT}
    monkeypatch.setattr(encoder, "windows_of", lambda words, pieces, **_: shifted_windows(pieces, **size))
    monkeypatch.setattr(encoder, "_ROW", batches.CORE + 2 * batches.CONTEXT + 2)
    for module in (weights, dependencies):
        monkeypatch.setattr(module, "gelu", exact_gelu)
    monkeypatch.setattr(weights, "weight_bytes", lambda name: read(name, folder))
    monkeypatch.setattr(weights, "manifest", lambda folder=folder: manifest(folder))
    for function in cached:
        function.cache_clear()
    yield
    for function in cached:
        function.cache_clear()


@pytest.fixture(scope="module")
def vectors() -> np.ndarray:
    """Vectors of words, as the encoder gives them."""
    return np.random.default_rng(7).normal(0, 1, (N_WORDS, 384)).astype(np.float16)


@pytest.fixture(scope="module")
def passage() -> Passage:
    """A text of common and proper names and pronouns, a third of it quoted."""
    chance = random.Random(3)
    quotation = np.array([i // 30 if i % 30 < 10 else -1 for i in range(N_WORDS)])
    nothing = np.zeros(N_WORDS, dtype=bool)
    return Passage(
        name="made", words=chance.choices(WORDS, k=N_WORDS), sentence_starts=nothing, events=nothing,
        mentions=np.zeros((0, 5), dtype=np.int64), quotation=quotation,
    )  # fmt: skip


@pytest.fixture(scope="module")
def spans() -> tuple[np.ndarray, np.ndarray]:
    """Spans in text order, the longest as long as a mention can be."""
    chance = random.Random(9)
    made = {(i, min(N_WORDS - 1, i + chance.choice([0, 0, 1, 2, 39]))) for i in range(N_WORDS) for _ in range(2)}
    ordered = sorted(made, key=lambda span: (span[0], -span[1]))
    return np.array([span[0] for span in ordered]), np.array([span[1] for span in ordered])


def test_band_of_proposals(reader: Any, vectors: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every span has the same score, over the bounds of blocks too; spans beyond the text have none."""
    monkeypatch.setattr(span_head, "_WORDS_PER_BLOCK", 64)
    blocks = span_head._blocks(Encoding(vectors=vectors))
    band = np.concatenate([span_head._band(block)[:core] for _, core, block in blocks])
    expected = reader.span.propose(torch.from_numpy(vectors).float()).numpy()
    inside = expected > -9e3
    np.testing.assert_allclose(band[inside], expected[inside], atol=CLOSE)
    assert inside.sum() < inside.size
    assert (band[~inside] < -9e3).all()


def test_the_same_spans_are_proposed() -> None:
    """Of one band of scores both choose the same spans in the same order, many or few."""
    from training.spans import proposals

    for mean in (-3.0, -6.0):
        band = np.random.default_rng(2).normal(mean, 1.0, (N_WORDS, span_head.MAX_WIDTH)).astype(np.float32)
        first, width = span_head._best(band)
        order = np.lexsort((-width, first))
        expected_first, expected_last = proposals(torch.from_numpy(band))
        assert len(first) > 0
        assert first[order].tolist() == expected_first.tolist()
        assert (first + width)[order].tolist() == expected_last.tolist()


def test_span_vectors_and_decisions(reader: Any, vectors: np.ndarray, spans, monkeypatch: pytest.MonkeyPatch) -> None:
    """Span vectors, categories and forms agree, over the bounds of blocks and at both ends of the text."""
    monkeypatch.setattr(span_head, "_WORDS_PER_BLOCK", 64)
    first, last = spans
    made = span_head.span_vectors(Encoding(vectors=vectors), first, last)
    expected = reader.span.represent(torch.from_numpy(vectors).float(), *map(torch.from_numpy, spans))
    np.testing.assert_allclose(made, expected.numpy(), atol=CLOSE)
    for said, logits in zip(span_head.decide(made), reader.span.decide(expected), strict=True):
        np.testing.assert_allclose(said, logits.softmax(1).numpy(), atol=CLOSE)


def test_pair_scores(reader: Any, vectors: np.ndarray, passage: Passage, spans) -> None:
    """Each candidate antecedent has the score of the full square, near ones and far ones called alike."""
    from training.spans import all_pair_features

    first, last = spans
    chance = np.random.default_rng(4)
    category, form = (chance.integers(0, len(names), len(first)) for names in (CATEGORIES, FORMS))
    category[::2] = 0
    made = span_head.span_vectors(Encoding(vectors=vectors), first, last)
    traits = traits_of([passage.words[a : b + 1] for a, b in zip(first, last, strict=True)], form.tolist())
    said = pair_head.candidates(made, pair_attributes(first, last, category, passage.quotation[first], traits))
    features = all_pair_features(passage, *map(torch.from_numpy, (first, last, category, form)))
    square = reader.pair(torch.from_numpy(made), features).numpy()
    later, column = np.nonzero(said.earlier >= 0)
    earlier = said.earlier[later, column]
    assert (later - earlier).max() > pair_head._BAND
    np.testing.assert_allclose(said.scores[later, column], square[later, earlier], atol=CLOSE)


def test_events(reader: Any, vectors: np.ndarray) -> None:
    """The head's log-odds of events agree."""
    said = events.trigger_logits(Encoding(vectors=vectors))
    np.testing.assert_allclose(said, reader.events(torch.from_numpy(vectors).float()).numpy(), atol=CLOSE)


def test_sentences_and_tags(reader: Any, vectors: np.ndarray) -> None:
    """Sentence starts agree, and the chosen tag is the best one."""
    said = syntax.Syntax().score(SimpleNamespace(words=range(N_WORDS)), {}, Encoding(vectors=vectors))
    x = torch.from_numpy(vectors).float()
    np.testing.assert_allclose(said.starts, reader.sentence(x)[:, 0].sigmoid().numpy(), atol=CLOSE)
    for name in ("upos", "feats", "lemmas"):
        assert_best(getattr(reader.syntax, name)(x).numpy(), getattr(said, name))


def test_arcs_and_relations(reader: Any, vectors: np.ndarray) -> None:
    """Arc scores agree as (child, head), and the chosen relation is the best one."""
    scorer = syntax.ArcScorer(weights.head("syntax"), Encoding(vectors=vectors))
    x = torch.from_numpy(vectors).float()
    arcs = scorer.arcs(scorer.for_arcs(0, N_WORDS), np.arange(N_WORDS)[None])[0]
    np.testing.assert_allclose(arcs, reader.syntax.arcs(x).numpy(), atol=CLOSE)
    heads = np.random.default_rng(5).integers(0, N_WORDS, N_WORDS)
    said = scorer.relations(scorer.for_relations(0, N_WORDS), heads)
    assert_best(reader.syntax.labels(x, torch.from_numpy(heads)).numpy(), said)


def assert_best(scores: np.ndarray, chosen: np.ndarray) -> None:
    """The chosen class of each row has the highest score, or all but."""
    np.testing.assert_allclose(scores[np.arange(len(scores)), chosen], scores.max(axis=1), atol=CLOSE)


def test_emotions(reader: Any, vectors: np.ndarray) -> None:
    """Emotions of words, and scores of words as experiencers and targets of phrases, agree."""
    encoding, x = Encoding(vectors=vectors), torch.from_numpy(vectors).float()
    np.testing.assert_allclose(emotion_head.word_emotions(encoding), reader.emotion.emotions(x).numpy(), atol=CLOSE)
    first, last = np.array([4, 90]), np.array([4, 97])
    words = np.arange(N_WORDS)
    said = emotion_head.role_scores(encoding, first, last, np.repeat([0, 1], N_WORDS), np.tile(words, 2))
    for row, scores in enumerate(np.split(said, 2, axis=1)):
        expected = reader.emotion.roles(x, int(first[row]), int(last[row])).numpy()
        np.testing.assert_allclose(scores, expected, atol=CLOSE)


def encoded_by_torch(reader: Any, folder: Path, words: list[str]) -> np.ndarray:
    return reader.encode(batches.encoder_batch(words, PieceVocabulary.load(folder / "tokenizer.json"))).numpy()


def test_word_vectors(reader: Any, folder: Path, passage: Passage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words get the same vectors from windows in one batch and in several, with the same piece states."""

    from training.files import plain_encoder

    def compiled() -> Any:
        model = plain_encoder(reader.encoder)
        model.reshape({tensor.any_name: [encoder._BATCH, encoder._ROW] for tensor in model.inputs})
        return openvino.Core().compile_model(model, "CPU", {"INFERENCE_PRECISION_HINT": "f32", "NUM_STREAMS": 2})

    monkeypatch.setattr(encoder, "_model", compiled)
    words = passage.words * 10
    said = encoder.encode_words(words).vectors.astype(np.float32)
    np.testing.assert_allclose(said, encoded_by_torch(reader, folder, words), atol=2 * CLOSE)


def test_exported_encoder(reader: Any, folder: Path, passage: Passage) -> None:
    """The 8-bit encoder gives nearly the vectors of the one in torch, letter case and all."""
    from training.files import calibration_samples, export_encoder

    vocabulary = PieceVocabulary.load(folder / "tokenizer.json")
    export_encoder(reader.encoder, folder / "encoder.xml", calibration_samples([passage], vocabulary, count=4))
    write_manifest(folder)
    said = encoder.encode_words(passage.words).vectors.astype(np.float32)
    expected = encoded_by_torch(reader, folder, passage.words)
    cosine = (said * expected).sum(axis=1) / np.linalg.norm(said, axis=1) / np.linalg.norm(expected, axis=1)
    assert cosine.min() > 0.98


def test_signs_of_minds(reader: Any, vectors: np.ndarray) -> None:
    """Every sign of every word, and asked again the very same rows."""
    encoding, x = Encoding(vectors=vectors), torch.from_numpy(vectors.astype(np.float32))
    signs = mind_head.word_signs(encoding)
    np.testing.assert_allclose(signs, reader.mind(x).numpy(), atol=CLOSE)
    assert mind_head.word_signs(encoding) is signs

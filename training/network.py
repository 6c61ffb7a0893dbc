"""The encoder and its heads in torch, for training only; `irises` runs the same arithmetic in OpenVINO and numpy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F
from transformers import BertConfig, BertModel

from irises.annotation.schemas import CATEGORIES, EMOTIONS, FORMS
from irises.encode.pieces import PieceVocabulary
from irises.passes.emotion_head import MOST_DISTANT, ROLES
from irises.passes.mind_head import SIGNS
from irises.passes.pair_features import GROUP_SIZES
from irises.passes.span_head import MAX_WIDTH
from training.batches import encoder_batch
from training.labels import TagSizes
from training.manifest import WIDTH

SPAN_DIM, SPAN_HIDDEN = 128, 256
PAIR_DIM, PAIR_HEADS, PAIR_HEAD_DIM, PAIR_HIDDEN = 192, 8, 24, 64
ARC_DIM, LABEL_DIM = 128, 64
EMOTION_HIDDEN, ROLE_DIM = 128, 96
MIND_HIDDEN = 128


def load_encoder(folder: Path) -> BertModel:
    """MiniLM from its published files, its single token type copied to four: one per letter case."""
    config = BertConfig.from_json_file(str(folder / "config.json"))
    config.type_vocab_size = 4
    config.attention_probs_dropout_prob = 0.0
    model = BertModel(config, add_pooling_layer=False)
    state = load_file(str(folder / "model.safetensors"))
    state = {key.removeprefix("bert."): value for key, value in state.items()}
    types = "embeddings.token_type_embeddings.weight"
    state[types] = state[types][:1].repeat(4, 1)
    missing, _ = model.load_state_dict(state, strict=False)
    missing = [key for key in missing if "position_ids" not in key]
    if missing:
        raise ValueError(f"{folder}: no weights for {missing}")
    return model


class SpanHead(nn.Module):
    """Finds mentions in two steps: a banded biaffine proposes spans, a network over each proposal decides."""

    def __init__(self) -> None:
        super().__init__()
        self.start = nn.Linear(WIDTH, SPAN_DIM)
        self.end = nn.Linear(WIDTH, SPAN_DIM)
        self.bilinear = nn.Parameter(torch.randn(SPAN_DIM, SPAN_DIM) * 0.02)
        self.start_score = nn.Linear(SPAN_DIM, 1, bias=False)
        self.end_score = nn.Linear(SPAN_DIM, 1, bias=False)
        self.width_score = nn.Parameter(torch.full((MAX_WIDTH,), -3.0))
        self.parts = nn.Linear(5 * WIDTH, SPAN_HIDDEN)
        self.width = nn.Embedding(MAX_WIDTH, SPAN_HIDDEN)
        self.hidden = nn.Linear(SPAN_HIDDEN, SPAN_HIDDEN)
        self.category = nn.Linear(SPAN_HIDDEN, len(CATEGORIES) + 1)
        self.form = nn.Linear(SPAN_HIDDEN, len(FORMS))
        self.dropout = nn.Dropout(0.2)

    def propose(self, vectors: Tensor) -> Tensor:
        """Scores of the spans that start at each word, by width: shape (words, MAX_WIDTH); beyond the end -inf."""
        n = len(vectors)
        s = F.gelu(self.start(vectors))
        e = F.gelu(self.end(vectors))
        full = (s @ self.bilinear) @ e.T
        index = torch.arange(n)[:, None] + torch.arange(MAX_WIDTH)[None, :]
        inside = index < n
        index = index.clamp(max=n - 1)
        scores = full.gather(1, index) + self.start_score(s) + self.end_score(e)[index, 0] + self.width_score
        return scores.masked_fill(~inside, -1e4)

    def represent(self, vectors: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Span vectors from both ends, the mean and the words outside: shape (spans, SPAN_HIDDEN)."""
        padded = F.pad(vectors, (0, 0, 1, 1))
        sums = F.pad(vectors.float().cumsum(0), (0, 0, 1, 0))
        mean = (sums[last + 1] - sums[first]) / (last + 1 - first)[:, None]
        parts = torch.cat(
            [vectors[first], vectors[last], mean.to(vectors.dtype), padded[first], padded[last + 2]], dim=1
        )
        x = self.dropout(F.gelu(self.parts(self.dropout(parts)) + self.width(last - first)))
        return x + F.gelu(self.hidden(x))

    def decide(self, spans: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of category (none first) and of form."""
        return self.category(spans), self.form(spans)


class PairHead(nn.Module):
    """Scores whether an earlier mention is an antecedent of a later one: a coarse score plus a fine one."""

    def __init__(self) -> None:
        super().__init__()
        self.reduce = nn.Linear(SPAN_HIDDEN, PAIR_DIM)
        self.coarse = nn.Linear(PAIR_DIM, PAIR_DIM)
        self.query = nn.Linear(PAIR_DIM, PAIR_HEADS * PAIR_HEAD_DIM)
        self.key = nn.Linear(PAIR_DIM, PAIR_HEADS * PAIR_HEAD_DIM)
        self.later = nn.Linear(PAIR_DIM, PAIR_HIDDEN)
        self.earlier = nn.Linear(PAIR_DIM, PAIR_HIDDEN)
        self.mix = nn.Linear(PAIR_HEADS, PAIR_HIDDEN)
        # A multi-hot product, not embeddings: their backward pass is slow on CPUs. The last column is the coarse bias.
        self.groups = nn.Linear(sum(GROUP_SIZES), PAIR_HIDDEN + 1, bias=False)
        self.out = nn.Linear(PAIR_HIDDEN, 1)
        self.dropout = nn.Dropout(0.2)
        nn.init.normal_(self.groups.weight, std=0.05)

    def forward(self, spans: Tensor, features: Tensor) -> Tensor:
        """Scores of all pairs of n mentions, shape (n, n): row the later, column the earlier.

        `features`: long, shape (n, n, 4), categories numbered over all groups.
        """
        m = self.dropout(F.gelu(self.reduce(spans)))
        n = len(m)
        multihot = torch.zeros(n, n, sum(GROUP_SIZES), dtype=m.dtype).scatter_(2, features, 1.0)
        from_groups = self.groups(multihot)
        coarse = self.coarse(m) @ m.T / PAIR_DIM**0.5 + from_groups[..., -1]
        q = self.query(m).view(n, PAIR_HEADS, PAIR_HEAD_DIM).transpose(0, 1)
        k = self.key(m).view(n, PAIR_HEADS, PAIR_HEAD_DIM).transpose(0, 1)
        products = (q @ k.transpose(1, 2) / PAIR_HEAD_DIM**0.5).permute(1, 2, 0)
        hidden = self.later(m)[:, None] + self.earlier(m)[None, :] + self.mix(products) + from_groups[..., :-1]
        return coarse.float() + self.out(F.relu(hidden))[..., 0].float()


class SyntaxHead(nn.Module):
    """Tags, and biaffine heads with relations (Dozat and Manning 2017), inside given sentences."""

    def __init__(self, sizes: TagSizes) -> None:
        super().__init__()
        self.upos = nn.Linear(WIDTH, sizes.upos)
        self.feats = nn.Linear(WIDTH, sizes.feats)
        self.lemmas = nn.Linear(WIDTH, sizes.lemmas)
        self.arc_child = nn.Linear(WIDTH, ARC_DIM)
        self.arc_head = nn.Linear(WIDTH, ARC_DIM)
        self.arc = nn.Parameter(torch.randn(ARC_DIM, ARC_DIM) * 0.02)
        self.arc_bias = nn.Linear(ARC_DIM, 1, bias=False)
        self.label_child = nn.Linear(WIDTH, LABEL_DIM)
        self.label_head = nn.Linear(WIDTH, LABEL_DIM)
        self.label = nn.Parameter(torch.randn(sizes.deprels, LABEL_DIM, LABEL_DIM) * 0.02)
        self.label_linear = nn.Linear(2 * LABEL_DIM, sizes.deprels)
        self.dropout = nn.Dropout(0.2)

    def arcs(self, vectors: Tensor) -> Tensor:
        """Scores of each word (column) as head of each word (row); a word as its own head is a root."""
        child = self.dropout(F.gelu(self.arc_child(vectors)))
        head = self.dropout(F.gelu(self.arc_head(vectors)))
        return (child @ self.arc) @ head.T + self.arc_bias(head).T

    def labels(self, vectors: Tensor, heads: Tensor) -> Tensor:
        """Logits of the relation of each word to its given head: shape (words, relations)."""
        child = self.dropout(F.gelu(self.label_child(vectors)))
        head = self.dropout(F.gelu(self.label_head(vectors[heads])))
        product = torch.einsum("ni,rij,nj->nr", child, self.label, head)
        return product + self.label_linear(torch.cat([child, head], dim=1))


class EmotionHead(nn.Module):
    """Emotions of words, and for a phrase that carries one the words of its experiencer and of its target."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden = nn.Linear(WIDTH, EMOTION_HIDDEN)
        self.emotion = nn.Linear(EMOTION_HIDDEN, 1 + len(EMOTIONS))
        self.phrase = nn.Linear(WIDTH, len(ROLES) * ROLE_DIM)
        self.word = nn.Linear(WIDTH, len(ROLES) * ROLE_DIM)
        self.word_score = nn.Linear(len(ROLES) * ROLE_DIM, len(ROLES))
        self.distance = nn.Parameter(torch.zeros(len(ROLES), 2 * MOST_DISTANT + 1))
        self.dropout = nn.Dropout(0.2)
        nn.init.constant_(self.emotion.bias, -3.0)

    def emotions(self, vectors: Tensor) -> Tensor:
        """Logits per word: of any emotion first, then of each of EMOTIONS: shape (words, 1 + emotions)."""
        return self.emotion(self.dropout(F.gelu(self.hidden(vectors))))

    def roles(self, vectors: Tensor, first: int, last: int) -> Tensor:
        """Scores of each word's standing for the role's bearer, for the phrase of words `first` to `last`:
        shape (ROLES, words); nobody scores 0."""
        phrase = self.dropout(F.gelu(self.phrase(vectors[first : last + 1].mean(0)))).view(len(ROLES), ROLE_DIM)
        words = self.dropout(F.gelu(self.word(vectors)))
        products = torch.einsum("rd,wrd->rw", phrase, words.view(-1, len(ROLES), ROLE_DIM)) / ROLE_DIM**0.5
        places = torch.arange(len(vectors))
        off = torch.where(places < first, places - first, (places - last).clamp(min=0))
        distance = self.distance[:, off.clamp(-MOST_DISTANT, MOST_DISTANT) + MOST_DISTANT]
        return products + self.word_score(words).T + distance


class MindHead(nn.Module):
    """What each word has of cues of commitments and beliefs and of masks, and whether it is for the one who sees."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden = nn.Linear(WIDTH, MIND_HIDDEN)
        self.signs = nn.Linear(MIND_HIDDEN, len(SIGNS))
        self.dropout = nn.Dropout(0.2)
        nn.init.constant_(self.signs.bias, -3.0)

    def forward(self, vectors: Tensor) -> Tensor:
        """Logits of SIGNS of words: shape (words, SIGNS)."""
        return self.signs(self.dropout(F.gelu(self.hidden(self.dropout(vectors)))))


class Reader(nn.Module):
    """One encoder, all heads."""

    def __init__(self, encoder: BertModel, sizes: TagSizes) -> None:
        super().__init__()
        self.encoder = encoder
        self.span = SpanHead()
        self.pair = PairHead()
        self.syntax = SyntaxHead(sizes)
        self.emotion = EmotionHead()
        self.mind = MindHead()
        self.sentence = nn.Linear(WIDTH, 1)
        self.event_hidden = nn.Linear(WIDTH, 128)
        self.event = nn.Linear(128, 1)
        self.dropout = nn.Dropout(0.2)

    def encode(self, batch: dict[str, Any]) -> Tensor:
        """Word vectors, shape (words, WIDTH): the mean of each word's pieces in the window that keeps it."""
        states = self.encoder(
            input_ids=batch["ids"], token_type_ids=batch["case"], attention_mask=batch["mask"]
        ).last_hidden_state
        means = torch.bmm(batch["pool"].to(states.dtype), states)
        return means.flatten(0, 1)[batch["kept"]]

    def read(self, words: Sequence[str], vocabulary: PieceVocabulary) -> Tensor:
        """Word vectors of a text, float32: shape (words, WIDTH)."""
        return self.encode(encoder_batch(words, vocabulary)).float()

    def events(self, vectors: Tensor) -> Tensor:
        """Logit of each word's being the trigger of an event told as real."""
        return self.event(self.dropout(F.gelu(self.event_hidden(self.dropout(vectors)))))[:, 0]

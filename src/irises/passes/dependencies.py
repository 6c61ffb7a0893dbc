"""Dependency trees: biaffine arc scores inside a sentence, decoded into one tree (Dozat and Manning 2017)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from irises.encode.encoding import Encoding
from irises.encode.weights import Head, gelu
from irises.passes.places import Ints

Floats = npt.NDArray[np.float32]
_LONGEST = 160
_PADDED_WORDS = 8192


class ArcScorer:
    """Scores arcs and relations of words from the encoder's vectors."""

    def __init__(self, head: Head, encoding: Encoding) -> None:
        self._head = head
        self._vectors = encoding.vectors

    def arcs(self, words: Ints) -> Floats:
        """Scores of every word as head of every word: `words` (sentences, length) gives (sentences, length, length).

        The second axis is the child, the third its head; a word as its own head is a root.
        """
        vectors = self._vectors[words].astype(np.float32)
        child = gelu(self._head.linear(vectors, "arc_child")) @ self._head["arc"]
        head = gelu(self._head.linear(vectors, "arc_head"))
        bias = head @ self._head["arc_bias.weight"][0]
        return np.asarray(child @ head.transpose(0, 2, 1) + bias[:, None, :], dtype=np.float32)

    def relations(self, words: Ints, heads: Ints) -> Ints:
        """Relation number of each word to its head."""
        child = gelu(self._head.linear(self._vectors[words].astype(np.float32), "label_child"))
        head = gelu(self._head.linear(self._vectors[heads].astype(np.float32), "label_head"))
        weight = self._head["label"]
        relations, inner, outer = weight.shape
        products = (child @ weight.transpose(1, 0, 2).reshape(inner, relations * outer)).reshape(-1, relations, outer)
        scores = np.matmul(products, head[:, :, None])[:, :, 0]
        scores += self._head.linear(np.concatenate([child, head], axis=1), "label_linear")
        return np.asarray(scores.argmax(axis=1), dtype=np.int64)


def sentence_heads(first: Ints, last: Ints, scorer: ArcScorer) -> tuple[Ints, Ints]:
    """Head and relation number of every word, for sentences given by first and last word, which cover the words.

    Sentences longer than 160 words are parsed in stretches of that length; sentences of like length go together.
    """
    n = int(last[-1]) + 1 if len(last) else 0
    heads = np.arange(n, dtype=np.int64)
    stretches = np.array(
        [
            (a, min(a + _LONGEST, z + 1))
            for s, z in zip(first.tolist(), last.tolist(), strict=True)
            for a in range(s, z + 1, _LONGEST)
        ],
        dtype=np.int64,
    ).reshape(-1, 2)
    lengths = stretches[:, 1] - stretches[:, 0]
    order = np.argsort(lengths, kind="stable")
    at = 0
    while at < len(order):
        size = max(1, _PADDED_WORDS // int(lengths[order[min(at + 255, len(order) - 1)]]))
        batch = order[at : at + min(size, 256)]
        _parse(stretches[batch], scorer, heads)
        at += len(batch)
    relations = np.zeros(n, dtype=np.int64)
    for a in range(0, n, _PADDED_WORDS):
        words = np.arange(a, min(a + _PADDED_WORDS, n))
        relations[words] = scorer.relations(words, heads[words])
    return heads, relations


def _parse(stretches: Ints, scorer: ArcScorer, heads: Ints) -> None:
    """Writes the heads of a batch of stretches."""
    lengths = stretches[:, 1] - stretches[:, 0]
    columns = np.arange(int(lengths.max()))
    inside = columns[None, :] < lengths[:, None]
    words = np.where(inside, stretches[:, :1] + columns[None, :], stretches[:, :1])
    scores = scorer.arcs(words)
    scores[~np.broadcast_to(inside[:, None, :], scores.shape)] = -1e9
    for row, (start, length) in enumerate(zip(stretches[:, 0].tolist(), lengths.tolist(), strict=True)):
        heads[start : start + length] = start + tree(scores[row, :length, :length])


def tree(scores: Floats) -> Ints:
    """Heads of the words of one sentence from arc scores (child, head): one root, its own head, and no cycle.

    Greedy: the best root, each word's best head, then each cycle is opened where that costs least.
    """
    n = len(scores)
    own = scores.diagonal().copy()
    others = scores.copy()
    np.fill_diagonal(others, -1e9)
    root = int((own - others.max(axis=1)).argmax()) if n > 1 else 0
    heads = others.argmax(axis=1)
    heads[root] = root
    for _ in range(n):
        cycle = _cycle(heads)
        if cycle is None:
            break
        _open(heads, cycle, others)
    return np.asarray(heads, dtype=np.int64)


def _cycle(heads: Ints) -> list[int] | None:
    """Words that form a cycle of two or more, if any."""
    state = [0] * len(heads)
    chain = heads.tolist()
    for start in range(len(chain)):
        path = []
        word = start
        while state[word] == 0 and chain[word] != word:
            state[word] = 1
            path.append(word)
            word = chain[word]
        if state[word] == 1 and word in path:
            return path[path.index(word) :]
        for seen in path:
            state[seen] = 2
    return None


def _open(heads: Ints, cycle: list[int], scores: Floats) -> None:
    """Gives one word of the cycle its best head outside the cycle and what hangs from it."""
    below = set(cycle)
    grown = True
    while grown:
        more = {w for w, h in enumerate(heads.tolist()) if h in below and w not in below}
        grown = bool(more)
        below |= more
    outside = [w for w in range(len(heads)) if w not in below]
    losses = scores[np.ix_(cycle, outside)] - scores[cycle, heads[cycle]][:, None]
    word, head = np.unravel_index(int(losses.argmax()), losses.shape)
    heads[cycle[int(word)]] = outside[int(head)]

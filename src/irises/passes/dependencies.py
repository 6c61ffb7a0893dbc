"""Dependency trees: biaffine arc scores inside a sentence, decoded into one tree (Dozat and Manning 2017).

The best head of each word makes a tree in most sentences. Where arcs cross, which they hardly ever do in English, the
best tree without crossing arcs is looked for, but in very long sentences.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from irises.encode.cores import on_all_cores
from irises.encode.encoding import Encoding, floats
from irises.encode.weights import Head, gelu
from irises.passes.places import Ints
from irises.passes.uncrossed import do_cross, uncrossed_trees

Floats = npt.NDArray[np.float32]
_LONGEST = 160
# Arrays of so many words stay in a processor's caches.
_MANY_WORDS, _FEW_WORDS = 2048, 256
_GROUP = 24
_LONGEST_MENDED = 64
"""Words of a sentence whose tree is found anew if it crosses: in a novel a tenth of those that cross are longer, and
would take two thirds of the time."""
_MENDED = 32
"""Sentences whose trees are found anew together."""
_NEVER = np.float32(-1e9)


_Crossed = tuple[int, Floats]
"""First word of a stretch whose best heads make arcs that cross, and its scores (child, head)."""


@dataclass(frozen=True, kw_only=True)
class Projected:
    """Words as the arc head sees them, float32, one row a word: as children and as heads."""

    child: Floats
    head: Floats


class ArcScorer:
    """Scores arcs and relations of words from the encoder's vectors."""

    def __init__(self, head: Head, encoding: Encoding) -> None:
        self._head = head
        self._vectors = encoding.vectors
        self._projections = {what: _both(head, what) for what in ("arc", "label")}
        relations, inner, outer = head["label"].shape
        self._label = head["label"].transpose(2, 1, 0).reshape(outer, inner * relations)
        self._label_shape = inner, relations

    def for_arcs(self, first: int, end: int) -> Projected:
        """The words `[first, end)`, for `arcs`."""
        words = self._projected(first, end, "arc")
        return Projected(child=words.child @ self._head["arc"], head=words.head)

    def for_relations(self, first: int, end: int) -> Projected:
        """The words `[first, end)`, for `relations`."""
        return self._projected(first, end, "label")

    def _projected(self, first: int, end: int, what: str) -> Projected:
        weight, bias = self._projections[what]
        hidden = gelu(floats(self._vectors[first:end]) @ weight.T + bias)
        child, head = np.split(hidden, [len(bias) // 2], axis=1)
        return Projected(child=child, head=head)

    def arcs(self, projected: Projected, words: Ints) -> Floats:
        """Scores of every word as head of every word: `words` (sentences, length) gives (sentences, length, length).

        The second axis is the child, the third its head; a word as its own head is a root. Words count from the first
        of `projected`.
        """
        heads = projected.head[words]
        bias = heads @ self._head["arc_bias.weight"][0]
        scores = projected.child[words] @ heads.transpose(0, 2, 1)
        scores += bias[:, None, :]
        return np.asarray(scores, dtype=np.float32)

    def relations(self, projected: Projected, heads: Ints) -> Ints:
        """Relation number of each word of `projected` to its head; heads count from the first of the words."""
        child, head = projected.child, projected.head
        scores = self._head.linear(np.concatenate([child, head[heads]], axis=1), "label_linear")
        for chosen, below in _families(heads):
            for a in range(0, len(chosen), _FEW_WORDS):
                products = (head[chosen[a : a + _FEW_WORDS]] @ self._label).reshape(-1, *self._label_shape)
                scores[below[a : a + _FEW_WORDS]] += child[below[a : a + _FEW_WORDS]] @ products
        return np.asarray(scores.argmax(axis=1), dtype=np.int64)


def _both(head: Head, what: str) -> tuple[Floats, Floats]:
    """Weight and bias of the projections as child and as head, one after the other."""
    names = f"{what}_child", f"{what}_head"
    weight, bias = (np.concatenate([head[f"{name}.{part}"] for name in names]) for part in ("weight", "bias"))
    return weight, bias


def _families(heads: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Heads that as many words have, with these words: shapes (heads,) and (heads, words)."""
    order = np.argsort(heads, kind="stable")
    chosen, sizes = np.unique(heads, return_counts=True)
    begins = np.cumsum(sizes) - sizes
    for size in np.unique(sizes).tolist():
        alike = np.flatnonzero(sizes == size)
        yield chosen[alike], order[begins[alike][:, None] + np.arange(size)]


def sentence_heads(first: Ints, last: Ints, scorer: ArcScorer) -> tuple[Ints, Ints]:
    """Head and relation number of every word, for sentences given by first and last word, which cover the words.

    Sentences longer than 160 words are parsed in stretches of that length.
    """
    n = int(last[-1]) + 1 if len(last) else 0
    heads, relations = np.arange(n, dtype=np.int64), np.zeros(n, dtype=np.int64)

    def parse(stretches: Ints) -> list[_Crossed]:
        a, z = int(stretches[0, 0]), int(stretches[-1, 1])
        words = scorer.for_arcs(a, z)
        found = [one for alike in _alike(stretches) for one in _parse(alike - a, scorer, words, heads[a:z])]
        heads[a:z] += a
        return [(a + start, scores) for start, scores in found]

    def mend(crossed: list[_Crossed]) -> None:
        for (a, _), found in zip(crossed, uncrossed_trees([scores for _, scores in crossed]), strict=True):
            heads[a : a + len(found)] = a + found

    def name(stretches: Ints) -> None:
        a, z = int(stretches[0, 0]), int(stretches[-1, 1])
        relations[a:z] = scorer.relations(scorer.for_relations(a, z), heads[a:z] - a)

    batches = list(_batches(first, last))
    crossed = [one for part in on_all_cores(parse, batches) for one in part]
    crossed.sort(key=lambda one: len(one[1]))
    on_all_cores(mend, [crossed[at : at + _MENDED] for at in range(0, len(crossed), _MENDED)])
    on_all_cores(name, batches)
    return heads, relations


def _batches(first: Ints, last: Ints) -> Iterator[Ints]:
    """Stretches (first word, word after the last) in order, about as many words of them as the caches hold."""
    batch: list[tuple[int, int]] = []
    for s, z in zip(first.tolist(), last.tolist(), strict=True):
        batch += [(a, min(a + _LONGEST, z + 1)) for a in range(s, z + 1, _LONGEST)]
        if z - batch[0][0] >= _MANY_WORDS:
            yield np.array(batch, dtype=np.int64)
            batch = []
    if batch:
        yield np.array(batch, dtype=np.int64)


def _alike(stretches: Ints) -> Iterator[Ints]:
    """The stretches in groups of like length."""
    order = np.argsort(stretches[:, 1] - stretches[:, 0], kind="stable")
    for a in range(0, len(order), _GROUP):
        yield stretches[order[a : a + _GROUP]]


def _parse(stretches: Ints, scorer: ArcScorer, projected: Projected, heads: Ints) -> Iterator[_Crossed]:
    """Writes the heads of some stretches; words count from the first of `projected`. Gives those to mend."""
    lengths = stretches[:, 1] - stretches[:, 0]
    columns = np.arange(int(lengths.max()))
    inside = columns[None, :] < lengths[:, None]
    words = np.where(inside, stretches[:, :1] + columns[None, :], stretches[:, :1])
    scores = scorer.arcs(projected, words)
    scores[~np.broadcast_to(inside[:, None, :], scores.shape)] = _NEVER
    found = trees(scores, lengths)
    heads[words[inside]] = (found + stretches[:, :1])[inside]
    for row in np.flatnonzero(do_cross(found, lengths) & (lengths <= _LONGEST_MENDED)).tolist():
        length = int(lengths[row])
        yield int(stretches[row, 0]), scores[row, :length, :length].copy()


def trees(scores: Floats, lengths: Ints) -> Ints:
    """Heads of the words of several sentences from their arc scores (sentences, child, head), as `tree` gives them.

    `lengths` is the number of words of each; no word beyond it may score as a head. Beyond it the heads mean nothing.
    """
    n_sentences, longest, _ = scores.shape
    inside = np.arange(longest)[None, :] < lengths[:, None]
    words = np.arange(longest)
    own = scores[:, words, words]
    others = scores.copy()
    others[:, words, words] = _NEVER
    gains = np.where(inside, own - others.max(axis=2), -np.inf)
    root = gains.argmax(axis=1)
    heads = others.argmax(axis=2)
    heads[np.arange(n_sentences), root] = root
    heads = np.where(inside, heads, root[:, None])
    above = heads
    for _ in range(longest.bit_length()):
        above = np.take_along_axis(above, above, axis=1)
    for row in np.flatnonzero((above != root[:, None]).any(axis=1)).tolist():
        length = int(lengths[row])
        heads[row, :length] = tree(scores[row, :length, :length])
    return np.asarray(heads, dtype=np.int64)


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

"""Trains the network that attributes quotations, on PDNC's sixteen training novels and passages of our own.

`python -m training.speakers --data DIR` writes the weights, and reports folds by novel and then what nothing is ever
trained or tuned on: the development novels, and the passages of our own that are held. Sweeps are stacked: each is
trained on what the sweep before says of novels it has not seen.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from gold import pdnc
from gold.minds.marked_rows import TOLD, TOLD_HELD, TOLD_WEIGHED
from irises.passes.listwise import Listwise, sigmoid, softmax
from irises.passes.speaker_features import CANDIDATES, Candidates, weigh_candidates
from irises.passes.turns import possible_rows, turn_features
from training.own_talk import OwnTalk, own_talks
from training.speaker_books import Book, gold_of_chains, predicted, stand_in

SWEEPS = 2
FOLDS = 4
HIDDEN = (64, 32)
EPOCHS = 16
BATCH = 64
RATE = 2e-3
DECAY = 0.02
LEAST_SPREAD = 0.6
"""Rare features are not blown up to unit variance: that would trust them too far."""
DROPOUT = 0.3
INPUT_DROPOUT = 0.1
WEIGHTS = Path(__file__).parents[1] / "src" / "irises" / "encode" / "weights" / "speakers.npz"

Array = np.ndarray


@dataclass(frozen=True, kw_only=True)
class Example:
    """A book as arrays: features, rows that stand for somebody, rows that are right, rows that are spoken to."""

    book: Book | None
    """None of a passage of our own."""
    candidates: Candidates
    possible: Array
    right: Array
    known: Array
    """Chains whose speaker is annotated."""
    heard: Array
    hearers_known: Array


def example_of(book: Book) -> Example:
    """Features and labels of a book's chains; a speaker who is no candidate is the last row's.

    A fragment of somebody is right only where the entity that is matched to the character is no candidate.
    """
    candidates = weigh_candidates(book.dialogue)
    gold = gold_of_chains(book)
    right = np.zeros((len(gold), CANDIDATES + 1), dtype=bool)
    heard = np.zeros((len(gold), CANDIDATES), dtype=bool)
    meant = np.array([[book.meant.get(int(who), -1) for who in row] for row in candidates.entity]).reshape(
        -1, CANDIDATES
    )
    matched = np.array([[book.matched.get(int(who), -1) for who in row] for row in candidates.entity]).reshape(
        meant.shape
    )
    for index, quotation in enumerate(gold):
        if quotation is not None and quotation.speaker is not None:
            whole, part = matched[index] == quotation.speaker, meant[index] == quotation.speaker
            right[index, :-1] = whole if whole.any() else part
            heard[index] = np.isin(meant[index], list(quotation.addressees)) & (candidates.entity[index] >= 0)
    right[:, -1] = ~right[:, :-1].any(axis=1)
    return Example(
        book=book,
        candidates=candidates,
        possible=possible_rows(candidates),
        right=right,
        known=np.array([q is not None and q.speaker is not None for q in gold], dtype=bool),
        heard=heard,
        hearers_known=np.array([q is not None and bool(q.addressees) for q in gold], dtype=bool),
    )


def own_example(talk: OwnTalk) -> Example:
    """Features and labels of a passage of our own."""
    candidates = weigh_candidates(talk.dialogue)
    n = len(talk.speeches)
    right = np.zeros((n, CANDIDATES + 1), dtype=bool)
    heard = np.zeros((n, CANDIDATES), dtype=bool)
    known, hearers_known = np.zeros(n, dtype=bool), np.zeros(n, dtype=bool)
    for index, speech in enumerate(talk.speeches):
        if speech is None or len(speech.speakers) != 1:
            continue
        entities = candidates.entity[index].tolist()
        whole = np.array([talk.matched.get(who, -1) in speech.speakers for who in entities])
        part = np.array([talk.meant.get(who, -1) in speech.speakers for who in entities])
        right[index, :-1] = whole if whole.any() else part
        heard[index] = [talk.meant.get(who, -1) in speech.addressees for who in entities]
        known[index], hearers_known[index] = True, bool(speech.addressees)
    right[:, -1] = ~right[:, :-1].any(axis=1)
    return Example(
        book=None,
        candidates=candidates,
        possible=possible_rows(candidates),
        right=right,
        known=known,
        heard=heard,
        hearers_known=hearers_known,
    )


class Adam:
    """Adam with decoupled weight decay and a cosine rate, on a list of arrays in place."""

    def __init__(self, arrays: list[Array], steps: int) -> None:
        self.arrays, self.steps, self.step_count = arrays, steps, 0
        self.first = [np.zeros_like(a) for a in arrays]
        self.second = [np.zeros_like(a) for a in arrays]

    def step(self, gradients: list[Array]) -> None:
        """One update."""
        self.step_count += 1
        rate = RATE * 0.5 * (1.0 + np.cos(np.pi * self.step_count / self.steps))
        for a, g, m, v in zip(self.arrays, gradients, self.first, self.second, strict=True):
            m += 0.1 * (g - m)
            v += 0.01 * (g * g - v)
            correct = np.sqrt(1 - 0.99**self.step_count) / (1 - 0.9**self.step_count)
            a -= rate * (correct * m / (np.sqrt(v) + 1e-8) + DECAY * a)


Loss = Callable[[Array, Array], Array]


def _speaker_gradient(right: Array, possible: Array) -> Loss:
    """Gradient of -log P(right rows) under a softmax over the possible rows."""

    def gradient(scores: Array, rows: Array) -> Array:
        p = softmax(np.where(possible[rows], scores, -np.inf))
        good = p * right[rows]
        return (p - good / np.maximum(good.sum(axis=1, keepdims=True), 1e-9)) / len(rows)

    return gradient


def _hearer_gradient(heard: Array, possible: Array) -> Loss:
    """Gradient of the binary cross-entropy of each possible row."""

    def gradient(scores: Array, rows: Array) -> Array:
        return (sigmoid(scores) - heard[rows]) * possible[rows] / len(rows)

    return gradient


def train_network(features: Array, loss: Loss, *, seed: int) -> Listwise:
    """A network trained on lists [n, rows, columns]."""
    rng = np.random.default_rng(seed)
    flat = features.reshape(-1, features.shape[-1])
    mean, scale = flat.mean(axis=0), 1.0 / np.maximum(flat.std(axis=0), LEAST_SPREAD)
    sizes = (features.shape[-1], *HIDDEN, 1)
    weights = [rng.normal(0, np.sqrt(2.0 / a), (a, b)).astype(np.float32) for a, b in pairwise(sizes)]
    biases = [np.zeros(b, dtype=np.float32) for b in sizes[1:]]
    per_epoch = -(-len(features) // BATCH)
    adam = Adam(weights + biases, EPOCHS * per_epoch)
    for _ in range(EPOCHS):
        order = rng.permutation(len(features))
        for at in range(0, len(order), BATCH):
            rows = order[at : at + BATCH]
            x = (features[rows].reshape(-1, sizes[0]) - mean) * scale
            adam.step(_gradients(x, weights, biases, loss, rows, rng))
    return Listwise(mean=mean, scale=scale, weights=tuple(weights), biases=tuple(b for b in biases), temperature=1.0)


def _gradients(
    x: Array, weights: list[Array], biases: list[Array], loss: Loss, rows: Array, rng: np.random.Generator
) -> list[Array]:
    layers, masks = [x * _kept(x.shape, INPUT_DROPOUT, rng)], []
    for weight, bias in zip(weights[:-1], biases[:-1], strict=True):
        x = layers[-1] @ weight + bias
        mask = (x > 0) * _kept(x.shape, DROPOUT, rng)
        layers.append(x * mask)
        masks.append(mask)
    scores = (layers[-1] @ weights[-1] + biases[-1]).reshape(len(rows), -1)
    back = loss(scores, rows).reshape(-1, 1).astype(np.float32)
    by_weight: list[Array] = []
    by_bias: list[Array] = []
    for layer in range(len(weights) - 1, -1, -1):
        by_weight.insert(0, layers[layer].T @ back)
        by_bias.insert(0, back.sum(axis=0))
        if layer:
            back = (back @ weights[layer].T) * masks[layer - 1]
    return by_weight + by_bias


def _kept(shape: tuple[int, ...], rate: float, rng: np.random.Generator) -> Array:
    """Which values survive dropout, scaled so that their mean stays."""
    return (rng.random(shape, dtype=np.float32) > rate).astype(np.float32) / np.float32(1 - rate)


def joined(examples: Sequence[Example], believed: Sequence[Array | None]) -> list[Array]:
    """Feature arrays of each example, with the turn features where an earlier sweep has spoken."""
    return [
        e.candidates.features
        if b is None
        else np.concatenate([e.candidates.features, turn_features(e.candidates, b)], axis=2)
        for e, b in zip(examples, believed, strict=True)
    ]


def train_sweep(examples: Sequence[Example], believed: Sequence[Array | None], *, seed: int) -> Listwise:
    """One sweep's network on these examples."""
    features = np.concatenate([f[e.known] for f, e in zip(joined(examples, believed), examples, strict=True)])
    right = np.concatenate([e.right[e.known] for e in examples])
    possible = np.concatenate([e.possible[e.known] for e in examples])
    return train_network(features, _speaker_gradient(right, possible), seed=seed)


def train_hearers(examples: Sequence[Example], believed: Sequence[Array], *, seed: int) -> Listwise:
    """The network that says who is spoken to."""
    features = np.concatenate(
        [f[e.hearers_known, :-1] for f, e in zip(joined(examples, believed), examples, strict=True)]
    )
    heard = np.concatenate([e.heard[e.hearers_known] for e in examples])
    possible = np.concatenate([e.possible[e.hearers_known, :-1] for e in examples])
    return train_network(features, _hearer_gradient(heard, possible), seed=seed)


def sweep_out_of_fold(examples: Sequence[Example], believed: Sequence[Array | None], *, seed: int) -> list[Array]:
    """What a sweep says of each example when it was trained on the other folds."""
    said: list[Array] = [np.zeros(0)] * len(examples)
    for fold in range(FOLDS):
        train = [i for i in range(len(examples)) if i % FOLDS != fold]
        network = train_sweep([examples[i] for i in train], [believed[i] for i in train], seed=seed + fold)
        for i in range(fold, len(examples), FOLDS):
            said[i] = network.probabilities(joined([examples[i]], [believed[i]])[0], examples[i].possible)
    return said


def answers(example: Example, believed: Array, *, least: float = 0.0) -> Counter[str]:
    """Counts of gold quotations by kind (`all`, `explicit`, ...), found, answered and right, one to one."""
    counts: Counter[str] = Counter()
    if example.book is None:
        return counts
    entity, matched = example.candidates.entity, example.book.matched
    for quotation, chain in zip(example.book.novel.quotations, example.book.chains, strict=True):
        if quotation.speaker is None:
            continue
        best = int(believed[chain, :-1].argmax()) if chain >= 0 else 0
        sure = float(believed[chain, best]) if chain >= 0 else 0.0
        answered = chain >= 0 and sure > least
        right = answered and matched.get(int(entity[chain, best]), -1) == quotation.speaker
        for kind in ("all", quotation.kind or "other"):
            counts[f"{kind} n"] += 1
            counts[f"{kind} found"] += chain >= 0
            counts[f"{kind} answered"] += answered
            counts[f"{kind} right"] += right
    return counts


def report(name: str, counts: Counter[str]) -> str:
    """One line: per cent right by kind, coverage and accuracy when answered."""
    kinds = [
        f"{kind} {100 * counts[f'{kind} right'] / max(1, counts[f'{kind} n']):.1f}"
        for kind in ("all", "explicit", "anaphoric", "implicit")
    ]
    covered = 100 * counts["all answered"] / max(1, counts["all n"])
    accurate = 100 * counts["all right"] / max(1, counts["all answered"])
    return f"{name:28s} {'  '.join(kinds)}  answered {covered:.1f} of which right {accurate:.1f}  n {counts['all n']}"


def fitted_temperature(examples: Sequence[Example], believed: Sequence[Array]) -> float:
    """The temperature at which out-of-fold probabilities are likeliest to be right."""
    grid = np.exp(np.linspace(np.log(0.6), np.log(2.5), 40))

    def loss(temperature: float) -> float:
        total = 0.0
        for e, p in zip(examples, believed, strict=True):
            raised = np.where(e.possible, p, 0.0)[e.known] ** (1.0 / temperature)
            raised /= raised.sum(axis=1, keepdims=True)
            total -= float(np.log(np.maximum((raised * e.right[e.known]).sum(axis=1), 1e-6)).sum())
        return total

    return float(min(grid, key=loss))


def hearer_answers(example: Example, heard: Array, *, least: float = 0.5) -> Counter[str]:
    """Counts for precision and recall of addressees."""
    counts: Counter[str] = Counter()
    said = (heard >= least) & example.hearers_known[:, None]
    counts["right"] += int((said & example.heard).sum())
    counts["said"] += int(said.sum())
    counts["true"] += int(example.heard[example.hearers_known].sum())
    return counts


def main() -> None:
    """Reads the novels, trains, reports and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the gold corpora")
    parser.add_argument("--kept", type=Path, help="folder where novels that were read are kept for the next run")
    parser.add_argument("--stand-in", action="store_true", help="tables made from the gold instead of read ones")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    arguments = parser.parse_args()
    folder = arguments.data / "pdnc"

    def books(names: Iterable[str]) -> list[Example]:
        if arguments.stand_in:
            return [example_of(stand_in(folder, name)) for name in names]
        return [example_of(predicted(folder, name, kept=arguments.kept)) for name in names]

    novels = books(name for name in pdnc.novel_names(folder) if name not in pdnc.DEV)
    own = [own_example(talk) for talk in (*own_talks(TOLD), *own_talks(TOLD_WEIGHED))]
    networks, hearers = train_all([*novels, *own])
    arrays = hearers.arrays("hearers")
    for number, network in enumerate(networks):
        arrays |= network.arrays(f"sweep{number}")
    save(arrays, arguments.out)
    if (arguments.out.parent / "weights.toml").exists():
        note_digest(arguments.out)
    report_dev(books(pdnc.DEV), networks, hearers)
    report_own([own_example(talk) for talk in own_talks(TOLD_HELD)], networks)


def save(arrays: dict[str, Array], path: Path) -> None:
    """Writes arrays as npz, the same bytes for the same arrays."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in sorted(arrays.items()):
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, np.asarray(array, dtype=_stored_type(name)), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), buffer.getvalue())


def note_digest(path: Path) -> None:
    """Puts the file's digest and size into weights.toml beside it."""
    manifest = path.parent / "weights.toml"
    content = path.read_bytes()
    entry = f'[files."{path.name}"]\nsha256 = "{hashlib.sha256(content).hexdigest()}"\nbytes = {len(content)}\n'
    before = manifest.read_text(encoding="utf-8")
    block = re.compile(rf'\[files\."{re.escape(path.name)}"\]\n(?:[^\[\n].*\n)*')
    after = block.sub(entry, before) if block.search(before) else f"{before}\n{entry}"
    manifest.write_text(after, encoding="utf-8")


def _stored_type(name: str) -> type[np.floating]:
    """Half precision for weights; the rest is small and stays whole."""
    return np.float16 if name.endswith("weight") else np.float32


def train_all(examples: Sequence[Example]) -> tuple[list[Listwise], Listwise]:
    """All sweeps and the hearers' network, with the cross-validated report."""
    believed: list[Array | None] = [None] * len(examples)
    networks: list[Listwise] = []
    for number in range(SWEEPS):
        network = train_sweep(examples, believed, seed=100 * number)
        said = sweep_out_of_fold(examples, believed, seed=100 * number + 1)
        temperature = fitted_temperature(examples, said)
        networks.append(_cooled(network, temperature))
        total: Counter[str] = Counter()
        for example, probabilities in zip(examples, said, strict=True):
            total += answers(example, probabilities)
        print(report(f"sweep {number}, T {temperature:.2f}", total), flush=True)
        believed = [_tempered(p, temperature) for p in said]
    final = [b for b in believed if b is not None]
    return networks, train_hearers(examples, final, seed=1000)


def _cooled(network: Listwise, temperature: float) -> Listwise:
    return Listwise(
        mean=network.mean, scale=network.scale, weights=network.weights, biases=network.biases, temperature=temperature
    )


def _tempered(p: Array, temperature: float) -> Array:
    raised = p ** (1.0 / temperature)
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float32)


def report_dev(examples: Sequence[Example], networks: Sequence[Listwise], hearers: Listwise) -> None:
    """Prints the figures of novels that were not trained on."""
    from irises.passes.turns import listeners, sweep

    totals: dict[str, Counter[str]] = defaultdict(Counter)
    for example in examples:
        believed = sweep(example.candidates, tuple(networks))
        counts = answers(example, believed)
        print(report(example.book.novel.name, counts))
        totals["all"] += counts
        totals["half"] += answers(example, believed, least=0.5)
        totals["hearers"] += hearer_answers(example, listeners(example.candidates, believed, hearers))
    print(report("dev", totals["all"]))
    print(report("dev, half sure", totals["half"]))
    heard = totals["hearers"]
    print(
        f"addressees: precision {heard['right'] / max(1, heard['said']):.3f}, "
        f"recall {heard['right'] / max(1, heard['true']):.3f}"
    )


def report_own(examples: Sequence[Example], networks: Sequence[Listwise]) -> None:
    """Prints how often the likeliest speaker is right in passages of our own that were not trained on."""
    from irises.passes.turns import sweep

    right = n = 0
    for example in examples:
        best = sweep(example.candidates, tuple(networks))[:, :-1].argmax(axis=1)
        hits = example.right[np.arange(len(best)), best] & example.known
        right, n = right + int(hits.sum()), n + int(example.known.sum())
    print(f"own, held: {right / max(1, n):.3f} right of {n} quotations")


if __name__ == "__main__":
    main()

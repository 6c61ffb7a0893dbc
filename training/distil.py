"""Makes the shipped encoder narrower, and teaches it to give the same vectors: `python -m training.distil`.

    python -m training.distil --data DIR --out FOLDER [--inner 1024] [--heads 8] [--minutes 60]

The encoder of the weights folder (or `--weights`) loses inner units and attention heads (`training.narrow`) and learns
to give the states that it gave before, on the unlabelled novels (the held-out ones and those of dev left out), on
EWT's and REMAN's training texts. The heads, which read these states, stay as they are. FOLDER gets encoder.xml and
encoder.bin, to be put beside the other weights, and student.pt every few minutes.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import openvino
import torch
from torch import nn
from transformers import BertModel

from gold.litbank import story_names
from irises.document.load import load
from irises.encode import weights
from irises.encode.encoder import BEFORE, LENGTH, SLACK
from irises.encode.pieces import PieceVocabulary, framed
from irises.encode.windows import windows_of
from training.base_encoder import add_encoder_option, base_encoder
from training.batches import encoder_batch
from training.corpora import ewt, litbank, reman
from training.files import calibration_samples, export_encoder
from training.narrow import load_narrow, narrow
from training.read_back import encoder_of

_LENGTHS = (12, 24, 48, 96, LENGTH)
"""Pieces of a window: what is shorter than a window when a story is read is read alone. The longer, the more often."""
_STRETCH = 1000
"""Words that are cut into windows of one length."""
_PIECES = 2560
"""Pieces of a step."""
_AT_ONCE = 8
"""Texts whose windows are mixed."""
_LOWER = 0.05
"""Share of windows that are shown in lower case."""
_Row = tuple[np.ndarray, np.ndarray]
"""Pieces of a window, and their letter case."""


def texts(data: Path) -> Iterator[list[str]]:
    """The words of one text after the other, novels and what is said on the web, for ever and in ever other order."""
    apart = set((data / "novels-held-out.txt").read_text(encoding="utf-8").split())
    apart |= {f"{name}.txt" for name in story_names(data / "litbank", split="dev")}
    novels = [path for path in sorted((data / "novels").glob("*.txt")) if path.name not in apart]
    others = [[word for text in of for word in text.words] for of in (ewt(data, "train"), reman(data, "train"))]
    chance = random.Random(0)
    while True:
        for number, path in enumerate(chance.sample(novels, len(novels))):
            document = load(path)
            yield document.words.texts(document.text)
            if number % 20 == 10:
                yield from others


def batches(data: Path, vocabulary: PieceVocabulary) -> Iterator[dict[str, np.ndarray]]:
    """Inputs of the encoder: windows from several texts, mixed, those of a batch of about the same length."""
    chance = random.Random(1)
    source = texts(data)
    while True:
        rows: dict[int, list[_Row]] = {length: [] for length in _LENGTHS}
        for words in islice(source, _AT_ONCE):
            for length, row in _windows(words, vocabulary, chance):
                rows[length].append(row)
        made = [batch for length, of in rows.items() for batch in _batches(of, length, vocabulary, chance)]
        chance.shuffle(made)
        yield from made


def _windows(words: Sequence[str], vocabulary: PieceVocabulary, chance: random.Random) -> Iterator[tuple[int, _Row]]:
    """The windows of a text with their length; stretches of it are cut into windows of other lengths."""
    at = 0
    while at < len(words):
        length = chance.choices(_LENGTHS, weights=_LENGTHS)[0]
        stretch = words[at : at + _STRETCH]
        at += _STRETCH
        pieces = vocabulary.pieces(stretch)
        case = np.repeat(pieces.case, np.diff(pieces.offsets))
        for window in windows_of(stretch, pieces, length=length, before=BEFORE, slack=min(SLACK, length // 4)):
            part = slice(int(pieces.offsets[window.first]), int(pieces.offsets[window.last]))
            lower = chance.random() < _LOWER
            yield length, (pieces.ids[part], np.zeros_like(case[part]) if lower else case[part])


def _batches(
    rows: list[_Row], length: int, vocabulary: PieceVocabulary, chance: random.Random
) -> Iterator[dict[str, np.ndarray]]:
    """Batches of about as many pieces."""
    chance.shuffle(rows)
    size = _PIECES // length
    for at in range(0, len(rows), size):
        some = rows[at : at + size]
        yield framed(some, vocabulary, shape=(len(some), max(len(pieces) for pieces, _ in some) + 2))


def distil(
    student: BertModel,
    teacher: openvino.CompiledModel,
    data: Path,
    out: Path,
    *,
    minutes: float,
    rate: float,
    vocabulary: PieceVocabulary,
) -> None:
    """Teaches for so many minutes; the rate falls to nothing over them."""
    began = said = saved = time.monotonic()
    # Nothing was taken from the embeddings, and to move them costs as much as all the rest.
    student.embeddings.requires_grad_(False)
    optimizer = torch.optim.Adam(student.encoder.parameters(), lr=rate, betas=(0.9, 0.99))
    request = teacher.create_infer_request()
    errors: list[float] = []
    step = pieces = 0
    for batch in batches(data, vocabulary):
        gone = (time.monotonic() - began) / (60 * minutes)
        if gone >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = rate * min(1.0, (step + 1) / 100) * (1 - gone)
        wanted = torch.from_numpy(np.array(request.infer(batch)[0]))
        mask = torch.from_numpy(batch["attention_mask"]).bool()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = student(**{name: torch.from_numpy(array) for name, array in batch.items()}).last_hidden_state
        target = wanted[mask]
        error = (states.float()[mask] - target).square().sum() / (target - target.mean(0)).square().sum()
        optimizer.zero_grad()
        error.backward()
        nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optimizer.step()
        errors.append(error.item())
        step, pieces = step + 1, pieces + int(mask.sum())
        if time.monotonic() - said > 60:
            said = time.monotonic()
            recent = float(np.mean(errors[-200:]))
            print(
                json.dumps(
                    {
                        "minutes": round((said - began) / 60, 1),
                        "steps": step,
                        "pieces": pieces,
                        "error": round(recent, 5),
                    }
                ),
                flush=True,
            )
        if time.monotonic() - saved > 300:
            saved = time.monotonic()
            torch.save(student.state_dict(), out / "student.pt")
    torch.save(student.state_dict(), out / "student.pt")


def main() -> None:
    """Narrow, teach, export."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder of gold corpora and novels")
    parser.add_argument("--weights", type=Path, default=weights.FOLDER, help="the folder of the wider encoder")
    parser.add_argument("--out", type=Path, required=True, help="where encoder.xml and encoder.bin go")
    parser.add_argument("--inner", type=int, default=1024, help="units of the feed-forward layers (1024)")
    parser.add_argument("--heads", type=int, default=8, help="attention heads (8)")
    parser.add_argument("--student", type=Path, help="student.pt of an earlier run, to go on with")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rate", type=float, default=3e-4)
    add_encoder_option(parser)
    a = parser.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(1)
    vocabulary = PieceVocabulary.load(a.weights / "tokenizer.json")
    student = encoder_of(a.weights, a.encoder or base_encoder())
    passages = litbank(a.data, "train")
    if a.student:
        load_narrow(student, torch.load(a.student, weights_only=True))
    else:
        read = [encoder_batch(passage.words, vocabulary) for passage in passages[::6]]
        lost = narrow(student, read, units=a.inner, heads=a.heads)
        print(json.dumps({"lost": [round(share, 4) for share in lost]}), flush=True)
    model = openvino.Core().read_model(a.weights / "encoder.xml")
    teacher = openvino.Core().compile_model(model, "CPU", {"INFERENCE_NUM_THREADS": 2})
    distil(student, teacher, a.data, a.out, minutes=a.minutes, rate=a.rate, vocabulary=vocabulary)
    export_encoder(student, a.out / "encoder.xml", calibration_samples(passages, vocabulary))


if __name__ == "__main__":
    main()

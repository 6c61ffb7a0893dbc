"""Averages what runs of `training.refit --student` came to: `python -m training.average RUN RUN ... --out DIR`.

Runs that begin from the same parameters lie in one valley, and their mean reads better than each (Wortsman et al. 2022,
model soups). Writes heads.npz, student.pt, encoder.xml and encoder.bin.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch

from irises.encode import weights
from irises.encode.pieces import PieceVocabulary
from training.base_encoder import add_encoder_option, base_encoder
from training.corpora import litbank
from training.files import calibration_samples, export_encoder, stored_arrays
from training.narrow import load_narrow
from training.network import load_encoder
from training.refit import heads_of

Arrays = dict[str, torch.Tensor]


def mean_of(states: list[Arrays]) -> Arrays:
    """The mean of each parameter; what is no number with a fraction is the first's."""
    return {
        name: torch.stack([state[name] for state in states]).mean(0) if value.is_floating_point() else value
        for name, value in states[0].items()
    }


def main() -> None:
    """Average and export."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("runs", type=Path, nargs="+", help="folders with heads.npz, and all or none with student.pt")
    parser.add_argument("--data", type=Path, required=True, help="the folder of gold corpora")
    parser.add_argument("--out", type=Path, required=True, help="where the files go")
    add_encoder_option(parser)
    a = parser.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(a.out / "heads.npz", **stored_arrays(mean_of([heads_of(run) for run in a.runs])))
    if not (a.runs[0] / "student.pt").exists():
        return
    encoder = load_encoder(a.encoder or base_encoder())
    load_narrow(encoder, mean_of([torch.load(run / "student.pt", weights_only=True) for run in a.runs]))
    torch.save(encoder.state_dict(), a.out / "student.pt")
    vocabulary = PieceVocabulary.load(weights.FOLDER / "tokenizer.json")
    export_encoder(encoder, a.out / "encoder.xml", calibration_samples(litbank(a.data, "train"), vocabulary))


if __name__ == "__main__":
    main()

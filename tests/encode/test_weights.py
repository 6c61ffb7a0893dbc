import hashlib
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from irises.encode import weights
from irises.errors import WeightsError


def folder_with(tmp_path: Path, content: bytes, digest: str) -> Path:
    (tmp_path / "part.bin").write_bytes(content)
    (tmp_path / "weights.toml").write_text(f'width = 4\n[files."part.bin"]\nsha256 = "{digest}"\n', encoding="utf-8")
    return tmp_path


def test_a_file_with_its_digest_is_read(tmp_path: Path) -> None:
    """The bytes come back if the digest is the one in weights.toml."""
    folder = folder_with(tmp_path, b"abc", hashlib.sha256(b"abc").hexdigest())
    assert weights.weight_bytes("part.bin", folder) == b"abc"


def test_an_altered_file_is_refused(tmp_path: Path) -> None:
    """A wrong digest is a WeightsError that says to install again."""
    with pytest.raises(WeightsError, match="install Irises again"):
        weights.weight_bytes("part.bin", folder_with(tmp_path, b"abd", hashlib.sha256(b"abc").hexdigest()))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A file that weights.toml names but the disk lacks is a WeightsError with its path."""
    folder = folder_with(tmp_path, b"abc", "0")
    (folder / "part.bin").unlink()
    with pytest.raises(WeightsError, match=r"part\.bin"):
        weights.weight_bytes("part.bin", folder)


def test_missing_manifest(tmp_path: Path) -> None:
    """Without weights.toml there is a WeightsError, not a traceback from the file system."""
    with pytest.raises(WeightsError, match="missing"):
        weights.manifest(tmp_path / "nowhere")


def test_gelu_is_close_to_the_error_functions() -> None:
    """The tanh form stays within 2e-3 of GELU's definition."""
    from math import erf, sqrt

    x = np.linspace(-4, 4, 101, dtype=np.float32)
    exact = [0.5 * v * (1 + erf(v / sqrt(2))) for v in x.tolist()]
    assert np.abs(weights.gelu(x) - exact).max() < 2e-3


def test_the_environment_names_other_weights(tmp_path: Path) -> None:
    """IRISES_WEIGHTS is read instead of the package's own folder, as cross-validation needs."""
    folder = folder_with(tmp_path, b"abc", hashlib.sha256(b"abc").hexdigest())
    code = "from irises.encode import weights; print(weights.weight_bytes('part.bin').decode())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "IRISES_WEIGHTS": str(folder)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout == "abc\n"

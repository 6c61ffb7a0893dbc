"""What the encoder knows about each word."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, kw_only=True)
class Encoding:
    """Vectors of the document's words, float16: `vectors`, shape (words, width), from the encoder's last layer, and
    `syntax`, shape (words, syntax width), from all its layers, for what grammar is read from."""

    vectors: npt.NDArray[np.float16]
    syntax: npt.NDArray[np.float16]

    @property
    def width(self) -> int:
        """Length of a vector."""
        return int(self.vectors.shape[1])

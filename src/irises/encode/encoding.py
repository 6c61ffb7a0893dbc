"""What the encoder knows about each word."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, kw_only=True)
class Encoding:
    """One vector per word of the document: float16, shape (words, width)."""

    vectors: npt.NDArray[np.float16]

    @property
    def width(self) -> int:
        """Length of a vector."""
        return int(self.vectors.shape[1])

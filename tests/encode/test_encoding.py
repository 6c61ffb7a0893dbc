"""Half-precision vectors made into singles."""

import numpy as np

from irises.encode import Encoding
from irises.encode.encoding import halves, singles


def test_every_finite_half_becomes_the_same_single() -> None:
    halves = np.arange(2**16, dtype=np.uint16).view(np.float16)
    finite = halves[np.isfinite(halves)]

    found = singles(finite)

    assert found.dtype == np.float32
    assert np.array_equal(found.view(np.uint32), finite.astype(np.float32).view(np.uint32))


def test_some_words_of_an_encoding() -> None:
    vectors = np.linspace(-3, 3, 40, dtype=np.float16).reshape(10, 4)
    encoding = Encoding(vectors=vectors)

    assert np.array_equal(encoding.of(slice(2, 5)), vectors[2:5].astype(np.float32))
    assert np.array_equal(encoding.of(np.array([7, 1])), vectors[[7, 1]].astype(np.float32))
    assert encoding.of(slice(0, 0)).shape == (0, 4)


def test_singles_become_the_nearest_halves() -> None:
    rng = np.random.default_rng(3)
    every = np.arange(2**16, dtype=np.uint16).view(np.float16)
    exact = every[np.isfinite(every)].astype(np.float32)
    between = (exact[:-1].astype(np.float64) + exact[1:]) / 2
    drawn = rng.standard_normal(100_000) * 10.0 ** rng.integers(-9, 4, 100_000)
    numbers = np.concatenate([exact, between[np.abs(between) < 65_504], drawn]).astype(np.float32)

    assert np.array_equal(halves(numbers).view(np.uint16), numbers.astype(np.float16).view(np.uint16))

"""The encoder's vectors as the heads take them."""

import numpy as np

from irises.encode.encoding import floats


def test_every_finite_half_is_widened_exactly() -> None:
    """Normal, subnormal and zero, of either sign, to the very bits that numpy gives."""
    halves = np.arange(2**16, dtype=np.uint16).view(np.float16)
    finite = halves[np.isfinite(halves)].reshape(-1, 16)
    widened = floats(finite)
    assert widened.dtype == np.float32
    np.testing.assert_array_equal(widened.view(np.uint32), finite.astype(np.float32).view(np.uint32))


def test_rows_that_lie_apart_are_widened_as_well() -> None:
    """A part of the vectors need not be one piece of memory, and stays as it is."""
    halves = np.array([[1.5, -2.0, 3.25], [0.0, -0.5, 6.0e-8]], dtype=np.float16)
    part = halves[:, ::2]
    np.testing.assert_array_equal(floats(part), part.astype(np.float32))
    np.testing.assert_array_equal(halves[:, 0], np.array([1.5, 0.0], dtype=np.float16))

"""What an archive may ask of this computer, and the stream that holds it to that."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO, Any

import pyarrow as pa

from irises.errors import SourceError

STORY = 128 * 2**20
"""Bytes of one story."""
RATIO, GRACE = 100, 64 * 2**20
"""Text packs to a tenth. What has given more than GRACE bytes, and RATIO times as many as it has, was made to burst."""
CONTENTS = 64 * 2**20
"""Bytes of a ZIP archive's list of contents: about half a million members."""
HEADER = 2**20
"""Bytes of what a TAR archive says of one member: long names and the like."""
NAME = 1_024
"""Characters of a member's name."""

DAMAGE = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, pa.ArrowException,
    EOFError, LookupError, NotImplementedError, OSError, RuntimeError, ValueError,
)  # fmt: skip
"""What the libraries raise for archives that are not what they claim."""

_PACKINGS: dict[bytes, Callable[[IO[bytes]], Any]] = {
    b"\x1f\x8b": partial(gzip.GzipFile, None, "rb", 9),
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ\0": lzma.LZMAFile,
    b"\x28\xb5\x2f\xfd": partial(pa.CompressedInputStream, compression="zstd"),
}
"""By the bytes that a packed file begins with, what unpacks it."""


class BurstError(SourceError):
    """An archive that unpacks to far more than it is."""


def check_burst(unpacked: int, packed: int) -> None:
    """Does nothing while so many bytes may come of so many.

    Raises:
        BurstError: it is more than text ever packs.
    """
    if unpacked > GRACE and unpacked > RATIO * packed:
        raise BurstError(
            f"unpacks to more than {RATIO} times its size, like a zip bomb, and was read no further;"
            " give the stories unpacked if it is none"
        )


class Unpacked(io.RawIOBase):
    """The bytes of a file that may be packed (gzip, bzip2, xz, zstd), as a stream that refuses to burst."""

    def __init__(self, path: Path) -> None:
        self._raw = path.open("rb")
        start = self._raw.read(6)
        self._raw.seek(0)
        packing = next((opened for magic, opened in _PACKINGS.items() if start.startswith(magic)), None)
        self._stream = packing(self._raw) if packing else self._raw
        self._is_packed = packing is not None
        self._given = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fills the buffer as far as there is something.

        Raises:
            BurstError: the file has given too much for its size.
        """
        content = self._stream.read(len(buffer))
        buffer[: len(content)] = content
        self._given += len(content)
        if self._is_packed:
            check_burst(self._given, self._raw.tell())
        return len(content)

    def close(self) -> None:
        """Closes the file."""
        if not self.closed:
            self._stream.close()
            self._raw.close()
        super().close()


def unpacked(path: Path) -> io.BufferedReader:
    """A file's bytes, unpacked where it is packed; reading raises BurstError if it unpacks to far more than it is."""
    return io.BufferedReader(Unpacked(path), buffer_size=2**20)

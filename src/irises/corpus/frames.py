"""A header and bytes after it, as one frame in a pipe or a file: lengths, a checksum, JSON, bytes."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Mapping
from typing import IO, Any

_HEAD = struct.Struct(">4sQQI")
_MAGIC = b"iris"

Header = Mapping[str, Any]


def frame(header: Header, body: bytes = b"") -> bytes:
    """The frame of a header and its bytes."""
    told = json.dumps(header).encode()
    return _HEAD.pack(_MAGIC, len(told), len(body), zlib.crc32(body, zlib.crc32(told))) + told + body


def read_frame(stream: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    """The next frame; None where the stream ends, or what comes is no whole frame."""
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    magic, n_told, n_body, checksum = _HEAD.unpack(head)
    if magic != _MAGIC:
        return None
    told, body = stream.read(n_told), stream.read(n_body)
    if (len(told), len(body)) != (n_told, n_body) or zlib.crc32(body, zlib.crc32(told)) != checksum:
        return None
    header: dict[str, Any] = json.loads(told)
    return header, body

"""Valid bytes made into broken or hostile ones, step by step."""

from __future__ import annotations

import random

PIECES = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80", b"\r", b"\r\n\r\n", b"\t",
    b" " * 300, b'"', b"'", b"``", b"*" * 50, b"_" * 50, b"-" * 200, b"#" * 40, b"[" * 500, b"{" * 500, b"(" * 500,
    b"<", b">", b"&", b"</p>", b"</body>", b"<div>" * 400, b"<b><i>" * 100, b"<table><tr><td>" * 60, b"<!--",
    b"<![CDATA[", b"<?xml?>", b"<script>", b"<p hidden>",
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>',
    b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', b"&a;", b"&c;", b"&#0;", b"&#xD800;",
    b"&#99999999999;", b"../../../../etc/passwd", b"/etc/passwd", b"file:///etc/passwd", b"http://localhost/",
    b"C:\\x", b"%2e%2e%2f", b"null", b"true", b"-1", b"0", b"1e999", b"NaN", b"99999999999999999999", b"2147483648",
    b"4294967296", b"9" * 5000, b"Chapter 1\n\n", b"Chapter IV\n\n", b"\n\n* * *\n\n", "“".encode(), "”".encode(),
    "‘".encode(), "\u202e".encode(), "\u2028".encode(), "\u0301".encode() * 60, "\u200d".encode() * 50,
    "\ufdfa".encode() * 20, b"a" * 20_000, b"a\n" * 2000, b">" * 300 + b"x\n", b"- " * 200, b"1. " * 100,
    b"|" * 400, b"---\n---\n", b"Dear Anna,\n\n", b"14 October 1931\n\n", b"text/css", b"idref",
)  # fmt: skip
_MOST_STEPS = 8


def mutated(content: bytes, seed: random.Random) -> bytes:
    """The bytes after up to eight changes: cut, doubled, moved, overwritten, or with a piece put in."""
    for _ in range(seed.randint(1, _MOST_STEPS)):
        content = _changed(content, seed)
    return content


def _changed(content: bytes, seed: random.Random) -> bytes:
    size = len(content)
    first = seed.randint(0, size)
    last = min(size, first + seed.choice((1, 1, 2, 8, 40, 300, size)))
    part = content[first:last]
    match seed.randint(0, 7):
        case 0:
            return content[:first] + content[last:]
        case 1:
            return content[:first]
        case 2:
            return content[:first] + part * seed.choice((2, 3, 50)) + content[last:] if len(part) < 400 else content
        case 3:
            return content[:first] + seed.randbytes(len(part) % 40) + content[last:]
        case 4:
            elsewhere = seed.randint(0, size)
            return content[:elsewhere] + part + content[elsewhere:]
        case 5 if size:
            at = seed.randrange(size)
            return content[:at] + bytes([content[at] ^ (1 << seed.randrange(8))]) + content[at + 1 :]
        case _:
            return content[:first] + seed.choice(PIECES) + content[seed.choice((first, last)) :]

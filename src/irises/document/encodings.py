"""Bytes to text: byte-order marks, UTF-8, UTF-16 without a mark, Windows-1252 and the other encodings of old files."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from irises.errors import SourceError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""")
_WESTERN = ("cp1252", "mac_roman", "cp850")
_CONTROLS = bytes(range(9)) + bytes(range(14, 32)) + b"\x7f"
_BIDI = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SAMPLE = 200_000
# ASCII, and what Windows-1252 has for quotation marks, dashes and the ellipsis.
_PUNCTUATION = bytes(range(128)) + b"\x85\x91\x92\x93\x94\x96\x97"
_QUOTES = frozenset("“”‘’„‚—–…«»•")
# Marks of a wrong guess: they hardly stand beside letters in prose.
_ODD = frozenset("¤¬¦±¶§÷×¢¥‡†‰ŒŸ∞≤≥∂∑∏∫◊█▓▒░│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌▄▌▐▀")
_ENDLESS_LINE = 1_000_000
_EMPTY_RUN = "\n" * 10_001


@dataclass(frozen=True)
class Decoded:
    """The text of a file as it stands, and what had to be done to get at it."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a page's own head states."""
    match = _XML_ENCODING.search(data[:1024]) or _CHARSET.search(data[:4096])
    return match[1].decode("ascii") if match else None


def looks_binary(data: bytes) -> bool:
    """Whether the bytes hold too many control characters to be text in any encoding."""
    sample = data[:_SAMPLE]
    if not sample or _bom_of(sample) or _utf16_of(sample):
        return False
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls <= 0.01 * len(sample):
        return False
    return controls > 0.3 * len(sample) or not _is_utf8(sample)


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """The text of a file's bytes.

    The order of trust: byte-order mark, UTF-16 by its zero bytes, UTF-8, the encoding that the file declares, UTF-8
    with a few broken bytes, Windows-1252 and its Western kin by how well the result reads, then charset-normalizer.

    Raises:
        SourceError: if the bytes are text in no encoding.
    """
    bom = _bom_of(data)
    if bom:
        mark, encoding = bom
        return Decoded(_unicode(data[len(mark) :], encoding), encoding)
    wide = _utf16_of(data[:_SAMPLE])
    if wide:
        return Decoded(_unicode(data, wide), wide)
    try:
        return Decoded(data.decode("utf-8", "surrogatepass"), "utf-8")
    except UnicodeDecodeError:
        return _declared(data, declared) or _mostly_utf8(data) or _western(data) or _guessed(data)


def tidy(text: str) -> tuple[str, tuple[str, ...]]:
    """The text in NFC with `\\n` line ends, NULs and lone surrogates as U+FFFD; and warnings about them."""
    warnings = []
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    nuls = text.count("\0")
    if nuls:
        text = text.replace("\0", "\ufffd")
        warnings.append(f"{nuls} NUL characters replaced by U+FFFD")
    text, surrogates = _mend_surrogates(text)
    if surrogates:
        warnings.append(f"{surrogates} lone surrogates replaced by U+FFFD")
    return unicodedata.normalize("NFC", text), tuple(warnings)


def oddities(text: str) -> tuple[str, ...]:
    """Warnings about a text that can be read but is not like a story's."""
    warnings = []
    bidi = sum(1 for _ in _BIDI.finditer(text))
    if bidi:
        warnings.append(f"{bidi} right-to-left or other direction marks; they are kept and may show words out of order")
    longest = max(map(len, text.split("\n")), default=0)
    if longest > _ENDLESS_LINE:
        warnings.append(f"one line has {longest:,} characters; were the line ends lost?")
    if _EMPTY_RUN in text:
        warnings.append("more than 10,000 empty lines in a row")
    return tuple(warnings)


def _mend_surrogates(text: str) -> tuple[str, int]:
    """Surrogate pairs joined, lone surrogates as U+FFFD, and how many those were."""
    if not _SURROGATE.search(text):
        return text, 0
    paired = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return _SURROGATE.subn("\ufffd", paired)


def _bom_of(data: bytes) -> tuple[bytes, str] | None:
    return next(((mark, encoding) for mark, encoding in _BOMS if data.startswith(mark)), None)


def _unicode(data: bytes, encoding: str) -> str:
    """The text of bytes that are known to be Unicode, up to the last whole unit; what is no character is U+FFFD."""
    size = {"utf-8": 1}.get(encoding, 4 if "32" in encoding else 2)
    whole = data[: len(data) // size * size]
    try:
        return whole.decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        return whole.decode(encoding, "replace")


def _utf16_of(sample: bytes) -> str | None:
    """UTF-16 without a mark shows in zero bytes at every other place."""
    if len(sample) < 4 or b"\0" not in sample:
        return None
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _is_utf8(sample: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")("surrogatepass")
    try:
        decoder.decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _declared(data: bytes, declared: str | None) -> Decoded | None:
    if declared is None:
        return None
    # Browsers read these as Windows-1252, and so did whoever wrote the file.
    name = "cp1252" if declared.lower() in {"iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"} else declared
    try:
        return Decoded(data.decode(name), name)
    except (LookupError, ValueError):
        return None


def _mostly_utf8(data: bytes) -> Decoded | None:
    """UTF-8 in which few characters are broken: pasted from another encoding, or cut off at the end."""
    text = data.decode("utf-8", "surrogateescape")
    broken = len(_SURROGATE.findall(text))
    sound = sum(1 for character in text if character > "\x7f") - broken
    if broken > max(3, 0.1 * sound) or sound < 2 * broken:
        return None
    mended = _SURROGATE.sub(lambda m: bytes([ord(m[0]) - 0xDC00]).decode("cp1252", "replace"), text)
    return Decoded(mended, "utf-8", (f"{broken} bytes that are not UTF-8 were read as Windows-1252",))


def _western(data: bytes) -> Decoded | None:
    sample = data[:_SAMPLE]
    high = len(sample.translate(None, _PUNCTUATION))
    letters = sum(1 for byte in sample if byte < 128 and chr(byte).isalpha())
    if high > 0.15 * letters:
        return None
    best: tuple[float, str] | None = None
    for encoding in _WESTERN:
        score = _plausible(sample, encoding)
        if score is not None and (best is None or score > best[0]):
            best = (score, encoding)
    if best is None or best[0] < 0.5:
        return None
    try:
        return Decoded(data.decode(best[1]), best[1])
    except UnicodeDecodeError:
        return None


def _plausible(sample: bytes, encoding: str) -> float | None:
    """The share of characters above ASCII that stand as they do in prose; None if the bytes do not fit."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return None
    places = [i for i, character in enumerate(text) if character > "\x7f"]
    good = sum(_fits(text, i) for i in places)
    return good / len(places) if places else 1.0


def _fits(text: str, i: int) -> bool:
    character = text[i]
    if character in _QUOTES:
        return _quote_fits(text, i)
    if character in _ODD or not character.isprintable():
        return False
    before = text[i - 1 : i]
    if character.isalpha():
        return character.islower() or not before.isalpha() or before.isupper()
    return True


def _quote_fits(text: str, i: int) -> bool:
    """Opening marks do not follow a letter."""
    return not (text[i] in "“„‚«" and text[i - 1 : i].isalpha())


def _guessed(data: bytes) -> Decoded:
    from charset_normalizer import from_bytes

    guess = from_bytes(data[:_SAMPLE], threshold=0.2).best()
    if guess is not None:
        try:
            text = data.decode(guess.encoding)
        except UnicodeDecodeError:
            text = ""
        if _mostly_words(text):
            return Decoded(text, guess.encoding, (f"the encoding was guessed: {guess.encoding}",))
    raise SourceError("its bytes are text in no known encoding; save it as UTF-8 and try again")


def _mostly_words(text: str) -> bool:
    sample = text[:_SAMPLE]
    wordlike = sum(1 for character in sample if character.isalnum() or character.isspace())
    return bool(sample) and wordlike > 0.6 * len(sample)

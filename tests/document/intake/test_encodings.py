"""Bytes to text."""

from __future__ import annotations

import codecs
import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irises.document.encodings import decode, looks_binary, tidy
from irises.document.intake import draft_of
from irises.errors import SourceError

PROSE = (
    "“You can’t mean it,” said Zoë—and the café went quiet… He had paid £3 for the coffee, the naïve fool, and the"
    " señora’s dog lay under the table. ‘Nothing,’ she said. “Nothing at all.” The room was warm and nobody moved.\n"
)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"]
)
def test_prose_is_read_in_every_usual_encoding(encoding: str) -> None:
    """The same words come out whatever the file was saved as, with byte-order mark or without."""
    text = draft_of((PROSE * 5).encode(encoding), name="a.txt").text
    assert text == PROSE * 5


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1251", "Она вышла из дома и пошла к реке, где её никто не ждал. Было тихо, и снег ещё лежал на крышах. "),
        ("cp1253", "Βγήκε από το σπίτι και περπάτησε προς το ποτάμι, όπου κανείς δεν την περίμενε. Ήταν ήσυχα. "),
    ],
)
def test_other_scripts_are_guessed(encoding: str, words: str) -> None:
    """Text that is not Western is told by its letters, with a warning that the encoding was guessed."""
    decoded = decode((words * 20).encode(encoding))
    assert decoded.text == words * 20
    assert "guessed" in decoded.warnings[0]


_LETTERS = st.characters(codec="cp1252", exclude_categories=["Cc"])
_TEXT = st.text(alphabet=_LETTERS, min_size=1, max_size=80)


@given(_TEXT, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_unicode_files_round_trip(words: str, encoding: str) -> None:
    """Whatever is written as Unicode comes back, composed, and nothing is warned of."""
    text = "It was late. " + words
    decoded = decode(text.encode(encoding))
    assert tidy(decoded.text) == (unicodedata.normalize("NFC", text), ())


@given(st.lists(st.sampled_from(PROSE.split()), min_size=12, max_size=60))
def test_western_files_round_trip(words: list[str]) -> None:
    """Prose saved as Windows-1252 comes back as it was."""
    text = "The quiet room was warm and nobody in it moved. " + " ".join(words)
    assert decode(text.encode("cp1252")).text == text


def test_line_ends_and_marks_are_tidied() -> None:
    """Line ends of Windows and old Macs are line ends; the byte-order mark goes; letters are composed."""
    assert tidy("\ufeffa\r\nb\rc\ncafe\u0301\ufeff") == ("a\nb\nc\ncafé\ufeff", ())


def test_nuls_and_lone_surrogates_are_counted() -> None:
    """Each becomes U+FFFD, counted in a warning; a pair of surrogates is a character."""
    text, warnings = tidy("a\0b\0 \ud83d\ude00 \ud800")
    assert text == "a\ufffdb\ufffd 😀 \ufffd"
    assert [warning.split()[0] for warning in warnings] == ["2", "1"]


def test_lone_surrogates_in_files_are_read() -> None:
    """UTF-16 and UTF-8 files that hold half a pair are read with a warning."""
    wide = codecs.BOM_UTF16_LE + "She left. ".encode("utf-16-le") + b"\x00\xd8" + "Late.".encode("utf-16-le")
    narrow = b"She left. \xed\xa0\x80 Late."
    for data in (wide, narrow):
        draft = draft_of(data, name="a.txt")
        assert draft.text.count("\ufffd") == 1
        assert any("surrogate" in warning for warning in draft.warnings)


def test_a_few_broken_bytes_do_not_spoil_utf8() -> None:
    """A byte of another encoding in a UTF-8 file is read as Windows-1252, with a warning; the rest stays."""
    decoded = decode((PROSE * 3).encode() + b"the \x93end\x94")
    assert decoded.text == PROSE * 3 + "the “end”"
    assert decoded.warnings == ("2 bytes that are not UTF-8 were read as Windows-1252",)


def test_a_file_cut_off_inside_a_letter_is_read() -> None:
    """A download that broke off in the middle of a character loses no more than that."""
    assert decode((PROSE * 3 + "caf").encode() + b"\xc3").text.startswith(PROSE * 3 + "caf")


def test_noise_is_text_in_no_encoding() -> None:
    """High bytes at random are refused, and so are control characters."""
    noise = random.Random(7)
    with pytest.raises(SourceError, match="encoding"):
        decode(bytes(noise.choice(range(128, 256)) for _ in range(5000)))
    assert looks_binary(bytes(noise.randrange(256) for _ in range(5000)))
    assert not looks_binary(PROSE.encode("utf-16"))
    assert not looks_binary(b"A word, \0 a NUL and more words after it." * 3)

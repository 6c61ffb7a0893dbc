"""What kind of file it is, and what is said of files that are no story."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from irises.document.intake import draft_of
from irises.errors import PlanError, SourceError

PAGE = "<html><body><p>She came home.</p></body></html>"


@pytest.mark.parametrize(
    ("data", "name", "format"),
    [
        (b"She came home.", "a.txt", "txt"),
        (b"She came home.", "story", "txt"),
        (b"She came *home*.", "a.md", "md"),
        (PAGE.encode(), "a.txt", "html"),
        (PAGE.encode(), "-", "html"),
        (b"<!-- x -->\n<!DOCTYPE html>" + PAGE.encode(), "a.html", "html"),
        (b"<p>She came home.</p><p>Late.</p>", "-", "html"),
        (b"<p>She came home.</p><p>Late.</p>", "a.txt", "html"),
        (b"She typed <br> and <p> and went on writing. " * 9, "a.txt", "txt"),
        (b"Only words in it", "a.html", "html"),
    ],
)
def test_content_decides_before_the_name(data: bytes, name: str, format: str) -> None:
    """A page is a page under any name; the extension decides where the content does not."""
    assert draft_of(data, name=name).source.format == format


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\r\n\t ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\0" * 100, "empty"),
        (b"*** --- ***", "no words"),
        (b"%PDF-1.7\n", "PDF"),
        (b"{\\rtf1 words}", "RTF"),
        (b"x" * 60 + b"BOOKMOBI" + b"\0" * 20, "Kindle"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 20, "picture"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 20, "picture"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "picture"),
        (b"\x1f\x8b\x08" + b"\0" * 20, "unpack"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 20, "DOCX"),
        (bytes(range(256)) * 40, "binary"),
        (b"<?xml version='1.0'?><FictionBook><body/></FictionBook>", "XML"),
        (b"<html><head><title>x</title></head><body><img src='a'/></body></html>", "no words"),
        (b"<html></html>", "no words"),
    ],
)
def test_what_is_no_story_is_refused_with_a_cure(data: bytes, words: str) -> None:
    """Each refusal says what the file is and names it."""
    with pytest.raises(SourceError, match=words) as caught:
        draft_of(data, name="thing.bin")
    assert caught.value.path == "thing.bin"


def test_packed_files_are_told_apart(zip_of: Callable[..., bytes]) -> None:
    """A plain archive, an OpenDocument and a spreadsheet each get their own words."""
    for members, words in (
        ({"a.txt": "x"}, "plain ZIP"),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}, "ODT"),
        ({"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"}, "spreadsheet"),
    ):
        with pytest.raises(SourceError, match=words):
            draft_of(zip_of(members), name="a.zip")


class TestPaths:
    def test_not_there(self, tmp_path: Path) -> None:
        """A missing file is said to be missing, with its path."""
        with pytest.raises(SourceError, match="no such file") as caught:
            draft_of(tmp_path / "none.txt")
        assert caught.value.path == str(tmp_path / "none.txt")

    def test_a_folder(self, tmp_path: Path) -> None:
        """A folder is not opened, even one that is called like a book."""
        (tmp_path / "book.epub").mkdir()
        with pytest.raises(SourceError, match="folder"):
            draft_of(str(tmp_path / "book.epub"))

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
    def test_no_permission(self, tmp_path: Path) -> None:
        """A file that may not be read is said to be so."""
        path = tmp_path / "a.txt"
        path.write_text("words")
        path.chmod(0)
        with pytest.raises(SourceError, match="permissions"):
            draft_of(path)

    def test_a_refused_permission_is_said(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The system's refusal becomes an error of ours with a cure."""
        path = tmp_path / "a.txt"
        path.write_text("words")

        def refuse(_: Path) -> bytes:
            raise PermissionError

        monkeypatch.setattr(Path, "read_bytes", refuse)
        with pytest.raises(SourceError, match="permissions"):
            draft_of(path)

    def test_an_odd_path(self) -> None:
        """A path that no system can open is an error of ours too."""
        with pytest.raises(SourceError):
            draft_of("a\0b")

    def test_a_file_is_read_by_path(self, tmp_path: Path) -> None:
        """Name and digest are the file's."""
        path = tmp_path / "a b ü.txt"
        path.write_bytes(b"She came home.\r\n")
        draft = draft_of(path)
        assert draft.text == "She came home.\n"
        assert draft.source.name == "a b ü.txt"
        assert len(draft.source.sha256) == 64


def test_a_format_can_be_asked_for() -> None:
    """`format` overrides what the content looks like; an unknown one is a mistake of the call."""
    assert draft_of(PAGE.encode(), format="txt").text == PAGE
    with pytest.raises(PlanError, match="pdf"):
        draft_of(b"x", format="pdf")
    with pytest.raises(SourceError, match="no EPUB"):
        draft_of(b"words", format="epub")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She said \u202eabc\u202c and left.", "direction marks"),
        ("word " * 300_000, "one line"),
        ("One.\n" + "\n" * 20_000 + "Two.", "empty lines"),
        ("One\0 two.", "NUL"),
    ],
)
def test_odd_texts_are_read_with_a_warning(text: str, words: str) -> None:
    """What is unusual but readable is read whole and warned of."""
    draft = draft_of(text.encode(), name="a.txt")
    assert any(words in warning for warning in draft.warnings)
    assert draft.text == text.replace("\0", "\ufffd")

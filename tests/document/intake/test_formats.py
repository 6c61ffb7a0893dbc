"""One story in every format is one story."""

from __future__ import annotations

import html
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from irises.document.intake import draft_of

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_WORD = st.text(alphabet=st.sampled_from("abcdeXYZéß’“”—….,;:!?&'\"(){}/%😀字"), min_size=1, max_size=8)
# A line that begins with a sign of Markdown's is another thing there than in the other formats.
_PARAGRAPH = st.lists(_WORD, min_size=1, max_size=9).map(lambda words: "It " + " ".join(words))
_STORY = st.lists(_PARAGRAPH, min_size=1, max_size=6)


@pytest.fixture(name="made")
def _made(
    epub_of: Callable[..., bytes], xhtml: Callable[..., str], zip_of: Callable[..., bytes]
) -> Callable[..., bytes]:
    def made(paragraphs: list[str], format: str) -> bytes:
        escaped = [html.escape(paragraph) for paragraph in paragraphs]
        blocks = "\n".join(f"<p>{paragraph}</p>" for paragraph in escaped)
        runs = "".join(f"<w:p><w:r><w:t>{paragraph}</w:t></w:r></w:p>" for paragraph in escaped)
        match format:
            case "epub":
                return epub_of({"a.xhtml": xhtml(blocks)})
            case "docx":
                return zip_of({"word/document.xml": f"<w:document {W}><w:body>{runs}</w:body></w:document>"})
            case "html":
                return f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{blocks}</body></html>".encode()
            case "md":
                return "\n\n".join(paragraph.replace("&", "\\&") for paragraph in paragraphs).encode()
            case _:
                return "\n\n".join(paragraphs).encode("utf-16")

    return made


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(paragraphs=_STORY)
@pytest.mark.parametrize("format", ["txt", "md", "html", "epub", "docx"])
def test_a_story_comes_out_as_it_went_in(format: str, paragraphs: list[str], made: Callable[..., bytes]) -> None:
    """Whatever the format, the text is the paragraphs joined by an empty line."""
    assert draft_of(made(paragraphs, format), name=f"story.{format}").text == "\n\n".join(paragraphs)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    data=st.binary(max_size=300), head=st.sampled_from([b"", b"PK\x03\x04", b"<html>", b"---\n", b"%PDF", b"\xff\xfe"])
)
def test_any_bytes_are_read_or_refused(head: bytes, data: bytes) -> None:
    """No bytes raise anything but our own error, and what is read has no NUL, carriage return or lone surrogate."""
    from irises.errors import SourceError

    try:
        text = draft_of(head + data, name="any").text
    except SourceError:
        return
    assert not {"\0", "\r"} & set(text)
    assert text == text.encode("utf-8").decode("utf-8")

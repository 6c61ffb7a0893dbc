# ruff: noqa: E501 - pages are written as archives and publishers write them
"""EPUB books: Standard Ebooks, Project Gutenberg, protected, damaged and hostile ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from irises.document.intake import draft_of
from irises.document.model import Draft
from irises.errors import SourceError

Make = Callable[..., bytes]
Page = Callable[..., str]

STANDARD = {
    "text/titlepage.xhtml": '<section epub:type="titlepage"><h1 epub:type="title">Slack Water</h1><p>By <b>Mara Vell</b>.</p></section>',
    "text/dedication.xhtml": '<section epub:type="dedication"><p>To<br/>\n\t\tIlse</p></section>',
    "text/chapter-1.xhtml": (
        '<section id="chapter-1" epub:type="chapter"><hgroup><h2 epub:type="ordinal z3998:roman">I</h2>'
        '<p epub:type="title">Low Water</p></hgroup><p>The tide was <em>out</em>.<a href="endnotes.xhtml#note-1"'
        ' id="noteref-1" epub:type="noteref">1</a></p><blockquote epub:type="z3998:letter"><p>Dear Bo,</p>'
        "<p>Come at once.</p></blockquote><hr/><p>He came.</p>"
        '<blockquote epub:type="z3998:verse"><p><span>The sea, the sea,</span><br/><span>it rocks for me.</span></p></blockquote>'
        "</section>"
    ),
    "text/chapter-2.xhtml": (
        '<section id="chapter-2" epub:type="chapter"><h2 epub:type="ordinal">II</h2>'
        '<section epub:type="z3998:diary-entry"><p>3 May. Harbour.—Fog.</p></section></section>'
    ),
    "text/endnotes.xhtml": (
        '<section epub:type="endnotes"><h2>Endnotes</h2><ol><li id="note-1" epub:type="endnote"><p>A tide goes twice.'
        ' <a href="chapter-1.xhtml#noteref-1" role="doc-backlink">back</a></p></li></ol></section>'
    ),
    "text/colophon.xhtml": '<section epub:type="colophon"><h2>Colophon</h2><p>Made by hand.</p></section>',
}  # fmt: skip
STANDARD_DATA = (
    '<dc:title id="title">Slack Water</dc:title><dc:creator id="author">Mara Vell</dc:creator>'
    '<meta property="role" refines="#author">aut</meta><dc:contributor id="t">Bo Lind</dc:contributor>'
    '<meta property="role" refines="#t">trl</meta><dc:language>en-GB</dc:language><dc:subject>Tides</dc:subject>'
    "<dc:description>&lt;p&gt;A &lt;i&gt;tide&lt;/i&gt; waits.&lt;/p&gt;</dc:description>"
)


def words_of(draft: Draft, kind: str) -> list[str]:
    """The words of each hint of a kind."""
    return [draft.text[h.start : h.end] for h in draft.hints if h.kind == kind]


@pytest.fixture(name="standard")
def _standard(epub_of: Make, xhtml: Page) -> Draft:
    pages = {name: xhtml(page) for name, page in STANDARD.items()}
    return draft_of(epub_of(pages, metadata=STANDARD_DATA, folder="epub"), name="slack.epub")


class TestStandardEbooks:
    def test_editors_markup_is_hints(self, standard: Draft) -> None:
        """Sections, letters, entries, verse and rules have the kinds that the editors gave them."""
        assert words_of(standard, "title") == ["Slack Water\n\nBy Mara Vell."]
        assert words_of(standard, "dedication") == ["To\nIlse"]
        assert words_of(standard, "letter") == ["Dear Bo,\n\nCome at once."]
        assert words_of(standard, "journal_entry") == ["3 May. Harbour.—Fog."]
        assert words_of(standard, "poem") == ["The sea, the sea,\nit rocks for me."]
        assert words_of(standard, "break") == ["* * *"]
        assert words_of(standard, "licence") == ["Colophon\n\nMade by hand."]

    def test_chapters_have_their_printed_headings(self, standard: Draft) -> None:
        """Ordinal and title together are one heading, and the chapter's title."""
        assert [h.title for h in standard.hints if h.kind == "chapter"] == ["I Low Water", "II"]
        assert "I Low Water" in [h.title for h in standard.hints if h.kind == "heading"]

    def test_notes_keep_apart_from_words(self, standard: Draft) -> None:
        """A note's sign is bracketed and marked; the note is hinted; the link back is furniture."""
        assert "The tide was out.[1]" in standard.text
        assert [m.value for m in standard.marks if m.kind == "footnote"] == ["endnotes.xhtml#note-1"]
        assert "A tide goes twice." in words_of(standard, "end_note")
        assert "back" not in standard.text

    def test_metadata_is_fields(self, standard: Draft) -> None:
        """Roles, subjects and descriptions are read; markup in a description is not kept."""
        fields = {(field.name, field.value) for field in standard.fields}
        assert fields == {
            ("title", "Slack Water"), ("author", "Mara Vell"), ("translator", "Bo Lind"), ("language", "en-GB"),
            ("tag", "Tides"), ("summary", "A tide waits."),
        }  # fmt: skip


def test_gutenberg(epub_of: Make, xhtml: Page) -> None:
    """Gutenberg's header and footer are its licence and state fields; page numbers go, contents are contents."""
    header = (
        '<section class="pg-boilerplate pgheader" id="pg-header"><h2 id="pg-header-heading">The Project Gutenberg eBook of'
        " Slack Water</h2><div id='pg-machine-header'><p><strong>Title</strong>: Slack Water</p>"
        "<p><strong>Author</strong>: Mara Vell</p><p><strong>Release date</strong>: May 1, 2003 [eBook #77]</p></div></section>"
    )
    body = (
        '<h1>SLACK WATER</h1><p class="toc"><a href="#c1">CHAPTER I</a></p><div class="chapter"><h2 id="c1">CHAPTER I</h2></div>'
        '<p>The tide <span class="pagenum">[Pg 12]</span>was <i>out</i>.</p><div class="poem"><p>It rocks<br/>for me.</p></div>'
    )
    footer = '<section class="pg-boilerplate pgheader" id="pg-footer"><p>*** END OF IT ***</p></section>'
    draft = draft_of(epub_of({"a.xhtml": xhtml(header + body + footer)}), name="pg77.epub")
    assert {(f.name, f.value) for f in draft.fields} >= {("title", "Slack Water"), ("author", "Mara Vell")}
    assert words_of(draft, "licence")[0].startswith("The Project Gutenberg eBook")
    assert words_of(draft, "licence")[-1] == "*** END OF IT ***"
    assert "The tide was out." in draft.text
    assert words_of(draft, "contents") == ["CHAPTER I"]
    assert words_of(draft, "poem") == ["It rocks\nfor me."]
    assert [h.title for h in draft.hints if h.kind == "heading"] == ["SLACK WATER", "CHAPTER I"]


def test_contents_name_headings_that_pages_do_not_mark(epub_of: Make, xhtml: Page) -> None:
    """A block that the table of contents points to and calls by its words is a heading."""
    ncx = (
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>The Kiln</text></navLabel>'
        '<content src="a.xhtml#one"/><navPoint><navLabel><text>Two</text></navLabel><content src="b.xhtml"/></navPoint>'
        "</navPoint></navMap></ncx>"
    )
    book = epub_of(
        {
            "a.xhtml": xhtml('<p>Before.</p><p id="one">THE KILN</p><p>It fired.</p>'),
            "b.xhtml": xhtml("<p>Two</p><p>It cooled.</p>"),
        },
        items='<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
        extra={"OEBPS/toc.ncx": ncx},
    )
    hints = [(h.kind, h.title, h.level) for h in draft_of(book, name="a.epub").hints]
    assert hints == [("heading", "THE KILN", 1), ("heading", "Two", 2)]


def test_the_guide_names_pages(epub_of: Make, xhtml: Page) -> None:
    """EPUB 2's guide says what a page is."""
    book = epub_of(
        {"a.xhtml": xhtml("<p>To Ilse</p>"), "b.xhtml": xhtml("<p>It fired.</p>")},
        guide='<guide><reference type="dedication" href="a.xhtml"/></guide>',
    )
    assert words_of(draft_of(book, name="a.epub"), "dedication") == ["To Ilse"]


def test_classes_can_be_italic(epub_of: Make, xhtml: Page) -> None:
    """Converters put italics into style sheets; hidden words are not shown."""
    book = epub_of(
        {"a.xhtml": xhtml('<p>It <span class="c3">fired</span>.</p><p class="gone">x</p>')},
        items='<item id="css" href="s.css" media-type="text/css"/>',
        extra={"OEBPS/s.css": "/* .c3 {} */ span.c3, .other { font-style: italic } .gone { display:none }"},
    )
    draft = draft_of(book, name="a.epub")
    assert draft.text == "It fired."
    assert [(m.kind, draft.text[m.start : m.end]) for m in draft.marks] == [("italic", "fired")]


class TestSpine:
    def test_pages_come_in_the_order_of_the_spine(self, epub_of: Make, xhtml: Page) -> None:
        """The spine orders the pages, not the archive; escaped names are found."""
        pages = {"b%20two.xhtml": xhtml("<p>Two.</p>"), "a.xhtml": xhtml("<p>One.</p>")}
        book = epub_of(pages, spine=["a.xhtml", "b%20two.xhtml"], extra={"OEBPS/b two.xhtml": pages["b%20two.xhtml"]})
        assert draft_of(book, name="a.epub").text == "One.\n\nTwo."

    def test_a_missing_page_is_warned_of(self, epub_of: Make, xhtml: Page) -> None:
        """A page that the book does not hold is named, and the others are read."""
        book = epub_of(
            {"a.xhtml": xhtml("<p>One.</p>")},
            items='<item id="gone" href="../../gone.xhtml" media-type="application/xhtml+xml"/>',
        )
        book = rewritten(
            book, "OEBPS/content.opf", '<itemref idref="i0"/>', '<itemref idref="i0"/><itemref idref="gone"/>'
        )
        draft = draft_of(book, name="a.epub")
        assert draft.text == "One."
        assert draft.warnings == ("the book names gone.xhtml but does not hold it",)

    def test_broken_pages_are_read_as_html(self, epub_of: Make) -> None:
        """A page that is not well formed loses nothing."""
        book = epub_of({"a.xhtml": "<html><body><p>One &nbsp;two<p>Three <b>four</body></html>"})
        assert draft_of(book, name="a.epub").text == "One \u00a0two\n\nThree four"


def rewritten(book: bytes, name: str, old: str, new: str) -> bytes:
    """The archive with words of one member replaced."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as source, zipfile.ZipFile(buffer, "w") as target:
        for info in source.infolist():
            content = source.read(info)
            target.writestr(
                info.filename, content.replace(old.encode(), new.encode()) if info.filename == name else content
            )
    return buffer.getvalue()


ENCRYPTION = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#">'
    '<enc:EncryptedData><enc:EncryptionMethod Algorithm="{algorithm}"/></enc:EncryptedData></encryption>'
)


class TestRefusals:
    def test_protected_books(self, epub_of: Make, xhtml: Page) -> None:
        """An encrypted book is refused; one whose fonts alone are obfuscated is read."""
        pages = {"a.xhtml": xhtml("<p>One.</p>")}
        locked = ENCRYPTION.format(algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc")
        fonts = ENCRYPTION.format(algorithm="http://www.idpf.org/2008/embedding")
        with pytest.raises(SourceError, match="encrypted"):
            draft_of(epub_of(pages, extra={"META-INF/encryption.xml": locked}), name="a.epub")
        assert draft_of(epub_of(pages, extra={"META-INF/encryption.xml": fonts}), name="a.epub").text == "One."

    def test_books_behind_a_password(self, epub_of: Make, xhtml: Page) -> None:
        """An archive whose members are locked says so."""
        book = bytearray(epub_of({"a.xhtml": xhtml("<p>One.</p>")}))
        for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            at = book.find(signature)
            while at >= 0:
                book[at + flags] |= 1
                at = book.find(signature, at + 1)
        with pytest.raises(SourceError, match="password"):
            draft_of(bytes(book), name="a.epub")

    def test_damaged_books(self, epub_of: Make, xhtml: Page) -> None:
        """A book that is cut off, has a spoilt page or lacks its package is refused as damaged."""
        book = epub_of({"a.xhtml": xhtml("<p>One.</p>" * 200)})
        with pytest.raises(SourceError, match="damaged"):
            draft_of(book[: len(book) // 2], name="a.epub")
        at = book.index(b"a.xhtml") + 60
        with pytest.raises(SourceError, match="damaged"):
            draft_of(book[:at] + b"\xff" * 12 + book[at + 12 :], name="a.epub")

    def test_books_without_a_package(self, zip_of: Make) -> None:
        """A container that points nowhere, and an empty spine, are refused."""
        with pytest.raises(SourceError, match="package"):
            draft_of(zip_of({"mimetype": "application/epub+zip", "a.xhtml": "<p>One.</p>"}), name="a.epub")
        with pytest.raises(SourceError, match="no pages"):
            draft_of(zip_of({"mimetype": "application/epub+zip", "a.opf": "<package/>"}), name="a.epub")

    def test_zip_bombs(self, epub_of: Make, xhtml: Page, zip_of: Make) -> None:
        """An archive that would unpack to a hundred times its size is not unpacked, nor one of endless entries."""
        bomb = epub_of({"a.xhtml": xhtml("<p>One.</p>")}, extra={"OEBPS/big.bin": b"\0" * (40 * 2**20)})
        with pytest.raises(SourceError, match="zip bomb"):
            draft_of(bomb, name="a.epub")
        with pytest.raises(SourceError, match="zip bomb"):
            draft_of(zip_of({f"{n}": "" for n in range(20_001)}), name="a.epub")

    def test_entities_are_not_expanded(self, epub_of: Make) -> None:
        """Neither entities of a document type nor files outside are taken in."""
        evil = (
            '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "LOLLOL"><!ENTITY b "&a;&a;&a;">'
            '<!ENTITY f SYSTEM "file:///etc/hostname">]><html xmlns="http://www.w3.org/1999/xhtml"><body>'
            "<p>One &b; and &f;.</p></body></html>"
        )
        text = draft_of(epub_of({"a.xhtml": evil}), name="a.epub").text
        assert text.startswith("One")
        assert "LOL" not in text
        assert text.replace("&b;", "").replace("&f;", "").split() == ["One", "and", "."]

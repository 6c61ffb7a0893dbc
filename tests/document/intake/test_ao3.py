# ruff: noqa: E501 - pages are written as archives write them
"""The Archive of Our Own: downloads as HTML and EPUB, and a page saved from the browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from irises.document.intake import draft_of
from irises.document.model import Draft

RECORD = """<p class="message"><b>The Tide Table</b><br/>Posted originally on the
<a href="http://archiveofourown.org/">Archive of Our Own</a> at
<a href="http://archiveofourown.org/works/4242">http://archiveofourown.org/works/4242</a>.</p>"""
TAGS = """<dl class="tags">
<dt>Rating:</dt><dd><a href="/r">Teen And Up Audiences</a></dd>
<dt>Archive Warnings:</dt><dd><a href="/w">Choose Not To Warn</a>, <a href="/w2">Major Character Death</a></dd>
<dt>Category:</dt><dd><a href="/c">F/M</a></dd>
<dt>Fandoms:</dt><dd><a href="/f">Lantern Coast (TV)</a>, <a href="/f2">Saltmarsh, or The Long Way Home</a></dd>
<dt>Relationship:</dt><dd><a href="/rel">Edda Rowan/Tomas Quill</a>, <a href="/rel2">Edda Rowan &amp; Bram Rowan</a></dd>
<dt>Characters:</dt><dd><a href="/ch">Edda Rowan</a>, <a href="/ch2">Tomas Quill</a></dd>
<dt>Additional Tags:</dt><dd><a href="/t">Lighthouses</a>, <a href="/t2">Letters, unsent</a></dd>
<dt>Language:</dt><dd>English</dd>
<dt>Series:</dt><dd>Part 2 of <a href="/s">Salt, and After</a>, Part 1 of <a href="/s2">Gifts</a></dd>
<dt>Collections:</dt><dd><a href="/col">Winter Exchange</a></dd>
<dt>Stats:</dt><dd>
        Published: 2016-07-19
          Completed: 2016-08-01
        Words: 3,261
        Chapters: 2/2
      </dd></dl>"""
TITLE = """<h1>The Tide Table</h1><div class="byline">by <a rel="author" href="/users/mv">maravell</a>,
<a rel="author" href="/users/ox">oxeye</a></div>
<p>Summary</p><blockquote class="userstuff"><p>A keeper counts the waves.</p><p>Somebody counts her.</p></blockquote>
<p>Notes</p><blockquote class="userstuff"><p>For Ilse, who asked. Not mine, no money.</p></blockquote>
<div class="endnote-link">See the end of the work for <a href="#endnotes">notes</a></div>"""
FIRST = (
    "<p>Edda climbed the stair. <em>Forty-one</em>, she thought.</p><hr/><p>The lamp was out.<br/>So was the moon.</p>"
)
SECOND = "<p>“You came,” said Tomas.</p><p>She had.</p>"
CHAPTERS = f"""<div class="meta group"><h2 class="heading">Chapter 1: Low Water</h2>
<p>Chapter Summary</p><blockquote class="userstuff"><p>In which the stair is climbed.</p></blockquote>
<p>Chapter Notes</p><blockquote class="userstuff"><p>Thanks to my beta.</p></blockquote>
<div class="endnote-link">See the end of the chapter for <a href="#endnotes1">notes</a></div></div>
<div class="userstuff">{FIRST}</div>
<div class="meta" id="endnotes1"><p>Chapter End Notes</p><blockquote class="userstuff"><p>Forty-one is right.</p></blockquote></div>
<div class="meta group"><h2 class="heading">Chapter 2: High Water</h2></div>
<div class="userstuff">{SECOND}</div>"""
AFTER = """<div class="meta" id="endnotes"><p>End Notes</p><blockquote class="userstuff"><p>There will be more.</p></blockquote></div>
<p class="message">Please <a href="/c">drop by the archive and comment</a> to let the creator know!</p>"""

DOWNLOAD = f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"/>
<title>The Tide Table - maravell, oxeye - Lantern Coast (TV)</title><style>p.message {{ text-align: center; }}</style></head>
<body><div id="preface"><h2 class="toc-heading">Preface</h2>{RECORD}<div class="meta">{TAGS}{TITLE}</div></div>
<div id="chapters" class="userstuff">{CHAPTERS}</div>
<div id="afterword"><h2 class="toc-heading">Afterword</h2>{AFTER}</div></body></html>"""

SAVED = f"""<!DOCTYPE html>
<!-- saved from url=(0041)https://archiveofourown.org/works/4242 -->
<html lang="en"><head><title>The Tide Table - maravell - Lantern Coast [Archive of Our Own]</title></head>
<body class="logged-out"><div id="outer" class="wrapper"><ul id="skiplinks"><li><a href="#main">Main Content</a></li></ul>
<div id="header"><ul class="primary navigation actions"><li>Fandoms</li><li>Browse</li></ul></div>
<div id="main" class="works-show region"><h2 class="landmark heading">Actions</h2><ul class="work navigation actions">
<li class="chapter entire"><a href="/x">Entire Work</a></li><li class="share"><a>Share</a></li></ul>
<div class="wrapper"><dl class="work meta group">
<dt class="rating tags">Rating:</dt><dd class="rating tags"><ul class="commas"><li><a class="tag" href="/r">Teen And Up Audiences</a></li></ul></dd>
<dt class="relationship tags">Relationships:</dt><dd class="relationship tags"><ul class="commas"><li><a class="tag">Edda Rowan/Tomas Quill</a></li>
<li><a class="tag">Edda Rowan &amp; Bram Rowan</a></li></ul></dd>
<dt class="language">Language:</dt><dd class="language" lang="en"> English </dd>
<dt class="stats">Stats:</dt><dd class="stats"><dl class="stats"><dt class="published">Published:</dt><dd class="published">2016-07-19</dd>
<dt class="words">Words:</dt><dd class="words">3,261</dd><dt class="chapters">Chapters:</dt><dd class="chapters">1/?</dd>
<dt class="kudos">Kudos:</dt><dd class="kudos">77</dd><dt class="hits">Hits:</dt><dd class="hits">900</dd></dl></dd></dl></div>
<div id="workskin"><div class="preface group"><h2 class="title heading">The Tide Table</h2>
<h3 class="byline heading"><a rel="author" href="/users/mv">maravell</a></h3>
<div class="summary module"><h3 class="heading">Summary:</h3><blockquote class="userstuff"><p>A keeper counts the waves.</p></blockquote></div>
<div class="notes module"><h3 class="heading">Notes:</h3><blockquote class="userstuff"><p>For Ilse, who asked.</p></blockquote>
<p class="jump">(See the end of the work for <a href="#e">more notes</a>.)</p></div></div>
<div id="chapters" role="article"><div class="chapter" id="chapter-1"><div class="chapter preface group" role="complementary">
<h3 class="title"><a href="/works/4242/chapters/1">Chapter 1</a>: Low Water</h3>
<div id="notes" class="notes module"><h3 class="heading">Notes:</h3><blockquote class="userstuff"><p>Thanks to my beta.</p></blockquote></div></div>
<div class="userstuff module" role="article"><h3 class="landmark heading" id="work">Chapter Text</h3>{FIRST}</div></div></div>
<div class="afterword preface group"><div id="work_endnotes" class="end notes module"><h3 class="heading">Notes:</h3>
<blockquote class="userstuff"><p>There will be more.</p></blockquote></div></div></div>
<div id="feedback" class="feedback"><h3 class="landmark heading">Actions</h3><ul class="actions"><li>Kudos</li></ul>
<div id="comments_placeholder"><p>I loved this so much, said a reader.</p></div></div></div>
<div id="footer"><p>Terms of Service</p></div></div></body></html>"""


@pytest.fixture(name="book")
def _book(epub_of: Callable[..., bytes], xhtml: Callable[..., str]) -> bytes:
    chapters = CHAPTERS.partition('<div class="meta group"><h2 class="heading">Chapter 2')
    second = chapters[1] + chapters[2]
    pages = {
        "story_split_000.xhtml": f'<div id="preface" class="calibre1"><h2 class="toc-heading">Preface</h2>{RECORD}<div class="meta">{TAGS}</div></div>',
        "story_split_001.xhtml": f'<div id="preface" class="calibre1"><div class="meta">{TITLE}</div></div>',
        "story_split_002.xhtml": f'<div id="chapters" class="userstuff2">{chapters[0]}</div>',
        "story_split_003.xhtml": f'<div id="chapters" class="userstuff2">{second}</div>',
        "story_split_004.xhtml": f'<div id="afterword" class="calibre1"><h2 class="toc-heading">Afterword</h2>{AFTER}</div>',
    }
    numbered = {
        name: xhtml(page.replace('class="tags"', 'class="tags calibre4"').replace("&amp;", "&#38;"))
        for name, page in pages.items()
    }
    metadata = (
        "<dc:title>The Tide Table</dc:title><dc:creator opf:role='aut'>maravell</dc:creator><dc:language>en</dc:language>"
        "<dc:publisher>Archive of Our Own</dc:publisher><dc:subject>Lighthouses</dc:subject>"
        "<dc:subject>Fanworks</dc:subject><dc:description>&lt;p&gt;A keeper counts the waves.&lt;/p&gt;</dc:description>"
    )
    return epub_of(numbered, metadata=metadata, folder="")


def words_of(draft: Draft, kind: str) -> list[str]:
    """The words of each hint of a kind."""
    return [draft.text[h.start : h.end] for h in draft.hints if h.kind == kind]


def values_of(draft: Draft, name: str) -> list[str]:
    """The values of each field with a name."""
    return [field.value for field in draft.fields if field.name == name]


RENAMED = re.sub(r'class="(meta|group|meta group|byline|heading|tags)"', 'class="calibre7"', DOWNLOAD)


@pytest.fixture(name="draft", params=["html", "epub", "renamed"])
def _draft(request: pytest.FixtureRequest, book: bytes) -> Draft:
    made = {"html": DOWNLOAD.encode(), "epub": book, "renamed": RENAMED.encode()}
    return draft_of(made[request.param], name="tide")


class TestDownload:
    def test_every_tag_is_a_field_of_its_own(self, draft: Draft) -> None:
        """Tags are told apart by their links, so that a comma inside a tag does not split it."""
        assert values_of(draft, "pairing") == ["Edda Rowan/Tomas Quill", "Edda Rowan & Bram Rowan"]
        assert values_of(draft, "fandom") == ["Lantern Coast (TV)", "Saltmarsh, or The Long Way Home"]
        assert values_of(draft, "tag")[:2] == ["Lighthouses", "Letters, unsent"]
        assert values_of(draft, "warning") == ["Choose Not To Warn", "Major Character Death"]
        assert values_of(draft, "character") == ["Edda Rowan", "Tomas Quill"]

    def test_the_record_is_read(self, draft: Draft) -> None:
        """Title, authors, language, series, statistics and address come from the record page."""
        assert values_of(draft, "title") == ["The Tide Table"]
        assert values_of(draft, "author") == ["maravell", "oxeye"]
        assert values_of(draft, "language") == ["English"]
        assert values_of(draft, "series") == ["Part 2 of Salt, and After", "Part 1 of Gifts"]
        assert values_of(draft, "published") == ["2016-07-19"]
        assert values_of(draft, "completed") == ["2016-08-01"]
        assert values_of(draft, "words") == ["3,261"]
        assert values_of(draft, "chapters") == ["2/2"]
        assert values_of(draft, "url") == ["http://archiveofourown.org/works/4242"]
        assert values_of(draft, "summary") == ["A keeper counts the waves. Somebody counts her."]

    def test_fields_stand_where_they_are_written(self, draft: Draft) -> None:
        """A field that has a place in the text has its words there."""
        placed = [field for field in draft.fields if field.end]
        assert {"title", "author", "pairing", "tag", "rating", "summary"} <= {field.name for field in placed}
        assert all(" ".join(draft.text[f.start : f.end].split()) == f.value for f in placed)

    def test_blocks_are_hinted_as_what_they_are(self, draft: Draft) -> None:
        """Record, title, byline, summaries and notes have the kinds of the contract."""
        assert words_of(draft, "title") == ["The Tide Table"]
        assert words_of(draft, "byline") == ["by maravell, oxeye"]
        assert words_of(draft, "summary") == [
            "Summary\n\nA keeper counts the waves.\n\nSomebody counts her.",
            "Chapter Summary\n\nIn which the stair is climbed.",
        ]
        assert [words.partition("\n")[0] for words in words_of(draft, "authors_note")] == [
            "Notes", "Chapter Notes", "Chapter End Notes", "End Notes",
        ]  # fmt: skip
        assert "Rating: Teen And Up Audiences" in "\n".join(words_of(draft, "archive_metadata"))

    def test_chapters_reach_from_heading_to_heading(self, draft: Draft) -> None:
        """A chapter has its title and holds its text and its own notes."""
        chapters = [hint for hint in draft.hints if hint.kind == "chapter"]
        assert [chapter.title for chapter in chapters] == ["Chapter 1: Low Water", "Chapter 2: High Water"]
        assert draft.text[chapters[0].start : chapters[0].end].endswith("Forty-one is right.")
        assert draft.text[chapters[1].start : chapters[1].end].endswith("She had.")

    def test_the_story_is_kept_to_the_letter(self, draft: Draft) -> None:
        """Blocks are joined by an empty line, a line break is a line end, a rule is a paragraph."""
        story = "Edda climbed the stair. Forty-one, she thought.\n\n* * *\n\nThe lamp was out.\nSo was the moon."
        assert story in draft.text
        assert [draft.text[m.start : m.end] for m in draft.marks if m.kind == "italic"] == ["Forty-one"]
        assert words_of(draft, "break") == ["* * *"]

    def test_the_archive_is_dropped(self, draft: Draft) -> None:
        """The archive's own sentences are not in the text."""
        for words in ("drop by", "See the end", "Preface", "Afterword"):
            assert words not in draft.text


class TestSavedPage:
    @pytest.fixture(name="draft")
    def _draft(self) -> Draft:
        return draft_of(SAVED.encode(), name="saved.htm")

    def test_the_site_around_the_work_is_dropped(self, draft: Draft) -> None:
        """Navigation, buttons, comments and readers' statistics are gone; record and work are there."""
        for words in ("Browse", "Entire Work", "I loved this", "Terms of Service", "Chapter Text", "900", "more notes"):
            assert words not in draft.text
        assert draft.text.startswith("Rating: Teen And Up Audiences")
        assert draft.text.endswith("There will be more.")

    def test_record_and_blocks_are_read(self, draft: Draft) -> None:
        """A saved page has the same fields and kinds as a download."""
        assert values_of(draft, "pairing") == ["Edda Rowan/Tomas Quill", "Edda Rowan & Bram Rowan"]
        assert values_of(draft, "title") == ["The Tide Table"]
        assert values_of(draft, "author") == ["maravell"]
        assert values_of(draft, "chapters") == ["1/?"]
        assert values_of(draft, "url") == ["https://archiveofourown.org/works/4242"]
        assert [h.title for h in draft.hints if h.kind == "chapter"] == ["Chapter 1: Low Water"]
        assert len(words_of(draft, "authors_note")) == 3
        assert words_of(draft, "summary") == ["Summary:\n\nA keeper counts the waves."]


def test_a_single_chapter_has_no_chapter_section() -> None:
    """A work in one piece is its text alone, without a second title."""
    page = DOWNLOAD.replace(CHAPTERS, f'<h2 class="toc-heading">The Tide Table</h2>{FIRST}')
    draft = draft_of(page.encode(), name="one.html")
    assert [h for h in draft.hints if h.kind == "chapter"] == []
    assert [h.title for h in draft.hints if h.kind == "heading"] == []
    assert words_of(draft, "title") == ["The Tide Table"]


def test_an_author_without_a_link_is_named() -> None:
    """Anonymous and orphaned works have a byline without a link."""
    page = DOWNLOAD.replace(TITLE[TITLE.index("by <a") : TITLE.index("</div>")], "by Anonymous")
    assert values_of(draft_of(page.encode(), name="x.html"), "author") == ["Anonymous"]

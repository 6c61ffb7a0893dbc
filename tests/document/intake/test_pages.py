# ruff: noqa: E501 - pages are written as archives and publishers write them
"""Plain pages and pages of FanFiction.net."""

from __future__ import annotations

import pytest

from irises.document.intake import draft_of
from irises.document.model import Draft
from irises.errors import SourceError

STORY = "".join(
    f"<p>The {n}th wave came in and went out again, and nobody on the shore said a word.</p>" for n in range(9)
)


def read(page: str) -> Draft:
    """The draft of a page."""
    return draft_of(page.encode(), name="page.html")


class TestPlainPage:
    def test_blocks_and_breaks(self) -> None:
        """White space folds, line breaks are line ends, rules are paragraphs, quotation elements get their marks."""
        draft = read(
            "<html><body>Loose words\n here<p>One<br>two <q>three</q></p><hr><pre>  a\n   b</pre></body></html>"
        )
        assert draft.text == "Loose words here\n\nOne\ntwo “three”\n\n* * *\n\na\n   b"

    def test_furniture_is_dropped(self) -> None:
        """Scripts, navigation, forms, comments and footers are no text."""
        page = (
            "<html><head><title>Waves</title><script>var x = 1;</script></head><body><nav>Home</nav>"
            f'<div class="site-header">My blog</div><div class="entry">{STORY}</div><form><button>Send</button></form>'
            '<div id="comments"><p>Lovely story!</p></div><footer>All rights reserved</footer></body></html>'
        )
        draft = read(page)
        assert draft.text.startswith("The 0th wave")
        assert draft.text.endswith("said a word.")
        assert ("title", "Waves") in [(f.name, f.value) for f in draft.fields]

    def test_the_main_part_is_the_page(self) -> None:
        """Where most words are in `<main>` or one `<article>`, what is around it goes, but not the title."""
        page = f"<html><body><div><h1>Waves</h1></div><div>Sponsored</div><article>{STORY}</article><div>More</div></body></html>"
        text = read(page).text
        assert text.startswith("Waves\n\nThe 0th")
        assert text.endswith("said a word.")

    def test_the_authors_blocks_stay(self) -> None:
        """A part that holds the story is kept whatever it is called."""
        assert read(f'<html><body><div class="comment">{STORY}</div></body></html>').text.startswith("The 0th wave")

    def test_looks_in_styles_are_marks(self) -> None:
        """Italics by style are italics; what is not displayed is not text."""
        draft = read(
            '<html><head><style>.s1 {font-style:italic}</style></head><body><p>So <span class="s1">it</span> <span'
            ' style="font-weight:700">was</span>.<span style="display: none">x</span></p></body></html>'
        )
        assert draft.text == "So it was."
        assert [(m.kind, draft.text[m.start : m.end]) for m in draft.marks] == [("italic", "it"), ("bold", "was")]

    def test_links_and_pictures_are_marks(self) -> None:
        """A link keeps its target, a picture its description."""
        draft = read(
            '<html><body><p>See <a href="http://e.org/">this</a> <img src="a.png" alt="A kiln">now.</p></body></html>'
        )
        assert [(m.kind, m.value) for m in draft.marks] == [("link", "http://e.org/"), ("image", "A kiln")]
        assert draft.text == "See this now."

    def test_an_ornamented_initial_is_a_letter(self) -> None:
        """A picture of the first letter belongs to the word that follows it."""
        assert read('<html><body><p><img alt="T" src="t.png">he tide.</p></body></html>').text == "The tide."

    def test_the_declared_encoding_is_used(self) -> None:
        """A page that says what it is encoded in is read so."""
        page = '<html><head><meta charset="windows-1251"></head><body><p>Она ушла домой.</p></body></html>'
        assert draft_of(page.encode("cp1251"), name="a.html").text == "Она ушла домой."

    def test_links_to_places_in_the_page_are_contents(self) -> None:
        """A list of links to the page's own anchors is its table of contents; links abroad are not."""
        near = "".join(f'<li><a href="#c{n}">Chapter {n}</a></li>' for n in range(3))
        far = "".join(f'<li><a href="http://e.org/{n}">Song {n}</a></li>' for n in range(3))
        draft = read(f"<html><body><h2>Contents</h2><ul>{near}</ul><p>She came.</p><ul>{far}</ul></body></html>")
        found = [draft.text[h.start : h.end] for h in draft.hints if h.kind == "contents"]
        assert found == ["Contents\n\nChapter 0\n\nChapter 1\n\nChapter 2"]

    def test_numbered_characters_of_windows(self) -> None:
        """References to Windows-1252's quotation marks and dashes are what browsers show for them."""
        assert read(
            "<html><body><p>&#147;No&#148;&#x97;she&#146;d said&#133; &#160;&mdash;</p></body></html>"
        ).text == ("“No”—she’d said… \u00a0—")

    def test_xhtml_is_read_as_xml(self) -> None:
        """An empty element that closes itself does not swallow what follows."""
        page = '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>A<i/>b<a id="x"/></p><p>c</p></body></html>'
        draft = read(page)
        assert draft.text == "Ab\n\nc"
        assert draft.marks == ()

    def test_nesting(self) -> None:
        """Unclosed tags of looks are given up where they nest too deep; other depths are read, or refused, not cut off."""
        assert read("<html><body>" + "<p><font>word" * 3000).text.count("word") == 3000
        assert read("<html><body>" + "<div><i>" * 900 + "Words" + "</i></div>" * 900).text == "Words"
        with pytest.raises(SourceError, match="nested"):
            read("<html><body>" + "<div>" * 3000 + "Words" + "</div>" * 3000)


FFN = """<html><head><title>Slack Water Chapter 2: High Water, a lantern coast fanfic | FanFiction</title></head><body>
<div id="top"><a href="/">FanFiction</a> unleash your imagination</div><div id="pre_story_links"><a href="/tv/">TV Shows</a>
<a href="/tv/Lantern-Coast/">Lantern Coast</a></div><div id="profile_top"><button>Follow/Fav</button><b class="xcontrast_txt">Slack
Water</b> <span class="xcontrast_txt">By:</span> <a class="xcontrast_txt" href="/u/77/saltglaze">saltglaze</a>
<div style="margin-top:2px" class="xcontrast_txt">The keeper counts.</div><span class="xgray xcontrast_txt">Rated: <a
href="/r">Fiction T</a> - English - Hurt/Comfort/Drama - [Edda R., Tomas Q.] Bram R. - Chapters: 2 - Words: 9,100 - Reviews:
<a href="/r">12</a> - Favs: 3 - Updated: <span data-xutime="1">5/2/2011</span> - Published: <span>3/4/2011</span> - Status:
Complete - id: 4242 </span></div><select id="chap_select"><option value="1">1. Low Water</option><option value="2"
selected>2. High Water</option></select><div class="storytext" id="storytext"><p>A/N: Thanks!</p><p>She came <em>home</em>.</p>
<hr size="1" noshade><p>Late.</p></div><div id="review"><p>Type your review</p></div></body></html>"""


def test_fanfictionnet() -> None:
    """Header and story are kept, the header line is fields, the chapter shown is a chapter."""
    draft = read(FFN)
    assert draft.text.endswith("High Water\n\nA/N: Thanks!\n\nShe came home.\n\n* * *\n\nLate.")
    assert "imagination" not in draft.text
    assert "Follow" not in draft.text
    found = {name: [f.value for f in draft.fields if f.name == name] for name in {f.name for f in draft.fields}}
    assert found == {
        "title": ["Slack Water"], "author": ["saltglaze"], "summary": ["The keeper counts."], "fandom": ["Lantern Coast"],
        "rating": ["Fiction T"], "language": ["English"], "genre": ["Hurt/Comfort", "Drama"],
        "character": ["Edda R.", "Tomas Q.", "Bram R."], "pairing": ["Edda R./Tomas Q."], "chapters": ["2"],
        "words": ["9,100"], "updated": ["5/2/2011"], "published": ["3/4/2011"], "status": ["Complete"],
    }  # fmt: skip
    assert [h.title for h in draft.hints if h.kind == "chapter"] == ["High Water"]
    assert [draft.text[h.start : h.end] for h in draft.hints if h.kind == "summary"] == ["The keeper counts."]

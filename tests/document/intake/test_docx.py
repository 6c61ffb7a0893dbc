"""DOCX manuscripts: text as accepted, headings by style and by look, notes, links and rules."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from irises.document.intake import draft_of
from irises.document.model import Draft
from irises.errors import SourceError

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
STYLES = f"""<w:styles {W}>
<w:style w:type="paragraph" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="MyChapter"><w:name w:val="My Chapter"/><w:basedOn w:val="Heading1"/></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Letter"><w:name w:val="Letter"/><w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Emph"><w:name w:val="Emphasis"/><w:rPr><w:i/></w:rPr></w:style></w:styles>"""
LINKS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId9" Type="hyperlink" Target="https://example.org/song" TargetMode="External"/></Relationships>"""
CORE = """<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The Kiln</dc:title><dc:creator>Mara Vell</dc:creator>
<cp:keywords>clay; fire</cp:keywords></cp:coreProperties>"""
NOTES = f"""<w:footnotes {W}><w:footnote w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:id="3"><w:p><w:r><w:t>A cone melts at a known heat.</w:t></w:r></w:p></w:footnote></w:footnotes>"""

Read = Callable[..., Draft]


def p(*runs: str, style: str = "", more: str = "") -> str:
    """A paragraph of runs; a plain string is a run."""
    inner = "".join(r if r.startswith("<") else run(r) for r in runs)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{inner}</w:p>"


def run(words: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


@pytest.fixture(name="read")
def _read(zip_of: Callable[..., bytes]) -> Read:
    def read(*blocks: str, **extra: str) -> Draft:
        body = f"<w:document {W} {R}><w:body>{''.join(blocks)}<w:sectPr/></w:body></w:document>"
        members = {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": body,
            "word/styles.xml": STYLES,
            "word/_rels/document.xml.rels": LINKS,
            "docProps/core.xml": CORE,
            **{f"word/{name}.xml": content for name, content in extra.items()},
        }
        return draft_of(zip_of(members), name="kiln.docx")

    return read


def test_paragraphs_are_blocks(read: Read) -> None:
    """Paragraphs are joined by an empty line; breaks are line ends; an empty one is an empty block."""
    draft = read(p("First  words."), p("<w:r><w:t>A</w:t><w:br/><w:t>B</w:t></w:r>"), p(), p("\u2003Last."))
    assert draft.text == "First  words.\n\nA\nB\n\n\n\n\u2003Last."


def test_tracked_changes_are_accepted(read: Read) -> None:
    """Insertions stay, deletions and moved-away text go, and a deleted paragraph mark joins its paragraphs."""
    draft = read(
        p(
            "She ",
            f"<w:ins>{run('often ')}</w:ins>",
            "<w:del><w:r><w:delText>never </w:delText></w:r></w:del>",
            "fired it.",
        ),
        p(f"<w:moveFrom>{run('Gone.')}</w:moveFrom>", "One half", more="<w:rPr><w:del/></w:rPr>"),
        p(" and the other."),
    )
    assert draft.text == "She often fired it.\n\nOne half and the other."


def test_comments_and_fields_are_left_out(read: Read) -> None:
    """A comment's sign, a field's code and hidden words are no text; a field's result is."""
    draft = read(
        p(
            "The kiln",
            '<w:r><w:commentReference w:id="1"/></w:r>',
            "<w:r><w:instrText>PAGE</w:instrText></w:r>",
            run(" secret", "<w:vanish/>"),
            " is hot.",
        )
    )
    assert draft.text == "The kiln is hot."


def test_headings_are_found_by_style_and_by_look(read: Read) -> None:
    """A heading style, a style based on one, and a short centred bold line are headings; bold prose is not."""
    bold = "<w:b/>"
    centred = '<w:jc w:val="center"/>'
    draft = read(
        p("One", style="Heading1"),
        p("Two", style="MyChapter"),
        p(run("Three", bold), more=centred),
        p(run("Bold words in the text.", bold)),
        p("plain and centred", more=centred),
        p(run("* * *", bold), more=centred),
    )
    headings = [(h.title, h.level) for h in draft.hints if h.kind == "heading"]
    assert headings == [("One", 1), ("Two", 1), ("Three", 2)]
    assert [m.value for m in draft.marks if m.kind == "heading"] == ["1", "1", "2"]


def test_styles_name_sections(read: Read) -> None:
    """Paragraphs in a style called Title or Letter are hinted; neighbours in one style are one section."""
    draft = read(p("The Kiln", style="Titel"), p("Dear Bo,", style="Letter"), p("Come.", style="Letter"), p("He came."))
    hints = [(h.kind, draft.text[h.start : h.end]) for h in draft.hints]
    assert hints == [("title", "The Kiln"), ("letter", "Dear Bo,\n\nCome.")]


def test_looks_are_marks(read: Read) -> None:
    """Italics come from the run, its style or its paragraph's style; an explicit "off" turns them off."""
    draft = read(
        p(run("a", "<w:i/>"), run(" b", '<w:rStyle w:val="Emph"/>'), run(" c", '<w:i w:val="0"/>')),
        p(run("d", '<w:i w:val="false"/>'), run(" e"), style="Letter"),
        p(run("f", '<w:u w:val="single"/>'), run("g", "<w:strike/>"), run("h", '<w:u w:val="none"/>')),
    )
    found = [(m.kind, draft.text[m.start : m.end]) for m in draft.marks]
    assert found == [("italic", "a"), ("italic", "b"), ("italic", "e"), ("underline", "f"), ("strike", "g")]


def test_notes_follow_the_text(read: Read) -> None:
    """A footnote's sign stands in the text, its words after the text, hinted as a footnote."""
    draft = read(p("Cone six.", '<w:r><w:footnoteReference w:id="3"/></w:r>', " Then wait."), footnotes=NOTES)
    assert draft.text == "Cone six.[1] Then wait.\n\n[1] A cone melts at a known heat."
    assert [(h.kind, h.title) for h in draft.hints] == [("footnote", "1")]


def test_links_and_rules(read: Read) -> None:
    """A hyperlink is a mark with its target; a bordered empty paragraph is a rule and a break."""
    draft = read(
        p(f'<w:hyperlink r:id="rId9">{run("the song")}</w:hyperlink>'),
        p(more='<w:pBdr><w:bottom w:val="single"/></w:pBdr>'),
        p("After."),
    )
    assert draft.text == "the song\n\n* * *\n\nAfter."
    assert [(m.kind, m.value) for m in draft.marks] == [("link", "https://example.org/song"), ("rule", None)]
    assert [h.kind for h in draft.hints] == ["break"]


def test_page_breaks_are_hints(read: Read) -> None:
    """A page break shows nothing and is hinted before what follows it."""
    page = '<w:r><w:br w:type="page"/></w:r>'
    draft = read(p("One.", page), p("Two."), p("Three.", more="<w:pageBreakBefore/>"))
    assert draft.text == "One.\n\nTwo.\n\nThree."
    assert [(h.kind, h.title, h.start, h.end) for h in draft.hints] == [
        ("break", "page", 6, 6),
        ("break", "page", 12, 12),
    ]


def test_properties_are_fields(read: Read) -> None:
    """Title, author and keywords of the file are fields without a place."""
    fields = [(f.name, f.value, f.end) for f in read(p("Words.")).fields]
    assert fields == [("title", "The Kiln", 0), ("author", "Mara Vell", 0), ("tag", "clay", 0), ("tag", "fire", 0)]


def test_empty_paragraphs_between_all_are_no_signs(read: Read) -> None:
    """Where nearly every paragraph is followed by an empty one, only longer gaps stay."""
    blocks = [block for n in range(8) for block in (p(f"Paragraph {n}."), p())]
    draft = read(*blocks, p(), p("The end."))
    assert "Paragraph 0.\n\nParagraph 1." in draft.text
    assert "Paragraph 7.\n\n\n\nThe end." in draft.text


def test_what_is_no_docx(zip_of: Callable[..., bytes]) -> None:
    """A renamed text, a damaged archive and one without a document say so."""
    with pytest.raises(SourceError, match=r"no DOCX.*name it \.txt"):
        draft_of(b"Only text, under a wrong name.", name="a.docx")
    with pytest.raises(SourceError, match="no DOCX"):
        draft_of(zip_of({"a.txt": "x"}), name="a.docx")
    with pytest.raises(SourceError, match="XML is broken"):
        draft_of(zip_of({"word/document.xml": "<w:document"}), name="a.docx")
    with pytest.raises(SourceError, match="damaged"):
        draft_of(b"PK\x03\x04" + b"\x14" * 60, name="a.docx")

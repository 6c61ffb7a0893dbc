"""TEI: valid against TEI's own schema, and read back as it was."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from irises.annotation import table_from_rows
from irises.story import Manifest, Story
from irises.write.tei import tei
from irises.write.xml_text import XML_ID, legal, uri
from tests.conftest import MADE, handmade_tables

SCHEMA = Path(__file__).parents[3] / "shared" / "data" / "tei" / "tei_all.rng"
_NS = "{http://www.tei-c.org/ns/1.0}"


class Back:
    """A TEI document as its tools see it: text by paragraph, and everything with an xml:id by the text it covers."""

    def __init__(self, content: bytes) -> None:
        self.root = etree.fromstring(content)
        self.paragraphs: list[str] = []
        self.elements: dict[str, etree._Element] = {}
        self.spans: dict[str, str] = {}
        self._points: dict[str, int] = {}
        self._text = ""
        body = self.root.find(f"{_NS}text/{_NS}body")
        assert body is not None
        for element in body.iter(f"{_NS}p", f"{_NS}head"):
            begins = len(self._text)
            self._walk(element)
            self.paragraphs.append(self._text[begins:])
        for span in self.root.iter(f"{_NS}span"):
            bounds = [self._points[span.attrib[end].removeprefix("#")] for end in ("from", "to")]
            self._note(span, *bounds)

    def _walk(self, element: etree._Element) -> None:
        begins = len(self._text)
        self._text += element.text or ""
        for inner in element:
            self._walk(inner)
            self._text += inner.tail or ""
        self._note(element, begins, len(self._text))

    def _note(self, element: etree._Element, start: int, end: int) -> None:
        if XML_ID in element.attrib:
            self._points[element.attrib[XML_ID]] = start
            self.elements[element.attrib[XML_ID]] = element
            self.spans[element.attrib[XML_ID]] = self._text[start:end]

    def texts(self, path: str) -> list[str | None]:
        """The texts of the elements on a path, TEI's namespace left out."""
        return [e.text for e in self.root.findall("/".join(f"{_NS}{step}" for step in path.split("/")))]


@cache
def schema() -> etree.RelaxNG:
    """TEI's schema; it takes many seconds to read."""
    return etree.RelaxNG(etree.parse(SCHEMA))


def assert_valid(content: bytes) -> None:
    """TEI's schema has nothing to say."""
    if not SCHEMA.exists():
        pytest.skip("TEI's schema isn't here")
    assert schema().validate(etree.fromstring(content)), schema().error_log


def test_valid(worded: Story, hostile: Story) -> None:
    """The story, one with hostile names, one half read and one that has not begun are TEI."""
    for story in (worded, hostile, worded.until("40%"), worded.until(0)):
        assert_valid(tei(story, "late"))


def test_valid_sections(worded: Story) -> None:
    """Paragraphs after an inner section, sections without words, groups and people who are one are TEI too."""
    sections = worded.table("sections").to_pylist()
    inner = sections[2] | {"section_id": 3, "parent_id": 1, "kind": "scene", "start": sections[1]["start"] + 30}
    empty = sections[2] | {"section_id": 4, "parent_id": -1, "start": len(worded.text)}
    entities = worded.table("entities").to_pylist()
    entities[3]["members"] = [0, 2]
    same = MADE | {"start": 0, "end": 4, "known_at": 4, "entity_id": 0, "same_as": 3, "evidence": []}
    changed = {"sections": [*sections, inner, empty], "entities": entities, "identities": [same]}
    tables = {name: table_from_rows(name, rows) for name, rows in changed.items()}
    back = tei(replace(worded, tables={**worded.tables, **tables}), "late")
    assert_valid(back)
    assert b'<relation name="member" active="#e0 #e2" passive="#e3"/>' in back
    assert b'<relation name="same" mutual="#e0 #e3"/>' in back


def test_text_comes_back(worded: Story) -> None:
    """Every paragraph of the story, front matter too, is there word for word."""
    assert Back(tei(worded, "late")).paragraphs == [paragraph.text for paragraph in worded.paragraphs]


def test_mentions_and_quotations_come_back(worded: Story) -> None:
    """Words, entity, speaker and addressees of each, whether nested or standing off."""
    back = Back(tei(worded, "late"))
    for mention in worded.mentions:
        element = back.elements[f"m{mention.mention_id}"]
        assert back.spans[f"m{mention.mention_id}"] == mention.text
        assert element.attrib["ref"] == f"#e{mention.entity_id}"
    for quotation in worded.quotations:
        element = back.elements[f"q{quotation.quotation_id}"]
        assert back.spans[f"q{quotation.quotation_id}"] == quotation.text
        assert element.attrib["who"] == f"#e{quotation.speaker}"
        assert element.attrib["toWhom"] == " ".join(f"#e{who}" for who in quotation.addressees or ())


def test_cast_and_relations_come_back(worded: Story) -> None:
    """People with aliases in listPerson, the place in listPlace, relations with their words."""
    back = Back(tei(worded, "late"))
    people = back.texts("teiHeader/profileDesc/particDesc/listPerson/person/persName")
    assert people == ["Tom Reeve", "The doctor", "Tom", "Kate Mallory", "Kate", "her brother"]
    assert back.texts("standOff/listPlace/place/placeName") == ["the harbour"]
    (first, second) = back.root.iter(f"{_NS}relation")
    assert (first.attrib["name"], first.attrib["active"], first.attrib["passive"]) == ("care", "#e0", "#e2")
    assert [back.spans[r.attrib["corresp"].removeprefix("#")] for r in (first, second)] == ["waited", "whispered"]


def test_unknown_speaker_is_left_out(worded: Story) -> None:
    """Who is not known is not said."""
    rows = worded.table("quotations").to_pylist()
    rows[0] |= {"speaker": None, "addressees": None, "attribution": None, "mode": "thought"}
    tables = {**worded.tables, "quotations": table_from_rows("quotations", rows)}
    said = Back(tei(replace(worded, tables=tables), "late")).elements["q0"]
    assert not {"who", "toWhom"} & set(said.attrib)
    assert said.attrib["aloud"] == "false"


@pytest.mark.parametrize(
    ("target", "written"),
    [
        ("https://example.org:80/a%20b?c=d#e", "https://example.org:80/a%20b?c=d#e"),
        ("mailto:a@b.org", "mailto:a@b.org"),
        ("chapter2.xhtml#s:1", "chapter2.xhtml#s%3A1"),
        ("http://[a b|\\ %zz#é#", "http://%5Ba%20b%7C%5C%20%25zz#%C3%A9%23"),
        ("http://host:x/ :", "http://host%3Ax/%20%3A"),
    ],
)
def test_links_are_uris(target: str, written: str) -> None:
    """A target that is a URI stays; of another what cannot stand in one is escaped."""
    assert uri(target) == written


_TEXTS = st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), min_size=1), min_size=1)
_SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 25), st.booleans()), max_size=12)


def story_of(paragraphs: list[str], spans: list[tuple[int, int, bool]]) -> Story:
    """A story of one section whose mentions and quotations lie as they will."""
    text, tables = "".join(paragraphs), handmade_tables()
    starts = [len("".join(paragraphs[:i])) for i in range(len(paragraphs))]

    def row(start: int, end: int, **more: Any) -> dict[str, Any]:
        return MADE | {"start": start, "end": end, "known_at": end} | more

    inside = sorted((start, min(len(text), start + length), said) for start, length, said in spans if start < len(text))
    mention, quotation = tables["mentions"][0], tables["quotations"][0]
    marked = [row(start, end) for start, end, _ in inside]
    rows = {
        "story": [tables["story"][0]],
        "entities": tables["entities"],
        "sections": [tables["sections"][1] | {"start": 0, "end": len(text), "section_id": 0, "title": None}],
        "paragraphs": [
            row(start, start + len(words), paragraph_id=i, section_id=0)
            for i, (start, words) in enumerate(zip(starts, paragraphs, strict=True))
        ],
        "mentions": [mention | m | {"mention_id": i} for i, m in enumerate(marked) if not inside[i][2]],
        "quotations": [quotation | m | {"quotation_id": i} for i, m in enumerate(marked) if inside[i][2]],
    }
    made = {name: table_from_rows(name, some) for name, some in rows.items()}
    return Story(text=text, tables=made, manifest=Manifest(irises="0.1.0", read_at=""))


@settings(max_examples=60, deadline=None)
@given(_TEXTS, _SPANS)
def test_any_nesting_comes_back(paragraphs: list[str], spans: list[tuple[int, int, bool]]) -> None:
    """However spans nest, cross and run over paragraphs, text and spans come back."""
    story = story_of(paragraphs, spans)
    back = Back(tei(story, "any"))
    assert back.paragraphs == [legal(words) for words in paragraphs]
    for row in (*story.mentions, *story.quotations):
        name = f"m{row.mention_id}" if hasattr(row, "mention_id") else f"q{row.quotation_id}"
        assert back.spans[name] == legal(row.text)

"""Pages saved from FanFiction.net and FictionPress."""

from __future__ import annotations

import re

from irises.document.fields import bracketed_pairings, fields_of
from irises.document.markup import FIELD
from irises.document.model import Field
from irises.document.sites.shaping import by_id, has_class, keep_only, state, wrap
from irises.document.trees import Element, tag_of, words_of

_LABELLED = {
    "Rated": "rating",
    "Chapters": "chapters",
    "Words": "words",
    "Updated": "updated",
    "Published": "published",
    "Status": "status",
}
_DROPPED = frozenset({"Reviews", "Favs", "Follows", "id"})
_GENRES = re.compile(
    r"(?:(?:General|Romance|Humor|Drama|Poetry|Adventure|Mystery|Horror|Parody|Angst|Supernatural|Suspense|Sci-Fi|Fantasy"
    r"|Spiritual|Tragedy|Western|Crime|Family|Hurt/Comfort|Friendship|Essay|Young Adult)/?)+"
)
_NUMBERED = re.compile(r"^\d+\.\s*")


def matches(root: Element) -> bool:
    """Whether the tree is a story's page of that site."""
    return by_id(root, "storytext") is not None


def prepare(root: Element) -> list[Field]:
    """Keep the header and the story; returns the fields of the header line."""
    story = by_id(root, "storytext")
    header = by_id(root, "profile_top")
    assert story is not None, "matches() has found it"
    fields = _fandoms(root)
    chapter = _chapter_title(root)
    if header is not None:
        fields += _read_header(header)
    heading = None
    if chapter:
        heading = root.makeelement("h2", {})
        heading.text = chapter
        state(story, "chapter", chapter)
        story.insert(0, heading)
        heading.tail, story.text = story.text, None
    keep_only(root, [header, story] if header is not None else [story])
    return fields


def _fandoms(root: Element) -> list[Field]:
    links = by_id(root, "pre_story_links")
    if links is None:
        return []
    names = [words_of(e) for e in links.iter() if tag_of(e) == "a"]
    return fields_of("fandom", names[-1].removesuffix(" Crossover")) if names else []


def _chapter_title(root: Element) -> str | None:
    """The chapter that the page's selection box shows."""
    select = by_id(root, "chap_select")
    if select is None:
        return None
    options = [e for e in select.iter() if tag_of(e) == "option" and e.get("selected") is not None]
    return _NUMBERED.sub("", words_of(options[0])) or None if options else None


def _read_header(header: Element) -> list[Field]:
    """Say what the parts of the header are; returns the fields of its line of facts."""
    fields: list[Field] = []
    titled = False
    for element in list(header):
        if tag_of(element) == "b" and not titled:
            element.tag = "div"
            state(element, "title")
            element.set(FIELD, "title")
            titled = True
        elif "/u/" in (element.get("href") or ""):
            element.set(FIELD, "author")
            before = element.getprevious()
            wrap(element if before is None else before, [] if before is None else [element], "byline")
        elif tag_of(element) == "div" and has_class(element, "xcontrast_txt"):
            state(element, "summary")
            element.set(FIELD, "summary")
        elif tag_of(element) == "span" and "Rated:" in words_of(element):
            element.tag = "div"
            state(element, "archive_metadata")
            fields += _read_line(words_of(element))
    return fields


def _read_line(line: str) -> list[Field]:
    """The fields of "Rated: Fiction T - English - Drama - Ada L., Tom P. - Words: 900 - Published: Mar 4"."""
    fields: list[Field] = []
    plain: list[str] = []
    for part in re.split(r"\s+-\s+", line):
        label, colon, value = part.partition(":")
        if colon and label.strip() in _LABELLED:
            fields += fields_of(_LABELLED[label.strip()], value.strip())
        elif not (colon and label.strip() in _DROPPED):
            plain.append(part)
    return fields + _unlabelled(plain)


def _unlabelled(parts: list[str]) -> list[Field]:
    """Language, genres and characters stand in that order without a label."""
    fields: list[Field] = []
    for number, part in enumerate(parts):
        if part in ("Complete", "In-Progress"):
            fields += fields_of("status", part)
        elif number == 0:
            fields += fields_of("language", part)
        elif _GENRES.fullmatch(part):
            genres = part.replace("Hurt/Comfort", "Hurt-Comfort").split("/")
            fields += [Field(name="genre", value=g.replace("Hurt-Comfort", "Hurt/Comfort")) for g in genres]
        else:
            fields += bracketed_pairings(part)
    return fields

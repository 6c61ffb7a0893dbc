"""Any other page: the story is where most of the words are."""

from __future__ import annotations

import re

from irises.document.fields import fields_of
from irises.document.model import Field
from irises.document.sites.shaping import drop
from irises.document.trees import Element, classes_of, tag_of, words_of

_FURNITURE = re.compile(
    r"(?:^|[-_])(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|comments?|commentlist|respond|share|sharing|sharedaddy"
    r"|social|cookies?|related|widget|skip-link|pagination|pager|advert|ads?|masthead|site-header|site-footer|newsletter)$"
)
_META = {
    "author": "author",
    "dc.creator": "author",
    "article:author": "author",
    "og:title": "title",
    "dc.title": "title",
    "description": "summary",
    "og:description": "summary",
    "keywords": "tag",
    "article:published_time": "published",
    "dc.date": "published",
    "og:url": "url",
    "og:site_name": "publisher",
}
# A part that holds more of the page's words than this is no furniture, whatever it is called.
_MOST = 0.3


def matches(root: Element) -> bool:
    """Every page."""
    return True


def prepare(root: Element) -> list[Field]:
    """Drop what is around the story; returns the fields of the page's head."""
    body = next((e for e in root.iter() if tag_of(e) == "body"), root)
    total = max(1, len(words_of(body)))
    drop(e for e in body.iter() if _is_furniture(e) and len(words_of(e)) < _MOST * total)
    main = _main(body, total)
    if main is not None:
        _drop_around(main, body)
    return head_fields(root)


def head_fields(root: Element) -> list[Field]:
    """The fields that a page's `<meta>` and `<html lang>` state."""
    fields: list[Field] = []
    for element in root.iter():
        if tag_of(element) == "meta":
            name = _META.get((element.get("name") or element.get("property") or "").lower())
            if name:
                fields += fields_of(name, element.get("content") or "")
        elif tag_of(element) == "body":
            break
    return fields


def _is_furniture(element: Element) -> bool:
    tag = tag_of(element)
    if tag in ("body", "html", "article", "main", "p"):
        return False
    if tag == "footer" or element.get("role") in ("navigation", "banner", "contentinfo", "search", "complementary"):
        return not any(tag_of(e) in ("article", "main", "section") for e in element.iterancestors())
    names = [*classes_of(element), element.get("id") or ""]
    return any(_FURNITURE.search(name.lower()) for name in names if name)


def _main(body: Element, total: int) -> Element | None:
    """The one element that a page calls its main part, if most words are in it."""
    for wanted in ("main", "article"):
        found = [e for e in body.iter() if tag_of(e) == wanted or (wanted == "main" and e.get("role") == "main")]
        if len(found) == 1 and len(words_of(found[0])) > 0.5 * total:
            return found[0]
    return None


def _drop_around(main: Element, body: Element) -> None:
    """Siblings of the main part and of what is around it go, headings aside."""
    inside = main
    while inside is not body:
        parent = inside.getparent()
        if parent is None:
            return
        for sibling in parent:
            has_title = any(tag_of(e) == "h1" for e in sibling.iter())
            if sibling is not inside and not has_title:
                drop([sibling])
        inside = parent

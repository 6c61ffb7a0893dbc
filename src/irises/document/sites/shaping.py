"""Small changes to element trees that recipes share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from irises.document.fields import LISTS, field_name
from irises.document.kinds import without_counter
from irises.document.markup import DROP, FIELD, KIND, TITLE
from irises.document.trees import Element, tag_of, words_of

_COMMA = re.compile(r"(\s*,\s+)")


def by_id(root: Element, name: str) -> Element | None:
    """The first element with an id."""
    return next((element for element in root.iter() if element.get("id") == name), None)


def all_by_id(root: Element, name: str) -> list[Element]:
    """Every element with an id (calibre and browsers repeat them)."""
    return [element for element in root.iter() if element.get("id") == name]


def has_class(element: Element, *names: str) -> bool:
    """Whether an element has all these classes; the numbers calibre adds do not count."""
    stated = element.get("class")
    return bool(stated) and _class_names(stated or "").issuperset(names)


@lru_cache(maxsize=4096)
def _class_names(stated: str) -> frozenset[str]:
    names = stated.split()
    return frozenset(names) | {without_counter(name) for name in names}


def by_class(root: Element, *names: str, tag: str | None = None) -> Iterator[Element]:
    """The elements with all these classes, in document order."""
    return (e for e in root.iter() if has_class(e, *names) and (tag is None or tag_of(e) == tag))


def drop(elements: Iterable[Element | None]) -> None:
    """Leave these elements out of the text."""
    for element in list(elements):
        if element is not None:
            element.set(DROP, "1")


def state(element: Element, kind: str, title: str | None = None) -> None:
    """Say what section an element is."""
    element.set(KIND, kind)
    if title:
        element.set(TITLE, title)


def wrap(first: Element, rest: Iterable[Element], kind: str, title: str | None = None) -> Element:
    """Put an element and siblings that follow it into a section of their own."""
    parent = first.getparent()
    assert parent is not None, "a root has no siblings"
    box: Element = parent.makeelement("div", {})
    parent.insert(parent.index(first), box)
    state(box, kind, title)
    for element in (first, *rest):
        box.append(element)
    return box


def group(children: list[Element], starts: Callable[[Element], bool]) -> Iterator[list[Element]]:
    """Runs of siblings, each begun by one that `starts` names; what stands before the first is left out."""
    run: list[Element] = []
    for child in children:
        if starts(child):
            if run:
                yield run
            run = [child]
        elif run:
            run.append(child)
    if run:
        yield run


def keep_only(root: Element, kept: list[Element]) -> None:
    """Leave everything out of the body but these elements."""
    body = next((e for e in root.iter() if tag_of(e) == "body"), root)
    for element in list(body):
        body.remove(element)
    body.text = None
    for element in kept:
        element.tail = None
        body.append(element)


def name_values(box: Element, name: str) -> None:
    """Make the values inside an element fields: each link, or each part between commas, or the whole."""
    links = [e for e in box.iter() if tag_of(e) == "a" and words_of(e)]
    if links and name in LISTS | {"collection"}:
        for link in links:
            link.set(FIELD, name)
    elif not len(box) and name in LISTS:
        name_text(box, name)
    else:
        box.set(FIELD, name)


def name_text(box: Element, name: str) -> None:
    """Make the parts between commas of an element's own text fields."""
    text, box.text = box.text or "", ""
    before: Element | None = None
    for part in _COMMA.split(text):
        if _COMMA.fullmatch(part) or not part.strip():
            if before is None:
                box.text = (box.text or "") + part
            else:
                before.tail = (before.tail or "") + part
            continue
        before = box.makeelement("span", {FIELD: name})
        before.text = part
        box.append(before)


def name_labelled(box: Element) -> None:
    """Make fields of the values that follow bold labels (`<b>Rating:</b> Teen<br/>`) in an element."""
    for label in [e for e in box.iter() if tag_of(e) in ("b", "strong")]:
        after = label.tail or ""
        words = words_of(label)
        if words.endswith(":") or after.lstrip().startswith(":"):
            name = field_name(words)
            if name:
                _name_rest_of_line(label, name)


def _name_rest_of_line(label: Element, name: str) -> None:
    parent = label.getparent()
    if parent is None:
        return
    value = parent.makeelement("span", {})
    colon, text = re.fullmatch(r"(\s*:?\s*)(.*)", label.tail or "", re.DOTALL).groups()  # type: ignore[union-attr]
    value.text = text
    following = []
    for element in label.itersiblings():
        if tag_of(element) in ("br", "b", "strong"):
            break
        following.append(element)
    label.addnext(value)
    label.tail = colon
    for element in following:
        value.append(element)
    name_values(value, name)

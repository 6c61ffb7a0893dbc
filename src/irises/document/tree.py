"""Builds the nested sections from the claimed units: parts, chapters, scenes, and what lies in them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from irises.document.layout import Break, Layout, Piece
from irises.document.outline import NOT_STORY, Node

WRITINGS = frozenset(("letter", "journal_entry", "message"))
PLAIN_CONFIDENCE = 0.9
"""Of a scene that nothing but the heading or the front matter before it sets off."""

_CONTAINERS = frozenset(("part", "chapter", "prologue", "epilogue", "scene"))


def build(layout: Layout, headings: Sequence[Piece]) -> list[Node]:
    """The root sections of the text; starts are set, ends are not."""
    if not layout.units:
        return [Node("other", 0, is_story=False)] if layout.text else []
    roots: list[Node] = []
    stack: list[tuple[int, int, Node]] = []
    bounds = [heading.first for heading in headings]
    frame = _closing_frame(layout)
    roots += content(layout, 0, bounds[0] if bounds else len(layout.units))
    for n, heading in enumerate(headings):
        end = bounds[n + 1] if n + 1 < len(bounds) else len(layout.units)
        while stack and (stack[-1][0] >= heading.level or stack[-1][1] <= heading.first):
            stack.pop()
        node = _container(layout, heading)
        (stack[-1][2].children if stack else roots).append(node)
        until = heading.until if heading.until >= 0 else frame
        stack.append((heading.level, until, node))
        _fill(layout, node, heading, until, end, stack, roots)
    for root in roots:
        _settle(root)
    return roots or [Node("other", 0, is_story=False)]


def _closing_frame(layout: Layout) -> int:
    """The unit at which the licence that closes the file begins; the number of units if none does."""
    last = len(layout.units)
    while last and (piece := layout.claims[last - 1]) is not None and piece.kind == "licence":
        last -= 1
    return last


def _container(layout: Layout, heading: Piece) -> Node:
    start = layout.units[heading.first].start
    return Node(heading.kind, start, heading.confidence, heading.title, heading.date, heading.tells_story)


def _fill(
    layout: Layout,
    node: Node,
    heading: Piece,
    until: int,
    end: int,
    stack: list[tuple[int, int, Node]],
    roots: list[Node],
) -> None:
    """Put what follows a heading under it, up to where the source closes it; what lies beyond goes one level up."""
    stop = max(heading.last, min(end, until))
    if node.kind in _CONTAINERS:
        node.children += content(layout, heading.last, stop)
        if heading.last > heading.first and not (node.children and node.children[0].kind == "scene"):
            node.children.insert(0, Node("title", node.start, heading.confidence, is_story=False))
    if stop < end:
        rest = content(layout, stop, end)
        while stack and stack[-1][1] <= stop:
            stack.pop()
        (stack[-1][2].children if stack else roots).extend(rest)


def _settle(node: Node) -> None:
    """Fold a container with nothing but its one plain scene into a leaf; let its heading lie in its first scene."""
    for child in node.children:
        _settle(child)
    children = node.children
    if not children:
        return
    if children[0].kind == "title" and len(children) > 1 and children[1].kind == "scene" and node.kind != "part":
        del children[0]
    if len(children) == 1 and children[0].kind == "title":
        node.children = []
    elif len(children) == 1 and children[0].kind == "scene" and children[0].title is None:
        node.children = children[0].children
        node.date = node.date or children[0].date
    if node.children and node.children[0].start > node.start:
        _open_at(node.children[0], node.start)


def _open_at(node: Node, start: int) -> None:
    while True:
        node.start = start
        if not node.children:
            return
        node = node.children[0]


def content(layout: Layout, first: int, last: int) -> list[Node]:
    """The sections of units `[first, last)`, between two headings."""
    nodes: list[Node] = []
    begin = first
    opening = Break(PLAIN_CONFIDENCE)
    cuts = [i for i in range(first + 1, last) if i in layout.breaks and not _inside(layout, i)]
    opening = layout.breaks.get(first, opening)
    for cut in [*cuts, last]:
        nodes += _group(layout, begin, cut, opening)
        begin, opening = cut, layout.breaks.get(cut, opening)
    return nodes


def _inside(layout: Layout, i: int) -> bool:
    """Whether a break lies inside a piece that goes on after it."""
    piece = layout.claims[i]
    if piece is None or piece.kind == "mark":
        return False
    before = next(
        (p for p in reversed(layout.claims[max(piece.first, i - 3) : i]) if p is None or p.kind != "mark"), None
    )
    return before is piece


Element = tuple[int, int, Piece | None]


def _elements(layout: Layout, first: int, last: int) -> list[Element]:
    """Stretches of units with the same claim; marks belong to what stands before them."""
    elements: list[Element] = []
    for _, run in groupby(range(first, last), key=lambda i: id(layout.claims[i]) if layout.claims[i] else 0):
        units = list(run)
        piece = layout.claims[units[0]]
        if piece is not None and piece.kind == "mark":
            continue
        if elements and elements[-1][2] is piece:
            elements[-1] = (elements[-1][0], units[-1] + 1, piece)
        else:
            elements.append((units[0], units[-1] + 1, piece))
    return elements


def _group(layout: Layout, first: int, last: int, opening: Break) -> list[Node]:
    """The sections between two breaks: one scene and what lies in it; notes and writings at its edges stand beside."""
    elements = _elements(layout, first, last)
    date, title = None, opening.title
    for i, (a, b, piece) in enumerate(elements):
        if piece is not None and piece.kind == "dateline":
            date, title = piece.date, title or piece.title
            elements[i] = (a, b, None)
    elements = _joined(elements)
    head = 0
    while head < len(elements) and _stands_beside(elements[head][2]):
        head += 1
    tail = len(elements)
    while tail > head and _stands_beside(elements[tail - 1][2]):
        tail -= 1
    before = [_leaf(layout, element) for element in elements[:head]]
    after = [_leaf(layout, element) for element in elements[tail:]]
    inner = elements[head:tail]
    if not inner:
        return before + after
    scene = Node("scene", layout.units[inner[0][0]].start, opening.confidence, title, date)
    if len(inner) > 1:
        scene.children = [_leaf(layout, element) for element in inner]
    elif inner[0][2] is not None:
        return [*before, _leaf(layout, inner[0]), *after]
    return [*before, scene, *after]


def _joined(elements: list[Element]) -> list[Element]:
    joined: list[Element] = []
    for element in elements:
        if joined and joined[-1][2] is None and element[2] is None:
            joined[-1] = (joined[-1][0], element[1], None)
        else:
            joined.append(element)
    return joined


def _stands_beside(piece: Piece | None) -> bool:
    return piece is not None and (piece.kind in WRITINGS or not piece.tells_story)


def _leaf(layout: Layout, element: Element) -> Node:
    first, last, piece = element
    start = layout.units[first].start
    if piece is None:
        return Node("other", start, PLAIN_CONFIDENCE)
    story = piece.tells_story and piece.kind not in NOT_STORY
    node = Node(piece.kind, start, piece.confidence, piece.title, piece.date, story)
    breaks = [(i, layout.breaks[i]) for i in range(first + 1, last) if i in layout.breaks]
    if breaks and piece.kind in WRITINGS:
        scenes = [Node("scene", layout.units[i].start, b.confidence, b.title) for i, b in breaks]
        node.children = [Node("scene", start, PLAIN_CONFIDENCE), *scenes]
    return node

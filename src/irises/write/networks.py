"""The network of a story's people as GEXF 1.3 (gexf.net) and GraphML (graphml.graphdrawing.org).

Nodes are the cast and whoever else has a tie. An edge is one kind of tie from one person to another; its weight says
how many places tell of it. Being together goes both ways and has one edge, since readers take no mixed graphs. Of the
dynamic forms, GEXF lets nodes, edges and weights come and grow by position (code points), and GraphML, which has no
time, has an edge for each place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from lxml import etree

from irises.story import Story
from irises.story.rows import Entity
from irises.write.ties import Edge, edges, ties
from irises.write.xml_text import child, serialised

_GEXF, _GRAPHML = "http://gexf.net/1.3", "http://graphml.graphdrawing.org/xmlns"
_NODES: Mapping[str, str] = {
    "name": "string", "category": "string", "is_character": "boolean", "is_narrator": "boolean", "mentions": "integer",
    "quotations": "integer", "words_said": "integer", "events": "integer", "position": "integer",
}  # fmt: skip
_EDGES: Mapping[str, str] = {"kind": "string", "confidence": "double", "position": "integer"}
_VALENCE: Mapping[str, str] = {"valence": "double"}
_DIGITS = 4


def gexf(story: Story, name: str, *, dynamic: bool = False) -> bytes:
    """The network as GEXF; dynamic, everything begins where a reader knows it."""
    root = etree.Element(f"{{{_GEXF}}}gexf", nsmap={None: _GEXF}, version="1.3")
    about = child(root, "meta")
    child(about, "creator", f"Irises {story.record.reader_version}")
    child(about, "description", story.title or name)
    time = {"mode": "dynamic", "timeformat": "double"} if dynamic else {"mode": "static"}
    graph = child(root, "graph", defaultedgetype="directed", **time)
    _gexf_columns(graph, "node", _NODES, mode="static")
    _gexf_columns(graph, "edge", _EDGES if dynamic else {**_EDGES, **_VALENCE}, mode="static")
    if dynamic:
        _gexf_columns(graph, "edge", {"weight": "double", **_VALENCE}, mode="dynamic")
    known = edges(ties(story))
    nodes = child(graph, "nodes")
    for who, row in _nodes(story, known).items():
        begins = {"start": row["position"]} if dynamic else {}
        _gexf_values(child(nodes, "node", id=who, label=row["name"], **begins), row)
    lines = child(graph, "edges")
    for number, edge in enumerate(known):
        _gexf_edge(lines, number, edge, until=len(story.text) if dynamic else None)
    return serialised(root, pretty=True)


def graphml(story: Story, _: str, *, dynamic: bool = False) -> bytes:
    """The network as GraphML; dynamic, each place that tells of a tie is an edge with its `position`."""
    root = etree.Element(f"{{{_GRAPHML}}}graphml", nsmap={None: _GRAPHML})
    _graphml_keys(root, "node", _NODES)
    _graphml_keys(root, "edge", {"weight": "integer", **_EDGES, **_VALENCE})
    pieces = ties(story)
    known = tuple(edge for tie in pieces for edge in edges([tie])) if dynamic else edges(pieces)
    graph = child(root, "graph", edgedefault="directed")
    for who, row in _nodes(story, known).items():
        _graphml_values(child(graph, "node", id=f"n{who}"), "node", row)
    for number, edge in enumerate(known):
        element = child(graph, "edge", id=f"t{number}", source=f"n{edge.start}", target=f"n{edge.end}")
        _graphml_values(element, "edge", {"weight": edge.weight, **_edge_row(edge)})
    return serialised(root, pretty=True)


def _nodes(story: Story, known: Sequence[Edge]) -> dict[int, dict[str, Any]]:
    """What is told of each node, by entity_id: the cast, most mentioned first, and whoever else has a tie."""
    people = {person.entity_id: person for person in story.cast}
    tied = {who for edge in known for who in (edge.start, edge.end)}
    others = [entity for entity in story.entities if entity.entity_id in tied and entity.entity_id not in people]
    entities = {entity.entity_id: entity for entity in story.entities}
    rows = {who: _node(entities[who]) for who in [*people, *(entity.entity_id for entity in others)]}
    for who, person in people.items():
        said = {"quotations": person.n_quotations, "words_said": person.n_words_said}
        rows[who] |= {**said, "events": person.n_events, "position": person.first.start}
    return rows


def _node(entity: Entity) -> dict[str, Any]:
    is_so = {"is_character": entity.is_character, "is_narrator": entity.is_narrator}
    counts = {"mentions": entity.n_mentions, "position": entity.start}
    return {"name": entity.name, "category": entity.category, **is_so, **counts}


def _edge_row(edge: Edge) -> dict[str, Any]:
    first = {"position": edge.ties[0].position}
    return {"kind": edge.kind, "confidence": edge.confidence, **first, "valence": edge.valence}


def _gexf_edge(lines: etree._Element, number: int, edge: Edge, *, until: int | None) -> None:
    """An edge; with the end of the text (code points) one that begins and grows."""
    begins = {"weight": edge.weight} if until is None else {"start": edge.ties[0].position}
    ends = {"source": edge.start, "target": edge.end}
    element = child(lines, "edge", id=number, **ends, kind=edge.kind, label=edge.kind, **begins)
    row = _edge_row(edge)
    if until is None:
        _gexf_values(element, row)
        return
    values = _gexf_values(element, row | {"valence": None})
    for start, end, so_far in _growth(edge, until):
        for column, value in (("weight", so_far.weight), ("valence", so_far.valence)):
            if value is not None:
                child(values, "attvalue", for_=column, value=_said(value), start=start, end=end)


def _growth(edge: Edge, until: int) -> Iterator[tuple[int, int, Edge]]:
    """From where to where an edge is which; its last form stays to the end, which NetworkX wants to be told."""
    positions = [tie.position for tie in edge.ties]
    for n, (start, end) in enumerate(pairwise([*positions, until]), start=1):
        if start < end or n == len(positions):
            yield start, end, replace(edge, ties=edge.ties[:n])


def _gexf_columns(graph: etree._Element, kind: str, columns: Mapping[str, str], *, mode: str) -> None:
    declared = child(graph, "attributes", class_=kind, mode=mode)
    for column, type_name in columns.items():
        child(declared, "attribute", id=column, title=column, type=type_name)


def _gexf_values(element: etree._Element, row: Mapping[str, Any]) -> etree._Element:
    values = child(element, "attvalues")
    for column, value in row.items():
        if value is not None:
            child(values, "attvalue", for_=column, value=_said(value))
    return values


def _graphml_keys(root: etree._Element, kind: str, columns: Mapping[str, str]) -> None:
    for column, type_name in columns.items():
        name = {"integer": "int"}.get(type_name, type_name)
        child(root, "key", id=f"{kind}_{column}", for_=kind, **{"attr.name": column, "attr.type": name})


def _graphml_values(element: etree._Element, kind: str, row: Mapping[str, Any]) -> None:
    for column, value in row.items():
        if value is not None:
            child(element, "data", _said(value), key=f"{kind}_{column}")


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.{_DIGITS}g}" if isinstance(value, float) else str(value)

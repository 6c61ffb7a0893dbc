"""Networks, opened by NetworkX and igraph."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import igraph
import networkx
import pytest

from irises.story import Story
from irises.write.networks import gexf, graphml
from irises.write.ties import edges, ties


def read_gexf(content: bytes) -> Any:
    """The graph that NetworkX sees, as lists of nodes and edges."""
    return networkx.read_gexf(io.BytesIO(content))


def read_graphml(content: bytes) -> Any:
    """The same of GraphML."""
    return networkx.read_graphml(io.BytesIO(content))


def test_ties(worded: Story) -> None:
    """Quotations that go on count once; relations have a valence; being together begins where both are there."""
    found = {(edge.start, edge.end, edge.kind): edge for edge in edges(ties(worded))}
    assert {key: edge.weight for key, edge in found.items()} == {
        (0, 2, "care"): 2,
        (0, 2, "is with"): 1,
        (2, 0, "speaks to"): 1,
        (0, 2, "speaks to"): 1,
        (2, 3, "speaks to"): 1,
    }
    assert found[0, 2, "care"].valence == pytest.approx(0.3)
    assert found[2, 0, "speaks to"].valence is None
    assert found[0, 2, "is with"].ties[0].position == worded.text.index("said Kate")


@pytest.mark.parametrize(("written", "read", "prefix"), [(gexf, read_gexf, ""), (graphml, read_graphml, "n")])
def test_static(worded: Story, written: Any, read: Any, prefix: str) -> None:
    """NetworkX finds people by name and counts, and edges with kind, weight and valence; no valence is no attribute."""
    graph = read(written(worded, "late"))
    assert [graph.nodes[f"{prefix}{who}"]["name"] for who in (0, 2, 3)] == ["Tom Reeve", "Kate Mallory", "her brother"]
    assert graph.nodes[f"{prefix}2"]["quotations"] == 2
    between = list(graph.get_edge_data(f"{prefix}0", f"{prefix}2").values())
    care = next(edge for edge in between if edge["kind"] == "care")
    assert (care["weight"], care["valence"]) == (2, 0.3)
    assert "valence" not in next(edge for edge in between if edge["kind"] == "speaks to")


def test_dynamic_gexf(worded: Story) -> None:
    """Edges begin where a reader knows them, and grow."""
    graph = read_gexf(gexf(worded, "late", dynamic=True))
    assert graph.nodes["2"]["start"] == worded.text.index("Kate Mallory")
    care = next(edge for edge in graph.get_edge_data("0", "2").values() if edge["kind"] == "care")
    assert care["start"] == worded.text.index("waited") + len("waited")
    content = gexf(worded, "late", dynamic=True).decode()
    assert 'for="weight" value="1" start="79" end="257"' in content
    assert 'for="valence" value="0.5" start="79" end="257"' in content
    assert 'for="weight" value="2" start="257" end="307"/' in content


def test_dynamic_graphml(worded: Story) -> None:
    """Each place is an edge with its position."""
    graph = read_graphml(graphml(worded, "late", dynamic=True))
    assert sorted(edge["position"] for _, _, edge in graph.edges(data=True)) == [79, 112, 129, 179, 257, 272]


@pytest.mark.parametrize("dynamic", [False, True])
def test_igraph(worded: Story, dynamic: bool, tmp_path: Path) -> None:
    """igraph reads the same people and ties as NetworkX."""
    content = graphml(worded, "late", dynamic=dynamic)
    path = tmp_path / "late.graphml"
    path.write_bytes(content)
    graph, other = igraph.Graph.Read_GraphML(str(path)), read_graphml(content)
    assert graph.vs["name"] == [node["name"] for _, node in other.nodes(data=True)]
    assert sorted(graph.es["kind"]) == sorted(edge["kind"] for _, _, edge in other.edges(data=True))
    assert sorted(graph.es["weight"]) == sorted(edge["weight"] for _, _, edge in other.edges(data=True))


@pytest.mark.parametrize("dynamic", [False, True])
def test_hostile_names(hostile: Story, dynamic: bool) -> None:
    """Names come back as they are, but for what XML forbids."""
    name = hostile.entities[0].name.replace("\x1b", "\ufffd").replace("\x00", "\ufffd").replace("\ufffe", "\ufffd")
    assert read_gexf(gexf(hostile, "late", dynamic=dynamic)).nodes["0"]["label"] == name
    assert read_graphml(graphml(hostile, "late", dynamic=dynamic)).nodes["n0"]["name"] == name

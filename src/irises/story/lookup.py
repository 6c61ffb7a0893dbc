"""Finding somebody by a name, an epithet or an id."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from irises.errors import PlanError
from irises.story.rows import Alias, Entity


def folded(name: str) -> str:
    """A name for comparison: case, white space and the shape of apostrophes left out."""
    return " ".join(name.casefold().replace("’", "'").split())


def find_entity(key: str | int, entities: Sequence[Entity], aliases: Sequence[Alias]) -> Entity:
    """Whom an entity_id, canonical name or alias means.

    A canonical name comes before an alias, and the more used of two before the other.

    Raises:
        PlanError: nobody is called that (near names are listed), or two are and nothing tells them apart.
    """
    if isinstance(key, int):
        for entity in entities:
            if entity.entity_id == key:
                return entity
        raise PlanError(f"no entity has the id {key}")
    uses = _uses(folded(key), entities, aliases)
    if not uses:
        raise PlanError(_nobody(key, entities, aliases))
    best = max(uses.values())
    found = [entity for entity in entities if uses.get(entity.entity_id) == best]
    if len(found) > 1:
        ids = ", ".join(f"{entity.name} ({entity.entity_id})" for entity in found)
        raise PlanError(f"{key!r} may be any of {ids}: ask for one by its id")
    return found[0]


def _uses(name: str, entities: Sequence[Entity], aliases: Sequence[Alias]) -> dict[int, tuple[bool, int]]:
    """Per entity called that: whether it is its canonical name, and how often it is used."""
    uses: dict[int, tuple[bool, int]] = {}
    for alias in aliases:
        if folded(alias.alias) == name:
            uses[alias.entity_id] = max(uses.get(alias.entity_id, (False, 0)), (False, alias.n))
    for entity in entities:
        if folded(entity.name) == name:
            uses[entity.entity_id] = (True, entity.n_mentions)
    return uses


def _nobody(key: str, entities: Sequence[Entity], aliases: Sequence[Alias]) -> str:
    names = {folded(name): name for name in [a.alias for a in aliases] + [e.name for e in entities]}
    near = [names[match] for match in get_close_matches(folded(key), list(names), n=5, cutoff=0.6)]
    if not near:
        near = [e.name for e in sorted(entities, key=lambda e: (not e.is_character, -e.n_mentions))[:5]]
    known = f"; near names: {', '.join(near)}" if near else ""
    return f"nobody in the story is called {key!r}{known}"

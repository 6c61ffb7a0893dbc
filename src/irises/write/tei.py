"""A story as a TEI P5 document (tei-c.org, Guidelines 4): sections, what is said and by whom, who is meant.

Quotations are `said` (`q` for quoted writing) with `who` and `toWhom`, names `persName`, `placeName` or `orgName`,
other mentions `rs`, all pointing to the lists of people, places and organisations. What crosses an element that begins
before it, and the evidence of relations, are `span` in `standOff` between two `anchor` in the text: `ana` is who speaks
or is meant, `corresp` to whom. `cert` is how sure it is, 0 to 1. Characters that XML forbids become U+FFFD.
"""

from __future__ import annotations

import re
from collections import defaultdict

from lxml import etree

from irises.story import Story
from irises.story.rows import Alias, Entity
from irises.write.tei_text import Standoff, pointers, write_text
from irises.write.xml_text import child, serialised

_NAMESPACE = "http://www.tei-c.org/ns/1.0"
_VERSION = re.compile(r"\d+[a-z]*\d*(\.\d+[a-z]*\d*){0,3}")
_LISTS = {
    "ORG": ("listOrg", "org", "orgName"),
    "VEH": ("listObject", "object", "objectName"),
    **dict.fromkeys(("FAC", "GPE", "LOC"), ("listPlace", "place", "placeName")),
}
"""Per category: list, item and name of what is no person."""


def tei(story: Story, name: str) -> bytes:
    """The document; `name` is its title where the story has none."""
    root = etree.Element(f"{{{_NAMESPACE}}}TEI", nsmap={None: _NAMESPACE})
    _header(child(root, "teiHeader"), story, name)
    standoff = child(root, "standOff")
    _fill_standoff(standoff, story, write_text(child(root, "text"), story))
    if not len(standoff):
        root.remove(standoff)
    return serialised(root)


def _header(header: etree._Element, story: Story, name: str) -> None:
    record = story.record
    described = child(header, "fileDesc")
    titles = child(described, "titleStmt")
    child(titles, "title", record.title or name)
    if record.author:
        child(titles, "author", record.author)
    child(child(described, "publicationStmt"), "p", "Written by Irises for whoever has the story.")
    child(child(described, "sourceDesc"), "p", f"{record.source_name}, SHA-256 {record.source_sha256}")
    version = _VERSION.match(record.reader_version)
    tools = child(child(header, "encodingDesc"), "appInfo")
    tool = child(tools, "application", ident="irises", version=version[0] if version else "0")
    child(tool, "label", f"Irises {record.reader_version}")
    _profile(child(header, "profileDesc"), story)


def _profile(profile: etree._Element, story: Story) -> None:
    child(child(profile, "langUsage"), "language", ident=story.record.language)
    people = [entity for entity in story.entities if entity.category == "PER"]
    aliases = _aliases(story)
    if people:
        listed = child(child(profile, "particDesc"), "listPerson")
        for person in people:
            _person(listed, person, aliases[person.entity_id])
    if story.metadata:
        keywords = child(child(profile, "textClass"), "keywords")
        for field in story.metadata:
            child(keywords, "term", field.value, type=_word(field.name))


def _aliases(story: Story) -> defaultdict[int, list[Alias]]:
    aliases: defaultdict[int, list[Alias]] = defaultdict(list)
    for alias in story.aliases:
        if alias.form != "pronoun":
            aliases[alias.entity_id].append(alias)
    return aliases


def _person(people: etree._Element, person: Entity, aliases: list[Alias]) -> None:
    role = "narrator" if person.is_narrator else "character" if person.is_character else None
    tag = "personGrp" if person.members else "person"
    element = child(people, tag, xml_id=f"e{person.entity_id}", role=role)
    child(element, "persName", person.name)
    for alias in aliases:
        if alias.alias != person.name:
            child(element, "persName", alias.alias, type=alias.form)
    if person.pronouns:
        child(element, "persPronouns", " ".join(person.pronouns))


def _fill_standoff(standoff: etree._Element, story: Story, crossing: list[Standoff]) -> None:
    _other_lists(standoff, story)
    _relations(standoff, story)
    groups: defaultdict[str, list[Standoff]] = defaultdict(list)
    for span in crossing:
        groups[span.table].append(span)
    for table, spans in groups.items():
        group = child(standoff, "spanGrp", type=table)
        for span in spans:
            bounds = {"from_": f"#{span.id}.from", "to": f"#{span.id}.to"}
            child(group, "span", xml_id=span.id, **bounds, **span.attributes)


def _other_lists(standoff: etree._Element, story: Story) -> None:
    aliases, lists = _aliases(story), dict[str, etree._Element]()
    for entity in story.entities:
        if entity.category not in _LISTS:
            continue
        listed, item, named = _LISTS[entity.category]
        if listed not in lists:
            lists[listed] = child(standoff, listed)
        element = child(lists[listed], item, xml_id=f"e{entity.entity_id}", type=entity.category)
        target = child(element, "objectIdentifier") if item == "object" else element
        child(target, named, entity.name)
        for alias in aliases[entity.entity_id]:
            if alias.alias != entity.name:
                child(target, named, alias.alias, type=alias.form)


def _relations(standoff: etree._Element, story: Story) -> None:
    relations = child(standoff, "listRelation")
    for entity in story.entities:
        if entity.members:
            child(
                relations, "relation", name="member", active=pointers(entity.members), passive=f"#e{entity.entity_id}"
            )
    for same in story.identities:
        child(relations, "relation", name="same", mutual=pointers((same.entity_id, same.same_as)))
    for row in story.relations:
        ends = {"active": f"#e{row.from_entity}", "passive": f"#e{row.to_entity}"}
        sure = {"cert": f"{row.confidence:.2f}", "corresp": f"#r{row.relation_id}"}
        child(child(relations, "relation", name=row.kind, **ends, **sure), "desc", f"valence {row.valence:.2f}")
    if not len(relations):
        standoff.remove(relations)


def _word(text: str) -> str:
    """A text as one word of XML (teidata.word)."""
    return re.sub(r"\W+", "_", text) or "_"

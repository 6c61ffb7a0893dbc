"""Coreference over the whole story: names first, narrators, then everybody else by the shared encoder's pair head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from irises.annotation.schemas import CATEGORIES, FORMS
from irises.document.model import Document
from irises.document.pronouns import PRONOUN_SETS
from irises.encode.encoding import Encoding
from irises.passes import span_head
from irises.passes.binding import kept_apart, partners, placed_mentions
from irises.passes.chain_anchors import Linking
from irises.passes.chains import Linked, link
from irises.passes.entity_tables import entity_tables
from irises.passes.given_people import GivenNames, with_given
from irises.passes.interface import PassSpec, Tables
from irises.passes.mention_traits import (
    FEMININE,
    KIND,
    MASCULINE,
    PLURAL,
    PRONOUN_KIND,
    UNKNOWN,
    MentionTraits,
    traits_of,
)
from irises.passes.mention_trees import mention_trees
from irises.passes.name_uses import like_names, of_people
from irises.passes.names import NameClusters, NameUse, cluster_names
from irises.passes.narrated import Narration, settled
from irises.passes.narrators import narrators_of, stated_names
from irises.passes.pair_features import pair_attributes
from irises.passes.pair_head import Candidates, candidates
from irises.passes.places import Bools, Ints, innermost, ints, word_spans

_ONLY_ONE = 0.9
_GENDER = {"masculine": MASCULINE, "feminine": FEMININE}
_TELLS = {KIND["HE"]: "masculine", KIND["SHE"]: "feminine", KIND["THEY"]: "plural"}


@dataclass(frozen=True, kw_only=True)
class Surface:
    """What the words of all mentions show, in text order: first and last word, category, form, quotation, traits, and
    the words themselves in lower case."""

    first: Ints
    last: Ints
    category: Ints
    form: Ints
    quotation: Ints
    traits: MentionTraits
    words: list[list[str]]


@dataclass(frozen=True, kw_only=True)
class CoreferenceScores:
    """What the words of the mentions show, and the best antecedents of every mention with their scores."""

    surface: Surface
    candidates: Candidates


class Coreference:
    """Links mentions into entities and names them."""

    spec = PassSpec(
        name="coreference",
        version=7,
        requires=frozenset({"metadata", "sections", "paragraphs", "tokens", "quotations", "mentions"}),
        provides=frozenset({"mentions", "entities", "aliases", "identities"}),
    )

    def score(self, document: Document, tables: Tables, encoding: Encoding) -> CoreferenceScores:
        """The best antecedents of every mention, with their scores."""
        surface = surface_of(document, tables)
        attributes = pair_attributes(surface.first, surface.last, surface.category, surface.quotation, surface.traits)
        spans = span_head.span_vectors(encoding, surface.first, surface.last)
        return CoreferenceScores(surface=surface, candidates=candidates(spans, attributes))

    def decode(self, document: Document, tables: Tables, scores: CoreferenceScores) -> dict[str, pa.Table]:
        """Entities of the whole story; ids in the order of first mentions."""
        surface = scores.surface
        given = GivenNames(document.given)
        names, uses = names_of(document, tables, surface, scores.candidates, given)
        narrators = narrators_of(document, tables, surface.first, surface.traits, surface.quotation)
        stated = stated_names(document, tables, narrators, uses, surface.quotation)
        label, among, sure = labels_of(len(surface.first), names, uses)
        _label_new_pronouns(surface, names, given, label, sure)
        words = head_words(tables, surface)
        candidates = settled(scores.candidates, narration(document, tables, surface, words, names, label))
        known = Linking(
            traits=surface.traits,
            quotation=quotation_chains(tables)[surface.quotation],
            name=label,
            among=among,
            sure=sure,
            place=_places(surface, label),
            names=names,
            narrators=narrators,
            unit_labels={unit: label[mention] for unit, mention in stated.items() if label[mention] >= 0},
            paragraph=document.words.paragraph[surface.first].tolist(),
            is_person=(surface.category == CATEGORIES.index("PER")).tolist(),
            apart=apart_by_grammar(tables, surface, words),
        )
        linked = link(known, candidates)
        members = _members_by_name(names, linked)
        described = entity_tables(document, tables["mentions"], linked, members, source=self.spec.source)
        return with_given(described, document.given)


def surface_of(document: Document, tables: Tables) -> Surface:
    """Words, category, form, quotation and traits of the `mentions` table's rows."""
    mentions = tables["mentions"]
    first, last = word_spans(document, ints(mentions, "start"), ints(mentions, "end"))
    words = document.word_texts
    phrases = [tuple(words[a : z + 1]) for a, z in zip(first.tolist(), last.tolist(), strict=True)]
    folded = {phrase: [word.lower().replace("’", "'") for word in phrase] for phrase in set(phrases)}
    forms = _numbers(mentions, "form", FORMS)
    traits = traits_of(phrases, forms.tolist())
    inside = innermost(document, tables["quotations"])
    return Surface(
        first=first,
        last=last,
        category=_numbers(mentions, "category", CATEGORIES),
        form=forms,
        quotation=inside[first] if len(first) else first,
        traits=traits,
        words=[folded[phrase] for phrase in phrases],
    )


def head_words(tables: Tables, surface: Surface) -> Ints:
    """The head word of each mention; its last one where none is told."""
    heads = tables["mentions"]["head_token"].to_pylist()
    words = [last if head is None else head for head, last in zip(heads, surface.last.tolist(), strict=True)]
    return np.array(words, dtype=np.int64)


def apart_by_grammar(tables: Tables, surface: Surface, words: Ints) -> dict[int, list[int]]:
    """For mentions of people, those that are somebody else by grammar; `words` are the head words of all mentions."""
    people = np.flatnonzero(surface.category == CATEGORIES.index("PER"))
    traits = surface.traits
    placed = placed_mentions(people, surface.first, words, traits.kind, traits.texts, surface.quotation)
    return partners(kept_apart(tables["tokens"], placed))


def narration(
    document: Document, tables: Tables, surface: Surface, words: Ints, names: NameClusters, label: Sequence[int]
) -> Narration:
    """What tells whom narrated pronouns mean; `words` are the head words, and `label` the names, of all mentions."""
    named = np.array(label, dtype=np.int64) >= 0
    told = [_GENDER.get(names.genders[name] or "", UNKNOWN) if name >= 0 else UNKNOWN for name in label]
    gender = np.where(told, told, surface.traits.gender).astype(np.int64)
    is_open = (gender == UNKNOWN) & (surface.traits.kind < KIND["I"])
    words_called = surface.traits.text + len(names.genders)
    return Narration(
        kind=surface.traits.kind,
        gender=gender,
        is_person=surface.category == CATEGORIES.index("PER"),
        is_told=surface.quotation < 0,
        is_self=np.array([text.endswith("self") for text in surface.traits.texts], dtype=bool),
        paragraph=document.words.paragraph[surface.first].astype(np.int64),
        trees=mention_trees(tables["tokens"], words),
        called=np.where(is_open, np.where(named, label, words_called), -1).astype(np.int64),
    )


def _numbers(table: pa.Table, column: str, values: Sequence[str]) -> Ints:
    number = {value: n for n, value in enumerate(values)}
    return np.array([number[value] for value in table[column].to_pylist()], dtype=np.int64)


def quotation_chains(tables: Tables) -> Ints:
    """For each quotation the first one that it goes on from; a last entry, for no quotation (-1), is -1."""
    continues = tables["quotations"]["continues"].to_pylist()
    out: list[int] = []
    for number, before in enumerate(continues):
        out.append(out[before] if 0 <= before < number else number)
    return np.array([*out, -1], dtype=np.int64)


def names_of(
    document: Document, tables: Tables, surface: Surface, scores: Candidates, given: GivenNames
) -> tuple[NameClusters, list[int]]:
    """Clusters of people's names over the book, and the mention of each name use."""
    mentions = tables["mentions"]
    starts, ends = ints(mentions, "start").tolist(), ints(mentions, "end").tolist()
    is_name = _names_of_people(document, surface, starts, ends)
    is_name[_given_names(document, surface, starts, ends, given)] = True
    uses = np.flatnonzero(is_name).tolist()
    told = _pronouns_of_names(surface, scores, is_name)
    rows = [
        NameUse(
            text=document.text[starts[m] : ends[m]],
            start=starts[m],
            category="PER",
            in_quotation=bool(surface.quotation[m] >= 0),
            **told.get(m, {}),
        )
        for m in uses
    ]
    metadata = tables["metadata"]
    hints = [
        value
        for name, value in zip(metadata["name"].to_pylist(), metadata["value"].to_pylist(), strict=True)
        if name in ("character", "pairing")
    ]
    return cluster_names(rows, cast_hints=hints, given=given), uses


def _given_names(
    document: Document, surface: Surface, starts: list[int], ends: list[int], given: GivenNames
) -> list[int]:
    """The mentions by a name that somebody was given beforehand, whatever the book writes it like."""
    named = np.flatnonzero(surface.form != FORMS.index("pronoun")).tolist() if given else []
    return [m for m in named if given.bearers(document.text[starts[m] : ends[m]])]


def _label_new_pronouns(
    surface: Surface, names: NameClusters, given: GivenNames, label: list[int], sure: list[float]
) -> None:
    """Gives pronouns that only one of the given people is called by the label of that person's name."""
    people = given.of_new_pronouns()
    labels = {place: number for number, place in names.given.items()}
    for mention in np.flatnonzero(surface.traits.kind == KIND["NEO"]).tolist() if people else ():
        person = people.get(PRONOUN_SETS.get(surface.words[mention][0], ""))
        if person in labels:
            label[mention], sure[mention] = labels[person], _ONLY_ONE


def _names_of_people(document: Document, surface: Surface, starts: list[int], ends: list[int]) -> Bools:
    """Whether each mention is a person's name, or a description that the book writes like one."""
    is_name = surface.form == FORMS.index("proper")
    is_described = (surface.traits.kind == KIND["DEFINITE"]) & (surface.traits.gender != PLURAL)
    described = np.flatnonzero(is_described).tolist()
    is_name[described] = like_names(document.text, [document.text[starts[m] : ends[m]] for m in described])
    is_name[[m for m in np.flatnonzero(is_name).tolist() if surface.traits.texts[m] in PRONOUN_KIND]] = False
    texts = [surface.traits.texts[m] for m in np.flatnonzero(is_name).tolist()]
    is_name[is_name] = of_people(texts, surface.category[is_name] == CATEGORIES.index("PER"))
    return np.asarray(is_name)


def _pronouns_of_names(surface: Surface, scores: Candidates, is_name: np.ndarray) -> dict[int, dict[str, int]]:
    """How many pronouns of each gender have each name as their best antecedent."""
    told: dict[int, dict[str, int]] = {}
    if not len(surface.first):
        return told
    best = scores.scores.argmax(axis=1)
    for m in np.flatnonzero(np.isin(surface.traits.kind, list(_TELLS))).tolist():
        antecedent = int(scores.earlier[m, best[m]])
        if antecedent >= 0 and scores.scores[m, best[m]] > 0 and is_name[antecedent]:
            counts = told.setdefault(antecedent, {})
            gender = _TELLS[int(surface.traits.kind[m])]
            counts[gender] = counts.get(gender, 0) + 1
    return told


def labels_of(n: int, names: NameClusters, uses: list[int]) -> tuple[list[int], list[tuple[int, ...]], list[float]]:
    """Name label (-1 no name, -2 ambiguous), possible labels and confidence of every mention."""
    label, sure = [-1] * n, [0.0] * n
    among: list[tuple[int, ...]] = [()] * n
    for use, mention in enumerate(uses):
        label[mention] = names.labels[use] if names.labels[use] >= 0 else -2
        among[mention] = names.candidates[use]
        sure[mention] = names.confidence[use]
    return label, among, sure


def _members_by_name(names: NameClusters, linked: Linked) -> dict[int, list[int]]:
    """The people of each collective that the names tell of ("the Bennets"), as entities."""
    entity_of = {label: entity for entity, label in enumerate(linked.label) if label >= 0}
    return {
        entity: [entity_of[member] for member in names.members[label] if member in entity_of]
        for label, entity in entity_of.items()
        if names.members[label]
    }


def _places(surface: Surface, label: list[int]) -> list[int]:
    """For each mention by the name of a place, vehicle or organisation, the number of that name; -1 elsewhere.

    `label` tells the names of people: -1 for none.
    """
    number: dict[str, int] = {}
    out = [-1] * len(surface.first)
    for m in np.flatnonzero(surface.form == FORMS.index("proper")).tolist():
        if label[m] == -1:
            out[m] = number.setdefault(surface.traits.texts[m], len(number))
    return out

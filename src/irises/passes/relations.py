"""Relations: directed pieces of evidence for how one person stands to another.

They come from words of kin and role, from what people do to, feel about and call each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from typing import NamedTuple

import pyarrow as pa

from irises.annotation import Span
from irises.document.model import Document
from irises.encode.encoding import Encoding
from irises.passes.clauses import Clauses, clauses_of
from irises.passes.interface import PassSpec, Tables
from irises.passes.places import table_of

_ROLES = {
    "family": """
    father mother brother sister son daughter aunt uncle cousin nephew niece grandfather grandmother grandson
    granddaughter parent child papa mamma mama mum mom dad daddy stepfather stepmother stepson stepdaughter twin
    guardian ward godfather godmother godson goddaughter grandma grandpa granny
    """,
    "romance": """
    husband wife lover sweetheart fiancé fiance fiancée fiancee betrothed bride bridegroom girlfriend boyfriend suitor
    beloved admirer mistress
    """,
    "friendship": "friend companion comrade confidant confidante mate pal chum playmate",
    "mentorship": "teacher tutor master governess mentor pupil student apprentice disciple professor coach",
    "service": """
    servant maid butler footman valet housekeeper coachman cook nurse gardener groom clerk secretary steward squire
    employer landlady landlord
    """,
    "enmity": "enemy foe tormentor murderer persecutor",
    "rivalry": "rival opponent competitor adversary",
}
_KIND_OF_ROLE = {word: kind for kind, words in _ROLES.items() for word in words.split()}
_VALENCE = {
    "family": 0.2, "romance": 0.7, "friendship": 0.6, "mentorship": 0.3, "service": 0.0, "enmity": -0.8,
    "rivalry": -0.4, "care": 0.6, "blame": -0.6, "fear": -0.5, "admiration": 0.6, "loyalty": 0.6, "other": 0.0,
}  # fmt: skip
_OF_EMOTION = {
    "anger": "enmity", "disgust": "enmity", "fear": "fear", "trust": "care", "joy": "care", "sadness": "care",
}  # fmt: skip
_ENDEARMENTS = {
    "darling": "romance", "dearest": "romance", "sweetheart": "romance", "beloved": "romance", "honey": "romance",
    "dear": "care", "child": "care", "friend": "friendship", "master": "service", "villain": "enmity",
    "traitor": "enmity", "wretch": "enmity",
}  # fmt: skip
_VERBS = {
    "love": "romance", "adore": "romance", "hate": "enmity", "despise": "enmity", "detest": "enmity",
    "loathe": "enmity", "admire": "admiration", "respect": "admiration", "esteem": "admiration",
    "worship": "admiration", "fear": "fear", "dread": "fear", "trust": "loyalty", "obey": "loyalty", "serve": "service",
    "blame": "blame", "accuse": "blame", "protect": "care", "comfort": "care", "nurse": "care", "help": "care",
    "envy": "rivalry", "forgive": "care", "betray": "enmity", "threaten": "enmity", "teach": "mentorship",
}  # fmt: skip


class _Tie(NamedTuple):
    span: Span
    source: int
    target: int
    kind: str
    confidence: float
    evidence: tuple[str, int]
    valence: float | None = None


class Relations:
    """Gathers how people stand to each other."""

    spec = PassSpec(
        name="relations",
        version=4,
        requires=frozenset({"tokens", "mentions", "quotations", "entities", "emotions"}),
        provides=frozenset({"relations"}),
    )

    def score(self, document: Document, tables: Tables, encoding: Encoding) -> None:
        """No model is asked."""
        return None

    def decode(self, document: Document, tables: Tables, scores: None = None) -> dict[str, pa.Table]:
        """One row per piece of evidence between two different people, in text order."""
        clauses = clauses_of(document, tables)
        people = set(tables["entities"].filter(tables["entities"]["is_character"])["entity_id"].to_pylist())
        roles = list(_roles(clauses))
        kin = {(tie.source, tie.target) for tie in roles if tie.kind == "family"}
        deeds = [_among_kin(tie, kin) for tie in (*_deeds(clauses), *_addresses(clauses))]
        ties = [*roles, *deeds, *_not_said_already(_feelings(tables), deeds)]
        ties = sorted({tie for tie in ties if tie.source != tie.target and {tie.source, tie.target} <= people})
        columns = {
            "start": [tie.span.start for tie in ties],
            "end": [tie.span.end for tie in ties],
            "confidence": [tie.confidence for tie in ties],
            "relation_id": list(range(len(ties))),
            "from_entity": [tie.source for tie in ties],
            "to_entity": [tie.target for tie in ties],
            "kind": [tie.kind for tie in ties],
            "valence": [_VALENCE[tie.kind] if tie.valence is None else tie.valence for tie in ties],
            "evidence": [[{"table": tie.evidence[0], "id": tie.evidence[1]}] for tie in ties],
        }
        return {"relations": table_of("relations", columns, source=self.spec.source)}


def _among_kin(tie: _Tie, kin: Set[tuple[int, int]]) -> _Tie:
    """The love of people who are family, which is care."""
    if tie.kind == "romance" and (tie.source, tie.target) in kin:
        return tie._replace(kind="care")
    return tie


def _not_said_already(ties: Iterable[_Tie], others: Iterable[_Tie]) -> Iterator[_Tie]:
    """Ties whose words do not tell another tie of the same two: "loved" is one piece of evidence, not two."""
    said = {(tie.span, tie.source, tie.target) for tie in others}
    return (tie for tie in ties if (tie.span, tie.source, tie.target) not in said)


def _roles(clauses: Clauses) -> Iterator[_Tie]:
    """ "His sister": both ways, where the brother and the sister are known people."""
    for word in clauses.where(_KIND_OF_ROLE):
        person, owner = clauses.person(word), clauses.owner(word)
        mention = clauses.mention(word)
        if person is None or owner is None or mention is None or clauses.upos[word] not in ("NOUN", "PROPN"):
            continue
        kind, span = (
            _KIND_OF_ROLE.get(clauses.lemmas[word]) or _KIND_OF_ROLE[clauses.words[word]],
            clauses.span(word, word),
        )
        for source, target in ((owner, person), (person, owner)):
            yield _Tie(span, source, target, kind, 0.8, ("mentions", mention))


def _deeds(clauses: Clauses) -> Iterator[_Tie]:
    """ "He hated her", "she trusted him": said by narration or in speech, and not denied."""
    for word in clauses.where(_VERBS):
        if clauses.upos[word] != "VERB" or clauses.lemmas[word] not in _VERBS or clauses.is_negated(word):
            continue
        source = clauses.person(clauses.subject(word))
        # A word of a name may be somebody's and head no mention.
        targets = [
            (person, mention)
            for w in clauses.objects(word)
            if (person := clauses.person(w)) is not None and (mention := clauses.mention(w)) is not None
        ]
        if source is not None and targets:
            kind, (target, mention) = _VERBS[clauses.lemmas[word]], targets[0]
            yield _Tie(clauses.span(word, word), source, target, kind, 0.6, ("mentions", mention))


def _addresses(clauses: Clauses) -> Iterator[_Tie]:
    """ "My darling", "dear child": to one hearer."""
    for word in clauses.where(_ENDEARMENTS):
        hearers = clauses.addressees(word)
        speaker, kind = clauses.speaker(word), _ENDEARMENTS.get(clauses.words[word])
        if clauses.mode(word) != "speech" or speaker is None or len(hearers) != 1 or kind is None:
            continue
        if clauses.relation[word] == "vocative" or clauses.words[word - 1 : word] == ["my"]:
            quotation = int(clauses.quotation[word])
            yield _Tie(clauses.span(word, word), speaker, hearers[0], kind, 0.5, ("quotations", quotation))


def _feelings(tables: Tables) -> Iterator[_Tie]:
    """What is felt about somebody."""
    for row in tables["emotions"].to_pylist():
        kind = _OF_EMOTION.get(row["emotion"])
        if kind is None or row["is_negated"] or row["experiencer"] is None or row["target"] is None:
            continue
        span, confidence = Span(row["start"], row["end"]), 0.8 * row["confidence"]
        evidence = ("emotions", row["emotion_id"])
        yield _Tie(span, row["experiencer"], row["target"], kind, confidence, evidence, row["valence"])

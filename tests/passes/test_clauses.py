"""What rules ask of clauses, on trees made by hand."""

from __future__ import annotations

import pytest

from irises.annotation import table_from_rows
from irises.document.load import load
from irises.passes.clauses import Clauses, clauses_of

TEXT = 'She knew he had not seen her brother. "I never promised it," said Tom. Anna\'s hands shook and fell.'
# word: head, relation, UPOS
TREE = """
She 1 nsubj PRON
knew 1 root VERB
he 5 nsubj PRON
had 5 aux AUX
not 5 advmod PART
seen 1 ccomp VERB
her 7 nmod:poss PRON
brother 5 obj NOUN
. 1 punct PUNCT
" 16 punct PUNCT
I 12 nsubj PRON
never 12 advmod ADV
promised 16 ccomp VERB
it 12 obj PRON
, 12 punct PUNCT
" 12 punct PUNCT
said 16 root VERB
Tom 16 nsubj PROPN
. 16 punct PUNCT
Anna 21 nmod:poss PROPN
's 19 case PART
hands 22 nsubj NOUN
shook 22 root VERB
and 24 cc CCONJ
fell 22 conj VERB
. 22 punct PUNCT
""".split("\n")[1:-1]
ANNA, TOM, BROTHER = range(3)
PEOPLE = {"She": ANNA, "he": TOM, "her": ANNA, "brother": BROTHER, "I": TOM, "Tom": TOM, "Anna": ANNA}


@pytest.fixture(scope="module")
def clauses() -> Clauses:
    """Three sentences, one with a quotation of Tom's."""
    document = load(TEXT.encode(), name="a.txt")
    spans = list(zip(document.words.start.tolist(), document.words.end.tolist(), strict=True))
    tokens, mentions = [], []
    bounds = (0, 9, 19)
    for i, line in enumerate(TREE):
        word, head, relation, upos = line.split()
        place = {"start": spans[i][0], "end": spans[i][1]}
        assert TEXT[slice(*spans[i])] == word
        common = place | {"confidence": 1.0, "source": "hand@1", "known_at": spans[i][1]}
        tag = {"lemma": word.lower(), "upos": upos, "feats": "_", "head": int(head), "deprel": relation}
        tokens.append(common | tag | {"token_id": i, "sentence_id": sum(i >= b for b in bounds) - 1})
        if word in PEOPLE:
            link = {"entity_id": PEOPLE[word], "entity_confidence": 1.0, "is_generic": False, "category": "PER"}
            number = {"mention_id": len(mentions), "head_token": i, "form": "common"}
            mentions.append(common | number | link)
    quotation = {
        "start": TEXT.index('"'), "end": TEXT.rindex('"') + 1, "confidence": 1.0, "source": "hand@1", "known_at": 90,
        "quotation_id": 0, "mode": "speech", "speaker": TOM, "speaker_confidence": 1.0, "addressees": [ANNA],
        "addressees_confidence": 1.0, "attribution": "explicit", "cue_start": None, "cue_end": None, "continues": -1,
        "within": -1, "evidence": [],
    }  # fmt: skip
    rows = {"tokens": tokens, "mentions": mentions, "quotations": [quotation]}
    return Clauses(document, {name: table_from_rows(name, made) for name, made in rows.items()})


def at(clauses: Clauses, word: str) -> int:
    return clauses.words.index(word)


def test_subjects_and_objects_are_people(clauses: Clauses) -> None:
    """Who knew, who saw, and whom."""
    assert clauses.person(clauses.subject(at(clauses, "knew"))) == ANNA
    assert clauses.person(clauses.subject(at(clauses, "seen"))) == TOM
    assert [clauses.person(w) for w in clauses.objects(at(clauses, "seen"))] == [BROTHER]


def test_a_second_verb_borrows_the_subject(clauses: Clauses) -> None:
    """ "shook and fell": the hands fell; without borrowing the second verb has no subject."""
    fell = at(clauses, "fell")
    assert clauses.subject(fell) == at(clauses, "hands")
    assert clauses.subject(fell, borrowed=False) is None


def test_negation_is_seen(clauses: Clauses) -> None:
    """ "not seen" and "never promised" are denied, "knew" isn't."""
    assert [clauses.is_negated(at(clauses, w)) for w in ("seen", "promised", "knew")] == [True, True, False]


def test_content_is_the_clause_without_marks(clauses: Clauses) -> None:
    """What she knew: the clause, without the full stop; and who is in it."""
    first, last = clauses.content(at(clauses, "knew")) or (0, 0)
    start, end = clauses.span(first, last)
    assert TEXT[start:end] == "he had not seen her brother"
    assert clauses.people_in(first, last) == [TOM, ANNA, BROTHER]


def test_hands_have_an_owner(clauses: Clauses) -> None:
    """The hands are Anna's, and the brother hers."""
    assert clauses.owner(at(clauses, "hands")) == ANNA
    assert clauses.owner(at(clauses, "brother")) == ANNA
    assert clauses.owner(at(clauses, "knew")) is None


def test_words_know_their_quotation(clauses: Clauses) -> None:
    """Inside the marks it is Tom who speaks, to Anna; outside there is no mode."""
    promised = at(clauses, "promised")
    assert (clauses.mode(promised), clauses.speaker(promised)) == ("speech", TOM)
    assert clauses.addressees(promised) == [ANNA]
    assert (clauses.mode(0), clauses.speaker(0), clauses.addressees(0)) == (None, None, [])


def test_passes_share_what_they_ask_alike(clauses: Clauses) -> None:
    """The same tables give the same object, others a new one."""
    tables = dict(clauses._tables)
    first = clauses_of(clauses.document, tables)
    assert clauses_of(clauses.document, dict(tables)) is first
    assert clauses_of(clauses.document, tables | {"mentions": tables["mentions"].slice(0)}) is not first


def test_words_are_found_by_lemma_and_form(clauses: Clauses) -> None:
    """All that are asked for in text order, each once; their lower case is what counts."""
    assert clauses.where({"anna", "she", "nowhere"}) == [at(clauses, "she"), at(clauses, "anna")]
    assert clauses.where(()) == []


def test_dependents_are_those_of_a_relation_and_its_subtypes(clauses: Clauses) -> None:
    """ "nmod" has "nmod:poss" among it, not the other way round; a root does not hang on itself."""
    hands, shook = at(clauses, "hands"), at(clauses, "shook")
    assert clauses.children(hands, ("nmod",)) == clauses.children(hands, ("nmod:poss",)) == [at(clauses, "anna")]
    assert clauses.children(hands, ("obj",)) == []
    assert clauses.children(shook) == [hands, at(clauses, "fell"), len(clauses.words) - 1]


def test_a_sentence_has_its_words(clauses: Clauses) -> None:
    """The first and the last of three."""
    assert clauses.sentence_words(at(clauses, "seen")) == range(9)
    assert clauses.sentence_words(at(clauses, "hands")) == range(19, 26)


def test_a_clause_ends_at_the_mark_in_its_quotation(clauses: Clauses) -> None:
    """The narration's full stop; none inside the marks, where a comma and the quotation's end come first."""
    assert clauses.ends_with(at(clauses, "she")) == clauses.ends_with(at(clauses, "tom")) == "."
    assert clauses.ends_with(at(clauses, "promised")) == ""

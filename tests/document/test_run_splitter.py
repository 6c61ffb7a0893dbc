import sys
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irises.document.english_rules import english_rules
from irises.document.run_splitter import RunSplitter


@cache
def splitter() -> RunSplitter:
    """Our splitter with spaCy's rules for English."""
    rules = english_rules()
    return RunSplitter(
        prefixes=rules.prefixes,
        suffixes=rules.suffixes,
        infixes=rules.infixes,
        address=rules.address,
        exceptions=rules.exceptions,
    )


@cache
def spacys() -> Any:
    """spaCy's own tokenizer with its rules for English."""
    from spacy.lang.en import English

    return English().tokenizer


def runs() -> st.SearchStrategy[str]:
    """Runs without white space or curly apostrophes, many of them made of exceptions and marks."""
    exceptions = [whole for whole in splitter().exceptions if whole.strip()]
    marks = st.text(alphabet=".,;:!?'\"()[]-/*+=$%°8aAsSmK…—", min_size=1, max_size=4)
    words = st.sampled_from(["can", "Emma", "I", "well-known", "nobody's", "a@b.com", "www.x.org", "3.5", "10km", "O'"])
    parts = st.one_of(st.sampled_from(exceptions), marks, words, st.characters().map(str))
    return st.lists(parts, min_size=1, max_size=5).map("".join).filter(lambda run: run.split() == [run])


@given(run=st.deferred(runs))
def test_runs_are_split_as_spacy_splits_them(run: str) -> None:
    """The same words as from spaCy's tokenizer with the same rules."""
    run = run.replace("’", "'")
    assert splitter()(run) == [token.text for token in spacys()(run)]


@pytest.mark.parametrize(
    ("run", "words"),
    [
        ("I'd", ["I", "'d"]),
        ("(cannot)", ["(", "can", "not", ")"]),
        ("Mr.", ["Mr."]),
        ('"No.', ['"', "No", "."]),
        (":)", [":)"]),
        ("(a:)", ["(", "a", ":)"]),
        ("8p.m.", ["8", "p.m."]),
        ("his/hers", ["his", "/", "hers"]),
        ("www.example.org/a,b", ["www.example.org/a,b"]),
        ("!", ["!"]),
    ],
)
def test_affixes_infixes_and_exceptions(run: str, words: list[str]) -> None:
    """Affixes come off from outside, exceptions and addresses stay as they are, infixes part the rest."""
    assert splitter()(run) == words


def test_rules_are_read_without_a_trace() -> None:
    """Nothing that stands for spaCy stays behind, so that spaCy itself can be imported later."""
    before = set(sys.modules)
    english_rules()
    assert set(sys.modules) == before

"""Coreference as CoNLL-2012 (conll.cemantix.org/2012), and Universal Dependencies as CoNLL-U with CorefUD's entities.

Both count words. A mention that runs past its sentence is cut there, since readers of these formats expect each
sentence to close what it opens. Singletons are there; a scorer that wants none has to drop them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from irises.story import Story
from irises.story.rows import Token
from irises.view import names_of
from irises.write.penn import penn_tag
from irises.write.words import Words, one_line

_UNKNOWN = "_"
_BRACKETS = {"(": "-LRB-", ")": "-RRB-", "[": "-LSB-", "]": "-RSB-", "{": "-LCB-", "}": "-RCB-"}
"""How the Penn Treebank writes words that are brackets."""


class _Bracket(NamedTuple):
    """A mention in one sentence: first, last and head word (places in the story), entity_id and its category, form."""

    first: int
    last: int
    entity: int
    category: str
    form: str
    head: int


def conll_2012(story: Story, name: str) -> bytes:
    """Words with Penn tags, speakers and coreference; parses are CoNLL's dummies, what is not read is `-` or `*`."""
    words, document = Words(story), _word(name)
    speakers = _speakers(story, words)
    lines = [f"#begin document ({document}); part 000\n"]
    for sentence, brackets in _bracketed(story, words):
        for place in sentence:
            token = words.tokens[place]
            cells = [document, "0", str(place - sentence.start), _printed(token.text), penn_tag(token)]
            cells += [_dummy_parse(place, sentence), "-", "-", "-", speakers.get(place, "-"), "*"]
            lines.append("\t".join([*cells, _chains(place, brackets)]) + "\n")
        lines.append("\n")
    return "".join([*lines, "#end document\n"]).encode("utf-8")


def conll_u(story: Story, name: str) -> bytes:
    """Words with lemma, UPOS, features and heads; mentions as `Entity` in MISC, in the form of CorefUD 1.0."""
    words = Words(story)
    paragraphs = {sentence.sentence_id: sentence.paragraph_id for sentence in story.sentences}
    lines = [f"# newdoc id = {_word(name)}\n", "# global.Entity = eid-etype-head-other\n"]
    paragraph = None
    for sentence, brackets in _bracketed(story, words):
        tokens = [words.tokens[place] for place in sentence]
        number = tokens[0].sentence_id
        if paragraphs.get(number) != paragraph:
            paragraph = paragraphs.get(number)
            lines.append(f"# newpar id = {paragraph}\n")
        lines += [f"# sent_id = {number}\n", f"# text = {_sentence_text(tokens)}\n"]
        for place, after in zip(sentence, [*tokens[1:], None], strict=True):
            lines.append(_universal(words, sentence, place, after, brackets))
        lines.append("\n")
    return "".join(lines).encode("utf-8")


def _bracketed(story: Story, words: Words) -> Iterator[tuple[range, list[_Bracket]]]:
    """Each sentence with the mentions that begin in it, longer ones first; the same words for the same entity once."""
    starting: dict[int, list[_Bracket]] = {}
    of_sentence = {place: sentence for sentence in words.sentences for place in sentence}
    # A reader asks for one kind of each entity; what a single mention was taken for may differ.
    kinds = {entity.entity_id: entity.category for entity in story.entities}
    for mention in story.mentions:
        span = words.of(mention)
        if not span:
            continue
        last = min(span.stop, of_sentence[span.start].stop) - 1
        top = words.top(mention, range(span.start, last + 1))
        head = last if top is None else top
        kind = kinds.get(mention.entity_id, mention.category)
        bracket = _Bracket(span.start, last, mention.entity_id, kind, mention.form, head)
        starting.setdefault(span.start, []).append(bracket)
    for sentence in words.sentences:
        found = {(b.first, b.last, b.entity): b for place in sentence for b in starting.get(place, ())}
        yield sentence, sorted(found.values(), key=lambda b: (b.first, -b.last, b.entity))


def _chains(place: int, brackets: list[_Bracket]) -> str:
    opened = [f"({b.entity}" for b in brackets if b.first == place < b.last]
    alone = [f"({b.entity})" for b in brackets if b.first == place == b.last]
    closed = [f"{b.entity})" for b in reversed(brackets) if b.first < place == b.last]
    return "|".join([*opened, *alone, *closed]) or "-"


def _entities(place: int, brackets: list[_Bracket]) -> str:
    """CorefUD's brackets at a word; the head is counted within the mention, from 1."""

    def described(b: _Bracket) -> str:
        return f"(e{b.entity}-{b.category}-{b.head - b.first + 1}-{b.form}"

    opened = [described(b) for b in brackets if b.first == place < b.last]
    alone = [described(b) + ")" for b in brackets if b.first == place == b.last]
    closed = [f"e{b.entity})" for b in reversed(brackets) if b.first < place == b.last]
    return "".join([*opened, *alone, *closed])


def _dummy_parse(place: int, sentence: range) -> str:
    return ("(TOP*" if place == sentence.start else "*") + (")" if place == sentence.stop - 1 else "")


def _speakers(story: Story, words: Words) -> dict[int, str]:
    """Per place of a word inside a quotation its speaker's name as one word; the innermost quotation's."""
    names, speakers = names_of(story), dict[int, str]()
    for quotation in sorted(story.quotations, key=lambda q: (q.start, -q.end)):
        if quotation.speaker is not None:
            speakers |= dict.fromkeys(words.of(quotation), _word(names.get(quotation.speaker, "-")))
    return speakers


def _universal(words: Words, sentence: range, place: int, after: Token | None, brackets: list[_Bracket]) -> str:
    token, head = words.tokens[place], words.head(place)
    is_root = head == place
    misc = [f"Entity={marks}"] if (marks := _entities(place, brackets)) else []
    if after is not None and after.start == token.end:
        misc.append("SpaceAfter=No")
    cells = [str(place - sentence.start + 1), one_line(token.text), token.lemma, token.upos, None, token.feats]
    if head is not None and head in sentence:
        cells += ["0" if is_root else str(head - sentence.start + 1), token.deprel]
    else:
        cells += [None, None]
    return "\t".join(one_line(cell) if cell else _UNKNOWN for cell in [*cells, None, "|".join(misc)]) + "\n"


def _sentence_text(tokens: list[Token]) -> str:
    """The sentence as its words and their spaces tell it: any white space between two words is one space."""
    spaces = [" " if after.start > token.end else "" for token, after in pairwise(tokens)]
    return "".join(one_line(token.text) + space for token, space in zip(tokens, [*spaces, ""], strict=True))


def _printed(text: str) -> str:
    """A word of the text as one cell; brackets of its own are none of coreference."""
    return _BRACKETS.get(text) or one_line(text).replace(" ", _UNKNOWN)


def _word(text: str) -> str:
    """A text as one word without brackets, which names of documents and columns may not hold."""
    return re.sub(r"[\s()|]+", "_", one_line(text)) or _UNKNOWN

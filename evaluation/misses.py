"""`python -m evaluation.misses TASK --data DIR [--novel NAME] [--limit N] [--sample N]`: what went wrong on dev.

A sample spread evenly over each text (`--limit`), or over all of them (`--sample`), so that a scorer, or a reading, can
be judged by eye: of PDNC's dev novels, LitBank's dev passages for `nouns`, `categories`, `events` and `links`, EWT dev
for `trees`, or our own dev passages for `beliefs` and `commitments`.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from evaluation.calibration import linked_mentions
from evaluation.characters import scored_characters
from evaluation.example import Example, spans_of
from evaluation.minds import MindsExample, examples, same_people
from evaluation.people import MentionIndex, People, match_people, mention_evidence, name_evidence
from evaluation.quotations import coverage_of, false_stretches, novel_of
from evaluation.readings import program_readings
from evaluation.speakers import answers
from evaluation.syntax import Parse, document_of, heads_of, program_parse
from evaluation.tasks import Run, ewt_file
from gold.ewt import Paragraph, read_documents
from gold.minds.matching import commitment_likeness, cue_likeness, paired
from gold.minds.reader import Belief, Commitment
from gold.model import Annotated
from irises.annotation import Span

_AROUND = 60
_LONGEST = 160


def missed_quotations(example: Example, people: People) -> Iterator[str]:
    """Gold quotations that were not found."""
    coverage = coverage_of(example)
    for quotation in novel_of(example).quotations:
        if not coverage.found(quotation):
            yield " / ".join(_in_context(example.text, part) for part in quotation.parts)


def false_quotations(example: Example, people: People) -> Iterator[str]:
    """Predicted stretches that no gold covers."""
    spans = spans_of(example.predicted.tables["quotations"])
    for row in false_stretches(example):
        yield _in_context(example.text, spans[row])


def wrong_speakers(example: Example, people: People) -> Iterator[str]:
    """Quotations with a wrong speaker or none."""
    gold, predicted = _gold_names(example), _predicted_names(example, people)
    for answer in answers(example, people):
        if not answer.is_right:
            said = "not found" if not answer.found else predicted(answer.entity)
            who = gold(answer.quotation.speaker)
            yield f"{answer.quotation.kind}: {who}, not {said}: {_in_context(example.text, answer.quotation.parts[0])}"


def wrong_identities(example: Example, people: People) -> Iterator[str]:
    """Mentions inside quotations that mean somebody else."""
    gold, predicted = _gold_names(example), _predicted_names(example, people)
    index = MentionIndex(example.predicted.tables["mentions"])
    for mention in (mention for quotation in novel_of(example).quotations for mention in quotation.mentions):
        entity = index.entity_at(mention.span)
        if mention.characters and (entity is None or people.characters([entity]) != mention.characters):
            who = " and ".join(sorted(map(gold, mention.characters)))
            yield f"{who}, not {predicted(entity)}: {_in_context(example.text, mention.span)}"


def people_table(example: Example, people: People) -> Iterator[str]:
    """Whom each character is matched to, and the other entities that hold evidence of it."""
    predicted = _predicted_names(example, people)
    entity_of = {character: entity for entity, character in people.character_of.items()}
    for person in novel_of(example).characters:
        own = entity_of.get(person.character_id)
        rest = {e: n for (c, e), n in people.evidence.items() if c == person.character_id and e != own}
        others = ", ".join(f"{predicted(e)} {n:.0f}" for e, n in sorted(rest.items(), key=lambda pair: -pair[1])[:4])
        weight = people.evidence[person.character_id, own] if own is not None else 0
        yield f"{person.weight or 'unlisted'}: {person.name} = {predicted(own)} {weight:.0f}; also {others or 'nobody'}"


def wrong_characters(example: Example, people: People) -> Iterator[str]:
    """Major and intermediate characters that are not exactly one entity, and what each piece holds of them."""
    novel, predicted = novel_of(example), _predicted_names(example, people)
    by_name, by_mention = name_evidence(novel, example.predicted.tables)[0], mention_evidence(example)
    for whole in scored_characters(example, people):
        if not whole.is_one:
            what = "missing" if not whole.pieces else "joined with another" if whole.is_shared else "in pieces"
            parts = [
                f"{predicted(e)} {by_name[whole.character, e]:.0f} by name, {by_mention[whole.character, e]:.0f} inside"
                for e in whole.pieces
            ]
            person = novel.characters[whole.character]
            yield f"{what}, {len(whole.own)} of its own: {person.name} = {'; '.join(parts) or 'nobody'}"


def wrong_nouns(example: Example) -> Iterator[str]:
    """Common-noun mentions that were missed, and predicted ones that gold lacks."""
    gold, predicted = (side.tables["mentions"] for side in (example.reference, example.predicted))
    for what, own, other in (("missed", gold, predicted), ("false", predicted, gold)):
        known = set(spans_of(other))
        for span, form in zip(spans_of(own), own["form"].to_pylist(), strict=True):
            if form == "common" and span not in known:
                yield f"{what}: {_in_context(example.text, span)}"


def wrong_categories(example: Example) -> Iterator[str]:
    """Mentions that were found, as of another category than gold says."""
    gold, predicted = (
        dict(zip(spans_of(mentions), mentions["category"].to_pylist(), strict=True))
        for mentions in (example.reference.tables["mentions"], example.predicted.tables["mentions"])
    )
    for span in sorted(gold.keys() & predicted.keys()):
        if gold[span] != predicted[span]:
            yield f"{gold[span]}, not {predicted[span]}: {_in_context(example.text, span)}"


def wrong_events(example: Example) -> Iterator[str]:
    """Triggers that were missed, and predicted ones that gold lacks."""
    gold, predicted = (set(spans_of(side.tables["events"])) for side in (example.reference, example.predicted))
    for span in sorted(gold ^ predicted):
        yield f"{'missed' if span in gold else 'false'}: {_in_context(example.text, span)}"


def wrong_links(example: Example) -> Iterator[str]:
    """Mentions of another entity than gold says, by `evaluation.calibration`, both entities by their names."""
    mentions = example.predicted.tables["mentions"]
    spans, entities = spans_of(mentions), mentions["entity_id"].to_pylist()
    gold = dict(
        zip(
            spans_of(example.reference.tables["mentions"]),
            example.reference.tables["mentions"]["entity_id"].to_pylist(),
            strict=True,
        )
    )
    (names, sizes), (gold_names, gold_sizes) = _named(example.predicted), _named(example.reference)
    for row, decision in linked_mentions(example):
        if not decision.is_right:
            entity, true = entities[row], gold[spans[row]]
            said = f"{names[entity]!r} of {sizes[entity]}"
            meant = f"{gold_names[true]!r} of {gold_sizes[true]}"
            yield f"{meant}, not {said} ({decision.confidence:.2f}): {_in_context(example.text, spans[row])}"


def _named(side: Annotated) -> tuple[list[str], list[int]]:
    """Name and number of mentions of each entity."""
    entities = side.tables["entities"]
    return entities["name"].to_pylist(), entities["n_mentions"].to_pylist()


def wrong_beliefs(passage: MindsExample) -> Iterator[str]:
    """Beliefs that were missed, that nobody holds, and those of another holder or stance."""
    gold, said = passage.gold.beliefs, passage.predicted.beliefs
    pairs = [(gold[i], said[j]) for i, j in paired(gold, said, cue_likeness)]
    yield from _unpaired(passage.text, gold, said, pairs)
    for one, other in pairs:
        at = _in_context(passage.text, one.span)
        if one.stance != other.stance:
            yield f"stance {one.stance}, not {other.stance}: {at}"
        if not same_people(one.holders, other.holders):
            yield f"holder {_who(passage, one.holders)}, not {_who(passage, other.holders)}: {at}"


def wrong_commitments(passage: MindsExample) -> Iterator[str]:
    """Commitments that were missed, that nobody made, and those by somebody else or of another kind."""
    gold, said = passage.gold.commitments, passage.predicted.commitments
    pairs = [(gold[i], said[j]) for i, j in paired(gold, said, commitment_likeness)]
    yield from _unpaired(passage.text, gold, said, pairs)
    for one, other in pairs:
        at = _in_context(passage.text, one.span)
        if one.kind != other.kind:
            yield f"kind {one.kind}, not {other.kind}: {at}"
        if not same_people(one.by, other.by):
            yield f"by {_who(passage, one.by)}, not {_who(passage, other.by)}: {at}"


def wrong_arcs(paragraphs: Sequence[Paragraph], parse: Parse = program_parse) -> Iterator[str]:
    """Words of a document of EWT's with another head or relation than gold says; both heads in words."""
    sentences = [sentence for paragraph in paragraphs for sentence in paragraph]
    document = document_of(sentences)
    words = document.words.texts(document.text)
    starts, ends = document.words.start.tolist(), document.words.end.tolist()
    tokens = parse(document)[1]
    gold = zip((r for s in sentences for r in s.deprels), heads_of(sentences), strict=True)
    said = zip(tokens["deprel"].to_pylist(), tokens["head"].to_pylist(), strict=True)
    for word, (true, found) in enumerate(zip(gold, said, strict=True)):
        if true != found:
            meant, other = (f"{r} of {'none' if head == word else repr(words[head])}" for r, head in (true, found))
            yield f"{meant}, not {other}: {_in_context(document.text, Span(starts[word], ends[word]))}"


Attitude = Belief | Commitment


def _unpaired(
    text: str, gold: Sequence[Attitude], said: Sequence[Attitude], pairs: Sequence[tuple[Attitude, Attitude]]
) -> Iterator[str]:
    """Rows of one side only: missed or false."""
    for what, rows, known in (("missed", gold, [a for a, _ in pairs]), ("false", said, [b for _, b in pairs])):
        for row in rows:
            if not any(row is other for other in known):
                kind = row.stance if isinstance(row, Belief) else row.kind
                yield f"{what} {kind}: {_in_context(text, row.span)}"


def _who(passage: MindsExample, people: frozenset[int]) -> str:
    """The first mentions of people, by the numbers of the gold's; others are strangers to it."""
    first = {person.person_id: person.mentions[0] for person in passage.gold.people}
    names = [passage.text[first[p].start : first[p].end] if p in first else "a stranger" for p in sorted(people)]
    return " and ".join(map(repr, names)) or "nobody"


MINDS_KINDS: Mapping[str, Callable[[MindsExample], Iterator[str]]] = {
    "beliefs": wrong_beliefs,
    "commitments": wrong_commitments,
}

PASSAGE_KINDS: Mapping[str, Callable[[Example], Iterator[str]]] = {
    "nouns": wrong_nouns,
    "categories": wrong_categories,
    "events": wrong_events,
    "links": wrong_links,
}

KINDS: Mapping[str, Callable[[Example, People], Iterator[str]]] = {
    "quotations": missed_quotations,
    "false-quotations": false_quotations,
    "speakers": wrong_speakers,
    "identity": wrong_identities,
    "people": people_table,
    "characters": wrong_characters,
}

TREES = "trees"


def _in_context(text: str, span: Span) -> str:
    before = " ".join(text[max(0, span.start - _AROUND) : span.start].split())
    inside = " ".join(text[span.start : span.end].split())
    after = " ".join(text[span.end : span.end + _AROUND].split())
    return f"{before} [{inside if len(inside) <= _LONGEST else inside[:_LONGEST] + '...'}] {after}".strip()


def _gold_names(example: Example) -> Callable[[int | None], str]:
    characters = novel_of(example).characters
    return lambda character: characters[character].name if character is not None else "nobody"


def _predicted_names(example: Example, people: People) -> Callable[[int | None], str]:
    names = example.predicted.tables["entities"]["name"].to_pylist()
    gold = _gold_names(example)

    def name(entity: int | None) -> str:
        if entity is None:
            return "nobody"
        character = people.character_of.get(entity)
        return f"{names[entity]!r} (#{entity}{', ' + gold(character) if character is not None else ', unmatched'})"

    return name


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the sample; 0."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.misses", description="Show what went wrong.")
    parser.add_argument("kind", choices=(*KINDS, *PASSAGE_KINDS, TREES, *MINDS_KINDS))
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument(
        "--readings", type=Path, metavar="DIR", help="keep readings there, and take those that are there"
    )
    parser.add_argument("--novel", action="append", metavar="NAME", help="of PDNC's dev novels (default: all)")
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="of each text (20)")
    parser.add_argument("--sample", type=int, metavar="N", help="of all texts together instead, in proportion")
    options = parser.parse_args(arguments)
    run = Run(options.data, program_readings(kept=options.readings))
    found = dict(_misses(run, options.kind, options.novel))
    share = 1.0 if options.sample is None else options.sample / max(1, sum(map(len, found.values())))
    for name, lines in found.items():
        print(f"{name}: {len(lines)}")
        n = options.limit if options.sample is None else round(share * len(lines))
        for line in spread(lines, n):
            print(f"  {line}")
    return 0


def _misses(run: Run, kind: str, novels: Sequence[str] | None) -> Iterator[tuple[str, list[str]]]:
    """Name and lines of each text."""
    if kind in PASSAGE_KINDS:
        for example in run.passages:
            yield example.reference.name, list(PASSAGE_KINDS[kind](example))
    elif kind == TREES:
        file = ewt_file(run.data)
        yield file.stem, [line for document in read_documents(file) for line in wrong_arcs(document)]
    elif kind in MINDS_KINDS:
        for passage in examples(run.readings, run.data, split="dev"):
            yield passage.gold.place.passage, list(MINDS_KINDS[kind](passage))
    else:
        for example in run.novels_named(novels):
            yield example.reference.name, list(KINDS[kind](example, match_people(example)))


def spread(lines: Sequence[str], n: int) -> list[str]:
    """At most n of the lines, at even distances."""
    n = min(n, len(lines))
    return [lines[(2 * k + 1) * len(lines) // (2 * n)] for k in range(n)]


if __name__ == "__main__":
    raise SystemExit(main())

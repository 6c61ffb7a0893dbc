"""What the attribution of a quotation looks at: candidates, and a row of features for each of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from irises.passes.cues import Cue, Place, best_cue, find_cues, form_of
from irises.passes.dialogue import (
    FEMALE,
    FIRST_PERSON,
    GENDER_OF,
    MALE,
    PLURAL,
    PRONOUN,
    SECOND_PERSON,
    UNKNOWN,
    Dialogue,
    Ints,
)
from irises.passes.vocatives import called_gender, vocative_mentions

Floats = npt.NDArray[np.float32]

CANDIDATES = 16
"""Most people that are weighed for one quotation."""
_BACK, _AHEAD = 2000, 200
_WINDOWS = (100, 300, 1000)
_NEIGHBOURS = (-4, -3, -2, -1, 1, 2, 3, 4)
_NEAR = (-2, -1, 1, 2)
_FADE = 400.0
_TOLD = 1500
_OFTEN = 10
_BLOCK = 32
"""Chains that are described at once."""

_FORMS = ("proper", "common", "pronoun")
FEATURES: tuple[str, ...] = (
    *(f"cue_{place.name.lower()}_{form}" for place in Place for form in _FORMS),
    "cue_words_share", "cue_words_owner", "cue_name_same", "cue_name_has",
    "cue_gender_fits", "cue_gender_clashes", "cue_first_person", "cue_addressed",
    *(f"count_{width}" for width in _WINDOWS), "count_ahead", "named_300", "log_distance", "log_distance_ahead",
    "recency", "paragraph_before", "paragraph_after", "last_paragraph", "next_paragraph", "paragraph_opens",
    "last_paragraph_opens", "next_paragraph_opens",
    "inside_named", "inside_called", "inside_first_person", "inside_second_person", "inside_third_person",
    *(f"cue_at_{k:+d}" for k in _NEIGHBOURS), *(f"named_cue_at_{k:+d}" for k in _NEIGHBOURS),
    *(f"called_at_{k:+d}" for k in _NEAR), *(f"addressed_at_{k:+d}" for k in _NEAR),
    *(f"beat_at_{k:+d}" for k in _NEAR), *(f"inside_at_{k:+d}" for k in (-1, 1)),
    *(f"second_person_at_{k:+d}" for k in (-1, 1)), "called_gender_fits", "called_gender_clashes",
    "is_narrator", "is_named", "is_group", "is_male", "is_female", "log_mentions", "log_cues", "absent",
    "has_named_cue", "has_pronoun_cue", "has_beat", "cue_unknown", "n_candidates", "log_length", "stretches",
    "only_quotation", "last_only_quotation", "next_only_quotation", "gap_before", "gap_after", "same_paragraph_before",
    "same_paragraph_after", "narrated", "nobody",
)  # fmt: skip
"""Names of the columns of a feature row, in order; `nobody` marks the row that stands for everyone else."""

COLUMN = {name: index for index, name in enumerate(FEATURES)}
_FIRST_CUE = COLUMN["cue_inverted_proper"]


@dataclass(frozen=True, kw_only=True)
class Clues:
    """What was found at each chain before anybody is weighed; lists go by chain."""

    cues: list[list[Cue]]
    best: list[Cue | None]
    vocatives: list[list[int]]
    """Mentions inside that call somebody."""
    called: list[list[int]]
    """Entities called by a vocative inside."""
    called_gender: list[int]
    addressed: list[list[int]]
    """Entities a cue says it is addressed to."""


@dataclass(frozen=True, kw_only=True)
class Candidates:
    """Who may have said each chain, and the features.

    `entity` is int64 [chains, CANDIDATES], -1 where empty; `features` float32 [chains, CANDIDATES + 1, FEATURES],
    the last row standing for somebody else; `gap` the words between each chain and the one before.
    """

    entity: Ints
    features: Floats
    gap: Floats
    clues: Clues


def gather_clues(dialogue: Dialogue) -> Clues:
    """Cues and vocatives of every outermost chain."""
    cues = [find_cues(dialogue, chain) for chain in dialogue.chains]
    vocatives = [vocative_mentions(dialogue, chain) for chain in dialogue.chains]
    entity = dialogue.mentions.entity
    return Clues(
        cues=cues,
        best=[best_cue(found) for found in cues],
        vocatives=vocatives,
        called=[[int(entity[m]) for m in called] for called in vocatives],
        called_gender=[called_gender(dialogue, chain) for chain in dialogue.chains],
        addressed=[[int(entity[m]) for cue in found for m in cue.addressed] for found in cues],
    )


def weigh_candidates(dialogue: Dialogue) -> Candidates:
    """Candidates and their features for every outermost chain, in one walk over the story."""
    clues = gather_clues(dialogue)
    chains = dialogue.chains
    n = len(chains)
    entity = np.full((n, CANDIDATES), -1, dtype=np.int64)
    features = np.zeros((n, CANDIDATES + 1, len(FEATURES)), dtype=np.float32)
    walk = _Walk(dialogue, clues)
    for start in range(0, n, _BLOCK):
        block = range(n)[start : start + _BLOCK]
        chosen = walk.choose(block)
        walk.describe(block, chosen, features[start : block.stop])
        entity[start : block.stop] = chosen
    gap = np.zeros(n, dtype=np.float32)
    if n > 1:
        gap[1:] = [later.first - earlier.last for earlier, later in pairwise(chains)]
    _describe_people(features, entity, dialogue, walk.cue_counts())
    _describe_neighbours(features, entity, dialogue, clues, np.maximum(gap, 0.0))
    features[:, :-1][entity < 0] = 0.0
    return Candidates(entity=entity, features=features, gap=gap, clues=clues)


@dataclass(frozen=True, kw_only=True)
class _Near:
    """Mentions of candidates near a block of chains, chain by chain in text order; all arrays have one length."""

    chain: Ints
    """Place of the chain in the block."""
    row: Ints
    """Number of the mention among those of people who can speak."""
    cell: Ints
    """Who is mentioned: `CANDIDATES * chain` and the place among the chain's candidates."""


class _Walk:
    """Chooses and describes candidates, a block of chains at a time."""

    def __init__(self, dialogue: Dialogue, clues: Clues) -> None:
        self.dialogue, self.clues = dialogue, clues
        mentions, people = dialogue.mentions, dialogue.people
        speaks = people.can_speak[mentions.entity] if len(mentions) else np.zeros(0, dtype=bool)
        self.rows = np.flatnonzero(speaks)
        self.first, self.last = mentions.first[self.rows], mentions.last[self.rows]
        self.entity, self.form = mentions.entity[self.rows], mentions.form[self.rows]
        self.quoted = mentions.quoted[self.rows]
        self.paragraph = dialogue.paragraph[self.first]
        self.opens = self._opens()
        words = [dialogue.words[at] for at in self.first.tolist()]
        self.is_me = np.array([word in FIRST_PERSON for word in words], dtype=bool) & (self.form == PRONOUN)
        self.is_you = np.array([word in SECOND_PERSON for word in words], dtype=bool) & (self.form == PRONOUN)
        self.can_speak: list[bool] = people.can_speak.tolist()
        self.gender: list[int] = people.gender.tolist()
        self.begins = np.array([chain.first for chain in dialogue.chains], dtype=np.int64)
        self.ends = np.array([chain.last for chain in dialogue.chains], dtype=np.int64)
        self.tellers = self._tellers()
        self.hearers = self._hearers()
        self.subjects = [self._subject(index) for index in range(len(dialogue.chains))]
        self.only_quotation = _only_quotations(dialogue)
        self.names = _HeadWords(dialogue)

    def _opens(self) -> npt.NDArray[np.bool_]:
        """Whether each mention is the first person's in its paragraph's narration."""
        opens = np.zeros(len(self.rows), dtype=bool)
        told = np.flatnonzero(~self.quoted)
        _, where = np.unique(self.paragraph[told], return_index=True)
        opens[told[where]] = True
        return opens

    def _tellers(self) -> list[list[int]]:
        """The narrators who tell the story around each chain."""
        unit = self.dialogue.unit
        found: list[list[int]] = [[] for _ in self.dialogue.chains]
        for (who, told_in), words in self._telling().items():
            low, high = np.searchsorted(words, self.begins - _TOLD), np.searchsorted(words, self.ends + _TOLD)
            for index in np.flatnonzero((unit[self.begins] == told_in) & (low < high)).tolist():
                found[index].append(who)
        return found

    def _telling(self) -> dict[tuple[int, int], Ints]:
        """Words at which each narrator says `I` outside quotations, by narrator and narrating unit."""
        unit = self.dialogue.unit
        told = ~self.quoted & self.is_me & self.dialogue.people.is_narrator[self.entity]
        found: dict[tuple[int, int], list[int]] = defaultdict(list)
        for at in np.flatnonzero(told).tolist():
            word = int(self.first[at])
            found[int(self.entity[at]), int(unit[word])].append(word)
        return {who: np.array(places, dtype=np.int64) for who, places in found.items()}

    def _hearers(self) -> list[int]:
        """Whom a story in the second person calls `you`: who is meant by most of them outside quotations, and often."""
        you = self.entity[~self.quoted & self.is_you].tolist()
        counts = Counter(you).most_common(1)
        return [who for who, n in counts if n >= _OFTEN and 2 * n > len(you)]

    def _subject(self, index: int) -> int:
        cue = self.clues.best[index]
        return -1 if cue is None or cue.mention < 0 else int(self.dialogue.mentions.entity[cue.mention])

    def cue_counts(self) -> Ints:
        """How many chains' cues name each entity."""
        known = np.array([subject for subject in self.subjects if subject >= 0], dtype=np.int64)
        return np.bincount(known, minlength=len(self.can_speak))

    def choose(self, block: range) -> Ints:
        """The likeliest people around each chain, by nearness, cues, vocatives, and the narrator: int64
        [len(block), CANDIDATES], -1 where there are no more."""
        nearness = self._nearness(block)
        chosen = np.full((len(block), CANDIDATES), -1, dtype=np.int64)
        for place, index in enumerate(block):
            people = np.flatnonzero(nearness[place])
            votes = dict(zip(people.tolist(), nearness[place, people].tolist(), strict=True))
            self._vote(index, votes)
            for who in self.tellers[index]:
                votes[who] = votes.get(who, 0.0) + 3.0
            ranked = sorted((-vote, who) for who, vote in votes.items() if self.can_speak[who])[:CANDIDATES]
            chosen[place, : len(ranked)] = [who for _, who in ranked]
        return chosen

    def _nearness(self, block: range) -> npt.NDArray[np.float64]:
        """How much and how near everybody is mentioned around each chain: [len(block), entities]."""
        begins, ends = self.begins[block.start : block.stop], self.ends[block.start : block.stop]
        chain, row = _between(*np.searchsorted(self.first, (begins - _BACK, ends + _AHEAD)))
        at, n = self.first[row], len(self.can_speak)
        away = np.maximum(begins[chain] - at, (at - ends[chain]) * 2)
        weight = np.exp(-np.maximum(away, 0) / 300.0) * np.where(self.quoted[row], 0.3, 1.0)
        total = np.bincount(chain * n + self.entity[row], weights=weight, minlength=len(block) * n)
        return total.astype(np.float64, copy=False).reshape(len(block), n)

    def _vote(self, index: int, votes: dict[int, float]) -> None:
        """Adds what cues and vocatives around say to the votes of nearness."""
        for near, weight in ((0, 10.0), (-1, 2.0), (1, 2.0), (-2, 2.0), (2, 2.0), (-3, 1.0), (3, 1.0)):
            at = index + near
            if not 0 <= at < len(self.subjects):
                continue
            for who in (self.subjects[at], *self.clues.called[at], *self.clues.addressed[at]):
                if who >= 0:
                    votes[who] = votes.get(who, 0.0) + weight
            for cue in self.clues.cues[at] if near == 0 else ():
                if cue.mention >= 0:
                    who = int(self.dialogue.mentions.entity[cue.mention])
                    votes[who] = votes.get(who, 0.0) + weight
        for back in range(4, 13):
            if index >= back and self.subjects[index - back] >= 0:
                who = self.subjects[index - back]
                votes[who] = votes.get(who, 0.0) + 0.8**back

    def describe(self, block: range, chosen: Ints, out: Floats) -> None:
        """Fills the feature rows of the block's chains, whose candidates are chosen."""
        for place, index in enumerate(block):
            people: list[int] = chosen[place][chosen[place] >= 0].tolist()
            self._describe_chain(index, people, out[place])
        self._describe_mentions(block, chosen, out)
        self._describe_place(block, chosen, out)

    def _describe_chain(self, index: int, people: list[int], out: Floats) -> None:
        slots = {who: slot for slot, who in enumerate(people)}
        for who in self.tellers[index]:
            if who in slots:
                out[slots[who], COLUMN["is_narrator"]] = 1.0
        out[:, COLUMN["narrated"]] = float(len(self.tellers[index]) > 0)
        for who in self.clues.called[index]:
            if who in slots:
                out[slots[who], COLUMN["inside_called"]] = 1.0
        self._describe_cues(index, slots, out)
        main = self.clues.best[index] or next(iter(self.clues.cues[index]), None)
        if main is not None:
            self._describe_subject(main, people, self.tellers[index], out)

    def _describe_cues(self, index: int, slots: Mapping[int, int], out: Floats) -> None:
        dialogue = self.dialogue
        named = pronoun = beat = unknown = 0.0
        for cue in self.clues.cues[index]:
            form = form_of(dialogue, cue)
            if cue.mention >= 0:
                slot = slots.get(int(dialogue.mentions.entity[cue.mention]), -1)
                link = float(dialogue.mentions.link[cue.mention])
                if slot >= 0:
                    out[slot, _FIRST_CUE + 3 * cue.place + form] = link if form == PRONOUN else 0.5 + 0.5 * link
            unknown = max(unknown, float(cue.mention < 0 and cue.place.speaks))
            named = max(named, float(form != PRONOUN and cue.place.speaks))
            pronoun = max(pronoun, float(form == PRONOUN and cue.place.speaks))
            beat = max(beat, float(not cue.place.speaks))
            for mention in cue.addressed:
                slot = slots.get(int(dialogue.mentions.entity[mention]), -1)
                if slot >= 0:
                    out[slot, COLUMN["cue_addressed"]] = 1.0
        for name, value in (
            ("has_named_cue", named),
            ("has_pronoun_cue", pronoun),
            ("has_beat", beat),
            ("cue_unknown", unknown),
        ):
            out[:, COLUMN[name]] = value

    def _describe_subject(self, cue: Cue, known: list[int], tellers: list[int], out: Floats) -> None:
        """How each candidate's gender and names go with the words of the cue's subject."""
        dialogue, names = self.dialogue, self.dialogue.people.names
        words = dialogue.words[cue.subject[0] : cue.subject[1]]
        gender = dialogue.gender_of_mention(cue.mention) if cue.mention >= 0 else GENDER_OF.get(words[0], UNKNOWN)
        if gender in (MALE, FEMALE):
            no_clash = (gender, UNKNOWN, PLURAL)
            out[: len(known), COLUMN["cue_gender_fits"]] = [self.gender[who] == gender for who in known]
            clashes = [self.gender[who] not in no_clash or who in tellers for who in known]
            out[: len(known), COLUMN["cue_gender_clashes"]] = clashes
        if words and words[0] in FIRST_PERSON | SECOND_PERSON:
            meant = tellers if words[0] in FIRST_PERSON else self.hearers
            out[: len(known), COLUMN["cue_first_person"]] = [1.0 if who in meant else -1.0 for who in known]
        if form_of(dialogue, cue) != PRONOUN and words:
            uses, name = self.names.uses[words[-1]], _without_article(words)
            total = max(1, sum(uses.values()))
            for slot, who in enumerate(known):
                here = uses.get(who, 0)
                out[slot, COLUMN["cue_words_share"]] = here / max(1, self.names.of_entity[who])
                out[slot, COLUMN["cue_words_owner"]] = here / total
                out[slot, COLUMN["cue_name_has"]] = words[-1] in names[who]
                out[slot, COLUMN["cue_name_same"]] = name == names[who]

    def _describe_mentions(self, block: range, chosen: Ints, out: Floats) -> None:
        """Where the candidates are mentioned: before and after each chain, in the narration, and inside it."""
        begins, ends = self.begins[block.start : block.stop], self.ends[block.start : block.stop]
        slot = np.full((len(block), len(self.can_speak)), -1, dtype=np.int8)
        chain, place = np.nonzero(chosen >= 0)
        slot[chain, chosen[chain, place]] = place
        low, mid, end, high = np.searchsorted(self.first, (begins - _BACK, begins, ends, ends + _AHEAD))
        before, after = self._near(low, mid, slot, quoted=False), self._near(end, high, slot, quoted=False)
        self._describe_windows(before, after, begins, ends, out)
        self._describe_paragraphs(before, after, begins, ends, out)
        self._describe_inside(self._near(mid, end, slot, quoted=True), out)

    def _near(self, low: Ints, high: Ints, slot: npt.NDArray[np.int8], *, quoted: bool) -> _Near:
        """The mentions from `low` up to `high` of each chain, in quotations or outside, of those who have a slot."""
        chain, row = _between(low, high)
        place = np.where(self.quoted[row] == quoted, slot[chain, self.entity[row]], -1)
        found = np.flatnonzero(place >= 0)
        return _Near(chain=chain[found], row=row[found], cell=chain[found] * CANDIDATES + place[found])

    def _describe_windows(self, before: _Near, after: _Near, begins: Ints, ends: Ints, out: Floats) -> None:
        away, ahead = begins[before.chain] - self.first[before.row], self.first[after.row] - ends[after.chain]
        out[:, :-1, COLUMN["log_distance"]] = np.log1p(_nearest(before, away, _BACK, len(out))) / 8.0
        out[:, :-1, COLUMN["log_distance_ahead"]] = np.log1p(_nearest(after, ahead, _AHEAD, len(out))) / 8.0
        for width in _WINDOWS:
            out[:, :-1, COLUMN[f"count_{width}"]] = _count(before, away <= width, len(out))
        out[:, :-1, COLUMN["count_ahead"]] = _count(after, ahead <= 100, len(out))
        named = (away <= 300) & (self.form[before.row] != PRONOUN)
        out[:, :-1, COLUMN["named_300"]] = _count(before, named, len(out))
        order = np.argsort(np.argsort(out[:, :-1, COLUMN["log_distance"]], kind="stable"), kind="stable")
        out[:, :-1, COLUMN["recency"]] = 1.0 / (1.0 + order)

    def _describe_paragraphs(self, before: _Near, after: _Near, begins: Ints, ends: Ints, out: Floats) -> None:
        paragraph = self.dialogue.paragraph
        here, end = paragraph[begins], paragraph[np.maximum(begins, ends - 1)]
        back = self.paragraph[before.row] - here[before.chain]
        on, further = self.paragraph[after.row] - end[after.chain], self.paragraph[after.row] - here[after.chain]
        opens, later_opens = self.opens[before.row], self.opens[after.row]
        for name, near, chosen in (
            ("paragraph_before", before, back == 0),
            ("last_paragraph", before, back == -1),
            ("paragraph_after", after, on == 0),
            ("next_paragraph", after, on == 1),
            ("paragraph_opens", before, (back == 0) & opens),
            ("paragraph_opens", after, (further == 0) & later_opens),
            ("last_paragraph_opens", before, (back == -1) & opens),
            ("next_paragraph_opens", after, (on == 1) & later_opens),
        ):
            out[:, :-1, COLUMN[name]] += _count(near, chosen, len(out))

    def _describe_inside(self, inside: _Near, out: Floats) -> None:
        pronoun, mine, yours = self.form[inside.row] == PRONOUN, self.is_me[inside.row], self.is_you[inside.row]
        out[:, :-1, COLUMN["inside_named"]] = _count(inside, ~pronoun, len(out))
        out[:, :-1, COLUMN["inside_first_person"]] = _count(inside, mine, len(out))
        out[:, :-1, COLUMN["inside_second_person"]] = _count(inside, yours, len(out))
        out[:, :-1, COLUMN["inside_third_person"]] = _count(inside, pronoun & ~mine & ~yours, len(out))

    def _describe_place(self, block: range, chosen: Ints, out: Floats) -> None:
        begins, ends = self.begins[block.start : block.stop], self.ends[block.start : block.stop]
        paragraph, ranges = self.dialogue.paragraph, [self.dialogue.chains[index].ranges for index in block]
        here, end = paragraph[begins], paragraph[np.maximum(begins, ends - 1)]
        length = np.array([sum(last - first for first, last in stretches) for stretches in ranges])
        for name, values in (
            ("n_candidates", (chosen >= 0).sum(axis=1) / CANDIDATES),
            ("log_length", np.log1p(length) / 5.0),
            ("stretches", np.array([min(len(stretches), 4) for stretches in ranges]) / 4.0),
            ("only_quotation", self.only_quotation[here + 1]),
            ("last_only_quotation", self.only_quotation[here]),
            ("next_only_quotation", self.only_quotation[end + 2]),
        ):
            out[:, :, COLUMN[name]] = values[:, None]
        out[:, -1, COLUMN["nobody"]] = 1.0


def _between(low: Ints, high: Ints) -> tuple[Ints, Ints]:
    """The places from each `low` up to its `high`, in order, after the number of the pair that each is of."""
    n = high - low
    pair = np.repeat(np.arange(len(n)), n)
    return pair, np.arange(len(pair)) + np.repeat(low - (np.cumsum(n) - n), n)


def _only_quotations(dialogue: Dialogue) -> npt.NDArray[np.bool_]:
    """Whether all words of a paragraph are quoted, by one more than its ordinal; one more entry at either end."""
    size = int(dialogue.paragraph.max(initial=0)) + 3
    words = np.bincount(dialogue.paragraph + 1, minlength=size)
    quoted = np.bincount(dialogue.paragraph[dialogue.quotation >= 0] + 1, minlength=size)
    return np.asarray((words > 0) & (words == quoted))


class _HeadWords:
    """How often each last word of a name or noun phrase is used for each entity."""

    def __init__(self, dialogue: Dialogue) -> None:
        mentions = dialogue.mentions
        self.uses: defaultdict[str, Counter[int]] = defaultdict(Counter)
        self.of_entity: Counter[int] = Counter()
        for at in np.flatnonzero(mentions.form != PRONOUN).tolist():
            who = int(mentions.entity[at])
            self.uses[dialogue.words[int(mentions.last[at]) - 1]][who] += 1
            self.of_entity[who] += 1


def _without_article(words: list[str]) -> tuple[str, ...]:
    return tuple(words[1:] if words[0] in {"the", "a", "an"} else words)


def _count(near: _Near, chosen: npt.NDArray[np.bool_], n: int) -> Floats:
    """How often each candidate of `n` chains is among the chosen mentions, as a logarithm: [n, CANDIDATES]."""
    counts = np.bincount(near.cell[chosen], minlength=n * CANDIDATES).reshape(n, CANDIDATES)
    return np.log1p(counts).astype(np.float32)


def _nearest(near: _Near, away: Ints, most: int, n: int) -> Floats:
    """How far each candidate of `n` chains is away where nearest, `most` where not mentioned: [n, CANDIDATES]."""
    nearest = np.full(n * CANDIDATES, float(most), dtype=np.float32)
    np.minimum.at(nearest, near.cell, away.astype(np.float32))
    return nearest.reshape(n, CANDIDATES)


def _describe_people(features: Floats, entity: Ints, dialogue: Dialogue, cue_counts: Ints) -> None:
    people = dialogue.people
    if not len(people.can_speak):
        return
    who = np.maximum(entity, 0)
    rows = features[:, :-1]
    for name, values in (
        ("is_named", people.is_named),
        ("is_group", people.is_group),
        ("is_male", people.gender == MALE),
        ("is_female", people.gender == FEMALE),
        ("log_mentions", _relative(people.n_mentions)),
        ("log_cues", _relative(cue_counts)),
        ("absent", people.n_mentions < 2),
    ):
        rows[:, :, COLUMN[name]] = np.asarray(values, dtype=np.float32)[who]


def _relative(counts: Ints) -> Floats:
    """Log counts over the largest: the same scale in a short story and in a long novel."""
    return np.asarray(np.log1p(counts) / max(1.0, float(np.log1p(counts.max(initial=0)))), dtype=np.float32)


def _describe_neighbours(features: Floats, entity: Ints, dialogue: Dialogue, clues: Clues, gap: Floats) -> None:
    """What cues and vocatives of the quotations before and after say of each candidate, fading with the gap."""
    n, width = len(entity), 3
    subject, named, beat = (np.full((n, 1), -1, dtype=np.int64) for _ in range(3))
    link = np.zeros(n, dtype=np.float32)
    called, addressed = (np.full((n, width), -1, dtype=np.int64) for _ in range(2))
    for index, cue in enumerate(clues.best):
        if cue is not None and cue.mention >= 0:
            subject[index] = dialogue.mentions.entity[cue.mention]
            link[index] = dialogue.mentions.link[cue.mention]
            if form_of(dialogue, cue) != PRONOUN:
                named[index] = subject[index]
        acts = next((c for c in clues.cues[index] if not c.place.speaks), None)
        if acts is not None:
            beat[index] = dialogue.mentions.entity[acts.mention]
        called[index, : len(clues.called[index][:width])] = clues.called[index][:width]
        addressed[index, : len(clues.addressed[index][:width])] = clues.addressed[index][:width]
    along = np.concatenate([[0.0], np.cumsum(gap[1:])]) if n else np.zeros(0)
    rows = features[:, :-1]
    for k in _NEIGHBOURS:
        fade = _fade(along, k)
        rows[:, :, COLUMN[f"cue_at_{k:+d}"]] = _match(entity, subject, k) * (fade * _shift(link, k))[:, None]
        rows[:, :, COLUMN[f"named_cue_at_{k:+d}"]] = _match(entity, named, k) * fade[:, None]
    for k in _NEAR:
        fade = _fade(along, k)[:, None]
        rows[:, :, COLUMN[f"called_at_{k:+d}"]] = _match(entity, called, k) * fade
        rows[:, :, COLUMN[f"addressed_at_{k:+d}"]] = _match(entity, addressed, k) * fade
        rows[:, :, COLUMN[f"beat_at_{k:+d}"]] = _match(entity, beat, k) * fade
    _describe_turns(features, entity, dialogue, clues, gap)


def _describe_turns(features: Floats, entity: Ints, dialogue: Dialogue, clues: Clues, gap: Floats) -> None:
    rows, n = features[:, :-1], len(entity)
    named = _carry(rows[:, :, COLUMN["inside_named"]], entity)
    yours = _carry(rows[:, :, COLUMN["inside_second_person"]], entity)
    for step, k in enumerate((-1, 1)):
        rows[:, :, COLUMN[f"inside_at_{k:+d}"]] = named[step]
        rows[:, :, COLUMN[f"second_person_at_{k:+d}"]] = yours[step]
    known = len(dialogue.people.gender) > 0
    gender = dialogue.people.gender[np.maximum(entity, 0)] if known else np.full_like(entity, UNKNOWN)
    called = _shift(np.array(clues.called_gender, dtype=np.int64), -1)[:, None]
    rows[:, :, COLUMN["called_gender_fits"]] = (called != UNKNOWN) & (gender == called)
    rows[:, :, COLUMN["called_gender_clashes"]] = (called != UNKNOWN) & (gender != called) & (gender != UNKNOWN)
    before = np.log1p(gap) / 5.0
    features[:, :, COLUMN["gap_before"]] = before[:, None]
    features[:, :, COLUMN["gap_after"]] = _shift(before, 1)[:, None]
    here = np.array([dialogue.paragraph[chain.first] for chain in dialogue.chains], dtype=np.int64)
    end = np.array([dialogue.paragraph[max(chain.first, chain.last - 1)] for chain in dialogue.chains], dtype=np.int64)
    if n > 1:
        features[1:, :, COLUMN["same_paragraph_before"]] = (here[1:] == end[:-1])[:, None]
        features[:-1, :, COLUMN["same_paragraph_after"]] = (here[1:] == end[:-1])[:, None]


def _carry(values: Floats, entity: Ints) -> tuple[Floats, Floats]:
    """Each candidate's value at the chain before and at the chain after; 0 where it is no candidate there."""
    return carried(values, entity, -1), carried(values, entity, 1)


def carried(values: Floats, entity: Ints, k: int) -> Floats:
    """Values [chains, CANDIDATES] of the same people `k` chains on (before, if negative); 0 where they are missing."""
    if abs(k) >= len(entity):
        return np.zeros_like(values)
    there, theirs = _shift(entity, k, fill=-2), _shift(values, k)
    same = (entity[:, :, None] == there[:, None, :]) & (entity[:, :, None] >= 0)
    return np.asarray(np.einsum("ncd,nd->nc", same.astype(np.float32), theirs.astype(np.float32)), dtype=np.float32)


def _match(entity: Ints, those: Ints, k: int) -> Floats:
    """Whether each candidate is among those named `k` chains on."""
    there = _shift(those, k, fill=-2)
    same = (entity[:, :, None] == there[:, None, :]) & (entity[:, :, None] >= 0)
    return np.asarray(same.any(axis=2), dtype=np.float32)


def _fade(along: npt.NDArray[np.float64], k: int) -> Floats:
    """1 for the chain next door, towards 0 as words of narration lie between it and the one `k` chains on."""
    away = np.abs(_shift(along, k) - along)
    return np.exp(-away / _FADE).astype(np.float32)


def fading(gap: Floats, k: int) -> Floats:
    """How much of what is known `k` chains on still counts here, by the narration between."""
    along = np.concatenate([[0.0], np.cumsum(np.maximum(gap[1:], 0.0))]) if len(gap) else np.zeros(0)
    return _fade(along, k)


def _shift(values: npt.NDArray[np.generic], k: int, *, fill: int = 0) -> npt.NDArray:  # type: ignore[type-arg]
    """`values[i + k]` at `i`, filled where there is no such row."""
    out = np.full_like(values, fill)
    if 0 <= k < len(values):
        out[: len(values) - k] = values[k:]
    elif 0 < -k < len(values):
        out[-k:] = values[:k]
    return out

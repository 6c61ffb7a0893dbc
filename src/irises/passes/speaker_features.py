"""What the attribution of a quotation looks at: candidates, and a row of features for each of them."""

from __future__ import annotations

from collections import Counter, defaultdict
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
    Chain,
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
    entity = dialogue.mentions.entity
    return Clues(
        cues=cues,
        best=[best_cue(found) for found in cues],
        called=[[int(entity[m]) for m in vocative_mentions(dialogue, chain)] for chain in dialogue.chains],
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
    for index, chain in enumerate(chains):
        entity[index] = chosen = walk.choose(index, chain)
        walk.describe(index, chain, chosen, features[index])
    gap = np.zeros(n, dtype=np.float32)
    if n > 1:
        gap[1:] = [later.first - earlier.last for earlier, later in pairwise(chains)]
    _describe_people(features, entity, dialogue, walk.cue_counts())
    _describe_neighbours(features, entity, dialogue, clues, np.maximum(gap, 0.0))
    features[:, :-1][entity < 0] = 0.0
    return Candidates(entity=entity, features=features, gap=gap, clues=clues)


class _Walk:
    """Chooses and describes candidates chain by chain; scratch arrays are by entity."""

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
        self.slot = np.full(len(people.can_speak), -1, dtype=np.int64)
        self.telling = self._telling()
        self.hearers = self._hearers()
        self.subjects = [self._subject(index) for index in range(len(dialogue.chains))]
        self.bounds = _paragraph_bounds(dialogue)
        self.names = _HeadWords(dialogue)

    def _opens(self) -> npt.NDArray[np.bool_]:
        """Whether each mention is the first person's in its paragraph's narration."""
        opens = np.zeros(len(self.rows), dtype=bool)
        told = np.flatnonzero(~self.quoted)
        _, where = np.unique(self.paragraph[told], return_index=True)
        opens[told[where]] = True
        return opens

    def _telling(self) -> dict[tuple[int, int], Ints]:
        """Words at which each narrator says `I` outside quotations, by narrator and narrating unit."""
        people, words, unit = self.dialogue.people, self.dialogue.words, self.dialogue.unit
        told = ~self.quoted & (self.form == PRONOUN) & people.is_narrator[self.entity]
        found: dict[tuple[int, int], list[int]] = defaultdict(list)
        for at in np.flatnonzero(told).tolist():
            word = int(self.first[at])
            if words[word] in FIRST_PERSON:
                found[int(self.entity[at]), int(unit[word])].append(word)
        return {who: np.array(places, dtype=np.int64) for who, places in found.items()}

    def _hearers(self) -> list[int]:
        """Whom a story in the second person calls `you`: who is meant by most of them outside quotations, and often."""
        told = np.flatnonzero(~self.quoted & (self.form == PRONOUN))
        you = [at for at in told.tolist() if self.dialogue.words[int(self.first[at])] in SECOND_PERSON]
        counts = Counter(self.entity[you].tolist()).most_common(1)
        return [who for who, n in counts if n >= _OFTEN and 2 * n > len(you)]

    def tellers(self, chain: Chain) -> list[int]:
        """The narrators who tell the story around a chain."""
        low, high = chain.first - _TOLD, chain.last + _TOLD
        here = self.dialogue.unit[chain.first]
        return [
            who
            for (who, unit), places in self.telling.items()
            if unit == here and np.searchsorted(places, low) < np.searchsorted(places, high)
        ]

    def _subject(self, index: int) -> int:
        cue = self.clues.best[index]
        return -1 if cue is None or cue.mention < 0 else int(self.dialogue.mentions.entity[cue.mention])

    def cue_counts(self) -> Ints:
        """How many chains' cues name each entity."""
        known = np.array([subject for subject in self.subjects if subject >= 0], dtype=np.int64)
        return np.bincount(known, minlength=len(self.slot)) if len(known) else np.zeros(len(self.slot), dtype=np.int64)

    def choose(self, index: int, chain: Chain) -> Ints:
        """The likeliest people around a chain: by nearness, cues, vocatives, and the narrator."""
        low, high = np.searchsorted(self.first, (chain.first - _BACK, chain.last + _AHEAD))
        entity = self.entity[low:high]
        away = np.maximum(chain.first - self.first[low:high], (self.first[low:high] - chain.last) * 2)
        weight = np.exp(-np.maximum(away, 0) / 300.0) * np.where(self.quoted[low:high], 0.3, 1.0)
        people, where = np.unique(entity, return_inverse=True)
        total = np.bincount(where, weights=weight, minlength=len(people)) if len(people) else np.zeros(0)
        votes = dict(zip(people.tolist(), total.tolist(), strict=True))
        self._vote(index, votes)
        for who in self.tellers(chain):
            votes[who] = votes.get(who, 0.0) + 3.0
        ranked = sorted(
            (who for who in votes if self.dialogue.people.can_speak[who]), key=lambda who: (-votes[who], who)
        )
        chosen = np.full(CANDIDATES, -1, dtype=np.int64)
        chosen[: len(ranked[:CANDIDATES])] = ranked[:CANDIDATES]
        return chosen

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

    def describe(self, index: int, chain: Chain, chosen: Ints, out: Floats) -> None:
        """Fills the chain's feature rows."""
        known = chosen[chosen >= 0]
        self.slot[known] = np.arange(len(known))
        tellers = self.tellers(chain)
        out[[self.slot[who] for who in tellers if self.slot[who] >= 0], COLUMN["is_narrator"]] = 1.0
        out[:, COLUMN["narrated"]] = float(len(tellers) > 0)
        self._describe_cues(index, chosen, tellers, out)
        self._describe_windows(chain, out)
        self._describe_inside(index, chain, out)
        self._describe_place(chain, len(known), out)
        self.slot[known] = -1

    def _describe_cues(self, index: int, chosen: Ints, tellers: list[int], out: Floats) -> None:
        dialogue = self.dialogue
        named = pronoun = beat = unknown = 0.0
        for cue in self.clues.cues[index]:
            form = form_of(dialogue, cue)
            if cue.mention >= 0:
                slot = self.slot[dialogue.mentions.entity[cue.mention]]
                link = float(dialogue.mentions.link[cue.mention])
                if slot >= 0:
                    out[slot, _FIRST_CUE + 3 * cue.place + form] = link if form == PRONOUN else 0.5 + 0.5 * link
            unknown = max(unknown, float(cue.mention < 0 and cue.place.speaks))
            named = max(named, float(form != PRONOUN and cue.place.speaks))
            pronoun = max(pronoun, float(form == PRONOUN and cue.place.speaks))
            beat = max(beat, float(not cue.place.speaks))
            for mention in cue.addressed:
                slot = self.slot[dialogue.mentions.entity[mention]]
                if slot >= 0:
                    out[slot, COLUMN["cue_addressed"]] = 1.0
        for name, value in (
            ("has_named_cue", named),
            ("has_pronoun_cue", pronoun),
            ("has_beat", beat),
            ("cue_unknown", unknown),
        ):
            out[:, COLUMN[name]] = value
        main = self.clues.best[index] or next(iter(self.clues.cues[index]), None)
        if main is not None:
            self._describe_subject(main, chosen, tellers, out)

    def _describe_subject(self, cue: Cue, chosen: Ints, tellers: list[int], out: Floats) -> None:
        """How each candidate's gender and names go with the words of the cue's subject."""
        dialogue, people = self.dialogue, self.dialogue.people
        words = dialogue.words[cue.subject[0] : cue.subject[1]]
        known = chosen[chosen >= 0]
        gender = dialogue.gender_of_mention(cue.mention) if cue.mention >= 0 else GENDER_OF.get(words[0], UNKNOWN)
        if gender in (MALE, FEMALE):
            theirs = people.gender[known]
            out[: len(known), COLUMN["cue_gender_fits"]] = theirs == gender
            clashes = (theirs != gender) & (theirs != UNKNOWN) & (theirs != PLURAL)
            out[: len(known), COLUMN["cue_gender_clashes"]] = clashes | np.isin(known, tellers)
        if words and words[0] in FIRST_PERSON | SECOND_PERSON:
            meant = tellers if words[0] in FIRST_PERSON else self.hearers
            out[: len(known), COLUMN["cue_first_person"]] = np.where(np.isin(known, meant), 1.0, -1.0)
        if form_of(dialogue, cue) != PRONOUN and words:
            for slot, who in enumerate(known.tolist()):
                here = self.names.uses[words[-1]].get(who, 0)
                out[slot, COLUMN["cue_words_share"]] = here / max(1, self.names.of_entity[who])
                out[slot, COLUMN["cue_words_owner"]] = here / max(1, sum(self.names.uses[words[-1]].values()))
                out[slot, COLUMN["cue_name_has"]] = words[-1] in people.names[who]
                out[slot, COLUMN["cue_name_same"]] = _without_article(words) == people.names[who]

    def _describe_windows(self, chain: Chain, out: Floats) -> None:
        low, mid, end, high = np.searchsorted(
            self.first, (chain.first - _BACK, chain.first, chain.last, chain.last + _AHEAD)
        )
        told = ~self.quoted
        before = np.arange(low, mid)[told[low:mid]]
        before = before[self.slot[self.entity[before]] >= 0]
        after = np.arange(end, high)[told[end:high]]
        after = after[self.slot[self.entity[after]] >= 0]
        slots, later = self.slot[self.entity[before]], self.slot[self.entity[after]]
        away, ahead = chain.first - self.first[before], self.first[after] - chain.last
        out[:-1, COLUMN["log_distance"]] = np.log1p(_nearest(slots, away, _BACK)) / 8.0
        out[:-1, COLUMN["log_distance_ahead"]] = np.log1p(_nearest(later, ahead, _AHEAD)) / 8.0
        for width in _WINDOWS:
            out[:-1, COLUMN[f"count_{width}"]] = _count(slots[away <= width])
        out[:-1, COLUMN["count_ahead"]] = _count(later[ahead <= 100])
        named = (away <= 300) & (self.form[before] != PRONOUN)
        out[:-1, COLUMN["named_300"]] = _count(slots[named])
        order = np.argsort(np.argsort(out[:-1, COLUMN["log_distance"]], kind="stable"), kind="stable")
        out[:-1, COLUMN["recency"]] = 1.0 / (1.0 + order)
        self._describe_paragraphs(chain, before, after, out)

    def _describe_paragraphs(self, chain: Chain, before: Ints, after: Ints, out: Floats) -> None:
        here, end = self.dialogue.paragraph[chain.first], self.dialogue.paragraph[max(chain.first, chain.last - 1)]
        slots, later = self.slot[self.entity[before]], self.slot[self.entity[after]]
        where, whither = self.paragraph[before], self.paragraph[after]
        for name, chosen in (
            ("paragraph_before", slots[where == here]),
            ("last_paragraph", slots[where == here - 1]),
            ("paragraph_after", later[whither == end]),
            ("next_paragraph", later[whither == end + 1]),
            ("paragraph_opens", slots[(where == here) & self.opens[before]]),
            ("paragraph_opens", later[(whither == here) & self.opens[after]]),
            ("last_paragraph_opens", slots[(where == here - 1) & self.opens[before]]),
            ("next_paragraph_opens", later[(whither == end + 1) & self.opens[after]]),
        ):
            out[:-1, COLUMN[name]] += _count(chosen)

    def _describe_inside(self, index: int, chain: Chain, out: Floats) -> None:
        low, high = np.searchsorted(self.first, (chain.first, chain.last))
        inside = np.arange(low, high)[self.quoted[low:high]]
        inside = inside[self.slot[self.entity[inside]] >= 0]
        slots = self.slot[self.entity[inside]]
        words = [self.dialogue.words[at] for at in self.first[inside].tolist()]
        pronoun = self.form[inside] == PRONOUN
        mine = np.array([word in FIRST_PERSON for word in words], dtype=bool)
        yours = np.array([word in SECOND_PERSON for word in words], dtype=bool)
        out[:-1, COLUMN["inside_named"]] = _count(slots[~pronoun])
        out[:-1, COLUMN["inside_first_person"]] = _count(slots[pronoun & mine])
        out[:-1, COLUMN["inside_second_person"]] = _count(slots[pronoun & yours])
        out[:-1, COLUMN["inside_third_person"]] = _count(slots[pronoun & ~mine & ~yours])
        called = [self.slot[who] for who in self.clues.called[index] if self.slot[who] >= 0]
        out[called, COLUMN["inside_called"]] = 1.0

    def _describe_place(self, chain: Chain, n_candidates: int, out: Floats) -> None:
        here = int(self.dialogue.paragraph[chain.first])
        end = int(self.dialogue.paragraph[max(chain.first, chain.last - 1)])
        length = sum(last - first for first, last in chain.ranges)
        out[:, COLUMN["n_candidates"]] = n_candidates / CANDIDATES
        out[:, COLUMN["log_length"]] = np.log1p(length) / 5.0
        out[:, COLUMN["stretches"]] = min(len(chain.ranges), 4) / 4.0
        out[:, COLUMN["only_quotation"]] = self._is_only_quotation(here)
        out[:, COLUMN["last_only_quotation"]] = self._is_only_quotation(here - 1)
        out[:, COLUMN["next_only_quotation"]] = self._is_only_quotation(end + 1)
        out[-1, COLUMN["nobody"]] = 1.0

    def _is_only_quotation(self, paragraph: int) -> bool:
        first, last = self.bounds.get(paragraph, (0, 0))
        return first < last and bool((self.dialogue.quotation[first:last] >= 0).all())


def _paragraph_bounds(dialogue: Dialogue) -> dict[int, tuple[int, int]]:
    numbers, first = np.unique(dialogue.paragraph, return_index=True)
    last = np.append(first[1:], len(dialogue.paragraph))
    return {int(n): (int(a), int(b)) for n, a, b in zip(numbers, first, last, strict=True)}


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


def _count(slots: Ints) -> Floats:
    return np.log1p(np.bincount(slots, minlength=CANDIDATES)).astype(np.float32)


def _nearest(slots: Ints, away: Ints, most: int) -> Floats:
    nearest = np.full(CANDIDATES, float(most), dtype=np.float32)
    np.minimum.at(nearest, slots, away.astype(np.float32))
    return nearest


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

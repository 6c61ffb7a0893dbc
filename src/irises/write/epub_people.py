"""Cards of an EPUB's people, each as a reader knows somebody at a place of the story."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from irises.story import Story
from irises.story.known_names import Learnt, names_as_read, pronouns_as_read, tellers_as_read
from irises.story.lookup import folded
from irises.story.rows import Relation
from irises.view import Places
from irises.write.epub_xhtml import e, page

_MOST = 4
_NOT_KNOWN = "not known"


class Known:
    """What is known of people, place by place, without reading the story anew for each."""

    def __init__(self, story: Story) -> None:
        self._places = Places(story)
        self._names = names_as_read(story.text, story.tables)
        self._pronouns = pronouns_as_read(story.text, story.tables)
        self._tells = tellers_as_read(story.tables)
        self._met: dict[int, tuple[int, int]] = {}
        for mention in story.mentions:
            self._met.setdefault(mention.entity_id, (mention.start, mention.known_at))
        self._aliases: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
        for alias in sorted(story.aliases, key=lambda alias: (alias.known_at, alias.start)):
            if alias.form != "pronoun":
                self._aliases[alias.entity_id].append((alias.known_at, alias.alias))
        self._talks: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for said in story.quotations:
            for hearer in said.addressees or () if said.speaker is not None and said.continues == -1 else ():
                self._talks[int(said.speaker or 0)].append((said.known_at, hearer))
                self._talks[hearer].append((said.known_at, int(said.speaker or 0)))
        self._ties: defaultdict[int, list[Relation]] = defaultdict(list)
        for tie in story.relations:
            self._ties[tie.from_entity].append(tie)
        self._same: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for pair in story.identities:
            self._same[pair.entity_id].append((pair.known_at, pair.same_as))
            self._same[pair.same_as].append((pair.known_at, pair.entity_id))

    def card_id(self, who: int) -> str:
        """The fragment by which a card is linked."""
        return f"p{who}"

    def name(self, who: int, bound: int) -> str:
        """What somebody is called at a place (code points): by then, or when they are first met after it."""
        at = max(bound, self._met[who][1]) if who in self._met else bound
        learnt: list[Learnt] = self._names.get(who, [])
        known = bisect_right(learnt, at, key=lambda name: name.at)
        return learnt[max(0, known - 1)].name if learnt else _NOT_KNOWN

    def card(self, who: int, bound: int) -> str:
        """A card: only the name of whom one meets later."""
        lines = [f"<h2>{e(self.name(who, bound))}</h2>"]
        if who in self._met and self._met[who][1] <= bound:
            lines += [f"<p>{e(line)}</p>" for line in self._lines(who, bound)]
        else:
            lines.append("<p>Met in this chapter for the first time.</p>")
        return f'<aside epub:type="footnote" id="{self.card_id(who)}">{"".join(lines)}</aside>'

    def _lines(self, who: int, bound: int) -> Iterator[str]:
        name = folded(self.name(who, bound))
        also = {folded(alias): alias for at, alias in reversed(self._aliases[who]) if at <= bound}
        others = [alias for key, alias in reversed(also.items()) if key != name]
        if others:
            yield f"Also: {', '.join(others)}"
        if self._tells.get(who, bound + 1) <= bound:
            yield "Tells the story or a part of it"
        pronouns = [said for at, said in self._pronouns.get(who, ()) if at <= bound]
        if pronouns:
            yield f"Pronouns: {', '.join(pronouns[-1])}"
        place = self._places.at(self._met[who][0])
        yield f"First met: {place.unit or format(place.share, '.0%')}"
        same = [self.name(other, bound) for at, other in self._same[who] if at <= bound]
        if same:
            yield f"Turns out to be: {', '.join(same)}"
        talks = Counter(other for at, other in self._talks[who] if at <= bound and self._is_met(other, bound))
        if talks:
            told = (f"{self.name(other, bound)} ({n:,})" for other, n in talks.most_common(_MOST))
            yield f"Talks with: {', '.join(told)}"
        yield from self._stands(who, bound)

    def _stands(self, who: int, bound: int) -> Iterator[str]:
        """How somebody stands to others: by what most places tell, with how many and how sure."""
        ties: defaultdict[tuple[str, int], list[float]] = defaultdict(list)
        for tie in self._ties[who]:
            if tie.known_at <= bound and self._is_met(tie.to_entity, bound):
                ties[tie.kind, tie.to_entity].append(tie.confidence)
        ranked = sorted(ties.items(), key=lambda item: (-sum(item[1]), item[0]))
        for (kind, other), sure in ranked[:_MOST]:
            places = "1 place" if len(sure) == 1 else f"{len(sure):,} places"
            yield f"{kind.capitalize()}: {self.name(other, bound)} ({places}, {sum(sure) / len(sure):.0%} sure)"

    def _is_met(self, who: int, bound: int) -> bool:
        return who in self._met and self._met[who][1] <= bound


def people_page(known: Known, people: Sequence[int], *, bound: int, heading: str, language: str) -> str:
    """The cards of some people as they are known at a place (code points)."""
    cards = "\n".join(known.card(who, bound) for who in people)
    return page(heading, f"<h1>{e(heading)}</h1>\n{cards}", language=language)

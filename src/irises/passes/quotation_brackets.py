"""Pairs quotation marks into stretches: the cheapest reading of all marks of a story, by Viterbi over open marks.

A state is the stack of families now open ("", "D", "DS" ...); a frame carried into a paragraph that does not open it
anew is lower case. Reading is linear in the number of marks; a misprint costs what it is worth and no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from irises.passes.quotation_marks import SINGLE, Mark

LOST_CLOSE, LOST_OPEN = 3.0, 3.0
"""Cost of a mark that the text should have and has not."""

_CARRY, _CARRY_UNMARKED, _CARRY_ON, _CARRY_SECTION = 0.5, 3.5, 0.8, 1.5
_SAME_FAMILY, _OTHER_FAMILY, _POP_THROUGH = 2.9, 0.8, 1.2
_DEPTH, _BEAM = 3, 12.0

_Chain = tuple["_Chain", str, int] | None
_States = dict[str, tuple[float, _Chain]]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph as the parser sees it: its span, its marks, the family speech is set in there, and its section."""

    start: int
    end: int
    marks: Sequence[Mark]
    primary: str
    section: int

    @property
    def lead(self) -> str:
        """Families of the marks that open the paragraph."""
        return "".join(mark.family for mark in self.marks[:_DEPTH] if mark.leads and mark.opens < 2.5)


@dataclass(slots=True)
class Stretch:
    """A stretch between marks inside one paragraph; `block` is the paragraph's place among the blocks.

    `lost_open` and `lost_close` say that the mark is not there; `carried` that it goes on from stretch `carried` of
    the paragraph before (else -1), `carries` that it goes on in the next paragraph; `parent` is the stretch around it.
    """

    start: int
    end: int
    family: str
    block: int
    parent: int = -1
    carried: int = -1
    carries: bool = False
    lost_open: bool = False
    lost_close: bool = False


def stretches_of(blocks: Sequence[Block]) -> list[Stretch]:
    """All stretches between marks, in text order, each inside one paragraph."""
    return _build(blocks, _best_path(blocks))


def _best_path(blocks: Sequence[Block]) -> list[tuple[str, int]]:
    """The cheapest actions: one per mark, and one at each paragraph's end (`E` ends all, `K` carries the stack on)."""
    states: _States = {"": (0.0, None)}
    for place, block in enumerate(blocks):
        following = blocks[place + 1] if place + 1 < len(blocks) else None
        lead = block.lead
        for number, mark in enumerate(block.marks):
            states = _step(states, mark, number, lead, block.primary)
        states = _turn(states, block, following)
    chain = min(states.values(), key=lambda value: value[0])[1]
    actions: list[tuple[str, int]] = []
    while chain is not None:
        chain, action, argument = chain
        actions.append((action, argument))
    return actions[::-1]


def _step(states: _States, mark: Mark, number: int, lead: str, primary: str) -> _States:
    after: _States = {}
    for stack, (cost, chain) in states.items():
        frames, _, skip = stack.partition("+")
        if skip and number < int(skip):
            kept = stack if number + 1 < int(skip) else frames
            _offer(after, kept, cost, chain, "R", 0)
            continue
        _moves(after, frames, cost, chain, mark, primary)
    return _pruned(after)


def _moves(after: _States, stack: str, cost: float, chain: _Chain, mark: Mark, primary: str) -> None:
    """Offers every reading of one mark from one state."""
    family = mark.family
    _offer(after, stack, cost + mark.nothing, chain, "N", 0)
    opening = cost + mark.opens + _open_cost(stack, family, primary)
    if len(stack) < _DEPTH:
        _offer(after, stack + family, opening, chain, "O", 0)
    depth = _depth_of(stack, family)
    if depth:
        kept = stack[: len(stack) - depth]
        closing = cost + mark.closes + _POP_THROUGH * (depth - 1)
        _offer(after, kept, closing, chain, "C", depth)
        if family != SINGLE or family == primary:
            _offer(after, kept + family, cost + mark.opens + LOST_CLOSE, chain, "L", depth)
    elif not stack:
        _offer(after, stack, cost + mark.closes + LOST_OPEN + (family != primary), chain, "X", 0)


@lru_cache(maxsize=1024)
def _open_cost(stack: str, family: str, primary: str) -> float:
    if family in stack.upper():
        return _SAME_FAMILY
    if not stack:
        return 0.0 if family == primary else _OTHER_FAMILY
    return 0.2


@lru_cache(maxsize=1024)
def _depth_of(stack: str, family: str) -> int:
    """How many frames a closing mark of the family takes away; 0 where none of that family is open."""
    found = stack.upper().rfind(family)
    return 0 if found < 0 else len(stack) - found


def _turn(states: _States, block: Block, following: Block | None) -> _States:
    """Offers, at a paragraph's end, to end what is open or to carry it into the next paragraph."""
    after: _States = {}
    for stack, (cost, chain) in states.items():
        frames = stack.partition("+")[0]
        if not frames:
            _offer(after, "", cost, chain, "E", 0)
            continue
        ending = LOST_CLOSE + (len(frames) - 1) + (frames[0].upper() != block.primary)
        _offer(after, "", cost + ending, chain, "E", 0)
        if following is not None:
            for kept, price in _carries(frames, following.lead, following.section != block.section):
                depth = len(kept.partition("+")[0])
                _offer(after, kept, cost + price, chain, "K", depth)
    return _pruned(after)


@lru_cache(maxsize=4096)
def _carries(frames: str, lead: str, crosses: bool) -> tuple[tuple[str, float], ...]:
    """The stacks that can go on into a paragraph that opens with the marks of `lead`, with their costs."""
    extra = _CARRY_SECTION if crosses else 0.0
    opened = frames.upper()
    if not lead:
        price = _CARRY_ON if frames.islower() else _CARRY_UNMARKED
        return ((frames.lower(), price + extra),)
    if lead[0] != opened[0] or frames.islower():
        return ()
    again = len(lead) if lead == opened[: len(lead)] else 1
    carried = [(f"{opened}+{again}", _CARRY + extra + 0.7 * (len(opened) - again))]
    if len(opened) > again:
        carried.append((f"{opened[:again]}+{again}", _CARRY + extra + 1.0))
    return tuple(carried)


def _offer(states: _States, stack: str, cost: float, chain: _Chain, action: str, argument: int) -> None:
    known = states.get(stack)
    if known is None or cost < known[0]:
        states[stack] = (cost, (chain, action, argument))


def _pruned(states: _States) -> _States:
    if len(states) < 2:
        return states
    limit = min(cost for cost, _ in states.values()) + _BEAM
    return {stack: value for stack, value in states.items() if value[0] <= limit}


class _Builder:
    """Turns actions into stretches; `open` holds the numbers of the stretches now open."""

    def __init__(self) -> None:
        self.stretches: list[Stretch] = []
        self.open: list[int] = []
        self.last_close = 0

    def push(self, start: int, end: int, family: str, block: int, *, carried: int = -1) -> None:
        parent = self.open[-1] if self.open else -1
        self.open.append(len(self.stretches))
        self.stretches.append(Stretch(start, end, family, block, parent, carried))

    def pop(self, mark: Mark, depth: int) -> None:
        self.lose(mark.start, depth - 1)
        self.stretches[self.open.pop()].end = mark.end
        self.last_close = mark.end

    def lose(self, end: int, depth: int) -> None:
        for _ in range(depth):
            stretch = self.stretches[self.open.pop()]
            stretch.end, stretch.lost_close = end, True
        self.last_close = end


def _build(blocks: Sequence[Block], actions: list[tuple[str, int]]) -> list[Stretch]:
    builder = _Builder()
    steps = iter(actions)
    carried: list[int] = []
    for place, block in enumerate(blocks):
        _resume(builder, block, place, carried)
        builder.last_close = block.start
        for mark in block.marks:
            _apply(builder, mark, place, *next(steps))
        carried = _finish(builder, block, *next(steps))
    return builder.stretches


def _resume(builder: _Builder, block: Block, place: int, carried: list[int]) -> None:
    """Opens anew what the paragraph before carried on; nested frames start at their own mark where there is one."""
    builder.open = []
    for depth, number in enumerate(carried):
        leads = depth < len(block.marks) and block.marks[depth].leads
        start = block.marks[depth].start if leads else block.start
        builder.push(start, block.end, builder.stretches[number].family, place, carried=number)


def _apply(builder: _Builder, mark: Mark, place: int, action: str, depth: int) -> None:
    if action in "OL":
        if action == "L":
            builder.lose(mark.start, depth)
        builder.push(mark.start, mark.end, mark.family, place)
    elif action == "C":
        builder.pop(mark, depth)
    elif action == "X":
        builder.push(builder.last_close, mark.end, mark.family, place)
        builder.stretches[builder.open[-1]].lost_open = True
        builder.pop(mark, 1)


def _finish(builder: _Builder, block: Block, action: str, depth: int) -> list[int]:
    """Ends or carries what is open at the paragraph's end; gives the numbers of the stretches that go on."""
    carried = builder.open[:depth] if action == "K" else []
    for number in builder.open:
        stretch = builder.stretches[number]
        stretch.end = block.end
        stretch.carries = number in carried
        stretch.lost_close = not stretch.carries
    return carried

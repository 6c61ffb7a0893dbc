"""What a person gives as SOURCES, as a stream of stories: folders, globs, files, and files that hold many."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from irises.corpus import limits
from irises.corpus.containers import Columns, Container, container_kind, stories_in
from irises.corpus.items import Item, distinct, printable
from irises.document.intake import read_bytes
from irises.document.sniff import named_format
from irises.errors import PlanError, SourceError

_OF_IRISES = frozenset({"manifest.json", "corpus.json"})
"""A folder with one of these and a Parquet file or a text is what Irises wrote."""


@dataclass(frozen=True, kw_only=True)
class Sources:
    """What to read: folders, globs and files, in the order given."""

    given: tuple[str, ...]
    columns: Columns = field(default_factory=Columns)
    leave_out: Path | None = None
    """A folder in them that is passed over: the one that is written."""
    passed: Counter[str] = field(default_factory=Counter)
    """What was met and is no story by its name, by the ending."""
    opened: set[str] = field(default_factory=set)
    """The ids of files that hold stories, as far as they were met."""

    def check(self) -> None:
        """Does nothing if there is something under every name.

        Raises:
            PlanError: there is nothing under one of them.
        """
        for given in self.given:
            if not os.path.lexists(given) and not (_is_pattern(given) and glob.glob(given, recursive=True)):
                raise PlanError("there is nothing of that name: check it, and the folder you are in", path=given)

    def stories(self) -> Iterator[Item]:
        """Every story, one at a time, and the trouble with those that cannot be had; the same order every time."""
        yield from distinct(item for given in self.given for item in self._of(given))

    def _of(self, given: str) -> Iterator[Item]:
        if os.path.lexists(given):
            path = Path(given)
            base = Path(os.path.realpath(given))
            yield from self._folder(path, base.name, base) if path.is_dir() else self._file(path, _with_parent(base))
            return
        fixed = _fixed_part(given)
        base = Path(os.path.realpath(fixed))
        for match in sorted(glob.glob(given, recursive=True)):
            story_id = f"{base.name}/{Path(os.path.relpath(match, fixed)).as_posix()}"
            path = Path(match)
            if path.is_dir() and not path.is_symlink():
                yield from self._folder(path, story_id, base)
            elif _is_meant(path) or path.suffix == Path(given).suffix:
                yield from self._linked(path, story_id, base)
            else:
                self._pass_over(path)

    def _folder(self, folder: Path, story_id: str, base: Path) -> Iterator[Item]:
        """The stories in a folder and those below; hidden ones and what Irises wrote are passed over."""
        try:
            names = sorted(os.listdir(folder))
        except OSError as error:
            yield _trouble(folder, story_id, f"cannot be looked into ({error.strerror}); change its permissions")
            return
        if self._is_ours(folder, names):
            return
        for name in names:
            path, own = folder / name, f"{story_id}/{name}"
            if name.startswith("."):
                continue
            if path.is_dir() and not path.is_symlink():
                yield from self._folder(path, own, base)
            elif _is_meant(path):
                yield from self._linked(path, own, base)
            else:
                self._pass_over(path)

    def _pass_over(self, path: Path) -> None:
        self.passed[path.suffix.lower()[:16]] += 1

    def _is_ours(self, folder: Path, names: Sequence[str]) -> bool:
        if self.leave_out is not None and self.leave_out.exists() and folder.samefile(self.leave_out):
            return True
        return not _OF_IRISES.isdisjoint(names) and (
            "text.txt" in names or any(name.startswith("part-") for name in names)
        )

    def _linked(self, path: Path, story_id: str, base: Path) -> Iterator[Item]:
        """A file that may be a symbolic link, which is followed only to a file in the same source."""
        if path.is_symlink() and (path.is_dir() or not Path(os.path.realpath(path)).is_relative_to(base)):
            yield _trouble(path, story_id, "is a symbolic link to another place, not followed; give that place itself")
        else:
            yield from self._file(path, story_id)

    def _file(self, path: Path, story_id: str) -> Iterator[Item]:
        shown, story_id = printable(os.fspath(path)), printable(story_id)
        if container_kind(path.name) and path.is_file():
            self.opened.add(story_id)
            yield from stories_in(
                Container(path=path, shown=shown, story_id=story_id, columns=self.columns, passed=self.passed)
            )
            return
        try:
            content = _read(path)
        except SourceError as error:
            yield _trouble(path, story_id, error.message)
        else:
            yield Item(story_id=story_id, source=shown, name=printable(path.name), content=content)


def _is_meant(path: Path) -> bool:
    """Whether what is at a path may be a story, or hold some, by its name; a link to a folder has to be told of."""
    return bool(named_format(path.name) or container_kind(path.name)) or path.is_dir()


def _read(path: Path) -> bytes:
    if path.is_file() and path.stat().st_size > limits.STORY:
        raise SourceError(f"is larger than the {limits.STORY:,} bytes that a story may have; give the story alone")
    return read_bytes(path)


def _trouble(path: Path, story_id: str, trouble: str) -> Item:
    return Item(story_id=printable(story_id), source=printable(os.fspath(path)), trouble=trouble)


def _with_parent(path: Path) -> str:
    """A file's name after its folder's, so that a file given by itself has the id that it has when its folder is."""
    return f"{path.parent.name}/{path.name}" if path.parent.name else path.name


def _is_pattern(given: str) -> bool:
    return glob.has_magic(given)


def _fixed_part(pattern: str) -> str:
    """The folder that everything under a pattern is in."""
    parts = Path(pattern).parts
    first = next(number for number, part in enumerate(parts) if glob.has_magic(part))
    return os.fspath(Path(*parts[:first])) if first else "."

"""A story in the forms of other tools: the exports by name, and writing one."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType

from irises.errors import PlanError
from irises.story import Story
from irises.story.one_step import in_one_step, sync_folder, write_new_file
from irises.write.annotations import web_annotations
from irises.write.booknlp import booknlp_files
from irises.write.casting import casting_script
from irises.write.character_sheet import character_sheet
from irises.write.conll import conll_2012, conll_u
from irises.write.doc_bin import doc_bin
from irises.write.epub import epub
from irises.write.networks import gexf, graphml
from irises.write.sqlite_file import sqlite_file
from irises.write.table_files import csv_files, json_lines_files
from irises.write.tei import tei


@dataclass(frozen=True, kw_only=True)
class Export:
    """A form that a story can be written in: one file, or a folder of several."""

    suffix: str
    """What its name ends in where no other is asked for."""
    make: Callable[[Story, str], bytes | Mapping[str, bytes]]
    """Content of a story that goes by a name; by file name where the export is a folder."""


EXPORTS: Mapping[str, Export] = MappingProxyType(
    {
        "booknlp": Export(suffix=".booknlp", make=booknlp_files),
        "tei": Export(suffix=".tei.xml", make=tei),
        "gexf": Export(suffix=".gexf", make=gexf),
        "gexf-dynamic": Export(suffix=".dynamic.gexf", make=partial(gexf, dynamic=True)),
        "graphml": Export(suffix=".graphml", make=graphml),
        "graphml-dynamic": Export(suffix=".dynamic.graphml", make=partial(graphml, dynamic=True)),
        "conll2012": Export(suffix=".conll", make=conll_2012),
        "conllu": Export(suffix=".conllu", make=conll_u),
        "docbin": Export(suffix=".spacy", make=doc_bin),
        "annotations": Export(suffix=".annotations.jsonld", make=web_annotations),
        "csv": Export(suffix=".csv-tables", make=csv_files),
        "jsonl": Export(suffix=".jsonl-tables", make=json_lines_files),
        "sqlite": Export(suffix=".sqlite", make=sqlite_file),
        "casting": Export(suffix=".casting.txt", make=casting_script),
        "epub": Export(suffix=".epub", make=epub),
        "sheet": Export(suffix=".characters.md", make=character_sheet),
    }
)
"""Every export by the name it goes by on the command line."""


def export(story: Story, to: str, out: str | os.PathLike[str], *, name: str | None = None, force: bool = False) -> Path:
    """The file or folder written: the story in the named form, all or nothing.

    `name` is what the files call the story (by default the name of `out` without its ending). With `force` an export
    that is already there is replaced in one step.

    Raises:
        PlanError: there is no such form, something is already there, no permission or no space.
    """
    if to not in EXPORTS:
        raise PlanError(f"there is no export {to!r}: choose one of {', '.join(EXPORTS)}")
    form, target = EXPORTS[to], Path(os.path.realpath(out))
    _check_there(target, force=force)
    content = form.make(story, name or _plain_name(target, form.suffix))
    folder_of = None if isinstance(content, bytes) else frozenset(content)
    with in_one_step(target, replaces=lambda: _is_replaced(target, folder_of, force=force)) as beside:
        if isinstance(content, bytes):
            write_new_file(beside, content)
        else:
            _write_folder(beside, content)
    return target


def _plain_name(target: Path, suffix: str) -> str:
    plain = target.name.removesuffix(suffix)
    return plain if plain not in ("", target.name) else target.stem or target.name


def _check_there(target: Path, *, force: bool) -> None:
    if os.path.lexists(target) and not force:
        raise PlanError("is already there: use --force to replace it or --out for another name", path=target)


def _is_replaced(target: Path, folder_of: frozenset[str] | None, *, force: bool) -> bool:
    """Whether something is at the target that the export may replace: a file, or a folder with no files but its own."""
    _check_there(target, force=force)
    if not os.path.lexists(target):
        return False
    if target.is_dir() is not (folder_of is not None):
        kind = "folder" if target.is_dir() else "file"
        raise PlanError(f"there is a {kind} of that name: use --out for another name", path=target)
    foreign = sorted(entry.name for entry in target.iterdir() if entry.name not in folder_of) if folder_of else []
    if foreign:
        raise PlanError(f"holds {foreign[0]}, which is no part of this export: use --out for another", path=target)
    return True


def _write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir()
    for name, content in files.items():
        write_new_file(folder / name, content)
    sync_folder(folder)

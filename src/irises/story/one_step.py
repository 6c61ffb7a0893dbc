"""Files and folders that are written whole or not at all: made beside their place, and put there in one step."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from irises.errors import PlanError


@contextmanager
def in_one_step(target: Path, *, replaces: Callable[[], bool]) -> Iterator[Path]:
    """A path to write a file or folder to; it is put at the target when the block ends, cleared away if that fails.

    `replaces` is asked last whether there is something at the target to be replaced.

    Raises:
        PlanError: the system refuses; the message names the cure.
    """
    with explained(target):
        made = _make_parents(target)
        beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}.new")
        try:
            yield beside
            _put_in_place(beside, target, replaces=replaces())
        except BaseException:
            _remove(beside)
            _remove_empty(made)
            raise


@contextmanager
def explained(target: Path) -> Iterator[None]:
    """Turns what the system refuses into a PlanError that names the cure; `target` is the path it tells of."""
    try:
        yield
    except OSError as error:
        raise PlanError(f"{_reason(error)}; nothing was written", path=target) from error


def write_new_file(path: Path, content: bytes | memoryview) -> None:
    """Writes a file that is not there yet, so that it lasts."""
    with open(path, "xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def replace_file(path: Path, content: bytes | memoryview) -> None:
    """Gives a file other content, in one step."""
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    try:
        write_new_file(new, content)
        os.replace(new, path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames and new names in a folder last; Windows cannot open folders and needs no such thing."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        # Some network file systems cannot sync a folder; the files themselves are safe.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


def _put_in_place(new: Path, target: Path, *, replaces: bool) -> None:
    """`new` renamed to `target`; what it replaces is set aside first and put back if that fails."""
    if not replaces:
        os.rename(new, target)
        sync_folder(target.parent)
        return
    old = new.with_suffix(".old")
    os.rename(target, old)
    try:
        os.rename(new, target)
    except BaseException:
        os.rename(old, target)
        raise
    sync_folder(target.parent)
    _remove(old)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()


def _make_parents(target: Path) -> list[Path]:
    """The folders above the target that had to be made, innermost first."""
    missing = [parent for parent in target.parents if not parent.exists()]
    target.parent.mkdir(parents=True, exist_ok=True)
    return missing


def _remove_empty(folders: list[Path]) -> None:
    for folder in folders:
        try:
            folder.rmdir()
        except OSError:
            return


def _reason(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "no space left on the disk: free some, or choose another disk with --out"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "no permission to write there: choose another folder with --out"
    if error.errno in (errno.EEXIST, errno.ENOTEMPTY):
        return "something of that name has appeared meanwhile: try again or use --out"
    if error.errno == errno.ENOTDIR:
        return "its path leads through a file: choose another folder with --out"
    if error.errno == errno.ENAMETOOLONG:
        return "the name is too long: choose a shorter one with --out"
    return f"cannot be written ({error.strerror or error}): choose another folder with --out"

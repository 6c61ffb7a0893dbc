"""ZIP archives that may be broken, hostile or not what they say."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from types import TracebackType

from irises.errors import SourceError

_MOST_ENTRIES = 20_000
_LARGEST_TOTAL = 2**30
_LARGEST_MEMBER = 128 * 2**20
# Text packs to a tenth; what packs a hundred times smaller and is large was made to burst.
_SUSPECT_TOTAL = 32 * 2**20
_SUSPECT_RATIO = 100
_ENCRYPTED = 0x1
# What the standard library raises for archives that are not what they claim.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error,
    EOFError, LookupError, NotImplementedError, OSError, RuntimeError, ValueError,
)  # fmt: skip


class Archive:
    """The members of a ZIP archive, read in memory; nothing is ever written to a folder.

    Raises:
        SourceError: on opening, if the archive is damaged or is a zip bomb.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE as error:
            raise SourceError(f"is a damaged ZIP archive ({error}); download or export it again") from error
        self._names = {info.filename.replace("\\", "/"): info for info in self._zip.infolist()}
        self._folded = {name.casefold(): name for name in self._names}
        _refuse_bomb(self._zip.infolist(), len(data))

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    @property
    def names(self) -> list[str]:
        """Names of the members, in the archive's order."""
        return list(self._names)

    def find(self, name: str) -> str | None:
        """The member with this name, upper and lower case aside; None if there is none."""
        return name if name in self._names else self._folded.get(name.casefold())

    def read(self, name: str) -> bytes:
        """A member's bytes.

        Raises:
            SourceError: if it is missing, damaged, protected by a password or too large.
        """
        info = self._names.get(self.find(name) or "")
        if info is None:
            raise SourceError(f"has no {name} in it; download or export it again")
        if info.flag_bits & _ENCRYPTED:
            raise SourceError("is protected by a password; give an unprotected copy")
        if info.file_size > _LARGEST_MEMBER:
            raise SourceError(f"holds a member of {info.file_size:,} bytes, which no story needs; it was not unpacked")
        try:
            with self._zip.open(info) as member:
                return member.read(_LARGEST_MEMBER)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            OSError,
            ValueError,
        ) as error:
            raise SourceError(f"is damaged in {name} ({error}); download or export it again") from error

    def kind(self) -> str | None:
        """epub, docx or None, by what is inside."""
        if self.find("META-INF/container.xml") or self._mimetype() == "application/epub+zip":
            return "epub"
        if self.find("word/document.xml") or (self.find("[Content_Types].xml") and self._has("word/")):
            return "docx"
        return None

    def why_not(self, named: str | None) -> str:
        """Why an archive that is neither EPUB nor DOCX is refused, and what to do."""
        mimetype = self._mimetype()
        if "opendocument" in mimetype:
            return "is an OpenDocument file (ODT); open it in a word processor and save it as DOCX"
        if self._has("xl/") or self._has("ppt/"):
            return "is a spreadsheet or a presentation; save the story as DOCX"
        if self._has("Index/") and any(name.endswith(".iwa") for name in self._names):
            return "is a Pages document; export it as EPUB or DOCX"
        if named == "epub":
            return "is no EPUB: it has no META-INF/container.xml; download or export it again"
        if named == "docx":
            return "is no DOCX: it has no word/document.xml; export it again"
        return "is a plain ZIP archive; unpack it and give the story inside"

    def _mimetype(self) -> str:
        if not self.find("mimetype"):
            return ""
        return self.read("mimetype")[:100].decode("ascii", "replace").strip()

    def _has(self, folder: str) -> bool:
        return any(name.startswith(folder) for name in self._names)


def _refuse_bomb(members: list[zipfile.ZipInfo], packed: int) -> None:
    total = sum(info.file_size for info in members)
    bursting = total > _SUSPECT_TOTAL and total > _SUSPECT_RATIO * packed
    if len(members) > _MOST_ENTRIES or total > _LARGEST_TOTAL or bursting:
        raise SourceError(
            f"would unpack to {len(members):,} files of {total:,} bytes, like a zip bomb; it was not unpacked."
            " Give the story alone"
        )

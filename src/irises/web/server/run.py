"""Running the server, on the loopback interface only."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import uvicorn
from markupsafe import Markup

from irises.errors import PlanError
from irises.story import locked
from irises.web.server.app import create_app
from irises.web.server.guard import new_access
from irises.web.server.library import Library

HOST = "127.0.0.1"
_SHORTEST_KEY = 32
_PATIENCE = 3


def serve(root: str | os.PathLike[str], *, port: int, ready: Callable[[str, Path], None]) -> None:
    """Serves the library in a folder until it is interrupted.

    `ready` is told the address, and the path of a file that leads a browser there, as soon as requests are taken.

    Raises:
        PlanError: the folder cannot be used or is served already, or the port is taken.
    """
    library = open_library(root)
    with _alone(library), _listening(port) as listener:
        access = new_access(listener.getsockname()[1], key=kept_key(library))
        config = uvicorn.Config(
            create_app(library, access),
            log_level="warning",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            ws="none",
            timeout_graceful_shutdown=_PATIENCE,
        )
        ready(access.address, _door(library, access.address))
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])


def open_library(root: str | os.PathLike[str]) -> Library:
    """The library in a folder, which is made if it isn't there.

    Raises:
        PlanError: it is a file, or there is no permission.
    """
    try:
        library = Library(root)
        library.own.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise PlanError(
            f"cannot be used as a library ({error.strerror}): choose another folder", path=Path(root)
        ) from error
    return library


@contextmanager
def _alone(library: Library) -> Iterator[None]:
    """Two servers would read one queue twice."""
    with ExitStack() as stack:
        try:
            stack.enter_context(locked(library.own, waits=False))
        except BlockingIOError as error:
            raise PlanError(
                "this library is served already: open the address printed there", path=library.root
            ) from error
        yield


def kept_key(library: Library) -> str:
    """The key of the last time, so that a bookmark still opens; only this user can read it."""
    path = library.own / "key"
    try:
        key = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        key = ""
    if len(key) < _SHORTEST_KEY:
        key = new_access(0).key
        _write_for_us(path, key)
    return key


def _door(library: Library, address: str) -> Path:
    """A file that leads a browser in: others on the computer may see its name, but not the address with the key."""
    path = library.own / "open.html"
    content = Markup('<!doctype html>\n<meta http-equiv="refresh" content="0;url={}">\n').format(address)
    _write_for_us(path, content)
    return path


def _write_for_us(path: Path, content: str) -> None:
    """A file that only this user can read, with other content in one step."""
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(content)
    os.replace(new, path)


def _listening(port: int) -> socket.socket:
    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        why = "is taken" if error.errno == errno.EADDRINUSE else "is not allowed"
        raise PlanError(f"port {port} {why}: choose another with --port, or 0 for any that is free") from error

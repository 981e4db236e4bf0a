"""`forwhom serve`: the workbench in a browser, from this machine or as files for any static host."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from forwhom.cli.input_error import InputError
from forwhom.cli.parser import common

if TYPE_CHECKING:
    import socket
    from argparse import ArgumentParser, Namespace

#: The same on every start, so that the browser has kept the files; when it is taken, any free one.
PORT = 8374
_MINUTES = 30
_MAX_PORT = 65535
_EXAMPLES = """\
  forwhom serve --open
  forwhom serve --port 9000
  forwhom serve --export public     plain files for any static host, no server of ours needed

What is pasted stays in the page: the diagnosis runs in the browser, and no request is made after loading.
The server listens on this machine only (127.0.0.1). For the OIDC debugger, whose address it prints too, it sends the
requests that you ask for there.
"""


def arguments(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--port", type=int, metavar="N", help=f"the port on 127.0.0.1 (default {PORT}); 0 is any")
    parser.add_argument("--open", action="store_true", help="open it in the browser")
    parser.add_argument("--export", metavar="DIR", help="write the files to a new folder in place of serving them")
    parser.add_argument(
        "--stop-after",
        type=float,
        default=_MINUTES,
        metavar="MINUTES",
        help=f"stop when nothing was asked for so long (default {_MINUTES}); 0 never stops",
    )
    common(parser, _EXAMPLES)


def run(options: Namespace) -> int:
    """Serves until it is interrupted, or writes the files; 0 in the end."""
    from forwhom.workbench.site import IncompleteError, site

    try:
        if options.export:
            return _export(Path(options.export))
        files = site(served=True)
    except IncompleteError as error:
        raise InputError(str(error)) from None
    try:
        from forwhom.workbench import server
        from forwhom.workbench.stepper.door import Door
    except ImportError:
        raise InputError("the workbench needs two packages more: pip install 'forwhom[serve]'") from None
    listener = _listener(options.port)
    url = f"http://{server.LOOPBACK}:{listener.getsockname()[1]}/"

    door = Door()

    def started() -> None:
        print(f"{url}\nWhat you paste there stays in the page. Ctrl+C stops.", flush=True)
        # The key stands behind the #, which no browser sends: another program on this machine does not learn it.
        print(f"The OIDC debugger: {url}oidc/#key={door.key}", flush=True)
        if options.open:
            import webbrowser

            webbrowser.open(url)

    server.serve(listener, files, max(0.0, options.stop_after) * 60, started, door)
    return 0


def _export(folder: Path) -> int:
    from forwhom.workbench.export import OccupiedError, export

    try:
        count = export(folder)
    except (OSError, OccupiedError) as error:
        raise InputError(f"cannot export: {getattr(error, 'strerror', None) or error}") from None
    print(f"{count} files are in {folder}; any static host can serve them")
    return 0


def _listener(port: int | None) -> socket.socket:
    from forwhom.workbench.server import bound

    if port is not None and not 0 <= port <= _MAX_PORT:
        raise InputError(f"{port} is no port: it must be from 0 to {_MAX_PORT}")
    try:
        return bound(PORT if port is None else port)
    except OSError as error:
        if port is None:
            return bound(0)
        raise InputError(f"cannot listen on port {port}: {error.strerror or error}") from None

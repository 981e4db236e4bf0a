"""HTTP to a server whose address is a file, so that no port has to be free."""

from __future__ import annotations

import http.client
import socket
from pathlib import Path


class Unix(http.client.HTTPConnection):
    """HTTP over a socket of the file system."""

    def __init__(self, path: Path) -> None:
        """Remember the socket's path."""
        super().__init__("api.example.com")
        self._path = str(path)

    def connect(self) -> None:
        """Connect to it."""
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(self._path)

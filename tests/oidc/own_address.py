"""A private address of this machine, at which a server can be asked without any other machine."""

from __future__ import annotations

import shutil
import socket
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

from forwhom.oidc.address import Reach, reach
from tests.oidc.provider_process import absent

if TYPE_CHECKING:
    from collections.abc import Generator

#: Given to the loopback interface where the machine has no private address, which needs root.
_ALIAS = "10.255.254.253"


@contextmanager
def private_address() -> Generator[str]:
    """An IPv4 address that is this machine's; skips, or in CI fails, where there is none and none can be made."""
    found = _of_an_interface()
    if found:
        yield found
        return
    if not _alias("add"):
        absent("this machine has no private address, and gets none: that needs root and ip")
    try:
        yield _ALIAS
    finally:
        _alias("del")


def _of_an_interface() -> str | None:
    """The address from which packets would leave. None is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("198.51.100.1", 9))
        except OSError:
            return None
        address: str = probe.getsockname()[0]
    return address if reach(address) is Reach.PRIVATE else None


def _alias(deed: str) -> bool:
    program = shutil.which("ip")
    if program is None:
        return False
    command = [program, "addr", deed, f"{_ALIAS}/32", "dev", "lo"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0

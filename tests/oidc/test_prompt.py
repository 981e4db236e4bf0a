"""What is asked at a terminal: a secret, which is not shown. The plain yes stands in test_private_address."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.oidc.conftest import Demo


def talk(words: list[str], answers: list[tuple[str, str]]) -> tuple[int, str]:
    """The status and everything on the terminal of a call that asks, each answer given after its question."""
    terminal, inside = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name != "FORWHOM_CLIENT_SECRET"}
    with subprocess.Popen(
        [sys.executable, "-m", "forwhom", *words],
        stdin=inside,
        stdout=inside,
        stderr=inside,
        env=environment,
        start_new_session=True,
    ) as process:
        os.close(inside)
        text = _conversation(terminal, answers)
        os.close(terminal)
    return process.returncode, text


def _conversation(terminal: int, answers: list[tuple[str, str]]) -> str:
    """Everything on the terminal until it is left."""
    text = ""
    left = list(answers)
    while True:
        try:
            data = os.read(terminal, 65_536)
        except OSError:
            break
        if not data:
            break
        text += data.decode("utf-8", "replace")
        if left and left[0][0] in text:
            os.write(terminal, f"{left.pop(0)[1]}\n".encode())
    return text


def test_a_secret_at_the_prompt(demo: Demo) -> None:
    """A client secret that is typed is used and not shown."""
    secret = demo.secrets["shop-job"]
    words = ["oidc", "token", demo.issuer, "--client-id", "shop-job", "--auth", "basic", "--resource", demo.orders]
    status, text = talk(words, [("client secret: ", secret)])
    assert status == 0, text
    assert secret not in text
    assert "its audience is what was asked for" in text

"""A browser for the command line: logs in as a user would, and comes to the redirect URI. Run with the password."""

from __future__ import annotations

import os
import sys

import httpx2

from tests.oidc.user_agent import UserAgent


def main(url: str) -> None:
    """Follows the address to its end, the redirect URI and the page behind it included."""
    answers = {"username": "ada", "password": os.environ["DEMO_PASSWORD"], "allow": "Authorize"}
    client = httpx2.Client(trust_env=False, timeout=10)
    UserAgent(answers, client=client).visit(url)


if __name__ == "__main__":
    main(sys.argv[1])

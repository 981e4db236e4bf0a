"""The guide shows nothing but what runs: its Python is cut from the examples, which other tests start."""

from __future__ import annotations

import logging.config
import re
from pathlib import Path

import pytest

from examples.refusal_log import LOGGING
from forwhom.asgi import RequireToken
from tests.resource_server.asgi_driver import Endpoint, drive, scope_of
from tests.resource_server.tokens import validator

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "resource-server.md").read_text(encoding="utf-8")
FENCES = re.findall(r"^```python\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
EXAMPLES = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").glob("*.py"))]


@pytest.mark.parametrize("fence", FENCES, ids=[fence.strip().splitlines()[0] for fence in FENCES])
def test_the_guide_is_cut_from_the_examples(fence: str) -> None:
    """Each fence stands in one of them, line by line."""
    assert [fence in text for text in EXAMPLES].count(True) == 1


def test_the_logging_of_the_guide_writes_events(capsys: pytest.CaptureFixture[str]) -> None:
    """One line of JSON for a refusal, on standard error."""
    logger = logging.getLogger("forwhom")
    before = (logger.handlers[:], logger.level, logger.propagate)
    logging.config.dictConfig(LOGGING)
    try:
        drive(RequireToken(Endpoint(), validator()), scope_of())
    finally:
        logger.handlers[:], level, logger.propagate = before
        logger.setLevel(level)
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith('{"event": "forwhom.refusal"')

"""What every run of the tests prints first."""

from __future__ import annotations

import pytest
from hypothesis import settings

from tests.observed.agreement import table
from tests.observed.versions import versions

# No example is timed: a busy machine would fail what is right.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_report_header(config: pytest.Config) -> str:
    """The versions of the real verifiers. It stands here, since only this file is read before the header is printed."""
    del config
    return f"observed verifiers: {versions()}"


def pytest_addoption(parser: pytest.Parser) -> None:
    """How many random trials each real verifier gets; `make test-observed` asks for more."""
    parser.addoption("--trials", type=int, default=100, help="random trials for each real verifier (default: 100)")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was run of the real verifiers, and whether it agreed with the catalogue."""
    stats = terminalreporter.stats
    reports = [one for kind in ("", "passed", "failed", "error", "skipped") for one in stats.get(kind, ())]
    if lines := table(one for one in reports if isinstance(one, pytest.TestReport)):
        terminalreporter.section("observed verifiers")
        for line in lines:
            terminalreporter.line(line)

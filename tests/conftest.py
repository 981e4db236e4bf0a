"""What every run of the tests prints first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.observed.agreement import table
from tests.observed.grouping import Grouped
from tests.observed.versions import versions

if TYPE_CHECKING:
    from xdist.remote import Producer  # pyright: ignore[reportMissingTypeStubs]
    from xdist.scheduler import Scheduling  # pyright: ignore[reportMissingTypeStubs]

# No example is timed: a busy machine would fail what is right.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_report_header(config: pytest.Config) -> str:
    """The versions of the real verifiers. It stands here, since only this file is read before the header is printed."""
    del config
    return f"observed verifiers: {versions()}"


def pytest_addoption(parser: pytest.Parser) -> None:
    """How many random trials each real verifier gets; `make test-observed` asks for more."""
    parser.addoption("--trials", type=int, default=25, help="random trials for each real verifier (default: 25)")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling | None:
    """Where several workers share the tests, those of one real verifier run in one."""
    return Grouped(config, log) if config.getoption("dist") == "load" else None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was run of the real verifiers, and whether it agreed with the catalogue."""
    stats = terminalreporter.stats
    reports = [one for kind in ("", "passed", "failed", "error", "skipped") for one in stats.get(kind, ())]
    if lines := table(one for one in reports if isinstance(one, pytest.TestReport)):
        terminalreporter.section("observed verifiers")
        for line in lines:
            terminalreporter.line(line)

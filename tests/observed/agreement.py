"""The table of what was run: each verifier, its version, its trials, and how many went as predicted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import pytest

from tests.observed.adapter import adapters
from tests.observed.grouping import verifier_of
from tests.observed.versions import version_of


@dataclass(slots=True)
class _Row:
    trials: int = 0
    agreed: int = 0
    recipe: int = 0
    failed: int = 0


def table(reports: Iterable[pytest.TestReport]) -> list[str]:
    """The lines of the table, from the reports of the observed tests; none when none of them ran.

    A test tells its trials in the property `trials`, its verifier stands first in the brackets of its name.
    """
    rows: dict[str, _Row] = defaultdict(_Row)
    for report in reports:
        if verifier := verifier_of(report.nodeid):
            _count(rows[verifier], report)
    if not any(row.trials or row.failed for row in rows.values()):
        return []
    return [
        f"{'verifier':28} {'version':24} {'trials':>7} {'agreed':>7} {'recipe runs':>12} {'failed':>7}",
        *(_line(adapter.verifier, version_of(adapter), rows[adapter.verifier]) for adapter in adapters()),
        f"{sum(row.trials > 0 for row in rows.values())} verifiers ran, {sum(row.trials for row in rows.values())} trials",
    ]


def _line(verifier: str, version: str | None, row: _Row) -> str:
    numbers = f"{row.trials:7} {row.agreed:7} {row.recipe:12} {row.failed:7}"
    return f"{verifier:28} {version or 'not installed':24} {numbers}"


def _count(row: _Row, report: pytest.TestReport) -> None:
    row.failed += report.failed
    if report.when == "call" and "test_recipe" in report.nodeid:
        row.recipe += report.passed
    # The fixture that counts tells its numbers when it ends.
    if report.when == "teardown":
        told = dict(report.user_properties)
        row.trials += int(str(told.get("trials", 0)))
        row.agreed += int(str(told.get("agreed", 0)))

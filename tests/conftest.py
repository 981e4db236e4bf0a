"""What every run of the tests prints first."""

from __future__ import annotations

import pytest
from hypothesis import settings

from tests.observed.versions import versions

# No example is timed: a busy machine would fail what is right.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_report_header(config: pytest.Config) -> str:
    """The versions of the real verifiers. It stands here, since only this file is read before the header is printed."""
    del config
    return f"observed verifiers: {versions()}"

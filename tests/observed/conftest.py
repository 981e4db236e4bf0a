"""The real verifiers, each put beside its entry."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.observed.adapter import Adapter, adapters
from tests.observed.running import RunningVerifier
from tests.observed.versions import missing

EVERY = [
    pytest.param(adapter, id=adapter.verifier, marks=[pytest.mark.observed_more] if adapter.apart else [])
    for adapter in adapters()
]


@pytest.fixture(scope="module", params=EVERY)
def adapter(request: pytest.FixtureRequest) -> Adapter:
    """The adapter of each verifier that can be run here; where its packages are missing, the test is skipped."""
    one: Adapter = request.param
    if absent := missing(one):
        reason = f"{', '.join(absent)} not installed; make {'test-observed' if one.apart else 'test'} installs it"
        # Where everything was to be installed, a verifier that is not there would go unnoticed.
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return one


@pytest.fixture(scope="module")
def running(adapter: Adapter) -> Iterator[RunningVerifier]:
    """The real verifier, started."""
    with RunningVerifier(adapter) as running:
        yield running

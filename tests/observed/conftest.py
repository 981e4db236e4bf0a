"""The real verifiers, by the id of their entry."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.observed.adapters import joserfc, pyjwt, python_jose
from tests.observed.node_verifier import NodeVerifier
from tests.observed.trial import Observation, Trial

Observe = Callable[[Trial], Observation]
_PYTHON: dict[str, Observe] = {
    "pyjwt": pyjwt.observe,
    "joserfc": joserfc.observe,
    "python-jose": python_jose.observe,
}
_NODE = ("jsonwebtoken", "jose-node", "express-jwt")


@pytest.fixture(scope="module", params=[*_PYTHON, *_NODE])
def verifier(request: pytest.FixtureRequest) -> str:
    """The id of each verifier that can be run here."""
    return str(request.param)


@pytest.fixture(scope="module")
def observe(verifier: str) -> Iterator[Observe]:
    """What puts a trial before the real verifier."""
    if verifier in _PYTHON:
        yield _PYTHON[verifier]
        return
    with NodeVerifier(verifier) as running:
        yield running.observe

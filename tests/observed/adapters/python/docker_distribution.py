"""Puts trials before Docker's registry, as requests; each setting is a process of its own, which tells its log."""

# /// observed
# debian = ["docker-registry"]
# [reach]
# pair = true
# kid = "{fingerprint}"  # the registry looks for its key by this
# issuers = "one"
# texts = ["iss", "sub"]  # of another type, the text is that of the JSON package
# nonempty = true
# [recipe]
# configuration = true
# ///

import atexit
import json
import shutil
import subprocess
import tempfile
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from forwhom.catalogue import catalogue
from forwhom.snippet import render
from tests.observed.adapters.python.serve import Question, Refusal, serve
from tests.observed.adapters.python.unix import Unix

FOLDER = Path(tempfile.mkdtemp(prefix="registry-"))
AUTH = catalogue().verifiers["docker-distribution"].recipe
FRAME = """\
version: 0.1
log: {{formatter: json, accesslog: {{disabled: true}}}}
storage: {{inmemory: {{}}, maintenance: {{uploadpurging: {{enabled: false}}}}}}
http: {{addr: {socket}, net: unix}}
{auth}"""
registries: dict[str, "Registry"] = {}


@cache
def certificate(pem: str) -> bytes:
    """A certificate of this public key, for the bundle of those that are trusted; who signed it does not matter."""
    name = x509.Name([])
    key = serialization.load_pem_public_key(pem.encode())
    assert isinstance(key, rsa.RSAPublicKey)
    made = x509.CertificateBuilder(name, name, key, 1, datetime.now(UTC), datetime.now(UTC) + timedelta(days=1))
    signer = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return made.sign(signer, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


class Registry:
    """A process with this configuration; raises `Refusal` with what it says where it does not start."""

    def __init__(self, auth: str, key: str) -> None:
        """Start it, and wait until it listens."""
        path = FOLDER / str(len(registries))
        path.with_suffix(".pem").write_bytes(certificate(key))
        text = auth.replace("/etc/docker/registry/token.pem", f"{path}.pem")
        path.with_suffix(".yml").write_text(FRAME.format(socket=f"{path}.sock", auth=text))
        command = ["docker-registry", "serve", f"{path}.yml"]
        process = subprocess.Popen(command, stdout=2, stderr=subprocess.PIPE, text=True)
        atexit.register(process.wait)
        atexit.register(process.kill)
        assert process.stderr
        self._log = process.stderr
        self._socket = path.with_suffix(".sock")
        for line in self._log:
            if '"msg":"listening on' in line:
                return
            if line.startswith("panic: "):
                raise Refusal(line.removeprefix("panic: "))
        raise AssertionError("the registry has ended")

    def ask(self, token: str) -> None:
        """Ask for the version of its interface; raises `Refusal` with the status and the line of the log about it."""
        connection = Unix(self._socket)
        connection.request("GET", "/v2/", headers={"Authorization": f"Bearer {token}"})
        response = connection.getresponse()
        response.read()
        connection.close()
        told = None
        for line in self._log:
            event = json.loads(line)
            if event["msg"] == "authorized request":
                return
            if event["msg"].startswith("error authorizing context"):
                raise Refusal(told, response.status)
            # What is said of the token names no request.
            told = event["msg"] if "http.request.id" not in event else told
        raise AssertionError("the registry has ended")


def registry(question: Question) -> Registry:
    """The registry with this setting, started when it is new."""
    auth = question.recipe
    if auth is None:
        audiences = question.audiences or []
        lines = render(AUTH, tuple(audiences), str(question.issuer)).code.splitlines(keepends=True)
        service = f"    service: {json.dumps(audiences)}\n" if len(audiences) > 1 else ""
        auth = "".join(service if "service:" in line and len(audiences) != 1 else line for line in lines)
    if auth not in registries:
        registries[auth] = Registry(auth, question.key)
    return registries[auth]


def verify(question: Question) -> None:
    """Let the registry decide."""
    registry(question).ask(question.token)


atexit.register(shutil.rmtree, FOLDER)
serve(verify)

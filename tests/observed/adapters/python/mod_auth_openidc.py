"""Puts trials before mod_auth_openidc, as the provider's answer to a login; each setting is an Apache of its own.

The provider answers with the ID Token at once (`response_type=id_token`), and the module fetches the keys from a
server of this process. It would make a nonce that no token of a trial can know: so the login that the answer belongs to
is written by the adapter into the module's cookie, with the module's own passphrase and always the same nonce, and what
the module remembers of nonces is forgotten before each trial.
"""

# /// observed
# debian = ["libapache2-mod-auth-openidc", "apache2-bin"]
# [reach]
# pair = true
# issuers = "one"
# fresh = true
# needs = ["exp", "iat", "sub"]  # the texts about their absence are others
# texts = ["iss", "sub"]
# extra = {nonce = "observed"}
# nonempty = true
# [recipe]
# configuration = true
# visible = true  # a directive is one line, and knows no escape of a sign that cannot be seen
# ///

import atexit
import base64
import hashlib
import http.client
import json
import re
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import time
import urllib.parse
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from joserfc import jwe, jws
from joserfc.jwk import OctKey, RSAKey

from forwhom.catalogue import catalogue
from forwhom.snippet import render
from tests.observed.adapters.python.serve import Question, Refusal, serve

FOLDER = Path(tempfile.mkdtemp(prefix="apache-"))
CLIENT = catalogue().verifiers["mod-auth-openidc"].recipe
ISSUER = "https://login.example.com/"
PASSPHRASE = "observed"
NONCE = "observed"
STATE = base64.urlsafe_b64encode(hashlib.sha1(NONCE.encode(), usedforsecurity=False).digest()).rstrip(b"=").decode()
FRAME = """\
ServerRoot {folder}
PidFile {folder}/pid
DocumentRoot {folder}
ServerName app.example.com
User nobody
Group nogroup
Listen 127.0.0.1:{port}
LoadModule mpm_worker_module /usr/lib/apache2/modules/mod_mpm_worker.so
LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
LoadModule authn_core_module /usr/lib/apache2/modules/mod_authn_core.so
LoadModule authz_user_module /usr/lib/apache2/modules/mod_authz_user.so
LoadModule auth_openidc_module /usr/lib/apache2/modules/mod_auth_openidc.so
StartServers 1
ServerLimit 1
ThreadLimit 2
ThreadsPerChild 2
MaxRequestWorkers 2
ErrorLog {folder}/log
OIDCProviderIssuer {issuer}
OIDCProviderAuthorizationEndpoint https://login.example.com/authorize
OIDCProviderJwksUri https://{keys}/jwks
OIDCSSLValidateServer Off
OIDCIDTokenIatSlack 3600
OIDCResponseType id_token
OIDCResponseMode form_post
OIDCRedirectURI /redirect
OIDCCryptoPassphrase {passphrase}
OIDCStateInputHeaders none
OIDCCacheType file
OIDCCacheDir {folder}/cache
{client}
<Location />
  AuthType openid-connect
  Require valid-user
</Location>
"""
LINE = re.compile(r"\[auth_openidc:error\].*?\[client [^\]]*\] (?P<function>\w+): (?P<text>.*)")


class Keys:
    """The server of the provider's keys, over TLS, as the module takes no other address."""

    def __init__(self) -> None:
        """Start it; it ends with the process."""
        self.key = ""
        keys = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                key = RSAKey.import_key(keys.key).as_dict(private=False)
                body = json.dumps({"keys": [{**key, "kid": "observed", "use": "sig"}]}).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is of http.server
                """Nothing: the module's own words are what counts."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(identity())
        server.socket = context.wrap_socket(server.socket, server_side=True)
        self.address = f"127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, daemon=True).start()


def identity() -> Path:
    """A file with a private key and a certificate that it signed itself."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
    path = FOLDER / "keys.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    return path


class Apache:
    """An Apache with this configuration; raises `Refusal` with what it says where it does not start."""

    def __init__(self, client: str, issuer: str) -> None:
        """Start it, and wait until it listens."""
        self._folder = Path(tempfile.mkdtemp(dir=FOLDER))
        # The server gives up its rights as root.
        for path in (FOLDER, self._folder, self._folder / "cache"):
            path.mkdir(exist_ok=True)
            path.chmod(0o777)
        self._issuer = issuer
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        path = self._folder / "apache.conf"
        path.write_text(
            FRAME.format(
                folder=self._folder,
                port=self._port,
                issuer=issuer,
                keys=KEYS.address,
                passphrase=PASSPHRASE,
                client=client,
            )
        )
        process = subprocess.Popen(
            ["/usr/sbin/apache2", "-f", str(path), "-DFOREGROUND"], stdout=2, stderr=(self._folder / "err").open("w")
        )
        atexit.register(process.wait)
        atexit.register(process.terminate)
        log = self._folder / "log"
        log.touch()
        while "resuming normal operations" not in log.read_text():
            if process.poll() is not None:
                said = (self._folder / "err").read_text().splitlines()[-1:]
                raise Refusal(
                    said[0] if said else log.read_text().partition("oidc_check_config_error: ")[2].partition("\n")[0]
                )
            time.sleep(0.01)
        self._log = log.open()

    def answer(self, token: str) -> None:
        """Answer the login with this ID Token; raises `Refusal` with the text of the log."""
        for path in (self._folder / "cache").iterdir():
            if "jwks" not in path.name:
                path.unlink()
        self._log.read()
        body = urllib.parse.urlencode({"state": STATE, "id_token": token})
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"mod_auth_openidc_state_{STATE}={self._cookie()}",
        }
        connection = http.client.HTTPConnection("127.0.0.1", self._port)
        connection.request("POST", "/redirect", body, headers)
        response = connection.getresponse()
        response.read()
        connection.close()
        if response.status == 302:
            return
        text = None
        for found in LINE.finditer(self._log.read()):
            if found["function"] == "oidc_proto_parse_idtoken":
                raise Refusal(text, response.status)
            text = found["text"]
        raise AssertionError((self._folder / "log").read_text())

    def _cookie(self) -> str:
        """The cookie of a login that has begun, signed and encrypted as the module does."""
        key = OctKey.import_key(hashlib.sha256(PASSPHRASE.encode()).digest())
        login = {
            "ou": f"http://127.0.0.1:{self._port}/",
            "om": "get",
            "i": self._issuer,
            "rt": "id_token",
            "rm": "form_post",
            "n": NONCE,
            "t": int(time.time()),
        }
        signed = jws.serialize_compact({"alg": "HS256"}, json.dumps(login), key)
        return jwe.encrypt_compact({"alg": "dir", "enc": "A256GCM"}, signed, key)


def apache(question: Question) -> Apache:
    """The Apache with this setting, started when it is new."""
    KEYS.key = question.key
    client = question.recipe
    if client is None:
        audiences = question.audiences or []
        client = render(CLIENT, tuple(audiences), None).code if audiences else ""
        # A directive with more than one argument is how somebody would write a list.
        client = client.replace("\n", "".join(f' "{value}"' for value in audiences[1:]))
    setting = client, str(question.issuer or ISSUER)
    if setting not in apaches:
        apaches[setting] = Apache(*setting)
    return apaches[setting]


def verify(question: Question) -> None:
    """Let the module decide."""
    apache(question).answer(question.token)


KEYS = Keys()
apaches: dict[tuple[str, str], Apache] = {}
atexit.register(shutil.rmtree, FOLDER)
serve(verify)
